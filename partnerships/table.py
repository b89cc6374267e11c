"""The table as the group reads it. Reads table entries and agreements, and nothing private."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast

from partnerships.changes import Changes, Worded, compare
from partnerships.comparing import comparison
from partnerships.models import Agreement, Partner, Power, Reveal, Round, ScopeChoice, TableEntry
from partnerships.positions import Stand, Standing, State, state_of
from partnerships.spread import Spread
from partnerships.statements import Statement
from partnerships.steps import CYCLE, ContributionKind, Kind, Step, agreement_kind
from partnerships.steps.mandate import ITEM
from partnerships.steps.reality import RATING
from partnerships.wordings import content_of, lines_below

# --- The matrix ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class MatrixRow:
    power: Power
    positions: tuple[str, ...]
    standing: Standing
    change: str
    scope: str


@dataclass(frozen=True)
class Matrix:
    """Partners × powers. Each row holds one position a partner, in the order of `partners`; blank is not laid."""

    partners: Sequence[Partner]
    rows: Sequence[MatrixRow]

    @cached_property
    def areas(self) -> list[tuple[str, list[MatrixRow]]]:
        return [(area, list(rows)) for area, rows in groupby(self.rows, key=lambda row: row.power.area)]

    @cached_property
    def counts(self) -> list[tuple[State, int]]:
        """How many powers are in each state, in the order of the states, leaving out states with none."""
        counted = Counter(row.standing.state for row in self.rows)
        return [(state, counted[state]) for state in State if counted[state]]

    @property
    def counted(self) -> list[str]:
        return [state.counted(count) for state, count in self.counts]

    @property
    def is_empty(self) -> bool:
        return not any(any(row.positions) for row in self.rows)


def matrix(round_: Round) -> Matrix:
    partners = list(round_.partnership.partners.voiced())
    powers = list(
        Power.objects.filter(partnership=round_.partnership_id).discussed().order_by("area", "order", "id")
    )
    cells = _cells(round_)
    before = _cells(_previous(round_))
    scopes = _scopes(round_)
    return Matrix(partners, [_row(power, partners, cells, before, scopes) for power in by_area(powers)])


def by_area(powers: list[Power]) -> list[Power]:
    """Areas in the order in which their first power stands on the list."""
    first: dict[str, int] = {}
    for power in sorted(powers, key=lambda power: (power.order, power.pk)):
        first.setdefault(power.area, len(first))
    return sorted(powers, key=lambda power: (first[power.area], power.order, power.pk))


def _cells(round_: Round | None) -> dict[tuple[str, int], dict[str, Any]]:
    """What each partner has laid about each power: `{(power number, partner number): fields}`."""
    if round_ is None:
        return {}
    entries = TableEntry.objects.in_round(round_).filter(kind=ITEM.key).standing()
    return {
        (entry.subject, entry.partner_id): entry.content["fields"]
        for entry in entries.only("subject", "partner_id", "frozen")
    }


def _previous(round_: Round) -> Round | None:
    return Round.objects.filter(partnership=round_.partnership_id, number=round_.number - 1).first()


def _scopes(round_: Round) -> dict[int, str]:
    choices = ScopeChoice.objects.in_round(round_).standing()
    return {choice.power_id: choice.get_decision_display() for choice in choices}


def _row(
    power: Power, partners: list[Partner], cells: dict, before: dict, scopes: dict[int, str]
) -> MatrixRow:
    fields = [cells.get((str(power.pk), partner.pk), {}) for partner in partners]
    stands = [stand_of(partner, field) for partner, field in zip(partners, fields, strict=True)]
    return MatrixRow(
        power=power,
        positions=tuple(stand.position for stand in stands),
        standing=state_of(stands),
        change=_change(power, partners, fields, before),
        scope=scopes.get(power.pk, ""),
    )


def stand_of(partner: Partner, fields: Mapping[str, Any]) -> Stand:
    """`fields` are those of the position that the partner has laid, if any."""
    return Stand(
        partner.short_name,
        partner.consent_required,
        fields.get("position", ""),
        fields.get("direction", ""),
    )


def _change(power: Power, partners: list[Partner], fields: list[dict], before: dict) -> str:
    """New if the power was not on the table last round, changed if any partner's words differ, else blank."""
    if not before:
        return ""
    earlier = [before.get((str(power.pk), partner.pk), {}) for partner in partners]
    if any(fields) and not any(earlier):
        return "new"
    return "changed" if fields != earlier else ""


