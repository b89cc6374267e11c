"""What people see: exactly what lies in the rooms they may enter, in no answer a byte more, and what they write stays theirs.

Everybody opens every address from every seat, and sends every form they find; see `world.py` for who and what.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pytest
from django.apps import apps
from django.urls import resolve

from facilitation.models import AgendaItem, Approval, Theme, WrittenAnswer
from partnerships import people
from partnerships.models import Event, Membership, Person, Principle, TableEntry
from partnerships.models.private import Contribution, MandateWording
from partnerships.models.private.base import Private, PrivateQuerySet
from partnerships.steps import CYCLE
from tests.trust.browsing import (
    Address,
    Form,
    Things,
    Visit,
    address_named,
    addresses,
    changed,
    digest,
    digest_of_rows,
    forms_of,
    nothing_like,
    others_rows,
    standing_things,
    undone,
    visit,
)
from tests.trust.world import (
    EVERYBODY,
    LETTERS,
    OUTSIDE,
    RIVERS,
    SEATED,
    TOKEN_TEXT,
    VALES,
    Seat,
    World,
    standing_world,
    text_fields,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with standing_world(django_db_blocker, printed=True) as made:
        yield made


# --- The world holds what it says -----------------------------------------------------------------


def private_models() -> list[type]:
    found = [
        model
        for model in apps.get_models()
        if issubclass(model, Private) or isinstance(model._default_manager.all(), PrivateQuerySet)
    ]
    assert len(found) > 15
    return found


@pytest.mark.parametrize("model", private_models(), ids=lambda model: model.__name__)
def test_every_text_of_every_private_table_holds_a_canary(world: World, model: type) -> None:
    for field in text_fields(model):
        values = model._base_manager.filter(partner=world.side("A").partner).values_list(
            field.name, flat=True
        )
        if field.name == "returned_because":  # A's was signed; B's was returned
            values = model._base_manager.filter(partner=world.side("B").partner).values_list(
                field.name, flat=True
            )
        assert [value for value in values if TOKEN_TEXT.search(value)] != [], f"nothing planted in {field}"


def test_each_canary_stands_in_the_world_under_one_owner(world: World) -> None:
    owners: dict[str, set[int]] = {}
    for model in private_models():
        for row in model._base_manager.all():
            texts = " ".join(str(getattr(row, field.name)) for field in text_fields(model))
            for token in TOKEN_TEXT.findall(texts):
                owners.setdefault(token, set()).add(row.partner_id)
    assert len(owners) > 250
    assert [token for token, found in owners.items() if len(found) != 1] == []


def test_the_table_holds_what_was_laid_and_nothing_else(world: World) -> None:
    laid = {
        letter: set(TOKEN_TEXT.findall(" ".join(_frozen(world, letter))))
        & {token for token, rooms in world.rooms.items() if _is_private(rooms, letter)}
        for letter in LETTERS
    }
    assert laid == {
        letter: {
            token
            for token, rooms in world.rooms.items()
            if _is_private(rooms, letter) and (world.slug(letter) in rooms or token in world.withdrawn)
        }
        - _signatures(world, letter)
        for letter in LETTERS
    }
    assert {letter for letter in LETTERS if laid[letter]} == {"A", "B", "D"}


def _frozen(world: World, letter: str) -> list[str]:
    entries = TableEntry.objects.filter(partner=world.side(letter).partner)
    return list(entries.values_list("frozen", flat=True))


def _is_private(rooms: set[str], letter: str) -> bool:
    return bool(rooms & {f"{letter} half", *(f"{letter} {step.key}" for step in CYCLE)})


def _signatures(world: World, letter: str) -> set[str]:
    return set(TOKEN_TEXT.findall(" ".join(world.signatures.get(letter, ()))))


# --- Reading --------------------------------------------------------------------------------------


def insist_on_rooms(world: World, found: Visit, may: Collection[str], what: str) -> None:
    """No canary in any byte of an answer but those that lie in these rooms; none at all in what was logged."""
    leaks = sorted(token for token in found.tokens if not world.rooms[token] & set(may))
    assert leaks == [], f"{what} shows {[(token, sorted(world.rooms[token])) for token in leaks]}"
    assert TOKEN_TEXT.findall(" ".join(found.logged)) == [], f"{what} logs {found.logged}"
    assert found.status < 500, f"{what}: {found}"


# Forms by what they ask and where they lead, with the seat from which they were found.
Forms = dict[tuple, tuple[Seat, Form]]


def forms_on(url: str, page: Visit) -> list[Form]:
    return forms_of(url, page.body) if page.is_html and page.status == 200 else []


def read_seat(
    world: World, things: Things, key: str, seat: Seat, names: Collection[str]
) -> Iterator[tuple[str, Visit]]:
    """Every address of a seat, about everything there is, its own and others'.

    What refuses whoever asks is asked about two things of its own and one of others. What is undone after each look stays
    as it was, so a thing that does not exist is looked for once.
    """
    nothing: dict[str, Visit] = {}
    for address in addresses():
        if not address.in_seat or (names and address.name not in names):
            continue
        refused = 0
        for thing in things.of(address, seat):
            if refused >= (3 if thing.is_foreign(seat) else 2):
                continue
            url = address.url(seat.partnership, seat.slug, **thing.given)
            found = visit(world, key, "GET", url)
            refused += found.status in (403, 405)
            if thing.is_foreign(seat):
                like = address.url(seat.partnership, seat.slug, **nothing_like(thing.given))
                if like not in nothing:
                    nothing[like] = visit(world, key, "GET", like)
                insist_on_nothing(key, found, nothing[like])
            yield url, found


def insist_on_nothing(key: str, found: Visit, other: Visit) -> None:
    """Another's thing is refused in the same bytes as a thing that does not exist."""
    assert (found.status, found.plain, _headers(found)) == (other.status, other.plain, _headers(other)), (
        f"{key}: {found.url} differs from {other.url}: {found}, {other}"
    )
    assert found.status in (403, 404, 405) or found.tokens <= other.tokens


