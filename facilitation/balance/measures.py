"""Relationship strength and deal readiness from their parts, the gap, the reading. Pure: no database.

Figures run from 0 to 100 and are exact fractions, so that a share of a share loses nothing; `rounded` is for reading
them. The weights are those of the method (docs/method.md, “The balance”): a proposal, not a finding of research.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TENTH = Decimal("0.1")
ENOUGH = 60  # from here on a measure counts as strong, or ready, in the reading
COVERED_FROM = 60  # below it a figure speaks for too few of the partners and is greyed
RELATIONSHIP_SHARE, DEAL_SHARE = Fraction(75, 100), Fraction(25, 100)


def rounded(figure: Fraction | None, places: Decimal = TENTH) -> Decimal | None:
    """Half up, to one decimal unless told: 65.6."""
    if figure is None:
        return None
    return (Decimal(figure.numerator) / Decimal(figure.denominator)).quantize(places, ROUND_HALF_UP)


def whole(figure: Fraction | None) -> int | None:
    """For sentences."""
    found = rounded(figure, Decimal(1))
    return None if found is None else int(found)


def share(part: Fraction | int, of: Fraction | int) -> Fraction | None:
    """In per cent; nothing where there is nothing to have a share of."""
    return Fraction(100 * part) / of if of else None


def mean(values: Iterable[Fraction | int]) -> Fraction | None:
    listed = list(values)
    return Fraction(sum(listed)) / len(listed) if listed else None


def rescaled(point: Fraction | None) -> Fraction | None:
    """A point between 1 and 5 as a figure between 0 and 100: (x − 1) / 4."""
    return None if point is None else (point - 1) * 25


# --- Parts and measures -------------------------------------------------------------------------


@dataclass(frozen=True)
class Weighing:
    """One part that a measure has, and how much of the measure it is, in per cent."""

    key: str
    label: str
    weight: int


RELATIONSHIP = (
    Weighing("trust", "Trust pulse", 40),
    Weighing("lived", "Principles lived", 20),
    Weighing("kept", "Promises kept", 20),
    Weighing("presence", "Presence and voice", 20),
)
DEAL = (
    Weighing("mandates", "Mandates", 25),
    Weighing("convergence", "Convergence", 25),
    Weighing("case", "Case", 20),
    Weighing("machinery", "Machinery", 20),
    Weighing("approvals", "Approvals obtained", 10),
)


@dataclass(frozen=True)
class Found:
    """What the data say of one part: its figure, or none, and in words what it was made of or why there is none.

    `complete` is false where a half of the part itself is missing.
    """

    value: Fraction | None
    said: str = ""
    complete: bool = True


@dataclass(frozen=True)
class Part:
    weighing: Weighing
    found: Found

    @property
    def value(self) -> Fraction | None:
        return self.found.value

    @property
    def figure(self) -> Decimal | None:
        return rounded(self.value)


@dataclass(frozen=True)
class Measure:
    """One of the two measures. `value` is None where nothing may be said; `grey` where it speaks for too few."""

    parts: tuple[Part, ...]
    value: Fraction | None
    grey: bool = False

    @property
    def partial(self) -> bool:
        """A part is missing, or half of one: the others weigh more in its place."""
        return self.value is not None and not all(
            part.value is not None and part.found.complete for part in self.parts
        )

    @property
    def figure(self) -> Decimal | None:
        return rounded(self.value)

    @property
    def percent(self) -> int | None:
        return whole(self.value)

    def part(self, key: str) -> Fraction | None:
        return next(part.value for part in self.parts if part.weighing.key == key)


def relationship(found: Mapping[str, Found], *, coverage: Fraction | None = None) -> Measure:
    """Relationship strength. Without the trust pulse there is no figure, whatever else is known."""
    parts = _parts(RELATIONSHIP, found)
    value = _weighed(parts) if parts[0].value is not None else None
    return Measure(parts, value, grey=coverage is not None and coverage < COVERED_FROM)


def deal(found: Mapping[str, Found]) -> Measure:
    """Deal readiness."""
    parts = _parts(DEAL, found)
    return Measure(parts, _weighed(parts))


def _parts(weighings: Iterable[Weighing], found: Mapping[str, Found]) -> tuple[Part, ...]:
    return tuple(Part(weighing, found.get(weighing.key, Found(None))) for weighing in weighings)


def _weighed(parts: Iterable[Part]) -> Fraction | None:
    """Missing parts are left out of the weights too."""
    known = [(part.weighing.weight, part.value) for part in parts if part.value is not None]
    weights = sum(weight for weight, _ in known)
    return sum((weight * value for weight, value in known), Fraction(0)) / weights if known else None


# --- Parts that are made of two halves ----------------------------------------------------------


def presence_and_voice(leads_present: Fraction | None, heard: Fraction | None) -> Fraction | None:
    """Half the attendance of named leads, half “my organisation was heard”; where one is missing, the other."""
    return mean(half for half in (leads_present, heard) if half is not None)


# --- The two together ---------------------------------------------------------------------------


def gap(relationship: Measure, deal: Measure) -> Fraction | None:
    """Relationship minus deal; below nought the deal is ahead."""
    if relationship.value is None or deal.value is None:
        return None
    return relationship.value - deal.value


def position_line(relationship: Measure, deal: Measure) -> Fraction | None:
    """Never without its parts beside it: three quarters can hide an empty deal."""
    if relationship.value is None or deal.value is None:
        return None
    return RELATIONSHIP_SHARE * relationship.value + DEAL_SHARE * deal.value


@dataclass(frozen=True)
class Reading:
    key: str
    title: str
    advice: str


# Whether the relationship is at 60 or more, whether the deal is.
READINGS: Mapping[tuple[bool, bool], Reading] = {
    (True, False): Reading(
        "good-ground",
        "Good ground, deal to build",
        "It is safe to raise the time spent on the deal towards half.",
    ),
    (True, True): Reading("ready", "Ready for boards", "Put what is agreed to the boards, with what is not."),
    (False, False): Reading(
        "early", "Early days", "Hold to three quarters relationship. Make short promises, and keep them."
    ),
    (False, True): Reading(
        "paper-deal", "Paper deal", "Stop negotiating. Go back to step 5, Principles, and step 2, Vision."
    ),
}


def reading(relationship: Measure, deal: Measure) -> Reading | None:
    if relationship.value is None or deal.value is None:
        return None
    return READINGS[relationship.value >= ENOUGH, deal.value >= ENOUGH]
