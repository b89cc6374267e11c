"""A world as it looks through a browser: every address, every request with all that came of it, every form on a page."""

from __future__ import annotations

import hashlib
import io
import itertools
import logging
import random
import re
import subprocess
import uuid
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any
from urllib.parse import unquote_plus, urljoin, urlsplit

import lxml.html
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache as django_cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, resolve, reverse

from facilitation.live.keys import phone_key, wall_key
from facilitation.models import (
    Approval,
    Conversation,
    Correction,
    Issue,
    ParkedItem,
    Poll,
    Promise,
    Theme,
    Workshop,
)
from partnerships.importing import template
from partnerships.marks import mark_of
from partnerships.models import Agreement, Membership, Partner, Reveal
from partnerships.steps import CYCLE
from tests import build
from tests.trust.world import RIVERS, TOKEN, VALES, Seat, World

# --- Addresses ----------------------------------------------------------------------------------

SEAT = ("partnership", "seat")


@dataclass(frozen=True)
class Address:
    name: str
    parameters: tuple[str, ...]
    view: Any
    converters: Mapping[str, str] = field(
        default_factory=dict
    )  # what each parameter looks like, where that is said

    @property
    def in_seat(self) -> bool:
        return self.parameters[:2] == SEAT

    @property
    def own_parameters(self) -> tuple[str, ...]:
        return self.parameters[2:] if self.in_seat else self.parameters

    @property
    def is_ours(self) -> bool:
        return not self.view.__module__.startswith(("allauth.", "django."))

    def url(self, *place: str, **given: Any) -> str:
        """Where it is, about what is given; `place` is the partnership and the seat, for those of a seat."""
        return reverse(self.name, kwargs=dict(zip(SEAT, place, strict=False)) | given)


@cache
def addresses() -> tuple[Address, ...]:
    """Every address that the program answers, in the order in which it looks for them."""
    return tuple(_walk(get_resolver().url_patterns, (), {}))


