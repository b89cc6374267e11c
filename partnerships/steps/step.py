"""What a step is made of. A step is declared once, as a frozen value; everything else walks `CYCLE`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Model

from partnerships.models.agreements import Agreement
from partnerships.models.private import Contribution
from partnerships.statements import Statement


@dataclass(frozen=True)
class Gap:
    """One thing still missing: a whole sentence, and the contribution to mend if there is one."""

    sentence: str
    kind: str = ""
    lineage: UUID | None = None


@dataclass(frozen=True)
class Work:
    """All that one partner has for one step: its rows by kind, and the powers put to it."""

    rows: Mapping[str, Sequence[Model]]
    powers: Sequence[Model] = ()


@dataclass(frozen=True)
class Kind:
    """What contributions and agreements of one kind have in common.

    `fields` are all that is frozen and shown, in this order; a field that is not named here never leaves its row.
    `several` is false where a partner (or, for agreements, the group) has just one.
    `subject` names the field that says what a row is about, so that rows of different partners line up.
    `carries` says whether rows go along into the next round. `in_title` are fields that a row's title says in other words.
    `for_residents` names the field that says what residents would notice, and the one answer that does so if not any will.
    """

    key: str
    model: type[Model]
    heading: str
    fields: tuple[str, ...]
    empty: str
    several: bool = True
    subject: str = ""
    carries: bool = True
    in_title: tuple[str, ...] = ()
    for_residents: tuple[str, ...] = ()

    @cached_property
    def labels(self) -> dict[str, str]:
        return {
            name: _sentence_case(str(self.model._meta.get_field(name).verbose_name)) for name in self.fields
        }


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Sheet:
    """Many statements answered alone on one page, and compared once they are laid.

    `compares` are the fields set side by side, under the heading `compared`; they have the same choices. `scales` are
    the fields answered in one row of buttons, `unknown` the answer of who does not know. `progress` counts what is answered.
    `more` is what the fold is called that holds the written fields. `central` are the statements that officials of
    government are asked as well.
    """

    statements: tuple[Statement, ...]
    compares: tuple[str, ...]
    compared: str
    progress: str
    scales: tuple[str, ...] = ()
    more: str = ""
    unknown: str = ""
    central: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class ContributionKind(Kind):
    """`add` is what the link says that adds one, or that opens the page of all.

    `page` names a page of all rows at once, and `row_page` one of a single row, found by its subject. With a `sheet`
    that page needs no hand.
    """

    model: type[Contribution]
    add: str = ""
    page: str = ""
    row_page: str = ""
    sheet: Sheet | None = None

    @cached_property
    def answers(self) -> list[str]:
        """The fields that are answered about each subject."""
        return [name for name in self.fields if name != self.subject]

    @cached_property
    def options(self) -> dict[int | str, str]:
        """What can be answered in the fields that are compared."""
        return dict(self.model._meta.get_field(self.sheet.compares[0]).flatchoices)

    @property
    def is_ordered(self) -> bool:
        """Whether the answers go from less to more."""
        return all(isinstance(value, int) for value in self.options)

    def scale(self, between: str) -> str:
        """`0 no, 1 partly`; blank where the answers have no order."""
        if not self.is_ordered:
            return ""
        return between.join(
            f"{value}\N{NO-BREAK SPACE}{word.lower()}" for value, word in self.options.items()
        )

    def answered(self, rows: Sequence[Model]) -> set[str]:
        """The statements of the sheet that are answered in full."""
        return {
            getattr(row, self.subject)
            for row in rows
            if all(getattr(row, name) not in (None, "") for name in self.sheet.compares)
        }

    def progress(self, rows: Sequence[Model]) -> str:
        return self.sheet.progress.format(len(self.answered(rows)), len(self.sheet.statements))


@dataclass(frozen=True)
class AgreementKind(Kind):
    """`most_words` limits a field's length in words. `starters` are offered for the first field.

    `awaited` says whether a step without one lacks something, `once_each` whether there is one at most about each subject.
    `page` names a page of its own, and `to_page` is what the link there says.
    """

    model: type[Agreement]
    propose: str = ""
    most_words: tuple[tuple[str, int], ...] = ()
    starters: tuple[str, ...] = ()
    awaited: bool = True
    once_each: bool = False
    page: str = ""
    to_page: str = ""


@dataclass(frozen=True)
class Step:
    """One step of the cycle: what each partner brings alone, and what the group agrees together."""

    key: str
    name: str
    question: str
    alone: tuple[ContributionKind, ...]
    together: tuple[AgreementKind, ...]
    alone_hint: str
    together_hint: str
    missing: Callable[[Work], list[Gap]]
    progress: Callable[[Work], str]
    signed_off: bool = False
    waits_for_group: bool = False

    def __str__(self) -> str:
        return self.question

    def contribution(self, key: str) -> ContributionKind | None:
        return next((kind for kind in self.alone if kind.key == key), None)

    def agreement(self, key: str) -> AgreementKind | None:
        return next((kind for kind in self.together if kind.key == key), None)


def counted(number: int, one: str, many: str = "") -> str:
    """`3 outcomes`, `1 outcome`, `no outcomes`."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def unfilled(work: Work, kind: ContributionKind, field: str, sentence: str) -> list[Gap]:
    """A gap for every row of a kind in which a field is blank; `{}` in the sentence is the row's name."""
    return [
        Gap(sentence.format(row), kind.key, row.lineage)
        for row in work.rows[kind.key]
        if getattr(row, field) in (None, "")
    ]
