"""The effort share: what part of our time went on relationships. Pure but for what reads run sheets, at the end.

Minutes weigh 1 for relationship, a half for mixed, 0 for deal; breaks and logistics are left out. In-house sessions are
left out too, since they have one partner only, and so is practice. Minutes are those that an item was on the wall; where
none were recorded they are those of the plan, and that is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.safestring import SafeString

from facilitation.models import AgendaItem, Workshop
from facilitation.vocabulary import ItemClass, WorkshopKind
from facilitation.workshops.picture import effort_picture
from partnerships.models import Partnership, Round

WEIGHTS: dict[str, Decimal] = {
    ItemClass.RELATIONSHIP: Decimal(1),
    ItemClass.MIXED: Decimal("0.5"),
    ItemClass.DEAL: Decimal(0),
}
# Minutes before a workshop that is running is given a word: the welcome alone would make it talk-heavy.
EARLY = 30
DEAL_HEAVY, TALK_HEAVY, IN_BAND = "deal-heavy", "talk-heavy", "within the band"


@dataclass(frozen=True)
class Block:
    """Minutes of one class. `planned` if they come from the plan because none were recorded."""

    minutes: Decimal
    item_class: str
    planned: bool = False


@dataclass(frozen=True)
class Effort:
    """`relationship` minutes, mixed ones by half, of all `minutes` that count. `planned` of them are from plans."""

    relationship: Decimal
    minutes: Decimal
    planned: Decimal

    def __bool__(self) -> bool:
        return self.minutes > 0

    @property
    def share(self) -> Decimal | None:
        """Per cent to one decimal; nothing where no minute counts."""
        if not self.minutes:
            return None
        return (100 * self.relationship / self.minutes).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def percent(self) -> int | None:
        """For sentences."""
        return None if self.share is None else int(self.share.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def source(self) -> str:
        """Where the minutes come from, in words; nothing if all were recorded."""
        if not self.planned:
            return ""
        return "planned minutes" if self.planned == self.minutes else "partly planned minutes"


def effort(blocks: Iterable[Block]) -> Effort:
    counted = [block for block in blocks if block.item_class in WEIGHTS]
    return Effort(
        relationship=sum((block.minutes * WEIGHTS[block.item_class] for block in counted), Decimal(0)),
        minutes=sum((block.minutes for block in counted), Decimal(0)),
        planned=sum((block.minutes for block in counted if block.planned), Decimal(0)),
    )


@dataclass(frozen=True)
class Reading:
    """A share against the partnership's guide line and the band either side of it."""

    effort: Effort
    guide: int
    band: int

    @property
    def word(self) -> str:
        if self.effort.share is None or self.low <= self.effort.share <= self.high:
            return IN_BAND if self.effort else ""
        return DEAL_HEAVY if self.effort.share < self.low else TALK_HEAVY

    @property
    def is_early(self) -> bool:
        return self.effort.minutes < EARLY

    @property
    def low(self) -> int:
        return self.guide - self.band

    @property
    def high(self) -> int:
        return self.guide + self.band

    @property
    def guide_words(self) -> str:
        return f"Guide {self.guide}, band {self.low} to {self.high}"

    @property
    def sentence(self) -> str:
        """The finding as the group's pages and papers say it, with where its minutes come from; nothing where none count."""
        if not self.effort:
            return ""
        stands = {
            DEAL_HEAVY: f"below the guide band of {self.low}% to {self.high}%: deal-heavy",
            TALK_HEAVY: f"above the guide band of {self.low}% to {self.high}%: talk-heavy",
            IN_BAND: f"within the guide band of {self.low}% to {self.high}%",
        }[self.word]
        found = f"{self.effort.percent}% of our time went on relationships, {stands}."
        return f"{found} {self._counted_from}".strip()

    @property
    def _counted_from(self) -> str:
        planned, whole = round(self.effort.planned), round(self.effort.minutes)
        if not self.effort.planned:
            return ""
        if self.effort.planned == self.effort.minutes:
            return "That is by planned minutes, for none were recorded."
        return f"Of the {whole} minutes, {planned} are planned ones, for they were not recorded."

    @property
    def picture(self) -> SafeString:
        share = float(self.effort.share or 0)
        return effort_picture(self.sentence, share, guide=self.guide, low=self.low, high=self.high)


def reading(found: Effort, partnership: Partnership) -> Reading:
    return Reading(found, partnership.balance_target, partnership.balance_band)


# --- From run sheets ----------------------------------------------------------------------------


def blocks_of(workshop: Workshop) -> list[Block]:
    return _blocks(workshop, workshop.items.prefetch_related("spells"))


def _blocks(workshop: Workshop, items: Iterable[AgendaItem]) -> list[Block]:
    """What each item took. In a workshop with recorded minutes, an item that was never shown took none."""
    items = list(items)
    recorded = any(item.spells.all() for item in items)
    if workshop.kind == WorkshopKind.IN_HOUSE:
        return []
    return [
        Block(minutes_shown(item) if recorded else Decimal(item.minutes), item.item_class, not recorded)
        for item in items
    ]


def minutes_shown(item: AgendaItem, until: dt.datetime | None = None) -> Decimal:
    """Minutes for which an item was on show, its present spell up to now."""
    until = until or timezone.now()
    spells = ((spell.ended_at or until) - spell.began_at for spell in item.spells.all())
    return Decimal(sum((spell.total_seconds() for spell in spells), 0.0)) / 60


def planned_effort(items: Sequence[AgendaItem]) -> Effort:
    """What a run sheet would come to, for whoever is writing it."""
    return effort(Block(Decimal(item.minutes), item.item_class, planned=True) for item in items)


def workshop_effort(workshop: Workshop) -> Effort:
    return effort(blocks_of(workshop))


def round_effort(round_: Round) -> Effort:
    return effort(round_blocks(round_))


def round_blocks(round_: Round) -> list[Block]:
    """Of what has been held in the round so far; a workshop counts once it is over. Three queries, however many."""
    held = Workshop.objects.in_round(round_).real().ended().prefetch_related("items__spells")
    return [block for workshop in held for block in _blocks(workshop, workshop.items.all())]
