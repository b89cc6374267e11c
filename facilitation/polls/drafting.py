"""Writing a question: one's own, one of the bank, or one that was asked before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from facilitation.models import Choice, Poll, Workshop
from facilitation.polls.bank import PULSE, Question
from facilitation.polls.kinds import kind_named
from facilitation.polls.polling import hold
from facilitation.vocabulary import PollState
from partnerships import rules
from partnerships.models import Actor, Agreement
from partnerships.rulings import Ruling, insist, refused

# What a choice is called in a ballot: A, B, C …, or its number from 0 on a scale.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

NOT_DRAFT = refused("This question has been asked, so its words stay. Ask it again to change them.")


def may_edit(actor: Actor, poll: Poll) -> Ruling:
    ruling = rules.may_facilitate(actor, poll.workshop.round.partnership_id)
    return NOT_DRAFT if ruling and not poll.is_draft else ruling


@transaction.atomic
def draft(
    workshop: Workshop,
    *,
    question: str,
    kind: str,
    choices: Sequence[str] = (),
    asks_body: bool = False,
    about: Agreement | None = None,
    by: Actor,
) -> Poll:
    """A question of one's own. `choices` are words, in order; they are passed over where the kind brings its own.

    The same words as a draft of the same person here are that draft, sent twice. So with all that draft, below.
    """
    insist(rules.may_facilitate(by, workshop.round.partnership_id))
    words = {
        "code": "",
        "question": question,
        "kind": kind,
        "asks_body": asks_body and kind_named(kind).part is None,
        "about": about,
    }
    workshop.hold()
    for before in _drafts(workshop, by).filter(**words, asked_before=None):
        if [(one.key, one.text) for one in before.choices.all()] == _offers(kind, choices):
            return before
    poll = Poll.objects.create(workshop=workshop, item=workshop.item, **words, made_by=by.person)
    _write_choices(poll, choices)
    return poll


def _drafts(workshop: Workshop, by: Actor) -> QuerySet[Poll]:
    return workshop.polls.filter(state=PollState.DRAFT, made_by=by.person)


def _offers(kind_key: str, choices: Sequence[str]) -> list[tuple[str, str]]:
    """Key and words of every answer, in order."""
    kind = kind_named(kind_key)
    if not kind.own_choices:
        return list(kind.offers)
    keys = map(str, range(len(choices))) if kind.numbered else LETTERS
    return list(zip(keys, choices, strict=False))


def _write_choices(poll: Poll, choices: Sequence[str]) -> None:
    poll.choices.all().delete()
    offers = _offers(poll.kind, choices)
    Choice.objects.bulk_create(Choice(poll=poll, key=key, text=text) for key, text in offers)


@transaction.atomic
def draft_from_bank(workshop: Workshop, question: Question, *, by: Actor) -> Poll:
    """A question of the bank as it stands there, so that its benchmark fits. It knows when it was last asked."""
    insist(rules.may_facilitate(by, workshop.round.partnership_id))
    workshop.hold()
    if before := _drafts(workshop, by).filter(code=question.code).first():
        return before
    poll = Poll.objects.create(
        workshop=workshop,
        item=workshop.item,
        code=question.code,
        question=question.text,
        kind=question.kind,
        asked_before=_last_asked(workshop, question.code),
        made_by=by.person,
    )
    Choice.objects.bulk_create(
        Choice(poll=poll, key=option.key, text=option.text) for option in question.options
    )
    return poll


@transaction.atomic
def draft_pulse(workshop: Workshop, *, by: Actor) -> list[Poll]:
    """The page of statements and the two questions after it; what of it is a draft here already is not drafted twice."""
    insist(rules.may_facilitate(by, workshop.round.partnership_id))
    there = set(workshop.polls.filter(state=PollState.DRAFT).values_list("code", flat=True))
    return [draft_from_bank(workshop, question, by=by) for question in PULSE if question.code not in there]


def _last_asked(workshop: Workshop, code: str) -> Poll | None:
    """The newest poll of the same question in this partnership that the same people have seen the result of."""
    heard = Workshop.objects.repeatable_in(workshop).filter(round__partnership=workshop.round.partnership_id)
    return Poll.objects.filter(code=code, state=PollState.REVEALED, workshop__in=heard).last()


@transaction.atomic
def edit(
    poll: Poll,
    *,
    question: str,
    kind: str,
    choices: Sequence[str],
    asks_body: bool,
    about: Agreement | None,
    by: Actor,
) -> None:
    """Reword a draft. It has no code of the bank any more: a benchmark is for the words that were asked."""
    hold(poll)
    insist(may_edit(by, poll))
    asks_body = asks_body and kind_named(kind).part is None
    words = {"question": question, "kind": kind, "asks_body": asks_body, "about": about}
    same = poll.question == question and poll.kind == kind and _texts(poll) == list(choices)
    if not same:
        words |= {"code": "", "asked_before": None}
    Poll.objects.filter(pk=poll.pk).update(**words)
    poll.refresh_from_db()
    if not same:
        _write_choices(poll, choices)


def _texts(poll: Poll) -> list[str]:
    return [choice.text for choice in poll.choices.all()]


@transaction.atomic
def throw_away(poll: Poll, *, by: Actor) -> None:
    """Delete a draft. What has been asked stays."""
    hold(poll)
    insist(may_edit(by, poll))
    poll.delete()


@transaction.atomic
def ask_again(poll: Poll, *, in_workshop: Workshop | None = None, by: Actor) -> Poll:
    """The same question as a new draft, here or in a later workshop, which will say how answers have moved."""
    workshop = in_workshop or poll.workshop
    insist(rules.may_facilitate(by, workshop.round.partnership_id))
    insist(rules.may_facilitate(by, poll.workshop.round.partnership_id))
    workshop.hold()
    if before := _drafts(workshop, by).filter(asked_before=poll, question=poll.question).first():
        return before
    again = Poll.objects.create(
        workshop=workshop,
        item=workshop.item,
        code=poll.code,
        question=poll.question,
        kind=poll.kind,
        asks_body=poll.asks_body,
        about=poll.about,
        asked_before=poll,
        made_by=by.person,
    )
    Choice.objects.bulk_create(
        Choice(poll=again, key=choice.key, text=choice.text) for choice in poll.choices.all()
    )
    return again
