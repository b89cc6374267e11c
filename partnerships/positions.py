"""Where a power stands among the partners, computed from what they have laid. Pure: no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from partnerships.vocabulary import Direction, Position

WANTED = (Position.ON, Position.ON_IF)
KEPT = (Direction.KEEP, Direction.RETURN)


class State(TextChoices):
    """Common ground, or how far from it. The order is that of the summary sentence."""

    COMMON_GROUND = "common-ground", "Common ground"
    CLOSE = "close", "Close"
    DISCUSS = "discuss", "To discuss"
    WANTED_BY_ONE = "wanted-by-one", "Wanted by one"
    STAND_OFF = "stand-off", "Stand-off"
    BLOCKED = "blocked", "Blocked"
    NO_MANDATE = "no-mandate", "No mandate yet"

    def counted(self, number: int) -> str:
        """`6 are blocked`, `1 needs talking about`."""
        one, many = _COUNTED[self]
        return f"{number} {one if number == 1 else many}"

    @property
    def meaning(self) -> str:
        """For who reads the word for the first time; `state_of` has it to the letter."""
        return _MEANINGS[self]


_COUNTED = {
    State.COMMON_GROUND: ("is common ground", "are common ground"),
    State.CLOSE: ("is close", "are close"),
    State.DISCUSS: ("needs talking about", "need talking about"),
    State.WANTED_BY_ONE: ("is wanted by one partner", "are wanted by one partner"),
    State.STAND_OFF: ("is a stand-off", "are stand-offs"),
    State.BLOCKED: ("is blocked", "are blocked"),
    State.NO_MANDATE: ("has no mandate yet", "have no mandate yet"),
}
_MEANINGS = {
    State.COMMON_GROUND: "Everybody who has taken a view wants it, perhaps on conditions.",
    State.CLOSE: "Nobody is against it, but somebody is only open to it, or some would move it and others keep it.",
    State.DISCUSS: "Somebody says not now.",
    State.WANTED_BY_ONE: "One partner wants it, and nobody else is even open to it.",
    State.STAND_OFF: "Somebody says never, but no partner whose consent is needed does.",
    State.BLOCKED: "A partner whose consent is needed says never.",
    State.NO_MANDATE: "Too many have no view, or have laid nothing, to say how it stands.",
}


@dataclass(frozen=True)
class Stand:
    """One partner's word on one power. `position` is blank when nothing is laid."""

    partner: str
    consent_required: bool
    position: str = ""
    direction: str = ""

    @property
    def has_view(self) -> bool:
        return self.position not in ("", Position.NO_VIEW)


@dataclass(frozen=True)
class Standing:
    state: State
    partners: tuple[str, ...] = ()
    note: str = ""

    @property
    def words(self) -> str:
        """The state, with the partners that make it so: “Blocked by Harbour, Vale”."""
        if not self.partners:
            return str(self.state.label)
        joined = ", ".join(self.partners)
        if self.state == State.WANTED_BY_ONE:
            return f"Wanted by {joined}"
        return (
            f"{self.state.label} by {joined}"
            if self.state == State.BLOCKED
            else f"{self.state.label}: {joined}"
        )


def state_of(stands: Sequence[Stand]) -> Standing:
    """The computed state of one power.

    Relevant are the partners whose consent is needed and whoever else has taken a view; where nobody's consent is
    needed, all are. The first that fits:
    blocked (a needed partner says never), stand-off (another says never), wanted by one, no mandate (more than a
    third of the relevant have no view), to discuss (somebody says not now), close (somebody is only open, or
    partners want it to move in different directions), common ground.
    """
    all_count = not any(stand.consent_required for stand in stands)
    relevant = [stand for stand in stands if all_count or stand.consent_required or stand.has_view]
    never = [stand for stand in relevant if stand.position == Position.NEVER]
    blockers = tuple(stand.partner for stand in never if stand.consent_required)
    if blockers:
        return Standing(State.BLOCKED, blockers)
    if never:
        return Standing(State.STAND_OFF, tuple(stand.partner for stand in never))
    counts = Counter(stand.position for stand in relevant)
    wanting = [stand for stand in relevant if stand.position in WANTED]
    if len(wanting) == 1 and len(stands) > 1 and not counts[Position.OPEN]:
        return Standing(State.WANTED_BY_ONE, (wanting[0].partner,))
    if sum(not stand.has_view for stand in relevant) * 3 > len(relevant) or not relevant:
        return Standing(State.NO_MANDATE)
    if counts[Position.NOT_NOW]:
        return Standing(State.DISCUSS)
    if _directions_clash(wanting):
        return Standing(State.CLOSE, note="Some would move it, others would keep it")
    if counts[Position.OPEN]:
        return Standing(State.CLOSE)
    return Standing(State.COMMON_GROUND)


def _directions_clash(wanting: Sequence[Stand]) -> bool:
    kept = {stand.direction in KEPT for stand in wanting if stand.direction}
    return len(kept) > 1
