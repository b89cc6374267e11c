"""The synthesis of a round, read from the table, the agreements and the themes board. Nothing private is within reach."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from facilitation.models import Theme
from facilitation.synthesis import bridges, grounds, tiers
from facilitation.synthesis.bridges import Bridge, Given, Talk, Voice
from facilitation.synthesis.grounds import Ground, Item, Source
from facilitation.synthesis.tiers import Apart, Sides
from facilitation.vocabulary import Strength, ThemeKind
from partnerships.agreeing import Agreed, Boards, agreements_of
from partnerships.models import Offer, Partner, Power, Round, TableEntry
from partnerships.positions import state_of
from partnerships.spread import spread_of
from partnerships.statements import Statement
from partnerships.steps import CYCLE, ContributionKind, Step, contribution_kind
from partnerships.steps.mandate import ITEM
from partnerships.steps.mandate import STEP as MANDATE
from partnerships.table import by_area, stand_of
from partnerships.vocabulary import Gradient, OfferStatus, Position

# What is answered alone about the same statements, on a scale that goes from less to more.
ANSWERED: list[tuple[Step, ContributionKind]] = [
    (step, kind) for step in CYCLE for kind in step.alone if kind.sheet and kind.is_ordered
]
GRADIENT = "gradient"
Fields = Mapping[str, Any]
# By kind, by what it is about, by partner.
Said = Mapping[str, Mapping[str, Mapping[int, Fields]]]


@dataclass(frozen=True)
class Synthesis:
    """The map, row by row with a cell a partner, and what is read from it."""

    partners: tuple[Partner, ...]
    items: tuple[Item, ...]
    sides: Sides
    apart: tuple[Apart, ...]
    bridges: tuple[Bridge, ...]

    @cached_property
    def counts(self) -> dict[Ground, int]:
        return grounds.counted(self.items)

    @property
    def sentence(self) -> str:
        return grounds.sentence(self.items)


def synthesis_of(round_: Round, *, boards: Boards | None = None) -> Synthesis:
    """Of what stands in the round: a constant number of queries, one of them for each kind of agreement.

    `boards` are the agreements of the whole cycle, where they have been read already.
    """
    partners = list(round_.partnership.partners.voiced())
    said = _said(round_, partners)
    agreed = _agreed(boards or agreements_of(CYCLE, round_, partners))
    talks = _talks(round_, partners, said[ITEM.key])
    items = (
        *(talk.item for talk in talks),
        *_answers(partners, said),
        *(_agreement(one, step, partners) for step, one in agreed if _has_word(one, partners)),
        *_themes(round_),
    )
    sides = tiers.sides_of(partners)
    return Synthesis(
        partners=tuple(partners),
        items=items,
        sides=sides,
        apart=tuple(tiers.apart(items, sides, word_of)),
        bridges=tuple(bridges.bridges(talks, _given(agreed), items)),
    )


@cache
def words_of(scale: str) -> tuple[str, ...]:
    """A scale that goes from less to more."""
    words = Gradient.labels if scale == GRADIENT else contribution_kind(scale)[1].options.values()
    return tuple(map(str, words))


def word_of(scale: str, value: str | int) -> str:
    """One cell in words."""
    return words_of(scale)[value] if isinstance(value, int) else str(Position(value).label)


# --- What is on the table -----------------------------------------------------------------------


def _said(round_: Round, partners: Sequence[Partner]) -> Said:
    kinds = (ITEM.key, *(kind.key for _, kind in ANSWERED))
    entries = TableEntry.objects.in_round(round_).filter(kind__in=kinds, partner__in=partners).standing()
    found: dict[str, dict[str, dict[int, Fields]]] = defaultdict(lambda: defaultdict(dict))
    for kind, subject, partner, frozen in entries.order_by().values_list(
        "kind", "subject", "partner_id", "frozen"
    ):
        found[kind][subject][partner] = json.loads(frozen)["fields"]
    return found


def _talks(
    round_: Round, partners: Sequence[Partner], said: Mapping[str, Mapping[int, Fields]]
) -> list[Talk]:
    """Powers of which somebody has laid a position."""
    listed = Power.objects.filter(partnership=round_.partnership_id).discussed()
    powers = by_area(list(listed.order_by("area", "order", "id")))
    return [_talk(power, partners, said[str(power.pk)]) for power in powers if str(power.pk) in said]


def _talk(power: Power, partners: Sequence[Partner], laid: Mapping[int, Fields]) -> Talk:
    voices = [_voice(partner, laid.get(partner.pk, {})) for partner in partners]
    conditions = sum(voice.position == Position.ON_IF for voice in voices)
    item = Item(
        source=Source.POWERS,
        step=MANDATE.key,
        section=power.area,
        title=power.title,
        stands=grounds.of_power(state_of([voice.stand for voice in voices]), conditions),
        key=str(power.pk),
        scale=ITEM.key,
        cells=tuple(voice.position for voice in voices),
    )
    return Talk(item, voices)


def _voice(partner: Partner, fields: Fields) -> Voice:
    return Voice(
        stand_of(partner, fields),
        fields.get("conditions") or "",
        fields.get("interest") or "",
        fields.get("flexibility") or "",
    )


def _answers(partners: Sequence[Partner], said: Said) -> Iterable[Item]:
    """Statements that somebody has answered, on the first of the fields that are compared."""
    for step, kind in ANSWERED:
        for one in kind.sheet.statements:
            laid = said[kind.key].get(one.code, {})
            cells = tuple(_answer(laid.get(partner.pk, {}), kind.sheet.compares[0]) for partner in partners)
            if any(cell != "" for cell in cells):
                yield _answered(step, kind, one, cells)


def _answer(fields: Fields, name: str) -> int | str:
    given = fields.get(name)
    return "" if given is None else given


def _answered(step: Step, kind: ContributionKind, one: Statement, cells: tuple[int | str, ...]) -> Item:
    words = words_of(kind.key)
    spread = spread_of([cell for cell in cells if isinstance(cell, int)], points=len(words))
    return Item(
        source=Source.ANSWERS,
        step=step.key,
        section=f"{kind.sheet.compared}: {one.group.lower()}",
        title=one.text,
        stands=grounds.of_answers(spread, words, partners=len(cells)),
        key=one.code,
        scale=kind.key,
        cells=cells,
    )


# --- What the group agrees, and what conversations told it --------------------------------------


def _agreed(boards: Boards) -> list[tuple[Step, Agreed]]:
    """All that stands, in the order of the cycle."""
    return [(step, one) for step in CYCLE for _, rows in boards[step.key] for one in rows]


def _has_word(one: Agreed, partners: Sequence[Partner]) -> bool:
    """Whether some partner has said where it stands on the words as they are now."""
    return any(given.partner in partners for given in one.support.endorsements)


def _agreement(one: Agreed, step: Step, partners: Sequence[Partner]) -> Item:
    given = {endorsement.partner_id: endorsement.gradient for endorsement in one.support.endorsements}
    return Item(
        source=Source.AGREEMENTS,
        step=step.key,
        section=one.kind.heading,
        title=str(one.agreement),
        stands=grounds.of_agreement(one.support, partners),
        key=str(one.agreement.lineage),
        scale=GRADIENT,
        cells=tuple(given.get(partner.pk, "") for partner in partners),
    )


def _given(agreed: Iterable[tuple[Step, Agreed]]) -> list[Given]:
    return [
        Given(row.giver.short_name, row.receiver.short_name, row.what, row.cost, row.worth)
        for row in (one.agreement for _, one in agreed)
        if isinstance(row, Offer) and row.status != OfferStatus.DECLINED
    ]


def _themes(round_: Round) -> Iterable[Item]:
    for theme in Theme.objects.in_round(round_).on_board():
        yield Item(
            source=Source.THEMES,
            step=theme.step,
            section="What the conversations told us",
            title=theme.text,
            stands=grounds.of_theme(ThemeKind(theme.kind), Strength(theme.strength), theme.shown_sources),
        )
