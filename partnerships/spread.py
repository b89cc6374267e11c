"""How far answers to one five-point question lie apart. Pure: no database.

The rule follows the consensus practice of integrated-care maturity studies (International Journal of
Integrated Care, 2024, article 7747): answers within one point of the median are near it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import TextChoices

SHARED_FROM = 0.75
SPLIT_BELOW = 0.5
# With fewer answers than this, saying how far apart they lie would say who gave which.
FEWEST = 3


class Agreement(TextChoices):
    SHARED = "shared", "Shared view"
    MIXED = "mixed", "Mixed"
    SPLIT = "split", "Split"
    TOO_FEW = "too-few", "Too few to say"


@dataclass(frozen=True)
class Spread:
    """`counts[n]` is how many answered n, from 0 to 4."""

    counts: tuple[int, int, int, int, int]
    agreement: Agreement

    @property
    def answers(self) -> int:
        return sum(self.counts)


def spread_of(answers: Sequence[int]) -> Spread:
    counted = Counter(answers)
    counts = tuple(counted[value] for value in range(5))
    if len(answers) < FEWEST:
        return Spread(counts, Agreement.TOO_FEW)
    middle = median(answers)
    near = sum(abs(answer - middle) <= 1 for answer in answers) / len(answers)
    if near >= SHARED_FROM:
        return Spread(counts, Agreement.SHARED)
    return Spread(counts, Agreement.MIXED if near >= SPLIT_BELOW else Agreement.SPLIT)