def _headers(found: Visit) -> dict[str, str]:
    return {name: value for name, value in found.response.headers.items() if name != "Location"}


def check_reading(world: World, key: str, names: Collection[str] = ()) -> Forms:
    """From each of their seats a person sees what lies in that seat's rooms, and all that is promised of it."""
    things, forms = Things(world), {}
    for seat in world.who[key].seats:
        may, seen = seat.rooms | {f"person {key}"}, set()
        for url, found in read_seat(world, things, key, seat, names):
            insist_on_rooms(world, found, may, f"{key} at {url}")
            seen |= found.tokens
            for form in forms_on(url, found):
                forms.setdefault((seat.slug, *form.mark), (seat, form))
        if not names:
            missing = (
                {token for token, rooms in world.rooms.items() if rooms & seat.rooms} - seen - world.unsure
            )
            assert missing == set(), (
                f"{key} from {seat.slug} does not find {[(token, sorted(world.rooms[token])) for token in sorted(missing)]}"
            )
    return forms


SLOW = (
    "paper-issue",
    "paper-mandate",
    "paper-summary",
)  # these print; what they print is read as it was issued


def check_writing(world: World, key: str, forms: Forms) -> None:
    """Whatever form a person sends, filled in: the answer, its redirects and its mails hold nothing foreign."""
    for seat, form in forms.values():
        if resolve(form.action).url_name in SLOW:
            continue
        for data in form.submissions(again=True):
            found = visit(world, key, form.method, form.action, data, follow=True)
            insist_on_rooms(world, found, seat.rooms | {f"person {key}"}, f"{key} sending {form.action}")
            mailed = TOKEN_TEXT.findall(" ".join(found.mails))
            leaks = [token for token in mailed if seat.partnership not in world.rooms[token]]
            assert leaks == [], f"a mail from {form.action} holds {leaks}"