def _walk(patterns: Sequence[Any], before: tuple[str, ...], shapes: Mapping[str, str]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = before + tuple(pattern.pattern.regex.groupindex)
        here = dict(shapes) | {name: one.regex for name, one in pattern.pattern.converters.items()}
        if isinstance(pattern, URLPattern):
            yield Address(pattern.name or str(pattern.pattern), parameters, pattern.callback, here)
        else:
            yield from _walk(pattern.url_patterns, parameters, here)


def address_named(name: str) -> Address:
    return next(address for address in addresses() if address.name == name)


@dataclass(frozen=True)
class Thing:
    """Values for the parameters of an address, and whose thing that is: a partner's letter, a partnership, nobody's.

    `desk` is the partnership whose facilitator may have it too. A key `opens` what lies in a room, whoever holds it.
    """

    given: Mapping[str, Any]
    house: str = ""
    desk: str = ""
    opens: str = ""

    def is_foreign(self, seat: Seat) -> bool:
        if self.desk == seat.partnership and seat.slug == "facilitator":
            return False
        return bool(self.house) and self.house not in (seat.letter, seat.partnership)


class Things:
    """What the parameters of addresses can stand for: real things of every owner, in the present state."""

    def __init__(self, world: World):
        rivers, vales = world.rivers, world.vales
        lines = [
            (table.partnership.slug, line)
            for table in (rivers, vales)
            for line in Agreement.objects.in_round(table.round).newest().order_by("pk")
        ]
        alone = [Thing({"step": step.key, "kind": kind.key}) for step in CYCLE for kind in step.alone]
        together = [Thing({"step": step.key, "kind": kind.key}) for step in CYCLE for kind in step.together]
        # What the group proposes, and nothing else, is proposed; what a partner adds, and nothing else, is added.
        self.by_name = {
            "propose": [*together, alone[0]],
            "contribution-add": [*alone, together[0]],
            "wall": [Thing({"key": wall_key(one)}, opens=room) for room, one in _open_rooms(world)],
        }
        written = [one for one in world.written if one.kind != "private half"]
        bodies = Partner.objects.order_by("pk").select_related("partnership")
        roles = Membership.objects.order_by("pk").select_related("partnership", "partner")
        issues = Issue.objects.order_by("pk").select_related("partner")
        self.by_parameters: dict[tuple[str, ...], list[Thing]] = {
            (): [Thing({})],
            ("step",): [Thing({"step": step.key}) for step in CYCLE],
            ("step", "kind"): alone + together,
            ("step", "kind", "lineage"): [
                Thing({"step": one.step, "kind": one.kind, "lineage": one.row.lineage}, one.side)
                for one in written
            ],
            ("step", "lineage"): [
                Thing({"step": one.step, "lineage": one.row.lineage}, one.side) for one in written
            ],
            ("lineage",): [Thing({"lineage": line.lineage}, slug) for slug, line in lines],
            ("lineage", "version"): [
                Thing({"lineage": line.lineage, "version": line.version}, slug) for slug, line in lines
            ],
            ("power",): [
                *(Thing({"power": power.pk}, RIVERS) for power in rivers.powers),
                Thing({"power": world.retired.pk}, RIVERS),
                Thing({"power": vales.powers[0].pk}, VALES),
            ],
            ("partner",): [Thing({"partner": body.pk}, body.partnership.slug) for body in bodies],
            ("membership",): [
                Thing(
                    {"membership": mark_of(role)},
                    role.partner.short_name if role.partner else role.partnership.slug,
                )
                for role in roles
            ],
            ("invitation",): [
                Thing(
                    {"invitation": mark_of(one)}, RIVERS if name == "first lead" else one.partner.short_name
                )
                for name, one in world.invitations.items()
            ],
            ("issue",): [
                Thing({"issue": mark_of(one)}, one.partner.short_name if one.partner else RIVERS)
                for one in issues
            ],
            ("reveal",): [Thing({"reveal": one.pk}, RIVERS) for one in Reveal.objects.order_by("pk")],
            ("upload",): [Thing({"upload": one.pk}, slug) for slug, one in world.uploads.items()],
            **self._of_workshops(world),
            ("number",): [Thing({"number": number}) for number in (1, 2)],
            ("secret",): [Thing({"secret": secret}) for secret in world.secrets.values()],
            # Not ours: keys of links that nobody was sent, and of passkeys that nobody has.
            ("key",): [Thing({"key": "abc"})],
            ("uidb36", "key"): [Thing({"uidb36": "1", "key": "abc-def"})],
            ("pk",): [Thing({"pk": 1})],
            ("partnership",): [Thing({"partnership": slug}, slug) for slug in (RIVERS, VALES)],
            ("rest",): [Thing({"rest": "set/"})],
        }

    @staticmethod
    def _of_workshops(world: World) -> dict[tuple[str, ...], list[Thing]]:
        """Workshops, and what belongs to one. A talk with one partner is that partner's, a practice nobody's."""
        held = [(_whose(one), one) for one in Workshop.objects.order_by("pk").select_related("partner")]
        own = {one.pk: whose for whose, one in held}
        polls = Poll.objects.order_by("pk")
        return {
            ("workshop",): [Thing({"workshop": one.pk}, **whose) for whose, one in held],
            ("workshop", "item"): [
                Thing({"workshop": one.pk, "item": item.pk}, **whose)
                for whose, one in held
                for item in one.items.all()
            ],
            ("workshop", "partner"): [
                Thing({"workshop": one.pk, "partner": there.partner_id}, **whose)
                for whose, one in held
                for there in one.attendances.all()
            ],
            ("workshop", "correction"): [
                Thing({"workshop": number, "correction": said.pk}, **own[number])
                for said in Correction.objects.order_by("pk").select_related("follow_up")
                if (number := said.follow_up.workshop_id)
            ],
            ("promise",): [
                Thing({"promise": one.pk}, **own[one.workshop_id]) for one in Promise.objects.order_by("pk")
            ],
            ("parked",): [
                Thing({"parked": one.pk}, **own[one.workshop_id]) for one in ParkedItem.objects.order_by("pk")
            ],
            ("conversation",): [
                Thing({"conversation": one.pk}, one.round.partnership.slug)
                for one in Conversation.objects.order_by("pk").select_related("round__partnership")
            ],
            ("approval",): [
                Thing({"approval": one.pk}, one.partnership.slug)
                for one in Approval.objects.order_by("pk").select_related("partnership")
            ],
            ("theme",): [
                Thing({"theme": one.pk}, one.round.partnership.slug)
                for one in Theme.objects.order_by("pk").select_related("round__partnership")
            ],
            ("poll",): [Thing({"poll": one.pk}, **own[one.workshop_id]) for one in polls],
            ("poll", "answer"): [
                Thing({"poll": one.pk, "answer": answer.pk}, **own[one.workshop_id])
                for one in polls
                for answer in one.written_answers.all()
            ],
            ("code",): [Thing({"code": one.code}, opens=room) for room, one in _open_rooms(world)],
            ("screen", "key"): [
                Thing({"screen": screen, "key": key_of(one)}, opens=room)
                for room, one in _open_rooms(world)
                for screen, key_of in (("wall", wall_key), ("phone", phone_key))
            ],
        }

    def of(self, address: Address, seat: Seat | None = None) -> list[Thing]:
        """What an address can be about. Of what is foreign to a seat, one thing of each house is as good as all."""
        found = self._all(address.own_parameters, address.name)
        if seat is None:
            return found
        foreign = {thing.house: thing for thing in reversed(found) if thing.is_foreign(seat)}
        return [thing for thing in found if not thing.is_foreign(seat)] + list(foreign.values())

    def _all(self, parameters: tuple[str, ...], name: str) -> list[Thing]:
        if name in self.by_name:
            return self.by_name[name]
        if parameters in self.by_parameters:
            return self.by_parameters[parameters]
        assert all((one,) in self.by_parameters for one in parameters), (
            f"Say in tests/trust/browsing.py what the parameters {parameters} of “{name}” stand for."
        )
        each = [self.by_parameters[one,] for one in parameters]
        return [
            Thing(
                dict(itertools.chain(*(thing.given.items() for thing in chosen))),
                next((thing.house for thing in chosen if thing.house), ""),
            )
            for chosen in itertools.product(*each)
        ]

    def own(self, name: str, seat: Seat, **given: Any) -> Mapping[str, Any]:
        """The first thing that an address can be about from a seat, with `given` parameters."""
        for thing in self._all(address_named(name).own_parameters, name):
            if not thing.is_foreign(seat) and given.items() <= thing.given.items():
                return thing.given
        raise AssertionError(f"nothing of its own that “{name}” could be about from {seat.slug}: {given}")


_STANDING: dict[int, Things] = {}


def standing_things(world: World) -> Things:
    """Things of the world as each test finds it, since all that one does is undone. Looked up once."""
    if id(world) not in _STANDING:
        _STANDING[id(world)] = Things(world)
    return _STANDING[id(world)]


def _whose(workshop: Workshop) -> dict[str, str]:
    slug = workshop.round.partnership.slug
    if workshop.is_for_all:
        return {"house": slug}
    return {"house": workshop.partner.short_name if workshop.partner else "nobody", "desk": slug}


def _open_rooms(world: World) -> list[tuple[str, Workshop]]:
    """The workshops that run, each with the room in which lies what its wall and phones may show."""
    found = Workshop.objects.in_bulk(world.workshops.values())
    return [
        (f"{one.round.partnership.slug} {name}", one)
        for name, number in world.workshops.items()
        if (one := found[number]).is_running
    ]


def nothing_like(given: Mapping[str, Any], seed: int = 1) -> dict[str, Any]:
    """The same parameters, standing for nothing at all."""
    return {
        name: value if name in ("step", "kind") else _random(value, seed) for name, value in given.items()
    }


def _random(value: Any, seed: int) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=random.Random(seed).getrandbits(128), version=4)
    if isinstance(value, int):
        return 900_000_000 + seed
    return f"nothing-{seed}"


