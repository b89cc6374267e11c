"""Milestones with the days that each may still slip. The arithmetic is pure; `timetable` reads the round.

No milestone says how long it takes, so a day late is taken to be a day late for all that waits for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from partnerships.models import Milestone, Partnership, Round


@dataclass(frozen=True)
class Planned:
    """One milestone as it is agreed. `after` is the lineage of what must be done first."""

    lineage: UUID
    what: str
    owner: str
    by: dt.date
    latest: dt.date
    after: UUID | None = None
    done_on: dt.date | None = None


@dataclass(frozen=True)
class Period:
    """A time in which a milestone had better not fall: what to say of one planned in it, and of one that may slip there."""

    planned: str
    may_slip: str
    starts: dt.date
    ends: dt.date = dt.date.max


@dataclass(frozen=True)
class Due:
    """A milestone with its slack in days, negative where it is too late already; none once it is done."""

    planned: Planned
    slack: int | None
    first: str
    remarks: tuple[str, ...]

    @property
    def words(self) -> str:
        if self.slack is None:
            return f"Done on {day_of(self.planned.done_on)}"
        if self.slack < 0:
            return f"{days(-self.slack)} short"
        return days(self.slack) if self.slack else "None"


@dataclass(frozen=True)
class Timetable:
    """Milestones in the order of their days."""

    rows: Sequence[Due]

    @cached_property
    def tightest(self) -> Due | None:
        """Of what is still to be done, the milestone with the least slack; the earliest of several."""
        left = [(row.slack, place) for place, row in enumerate(self.rows) if row.slack is not None]
        return self.rows[min(left)[1]] if left else None

    @property
    def slack(self) -> int | None:
        return self.tightest.slack if self.tightest else None

    @property
    def finding(self) -> str:
        """How far the whole may slip, and what to do where it may not; blank without milestones."""
        if self.tightest is None or self.slack is None:
            return "Everything on the timetable is done." if self.rows else ""
        what = f"“{self.tightest.planned.what.rstrip('.')}”"
        if self.slack < 0:
            return f"The timetable no longer holds: {what} or what waits for it comes {days(-self.slack)} too late. Agree new dates."
        if self.slack == 0:
            return f"There is no slack: if {what} slips by a day, a latest date is missed. Agree where time can be made."
        return f"The whole can slip by {days(self.slack)} before a latest date is missed. {what} has the least room."


def day_of(day: dt.date) -> str:
    return date_format(day, "j F Y")


def days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def timetable(round_: Round, *, today: dt.date | None = None) -> Timetable:
    rows = Milestone.objects.in_round(round_).standing().select_related("after")
    planned = [
        Planned(
            row.lineage,
            row.what,
            row.owner,
            row.planned_for,
            row.latest,
            row.after and row.after.lineage,
            row.done_on,
        )
        for row in rows
    ]
    return timetable_of(planned, today=today or timezone.localdate(), periods=periods_of(round_.partnership))


def periods_of(partnership: Partnership) -> list[Period]:
    """The pre-election period, and the time after each partner that ends."""
    found = [
        Period(
            f"{partner.short_name} has ended by then, on {day_of(partner.ends)}",
            f"May slip past the end of {partner.short_name}, on {day_of(partner.ends)}",
            partner.ends,
        )
        for partner in partnership.partners.voiced()
        if partner.ends
    ]
    if partnership.pre_election_from:
        election = Period(
            "Planned in the pre-election period",
            "May slip into the pre-election period",
            partnership.pre_election_from,
            partnership.pre_election_to or dt.date.max,
        )
        found.insert(0, election)
    return found


def timetable_of(planned: Iterable[Planned], *, today: dt.date, periods: Sequence[Period] = ()) -> Timetable:
    rows = sorted(planned, key=lambda row: (row.by, row.latest, row.what))
    known = {row.lineage: row for row in rows}
    circling = {row.lineage for row in rows if _circles(row, known)}
    # What waits for itself waits for nothing.
    first = {
        row.lineage: None if row.lineage in circling or row.after is None else known.get(row.after)
        for row in rows
    }
    slack = _slack(rows, first, today)
    return Timetable(
        [
            Due(
                row,
                slack.get(row.lineage),
                before.what if before else "",
                tuple(_remarks(row, before, row.lineage in circling, periods)),
            )
            for row in rows
            for before in (first[row.lineage],)
        ]
    )


def _circles(row: Planned, known: Mapping[UUID, Planned]) -> bool:
    """Whether a milestone, by way of what must be done first, waits for itself."""
    met: set[UUID] = set()
    at = row
    while at.after and at.after in known and at.after not in met:
        met.add(at.after)
        at = known[at.after]
    return row.lineage in met


def _slack(rows: Sequence[Planned], first: Mapping[UUID, Planned | None], today: dt.date) -> dict[UUID, int]:
    """By lineage, for what is still to be done."""
    left = [row for row in rows if not row.done_on]
    own = {row.lineage: (row.latest - row.by).days - _late(row, first, today) for row in left}
    found = dict(own)
    for row in left:
        # What a milestone may slip is never more than what anything may that waits for it.
        before = first[row.lineage]
        while before is not None:
            if before.lineage in found:
                found[before.lineage] = min(found[before.lineage], own[row.lineage])
            before = first[before.lineage]
    return found


def _late(row: Planned, first: Mapping[UUID, Planned | None], today: dt.date) -> int:
    """By how many days it will be late at the least: its own, or those of what is not done before it."""
    late = 0
    at: Planned | None = row
    while at is not None and not at.done_on:
        late = max(late, (today - at.by).days)
        at = first[at.lineage]
    return late


def _remarks(row: Planned, first: Planned | None, circles: bool, periods: Sequence[Period]) -> Iterable[str]:
    if circles:
        yield "Waits for itself in a circle: say anew what must be done first"
    if row.done_on:
        return
    if first and row.by < first.by:
        yield f"Planned before “{first.what}”, for which it waits"
    for period in periods:
        if period.starts <= row.by <= period.ends:
            yield period.planned
        elif row.by < period.starts <= row.latest:
            yield period.may_slip
