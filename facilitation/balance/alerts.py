"""What the three numbers warn of. Pure: no database. An alert says what to do; it never says who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices

from facilitation.balance.measures import Measure, gap, whole
from partnerships.text import listed

AHEAD_AMBER, AHEAD_RED = 10, 20
LITTLE_PROGRESS = 5
FEW_KEPT = 60


class Level(TextChoices):
    """How pressing it is, the most pressing first."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    WEAK_LINK = "weak-link", "Weakest link"


@dataclass(frozen=True)
class Alert:
    level: str
    text: str

    @property
    def word(self) -> str:
        return str(Level(self.level).label)


@dataclass(frozen=True)
class Figures:
    """What of one round the alerts look at: its effort share in per cent, and its two measures."""

    effort: Decimal | None
    relationship: Measure
    deal: Measure


def alerts(
    now: Figures, before: Figures | None, *, splits: Sequence[str] = (), talk_heavy_over: int = 85
) -> tuple[Alert, ...]:
    """`splits` are the groups of trust statements on which views are far apart."""
    return (
        *_deal_ahead(now),
        *_few_kept(now),
        *_talking(now, before, talk_heavy_over),
        *_weakest_link(splits),
    )


def _deal_ahead(now: Figures) -> Iterator[Alert]:
    behind = gap(now.relationship, now.deal)
    if behind is None or behind > -AHEAD_AMBER:
        return
    level = Level.RED if behind <= -AHEAD_RED else Level.AMBER
    yield Alert(
        level,
        f"The deal is {whole(-behind)} points ahead of the relationship. Slow the deal down and mend the relationship.",
    )


def _few_kept(now: Figures) -> Iterator[Alert]:
    kept: Fraction | None = now.relationship.part("kept")
    if kept is not None and kept < FEW_KEPT:
        yield Alert(
            Level.RED,
            f"Only {whole(kept)}% of the promises that were due are kept. Make fewer and shorter ones, and keep them.",
        )


def _talking(now: Figures, before: Figures | None, high: int) -> Iterator[Alert]:
    """Two rounds over the band, and the deal hardly any nearer."""
    if before is None or now.deal.value is None or before.deal.value is None:
        return
    shares = (now.effort, before.effort)
    if (
        all(share is not None and share > high for share in shares)
        and now.deal.value - before.deal.value < LITTLE_PROGRESS
    ):
        yield Alert(
            Level.AMBER, "Talking without progress, two rounds running. Bring one deal item to a decision."
        )


def _weakest_link(splits: Sequence[str]) -> Iterator[Alert]:
    if splits:
        yield Alert(
            Level.WEAK_LINK,
            f"Views on {listed(splits)} are far apart. Ask what people at both ends have seen.",
        )