# Who contributes and who reads at the other partners has the role of A's people over other words, and their leads look for
# those words everywhere.
LIKE_THOSE_OF_A = (
    "B contributor",
    "B reader",
    "C contributor",
    "C reader",
    "D contributor",
    "D reader",
    "D approver",
)


# They read other words at the other partnership, at a second house or at C, in forms that somebody else sends.
ONLY_READS = ("other facilitator", "C lead", "C approver", "D lead", "moved")


# Who has several seats opens from each what tells most: see below.
@pytest.mark.parametrize("key", [key for key in SEATED if key not in (*LIKE_THOSE_OF_A, "twin")])
def test_from_a_seat_one_finds_what_lies_in_its_rooms_and_nothing_else(world: World, key: str) -> None:
    forms = check_reading(world, key)
    if key not in ONLY_READS:
        check_writing(world, key, forms)


def check_outside_seats(world: World, key: str) -> None:
    """Addresses that belong to no seat show what is one's own from any seat."""
    things, may = Things(world), world.who[key].rooms
    for address in addresses():
        if address.in_seat or not address.is_ours:
            continue
        for thing in things.of(address):
            url = address.url(**thing.given)
            found = visit(world, key, "GET", url)
            allowed = may | (
                {"A people", "A history", f"{RIVERS} desk", *_inviting(world)}
                if "secret" in thing.given
                else set()
            )
            # Who holds the key of a screen sees what all see there, and nothing of their own.
            allowed = {thing.opens} if thing.opens else allowed
            insist_on_rooms(world, found, allowed, f"{key} at {url}")
            assert not thing.opens or found.tokens or found.status == 405, f"{key} at {url} sees nothing"


def _inviting(world: World) -> set[str]:
    """A link shows who is invited, by whom, to what: whoever holds it was sent it."""
    return {
        room for letter in LETTERS for room in (f"{letter} people", f"{letter} history", world.slug(letter))
    }


@pytest.mark.parametrize("key", EVERYBODY)
def test_pages_of_no_seat_show_what_is_ones_own(world: World, key: str) -> None:
    check_outside_seats(world, key)


# --- From other people's seats ----------------------------------------------------------------------


def other_places(world: World, key: str) -> list[tuple[str, str]]:
    """All, for those who have none or several; else a neighbour's, and one of the other partnership."""
    held = {(seat.partnership, seat.slug) for seat in world.who[key].seats}
    others = [place for place in world.places if place not in held]
    if len(held) != 1 or key in OUTSIDE:
        return others
    ((partnership, _),) = held
    return [next(place for place in others if (place[0] == partnership) == same) for same in (True, False)]


# One of each kind of people tries every address at others' seats. The door is one for all addresses and all people
# (`test_access.py` proves that each view has it), so the rest divide them: each tries every seventh, so that each address
# is tried by three of them besides.
AT_EVERY_DOOR = ("facilitator", "A lead", "A reader", "K lead", "revoked", "stranger", "visitor")
THE_REST = [key for key in EVERYBODY if key not in AT_EVERY_DOOR]
SHARES = 7


def doors(world: World, key: str, names: Collection[str]) -> Iterator[tuple[str, str, Address]]:
    """Each address that somebody tries at one of the others' seats, in turn: each seat has one door for all its addresses."""
    places = other_places(world, key)
    tried = [one for one in addresses() if one.in_seat and (not names or one.name in names)]
    if key in THE_REST and not names:
        tried = tried[THE_REST.index(key) % SHARES :: SHARES]
    for number, address in enumerate(tried):
        at = places if names else [places[number % len(places)]]
        yield from ((*place, address) for place in at)


def check_other_seats(world: World, key: str, names: Collection[str] = ()) -> None:
    """At a seat that one does not hold every address answers as one that does not exist, and does nothing."""
    things, before = Things(world), digest()
    with undone():
        for partnership, slug, address in doors(world, key, names):
            seat = Seat(partnership, slug, frozenset(), "" if slug == "facilitator" else slug[-1:].upper())
            found_there = things.of(address)
            own = next((one.given for one in found_there if not one.is_foreign(seat)), found_there[0].given)
            for method in ("GET", "POST"):
                found = visit(world, key, method, address.url(partnership, slug, **own), keep=True)
                insist_on_a_stranger(world, key, found, address, method)
        assert changed(before, digest()) == []


