"""Whatever anybody sends to any address, the answer is a page and never a breakdown.

Forms are found by walking the pages of a world under way; each is sent with any bytes in any of its fields. What was taken
in must also come out again: after every write the page that it leads to, and the main pages, are read.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import repercent_broken_unicode
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.live.keys import wall_key
from tests.trust import meetings
from tests.trust.browsing import (
    Address,
    Form,
    Things,
    Visit,
    address_named,
    addresses,
    forms_of,
    standing_things,
    undone,
    visit,
)
from tests.trust.test_access import AT_A_SEAT, ELSEWHERE, INSIDERS, Row
from tests.trust.world import RIVERS, Seat, World, standing_world

pytestmark = pytest.mark.django_db

# There are a hundred forms: six tries at each, others in every run, or as many as ROUNDTABLE_EXAMPLES asks for.
EXAMPLES = int(os.environ.get("ROUNDTABLE_EXAMPLES", "6"))

# These make a PDF of what they are sent, which takes seconds: a few of their own below.
PRINTING = ("paper-issue", "paper-mandate", "paper-summary")
ROWS = {
    row.name: row for row in (*AT_A_SEAT, *ELSEWHERE) if row.writes is not None and row.name not in PRINTING
}
# Pages with forms that post elsewhere.
HUBS = (
    ("facilitator", "desk"),
    ("facilitator", "powers"),
    ("A lead", "step"),
    ("A lead", "lay"),
    ("A lead", "agreement"),
    ("B approver", "mandate-sign-off"),
)
# What an approver or a reader opens, a lead opens too, and the view that reads a query is the same.
LOOKERS = ("facilitator", "A lead", "administrator", "visitor")

NASTY = (
    "", " ", "\x00", "a\x00b", "\ud800", b"\xff\xfe\x00", b"\xc3(", "\r\n\r\n", "\u202e\u200b", "é" * 400, "a" * 5_000,
    "0", "-1", "1.5", "²", "٣", "１２", "1_000", "0x10", "1e999", "NaN", "Infinity", "-Infinity",
    "32768", "70000", str(2**31 - 1), str(2**31), str(2**63 - 1), str(2**63), "9" * 40, "9" * 5_000, "-" + "9" * 40,
    "31", "13", "0000", "0001", "9999", "10000", "0000-00-00", "9999-12-31",
    "None", "null", "true", "[]", "{}", "[object Object]", "__all__", "pk", "../../../etc/passwd", "file:///etc/passwd",
    "'\"; DROP TABLE partnerships_partner; --", "%s%n%(x)s", "{{ 7|add:7 }}", "${7*7}", "<script>", "=1+1", "a@b", "@", "http://[",
    "https://example.org:99999999/", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
)  # fmt: skip

hostile = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=60), st.binary(max_size=40), st.integers().map(str)
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with standing_world(django_db_blocker) as made:
        # A mandate on its way, so that there is one to sign off, return or take back.
        made.side("B").submit()
        yield made


class Forms(dict[str, list[tuple[str, Form]]]):
    """Forms by the name of the address that they post to, with who found them."""

    def __repr__(self) -> str:
        return f"{len(self)} kinds of forms"


@pytest.fixture(scope="module")
def things(world: World) -> Things:
    return Things(world)


@pytest.fixture(scope="module")
def forms(world: World) -> Forms:
    """Every form that posts, as somebody finds it who may send it."""
    found = {}
    for key, url in _pages_with_forms(world):
        page = visit(world, key, "GET", url)
        for form in forms_of(url, page.body) if page.is_html and page.status == 200 else ():
            if form.method == "post":
                found.setdefault(form.mark, (key, form))
    by_name = Forms()
    for (name, *_), one in found.items():
        by_name.setdefault(name, []).append(one)
    return by_name


def _pages_with_forms(world: World) -> Iterator[tuple[str, str]]:
    things = Things(world)
    pages = [(sender(row), row.name) for row in ROWS.values() if row.reads is not None]
    for key, name in [*pages, *HUBS]:
        address, seat = address_named(name), seat_of(world, key)
        place = (seat.partnership, seat.slug) if address.in_seat else ()
        # One of each kind: they ask different things.
        own = [thing for thing in things.of(address, seat) if not (seat and thing.is_foreign(seat))]
        for thing in {
            thing.given.get("kind", thing.given.get("step")): thing for thing in reversed(own)
        }.values():
            yield key, address.url(*place, **thing.given)


def sender(row: Row) -> str:
    """Somebody who may write through an address."""
    letter = (row.writes or "V")[0]
    return {"F": "facilitator", "V": "visitor", "S": "administrator"}.get(
        letter
    ) or f"{row.at} {INSIDERS[letter]}"


def seat_of(world: World, key: str) -> Seat | None:
    return next((seat for seat in world.who[key].seats if seat.slug), None)


# --- Sending ----------------------------------------------------------------------------------------


def as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def encoded(pairs: Collection[tuple[str, Any]]) -> bytes:
    """A form's body as a browser would send it, were browsers able to send anything."""
    return "&".join(
        f"{quote_from_bytes(as_bytes(name))}={quote_from_bytes(as_bytes(str(value) if isinstance(value, int) else value))}"
        for name, value in pairs
    ).encode()


