"""What people wrote, before the room sees it: approve, park with a reason, merge."""

from __future__ import annotations

from django.db import transaction

from facilitation.live.wake import announce
from facilitation.models import Poll, Workshop, WrittenAnswer
from facilitation.vocabulary import TextState
from partnerships import rules
from partnerships.models import Actor
from partnerships.rulings import ALLOWED, Ruling, insist, refused

TOO_FEW_TO_READ = refused(
    "Fewer than five people have answered, so nobody reads the answers. Ask again later."
)
SAY_WHY = refused("Say why it is not shown. The room sees the reason, without the words.")
NOT_INTO_ITSELF = refused("Choose another answer of this question that is not merged itself.")


def may_read_texts(actor: Actor, poll: Poll) -> Ruling:
    """After the close, once enough have answered that nobody is told by their words alone being there."""
    ruling = rules.may_facilitate(actor, poll.workshop.round.partnership_id)
    if ruling and poll.ballots.count() < poll.fewest_together:
        return TOO_FEW_TO_READ
    return ruling


@transaction.atomic
def approve(answer: WrittenAnswer, *, by: Actor) -> None:
    _decide(answer, by, state=TextState.APPROVED)


@transaction.atomic
def park(answer: WrittenAnswer, *, reason: str, by: Actor) -> None:
    insist(ALLOWED if reason.strip() else SAY_WHY)
    _decide(answer, by, state=TextState.PARKED, reason=reason.strip())


@transaction.atomic
def merge(answer: WrittenAnswer, *, into: WrittenAnswer, by: Actor) -> None:
    """Count an answer with another that says the same. What was merged into it goes along."""
    fits = into.poll_id == answer.poll_id and into.pk != answer.pk and into.state != TextState.MERGED
    insist(ALLOWED if fits else NOT_INTO_ITSELF)
    _decide(answer, by, state=TextState.MERGED, merged_into=into)
    answer.merged.update(merged_into=into)


def _decide(answer: WrittenAnswer, by: Actor, **decision: object) -> None:
    insist(may_read_texts(by, answer.poll))
    fresh = {"merged_into": None, "reason": ""}
    WrittenAnswer.objects.filter(pk=answer.pk).update(**fresh | decision)
    _refresh(answer.poll)


def _refresh(poll: Poll) -> None:
    if Workshop.objects.filter(pk=poll.workshop_id, poll=poll).show():
        announce(poll.workshop_id)