def insist_on_a_stranger(world: World, key: str, found: Visit, address: Any, method: str) -> None:
    what = f"{key}: {method} {found.url}"
    assert found.tokens == set() and TOKEN_TEXT.findall(" ".join(found.logged)) == [], f"{what} leaks"
    if key == "visitor":
        # What a signed-out person sends is answered by a page that says how to keep it.
        assert found.is_sign_in() or found.status in (401, 405), f"{what}: {found}"
        return
    assert found.status in (404, 405), f"{what}: {found}"
    unknown = _unknown(world, key, address.name if found.status == 405 else "workbook", method)
    assert (found.status, found.plain, _headers(found)) == (
        unknown.status,
        unknown.plain,
        _headers(unknown),
    ), what


_UNKNOWN: dict[tuple[int, str, str, str], Visit] = {}


def _unknown(world: World, key: str, name: str, method: str) -> Visit:
    """What a partnership and a seat that do not exist answer."""
    mark = (id(world), key, name, method)
    if mark not in _UNKNOWN:
        address = address_named(name)
        given = nothing_like(standing_things(world).of(address)[0].given)
        _UNKNOWN[mark] = visit(world, key, method, address.url("no-such", "nobody", **given))
    return _UNKNOWN[mark]


@pytest.mark.parametrize("key", EVERYBODY)
def test_a_seat_of_others_is_as_if_it_were_not_there(world: World, key: str) -> None:
    check_other_seats(world, key)


# --- Mail ------------------------------------------------------------------------------------------


def test_an_invitation_is_mailed_and_tells_who_invites(world: World) -> None:
    url = address_named("person-invite").url(RIVERS, "a")
    data = {"role": "contributor", "name": "New One", "email": "new.one@example.net", "title": ""}
    found = visit(world, "A lead", "POST", url, data)
    assert len(found.mails) == 1 and "new.one@example.net" in found.mails[0]
    assert set(TOKEN_TEXT.findall(found.mails[0])) == set(
        TOKEN_TEXT.findall(world.side("A").lead.person.name)
    )


# --- Foreign ids ------------------------------------------------------------------------------------


def foreign_ids(world: World, seat: Seat) -> dict[str, list[str]]:
    """Numbers and lineages of things that this seat has no business with."""
    neighbour = world.side("B" if seat.letter != "B" else "C")
    numbers = [
        *(power.pk for power in world.vales.powers),
        world.retired.pk,
        *(partner.pk for partner in world.vales.partners),
        *AgendaItem.objects.filter(workshop=world.workshops["vales"]).values_list("pk", flat=True),
        *WrittenAnswer.objects.filter(poll__workshop=world.workshops["vales"]).values_list("pk", flat=True)[
            :1
        ],
        Principle.objects.filter(round=world.vales.round).first().pk,
        world.themes["fellow"],
        Theme.objects.get(round=world.vales.round).pk,
        Approval.objects.get(partnership=world.vales.partnership).pk,
        *MandateWording.objects.filter(partner=neighbour.partner).values_list("pk", flat=True),
        *Membership.objects.filter(partner=neighbour.partner).values_list("pk", flat=True)[:1],
    ]
    lineages = [one.row.lineage for one in world.written if one.side == neighbour.letter]
    return {
        "number": [str(number) for number in numbers],
        "lineage": [str(lineage) for lineage in lineages[:6]],
    }


def _points_at(values: Collection[str]) -> str:
    """Whether a field's values are numbers of rows, lineages, or neither."""
    filled = [value for value in values if value]
    if filled and all(value.isdecimal() for value in filled):
        return "number"
    if filled and all(re.fullmatch(r"[0-9a-f-]{36}", value) for value in filled):
        return "lineage"
    return ""