# --- A step on the group board ------------------------------------------------------------------


@dataclass(frozen=True)
class Laid:
    """A table entry with its kind, ready to be read."""

    entry: TableEntry
    kind: ContributionKind

    @property
    def title(self) -> str:
        return self.entry.content["title"]

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        return lines_below(self.kind, self.entry.content)


@dataclass(frozen=True)
class BoardSection:
    kind: ContributionKind
    by_partner: list[tuple[Partner, list[Laid]]]


def board(step: Step, round_: Round) -> list[BoardSection]:
    """What partners have laid for a step, kind by kind and partner by partner; tombstones included.

    Kinds with a page of their own are left out: they are read side by side.
    """
    kinds = {kind.key: kind for kind in step.alone if not kind.page}
    entries = TableEntry.objects.in_round(round_).of_step(step.key).filter(kind__in=kinds).latest()
    laid: dict[str, dict[Partner, list[Laid]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries.select_related("partner", "laid_by"):
        laid[entry.kind][entry.partner].append(Laid(entry, kinds[entry.kind]))
    return [
        BoardSection(kind, sorted(laid[key].items(), key=lambda pair: pair[0].pk))
        for key, kind in kinds.items()
        if key in laid
    ]


def is_bare(step: Step, round_: Round) -> bool:
    """Nobody has laid anything for the step."""
    return not TableEntry.objects.in_round(round_).of_step(step.key).exists()


def last_reveal(step: Step, round_: Round) -> Reveal | None:
    return Reveal.objects.filter(round=round_, step=step.key, opened_at__isnull=False).last()


# --- The reality check --------------------------------------------------------------------------


@dataclass(frozen=True)
class RatedStatement:
    statement: Statement
    now: Spread
    year_five: Spread


def ratings(round_: Round) -> list[RatedStatement]:
    """Each statement with the spread of the answers of partners with a voice; statements nobody has laid are left out."""
    return [RatedStatement(row.statement, *row.sides) for row in comparison(RATING, round_).rows]


# --- What changed since last round --------------------------------------------------------------


def changes_since(earlier: Round, later: Round) -> list[tuple[Step, Changes]]:
    """Per step, what partners laid and what the group agreed, compared between two rounds.

    What belongs to one round only, such as a reflection, is neither new nor dropped.
    """
    words = _words(earlier, later)
    return [(step, compare(words[earlier.pk, step.key], words[later.pk, step.key])) for step in CYCLE]


def _words(*rounds: Round) -> dict[tuple[int, str], list[Worded]]:
    """What stands in each round, ready to be compared: `{(id of the round, step key): things}`. Ten queries."""
    words: dict[tuple[int, str], list[Worded]] = defaultdict(list)
    lasting = [kind.key for step in CYCLE for kind in step.alone if kind.carries]
    entries = TableEntry.objects.filter(round__in=rounds, kind__in=lasting).standing()
    # Without making rows or identifiers of them, and each text read once: there are thousands, and most say the same in
    # both rounds.
    content, same = cache(json.loads), Cast("lineage", CharField())
    read = entries.order_by().values_list("pk", "round_id", "step", "partner_id", same, "kind", "frozen")
    for _, round_id, step, partner_id, lineage, kind, frozen in sorted(read):
        words[round_id, step].append(Worded(partner_id, lineage, kind, content(frozen)))
    for declared in (kind for step in CYCLE for kind in step.together):
        rows = declared.model._default_manager.filter(round__in=rounds).standing()
        for agreement in rows.select_related("round", *relations(declared)):
            thing = Worded("", str(agreement.lineage), agreement.kind, content_of(declared, agreement))
            words[agreement.round_id, agreement.step].append(thing)
    return words


def relations(kind: Kind) -> list[str]:
    return [name for name in kind.fields if kind.model._meta.get_field(name).is_relation]


def kind_of(thing: Worded, step: Step) -> Kind:
    return step.contribution(thing.kind) or agreement_kind(thing.kind)[1]


def latest_version(agreement: Agreement) -> Agreement:
    return Agreement.objects.in_round(agreement.round).filter(lineage=agreement.lineage).newest().get()
