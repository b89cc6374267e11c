"""Where smaller councils see a thing differently from larger ones. Pure: no database.

The two sides are set beside each other only where both have spoken, and in counts and names: three districts are no
sample of anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from facilitation.synthesis.grounds import Item
from partnerships.models import Partner
from partnerships.text import listed
from partnerships.vocabulary import PartnerType, Position, Tier

SMALLER_TYPES = (PartnerType.DISTRICT, PartnerType.PARISHES)
LARGER_TYPES = (
    PartnerType.COUNTY,
    PartnerType.UNITARY,
    PartnerType.METROPOLITAN,
    PartnerType.LONDON_BOROUGH,
)
# From never to on, so that positions can be set beside each other like answers. No view is none.
RANKS: Mapping[str, int] = {
    Position.NEVER: 0,
    Position.NOT_NOW: 1,
    Position.OPEN: 2,
    Position.ON_IF: 3,
    Position.ON: 4,
}
# Reads one cell of a scale.
Words = Callable[[str, str | int], str]
# Answers within a point of each other are near, as by the split rule.
NEAR = 1


@dataclass(frozen=True)
class Sides:
    """Whose words are set against whose: places in the order of the map's columns, and names."""

    smaller: tuple[int, ...]
    larger: tuple[int, ...]
    names: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.smaller and self.larger)

    @property
    def smaller_names(self) -> str:
        return listed([self.names[place] for place in self.smaller])

    @property
    def larger_names(self) -> str:
        return listed([self.names[place] for place in self.larger])

    @property
    def swapped(self) -> Sides:
        return Sides(self.larger, self.smaller, self.names)


@dataclass(frozen=True)
class Apart:
    """One thing on which the two sides are more than a point apart, with what each side says."""

    item: Item
    smaller: str
    larger: str


def sides_of(partners: Sequence[Partner]) -> Sides:
    """By the tier that a council has; where none is given, by what kind of council it is. Others are on neither side."""
    return Sides(
        tuple(place for place, partner in enumerate(partners) if _is_smaller(partner)),
        tuple(place for place, partner in enumerate(partners) if _is_larger(partner)),
        tuple(partner.short_name for partner in partners),
    )


def _is_smaller(partner: Partner) -> bool:
    return partner.tier == Tier.LOWER if partner.tier else partner.type in SMALLER_TYPES


def _is_larger(partner: Partner) -> bool:
    return partner.tier in (Tier.UPPER, Tier.SINGLE) if partner.tier else partner.type in LARGER_TYPES


def apart(items: Iterable[Item], sides: Sides, words: Words) -> list[Apart]:
    found = (_apart(item, sides, words) for item in items if sides and item.cells)
    return [one for one in found if one]


def _apart(item: Item, sides: Sides, words: Words) -> Apart | None:
    smaller, larger = (_ranked(item, side) for side in (sides.smaller, sides.larger))
    if not (_speaks(smaller, sides.smaller) and _speaks(larger, sides.larger)):
        return None
    if abs(median(smaller) - median(larger)) <= NEAR:
        return None
    return Apart(
        item,
        _said(item, sides.smaller, sides.names, words),
        _said(item, sides.larger, sides.names, words),
    )


def _ranked(item: Item, side: Iterable[int]) -> list[int]:
    """What the side has said, as numbers."""
    said = (item.cells[place] for place in side)
    ranked = (RANKS.get(word) if isinstance(word, str) else word for word in said)
    return [rank for rank in ranked if rank is not None]


def _speaks(said: Sequence[int], side: Sequence[int]) -> bool:
    """At least half of a side, or nothing is said for it."""
    return bool(said) and 2 * len(said) >= len(side)


def _said(item: Item, side: Sequence[int], names: Sequence[str], words: Words) -> str:
    """“2 of 3 not now (Harbour and Vale), 1 on, if… (Moor)”, the commonest first."""
    found: dict[str | int, list[str]] = {}
    for place in side:
        if item.cells[place] not in ("", Position.NO_VIEW):
            found.setdefault(item.cells[place], []).append(names[place])
    lines = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return "; ".join(
        f"{len(who)} of {len(side)} {words(item.scale, word).lower()} ({listed(who)})" for word, who in lines
    )