# Addresses whose pages have forms that point at things: hidden numbers, lists, boxes to tick.
POINTING = (
    "lay", "position", "positions", "propose", "agreement-reword", "mandate-sign-off", "contribution-add", "contribution-edit",
    "partner-edit", "partner-add", "powers", "powers-retire", "powers-choose", "desk", "round-close", "person-invite",
    "partners-import-preview", "step", "workshop-change", "console", "poll", "poll-add", "poll-answer",
    "conversations", "conversation", "conversation-plan", "themes", "approval", "approval-add",
)  # fmt: skip


def check_foreign_ids(world: World, key: str) -> int:
    """Others' ids in hidden fields, lists and boxes: no row of others changes, no word of theirs comes back."""
    seat, tried = world.who[key].seats[0], 0
    may, ids = seat.rooms | {f"person {key}"}, foreign_ids(world, seat)
    rows = others_rows(seat)
    before = digest_of_rows(rows, rows)
    alike: Counter[tuple] = Counter()
    for _, form in check_reading(world, key, POINTING).values():
        pointing = {
            name: points
            for name, one in form.inputs.items()
            if one.kind in ("hidden", "checkbox", "radio", "select", "select-multiple")
            and (points := _points_at(one.offered or one.values))
        }
        if not pointing or resolve(form.action).url_name in SLOW:
            continue
        name = resolve(form.action).url_name
        place = alike[name, *pointing]
        alike[name, *pointing] += 1
        every = list(_planted(form, pointing, ids))
        # Forms of one address that point with the same fields come to one place, whatever else they ask: the first is
        # tried with every id, each further one with the next.
        for planted in [every[place % len(every)]] if place else every:
            found = visit(
                world,
                key,
                form.method,
                form.action,
                planted,
                follow=True,
                look=lambda tables: digest_of_rows(rows, tables),
            )
            tried += 1
            insist_on_rooms(world, found, may, f"{key} sending {planted} to {form.action}")
            assert found.seen == {table: before[table] for table in found.seen}, (
                f"{key} changed others' rows: {planted}"
            )
    return tried


