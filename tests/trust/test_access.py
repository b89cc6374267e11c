"""Who may open which address. Every address has one row here, and every row an address.

Letters: **F** facilitator · **L** lead · **C** contributor · **A** approver · **R** board reader of one partner, each from
the own seat; **S** site administrator · **V** visitor · **X** somebody signed in with no seat. Everybody else at that seat
is a stranger to it: a lead of another partner (**N**) and a lead of another partnership (**D**) like X, S and V.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from facilitation.conversations import noting
from facilitation.live.keys import wall_key
from facilitation.models import Poll, Workshop
from facilitation.polls import moderating, naming, polling
from partnerships import endorsing, scoping
from partnerships.answering import fingerprint
from partnerships.marks import mark_of
from partnerships.models import Agreement, Partner
from partnerships.vocabulary import PartnerStatus
from tests import room
from tests.trust import meetings
from tests.trust.browsing import (
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
from tests.trust.world import TOKEN_TEXT, Seat, World, standing_world
from tests.voting import Room, asked

pytestmark = pytest.mark.django_db

NOBODY = None


@dataclass(frozen=True)
class Row:
    """One address: who reads it (GET) and who writes through it (POST). `None`: it does not answer to that.

    `at` is the partner whose people try, `about` names the thing, `first` brings the world into the state in which
    there is something to refuse. What is posted is the page's own form filled in, and `data`. `idle` rows write
    nothing even for those who may: the reason.
    """

    name: str
    reads: str | None
    writes: str | None
    at: str = "A"
    about: Mapping[str, Any] = field(default_factory=dict)
    thing: Callable[[World, str], Mapping[str, Any]] | None = None
    first: Callable[[World], object] | None = None
    data: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] | None = None
    idle: str = ""

    def posted(self, world: World) -> dict[str, Any]:
        return dict(self.data(world) if callable(self.data) else self.data or {})


def _draft(world: World, letter: str) -> Mapping[str, Any]:
    """A hope of A's that was never laid."""
    return {"step": "vision", "kind": "hope", "lineage": world.draft_hope.row.lineage}


def _on_the_table(world: World, letter: str = "L") -> Mapping[str, Any]:
    return {"step": "vision", "lineage": world.laid_hope.row.lineage}


def _another_position(world: World) -> Mapping[str, Any]:
    """Sent by hand: a signed mandate shows its positions as words until somebody means to change them."""
    item = world.side("A").rows("position")[0]
    return {
        f"seen-{item.power_id}": fingerprint({"position": item.position}),
        f"position-{item.power_id}": "never" if item.position != "never" else "on",
    }


def _another_scope(world: World) -> Mapping[str, Any]:
    power = world.side("A").rows("position")[0].power_id
    row = scoping.chosen(world.rivers.round).get(power)
    return {
        f"seen-{power}": scoping.seen_mark(row),
        f"scope-{power}": "out" if row and row.decision == "in" else "in",
    }


def _role(world: World, letter: str) -> Mapping[str, Any]:
    person = world.rivers.facilitator.person if letter == "F" else world.side("A").contributor.person
    return {"membership": mark_of(person.memberships.get())}


def _invitation(world: World, letter: str) -> Mapping[str, Any]:
    return {"invitation": mark_of(world.invitations["first lead" if letter == "F" else "A open"])}


def _planned(world: World, letter: str) -> Mapping[str, Any]:
    return {"workshop": meetings.planned(world).pk}


def _planned_item(world: World, letter: str) -> Mapping[str, Any]:
    made = meetings.planned(world)
    return {"workshop": made.pk, "item": made.items.all()[1].pk}


def _running(world: World, letter: str) -> Mapping[str, Any]:
    return {"workshop": meetings.running(world).pk}


def _running_partner(world: World, letter: str) -> Mapping[str, Any]:
    return {"workshop": meetings.running(world).pk, "partner": world.side("A").partner.pk}


def _held(world: World, letter: str) -> Mapping[str, Any]:
    return {"workshop": meetings.held(world).pk}


def _correction(world: World, letter: str) -> Mapping[str, Any]:
    return {"workshop": meetings.held(world).pk, "correction": meetings.correction(world).pk}


def _first_item(world: World) -> Mapping[str, Any]:
    return {"at": "", "item": meetings.running(world).items.all()[0].pk}


def _on_show(world: World) -> Mapping[str, Any]:
    """More time is for an item that is on the wall."""
    made = meetings.running(world)
    if made.item is None:
        room.show(world.rivers, made, 0)
    made.refresh_from_db()
    return {"scene": made.scene}


def _theme(name: str) -> Callable[[World, str], Mapping[str, Any]]:
    return lambda world, letter: {"theme": meetings.theme(world, name).pk}


def _approval(world: World, letter: str) -> Mapping[str, Any]:
    """Of A's own body, which has not decided yet."""
    return {"approval": meetings.approval(world, "A").pk}


def _one_to_one(world: World) -> Mapping[str, Any]:
    return {"workshop": meetings.named(world, "talk").pk, "role": "lead"}


