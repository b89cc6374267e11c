"""The few forms in which the content of the example is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerships.vocabulary import Direction, Position

# The order of the columns of the matrix, and of every row of figures in the content.
ORDER = ("county", "harbour", "moor", "vale", "city", "health-board", "police", "fire")

DRAW, UP, SHARE, RETURN, KEEP = (
    Direction.DRAW_DOWN,
    Direction.PASS_UP,
    Direction.SHARE,
    Direction.RETURN,
    Direction.KEEP,
)

Fields = dict[str, Any]


def on(direction: str, resident_outcome: str, **more: Any) -> Fields:
    return {
        "position": Position.ON,
        "direction": direction,
        "resident_outcome": resident_outcome,
        **more,
    }


def on_if(direction: str, conditions: str, resident_outcome: str, **more: Any) -> Fields:
    return {
        "position": Position.ON_IF,
        "direction": direction,
        "conditions": conditions,
        "resident_outcome": resident_outcome,
        **more,
    }


def open_to(direction: str, reasons: str, **more: Any) -> Fields:
    return {"position": Position.OPEN, "direction": direction, "reasons": reasons, **more}


def not_now(direction: str, reasons: str, **more: Any) -> Fields:
    return {"position": Position.NOT_NOW, "direction": direction, "reasons": reasons, **more}


def never(reasons: str, *, direction: str = KEEP, **more: Any) -> Fields:
    return {"position": Position.NEVER, "direction": direction, "reasons": reasons, **more}


def hit(finance: int, staff: int, governance: int, duties: int, identity: int) -> Fields:
    """How hard a partner's own organisation is hit, from 0 not at all to 4 severely."""
    return {
        "finance": finance,
        "staff": staff,
        "governance": governance,
        "duties": duties,
        "identity": identity,
    }


@dataclass(frozen=True)
class Decided:
    """Which body of a partner signed its mandate off, when, and where that is minuted."""

    body: str
    on: str
    minute: str


@dataclass(frozen=True)
class MandateOf:
    """All that one partner brings to step 1. `common` is added to every position that says something."""

    terms: Fields
    positions: Mapping[str, Fields]
    no_view: Sequence[str]
    private: Mapping[str, Fields]
    common: Fields = field(default_factory=dict)
    decided: Decided | None = None
    returned_because: str = ""


@dataclass(frozen=True)
class Version:
    """One version of an agreement's words, and where each partner stands on it.

    `support` has one figure a partner in `ORDER`, from 6 fully behind it to 0 cannot accept; `-` has not said.
    """

    by: str
    words: Fields
    support: str = ""
    reservations: Mapping[str, str] = field(default_factory=dict)

    @property
    def gradients(self) -> dict[str, int]:
        given = zip(ORDER, self.support.split(), strict=True) if self.support else ()
        return {slug: int(figure) for slug, figure in given if figure != "-"}