def _planted(
    form: Form, pointing: Mapping[str, str], ids: Mapping[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """The form with a foreign id in each field that points at something, all of one sort at once."""
    for place in range(max(len(ids[points]) for points in pointing.values())):
        for data in form.submissions():
            for name, points in pointing.items():
                values = [value for value in ids[points] if value not in form.inputs[name].offered]
                if values:
                    data[name] = [values[place % len(values)]]
            yield data
            break


# A contributor sends what a lead sends, to the same views.
@pytest.mark.parametrize("key", ["A lead", "A approver", "facilitator"])
def test_foreign_ids_in_fields_reach_nothing(world: World, key: str) -> None:
    assert check_foreign_ids(world, key) > 5


def test_positions_on_others_powers_are_passed_over(world: World) -> None:
    power, url = world.vales.powers[0].pk, address_named("positions").url(RIVERS, "a")
    rows = others_rows(world.who["A lead"].seats[0])
    before = digest_of_rows(rows, rows)
    for data in ({f"position-{power}": "never"}, {"fill": "never", "unplaced": [power]}):
        found = visit(
            world, "A lead", "POST", url, data, follow=True, look=lambda tables: digest_of_rows(rows, tables)
        )
        insist_on_rooms(world, found, world.who["A lead"].rooms, str(data))
        assert found.seen == {table: before[table] for table in found.seen}
        assert [write for write in found.writes if "mandateitem" in write] == []


def test_laying_others_lineages_lays_nothing(world: World) -> None:
    url = address_named("lay").url(RIVERS, "a", step="vision")
    theirs = [str(one.row.lineage) for one in world.of("B", "vision") + world.of("C", "vision")]
    found = visit(world, "A lead", "POST", url, {"lineage": theirs}, follow=True)
    assert [write for write in found.writes if "tableentry" in write] == []


def test_another_partners_wording_cannot_be_signed(world: World) -> None:
    theirs = MandateWording.objects.filter(partner=world.side("C").partner).last()
    with undone():
        world.side("B").submit()
        url = address_named("mandate-sign-off").url(RIVERS, "b")
        date = {"decided_on_day": "1", "decided_on_month": "3", "decided_on_year": "2027"}
        data = {"wording": theirs.pk, "body": "Cabinet", "minute": "1", **date}
        found = visit(world, "B approver", "POST", url, data)
        assert (found.status, [write for write in found.writes if "signature" in write]) == (422, [])


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_never_leads_out_of_the_house(world: World, where: str) -> None:
    secret = world.secrets["A open"]
    for url in ("/accounts/login/", "/accounts/login/code/", f"/invitation/{secret}/", "/accounts/logout/"):
        for method in ("GET", "POST"):
            for key in ("visitor", "stranger", "A lead"):
                found = visit(
                    world, key, method, f"{url}?next={where}", {"next": where} if method == "POST" else {}
                )
                assert "evil.example" not in found.location and "javascript" not in found.location


def test_filters_and_pages_in_the_query_reach_only_ones_own(world: World) -> None:
    last = Event.objects.order_by("pk").last().pk + 1
    seat = world.who["A lead"].seats[0]
    for name, query in (
        ("history", f"before={last}"),
        ("people", "place=b"),
        ("person-invite", "place=b"),
        ("table", "partner=b"),
    ):
        found = visit(world, "A lead", "GET", address_named(name).url(RIVERS, "a") + f"?{query}")
        insist_on_rooms(world, found, seat.rooms | {"person A lead"}, f"{name}?{query}")


# --- Counts, sizes, order, times -------------------------------------------------------------------

OTHERS = ("B lead", "C approver", "facilitator", "A reader", "D lead", "administrator")
MANY = 137
MOST_ALIKE = 9  # pages of one kind; of more, two show what all do


# Who opens what.
Opened = tuple[str, str]


def own_pages(world: World, keys: Collection[str]) -> dict[Opened, bytes]:
    """The pages that these people have. An address that refuses its first thing is asked about no other.

    Of one partnership the first who opens an address opens it about all, whoever comes later about one; and so does
    everybody of a partnership in which nobody works in private. What takes answers only says so before it looks at anything.
    """
    things, found, opened = Things(world), {}, set()
    for key in keys:
        for seat in world.who[key].seats:
            for address in addresses():
                if address.in_seat != bool(seat.slug) or address.name in SLOW or not address.is_ours:
                    continue
                own = [thing for thing in things.of(address, seat) if not thing.is_foreign(seat)]
                place = (seat.partnership, seat.slug) if seat.slug else ()
                if (seat.partnership, address.name) in opened or seat.partnership == VALES:
                    own = own[:1]
                for thing in own if len(own) < MOST_ALIKE else own[:2]:
                    url = address.url(*place, **thing.given)
                    page = page_of(world, key, url)
                    if page.startswith(b"405"):
                        break
                    found[key, url] = page
                    if page.startswith(b"403"):
                        break
                    if page.startswith(b"200"):
                        opened.add((seat.partnership, address.name))
    return found


def page_of(world: World, key: str, url: str) -> bytes:
    """What somebody sees there, but for what differs from answer to answer."""
    page = visit(world, key, "GET", url)
    return f"{page.status}".encode() + _without_clock(page.plain)


def _without_clock(page: bytes) -> bytes:
    return re.sub(rb"\b\d\d:\d\d\b", b"TIME", page)


def work_in_private(world: World) -> None:
    """All that a partner can do without the words of its readiness changing."""
    side = world.side("A")
    for _ in range(MANY):
        side.write("hope")
    for kind in ("resource", "preference"):
        for row in side.rows(kind):
            side.edit(row, **_otherwise(row))
    side.edit(world.draft_hope.row, what="Otherwise")
    side.remove(side.rows("resource")[0])
    for number in range(3):
        people.invite(
            email=f"one.{number}@example.net",
            name=f"One {number}",
            role="contributor",
            partner=side.partner,
            by=side.lead,
        )
    people.seat(
        Person.objects.get(email="strange.er@example.org"),
        partnership=side.table.partnership,
        partner=side.partner,
        role="contributor",
    )


def _otherwise(row: Contribution) -> dict[str, Any]:
    """Another answer in every field, choices and numbers too."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.choices:
            values[field.name] = next(
                value for value, _ in field.flatchoices if value != getattr(row, field.name)
            )
        elif field in text_fields(type(row)):
            values[field.name] = "Otherwise"
        elif field.name in ("amount", "ambition"):
            values[field.name] = 7
    return values


def test_what_a_partner_does_in_private_moves_no_byte_anywhere_else(world: World) -> None:
    before = own_pages(world, OTHERS)
    workbook = "A contributor", address_named("workbook").url(RIVERS, "a")
    own_before = page_of(world, *workbook)
    with undone():
        work_in_private(world)
        after = {opened: page_of(world, *opened) for opened in before}
        own_after = page_of(world, *workbook)
    assert len([page for page in before.values() if page.startswith(b"200")]) > 200
    assert [opened for opened in before if before[opened] != after[opened]] == []
    # The partner's own pages do tell: the number is there to be found.
    number = str(MANY + len([one for one in world.of("A", "vision") if one.kind == "hope"])).encode()
    assert number in own_after and number not in own_before


# --- People who were here ---------------------------------------------------------------------------


# Pages of which each shows words of many kinds, or a form with the words of one row.
TELLING = (
    "workbook", "step", "lay", "contribution-edit", "contribution-add", "positions", "papers", "table", "board",
    "agreement", "changes", "power", "record-step", "workshops", "workshop",
)  # fmt: skip


def test_a_person_with_two_seats_sees_one_house_at_a_time(world: World) -> None:
    seats = {seat.letter: seat for seat in world.who["twin"].seats}
    assert set(seats) == {"A", "C", "D"}
    seen: dict[str, set[str]] = {}
    for letter, seat in seats.items():
        seen[letter] = set()
        for url, page in read_seat(world, Things(world), "twin", seat, TELLING):
            insist_on_rooms(world, page, seat.rooms | {"person twin"}, url)
            seen[letter] |= page.tokens
    private = {
        letter: {t for t, rooms in world.rooms.items() if _is_private(rooms, letter) and len(rooms) == 1}
        for letter in LETTERS
    }
    crossed = {(at, of): seen[at] & private[of] for at in seats for of in LETTERS if at != of}
    assert {place for place, tokens in crossed.items() if tokens} == set()
    assert seen["A"] & private["A"] and seen["C"] & private["C"]


def test_who_left_or_moved_has_nothing_left_at_the_old_house(world: World) -> None:
    place = (RIVERS, "a")
    for key in ("revoked", "moved"):
        got = {
            visit(world, key, "GET", address_named(name).url(*place)).status
            for name in ("workbook", "table", "papers")
        }
        assert got == {404}, key
    assert [seat.slug for seat in world.who["moved"].seats] == ["b"]
    assert world.who["revoked"].seats == []


def test_random_ids_are_not_given_away_by_their_shape(world: World) -> None:
    """A lineage of another partner and one that nobody has: the same bytes, however they are asked for."""
    theirs, seat = world.of("B", "vision")[0].row.lineage, ("three-rivers", "a")
    for name, given in (
        ("withdraw", {"step": "vision"}),
        ("contribution-edit", {"step": "vision", "kind": "hope"}),
    ):
        for method in ("GET", "POST"):
            answers = [
                visit(world, "A lead", method, address_named(name).url(*seat, **given, lineage=lineage))
                for lineage in (theirs, uuid.uuid4())
            ]
            assert answers[0].status == 404
            assert answers[0].plain == answers[1].plain
            assert VALES not in answers[0].body.decode()
