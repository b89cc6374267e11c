"""What partners answered alone, side by side: how many said what, and whether they see the same. Reads the table only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from partnerships.models import Round, TableEntry
from partnerships.spread import Spread, choices_of, spread_of
from partnerships.statements import Statement
from partnerships.steps import ContributionKind, Step


@dataclass(frozen=True)
class Compared:
    """One statement, with how far apart the answers lie in each field that is compared."""

    statement: Statement
    sides: tuple[Spread, ...]
    words: tuple[str, ...]

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
    def is_grouped(self) -> bool:
        return len({row.statement.group for row in self.rows}) > 1


def comparison(kind: ContributionKind, round_: Round) -> Comparison:
    """Answers of partners with a voice; statements that nobody has laid are left out."""
    voiced = round_.partnership.partners.voiced()
    entries = TableEntry.objects.in_round(round_).filter(kind=kind.key, partner__in=voiced).standing()
    answers: dict[str, list[dict]] = defaultdict(list)
    for entry in entries.only("subject", "frozen"):
        answers[entry.subject].append(entry.content["fields"])
    words = tuple(map(str, kind.options.values()))
    rows = [
        Compared(one, tuple(_side(kind, name, answers[one.code]) for name in kind.sheet.compares), words)
        for one in kind.sheet.statements
        if answers[one.code]
    ]
    return Comparison(kind, rows)


def comparisons(step: Step, round_: Round) -> list[Comparison]:
    found = [comparison(kind, round_) for kind in step.alone if kind.sheet]
    return [one for one in found if one.rows]


def _side(kind: ContributionKind, name: str, answers: list[dict]) -> Spread:
    given = [answer[name] for answer in answers if answer[name] not in (None, "")]
    if kind.is_ordered:
        return spread_of(given, points=len(kind.options))
    return choices_of(given, list(kind.options), unknown=kind.sheet.unknown)
