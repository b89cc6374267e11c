"""What every answer carries and none may hold: the policy, nothing inline, no markup of users, no act by a mere link."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import resolve

from facilitation.polls import joining
from partnerships import people
from partnerships.models import Membership, Person
from partnerships.vocabulary import Role
from tests import build
from tests.trust import meetings
from tests.trust.browsing import (
    Form,
    Things,
    Visit,
    address_named,
    addresses,
    changed,
    digest,
    forms_of,
    standing_things,
    undone,
    visit,
)
from tests.trust.test_access import AT_A_SEAT, ELSEWHERE
from tests.trust.test_canaries import SLOW
from tests.trust.world import RIVERS, World, standing_world

pytestmark = [pytest.mark.django_db, pytest.mark.once]

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# A reader opens no page that none of these opens.
LOOKERS = ("facilitator", "A lead", "B approver", "administrator", "visitor")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with standing_world(django_db_blocker, wrap=lambda token: f"<b>{token}</b><script>") as made:
        yield made


# --- Every page -------------------------------------------------------------------------------------


def everywhere(world: World, key: str) -> Iterator[Visit]:
    """Every address of ours as somebody finds it: pages, files, refusals. Two refusals of an address will do.

    Who comes after the first two sees few pages that they do not, and opens each about three things.
    """
    things, most = Things(world), 6 if key in LOOKERS[:2] else 3
    for seat in [seat for seat in world.who[key].seats if seat.slug] or [None]:
        for address in addresses():
            place = (seat.partnership, seat.slug) if seat else (RIVERS, "a")
            refused = 0
            for thing in things.of(address, seat)[:most] if address.is_ours else ():
                if refused == 2:
                    break
                found = visit(
                    world, key, "GET", address.url(*(place if address.in_seat else ()), **thing.given)
                )
                refused += found.status in (403, 405)
                yield found
    for name in (
        "account_login",
        "account_request_login_code",
        "account_logout",
        "mfa_index",
        "account_reauthenticate",
    ):
        yield visit(world, key, "GET", address_named(name).url())


_SEEN: dict[tuple[int, str], list[Visit]] = {}


def seen_everywhere(world: World, key: str) -> list[Visit]:
    """Looked at once for all tests: whatever one of them does is undone."""
    if (id(world), key) not in _SEEN:
        _SEEN[id(world), key] = list(everywhere(world, key))
    return _SEEN[id(world), key]


def complaints_about(found: Visit) -> Iterator[str]:
    policy = found.response.headers.get("Content-Security-Policy", "")
    parts = [part.split() for part in policy.split(";")]
    if {part[0]: part[1:] for part in parts if part} != POLICY:
        yield f"its policy is {policy!r}"
    for name, value in HEADERS.items():
        if found.response.headers.get(name) != value:
            yield f"{name} is {found.response.headers.get(name)!r}"
    if found.is_html and found.body.strip():
        yield from complaints_about_html(found.body)


def complaints_about_html(body: bytes) -> Iterator[str]:
    """Anything inline, anything from elsewhere, anything that a user wrote and a browser would read as markup."""
    if b"<b>canary" in body or b"<script>" in body:
        yield "users' markup is markup"
    for element in lxml.html.document_fromstring(body.decode()).iter():
        if not isinstance(element.tag, str):
            continue
        inline = [name for name in element.attrib if name == "style" or name.startswith(("on", "hx-on"))]
        if inline or element.tag == "style":
            yield f"<{element.tag}> has {inline or 'styles'} inline"
        # A block of data is no script: no browser runs it.
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/json":
            yield "a script stands inline"
        if element.tag in ("iframe", "object", "embed", "base", "frame"):
            yield f"it holds <{element.tag}>"
        for name in ("src", "href", "action", "formaction"):
            where = (element.get(name) or "").strip().lower()
            if where.startswith(("javascript:", "data:text", "vbscript:")):
                yield f"<{element.tag}> leads to {where}"
            loads = name == "src" or (element.tag == "link" and name == "href")
            if loads and where.startswith(("http:", "https:", "//")):
                yield f"<{element.tag}> loads {where} from elsewhere"


# Opening these writes down who read what, for the reader's own partner; and that the console in hand is there.
WRITES_ON_GET = {
    "issue-html": {"INSERT partnerships_event"},
    "issue-pdf": {"INSERT partnerships_event"},
    "console": {"UPDATE facilitation_workshop"},
    "console-pulse": {"UPDATE facilitation_workshop"},
}


@pytest.mark.parametrize("key", LOOKERS)
def test_every_answer_carries_the_policy_and_holds_nothing_inline(world: World, key: str) -> None:
    complaints, pages, planted = defaultdict(set), 0, 0
    for found in seen_everywhere(world, key):
        name = resolve(found.url).url_name
        for complaint in complaints_about(found):
            complaints[complaint].add(name)
        written = {write.replace("INTO ", "") for write in found.writes} - WRITES_ON_GET.get(name, set())
        if written:
            complaints[f"opening it writes {sorted(written)}"].add(name)
        pages += found.is_html and found.status == 200
        planted += found.body.count(b"&lt;b&gt;canary")
    assert dict(complaints) == {}
    assert pages > 5
    # What was planted is there to be found, as text.
    assert planted > 50 or key in ("administrator", "visitor")


def test_pages_tell_htmx_to_evaluate_nothing(world: World) -> None:
    page = lxml.html.document_fromstring(visit(world, "visitor", "GET", "/").body.decode())
    (config,) = page.xpath('//meta[@name="htmx-config"]/@content')
    assert '"allowEval":false' in config and '"allowScriptTags":false' in config


MARKUP = '"><b onfocus=1>planted</b>'


def forms_everywhere(world: World, key: str) -> list[Form]:
    found: dict[tuple, Form] = {}
    for page in seen_everywhere(world, key):
        if page.is_html and page.status == 200 and page.body.strip():
            for form in forms_of(page.url, page.body):
                found.setdefault(form.mark, form)
    return [form for form in found.values() if resolve(form.action).url_name not in SLOW]


@pytest.mark.parametrize("key", ["facilitator", "A lead"])
def test_markup_that_somebody_sends_comes_back_as_text(world: World, key: str) -> None:
    echoed = 0
    for form in forms_everywhere(world, key):
        for data in form.submissions():
            for one in form.inputs.values():
                if one.kind in ("text", "textarea", "search", "email", "hidden", "url") and one.name in data:
                    data[one.name] = [MARKUP]
            found = visit(world, key, form.method, form.action, data, follow=True)
            assert b"<b onfocus" not in found.body, f"{form.action} gives markup back"
            assert found.status < 500, f"{form.action}: {found}"
            echoed += found.body.count(b"&lt;b onfocus")
    assert echoed > 20


# --- Cookies and forgery ----------------------------------------------------------------------------


def test_cookies_are_for_this_site_only_and_no_script_reads_the_session(
    world: World, example: build.Table, settings: Any
) -> None:
    settings.EXAMPLE_OPEN = True
    cookies = look_round(world, example.e.lead.person.memberships.get().pk).response.cookies
    session = cookies[settings.SESSION_COOKIE_NAME]
    assert (session["httponly"], session["samesite"], session["max-age"], session["expires"]) == (
        True,
        "Lax",
        "",
        "",
    )
    token = visit(world, "A lead", "GET", "/account/").response.cookies[settings.CSRF_COOKIE_NAME]
    assert token["samesite"] == "Lax"


def test_a_public_site_sends_cookies_and_pages_over_tls_only() -> None:
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "DEBUG",
        "EXAMPLE_OPEN",
    )
    script = f"from django.conf import settings; print([getattr(settings, name) for name in {names}])"
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "facilitation.settings",
        "ROUNDTABLE_HOSTS": "table.example.org",
        "ROUNDTABLE_SECRET_KEY": "x" * 50,
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[True, True, True, 31536000, False, False]"


# The phones have no session and so no token; what they send instead is looked at below.
WITHOUT_TOKEN = {
    "join": "changes nothing: it leads to the page of the code",
    "phone-vote": "is taken from our own pages only, and from the seat whose cookie comes with them",
}


@pytest.mark.parametrize(
    "row",
    [row for row in (*AT_A_SEAT, *ELSEWHERE) if row.writes is not None and row.name not in WITHOUT_TOKEN],
    ids=lambda row: row.name,
)
def test_nothing_is_written_without_the_pages_own_token(world: World, row: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    key = (
        "facilitator"
        if "F" in (row.writes or "F")
        else {"L": "A lead", "A": "A approver", "S": "administrator"}[row.writes[0]]
    )
    if world.who[key].person:
        client.force_login(world.who[key].person, backend="django.contrib.auth.backends.ModelBackend")
    seat, address = world.who[key].seats[0], address_named(row.name)
    given = (
        row.thing(world, "F" if key == "facilitator" else "L")
        if row.thing
        else standing_things(world).of(address)[0].given
    )
    place = (seat.partnership, seat.slug) if address.in_seat else ()
    with undone():
        data = row.posted(world)
        before = digest()
        answer = client.post(address.url(*place, **given), data)
        assert answer.status_code == 403
        assert changed(before, digest()) == []


@pytest.fixture
def phone(world: World) -> Iterator[Client]:
    """A phone that has its seat in a workshop in which a vote is open."""
    with undone():
        client = Client(enforce_csrf_checks=True)
        client.get(f"/j/{meetings.named(world, 'asking').code}/")
        yield client


def send_vote(world: World, phone: Client, **headers: str) -> int:
    made = meetings.named(world, "asking")
    data = {"poll": made.poll_id, "choice": "Words"}
    return phone.post(f"/j/{made.code}/vote/", data, headers=headers).status_code


ELSEWHERE_SENT = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
)


@pytest.mark.parametrize("headers", ELSEWHERE_SENT, ids=str)
def test_a_vote_that_another_site_sends_is_not_counted(
    world: World, phone: Client, headers: dict[str, str]
) -> None:
    before = digest()
    assert send_vote(world, phone, **headers) == 403
    assert changed(before, digest()) == []
    assert send_vote(world, phone, **{"Sec-Fetch-Site": "same-origin"}) == 302
    assert "facilitation_ballot" in changed(before, digest())


def test_the_cookie_of_a_seat_goes_with_no_form_of_another_site(world: World, phone: Client) -> None:
    seat = phone.cookies[joining.COOKIE]
    assert (seat["samesite"], seat["httponly"], seat["path"]) == ("Lax", True, "/j/")
    phone.cookies.clear()
    before = digest()
    assert send_vote(world, phone) == 422
    assert changed(before, digest()) == []


def test_typing_a_code_changes_nothing(world: World, phone: Client) -> None:
    before = digest()
    answer = phone.post("/j/", {"code": meetings.named(world, "asking").code})
    assert (answer.status_code, changed(before, digest())) == (302, [])


# --- Links ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["A open", "first lead", "taken up", "withdrawn", "expired"])
def test_opening_an_invitation_changes_nothing(world: World, name: str) -> None:
    """Mail scanners open every link."""
    before = digest()
    for secret in (world.secrets[name], people.mailed_secret(world.secrets[name])):
        for key in ("visitor", "stranger", "A lead"):
            for method in ("GET", "HEAD", "OPTIONS"):
                found = visit(world, key, method, address_named("invitation").url(secret=secret), keep=True)
                assert found.status in (200, 410)
                assert settings.SESSION_COOKIE_NAME not in found.response.cookies
    assert changed(before, digest()) == []
    assert mail.outbox == []


def test_signing_in_tells_nobody_which_addresses_are_known(world: World) -> None:
    url = address_named("account_request_login_code").url()
    known = world.side("A").lead.person.email
    answers, sent = [], []
    for address in (known, "nobody.at.all@example.net"):
        found = visit(world, "visitor", "POST", url, {"email": address})
        answers.append((found.status, found.location, found.plain.replace(address.encode(), b"ADDRESS")))
        sent.append(len(found.mails))
    assert answers[0] == answers[1]
    assert sent[0] == 1
    assert all("nobody.at.all@example.net" in one for one in found.mails)


# --- Looking round the example ------------------------------------------------------------------------


@pytest.fixture
def example(world: World) -> Iterator[build.Table]:
    with undone():
        table = build.partnership("E", slug="looked-at")
        type(table.partnership).objects.filter(pk=table.partnership.pk).update(is_example=True)
        Person.objects.filter(memberships__partnership=table.partnership).update(is_example=True)
        yield table


def look_round(world: World, place: object) -> Visit:
    return visit(world, "visitor", "POST", address_named("look-round").url(), {"place": place})


def test_looking_round_opens_every_place_of_the_example_and_no_other(
    world: World, example: build.Table, settings: Any
) -> None:
    settings.EXAMPLE_OPEN = True
    let_in = {
        place.pk
        for place in Membership.objects.all()
        if (found := look_round(world, place.pk)).status == 302
        and settings.SESSION_COOKIE_NAME in found.response.cookies
    }
    assert let_in == set(
        Membership.objects.filter(partnership=example.partnership).values_list("pk", flat=True)
    )
    assert len(let_in) == 5


def test_a_real_person_in_the_example_and_an_invented_one_outside_are_not_let_in(
    world: World, example: build.Table, settings: Any
) -> None:
    settings.EXAMPLE_OPEN = True
    real, invented = build.person("Real One"), build.person("Invented One", is_example=True)
    places = [
        people.seat(real, partnership=example.partnership, partner=example.e.partner, role=Role.READER),
        people.seat(
            invented, partnership=world.rivers.partnership, partner=world.side("A").partner, role=Role.READER
        ),
    ]
    gone = example.e.contributor.person.memberships.get()
    people.end(gone, by=example.e.lead)
    Person.objects.filter(pk=example.e.reader.person.pk).update(is_active=False)
    places += [gone, example.e.reader.person.memberships.get()]
    assert [look_round(world, place.pk).status for place in places] == [404, 404, 404, 404]


def test_looking_round_can_be_switched_off(world: World, example: build.Table, settings: Any) -> None:
    settings.EXAMPLE_OPEN = False
    place = example.e.lead.person.memberships.get()
    assert look_round(world, place.pk).status == 404
    assert b"looked-at" not in visit(world, "visitor", "GET", "/").body


@pytest.mark.parametrize("place", ["", "0", "-1", "1e3", "²", "１", "9" * 30, "1 OR 1=1", "\x00"])
def test_a_place_that_is_none_is_refused(world: World, place: str, settings: Any) -> None:
    settings.EXAMPLE_OPEN = True
    found = look_round(world, place)
    assert (found.status, found.writes) == (404, [])


# --- What is not there --------------------------------------------------------------------------------


def test_there_is_no_back_door_for_site_administrators(world: World) -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert visit(world, "administrator", "GET", "/admin/").status == 404
