"""Two partnerships in which every text is marked, the people who look at them, and what each of them may see.

Partners A, B and C talk in one partnership, D in another; K is a department of government across the first one's
table. Round 1 is closed and its papers are issued, round 2 is
under way. Every text that somebody wrote is a *canary*: `canary0042`, once in the whole world. The ledger says in
which **rooms** each lies, and a person sees it if they may enter one of these rooms:

    A vision            A's private work on a step: its lead and contributors, its approver once it was sent or finished
    A half              what stays at home about each power: its lead and contributors, its approver with the mandate
    A people            who works for A, and who is invited: its lead
    A history           who did what at A: its lead and approver
    A papers            A's own board papers: its lead, approver and board readers
    A                   what all who work inside A's workbook come across: names of colleagues
    K reality           what officials answer for K and have not sent: its lead and contributors, who see nothing else
    three-rivers        the table: everybody with a role in the partnership
    three-rivers desk   the facilitator
    site                site administrators
    and those of workshops, see `meetings.py`

The ledger is kept by hand beside each verb, and never read back from the product.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unittest.mock import patch

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

from facilitation import pdf
from facilitation.models import Issue, Upload
from facilitation.papers import BACK, TO_PDF, Ask, Paper, html_of, issue
from facilitation.papers import mandate as mandates
from facilitation.papers import summary as summaries
from partnerships import forming, lifecycle, people
from partnerships.importing import template
from partnerships.mandate_papers import mandate_paper
from partnerships.models import (
    Actor,
    Agreement,
    CataloguePower,
    Invitation,
    Membership,
    Partner,
    Person,
    Power,
)
from partnerships.models.private import Contribution, PrivateHalf, ReadinessAnswer, Signature
from partnerships.steps import CYCLE, contribution_kind, step_named
from partnerships.vocabulary import Capacity, Marking, PartnerStatus, PartnerType, Role
from tests import build
from tests.again import Again
from tests.trust import meetings

RIVERS, VALES = "three-rivers", "four-vales"
LETTERS = "ABCD"
TOKEN = re.compile(rb"canary\d{4}")
TOKEN_TEXT = re.compile(r"canary\d{4}")
MARKINGS = {"step", "frozen", "frozen_private", "digest"}  # texts that the program itself writes
ROLES = ("lead", "contributor", "approver", "reader")

# Officials, in every role there is: whatever it is called, it opens no table.
OFFICIALS = tuple(f"K {role}" for role in ROLES)
# Everybody who looks. Those with a seat first; the rest have none, or none any more.
SEATED = (
    "facilitator",
    *(f"{letter} {role}" for letter in LETTERS for role in ROLES),
    "other facilitator",
    "moved",
    "twin",
    *OFFICIALS,
)
OUTSIDE = ("revoked", "stranger", "administrator", "visitor")
EVERYBODY = (*SEATED, *OUTSIDE)


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model that hold what somebody wrote."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and field.name not in MARKINGS
    ]


# --- The world ----------------------------------------------------------------------------------


@dataclass
class Written:
    """A private row as it was last written, with the canaries of each of its fields."""

    side: str
    step: str
    kind: str
    row: Contribution
    texts: dict[str, str]


@dataclass(frozen=True)
class Officials:
    partner: Partner
    lead: Actor
    contributor: Actor
    approver: Actor
    reader: Actor


@dataclass(frozen=True)
class Seat:
    partnership: str
    slug: str
    rooms: frozenset[str]
    letter: str = ""


@dataclass
class Who:
    """Somebody with a browser, and the seats they hold."""

    key: str
    person: Person | None
    seats: list[Seat]
    cookie: str = ""

    @property
    def rooms(self) -> frozenset[str]:
        return frozenset().union(*(seat.rooms for seat in self.seats), {f"person {self.key}"})


class World:
    """`wrap` turns each canary into the text that is written: by default it is the canary itself.

    `printed` makes the real PDFs of the two papers issued, which takes a few seconds.
    """

    def __init__(self, *, wrap: Callable[[str], str] = str, printed: bool = False):
        self.wrap = wrap
        self.rooms: dict[str, set[str]] = {}
        self.unsure: set[str] = set()
        self.written: list[Written] = []
        self.secrets: dict[str, str] = {}
        self.withdrawn: set[str] = set()
        self.workshops: dict[str, int] = {}
        self._tell_people_and_bodies()
        self._first_round(printed)
        self._second_round()
        # Before these, for their lines of history must be among the newest: a list that shows too many then shows them.
        meetings.hold(self)
        self._comings_and_goings()
        self.clients: dict[str, Client] = {}
        self.who = {key: self._somebody(key) for key in EVERYBODY}

    # --- Planting ---------------------------------------------------------------------------------

    def plant(self, *rooms: str, sure: bool = True, most: int = 10_000) -> str:
        """A new canary that lies in these rooms. Not `sure`: nobody is promised to find it there."""
        token = f"canary{len(self.rooms):04d}"
        self.rooms[token] = set(rooms)
        if not sure:
            self.unsure.add(token)
        wrapped = self.wrap(token)
        return wrapped if len(wrapped) <= most else token

    def also_in(self, texts: Collection[str], *rooms: str, sure: bool = True) -> None:
        for token in TOKEN_TEXT.findall(" ".join(texts)):
            self.rooms[token] |= set(rooms)
            if not sure:
                self.unsure.add(token)

    def texts(self, model: type[models.Model], *rooms: str, sure: bool = True) -> dict[str, str]:
        """A canary for every text field of a model: one added tomorrow is marked by itself."""
        return {
            field.name: self.plant(*rooms, sure=sure, most=field.max_length or 10_000)
            for field in text_fields(model)
        }

    def side(self, letter: str) -> build.Side | Officials:
        if letter == "K":
            return self.officials
        return (self.vales if letter == "D" else self.rivers).side(letter)

    def slug(self, letter: str) -> str:
        return VALES if letter == "D" else RIVERS

    # --- Who is there -----------------------------------------------------------------------------

    def _tell_people_and_bodies(self) -> None:
        self.rivers = build.partnership("ABC", slug=RIVERS)
        self.vales = build.partnership("D", slug=VALES)
        for table in (self.rivers, self.vales):
            slug = table.partnership.slug
            fields = {"purpose": self.plant(slug, sure=False), "place": self.plant(slug, "site", sure=False)}
            self._change(table.partnership, **fields)
            self._name(table.facilitator.person, slug, "site", mail=("site", f"{slug} desk"))
            for number, power in enumerate(table.powers, start=1):
                texts = {name: self.plant(slug, sure=False) for name in ("title", "holder", "notes")}
                self._change(power, **texts, area=self.plant(slug, sure=False, most=80), order=number)
        for letter in LETTERS:
            self._tell_side(letter)
        CataloguePower.objects.create(
            code="T-1", title="Trams", area="Transport", level="outside", as_at=build.DAY, order=1
        )
        self._change(self.rivers.round, focus=self.plant(RIVERS, sure=False))

    def _tell_side(self, letter: str) -> None:
        side, slug = self.side(letter), self.slug(letter)
        fields = ("statutory_limits", "review_triggers", "successor_note")
        self._change(side.partner, **{name: self.plant(slug, sure=False) for name in fields})
        self._name(side.lead.person, slug, mail=(f"{letter} people", f"{slug} desk"))
        for actor in (side.contributor, side.approver, side.reader):
            rooms = (letter, f"{letter} people", f"{letter} history", f"{letter} papers")
            self._name(actor.person, *rooms, mail=(f"{letter} people",))
        for membership in Membership.objects.filter(partner=side.partner):
            rooms = (f"{slug} desk",) if membership.role == Role.LEAD else ()
            self._change(membership, title=self.plant(f"{letter} people", *rooms, sure=False))

    def _name(self, person: Person, *rooms: str, mail: Sequence[str]) -> None:
        """Names and addresses are marked too: who works for a partner is that partner's own business."""
        address = f"{TOKEN_TEXT.findall(self.plant(*mail, sure=False))[0]}@example.org"
        EmailAddress.objects.filter(user=person).update(email=address)
        self._change(person, name=self.plant(*rooms, sure=False), email=address)

    def _change(self, row: models.Model, **fields: Any) -> None:
        type(row)._base_manager.filter(pk=row.pk).update(**fields)
        for name, value in fields.items():
            setattr(row, name, value)

    # --- Writing and laying -----------------------------------------------------------------------

    def write(self, letter: str, kind: str, **fields: Any) -> Written:
        step, declared = contribution_kind(kind)
        texts = self.texts(declared.model, f"{letter} {step.key}")
        row = self.side(letter).write(kind, **(texts | fields))
        self.written.append(Written(letter, step.key, kind, row, texts))
        return self.written[-1]

    def write_private_half(self, letter: str, power: Power) -> None:
        step = lifecycle.signed_step().key
        texts = self.texts(PrivateHalf, f"{letter} half")
        row = self.side(letter).write_private_half(power, **texts)
        self.written.append(Written(letter, step, "private half", row, texts))

    def rewrite(self, written: Written) -> Written:
        """New words for a row; the old ones stay where they were seen and nowhere else."""
        texts = self.texts(type(written.row), f"{written.side} {written.step}")
        self._forget(written)
        row = self.side(written.side).edit(written.row, **texts)
        self.written.append(Written(written.side, written.step, written.kind, row, texts))
        return self.written[-1]

    def _forget(self, written: Written) -> None:
        """Its words stand no more in the workbook."""
        self.written.remove(written)
        self.unsure |= set(TOKEN_TEXT.findall(" ".join(written.texts.values())))

    def lay(self, letter: str, step: str, *laid: Written) -> None:
        """Lay some things, or all; from now on they are the group's to read: what the kind declares, no more."""
        self.side(letter).lay(step, *(written.row for written in laid))
        for written in laid or self.of(letter, step):
            self.show(written)
        if step_named(step).signed_off:
            self.also_in(self.signatures[letter], self.slug(letter))

    def show(self, written: Written) -> None:
        if written.kind != "private half":
            kind = contribution_kind(written.kind)[1]
            shown = [text for name, text in written.texts.items() if name in kind.fields]
            self.also_in(shown, self.slug(written.side))

    def of(self, letter: str, step: str) -> list[Written]:
        return [written for written in self.written if (written.side, written.step) == (letter, step)]

    def sign(self, letter: str) -> None:
        texts = self.texts(Signature, letter, f"{letter} papers", sure=False)
        self.side(letter).sign(**texts)
        self.signatures[letter] = list(texts.values())

    def agree(self, table: build.Table, kind: str, by: Actor | None = None, **fields: Any) -> Agreement:
        model = next(k.model for step in CYCLE for k in step.together if k.key == kind)
        texts = {
            field.name: self.plant(table.partnership.slug, most=field.max_length or 10_000)
            for field in text_fields(model)
            if field.model is model
        }
        return table.agree(kind, by=by, **(texts | fields))

    # --- Round 1: closed, with papers ---------------------------------------------------------------

    def _first_round(self, printed: bool) -> None:
        self.signatures: dict[str, list[str]] = {}
        for table in (self.rivers, self.vales):
            slug = table.partnership.slug
            for step in CYCLE:
                for kind in step.together:
                    extra = {"receiver": table.partners[-1]} if kind.key == "offer" else {}
                    line = self.agree(table, kind.key, **extra)
                    for side in table.sides.values():
                        side.endorse(line, 3, self.plant(slug, sure=False))
            table.move("review", reason=self.plant(slug, sure=False))
        for letter in LETTERS:
            self._write_everything(letter)
        # Reality opens for all at once; C has nothing ready.
        self.rivers.ask_for_reveal("reality")
        for letter in "AB":
            self.lay(letter, "reality")
        self.rivers.open_reveal("reality")
        for letter in "AD":
            self.side(letter).submit()
            self.sign(letter)
            self.lay(letter, "mandate")
        self.side("B").submit()
        self.side("B").return_(self.plant("B mandate"))
        self.side("C").submit()
        self.sign("C")
        for letter in "ABD":
            self.lay(letter, "vision")
        for letter in "AD":
            self.lay(letter, "review")
        for table in (self.rivers, self.vales):
            table.close(focus_of_next=self.plant(table.partnership.slug, sure=False))
        # What was learnt belongs to the closed round: no page of the new one shows it.
        for letter in LETTERS:
            for written in self.of(letter, "review"):
                self._forget(written)
        self._issue_papers(printed)

    def _write_everything(self, letter: str) -> None:
        for step in CYCLE:
            for kind in step.alone:
                if kind.subject == "power":
                    for power in self.side(letter).table.powers:
                        self.write(letter, kind.key, power=power)
                else:
                    self.write(letter, kind.key)
        for power in self.side(letter).table.powers:
            self.write_private_half(letter, power)

    def _issue_papers(self, printed: bool) -> None:
        record = self.rivers.partnership.rounds.get(number=1).record
        ask = Ask("Note", self.plant(RIVERS))
        handling = self.plant(RIVERS, most=80)
        paper = summaries.summary(
            record, asks=[ask], purpose="For decision", marking=Marking.OFFICIAL, handling=handling
        )
        self.summary = self._issue(paper, self.rivers.facilitator, printed)
        self.mandate_papers: dict[str, Issue] = {}
        for letter, print_it in (("A", printed), ("D", False)):
            actor, table = self.side(letter).lead, self.side(letter).table
            frozen = mandate_paper(actor, table.round)
            given = {
                name: self.plant(f"{letter} papers", most=80) for name in ("meeting", "handling", "interest")
            }
            paper = mandates.mandate(frozen, round_=table.round, by=actor, exempt_under="3", **given)
            self.mandate_papers[letter] = self._issue(paper, actor, print_it)
            for written in self.of(letter, "mandate"):
                self.also_in(written.texts.values(), f"{letter} papers", sure=False)

    def _issue(self, paper: Paper, by: Actor, printed: bool) -> Issue:
        if printed:
            return issue(paper, by=by, number=1)
        # The page as it is, and a stand-in for the PDF's bytes.
        html = html_of(paper, number=1, issued=timezone.localdate(), links=BACK | TO_PDF)
        return Issue.objects.create(
            round=paper.round,
            partner=paper.partner,
            paper=paper.kind,
            title=paper.title,
            html=html,
            pdf=b"%PDF-1.7 " + html.encode(),
            digest=hashlib.sha256(html.encode()).hexdigest(),
            pages=1,
            issued_by=by.person,
        )

    # --- Round 2: under way -------------------------------------------------------------------------

    def _second_round(self) -> None:
        for table in (self.rivers, self.vales):
            table.move("review", reason=self.plant(table.partnership.slug, sure=False))
        for letter in LETTERS:
            # Reflections and promises begin anew in each round.
            for kind in step_named("review").alone:
                self.write(letter, kind.key)
        # Laid and reworded since: the group has the old words, A alone the new ones.
        first = next(written for written in self.of("A", "vision") if written.kind == "hope")
        self.laid_hope = self.rewrite(first)
        self.also_in(first.texts.values(), RIVERS)
        # Laid and withdrawn before anybody closed anything: a tombstone with the title is all that stays.
        self.regretted = self.write("A", "hope")
        self.side("A").lay("vision", self.regretted.row)
        self.side("A").withdraw(self.regretted.row)
        self.also_in([self.regretted.texts["what"]], RIVERS)
        self.withdrawn = set(TOKEN_TEXT.findall(" ".join(self.regretted.texts.values())))
        self.draft_hope = self.write("A", "hope")
        for letter in "BCD":
            self.write(letter, "benefit")
        # Finished, so that the approver reads it, and not laid.
        self.side("A").finish("principles")
        # Lodged: nobody but A sees it until the reveal is opened.
        self.pending = self.rivers.ask_for_reveal("benefits")
        self.side("A").lay("benefits")
        # Agreements that changed: the history of a line shows its earlier words.
        old = Agreement.objects.in_round(self.rivers.round).of_kind("outcome").standing().get()
        row = next(kind.model for kind in step_named("vision").together if kind.key == "outcome").objects.get(
            pk=old.pk
        )
        self.rivers.reword(row, statement=self.plant(RIVERS))
        self.dropped = self.agree(self.rivers, "outcome", by=self.side("A").lead)
        self.rivers.drop(self.dropped)
        # Bodies that left or only listen, a power off the list.
        self.gone = self._body("Gone", status=PartnerStatus.LEFT)
        self.new = self._body("New")
        self.retired = forming.add_own_power(
            Power(title=self.plant(RIVERS, sure=False), area="Old"), by=self.rivers.facilitator
        )
        forming.retire_powers([self.retired], by=self.rivers.facilitator)
        self.retired.refresh_from_db()
        self._across_the_table()

    def _across_the_table(self) -> None:
        """A department with an answer that is sent and one that is not."""
        partner = self._body("K", capacity=Capacity.COUNTERPART, type=PartnerType.GOVERNMENT)
        actors = {}
        for role in ROLES:
            person = build.person(f"Official {role}")
            actors[role] = build.actor(person, self.rivers.partnership, partner, role)
            known = (RIVERS,) if role == "lead" else ()
            self._name(person, *known, "K", "K people", mail=("K people", f"{RIVERS} desk"))
        self.officials = Officials(partner, **actors)
        sent = self._answer_for_government("RCN-04")
        build.send_for_government(self.rivers.round, self.officials.lead)
        self.show(sent)
        self._answer_for_government("RCN-05")

    def _answer_for_government(self, code: str) -> Written:
        texts = self.texts(ReadinessAnswer, "K reality")
        build.answer_for_government(self.rivers.round, self.officials.lead, code, level=1, **texts)
        row = ReadinessAnswer.objects.get(partner=self.officials.partner, statement=code)
        self.written.append(Written("K", "reality", "readiness", row, texts))
        return self.written[-1]

    def _body(self, name: str, **fields: Any) -> Partner:
        bare = Partner(name=f"Body {name}", short_name=name, type=PartnerType.UNITARY)
        partner = forming.add_partner(bare, by=self.rivers.facilitator)
        self._change(partner, **fields)
        return partner

    # Which steps each partner's approver may read: sent, signed, lodged or marked as finished.
    SHOWN = {
        "A": ("mandate", "principles", "reality", "benefits"),
        "B": ("reality", "vision"),
        "C": ("mandate",),
        "D": ("mandate", "vision"),
    }

    # --- Comings and goings -------------------------------------------------------------------------

    def _comings_and_goings(self) -> None:
        self.people: dict[str, Person] = {
            "stranger": build.person("Strange Er"),
            "administrator": self.rivers.administrator,
            "moved": build.person("Moved On"),
            "twin": build.person("Twin Seats"),
            "revoked": build.person("Re Voked"),
        }
        left = {
            "moved": self._seat("moved", "A", Role.CONTRIBUTOR),
            "revoked": self._seat("revoked", "A", Role.LEAD),
        }
        for letter, role in (("A", Role.CONTRIBUTOR), ("C", Role.CONTRIBUTOR), ("D", Role.READER)):
            self._seat("twin", letter, role)
        for membership in left.values():
            people.end(membership, by=self.side("A").lead)
        self._seat("moved", "B", Role.CONTRIBUTOR)
        lists = template()
        self.uploads = {
            slug: Upload.objects.create(
                partnership=table.partnership,
                uploaded_by=table.facilitator.person,
                name=self.plant(f"{slug} desk", sure=False, most=200),
                content=_with_a_row(lists, self.plant(f"{slug} desk", sure=False, most=100)),
            )
            for slug, table in ((RIVERS, self.rivers), (VALES, self.vales))
        }
        self._invite("first lead", self.rivers.facilitator, self.new, Role.LEAD, f"{RIVERS} desk")
        # The last things to happen in the partnership are A's and B's own business: no desk may tell of them.
        for letter in "DBA":
            self._invite(
                f"{letter} open", self.side(letter).lead, self.side(letter).partner, Role.CONTRIBUTOR
            )
        for fate in ("taken up", "withdrawn", "expired"):
            self._invite(fate, self.side("A").lead, self.side("A").partner, Role.READER, gone=True)
        invited = build.person("In Vited")
        for secret, fields in (
            ("taken up", {"taken_up_at": timezone.now(), "taken_up_by": invited}),
            ("withdrawn", {"withdrawn_at": timezone.now()}),
            ("expired", {"expires_at": timezone.now() - dt.timedelta(days=1)}),
        ):
            self._change(self.invitations[secret], **fields)

    def _seat(self, key: str, letter: str, role: Role) -> Membership:
        return people.seat(
            self.people[key],
            partnership=self.side(letter).table.partnership,
            partner=self.side(letter).partner,
            role=role,
        )

    def _invite(
        self, key: str, by: Actor, partner: Partner, role: str, *rooms: str, gone: bool = False
    ) -> None:
        self.invitations: dict[str, Invitation]
        if not self.secrets:
            self.invitations = {}
        letter = partner.short_name
        history = () if rooms else (f"{letter} history",)
        rooms = rooms or (f"{letter} people",)
        address = TOKEN_TEXT.findall(self.plant(*rooms, sure=False))[0]
        self.invitations[key], self.secrets[key] = people.invite(
            email=f"{address}@example.org",
            name=self.plant(*rooms, *history, sure=not gone),
            title=self.plant(*rooms, sure=False),
            role=role,
            partner=partner,
            by=by,
        )

    # --- Who looks ----------------------------------------------------------------------------------

    def _somebody(self, key: str) -> Who:
        person, seats = self._person_of(key), []
        if person:
            held = defaultdict(list)
            for membership in Membership.objects.filter(person=person, ended_at=None):
                held[membership.partnership.slug, membership.partner].append(membership.role)
            seats = [self._seat_of(slug, partner, roles) for (slug, partner), roles in held.items()]
            own = re.findall(TOKEN_TEXT, f"{person.name} {person.email}")
            for token in own:
                self.rooms[token].add(f"person {key}")
        who = Who(key, person, seats)
        if key == "administrator":
            who.seats = [Seat("", "", frozenset({"site"}))]
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            who.cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.clients[key] = client
        return who

    def _person_of(self, key: str) -> Person | None:
        if key == "facilitator":
            return self.rivers.facilitator.person
        if key == "other facilitator":
            return self.vales.facilitator.person
        if key in OFFICIALS or (key[0] in LETTERS and key[1] == " "):
            return getattr(self.side(key[0]), key[2:]).person
        return self.people.get(key)

    def _seat_of(self, slug: str, partner: Partner | None, roles: Collection[str]) -> Seat:
        rooms = {slug}
        if partner is None:
            talks = {f"{letter} talks" for letter in LETTERS if self.slug(letter) == slug}
            return Seat(slug, "facilitator", frozenset(rooms | talks | {f"{slug} desk"}))
        letter = partner.short_name
        if letter == "K":
            theirs = {"lead": {"K people", "K reality"}, "contributor": {"K reality"}}
            rooms = {"K"}.union(*(theirs.get(role, set()) for role in roles))
            return Seat(slug, partner.slug, frozenset(rooms), letter)
        rooms.add(f"{letter} talks")
        steps = {f"{letter} half", *(f"{letter} {step.key}" for step in CYCLE)}
        shown = {f"{letter} {step}" for step in self.SHOWN[letter]}
        if "mandate" in self.SHOWN[letter]:
            shown.add(f"{letter} half")
        for role in roles:
            rooms |= {
                "lead": {letter, f"{letter} people", f"{letter} history", f"{letter} papers"} | steps,
                "contributor": {letter} | steps,
                "approver": {letter, f"{letter} history", f"{letter} papers"} | shown,
                "reader": {f"{letter} papers"},
            }[role]
        return Seat(slug, partner.slug, frozenset(rooms), letter)

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Every seat there is, as the two parts of an address."""
        return [
            (RIVERS, "facilitator"),
            *((self.slug(letter), self.side(letter).partner.slug) for letter in LETTERS + "K"),
            (VALES, "facilitator"),
        ]


def _with_a_row(lists: bytes, name: str) -> bytes:
    """The file of partners that we hand out as a pattern, with another name in its one row."""
    return lists.replace(b"Example Borough Council", name.encode())


plain_world_again = Again(World)


@contextmanager
def standing_world(blocker: Any, **how: Any) -> Iterator[World]:
    """A world for the tests of one module; gone after them. They need the mark `django_db`."""
    name = str(connection.settings_dict["NAME"])
    assert "roundtable-tests-" in name or name.startswith("test_"), f"{name} is no database for tests"
    with blocker.unblock(), transaction.atomic(), drawing_once():
        yield World(**how) if how else plain_world_again()
        transaction.set_rollback(True)


@contextmanager
def drawing_once() -> Iterator[None]:
    """Whoever asks for the same paper again gets the bytes it had, which drawing it anew would give."""
    drawn: dict[tuple, tuple[int, bytes]] = {}
    draw = pdf.render_fitting

    def remembered(lengths: Sequence[str], **how: Any) -> tuple[int, bytes]:
        asked = (*lengths, *sorted(how.items()))
        if asked not in drawn:
            drawn[asked] = draw(lengths, **how)
        return drawn[asked]

    with patch.object(pdf, "render_fitting", remembered):
        yield