def send(world: World, key: str, url: str, body: bytes, **more: Any) -> Visit:
    seat = seat_of(world, key)

    def read_again(tables: list[str]) -> list[str]:
        if not tables or seat is None:
            return []
        urls = list(pages_that_tell(world, key, seat, tables))
        broken = [(url, world.clients[key].get(url)) for url in urls]
        return [f"{url}: {page.exc_info[1]!r}" for url, page in broken if page.status_code >= 500]

    more.setdefault("content_type", "application/x-www-form-urlencoded")
    found = visit(world, key, "POST", url, body, follow=True, look=read_again, **more)
    assert found.status < 500, f"{key} {url} {body[:600]!r}: {found}"
    assert found.seen == [], f"after {key} {url} {body[:600]!r}: {found.seen}"
    return found


def pages_that_tell(world: World, key: str, seat: Seat, tables: Collection[str]) -> Iterator[str]:
    """Where what was written into these tables comes out again."""
    place = seat.partnership, seat.slug
    if any(table.startswith(ROOM) for table in tables):
        made = meetings.named(world, "running")
        yield address_named("workshops").url(*place)
        yield address_named("wall").url(key=wall_key(made))
        if key == "facilitator":
            yield from (address_named(name).url(*place, workshop=made.pk) for name in ("console", "polls"))
        return
    names = (
        ("table", "desk", "partners", "powers") if key == "facilitator" else ("table", "workbook", "people")
    )
    yield from (address_named(name).url(*place) for name in names)


# The tables of workshops and polls.
ROOM = tuple(
    f"facilitation_{name}"
    for name in (
        "workshop",
        "agenda",
        "attendance",
        "poll",
        "promise",
        "parked",
        "follow",
        "conversation",
        "theme",
    )
)


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
@settings(max_examples=EXAMPLES)
def test_a_form_takes_any_bytes_in_any_field(
    world: World, forms: Forms, name: str, data: st.DataObject
) -> None:
    key, url, pairs = _a_form(world, forms, name, data)
    chosen = data.draw(st.sets(st.integers(0, len(pairs)), min_size=1, max_size=4))
    for place in chosen:
        wrong = data.draw(hostile)
        if place < len(pairs):
            pairs[place] = (pairs[place][0], wrong)
        else:
            pairs.append((data.draw(hostile), wrong))
    with undone():
        send(world, key, url, encoded(pairs))


def _a_form(
    world: World, forms: Forms, name: str, data: st.DataObject
) -> tuple[str, str, list[tuple[Any, Any]]]:
    """A form of this address, filled in; where no page has one just now, what its row says is sent."""
    if name not in forms:
        row, address = ROWS[name], address_named(name)
        key = sender(row)
        seat = seat_of(world, key)
        given = (
            row.thing(world, (row.writes or "V")[0])
            if row.thing
            else standing_things(world).of(address)[0].given
        )
        place = (seat.partnership, seat.slug) if address.in_seat else ()
        return key, address.url(*place, **given), list(row.posted(world).items())
    # By number: forms are long to write down.
    key, form = forms[name][data.draw(st.integers(0, len(forms[name]) - 1))]
    ways = [way for again in (False, True) for way in form.submissions(again=again)]
    filled = ways[data.draw(st.integers(0, len(ways) - 1))]
    pairs = [
        (field, value) for field, values in filled.items() if isinstance(values, list) for value in values
    ]
    return key, form.action, pairs


@pytest.mark.parametrize("number", ["70000", str(2**31), str(2**63), "9" * 400, "-1", "0"])
def test_papers_have_numbers_that_papers_can_have(world: World, number: str) -> None:
    for key, name, given_ in (("facilitator", "paper-issue", {"number": 1}), ("A lead", "paper-mandate", {})):
        seat = world.who[key].seats[0]
        url = address_named(name).url(seat.partnership, seat.slug, **given_)
        page = visit(world, key, "GET", url)
        form = next(form for form in forms_of(url, page.body) if form.action == url)
        filled = next(form.submissions()) | {"number": [number]}
        pairs = [(field, value) for field, values in filled.items() for value in values]
        with undone():
            found = send(world, key, url, encoded(pairs))
            assert found.status in (200, 404, 422)
            assert [write for write in found.writes if "issue" in write] == []


