"""Workshops of the world's Three Rivers: one planned, one running, one held, found or made when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitation.models import Correction, FollowUp, ParkedItem, Promise, Workshop
from facilitation.workshops import follow_up, outcomes
from tests import build, room

if TYPE_CHECKING:
    from tests.trust.world import World


def planned(world: World) -> Workshop:
    found = Workshop.objects.filter(title="Planned").first()
    return found or room.workshop(world.rivers, "Planned")


def running(world: World) -> Workshop:
    found = Workshop.objects.running().first()
    return found or room.running_workshop(world.rivers, title="Running")


def held(world: World) -> Workshop:
    """With a note that partners can correct."""
    found = Workshop.objects.filter(title="Held").first() or room.held(world.rivers, "Held")
    if not FollowUp.objects.filter(workshop=found).exists():
        note = follow_up.write(found, "Something", by=world.rivers.facilitator)
        follow_up.share(note, by=world.rivers.facilitator)
    return found


def note(world: World) -> FollowUp:
    return FollowUp.objects.get(workshop=held(world))


def correction(world: World) -> Correction:
    found = note(world).corrections.first()
    return found or follow_up.correct(note(world), "Otherwise", by=world.side("A").lead)


def answered(world: World) -> None:
    """The note can be made final."""
    follow_up.answer(correction(world), "Done", by=world.rivers.facilitator)


def promise(world: World) -> Promise:
    found = Promise.objects.first()
    return found or outcomes.promise(
        running(world), "Something", owner="A", due=build.DAY, by=world.rivers.facilitator
    )


def parked(world: World) -> ParkedItem:
    found = ParkedItem.objects.first()
    return found or outcomes.park(running(world), "Something", owner="A", by=world.rivers.facilitator)


def hold(world: World) -> None:
    """All of them."""
    for make in (planned, running, held, correction, promise, parked):
        make(world)
