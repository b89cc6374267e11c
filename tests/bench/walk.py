"""Every page there is: walks the addresses of the whole product and opens each from every kind of seat.

An address that needs more than a seat has its arguments in `_arguments`. One that is in neither is named as not
visited, so that a new page cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from area import Area, Side
from browser import Visitor
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from facilitation.models import Approval, Conversation, Issue, Record, Theme, Upload
from partnerships.marks import mark_of
from partnerships.models import Agreement, Invitation, Membership, Offer, Partner, Reveal, Round, TableEntry
from partnerships.steps import CYCLE
from partnerships.vocabulary import Role

SEAT = {"partnership", "seat"}
# Outside a seat, and opened by hand below; the last is where nothing is.
OUTSIDE = ("invitation", "site-appoint", "no-passwords")
# Not ours: of the pages about signing in, these.
SIGNING_IN = ("account_login", "mfa_index")
OURS = ("facilitation", "partnerships")


@dataclass(frozen=True)
class Opened:
    """One page as one role saw it. `label` is the same in every partnership: no numbers, no names."""

    moment: str
    label: str
    role: str
    path: str
    queries: int
    seconds: float

    @property
    def key(self) -> tuple[str, str, str]:
        return self.moment, self.label, self.role


@dataclass(frozen=True)
class Address:
    label: str
    name: str
    args: tuple[object, ...] = ()


class Walk:
    """All pages of an area as they are at one moment, from the side `at`."""

    def __init__(self, area: Area, moment: str, at: Side):
        self.area, self.moment, self.at = area, moment, at
        self.round = Round.objects.filter(partnership__slug=area.plan.slug).latest("number")
        self.partnership = self.round.partnership
        self.partner = self.partnership.partners.get(slug=at.slug)

    def pages(self) -> list[Opened]:
        return list(self._outside()) + [
            opened
            for role, visitor in self.seats()
            for address in addresses_of_a_seat(self)
            if (opened := self._open(address, role, visitor))
        ]

    def seats(self) -> list[tuple[str, Visitor]]:
        return [(Role.FACILITATOR.value, self.area.facilitator), *self.at.people.items()]

    def _outside(self) -> Iterator[Opened]:
        """What lies in no seat, as a stranger, a lead and a site administrator see it."""
        stranger = Visitor(self.area.log)
        names = [*SIGNING_IN, *(name for name, needed in patterns() if not needed)]
        everybody = {"stranger": stranger, "lead": self.at.lead, "administrator": self.area.administrator}
        for role, visitor in everybody.items():
            for name in names:
                yield from self._see(name, role, visitor, reverse(name))
        appoint = reverse("site-appoint", args=[self.area.plan.slug])
        yield from self._see("site-appoint", "administrator", self.area.administrator, appoint)
        if self.area.invitation:
            yield from self._see("invitation", "stranger", stranger, self.area.invitation)

    def _see(self, label: str, role: str, visitor: Visitor, path: str) -> Iterator[Opened]:
        visitor.ask("GET", path)
        visit = visitor.log.visits[-1]
        if visit.is_page:
            yield Opened(self.moment, label, role, path, visit.queries, visit.seconds)

    def _open(self, address: Address, role: str, visitor: Visitor) -> Opened | None:
        path = visitor.at(address.name, *address.args)
        return next(self._see(address.label, role, visitor, path), None)


# --- Addresses ----------------------------------------------------------------------------------


def addresses_of_a_seat(walk: Walk) -> list[Address]:
    ready = _arguments(walk)
    found = []
    for name, needed in patterns():
        if needed >= SEAT:
            found += ready.get(name, [Address(name, name)] if needed == SEAT else [])
    return found


def not_visited(walk: Walk) -> list[str]:
    """Addresses that nobody here knows how to open."""
    known = {*_arguments(walk), *POSTED, *OUTSIDE}
    return sorted(
        name
        for name, needed in patterns()
        if name not in known and needed and needed != SEAT and not needed & IN_THE_ROOM
    )


# What belongs to a workshop: this area holds none, and `room.py` measures it.
IN_THE_ROOM = {"workshop", "poll", "promise", "parked", "screen", "key", "code"}


# Answer to a button only.
POSTED = (
    "look-round",
    "endorse",
    "reveal-ask",
    "reveal-cancel",
    "reveal-open",
    "lodging-take-back",
    "power-put-back",
    "group-strike",
    "theme-board",
    "theme-use",
)


def patterns(
    resolver: URLResolver | None = None, given: frozenset[str] = frozenset()
) -> Iterator[tuple[str, set[str]]]:
    """Every address of ours: its name and the arguments it needs."""
    for one in (resolver or get_resolver()).url_patterns:
        needed = given | set(one.pattern.converters)
        if isinstance(one, URLPattern):
            if one.name and one.callback.__module__.startswith(OURS):
                yield one.name, set(needed)
        else:
            yield from patterns(one, needed)


def _arguments(walk: Walk) -> dict[str, list[Address]]:
    power = (walk.area.powers[0],)
    steps = {
        name: [Address(f"{name} {step.key}", name, (step.key,)) for step in CYCLE]
        for name in ("step", "step-finish", "lay", "board", "stand", "reveal-ask")
    }
    first = _recorded(walk)[:1]
    rounds = {
        name: [Address(name, name, (number,)) for number in first]
        for name in ("round-closed", "record", "paper-issue", "paper-summary")
    }
    steps["record-step"] = [
        Address(f"record-step {step.key}", "record-step", (number, step.key))
        for number in first
        for step in CYCLE
    ]
    powers = {name: [Address(name, name, power)] for name in ("position", "power", "power-edit")}
    return {
        **steps,
        **rounds,
        **powers,
        **_contributions(walk),
        **_agreements(walk),
        **_rows(walk),
        "withdraw": list(_withdrawals(walk)),
    }


def _recorded(walk: Walk) -> list[int]:
    return list(
        Record.objects.filter(round__partnership=walk.partnership).values_list("round__number", flat=True)
    )


def _contributions(walk: Walk) -> dict[str, list[Address]]:
    """Adding one of every kind; changing and removing the first of every kind."""
    found: dict[str, list[Address]] = {
        "contribution-add": [],
        "contribution-edit": [],
        "contribution-remove": [],
    }
    for step in CYCLE:
        for kind in (kind for kind in step.alone if not kind.page):
            add = "contribution-add"
            found[add].append(Address(f"{add} {kind.key}", add, (step.key, kind.key)))
            row = kind.model._default_manager.of(walk.partner).in_round(walk.round).first()
            for name in ("contribution-edit", "contribution-remove") if row else ():
                found[name].append(Address(f"{name} {kind.key}", name, (step.key, kind.key, row.lineage)))
    return found


def _agreements(walk: Walk) -> dict[str, list[Address]]:
    """Proposing one of every kind; reading, rewording and dropping the first of every kind."""
    found: dict[str, list[Address]] = {
        name: [] for name in ("propose", "agreement", "agreement-reword", "agreement-drop")
    }
    for step in CYCLE:
        for kind in step.together:
            found["propose"].append(Address(f"propose {kind.key}", "propose", (step.key, kind.key)))
            rows = kind.model._default_manager.in_round(walk.round).standing()
            firsts = {
                "agreement": rows,
                "agreement-reword": rows,
                "agreement-drop": _of_others(rows, walk.partner),
            }
            for name, chosen in firsts.items():
                if row := chosen.first():
                    found[name].append(Address(f"{name} {kind.key}", name, (row.lineage,)))
    return found


def _of_others(rows: QuerySet, partner: Partner) -> QuerySet:
    """Agreements that this partner's lead may not drop, so that the same roles see the page in every area."""
    first = Agreement.objects.filter(version=1, proposed_for=partner)
    rows = rows.exclude(lineage__in=first.values("lineage"))
    return rows.exclude(giver=partner).exclude(receiver=partner) if rows.model is Offer else rows


