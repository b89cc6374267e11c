"""Counting hands where a room would rather show them than tap."""

from __future__ import annotations

from django.db import transaction

from facilitation.live.wake import announce
from facilitation.models import HandCount, Poll, Workshop
from facilitation.polls.kinds import kind_named
from facilitation.polls.polling import hold, tell
from partnerships import rules
from partnerships.models import Actor
from partnerships.rulings import Ruling, insist, refused

NO_HANDS = refused("Hands can be counted for a vote on choices only, once it has been opened.")


def may_count_hands(actor: Actor, poll: Poll) -> Ruling:
    ruling = rules.may_facilitate(actor, poll.workshop.round.partnership_id)
    by_hand = kind_named(poll.kind).by_hand and not poll.is_by_name
    return NO_HANDS if ruling and (poll.is_draft or not by_hand) else ruling


@transaction.atomic
def count_hands(poll: Poll, counts: dict[str, int], *, by: Actor) -> None:
    """Enter hands counted in the room, by the key of the choice. They replace what was entered before."""
    hold(poll)
    insist(may_count_hands(by, poll))
    poll.hand_counts.all().delete()
    HandCount.objects.bulk_create(
        HandCount(poll=poll, choice=key, count=count, counted_by=by.person)
        for key, count in counts.items()
        if count
    )
    tell(f"Entered a count of hands for “{poll.question}”", poll, by)
    Workshop.objects.filter(pk=poll.workshop_id, poll=poll).show()
    announce(poll.workshop_id)
