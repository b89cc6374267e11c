"""The same words once more, with names: each partner says where it stands, from its own seat, as it endorses anything.

Such a poll has no ballots and no key, so no phone can vote in it. Its answers are the partners’ endorsements.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from facilitation.models import Choice, Poll
from facilitation.polls.polling import open_poll
from facilitation.vocabulary import PollMode, PollState
from partnerships import rules
from partnerships.models import Actor, Endorsement, Partner
from partnerships.rulings import Ruling, insist, refused

ABOUT_WORDS = (
    "Only a question about words of the group can be asked with names. Write one, and choose the words."
)
NOT_CLOSED = "Close the vote without names first, so that nobody is led by what others say with theirs."
ALREADY = "This was asked with names already. It is among the votes of this workshop."


def may_ask_by_name(actor: Actor, poll: Poll) -> Ruling:
    ruling = rules.may_facilitate(actor, poll.workshop.round.partnership_id)
    why_not = in_the_way_of_names(poll)
    return refused(why_not) if ruling and why_not else ruling


def in_the_way_of_names(poll: Poll) -> str:
    """Why this cannot be asked with names, in a sentence; nothing if it can."""
    if poll.about_id is None or poll.is_by_name:
        return ABOUT_WORDS
    if not (poll.is_closed or poll.is_revealed):
        return NOT_CLOSED
    asked = poll.workshop.polls.filter(mode=PollMode.NAMED, about=poll.about_id)
    return ALREADY if asked.exists() else ""


@transaction.atomic
def ask_by_name(poll: Poll, *, by: Actor) -> Poll:
    """Ask what a vote without names was about of every partner by name, and show it at once."""
    poll.workshop.hold()
    insist(may_ask_by_name(by, poll))
    named = Poll.objects.create(
        workshop=poll.workshop,
        item=poll.workshop.item,
        question=poll.question,
        kind=poll.kind,
        mode=PollMode.NAMED,
        about=poll.about,
        made_by=by.person,
    )
    Choice.objects.bulk_create(
        Choice(poll=named, key=choice.key, text=choice.text) for choice in poll.choices.all()
    )
    open_poll(named, by=by)
    return named


@dataclass(frozen=True)
class Stands:
    """Where the partners stand on the words of a poll: of those that have a voice, and in their order."""

    poll: Poll

    @cached_property
    def asked(self) -> list[Partner]:
        return list(self.poll.workshop.round.partnership.partners.voiced())

    @cached_property
    def given(self) -> list[Endorsement]:
        rows = Endorsement.objects.filter(agreement=self.poll.about_id).select_related("partner")
        found = {one.partner_id: one for one in rows}
        return [found[partner.pk] for partner in self.asked if partner.pk in found]

    @property
    def waiting_for(self) -> list[str]:
        said = {one.partner_id for one in self.given}
        return [partner.short_name for partner in self.asked if partner.pk not in said]

    def names_at(self, gradient: str) -> tuple[str, ...]:
        return tuple(one.partner.short_name for one in self.given if str(one.gradient) == gradient)


def asked_without_names(poll: Poll) -> Poll | None:
    """The vote that a poll by name stands beside."""
    beside = Poll.objects.filter(workshop=poll.workshop_id, about=poll.about_id, mode=PollMode.ANONYMOUS)
    return beside.filter(state=PollState.REVEALED).last()