@pytest.mark.once
@pytest.mark.parametrize("name", PRINTING)
@given(data=st.data())
@settings(max_examples=8)
def test_a_paper_with_an_error_takes_any_bytes(world: World, name: str, data: st.DataObject) -> None:
    key = "A lead" if name == "paper-mandate" else "facilitator"
    seat = world.who[key].seats[0]
    url = address_named(name).url(
        seat.partnership, seat.slug, **({} if name == "paper-mandate" else {"number": 1})
    )
    fields = (
        "marking",
        "handling",
        "purpose",
        "verb_1",
        "words_1",
        "meeting",
        "exempt_under",
        "interest",
        "parts",
        "draft",
    )
    pairs = [("number", "x"), *((field, data.draw(hostile)) for field in fields)]
    with undone():
        send(world, key, url, encoded(pairs))


# --- What is no form --------------------------------------------------------------------------------

BODIES = (
    (b"", "application/x-www-form-urlencoded"),
    (b"\xff" * 100, "application/x-www-form-urlencoded"),
    (b"&".join(b"a%d=1" % number for number in range(6_000)), "application/x-www-form-urlencoded"),
    (b"a=1", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"a=1", "application/x-www-form-urlencoded; charset=no-such"),
    (b'{"a": [1, {"b": null}]}', "application/json"),
    (b"nothing of the kind", "multipart/form-data"),
    (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="\x00.csv"\r\n\r\n\x00\xff\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    (b"a=1", "\x00"),
    (b"a=1", "text/html; charset=utf-7"),
)


@pytest.mark.once
@pytest.mark.parametrize(("body", "kind"), BODIES, ids=range(len(BODIES)))
def test_a_body_that_is_no_form_is_refused_or_read_as_empty(world: World, body: bytes, kind: str) -> None:
    for key, name in (
        ("A lead", "positions"),
        ("facilitator", "partners-import"),
        ("facilitator", "desk-move"),
        ("A lead", "account"),
    ):
        seat, address = world.who[key].seats[0], address_named(name)
        url = address.url(*((seat.partnership, seat.slug) if address.in_seat else ()))
        assert visit(world, key, "POST", url, body, content_type=kind).status < 500, (name, kind)


FILES = (
    b"", b"\x00", b"\xff\xfe" + "Name\r\nA\r\n".encode("utf-16-le"), b"Name", b"Name\n\x00\n", b"Name\n" + b"\xc3(" * 50,
    b'Name,Population\n"A,\n', b"Name,Population\nA," + b"9" * 40, b"Name,Starts\nA,0000-00-00\nB,99999-01-01", b"Name\n" * 6_000,
    b"Name\n=1+1\n@x\n", b"," * 3_000, b"Name\n" + b"a" * 200_000, b"PK\x03\x04" + b"\x00" * 100,
)  # fmt: skip


@pytest.mark.parametrize("content", FILES, ids=range(len(FILES)))
def test_a_file_of_partners_may_hold_anything(world: World, content: bytes) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    url = address_named("partners-import").url(RIVERS, "facilitator")
    with undone():
        send(
            world,
            "facilitator",
            url,
            head + content + b"\r\n--x--\r\n",
            content_type="multipart/form-data; boundary=x",
        )


# --- Addresses and queries --------------------------------------------------------------------------

INTEGERS = ("0", "007", str(2**31), str(2**63), "9" * 30, "9" * 5_000)
NO_UUID = (str(uuid.UUID(int=0)), str(uuid.UUID(int=2**128 - 1)))
WORDS = ("-", "0", "a" * 3_000, "facilitator")
ANYTHING = (
    "%00",
    "%ED%A0%80",
    "%FF",
    "a:b:c",
    "..%2f..%2f",
    "%0d%0aSet-Cookie:x=1",
    "a" * 3_000,
    "%F0%9F%99%82",
)


def hostile_paths(address: Address, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The address with something else in place of each of its own parameters, one at a time; and what that is.

    The others stand for real things, as `given`: so a view gets as far as the one that is wrong.
    """
    marks = {
        name: _mark(address.converters.get(name, ""), place) for place, name in enumerate(address.parameters)
    }
    whole = reverse(address.name, kwargs=marks)
    for name in address.own_parameters:
        shape = address.converters.get(name, "")
        others = INTEGERS if shape == "[0-9]+" else NO_UUID if "[0-9a-f]{8}" in shape else (*WORDS, *ANYTHING)
        path = whole
        for real in given.keys() - {name}:
            path = path.replace(str(marks[real]), str(given[real]))
        yield from ((path.replace(str(marks[name]), other), other) for other in others)


def _mark(shape: str, place: int) -> Any:
    """A value that a parameter of this shape takes, and that stands nowhere else."""
    if shape == "[0-9]+":
        return 900_000 + place
    return uuid.UUID(int=place) if "[0-9a-f]{8}" in shape else f"mark{place}"


def may_open(key: str, address: Address) -> bool:
    """Whether somebody gets as far as what the address is about: the others are turned away at its door."""
    letter = {"facilitator": "F", "A lead": "L"}.get(key, "V")
    row = next((row for row in (*AT_A_SEAT, *ELSEWHERE) if row.name == address.name), None)
    return row is not None and letter in f"{row.reads or ''}{row.writes or ''}"


def reaches_a_view(path: str) -> bool:
    """As Django reads a path: what no address takes is refused before any view."""
    try:
        resolve(repercent_broken_unicode(unquote_to_bytes(path)).decode())
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize(("key", "enough"), [("facilitator", 300), ("A lead", 100), ("visitor", 20)])
def test_an_address_takes_any_parameter(world: World, things: Things, key: str, enough: int) -> None:
    """A lead tries what a facilitator may not open: the view that reads a parameter is the same for both.

    A path which no view takes comes to one place, whatever it begins with: it is tried once for each parameter.
    """
    seat, tried, nowhere = seat_of(world, key), 0, set()
    for address in addresses():
        if not address.own_parameters or not address.is_ours or not may_open(key, address):
            continue
        if key == "A lead" and may_open("facilitator", address):
            continue
        given = things.of(address, seat)[0].given
        for path, parameter in hostile_paths(address, given):
            if seat:
                path = path.replace("/mark0/mark1/", f"/{seat.partnership}/{seat.slug}/")
            if not reaches_a_view(path):
                if parameter in nowhere:
                    continue
                nowhere.add(parameter)
            for method in ("GET", "POST"):
                found = visit(world, key, method, path)
                assert found.status < 500, f"{key} {method} {path[:200]}: {found}"
                tried += 1
    assert tried > enough


QUERIES = (
    "next",
    "start",
    "place",
    "before",
    "after",
    "page",
    "q",
    "area",
    "level",
    "counties",
    "regions",
    "names",
    "partner",
    "step",
)


@pytest.mark.parametrize("key", LOOKERS)
@given(data=st.data())
@settings(max_examples=30)
def test_a_query_may_hold_anything(world: World, things: Things, key: str, data: st.DataObject) -> None:
    seat = seat_of(world, key)
    address = data.draw(
        st.sampled_from(
            [
                one
                for one in addresses()
                if one.name not in PRINTING and (not one.in_seat or seat) and _is_short(one)
            ]
        )
    )
    place = (seat.partnership, seat.slug) if address.in_seat else ()
    url = address.url(*place, **things.of(address, seat)[0].given)
    names = st.one_of(st.sampled_from(QUERIES), hostile)
    pairs = data.draw(st.lists(st.tuples(names, hostile), min_size=1, max_size=4))
    found = visit(world, key, "GET", f"{url}?{encoded(pairs).decode()}")
    assert found.status < 500, f"{key} {url} {pairs}: {found}"


def _is_short(address: Address) -> bool:
    return not address.name.startswith("mfa_") or address.name == "mfa_index"


HEADERS = {
    "HTTP_HX_REQUEST": "true",
    "HTTP_HX_CURRENT_URL": "http://[::not/\x00",
    "HTTP_HX_TARGET": "\xff" * 50,
    "HTTP_X_AUTOSAVE": "²",
    "HTTP_ACCEPT_LANGUAGE": "x" * 600 + ";q=\x00",
    "HTTP_IF_NONE_MATCH": '"' * 40,
    "HTTP_IF_MODIFIED_SINCE": "yesterday",
    "HTTP_RANGE": "bytes=9-1",
    "HTTP_REFERER": "//evil.example/\x00",
    "HTTP_USER_AGENT": "\xf0\x9f" * 200,
}


@pytest.mark.once
@pytest.mark.parametrize("name", HEADERS)
def test_a_header_may_say_anything(world: World, name: str) -> None:
    for key, page in (("A lead", "workbook"), ("facilitator", "desk"), ("A lead", "account")):
        seat, address = world.who[key].seats[0], address_named(page)
        url = address.url(*((seat.partnership, seat.slug) if address.in_seat else ()))
        for method in ("GET", "POST"):
            assert visit(world, key, method, url, **{name: HEADERS[name]}).status < 500, (page, method)


@pytest.mark.parametrize("cookie", ["", "x", "\xff", "a" * 5_000, "..", "'", "%00"])
def test_a_session_that_is_none_is_a_visitors(world: World, cookie: str) -> None:
    url = address_named("workbook").url(RIVERS, "a")
    world.who["visitor"].cookie = cookie
    try:
        assert visit(world, "visitor", "GET", url).is_sign_in()
    finally:
        world.who["visitor"].cookie = ""
