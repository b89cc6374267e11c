"""What a console shows of the room: the same for every facilitator who looks, but for who has it in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from facilitation.conversations.on_wall import kinds_on_board
from facilitation.models import Attendance, Workshop
from facilitation.polls.naming import Stands, in_the_way_of_names
from facilitation.vocabulary import PollState
from facilitation.workshops import outcomes, running, timing
from facilitation.workshops.effort import reading, workshop_effort
from facilitation.workshops.pitfalls import HERE, pitfalls
from partnerships.models import Partner, Partnership
from partnerships.readiness import readiness
from partnerships.steps import Step, step_named
from partnerships.vocabulary import Readiness, Role

# Minutes that one press gives.
EXTRA = 5


@dataclass(frozen=True)
class Desk:
    """Whose addresses the links have. All facilitators of a partnership have the same."""

    partnership: Partnership
    seat: str = Role.FACILITATOR.value


def room(workshop: Workshop) -> dict[str, Any]:
    desk = Desk(workshop.round.partnership)
    return {"actor": desk, "workshop": workshop} | _now(workshop) | _next(workshop) | _room(workshop)


def _now(found: Workshop) -> dict[str, Any]:
    spell = found.item.spells.filter(ended_at=None).first() if found.item else None
    poll = found.poll or found.polls.open().first()
    return {
        "item": found.item,
        "since": spell.began_at if spell else None,
        "extra": EXTRA,
        "poll": poll,
        "on_show": found.poll_on_show,
        "turnout": poll.turnout.count() if poll else 0,
        "stands": Stands(poll) if poll and poll.is_by_name else None,
        "askable_by_name": bool(poll and not in_the_way_of_names(poll)),
        "theme_kinds": kinds_on_board(found),
        "draft": None if poll else found.polls.filter(state=PollState.DRAFT).first(),
        "unrevealed": found.polls.filter(state=PollState.CLOSED).exclude(pk=poll.pk if poll else None),
        "decisions": found.decisions.all(),
        "promises": found.promises.select_related("partner"),
        "parked": found.parkeditems.all(),
    }


def _next(found: Workshop) -> dict[str, Any]:
    items = list(found.items.all())
    before, after = running.neighbours(found, items)
    return {
        "slots": timing.slots(found, items),
        "before": before,
        "after": after,
        "unfinished": running.unfinished(found),
        "effort": reading(workshop_effort(found), found.round.partnership),
    }


def _room(found: Workshop) -> dict[str, Any]:
    attendances = list(found.attendances.select_related("partner"))
    return {
        "people": _people(found, attendances),
        "here": sum(one.presence in HERE for one in attendances),
        "phones": found.participants.count(),
        "pitfalls": pitfalls(found),
        "open_promises": outcomes.open_promises(found),
        "open_parked": outcomes.open_parked(found),
    }


@dataclass(frozen=True)
class InTheRoom:
    """A partner, whether its lead is here, and how far it is with the step of the item on the wall."""

    attendance: Attendance
    readiness: Readiness | None

    @property
    def partner(self) -> Partner:
        return self.attendance.partner


def _people(found: Workshop, attendances: Sequence[Attendance]) -> list[InTheRoom]:
    step = _step_on_the_wall(found)
    if step is None:
        return [InTheRoom(one, None) for one in attendances]
    words = readiness(found.round, [one.partner for one in attendances])
    return [InTheRoom(one, words[one.partner_id, step.key]) for one in attendances]


def _step_on_the_wall(found: Workshop) -> Step | None:
    return step_named(found.item.step) if found.item and found.item.step else None
