"""What an import would bring in, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from partnerships.importing.bodies import Body, ShortNames, derived_short_name
from partnerships.importing.remarks import Remarks
from partnerships.importing.sheets import OWN, Sheet
from partnerships.models import Partner, Partnership
from partnerships.vocabulary import Capacity, PartnerType, Tier


@dataclass(frozen=True)
class Successor:
    """Who follows a body. The GSS code is known only if the file has a row for the successor."""

    name: str
    gss_code: str = ""


@dataclass(frozen=True)
class Proposed:
    """One row of the preview. `notes` and `problems` are whole sentences.

    `selectable`: may be ticked. `selected`: ticked to begin with. `already`: a partner here by name or GSS code.
    """

    body: Body
    short_name: str
    successors: tuple[Successor, ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    ended: bool
    already: bool
    selectable: bool
    selected: bool

    @property
    def number(self) -> int:
        """The row as a spreadsheet numbers it: what a tick in the preview stands for."""
        return self.body.number

    @property
    def name(self) -> str:
        return self.body.name

    @property
    def type_label(self) -> str:
        return PartnerType(self.body.type).label

    @property
    def tier_label(self) -> str:
        return Tier(self.body.tier).label

    @property
    def capacity_label(self) -> str:
        return Capacity(self.body.capacity).label


@dataclass(frozen=True)
class Preview:
    """`warnings` are about the file as a whole."""

    kind: str
    rows: tuple[Proposed, ...]
    warnings: tuple[str, ...]

    @cached_property
    def by_number(self) -> dict[int, Proposed]:
        return {row.number: row for row in self.rows}

    @cached_property
    def selected(self) -> frozenset[int]:
        return frozenset(row.number for row in self.rows if row.selected)


class Present:
    """The partners already here, found by GSS code first and then by name, in whatever case."""

    def __init__(self, partners: Iterable[Partner]):
        self.by_gss_code: dict[str, Partner] = {}
        self.by_name: dict[str, Partner] = {}
        for partner in partners:
            self.add(partner)

    def add(self, partner: Partner) -> None:
        self.by_name[partner.name.casefold()] = partner
        if partner.gss_code:
            self.by_gss_code[partner.gss_code] = partner

    def find(self, name: str, gss_code: str) -> Partner | None:
        return self.by_gss_code.get(gss_code) or self.by_name.get(name.casefold())


def preview(sheet: Sheet, partnership: Partnership, *, today: dt.date | None = None) -> Preview:
    """Everything the sheet would bring into this partnership. Ask again rather than keep it: partners change."""
    return propose(sheet, list(partnership.partners.all()), today=today or timezone.localdate())


def propose(sheet: Sheet, partners: list[Partner], *, today: dt.date) -> Preview:
    """The same without the database."""
    proposing = _Proposing(sheet, partners, today)
    missing = tuple(f"“{name}” is not in the file." for name in sheet.unmatched_names)
    return Preview(sheet.kind, tuple(proposing.row(body) for body in sheet.rows), (*sheet.warnings, *missing))


class _Proposing:
    """Goes down the rows of one sheet, remembering the names that are gone."""

    def __init__(self, sheet: Sheet, partners: list[Partner], today: dt.date):
        self.sheet = sheet
        self.remarks = Remarks(sheet, today)
        self.present = Present(partners)
        self.short_names = ShortNames(partner.short_name for partner in partners)
        self.first_rows: dict[tuple[str, str], int] = {}
        # Nobody wants four hundred councils: a register is ticked only once it was narrowed down.
        self.ticks = sheet.kind == OWN or bool(sheet.narrowing)

    def row(self, body: Body) -> Proposed:
        already = self.present.find(body.name, body.gss_code) is not None
        problems = (*body.problems, *self._repeats(body))
        selectable = not (already or problems)
        wanted = body.short_name or derived_short_name(body.name, body.type, body.nice_name)
        short_name = self.short_names.claim(wanted) if selectable else wanted
        successors = tuple(self._successor(key) for key in body.successors)
        notes = self.remarks.about(body, [successor.name for successor in successors])
        if already:
            notes.insert(0, "Already a partner here.")
        if short_name != wanted:
            notes.append(f"The short name “{wanted}” is taken, so it is put down as “{short_name}”.")
        ended = self.remarks.has_ended(body)
        return Proposed(
            body=body,
            short_name=short_name,
            successors=successors,
            notes=tuple(notes),
            problems=problems,
            ended=ended,
            already=already,
            selectable=selectable,
            selected=self.ticks and selectable and not ended and not body.doubtful,
        )

    def _repeats(self, body: Body) -> list[str]:
        """What an earlier row already has; one body cannot come in twice."""
        problems = []
        for heading, value in (("name", body.name.casefold()), ("GSS code", body.gss_code)):
            first = self.first_rows.setdefault((heading, value), body.number)
            if value and first != body.number:
                problems.append(f"Row {body.number}, {heading}: the same as in row {first}.")
        return problems

    def _successor(self, key: str) -> Successor:
        body = self.sheet.by_code.get(key) or self.sheet.by_name.get(key.casefold())
        return Successor(body.name, body.gss_code) if body else Successor(key)
