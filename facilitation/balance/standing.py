"""The balance of a round: live for the round that is open, from its record for one that is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from facilitation.balance import measures
from facilitation.balance.alerts import Alert, Figures, alerts
from facilitation.balance.checks import CONSENSUS, PERCEIVED, checks_of
from facilitation.balance.deal import deal_found
from facilitation.balance.machinery import settled_in
from facilitation.balance.measures import Measure, Reading
from facilitation.balance.polls import asked_in, last_of_each
from facilitation.balance.pulse import Pulse, pulse_of
from facilitation.balance.relationship import relationship_found
from facilitation.polls.bank.pulse import CODE
from facilitation.vocabulary import ItemClass
from facilitation.workshops.effort import WEIGHTS, Block, Effort, effort, round_blocks
from partnerships.models import Partnership, Round

CODES = (CODE, PERCEIVED, CONSENSUS)


@dataclass(frozen=True)
class Minutes:
    """Where the time of a round went, by class; `planned` of them come from plans because none were recorded."""

    relationship: Decimal
    mixed: Decimal
    deal: Decimal
    planned: Decimal

    @property
    def effort(self) -> Effort:
        blocks = (Block(minutes, item_class) for item_class, minutes in self.by_class.items())
        found = effort(blocks)
        return Effort(found.relationship, found.minutes, self.planned)

    @property
    def by_class(self) -> dict[str, Decimal]:
        return {
            ItemClass.RELATIONSHIP: self.relationship,
            ItemClass.MIXED: self.mixed,
            ItemClass.DEAL: self.deal,
        }


def minutes_of(blocks: Iterable[Block]) -> Minutes:
    counted = [block for block in blocks if block.item_class in WEIGHTS]

    def total(item_class: str) -> Decimal:
        return sum((block.minutes for block in counted if block.item_class == item_class), Decimal(0))

    planned = sum((block.minutes for block in counted if block.planned), Decimal(0))
    return Minutes(total(ItemClass.RELATIONSHIP), total(ItemClass.MIXED), total(ItemClass.DEAL), planned)


@dataclass(frozen=True)
class Headline:
    """What the plain sentence is made of."""

    effort: Effort
    trust: Fraction | None
    deal: Fraction | None
    splits: Sequence[str]


@dataclass(frozen=True)
class Balance:
    """Three numbers of one round. `alerts` and `checks` are words, so that a record says what was said.

    `settled` are the lineages of the arrangements that stand, for the round after.
    """

    number: int
    minutes: Minutes
    relationship: Measure
    deal: Measure
    pulse: Pulse | None
    alerts: tuple[Alert, ...] = ()
    checks: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()

    @property
    def headline(self) -> Headline:
        return Headline(
            self.minutes.effort,
            self.relationship.part("trust"),
            self.deal.value,
            self.pulse.split_groups if self.pulse else (),
        )

    @property
    def figures(self) -> Figures:
        return Figures(self.minutes.effort.share, self.relationship, self.deal)

    @property
    def gap(self) -> Fraction | None:
        return measures.gap(self.relationship, self.deal)

    @property
    def position_line(self) -> Fraction | None:
        return measures.position_line(self.relationship, self.deal)

    @property
    def reading(self) -> Reading | None:
        return measures.reading(self.relationship, self.deal)


def balance_of(round_: Round, *, before: Balance | None = None, today: dt.date | None = None) -> Balance:
    """As the round stands now. `before` is that of the round before it, from its record."""
    today, partnership = today or timezone.localdate(), round_.partnership
    partners = list(partnership.partners.voiced())
    asked = asked_in(round_, CODES)
    pulse = pulse_of(last_of_each(asked), partners)
    settled = settled_in(round_, partners, before=before.settled if before else ())
    parts = relationship_found(round_, pulse, partners, today=today)
    found = Balance(
        number=round_.number,
        minutes=minutes_of(round_blocks(round_)),
        relationship=measures.relationship(parts, coverage=pulse.coverage if pulse else None),
        deal=measures.deal(deal_found(round_, partners, settled, today=today)),
        pulse=pulse,
        checks=checks_of(round_, asked, partners),
        settled=tuple(settled),
    )
    return replace(found, alerts=_alerts(found, before, partnership))


def _alerts(found: Balance, before: Balance | None, partnership: Partnership) -> tuple[Alert, ...]:
    return alerts(
        found.figures,
        before.figures if before else None,
        splits=found.pulse.split_groups if found.pulse else (),
        talk_heavy_over=partnership.balance_target + partnership.balance_band,
    )
