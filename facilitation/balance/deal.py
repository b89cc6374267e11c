"""The parts of deal readiness, from the table and the agreements. Nothing private is read: `tests/unit/test_balance.py` looks."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from facilitation.approvals import approvals_of, obtained_words
from facilitation.balance.machinery import machinery
from facilitation.balance.measures import Found, mean, share
from facilitation.models import Approval
from partnerships.models import Partner, Power, Round, ScopeChoice, TableEntry
from partnerships.positions import State, state_of
from partnerships.steps.benefits import BENEFIT, COST
from partnerships.steps.leadership import PREFERENCE
from partnerships.steps.mandate import ITEM, WANTED
from partnerships.table import stand_of
from partnerships.vocabulary import Authority, Evidence, Position, ScopeDecision

# What a partner that names no weight would give: the middle of 0 to 10.
USUAL_WEIGHT = 5
CONVERGED = {State.COMMON_GROUND: Fraction(1), State.CLOSE: Fraction(1, 2)}
NO_POWERS = "No power is in scope."
NOTHING_LIVE = "No partner wants any of the powers in scope yet."
# A signed mandate is none: it says what may be talked about.
NO_APPROVALS = "No approval is on the list yet, so this part is left out."


def deal_found(
    round_: Round, partners: Sequence[Partner], settled: Mapping[str, str], *, today: dt.date
) -> dict[str, Found]:
    """`settled` is what `settled_in` finds."""
    on_table = laid_in(round_, partners)
    return {
        "mandates": mandates(on_table, today),
        "convergence": convergence(on_table),
        "case": case(on_table),
        "machinery": machinery(settled, partners, on_table.sponsors),
        "approvals": approvals(approvals_of(round_.partnership)),
    }


# --- What is on the table -----------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One partner's word on one power: the fields that it laid, and on whose authority."""

    fields: Mapping[str, Any]
    authority: str

    @property
    def has_view(self) -> bool:
        return self.fields["position"] not in ("", Position.NO_VIEW)

    def is_mandated(self, today: dt.date) -> bool:
        """A position that a board has signed off and whose authority has not run out."""
        expires = self.fields.get("expires_on")
        in_date = not expires or dt.date.fromisoformat(expires) >= today
        given = self.fields.get("authority") != Authority.NOT_YET
        return self.has_view and bool(self.authority) and given and in_date


@dataclass(frozen=True)
class OnTable:
    """What the deal is read from. `cells` are by power and partner; `says` has the kinds that each partner has laid."""

    partners: Sequence[Partner]
    powers: Sequence[int]
    scope_is_agreed: bool
    cells: Mapping[tuple[int, int], Cell]
    says: Mapping[int, set[str]]
    sponsors: frozenset[int]

    def of(self, power: int) -> list[Cell]:
        found = (self.cells.get((power, partner.pk)) for partner in self.partners)
        return [cell for cell in found if cell]

    def state(self, power: int) -> State:
        stands = [
            stand_of(partner, cell.fields if (cell := self.cells.get((power, partner.pk))) else {})
            for partner in self.partners
        ]
        return state_of(stands).state

    def weight(self, power: int) -> Fraction:
        """How much it matters to the partners that have laid a position on it: the mean of 0 to 10."""
        given = mean(cell.fields.get("weight", USUAL_WEIGHT) for cell in self.of(power) if cell.has_view)
        return Fraction(USUAL_WEIGHT) if given is None else given

    @cached_property
    def scope_words(self) -> str:
        return "" if self.scope_is_agreed else ". The group has put nothing in scope yet, so all powers count"


def laid_in(round_: Round, partners: Sequence[Partner]) -> OnTable:
    """Four queries, however many partners and powers."""
    powers, agreed = _in_scope(round_)
    cells: dict[tuple[int, int], Cell] = {}
    says: dict[int, set[str]] = defaultdict(set)
    sponsors = set()
    entries = TableEntry.objects.in_round(round_).filter(
        kind__in=(ITEM.key, BENEFIT.key, COST.key, PREFERENCE.key), partner__in=partners
    )
    read = entries.standing().order_by().values_list("kind", "partner_id", "subject", "authority", "frozen")
    for kind, partner, subject, authority, frozen in read:
        says[partner].add(kind)
        if kind == ITEM.key:
            cells[int(subject), partner] = Cell(json.loads(frozen)["fields"], authority)
        elif kind == PREFERENCE.key and (json.loads(frozen)["fields"]["sponsor"] or "").strip():
            sponsors.add(partner)
    return OnTable(partners, powers, agreed, cells, says, frozenset(sponsors))


def _in_scope(round_: Round) -> tuple[list[int], bool]:
    """The powers that the group has put in scope; while it has put none there, all on its list."""
    chosen = ScopeChoice.objects.in_round(round_).standing().filter(decision=ScopeDecision.IN)
    discussed = Power.objects.filter(partnership=round_.partnership_id).discussed()
    listed = list(discussed.values_list("pk", flat=True))
    inside = set(chosen.values_list("power", flat=True)) & set(listed)
    return [power for power in listed if power in inside] or listed, bool(inside)


# --- The parts ----------------------------------------------------------------------------------


def mandates(on_table: OnTable, today: dt.date) -> Found:
    """Of all partners by powers in scope, those with a position on signed authority that has not run out."""
    cells = len(on_table.partners) * len(on_table.powers)
    if not cells:
        return Found(None, NO_POWERS)
    given = sum(cell.is_mandated(today) for power in on_table.powers for cell in on_table.of(power))
    return Found(share(given, cells), f"{given} of {cells} positions{on_table.scope_words}")


def convergence(on_table: OnTable) -> Found:
    """Of the weight of all powers in scope, what is common ground, and half of what is close."""
    weights = {power: on_table.weight(power) for power in on_table.powers}
    met = {power: CONVERGED.get(on_table.state(power), Fraction(0)) for power in on_table.powers}
    found = share(sum((weights[power] * met[power] for power in weights), Fraction(0)), sum(weights.values()))
    if found is None:
        return Found(None, NO_POWERS)
    common, close = (list(met.values()).count(CONVERGED[state]) for state in CONVERGED)
    return Found(found, f"{common} powers common ground, {close} close, by how much each matters")


def case(on_table: OnTable) -> Found:
    """Of the powers that somebody wants, those with solid evidence and benefit and cost from every affected partner."""
    live = [power for power in on_table.powers if any(_wants(cell) for cell in on_table.of(power))]
    if not live:
        return Found(None, NOTHING_LIVE)
    made = sum(_has_case(on_table, power) for power in live)
    return Found(share(made, len(live)), f"{made} of {len(live)} powers that somebody wants")


def _wants(cell: Cell) -> bool:
    return cell.fields["position"] in WANTED


def _has_case(on_table: OnTable, power: int) -> bool:
    """One partner's solid evidence serves all. Affected is whoever has taken a view; benefits and costs are those of a
    partner as a whole, for they are laid so."""
    cells = on_table.of(power)
    affected = [
        partner.pk
        for partner in on_table.partners
        if (cell := on_table.cells.get((power, partner.pk))) and cell.has_view
    ]
    solid = any((cell.fields.get("evidence") or 0) >= Evidence.SOLID for cell in cells)
    return solid and all({BENEFIT.key, COST.key} <= on_table.says[partner] for partner in affected)


def approvals(listed: Sequence[Approval]) -> Found:
    """Of the consents and endorsements on the list, those that were given."""
    needed = [one for one in listed if one.is_needed]
    given = share(sum(one.is_obtained for one in needed), len(needed))
    return Found(given, obtained_words(listed) or NO_APPROVALS)