def _other_words(world: World) -> Mapping[str, Any]:
    day = noting.usual_day()
    parts = {f"delete_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    return {"text": "Other words", **parts}


YESTERDAY = {"heard_on_day": "1", "heard_on_month": "10", "heard_on_year": "2025"}
ROOM_CODE = "K7WM4P"


def _room(world: World) -> Room:
    """A workshop that runs, with phones; undone with the row."""
    return Room(world.rivers, code=ROOM_CODE)


def _the_workshop(world: World, letter: str) -> Mapping[str, Any]:
    return {"workshop": (Workshop.objects.filter(code=ROOM_CODE).first() or _room(world).workshop).pk}


def _a_poll(state: str) -> Callable[[World, str], Mapping[str, Any]]:
    """The poll of the room, in a state: made for whoever tries first."""
    return lambda world, letter: {"poll": (_asked() or asked(world.rivers, state)).pk}


def _asked() -> Poll | None:
    return Poll.objects.filter(workshop__code=ROOM_CODE).first()


def _about_words(world: World, letter: str) -> Mapping[str, Any]:
    """A vote on words of the group, closed: what can be asked again with names."""
    return {"poll": (_asked() or asked_about_words(world)).pk}


def asked_about_words(world: World) -> Poll:
    room = _room(world)
    return room.close(
        room.ask("How far are you behind this?", "gradient", about=world.rivers.agree("outcome"))
    )


def _what_was_written(world: World, letter: str) -> Mapping[str, Any]:
    poll = _asked() or asked(world.rivers, "written")
    return {"poll": poll.pk, "answer": poll.written_answers.first().pk}


def _with_the_code(world: World, letter: str) -> Mapping[str, Any]:
    return {"code": ROOM_CODE}


def _wall(world: World, letter: str) -> Mapping[str, Any]:
    """A projector's screen, for whoever has its key."""
    return {"screen": "wall", "key": wall_key(meetings.running(world))}


# Addresses of one seat: everybody below is tried at A's seat (or the one named), the facilitator at their own.
AT_A_SEAT = (
    # --- The workbook: the partner's own people, and nobody else
    Row("workbook", "LCA", NOBODY),
    Row("step", "LCA", NOBODY, about={"step": "principles"}),
    Row("step-finish", "LCA", "LC", about={"step": "vision"}, data={}),
    Row("contribution-add", "LC", "LC", about={"step": "vision", "kind": "hope"}),
    Row("contribution-edit", "LC", "LC", thing=_draft),
    Row("contribution-remove", "LC", "LC", thing=_draft),
    Row("ratings", "LCA", "LC"),
    Row("readiness", "LCA", "LC"),
    Row("citizens", "LCA", "LC"),
    Row("who-decides", "LC", "LC"),  # an approver reads it once the step is finished
    Row("positions", "LCA", "LC", data=_another_position),
    Row("position", "LCA", "LC"),
    Row("lay", "LA", "LA", about={"step": "principles"}),
    Row("withdraw", "L", "L", thing=_on_the_table),
    Row("lodging-take-back", NOBODY, "LA", about={"step": "benefits"}, data={}),
    Row("mandate-check", "LC", "L", at="B"),
    Row("mandate-sign-off", "A", "A", at="B", first=lambda world: world.side("B").submit()),
    Row(
        "mandate-return",
        NOBODY,
        "A",
        at="B",
        first=lambda world: world.side("B").submit(),
        data={"because": "More words"},
    ),
    Row("mandate-take-back", NOBODY, "L", at="B", first=lambda world: world.side("B").submit(), data={}),
    Row("mandate-signed", "LCA", NOBODY),
    # --- The table: everybody with a role
    Row("table", "FLCAR", NOBODY),
    Row("board", "FLCAR", NOBODY, about={"step": "vision"}),
    Row("power", "FLCAR", NOBODY),
    Row("timetable", "FLCAR", NOBODY),
    Row("changes", "FLCAR", NOBODY),
    Row("agreement", "FLCAR", NOBODY),
    Row("propose", "FL", "FL", about={"step": "vision", "kind": "outcome"}),
    Row("agreement-reword", "FL", "FL"),
    Row("agreement-drop", "F", "F", data={"because": "It is done."}),
    Row("scope", "FLCAR", "FL", data=_another_scope),
    Row("stand", "LA", "LA", about={"step": "vision"}, data={"rest": "5"}),
    Row("endorse", "FLCAR", "LA", data={"gradient": "5", "reservation": ""}),
    # --- Across the table: officials, in a role that answers
    Row("central", "LC", "LC", at="K"),
    Row("central-send", "LC", "L", at="K"),
    Row("official-invite", "F", "F"),
    # --- People
    Row("people", "FL", NOBODY),
    Row("person-invite", "FL", "FL"),
    Row("invitation-withdraw", "FL", "FL", thing=_invitation),
    Row("membership-end", "FL", "FL", thing=_role),  # a facilitator has a fellow
    Row("history", "LA", NOBODY),
    # --- The facilitator's pages
    Row("partnership-edit", "F", "F"),
    Row("partners", "F", NOBODY),
    Row("partner-add", "F", "F"),
    Row("partner-edit", "F", "F"),
    Row("partners-import", "F", "F"),
    Row("partners-template", "F", NOBODY),
    Row("partners-import-preview", "F", "F"),
    Row("powers", "F", NOBODY),
    Row("powers-choose", "F", "F", data={"copy": "1"}),
    Row("power-add", "F", "F"),
    Row("powers-retire", "F", "F"),
    Row("power-edit", "F", "F"),
    Row("power-put-back", NOBODY, "F", thing=lambda world, letter: {"power": world.retired.pk}, data={}),
    Row("desk", "F", NOBODY),
    Row("desk-move", NOBODY, "F", data={"from_step": "review", "to_step": "mandate"}),
    Row("reveal-ask", "F", "F", about={"step": "vision"}, data={}),
    Row("reveal-cancel", "F", "F", thing=lambda world, letter: {"reveal": world.pending.pk}, data={}),
    Row(
        "reveal-open",
        NOBODY,
        "F",
        thing=lambda world, letter: {"reveal": world.pending.pk},
        data={"anyway": "1"},
    ),
    Row("round-close", "F", "F", first=meetings.ended),
    Row("balance", "FLCAR", NOBODY),
    Row("balance-brief", "FLCAR", NOBODY),
    Row("synthesis", "FLCAR", NOBODY),
    Row("synthesis-brief", "FLCAR", NOBODY),
    Row("approvals", "FLCAR", NOBODY),
    Row("approval-add", "FLA", "FLA", data={"needed": "consent", "result": ""}),
    Row("approval", "FLA", "FLA", thing=_approval),
    Row("approval-remove", "FLA", "FLA", thing=_approval, data={}),
    # --- Workshops: everybody reads what is planned and the note, facilitators do the rest
    Row("workshops", "FLCAR", NOBODY),
    Row("workshop", "FLCAR", NOBODY, thing=_planned),
    Row("workshop-calendar", "FLCAR", NOBODY, thing=_planned),
    Row("workshop-plan", "F", "F", data={"kind": "workshop", "starts_at": "10:00"}),
    Row("workshop-change", "F", "F", thing=_planned, data={"kind": "workshop", "starts_at": "10:00"}),
    Row("workshop-duplicate", NOBODY, "F", thing=_planned, data={}),
    Row("workshop-held", NOBODY, "F", thing=_planned, data={}),
    Row("workshop-print", "F", NOBODY, thing=_planned),
    Row("workshop-cards", "F", NOBODY, thing=_running),
    Row("workshop-agenda", NOBODY, "F", thing=_planned, data={"agenda": "one-to-one"}),
    Row("item-add", "F", "F", thing=_planned, data={"minutes": "10"}),
    Row("item-change", "F", "F", thing=_planned_item),
    Row("item-class", "F", "F", thing=_planned_item, data={"item_class": "deal", "because": "It is."}),
    Row("item-move", NOBODY, "F", thing=_planned_item, data={"at": "2", "up": "yes"}),
    Row("item-remove", "F", "F", thing=_planned_item, data={}),
    Row("console", "F", NOBODY, thing=_running),
    Row("console-pulse", "F", NOBODY, thing=_running),
    Row("console-begin", NOBODY, "F", thing=_planned, data={}),
    Row("console-show", NOBODY, "F", thing=_running, data=_first_item),
    Row("console-extend", NOBODY, "F", thing=_running, data=_on_show),
    Row("console-cover", NOBODY, "F", thing=_running, data={"cover": "blank"}),
    Row("console-end", "F", "F", thing=_running, data={}),
    Row("console-hand-over", NOBODY, "F", thing=_running, data={"offer": ""}),
    Row("console-note", NOBODY, "F", thing=_running, data={"what": "decision", "text": "Go on"}),
    Row("console-attendance", NOBODY, "F", thing=_running_partner, data={"presence": "present"}),
    Row("follow-up", "FLCAR", NOBODY, thing=_held),
    Row("follow-up-write", NOBODY, "F", thing=_held, data={"heard": "Other words"}),
    Row("follow-up-final", NOBODY, "F", thing=_held, first=meetings.answered, data=meetings.read),
    Row("follow-up-correct", NOBODY, "LCAR", thing=_held, data={"text": "Other words"}),
    Row("follow-up-word", "FLCAR", NOBODY, thing=_held),
    Row("correction-answer", NOBODY, "F", thing=_correction, data={"answer": "Done"}),
    Row(
        "promise",
        "F",
        "F",
        thing=lambda world, letter: {"promise": meetings.promise(world).pk},
        data={"became": "kept"},
    ),
    Row("parked", "F", "F", thing=lambda world, letter: {"parked": meetings.parked(world).pk}),
    # --- Conversations: the facilitator; what goes on the board, and what is asked, everybody
    Row("conversations", "F", NOBODY),
    Row("conversation-guide", "FLCAR", NOBODY),
    Row("conversation-plan", "F", "F", data={"role": "lead"}),
    Row("conversation-with", NOBODY, "F", data=_one_to_one),
    Row("group-add", "F", "F", data=YESTERDAY),
    Row(
        "conversation",
        "F",
        "F",
        thing=lambda world, letter: {"conversation": meetings.own_conversation(world).pk},
        data=_other_words,
    ),
    Row(
        "conversation-forget",
        "F",
        "F",
        thing=lambda world, letter: {"conversation": meetings.own_conversation(world).pk},
        data={},
    ),
    Row(
        "group-strike",
        NOBODY,
        "F",
        thing=lambda world, letter: {"conversation": meetings.group(world).pk},
        data={},
    ),
    Row("themes", "FLCAR", NOBODY),
    Row("themes-paper", "FLCAR", NOBODY),
    Row("themes-pdf", "FLCAR", NOBODY),
    Row("theme-add", "F", "F", data={"kind": "common", "strength": "2"}),
    Row("theme", "F", "F", thing=_theme("ready")),
    Row("theme-board", NOBODY, "F", thing=_theme("ready"), data={}),
    Row(
        "theme-use",
        NOBODY,
        "F",
        thing=_theme("shown"),
        data=lambda world: {"as": "agenda", "workshop": meetings.planned(world).pk},
    ),
    Row("theme-remove", "F", "F", thing=_theme("ready"), data={}),
    # --- Polls of a workshop: the facilitator
    Row("polls", "F", NOBODY, thing=_the_workshop),
    Row("poll-bank", "F", "F", thing=_the_workshop, data={"code": "POLL-03"}),
    Row("poll-pulse", NOBODY, "F", thing=_the_workshop, data={}),
    Row(
        "poll-add",
        "F",
        "F",
        thing=_the_workshop,
        data={"kind": "single", "choices": "This\nThat", "about": ""},
    ),
    Row("poll", "F", NOBODY, thing=_a_poll("draft")),
    Row(
        "poll-edit",
        "F",
        "F",
        thing=_a_poll("draft"),
        data={"question": "Or?", "kind": "single", "choices": "Yes\nNo", "about": ""},
    ),
    Row("poll-throw-away", "F", "F", thing=_a_poll("draft"), data={}),
    Row("poll-open", NOBODY, "F", thing=_a_poll("draft"), data={}),
    Row("poll-reopen", "F", "F", thing=_a_poll("revealed")),
    Row("poll-close", NOBODY, "F", thing=_a_poll("open"), data={}),
    Row("poll-reveal", NOBODY, "F", thing=_a_poll("closed"), data={}),
    Row("poll-show", NOBODY, "F", thing=_a_poll("revealed"), data={}),
    Row("poll-take-off", NOBODY, "F", thing=_a_poll("open"), data={}),
    Row("poll-again", NOBODY, "F", thing=_a_poll("revealed"), data={}),
    Row("poll-by-name", NOBODY, "F", thing=_about_words, data={}),
    Row("poll-hands", "F", "F", thing=_a_poll("revealed"), data={"hands_A": "3"}),
    Row("poll-answers", "F", NOBODY, thing=_a_poll("written")),
    Row("poll-answer", "F", "F", thing=_what_was_written, data={"decision": "approve"}),
    # --- Records and papers
    Row("round-closed", "FLCAR", NOBODY),
    Row("record", "FLCAR", NOBODY),
    Row("record-step", "FLCAR", NOBODY),
    Row("papers", "FLCAR", NOBODY),
    Row("issue-html", "FLCAR", NOBODY, thing=lambda world, letter: {"issue": mark_of(world.summary)}),
    Row("issue-pdf", "FLCAR", NOBODY, thing=lambda world, letter: {"issue": mark_of(world.summary)}),
    Row("paper-issue", "F", "F", data={"number": "x"}, idle="a form with an error: issuing takes seconds"),
    Row("paper-summary", "F", "F", data={"number": "x"}, idle="it only drafts"),
    Row(
        "paper-mandate", "LA", "LA", data={"number": "x"}, idle="a form with an error: issuing takes seconds"
    ),
)

# Everywhere else: who may, as letters.
ALL = "FLCARSVX"
SIGNED_IN = "FLCARSX"
ELSEWHERE = (
    Row("home", ALL, NOBODY),
    Row("help", ALL, NOBODY),
    Row("accessibility", ALL, NOBODY),
    Row("privacy", ALL, NOBODY),
    Row("live-now", ALL, NOBODY, thing=_wall),
    Row(
        "look-round", NOBODY, "", data={"place": "1"}
    ),  # nobody of the example is here: nothing to be let in as
    Row(
        "invitation",
        ALL,
        ALL,
        thing=lambda world, letter: {"secret": world.secrets["A open"]},
        idle="it is not theirs",
    ),
    Row("wall", ALL, NOBODY, thing=lambda world, letter: {"key": wall_key(meetings.running(world))}),
    Row("seats", SIGNED_IN, NOBODY),
    # --- The phones in the room: whoever knows the code
    Row(
        "join", ALL, ALL, first=_room, data={"code": ROOM_CODE}, idle="it only leads to the page of the code"
    ),
    Row("phone", ALL, NOBODY, thing=_with_the_code, first=_room),
    Row("phone-vote", NOBODY, ALL, thing=_with_the_code, first=_room, data={}, idle="there is no such vote"),
    Row("account", SIGNED_IN, SIGNED_IN),
    Row("site", "S", NOBODY),
    Row("site-new", "S", "S"),
    Row(
        "site-appoint",
        "S",
        "S",
        thing=lambda world, letter: {"partnership": world.rivers.partnership.slug},
    ),
)

# Nobody here has a password, and an address is changed by nobody but its owner's own organisation.
CLOSED = (
    "no-addresses",
    "no-passwords",
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
)
# Not our views: they bring their own checks. Those open to visitors, and those for one's own account.
THEIRS_FOR_ALL = (
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_request_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
)
THEIRS_FOR_ONESELF = (
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
)

INSIDERS = {"L": "lead", "C": "contributor", "A": "approver", "R": "reader"}
# Who is tried at a seat that is not theirs.
STRANGERS = {"S": "administrator", "V": "visitor", "X": "stranger", "D": "D lead"}
NEIGHBOURS = {"A": "B", "B": "C", "C": "A", "K": "A"}
# What an official opens from the own seat; everything else is refused there.
FOR_OFFICIALS = {"people", "person-invite", "invitation-withdraw", "membership-end"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with standing_world(django_db_blocker) as made:
        yield made


# --- The table is complete ------------------------------------------------------------------------


def test_every_address_has_exactly_one_row() -> None:
    rows = [row.name for row in (*AT_A_SEAT, *ELSEWHERE)] + [*CLOSED, *THEIRS_FOR_ALL, *THEIRS_FOR_ONESELF]
    assert Counter(address.name for address in addresses()) == Counter(rows)


def test_rows_of_seats_are_addresses_of_seats() -> None:
    assert {row.name for row in AT_A_SEAT} == {address.name for address in addresses() if address.in_seat}


def test_every_view_of_ours_declares_its_rule() -> None:
    assert [
        address.name for address in addresses() if address.is_ours and not hasattr(address.view, "access")
    ] == []


def test_a_view_without_a_rule_is_refused(world: World, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.trust.bare_urls"
    assert {
        key: visit(world, key, "GET", "/bare/").status for key in ("facilitator", "administrator", "visitor")
    } == {
        "facilitator": 404,
        "administrator": 404,
        "visitor": 404,
    }


# --- Outcomes -------------------------------------------------------------------------------------


def _seat_of(world: World, row: Row, letter: str) -> tuple[str, Seat]:
    """Who tries, and the seat whose address they try."""
    own = world.who[f"{row.at} lead"].seats[0]
    if letter == "F":
        return "facilitator", world.who["facilitator"].seats[0]
    if letter in INSIDERS:
        return f"{row.at} {INSIDERS[letter]}", own
    if letter == "K":
        return "K lead", world.who["K lead"].seats[0]
    if letter == "N":
        return f"{NEIGHBOURS[row.at]} lead", own
    return STRANGERS[letter], own


def _url(world: World, things: Things, row: Row, letter: str) -> tuple[str, str]:
    """Who tries which address. What it is about belongs to the seat."""
    address = address_named(row.name)
    if not address.in_seat:
        return _somebody(letter), address.url(**(row.thing(world, letter) if row.thing else {}))
    key, seat = _seat_of(world, row, letter)
    # An official tries what is the partners' own.
    owner = _seat_of(world, row, "L")[1] if letter == "K" else seat
    given = row.thing(world, letter) if row.thing else things.own(row.name, owner, **row.about)
    return key, address.url(seat.partnership, seat.slug, **given)


def _sent(world: World, row: Row, key: str, url: str) -> dict[str, Any]:
    """The form of the page filled in, with what the row says."""
    if row.reads is None or row.idle:
        return row.posted(world)
    page = visit(world, key, "GET", url)
    forms = [form for form in forms_of(url, page.body) if form.method == "post" and form.action == url]
    if not forms:
        assert row.data is not None, f"no form on {url} for {key} posts there: “{row.name}” must say its data"
        return row.posted(world)
    return next(forms[0].submissions(again=True)) | row.posted(world)


def _somebody(letter: str) -> str:
    return {"F": "facilitator", **STRANGERS}.get(letter) or f"A {INSIDERS[letter]}"


@dataclass(frozen=True)
class Outcome:
    """What a request came to: let in, refused with a sentence, as if there were nothing, sent to sign in, not so."""

    word: str
    visit: Visit

    def __str__(self) -> str:
        return f"{self.word} ({self.visit})"


def outcome(found: Visit) -> Outcome:
    # What a signed-out person sends is answered by a page that tells them to sign in first.
    if found.is_sign_in() or found.status == 401:
        word = "sign in"
    elif found.status in (200, 302, 409, 422):
        word = "in"
    elif found.status == 403 and _says_why(found):
        word = "refused"
    else:
        word = {404: "nothing", 405: "not so"}.get(found.status, str(found.status))
    return Outcome(word, found)


def _says_why(found: Visit) -> bool:
    """A whole sentence of the rule's own stands on the page."""
    contexts = found.response.context
    sentence = str(contexts.get("exception", "")) if contexts else ""
    return sentence.endswith(".") and len(sentence.split()) > 4


def expected(row: Row, letter: str, method: str) -> Collection[str]:
    may = row.reads if method == "GET" else row.writes
    if letter == "K":
        own = {"in", "nothing", "not so"} if row.name in FOR_OFFICIALS else {"refused"}
        return own | {"not so"} if may is None else own
    stranger = letter not in "FLCAR"
    if may is None:
        # It does not answer so: whoever is no insider may as well find nothing there.
        if method == "POST":
            return expected(row, letter, "GET") | {"not so"}
        return {"not so", "nothing", "sign in"} if stranger else {"not so", "refused"}
    if stranger:
        return {"sign in"} if letter == "V" else {"nothing"}
    return {"in"} if letter in may else {"refused"}


EVERY_LETTER = "FLCARNDXSVK"


def check_row(world: World, row: Row, tried: str = EVERY_LETTER) -> None:
    """Every role × GET and POST of one address comes out as its row says; what is refused changes nothing."""
    things = standing_things(world)
    with undone():
        if row.first:
            row.first(world)
        letters = tried.replace("K", "") if row.at == "K" else tried
        urls = {letter: _url(world, things, row, letter) for letter in letters}
        sent = {letter: _sent(world, row, *urls[letter]) for letter in row.writes or "" if letter in letters}
        before, wrote = digest(), []
        for letter, (key, url) in urls.items():
            for method in ("GET", "POST"):
                # Who may not, sends what somebody who may would send.
                data = sent.get(letter) or next(iter(sent.values()), {})
                got = _try(world, key, method, url, data)
                assert got.word in expected(row, letter, method), (
                    f"{row.name}: {letter} ({key}) {method} {url} is {got}, and should be {expected(row, letter, method)}"
                )
                if method == "POST" and got.word == "in" and got.visit.writes and letter != "K":
                    wrote.append(letter)
        assert changed(before, digest()) == [], f"{row.name}: a refused request changed something"
        may = set() if row.idle else set(row.writes or "") & set(letters)
        assert set(wrote) == may, f"{row.name}: {wrote} wrote, and {may} should: otherwise nothing is proved"


def _try(world: World, key: str, method: str, url: str, sent: Mapping[str, Any]) -> Outcome:
    """What is refused is left to stand, so that the digest at the end sees what it changed after all."""
    with transaction.atomic():
        got = outcome(visit(world, key, method, url, dict(sent) if method == "POST" else {}, keep=True))
        transaction.set_rollback(got.word in ("in", "sign in"))
    return got


@pytest.mark.once
@pytest.mark.parametrize("row", AT_A_SEAT, ids=lambda row: row.name)
def test_an_address_of_a_seat_opens_to_whom_its_row_names(world: World, row: Row) -> None:
    check_row(world, row)


@pytest.mark.postgres
@pytest.mark.parametrize("row", AT_A_SEAT, ids=lambda row: row.name)
def test_an_address_of_a_seat_opens_and_writes_here_as_well(world: World, row: Row) -> None:
    """Who is let in hangs on no database. What is asked of it and written to it does: one who reads, one who writes."""
    check_row(world, row, "".join({(row.reads or "")[:1], (row.writes or "")[:1]}))


def check_elsewhere(world: World, row: Row) -> None:
    things = Things(world)
    with undone():
        if row.first:
            row.first(world)
        before = digest()
        for letter in ALL:
            key, url = _url(world, things, row, letter)
            for method, may in (("GET", row.reads), ("POST", row.writes)):
                sent = (
                    _sent(world, row, key, url) if method == "POST" and letter in (row.writes or "") else {}
                )
                got = _try(world, key, method, url, sent or row.posted(world))
                wanted = _expected_elsewhere(row, letter, may)
                assert got.word in wanted, f"{row.name}: {letter} {method} is {got}, and should be {wanted}"
        assert changed(before, digest()) == [], f"{row.name}: a refused request changed something"


def _expected_elsewhere(row: Row, letter: str, may: str | None) -> Collection[str]:
    if may is None:
        return {"not so"} if row.reads is None else _expected_elsewhere(row, letter, row.reads) | {"not so"}
    if letter in may:
        # An invitation is somebody's own: others are told so.
        return {"in", "refused", "sign in"} if row.name == "invitation" else {"in"}
    return {"sign in"} if letter == "V" and row.reads else {"nothing"}


@pytest.mark.parametrize("row", ELSEWHERE, ids=lambda row: row.name)
def test_an_address_without_a_seat_opens_to_whom_its_row_names(world: World, row: Row) -> None:
    check_elsewhere(world, row)


@pytest.mark.parametrize("name", THEIRS_FOR_ONESELF)
def test_pages_of_ones_own_account_ask_a_visitor_to_sign_in(world: World, name: str) -> None:
    address = address_named(name)
    for thing in Things(world).of(address):
        for method in ("GET", "POST"):
            found = visit(world, "visitor", method, address.url(**thing.given))
            assert found.status in (302, 404, 405), f"{name}: {found}"
            assert found.status != 302 or "login" in found.location, f"{name}: {found}"


@pytest.mark.parametrize("name", CLOSED)
def test_closed_addresses_are_nothing_to_anybody(world: World, name: str) -> None:
    for thing in Things(world).of(address_named(name)):
        got = {
            (key, method): visit(world, key, method, address_named(name).url(**thing.given)).status
            for key in ("visitor", "stranger", "A lead")
            for method in ("GET", "POST")
        }
        assert set(got.values()) == {404}, got


@pytest.mark.parametrize("name", (*THEIRS_FOR_ALL, *THEIRS_FOR_ONESELF))
def test_pages_that_are_not_ours_open_or_refuse_and_never_break(world: World, name: str) -> None:
    address = address_named(name)
    for thing in Things(world).of(address):
        for key in ("visitor", "stranger", "A lead"):
            for method in ("GET", "POST"):
                found = visit(world, key, method, address.url(**thing.given))
                assert found.status < 500, f"{name} as {key}: {found}"


# --- What a role does not cover --------------------------------------------------------------------


def _at(world: World, key: str, name: str, **given: Any) -> str:
    seat = world.who[key].seats[0]
    return address_named(name).url(seat.partnership, seat.slug, **given)


def test_a_partners_own_paper_opens_to_its_lead_approver_and_readers_only(world: World) -> None:
    own = mark_of(world.mandate_papers["A"])
    opened = {
        key: [
            visit(world, key, "GET", _at(world, key, name, issue=own)).status
            for name in ("issue-html", "issue-pdf")
        ]
        for key in (
            "A lead",
            "A approver",
            "A reader",
            "A contributor",
            "facilitator",
            "B lead",
            "B reader",
            "D lead",
        )
    }
    assert opened == {
        "A lead": [200, 200],
        "A approver": [200, 200],
        "A reader": [200, 200],
        "A contributor": [404, 404],
        "facilitator": [404, 404],
        "B lead": [404, 404],
        "B reader": [404, 404],
        "D lead": [404, 404],
    }


def test_an_approver_reads_what_was_sent_or_finished_and_no_draft(world: World) -> None:
    got = {
        step: outcome(visit(world, "A approver", "GET", _at(world, "A approver", "step", step=step))).word
        for step in ("mandate", "vision", "leadership", "principles")
    }
    assert got == {"mandate": "in", "vision": "refused", "leadership": "refused", "principles": "in"}


def test_an_approver_lays_what_is_finished_and_no_draft(world: World) -> None:
    got = {}
    for step in ("vision", "principles"):
        url = _at(world, "A approver", "lay", step=step)
        lineages = [str(one.row.lineage) for one in world.of("A", step)]
        got[step] = outcome(visit(world, "A approver", "POST", url, {"lineage": lineages})).word
        page = visit(world, "A approver", "GET", url)
        private = {token for token in page.tokens if world.rooms[token] == {f"A {step}"}}
        assert bool(private) == (step == "principles")
    assert got == {"vision": "refused", "principles": "in"}


def test_nobody_signs_off_what_they_edited_last(world: World) -> None:
    side = world.side("B")
    with undone():
        from partnerships import people
        from partnerships.vocabulary import Role

        people.seat(
            side.contributor.person,
            partnership=side.table.partnership,
            partner=side.partner,
            role=Role.APPROVER,
        )
        item = next(one for one in world.of("B", "mandate") if one.kind == "terms")
        both = people.actor_for(side.contributor.person, side.table.partnership, side.partner.slug)
        side.edit(item.row, by=both, limits="Other words")
        side.submit()
        got = {
            key: outcome(visit(world, key, "GET", _at(world, key, "mandate-sign-off"))).word
            for key in ("B contributor", "B approver")
        }
    assert got == {"B contributor": "refused", "B approver": "in"}


def test_a_power_off_the_list_is_nothing_to_take_a_position_on(world: World) -> None:
    assert (
        visit(world, "A lead", "GET", _at(world, "A lead", "position", power=world.retired.pk)).status == 404
    )


def test_what_is_laid_cannot_be_removed_before_it_is_withdrawn(world: World) -> None:
    given = {"kind": "hope", **_on_the_table(world)}
    assert (
        outcome(visit(world, "A lead", "GET", _at(world, "A lead", "contribution-remove", **given))).word
        == "refused"
    )


def test_what_was_withdrawn_cannot_be_withdrawn_again(world: World) -> None:
    url = _at(world, "A lead", "withdraw", step="vision", lineage=world.regretted.row.lineage)
    assert outcome(visit(world, "A lead", "GET", url)).word == "nothing"


def test_an_unsigned_mandate_cannot_be_laid(world: World) -> None:
    url = _at(world, "B lead", "lay", step="mandate")
    assert b'name="lineage"' not in visit(world, "B lead", "GET", url).body
    with undone():
        assert outcome(visit(world, "B lead", "POST", url, {"lineage": []})).word == "refused"


def test_a_mandate_with_the_approver_cannot_be_changed(world: World) -> None:
    with undone():
        world.side("B").submit()
        url = _at(world, "B lead", "contribution-edit", **_terms(world))
        assert outcome(visit(world, "B lead", "GET", url)).word == "refused"


def _terms(world: World) -> Mapping[str, Any]:
    terms = next(one for one in world.of("B", "mandate") if one.kind == "terms")
    return {"step": "mandate", "kind": "terms", "lineage": terms.row.lineage}


def _with_status(world: World, status: str) -> Iterator[str]:
    """Ways of A's lead and reader into what the group has, with the word they get while A has this status."""
    Partner.objects.filter(pk=world.side("A").partner.pk).update(status=status)
    for name, about in (
        ("table", {}),
        ("changes", {}),
        ("board", {"step": "vision"}),
        ("workshops", {}),
        ("record", {"number": 1}),
    ):
        yield f"read {name}: {outcome(visit(world, 'A reader', 'GET', _at(world, 'A lead', name, **about))).word}"
    for name, about in (("workbook", {}), ("papers", {})):
        yield f"read {name}: {outcome(visit(world, 'A lead', 'GET', _at(world, 'A lead', name, **about))).word}"
    for name, about in (
        ("propose", {"step": "vision", "kind": "outcome"}),
        ("stand", {"step": "vision"}),
        ("scope", {}),
        ("lay", {"step": "vision"}),
        ("contribution-add", {"step": "vision", "kind": "hope"}),
    ):
        yield f"send {name}: {outcome(visit(world, 'A lead', 'POST', _at(world, 'A lead', name, **about))).word}"


def test_who_has_left_reads_and_does_nothing_more_of_the_group(world: World) -> None:
    with undone():
        found = list(_with_status(world, PartnerStatus.LEFT))
    own = ["read workbook: in", "read papers: in"]
    assert [line for line in found if not line.endswith("refused")] == own


def test_who_has_paused_takes_no_part(world: World) -> None:
    with undone():
        found = list(_with_status(world, PartnerStatus.PAUSED))
    refused = [line for line in found if line.endswith("refused")]
    assert refused == [f"send {name}: refused" for name in ("propose", "stand", "scope", "lay")]


def test_a_reveal_is_asked_for_once(world: World) -> None:
    url = _at(world, "facilitator", "reveal-ask", step="benefits")
    assert outcome(visit(world, "facilitator", "POST", url)).word == "refused"


def test_the_last_lead_cannot_leave(world: World) -> None:
    role = world.side("A").lead.person.memberships.get()
    url = _at(world, "A lead", "membership-end", membership=mark_of(role))
    assert outcome(visit(world, "A lead", "GET", url)).word == "refused"


def test_of_some_things_there_is_only_one(world: World) -> None:
    url = _at(world, "A lead", "propose", step="vision", kind="destination")
    form = next(form for form in forms_of(url, visit(world, "A lead", "GET", url).body) if form.action == url)
    assert outcome(visit(world, "A lead", "POST", url, form.filled())).word == "refused"


@pytest.mark.parametrize(
    ("secret", "status"), [("A open", 200), ("taken up", 410), ("withdrawn", 410), ("expired", 410)]
)
def test_an_invitation_opens_while_it_stands(world: World, secret: str, status: int) -> None:
    url = address_named("invitation").url(secret=world.secrets[secret])
    assert {key: visit(world, key, "GET", url).status for key in ("visitor", "stranger")} == {
        "visitor": status,
        "stranger": status,
    }


def test_an_invitation_is_taken_up_by_the_invited_person_only(world: World) -> None:
    url = address_named("invitation").url(secret=world.secrets["A open"])
    assert outcome(visit(world, "stranger", "POST", url)).word == "refused"


@pytest.mark.parametrize("secret", ["taken up", "withdrawn", "expired"])
def test_an_invitation_that_stands_no_more_cannot_be_withdrawn(world: World, secret: str) -> None:
    url = _at(world, "A lead", "invitation-withdraw", invitation=mark_of(world.invitations[secret]))
    assert outcome(visit(world, "A lead", "GET", url)).word == "nothing"


def test_a_reveal_that_was_opened_can_be_asked_for_again(world: World) -> None:
    url = _at(world, "facilitator", "reveal-ask", step="mandate")
    with undone():
        world.rivers.ask_for_reveal("mandate")
        world.rivers.open_reveal("mandate")
        assert outcome(visit(world, "facilitator", "POST", url)).word == "in"


def test_going_on_while_partners_are_unfinished_asks_why(world: World) -> None:
    with undone():
        world.rivers.move("mandate")
        data = {"from_step": "mandate", "to_step": "vision"}
        asked = visit(world, "facilitator", "POST", _at(world, "facilitator", "desk-move"), data)
        moved = visit(
            world, "facilitator", "POST", _at(world, "facilitator", "desk-move"), {**data, "reason": "Time"}
        )
    assert (asked.status, asked.writes, moved.status) == (200, [], 302)
    assert any("facilitation_move" in write for write in moved.writes)


def test_who_left_the_table_is_neither_on_it_nor_offered(world: World) -> None:
    table = visit(world, "A lead", "GET", _at(world, "A lead", "table")).body.decode()
    offer = visit(
        world, "A lead", "GET", _at(world, "A lead", "propose", step="benefits", kind="offer")
    ).body.decode()
    for page in (table, offer):
        assert world.new.name in page or world.new.short_name in page
        assert world.gone.name not in page and world.gone.short_name not in page


def test_a_department_has_no_line_among_the_partners_on_the_desk(world: World) -> None:
    desk = visit(world, "facilitator", "GET", _at(world, "facilitator", "desk")).body.decode()
    (grid,) = re.findall(r"<table.*?</table>", desk, re.DOTALL)
    assert world.side("B").partner.name in grid
    assert world.side("K").partner.name not in grid


def test_what_was_dropped_is_on_the_board_as_dropped_only(world: World) -> None:
    board = visit(world, "A lead", "GET", _at(world, "A lead", "board", step="vision"))
    history = visit(world, "A lead", "GET", _at(world, "A lead", "agreement", lineage=world.dropped.lineage))
    (words,) = TOKEN_TEXT.findall(world.dropped.statement)
    (line,) = [line for line in board.body.decode().splitlines() if words in line]
    assert "Dropped in this round" in line and words in history.tokens


def test_what_was_dropped_or_reworded_waits_for_nobody(world: World) -> None:
    lead, wait = world.side("A").lead, "for you to say where you stand"
    with undone():
        standing = Agreement.objects.in_round(world.rivers.round).newest().filter(dropped=False)
        unanswered = list(standing.exclude(endorsements__partner=lead.partner))
        before = visit(world, "A lead", "GET", _at(world, "A lead", "workbook")).body.decode()
        for agreement in unanswered:
            endorsing.endorse(agreement, endorsing.Stand(2), by=lead)
        after = visit(world, "A lead", "GET", _at(world, "A lead", "workbook")).body.decode()
    assert unanswered != [] and wait in before
    assert wait not in after


def test_a_partner_finds_no_practice_and_no_talk_of_others(world: World) -> None:
    with undone():
        practice = room.workshop(world.rivers, "Trying it out", is_practice=True)
        talk = room.workshop(world.rivers, "Quiet talk", kind="one-to-one", partner=world.side("A").partner)
        got = {
            key: [
                visit(world, key, "GET", _at(world, key, "workshop", workshop=one.pk)).status
                for one in (practice, talk)
            ]
            for key in ("facilitator", "A lead", "B lead")
        }
    assert got == {"facilitator": [200, 200], "A lead": [404, 200], "B lead": [404, 404]}


def test_no_room_is_told_what_another_partner_said_by_itself(world: World) -> None:
    with undone():
        everybody = room.workshop(world.rivers, "Everybody")
        with_a, with_b = (
            room.workshop(world.rivers, f"With {key}", kind="one-to-one", partner=world.side(key).partner)
            for key in "AB"
        )
        told = [
            one in Workshop.objects.repeatable_in(where)
            for where in (everybody, with_b, with_a)
            for one in (with_a, everybody)
        ]
    assert told == [False, True, False, True, True, True]


# --- Polls ----------------------------------------------------------------------------------------


def test_a_vote_opens_while_the_workshop_runs_and_beside_drafts_only(world: World) -> None:
    with undone():
        room = _room(world)
        poll, other = room.draft("What now?"), room.draft("And then?")
        assert polling.may_open(poll)
        room.open(poll)
        assert not polling.may_open(other)
        room.close(poll)
        room.end()
        assert not polling.may_open(Poll.objects.get(pk=other.pk))


def test_few_new_answers_after_a_reopening_are_not_given_away(world: World) -> None:
    with undone():
        room = _room(world)
        poll = room.ask("POLL-03")
        room.vote(poll, *"AAAAA")
        room.show_result(poll)
        room.open(poll, reason="One was late")
        room.vote(poll, "B")
        assert not polling.may_reveal(room.close(poll), 6)


def test_what_was_read_already_gets_no_answer_more(world: World) -> None:
    with undone():
        room = _room(world)
        poll = room.ask("POLL-27")
        room.vote(poll, "one", "two", "three", "four", "five")
        assert not polling.may_reopen(room.close(poll))


def test_names_are_asked_for_after_the_vote_without_them(world: World) -> None:
    with undone():
        poll = asked_about_words(world)
        by = world.rivers.facilitator
        assert naming.may_ask_by_name(by, poll)
        naming.ask_by_name(poll, by=by)
        assert not naming.may_ask_by_name(by, poll)


def test_what_fewer_than_five_wrote_is_read_by_nobody(world: World) -> None:
    with undone():
        room = _room(world)
        poll = room.ask("POLL-27")
        room.vote(poll, "one", "two", "three", "four")
        assert not moderating.may_read_texts(world.rivers.facilitator, room.close(poll))
