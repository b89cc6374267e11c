"""What partners answered alone, side by side: how many said what, and whether they see the same. Reads the table only."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from partnerships.models import Partner, Round, TableEntry
from partnerships.models.partnership import LISTENING
from partnerships.spread import Spread, choices_of, is_far, spread_of
from partnerships.statements import Statement
from partnerships.steps import ContributionKind, Step
from partnerships.vocabulary import Capacity
from partnerships.wordings import lines_below

Plain = dict[str, Any]


@dataclass(frozen=True)
class Central:
    """What a department of government says of itself, with what shows it. `is_far`: partners see it otherwise."""

    partner: Partner
    word: str
    lines: list[tuple[str, str]]
    is_far: bool


@dataclass(frozen=True)
class Compared:
    """One statement, with how far apart the answers lie in each field that is compared, and the centre's own view."""

    statement: Statement
    sides: tuple[Spread, ...]
    words: tuple[str, ...]
    central: tuple[Central, ...] = ()

    @property
    def said(self) -> list[tuple[str, int]]:
        """The answers that somebody gave in the first field, the commonest first."""
        given = [pair for pair in zip(self.words, self.sides[0].counts, strict=True) if pair[1]]
        return sorted(given, key=lambda pair: -pair[1])


@dataclass(frozen=True)
class Comparison:
    """Rows of one kind. `words` are what can be answered, from least to most where there is an order."""

    kind: ContributionKind
    rows: list[Compared]

    @property
    def columns(self) -> list[str]:
        return [self.kind.labels[name] for name in self.kind.sheet.compares]

    @property
    def words(self) -> list[str]:
        return [str(word) for word in self.kind.options.values()]

    @property
    def scale(self) -> str:
        return self.kind.scale(", ")

    @property
    def far_from_central(self) -> list[Compared]:
        """The statements on which the partners see government otherwise than it sees itself."""
        return [row for row in self.rows if any(one.is_far for one in row.central)]

    @property
    def has_central(self) -> bool:
        return any(row.central for row in self.rows)

    @property
    def is_grouped(self) -> bool:
        return len({row.statement.group for row in self.rows}) > 1


def comparison(kind: ContributionKind, round_: Round) -> Comparison:
    """Answers of partners with a voice, and those of government; statements that nobody has laid are left out."""
    seated = {partner.pk: partner for partner in round_.partnership.partners.seated()}
    entries = TableEntry.objects.in_round(round_).filter(kind=kind.key, partner__in=seated).standing()
    asked = {one.code for one in kind.sheet.central}
    answers: dict[str, list[Plain]] = defaultdict(list)
    central: dict[str, list[tuple[Partner, Plain]]] = defaultdict(list)
    # Without making rows of them: a thousand answers stand behind a page.
    read = entries.order_by("partner", "pk").values_list("partner_id", "subject", "frozen")
    for number, subject, frozen in read:
        partner, content = seated[number], json.loads(frozen)
        if partner.capacity not in LISTENING:
            answers[subject].append(content["fields"])
        elif partner.capacity == Capacity.COUNTERPART and subject in asked:
            central[subject].append((partner, content))
    rows = [
        _compared(kind, one, answers[one.code], central[one.code])
        for one in kind.sheet.statements
        if answers[one.code] or central[one.code]
    ]
    return Comparison(kind, rows)


def _compared(
    kind: ContributionKind,
    statement: Statement,
    answers: list[Plain],
    central: list[tuple[Partner, Plain]],
) -> Compared:
    sides = tuple(_side(kind, name, answers) for name in kind.sheet.compares)
    words = tuple(map(str, kind.options.values()))
    return Compared(statement, sides, words, tuple(_central(kind, *one, sides[0]) for one in central))


def _central(kind: ContributionKind, department: Partner, content: Plain, partners: Spread) -> Central:
    name = kind.sheet.compares[0]
    level = content["fields"][name]
    below = [(label, text) for label, text in lines_below(kind, content) if label != kind.labels[name]]
    return Central(
        department,
        str(kind.options.get(level, "Not said")),
        below,
        is_far=level is not None and is_far(level, partners),
    )


def comparisons(step: Step, round_: Round) -> list[Comparison]:
    found = [comparison(kind, round_) for kind in step.alone if kind.sheet]
    return [one for one in found if one.rows]


def _side(kind: ContributionKind, name: str, answers: list[Plain]) -> Spread:
    given = [answer[name] for answer in answers if answer[name] not in (None, "")]
    if kind.is_ordered:
        return spread_of(given, points=len(kind.options))
    return choices_of(given, list(kind.options), unknown=kind.sheet.unknown)
