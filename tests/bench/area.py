"""The partnership that is built: what is planned, who sits where, and what it must add up to in the end."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from browser import Log, Visitor

from partnerships.steps import CYCLE, Kind, Step
from partnerships.vocabulary import Position, Role

# Where councils stand, roughly as published position papers read: most things wanted or open, few refused.
WEIGHTS = {
    Position.ON: 25,
    Position.ON_IF: 20,
    Position.OPEN: 20,
    Position.NOT_NOW: 12,
    Position.NEVER: 5,
    Position.NO_VIEW: 18,
}
WANTED = (Position.ON, Position.ON_IF)


@dataclass(frozen=True)
class Plan:
    """`counties` and `names` say which councils of the register, `others` which partners are added by hand.

    `of_each` is how many agreements of a kind the group proposes where it may have several.
    """

    slug: str
    name: str
    counties: Sequence[str]
    names: Sequence[str]
    councils: int
    others: Sequence[tuple[str, str, str]]
    powers: int
    of_each: int


OTHERS = (
    ("NHS Devon Integrated Care Board", "NHS Devon", "health-board"),
    ("Devon and Cornwall Police and Crime Commissioner", "Police commissioner", "police-commissioner"),
)


def devon(powers: int) -> Plan:
    """The eleven councils of Devon, Plymouth and Torbay, the health board and the police commissioner."""
    return Plan(
        slug="devon",
        name="Devon, Plymouth and Torbay",
        counties=("DEV",),
        names=("Plymouth", "Torbay"),
        councils=11,
        others=OTHERS,
        powers=powers,
        of_each=5,
    )


# The same area with its neighbours, for the largest matrix that a screen has to show.
WIDE = Plan(
    slug="south-west",
    name="The south west",
    counties=("DEV",),
    names=(
        "Plymouth",
        "Torbay",
        "Cornwall",
        "Dorset Council",
        "Somerset",
        "Wiltshire",
        "Bristol City Council",
        "Swindon",
        "Bath and North East Somerset",
    ),
    councils=18,
    others=OTHERS,
    powers=100,
    of_each=5,
)

SMALL = Plan(
    slug="two-cities",
    name="Two cities",
    counties=(),
    names=("Plymouth", "Torbay"),
    councils=2,
    others=OTHERS[:1],
    powers=10,
    of_each=2,
)


@dataclass
class Side:
    """One partner with its people, and where it stands on every power."""

    slug: str
    name: str
    people: dict[str, Visitor] = field(default_factory=dict)
    positions: dict[int, Position] = field(default_factory=dict)

    @property
    def lead(self) -> Visitor:
        return self.people[Role.LEAD]

    @property
    def contributor(self) -> Visitor:
        return self.people[Role.CONTRIBUTOR]

    @property
    def approver(self) -> Visitor:
        return self.people[Role.APPROVER]


@dataclass
class Area:
    plan: Plan
    log: Log
    rng: random.Random
    administrator: Visitor
    facilitator: Visitor
    sides: list[Side] = field(default_factory=list)
    powers: list[int] = field(default_factory=list)
    # Standing agreements by kind, as lineages.
    agreements: dict[str, list[str]] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=lambda: Ledger())
    # The link of an invitation that nobody has taken up.
    invitation: str = ""

    def drawn(self) -> Position:
        return self.rng.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]


@dataclass(frozen=True)
class Counts:
    """How many things of a step are new, reworded, dropped and as before."""

    new: int = 0
    reworded: int = 0
    dropped: int = 0
    as_before: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new,
            self.reworded + other.reworded,
            self.dropped + other.dropped,
            self.as_before + other.as_before,
        )

    def __str__(self) -> str:
        return f"{self.new} new, {self.reworded} reworded, {self.dropped} dropped, {self.as_before} as before"


class Ledger:
    """Counts what was put on the table in round 1 and what was moved in round 2, as it is done.

    What does not go along into the next round, such as a reflection, is neither new nor dropped there.
    """

    def __init__(self) -> None:
        self.standing: Counter[str] = Counter()
        self.new: Counter[str] = Counter()
        self.reworded: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()

    def stands(self, step: Step, kind: Kind, count: int = 1) -> None:
        if kind.carries:
            self.standing[step.key] += count

    def expected(self) -> dict[str, Counts]:
        """What the comparison of the two rounds must say, step by step."""
        return {step.key: self._of(step.key) for step in CYCLE}

    def _of(self, step: str) -> Counts:
        new, reworded, dropped = self.new[step], self.reworded[step], self.dropped[step]
        return Counts(new, reworded, dropped, self.standing[step] - reworded - dropped)
