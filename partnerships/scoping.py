"""Choosing which powers the group negotiates, many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from partnerships import agreeing, rules
from partnerships.marks import mark_of
from partnerships.models import Actor, Power, Round, ScopeChoice
from partnerships.rulings import insist
from partnerships.steps import agreement_kind
from partnerships.vocabulary import ScopeDecision


@dataclass(frozen=True)
class Choice:
    """What is chosen for one power. `seen` is the mark of what stood there when it was chosen, blank where nothing did."""

    decision: str
    seen: str


@dataclass
class Outcome:
    """For how many powers something was proposed, and those for which somebody else was first."""

    written: int = 0
    clashes: list[Power] = field(default_factory=list)


def chosen(round_: Round) -> dict[int, ScopeChoice]:
    """What stands, by the number of the power."""
    _, kind = agreement_kind("scope")
    return {row.power_id: row for row in agreeing.standing(kind, round_)}


def seen_mark(row: ScopeChoice | None) -> str:
    """Of this version in this round, and of no other."""
    return mark_of(row) if row else ""


@transaction.atomic
def choose(choices: Mapping[int, Choice], *, round_: Round, by: Actor) -> Outcome:
    """Propose, or put in other words, whether each power is in scope: `{power number: choice}`.

    What is chosen already is left as it is, endorsements and all. Other partnerships' powers are passed over.
    """
    round_.hold()
    insist(rules.may_agree(by, round_))
    standing, outcome, new = chosen(round_), Outcome(), []
    powers = Power.objects.filter(partnership=round_.partnership_id).discussed().in_bulk(choices)
    for number, power in powers.items():
        choice, row = choices[number], standing.get(number)
        if choice.decision not in ScopeDecision.values or (row and row.decision == choice.decision):
            continue
        if choice.seen != seen_mark(row):
            outcome.clashes.append(power)
        elif row:
            newer = ScopeChoice(power=power, decision=choice.decision, terms=row.terms)
            agreeing.reword(row, newer, by=by)
            outcome.written += 1
        else:
            new.append(ScopeChoice(power=power, decision=choice.decision))
    step, kind = agreement_kind("scope")
    agreeing.propose_each(new, kind, step, round_=round_, by=by)
    outcome.written += len(new)
    return outcome
