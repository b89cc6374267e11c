"""How far answers to one question lie apart. Pure: no database.

The rule follows the consensus practice of integrated-care maturity studies (International Journal of
Integrated Care, 2024, article 7747): answers within one point of the median are near it.
On a shorter scale a point either way would take in nearly everything, so near are there two neighbouring answers.
Two of four always hold half, so there half is a split.
Where answers have no order, near are those that are the same as the commonest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.db.models import TextChoices

POINTS = 5
SHARED_FROM = 0.75
SPLIT_BELOW = 0.5
# With fewer answers than this, saying how far apart they lie would say who gave which.
FEWEST = 3
FAR = 2


class Agreement(TextChoices):
    SHARED = "shared", "Shared view"
    MIXED = "mixed", "Mixed"
    SPLIT = "split", "Split"
    TOO_FEW = "too-few", "Too few to say"


@dataclass(frozen=True)
class Spread:
    """`counts[n]` is how many gave the answer n, counted from 0."""

    counts: tuple[int, ...]
    agreement: Agreement

    @property
    def answers(self) -> int:
        return sum(self.counts)


def spread_of(answers: Sequence[int], *, points: int = POINTS) -> Spread:
    """Answers from 0 to `points` - 1."""
    counted = Counter(answers)
    counts = tuple(counted[value] for value in range(points))
    if len(answers) < FEWEST:
        return Spread(counts, Agreement.TOO_FEW)
    if points == POINTS:
        return Spread(counts, _agreement(_near_the_median(answers), len(answers)))
    near = max(map(sum, pairwise(counts)))
    is_split = near <= SPLIT_BELOW * len(answers)
    return Spread(counts, Agreement.SPLIT if is_split else _agreement(near, len(answers)))


def is_far(answer: int, spread: Spread) -> bool:
    """Whether one answer lies two points or more from the median of others, where there are enough to have one."""
    if spread.agreement == Agreement.TOO_FEW:
        return False
    given = [value for value, count in enumerate(spread.counts) for _ in range(count)]
    return abs(answer - median(given)) >= FAR


def _near_the_median(answers: Sequence[int]) -> int:
    middle = median(answers)
    return sum(abs(answer - middle) <= 1 for answer in answers)


def choices_of(answers: Sequence[str], values: Sequence[str], *, unknown: str = "") -> Spread:
    """Answers without an order. Who does not know agrees with nobody, not even with others who do not know."""
    counted = Counter(answers)
    counts = tuple(counted[value] for value in values)
    if len(answers) < FEWEST:
        return Spread(counts, Agreement.TOO_FEW)
    return Spread(
        counts, _agreement(max(counted[value] for value in values if value != unknown), len(answers))
    )


def _agreement(near: int, answers: int) -> Agreement:
    if near >= SHARED_FROM * answers:
        return Agreement.SHARED
    return Agreement.MIXED if near >= SPLIT_BELOW * answers else Agreement.SPLIT