# --- Visiting -----------------------------------------------------------------------------------


@contextmanager
def undone() -> Iterator[None]:
    """As `build.undone`, and nothing is left in caches or in the outbox either."""
    with build.undone():
        yield
    django_cache.clear()
    mail.outbox.clear()


# Tokens of forms, keys that say when they were made, and when a calendar file was.
_DIFFERS = re.compile(rb"[A-Za-z0-9]{64}|:[0-9A-Za-z]{6}:[-\w]{43}|DTSTAMP:\w{16}")


class Visit:
    """One request with all that came of it, its redirects followed, and what it wrote."""

    def __init__(self, response: HttpResponse, writes: list[str], logged: list[str], mails: list[str]):
        self.response = response
        self.writes = writes
        self.logged = logged
        self.mails = mails
        self.seen: Any = None

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def url(self) -> str:
        return self.response.request["PATH_INFO"]

    @property
    def location(self) -> str:
        return self.response.headers.get("Location", "")

    @cached_property
    def body(self) -> bytes:
        response = self.response
        return b"".join(response.streaming_content) if response.streaming else response.content

    @property
    def is_html(self) -> bool:
        return self.response.headers.get("Content-Type", "").startswith("text/html")

    @cached_property
    def everything(self) -> bytes:
        """Each byte that left the house: headers, cookies, body, and what a reader of a PDF gets out of it."""
        headers = "\n".join(f"{name}: {value}" for name, value in self.response.headers.items())
        headers += "".join(f"\n{url}" for url, _ in getattr(self.response, "redirect_chain", ()))
        cookies = self.response.cookies.output()
        parts = [headers.encode(), unquote_plus(headers).encode(), cookies.encode(), self.unpacked]
        if self.body.startswith(b"%PDF"):
            parts.append(pdf_text(self.body))
        return b"\n".join(parts)

    @property
    def tokens(self) -> set[str]:
        return {found.decode() for found in TOKEN.findall(self.everything)}

    @cached_property
    def unpacked(self) -> bytes:
        """The body; of a Word document all its parts."""
        if not self.body.startswith(b"PK\x03\x04"):
            return self.body
        with zipfile.ZipFile(io.BytesIO(self.body)) as parts:
            return b"\n".join(name.encode() + parts.read(name) for name in parts.namelist())

    @cached_property
    def plain(self) -> bytes:
        """The body without what differs from answer to answer."""
        return _DIFFERS.sub(b"TOKEN", self.unpacked)

    def is_sign_in(self) -> bool:
        return self.status == 302 and self.location.startswith(reverse("account_login"))

    def __str__(self) -> str:
        error = getattr(self.response, "exc_info", None)
        return f"{self.status} {self.location}{f' {error[1]!r}' if error else ''}"