def _rows(walk: Walk) -> dict[str, list[Address]]:
    """Addresses that end in the number of a row."""
    ours = {"partnership": walk.partnership}
    issues = Issue.objects.filter(round__partnership=walk.partnership)
    approvals = Approval.objects.filter(partner=walk.partner)
    talks = Conversation.objects.filter(round=walk.round).order_by("pk")
    themes = Theme.objects.filter(round=walk.round).order_by("pk")
    rows: dict[str, Iterable[int | str]] = {
        "partner-edit": [walk.partner.pk],
        "partners-import-preview": _first(Upload.objects.filter(**ours)),
        "membership-end": _marked(Membership.objects.filter(**ours, partner=walk.partner)),
        "invitation-withdraw": _marked(Invitation.objects.open().filter(**ours)),
        "issue-html": _marked(issues.order_by("pk")),
        "issue-pdf": _marked(issues.order_by("pk")),
        "approval": _first(approvals),
        "approval-remove": _first(approvals),
        "conversation": _first(talks),
        "conversation-forget": _first(talks),
        "theme": _first(themes),
        "theme-remove": _first(themes),
        "reveal-cancel": _first(Reveal.objects.pending().filter(round=walk.round)),
    }
    return {name: [Address(name, name, (pk,)) for pk in found] for name, found in rows.items()}


def _first(rows) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:1])


def _marked(rows) -> list[str]:
    return [mark_of(row) for row in rows[:1]]


def _withdrawals(walk: Walk) -> Iterator[Address]:
    laid = TableEntry.objects.in_round(walk.round).filter(partner=walk.partner).standing()
    for step in CYCLE:
        entry = laid.filter(step=step.key).first()
        if entry:
            yield Address(f"withdraw {step.key}", "withdraw", (step.key, entry.lineage))