_PDF_TEXTS: dict[bytes, bytes] = {}


def pdf_text(content: bytes) -> bytes:
    """The words of a PDF and its metadata, as any reader of the file can get them."""
    key = hashlib.sha256(content).digest()
    if key not in _PDF_TEXTS:
        text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=False).stdout
        _PDF_TEXTS[key] = text + _pdf_metadata(content)
    return _PDF_TEXTS[key]


def _pdf_metadata(content: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            metadata = document.Root.Metadata.read_bytes() if "/Metadata" in document.Root else b""
            return repr(dict(document.docinfo)).encode() + metadata
    except pikepdf.PdfError:  # the stand-in for a PDF
        return b""


class Lines(logging.Handler):
    """Every line that anything logs."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.__dict__.get('request', '')}")


_WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+[\"`]?(\w+)", re.IGNORECASE)
# Not content: who is signed in, and how often somebody tried to.
BESIDES = ("django_session", "account_emailconfirmation", "cache")


def visit(
    world: World,
    key: str,
    method: str,
    url: str,
    data: Mapping[str, Any] | bytes | None = None,
    *,
    keep: bool = False,
    follow: bool = False,
    look: Callable[[list[str]], Any] = lambda tables: None,
    **headers: Any,
) -> Visit:
    """Open an address as somebody. All that it changed is undone, unless it is to `keep`.

    `look` is called before that with the tables that were written to; `Visit.seen` is what it returns.
    """
    client, who = world.clients[key], world.who[key]
    client.cookies.clear()
    if who.cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = who.cookie
    writes: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (found := _WRITES.match(sql)) and found[2] not in BESIDES:
            writes.append(f"{found[1].upper()} {found[2]}")
        return execute(sql, params, many, context)

    lines, root, mailed = Lines(), logging.getLogger(), len(mail.outbox)
    others, root.handlers = root.handlers, [lines]
    try:
        with transaction.atomic(), connection.execute_wrapper(watch):
            if isinstance(data, bytes) and not follow:
                response = client.generic(method, url, data, **headers)
            else:
                send = getattr(client, method.lower())
                response = send(url, data or {}, follow=follow, **headers)
            found = Visit(response, writes, lines.lines, [_whole(one) for one in mail.outbox[mailed:]])
            _ = found.everything  # before a stream is closed
            found.seen = look(sorted({write.split()[-1] for write in writes}))
            transaction.set_rollback(not keep)
    finally:
        root.handlers = others
    return found


def _whole(message: Any) -> str:
    return f"{message.to} {message.subject} {message.body} {message.message().as_string()}"


# --- What there is in the database --------------------------------------------------------------


def digest() -> dict[str, tuple[int, str]]:
    """Of every table how many rows it has, and a digest of all that is in them."""
    return {table: _digest_of(f"SELECT * FROM {table}") for table in _tables()}


@cache
def _tables() -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.db_table not in BESIDES and not model._meta.proxy
    ]


def _digest_of(sql: str) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    return len(rows), hashlib.sha256("".join(rows).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(label for label in after if before[label] != after[label])


def others_rows(seat: Seat) -> dict[str, models.QuerySet]:
    """By table, the rows that nobody in this seat may ever change: another partner's, or another partnership's."""
    found = {}
    for model in apps.get_models():
        rows = _rows_of_others(model, seat)
        if rows is not None:
            found[model._meta.db_table] = rows.order_by("pk")
    return found


def _rows_of_others(model: type[models.Model], seat: Seat) -> models.QuerySet | None:
    names = {one.name for one in model._meta.get_fields() if one.is_relation and one.many_to_one}
    rows = model._base_manager.all()
    if model is Partner or "partner" in names:
        to = "" if model is Partner else "partner__"
        if seat.letter:
            return rows.exclude(**{f"{to}slug": seat.slug, f"{to}partnership__slug": seat.partnership})
        return rows.exclude(**{f"{to}partnership__slug": seat.partnership}).exclude(**{f"{to}slug": None})
    for name, to in (
        ("partnership", "slug"),
        ("round", "partnership__slug"),
        ("predecessor", "partnership__slug"),
        ("workshop", "round__partnership__slug"),
        ("poll", "workshop__round__partnership__slug"),
    ):
        if name in names:
            return rows.exclude(**{f"{name}__{to}": seat.partnership})
    return None


def digest_of_rows(rows: Mapping[str, models.QuerySet], tables: Collection[str]) -> dict[str, str]:
    """A digest of these rows, table by table, for the tables named."""
    return {
        table: hashlib.sha256(
            repr([[_plain(value) for value in row] for row in rows[table].values_list()]).encode()
        ).hexdigest()
        for table in tables
        if table in rows
    }


# --- Forms on a page ----------------------------------------------------------------------------


@dataclass
class Input:
    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form as a browser sees it."""

    page: str
    action: str
    method: str
    inputs: dict[str, Input]
    buttons: list[tuple[str, str]]

    @property
    def mark(self) -> tuple:
        """Forms with the same mark differ in what they are about, and in nothing else."""
        return (resolve(self.action).url_name, self.method, tuple(self.inputs), tuple(self.buttons))

    def filled(self, *, again: bool = False) -> dict[str, list[str]]:
        """What somebody would send who answers everything and ticks every box; `again` gives other answers."""
        return {name: found for name, one in self.inputs.items() if (found := _answer(one, again))}

    def submissions(self, *, again: bool = False) -> Iterator[dict[str, Any]]:
        """The form filled in, once for each of its buttons."""
        for button in self.buttons or [("", "")]:
            data: dict[str, Any] = self.filled(again=again)
            if button[0]:
                data[button[0]] = [button[1]]
            for one in self.inputs.values():
                if one.kind == "file":
                    data[one.name] = SimpleUploadedFile("partners.csv", template())
            yield data


_DATE_PARTS = {"day": "1", "month": "3", "year": "2031"}
_PAST = {"decided_on_year": "2020"}


def _answer(one: Input, again: bool) -> list[str]:
    if one.kind == "file":
        return []
    if one.kind in ("checkbox", "select-multiple"):
        return list(one.offered)
    if one.name.startswith("successors-"):  # no body follows itself twice
        return [value for value in one.values if value]
    if one.kind in ("radio", "select"):
        chosen = [value for value in one.values if value]
        others = [value for value in one.offered if value and value not in chosen]
        return others[:1] if others and (again or not chosen) else chosen
    if one.kind == "hidden":
        return one.values
    if one.name in _SAMPLES:
        return [_SAMPLES[one.name]]
    for part, value in _DATE_PARTS.items():
        if one.name.endswith(f"_{part}"):
            # What ends, ends after it began.
            return [str(int(value) + 1) if part == "year" and "end" in one.name else value]
    if any(one.values):
        reworded = again and one.kind in ("text", "textarea") and not one.values[0].replace(".", "").isdigit()
        return [f"{one.values[0]} again"] if reworded else one.values
    return [_BY_KIND.get(one.kind, "Words")]


_BY_KIND = {
    "email": "somebody.new@example.net",
    "number": "3",
    "url": "https://example.org/",
    "date": "2031-03-01",
}
# Texts that must look like something.
_SAMPLES = _PAST | {
    "slug": "new-one",
    "amount": "12",
    "population": "1000",
    "gss_code": "E07000040",
    "short_name": "Newest",
}


def forms_of(page: str, content: bytes) -> list[Form]:
    """All forms of a page, with the fields that belong to them from outside."""
    if not content.strip():
        return []
    root = lxml.html.document_fromstring(content.decode())
    found = []
    for element in root.iter("form"):
        controls = [*element.iter("input", "select", "textarea", "button")]
        if name := element.get("id"):
            controls += root.xpath(f'//*[@form="{name}"]')
        action = urlsplit(urljoin(page, element.get("action") or page)).path
        found.append(_form(page, action, (element.get("method") or "get").lower(), controls))
    return found


def _form(page: str, action: str, method: str, controls: Sequence[Any]) -> Form:
    form = Form(page, action, method, {}, [])
    for control in controls:
        name, kind = control.get("name"), control.get("type") or control.tag
        if not name or control.get("disabled") is not None or name == "csrfmiddlewaretoken":
            continue
        if control.tag == "button" or kind in ("submit", "button", "image"):
            form.buttons.append((name, control.get("value") or ""))
            continue
        if control.tag == "select":
            kind = "select-multiple" if control.get("multiple") is not None else "select"
        one = form.inputs.setdefault(name, Input(name, kind))
        if control.tag == "select":
            for option in control.iter("option"):
                value = option.get("value", option.text or "")
                one.offered.append(value)
                if option.get("selected") is not None:
                    one.values.append(value)
        elif kind in ("checkbox", "radio"):
            one.offered.append(control.get("value", "on"))
            if control.get("checked") is not None:
                one.values.append(control.get("value", "on"))
        else:
            # A browser leaves out the line break that a text area begins with.
            text = (
                control.text_content().removeprefix("\n")
                if control.tag == "textarea"
                else control.get("value")
            )
            one.values.append(text or "")
    return form
