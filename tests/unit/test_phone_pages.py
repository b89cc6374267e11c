"""The phones in the room, without a script: the code, the promise, a vote of every kind, and what is said back."""

import gzip
import logging
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from facilitation.models import Ballot, Participant, Poll, Turnout, Workshop
from facilitation.polls import joining
from facilitation.polls.kinds import KINDS
from facilitation.views.phone import COUNTED, NO_SEAT
from tests.voting import Phone, Room

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def room(table):
    return Room(table)


def text(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


# --- Getting in ---------------------------------------------------------------------------------


def test_a_code_typed_in_small_letters_with_a_space_opens_the_room(room):
    response = Client().post("/j/", {"code": "k7w m4p"})
    assert (response.status_code, response.url) == (302, "/j/K7WM4P/")


def test_opening_the_page_writes_nothing_so_link_scanners_take_no_seat(room):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        phone = room.phone()
    assert Participant.objects.count() == 0
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert phone.client.cookies.keys() == {joining.COOKIE}


def test_a_seat_is_the_phones_own_secret_and_goes_no_further_than_the_join_pages(room):
    phone = room.phone()
    cookie = phone.client.cookies[joining.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/j/")
    phone.vote(room.ask("POLL-03"), choice="A")
    assert phone.token not in str(list(Participant.objects.values()))


def test_a_wrong_code_says_what_to_do(room):
    response = Client().post("/j/", {"code": "AAAAAA"})
    assert response.status_code == 404
    assert joining.NO_SUCH_CODE in text(response)
    in_error = 'aria-invalid="true" autofocus>'
    assert in_error in response.content.decode()
    assert in_error not in Client().get("/j/").content.decode()


def test_a_code_is_dead_with_its_workshop_and_phones_in_it_are_thanked(room):
    phone = room.phone()
    room.end()
    for _ in range(joining.WRONG_FROM_ONE_ADDRESS + 1):
        assert "The workshop has ended" in text(phone.get())
    assert Client().get(phone.at).status_code == 404


@pytest.mark.once
def test_a_thousand_honest_joins_succeed_while_somebody_guesses(room):
    for number in range(joining.WRONG_FROM_ONE_ADDRESS):
        assert Client(REMOTE_ADDR="192.0.2.9").get(f"/j/AAAA{number:02}/").status_code == 404
    assert Client(REMOTE_ADDR="192.0.2.9").get("/j/AAAA99/").status_code == 429
    assert Counter(_joins("192.0.2.1", 1000)) == {200: 1000}
    # From the address of somebody who guesses too: the whole venue shares one.
    assert Client(REMOTE_ADDR="192.0.2.1").get("/j/AAAAAA/").status_code == 404
    assert Counter(_joins("192.0.2.1", 10)) == {200: 10}


def _joins(address, times):
    """Each by a phone that has never been here. One client is handed on, for it takes long to make."""
    phone = Client(REMOTE_ADDR=address)
    for _ in range(times):
        phone.cookies.clear()
        yield phone.get("/j/K7WM4P/").status_code


def test_who_guesses_too_often_is_not_told_when_a_guess_is_right(room, table):
    Room(table, code="OTHERC")
    Client().get("/j/K7WM4P/")
    for number in range(joining.WRONG_FROM_ONE_ADDRESS):
        Client().get(f"/j/AAAA{number:02}/")
    assert Client().get("/j/OTHERC/").status_code == 429
    assert Client().get("/j/K7WM4P/").status_code == 200, "people of this venue have joined it already"


def test_when_many_addresses_guess_who_has_guessed_nothing_still_gets_in(room, monkeypatch):
    monkeypatch.setattr(joining, "WRONG_IN_ALL", 5)
    for number in range(6):
        Client(REMOTE_ADDR=f"192.0.2.{number}").get("/j/AAAAAA/")
    assert Client(REMOTE_ADDR="192.0.2.3").get("/j/K7WM4P/").status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.1").get("/j/K7WM4P/").status_code == 200


# --- A vote of every kind -----------------------------------------------------------------------

EVERY_KIND = {
    "single": (["Trust", "Money"], {"choice": "B"}, "B", "Money"),
    "several": (["Trust", "Money", "Time"], {"choice": ["C", "A"]}, "A C", "Trust, Time"),
    "scale": (["Low", "Middle", "High"], {"choice": "2"}, "2", "High"),
    "gradient": ([], {"choice": "4"}, "4", "Can live with it"),
    "slider": ([], {"choice": "65"}, "65", "65"),
    "ranking": (["Trust", "Money"], {"choice-A": "2", "choice-B": "1"}, "B A", "1. Money, 2. Trust"),
    "points": (["Trust", "Money"], {"choice-A": "70", "choice-B": "30"}, "A:70 B:30", "Trust: 70, Money: 30"),
    "statements": (["We are told early", "We are heard"], {"choice-A": "4"}, "A:4 B:x", ""),
    "text": ([], {"choice": "Fewer children in temporary homes"}, "Fewer children in temporary homes", None),
    "words": ([], {"choice": " hopeful "}, "hopeful", "hopeful"),
}


def test_every_kind_is_tried():
    assert list(EVERY_KIND) == [kind.key for kind in KINDS]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_is_answered_without_a_script_and_shown_back(room, kind):
    choices, posted, ballot, said = EVERY_KIND[kind]
    poll = room.ask("What matters most?", kind, choices)
    phone = room.phone()
    response = phone.vote(poll, **posted)
    assert (response.status_code, response.url) == (302, phone.at)
    assert list(Ballot.objects.values_list("choice", flat=True)) == [ballot]
    shown_back = f" Your answer: {ballot if said is None else said}" if said != "" else ""
    assert f"{COUNTED}{shown_back}" in text(phone.get())


WRONG = [
    ("single", {}, "Choose one of the answers."),
    ("single", {"choice": "Z"}, "Choose one of the answers."),
    ("several", {}, "Choose at least one of the answers."),
    ("slider", {"choice": "101"}, "Give a whole number from 0 to 100."),
    ("slider", {"choice": "²"}, "Give a whole number from 0 to 100."),
    ("ranking", {"choice-A": "1", "choice-B": "1"}, "Give each a different place, from 1 to 2."),
    ("points", {"choice-A": "60", "choice-B": "30"}, "You have given 90 points. Give 10 more, then send."),
    ("points", {"choice-A": "60", "choice-B": "50"}, "You have given 110 points. Take 10 back, then send."),
    ("text", {"choice": "\u200b "}, "Write your answer, then send."),
    ("words", {"choice": "x" * 31}, "Your answer has 31 characters. Shorten it to 30 or fewer, then send."),
]


@pytest.mark.parametrize(("kind", "posted", "sentence"), WRONG)
def test_what_cannot_be_counted_comes_back_with_what_to_do(room, kind, posted, sentence):
    poll = room.ask(
        "What?", kind, ["Trust", "Money"] if kind in ("single", "several", "ranking", "points") else []
    )
    response = room.phone().vote(poll, **posted)
    assert response.status_code == 422
    assert sentence in text(response)
    assert Ballot.objects.count() == Turnout.objects.count() == 0
    typed = re.findall(r'name="(choice-\w)"[^>]*value="(\d+)"', response.content.decode())
    assert dict(typed) == {name: value for name, value in posted.items() if "-" in name}


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"choice-A": "4", "choice-B": "6"}, "Answer each statement from 1 to 5, or with “Cannot say”."),
        ({"choice-A": "x"}, "Answer at least one of the statements, then send."),
    ],
)
def test_a_page_of_statements_that_cannot_be_counted_comes_back_as_it_was_ticked(room, posted, sentence):
    poll = room.ask("What?", "statements", ["Trust", "Money"])
    response = room.phone().vote(poll, **posted)
    assert (response.status_code, sentence in text(response), Ballot.objects.count()) == (422, True, 0)
    ticked = re.findall(r'name="(choice-\w)" value="(\w)" checked', response.content.decode())
    assert ticked == [("choice-A", posted["choice-A"])]


def test_an_answer_can_be_changed_while_the_vote_is_open(room):
    poll, phone = room.ask("POLL-03"), room.phone()
    phone.vote(poll, choice="A")
    phone.vote(poll, choice="D")
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["D"]
    assert Turnout.objects.count() == 1
    assert 'value="D" aria-pressed="true"' in phone.get().content.decode()


def test_a_vote_sent_twice_counts_once(room):
    poll, phone = room.ask("POLL-03"), room.phone()
    for _ in range(3):
        phone.vote(poll, choice="A")
    assert (Ballot.objects.count(), Turnout.objects.count()) == (1, 1)


def test_a_phone_without_its_seat_is_asked_once_more_and_keeps_its_answer(room):
    poll, client = room.ask("POLL-03"), Client()
    posted = {"poll": poll.pk, "choice": "C"}
    response = client.post("/j/K7WM4P/vote/", posted)
    assert (response.status_code, Ballot.objects.count()) == (422, 0)
    assert NO_SEAT in text(response)
    assert 'value="C" aria-pressed="true"' in response.content.decode()
    assert client.post("/j/K7WM4P/vote/", posted).status_code == 302
    assert Ballot.objects.count() == 1


def test_nobody_makes_seats_of_their_own(room):
    poll, client = room.ask("POLL-03"), Client()
    client.cookies[joining.COOKIE] = f"{room.workshop.pk}.mine:forged"
    assert client.post("/j/K7WM4P/vote/", {"poll": poll.pk, "choice": "A"}).status_code == 422
    assert Ballot.objects.count() == 0


def test_a_closed_vote_refuses_with_a_sentence_and_keeps_the_text(room):
    poll, phone = room.ask("POLL-23"), room.phone()
    room.close(poll)
    response = phone.vote(poll, choice="Warm homes for everybody")
    assert response.status_code == 409
    assert "The vote is closed. Your answer was not counted." in text(response)
    assert "Warm homes for everybody" in text(response)
    assert Ballot.objects.count() == 0


def test_a_vote_from_another_site_is_refused(room):
    poll, phone = room.ask("POLL-03"), room.phone()
    for headers in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}):
        posted = {"poll": poll.pk, "choice": "A"}
        assert phone.client.post(f"{phone.at}vote/", posted, **headers).status_code == 403
    assert Ballot.objects.count() == 0


def test_a_poll_of_another_workshop_cannot_be_answered_here(room, table):
    elsewhere = Room(table, code="ELSEWH").ask("POLL-03")
    for number in (elsewhere.pk, "", "x", "9" * 30, "²"):
        response = room.phone().client.post("/j/K7WM4P/vote/", {"poll": number, "choice": "A"})
        assert response.status_code == 409
    assert Ballot.objects.count() == 0


def test_a_draft_is_neither_shown_nor_answered(room):
    poll, phone = room.draft("A question nobody may see yet", choices=["This", "That"]), room.phone()
    assert phone.vote(poll, choice="A").status_code == 409
    assert "nobody may see" not in text(phone.get())


# --- What is on ---------------------------------------------------------------------------------


def test_the_promise_stands_before_the_question(room):
    room.ask("POLL-03")
    page = text(room.phone().get())
    assert page.index("Your answer is counted without your name.") < page.rindex("How strong is agreement")


def test_a_waiting_phone_looks_again_by_itself_and_one_that_answers_does_not(room):
    phone = room.phone()
    assert 'http-equiv="refresh"' in phone.get().content.decode()
    poll = room.ask("POLL-03")
    assert 'http-equiv="refresh"' not in phone.get().content.decode()
    room.close(poll)
    assert "The vote is closed. Results come on the wall." in text(phone.get())
    assert 'http-equiv="refresh"' in phone.get().content.decode()


def test_a_revealed_result_is_a_table_with_what_was_published(room):
    poll = room.ask("POLL-03")
    room.vote(poll, *"AABBC")
    phone = room.phone()
    assert "40%" not in text(phone.get())
    room.close(poll)
    assert "40%" not in text(phone.get())
    room.reveal(poll)
    assert "Strong 40% 8%" in text(phone.get())
    Workshop.objects.filter(pk=room.workshop.pk).show(hides_results=True)
    assert "40%" not in text(phone.get())


def test_fewer_than_five_are_not_shown(room):
    poll = room.ask("POLL-03")
    room.vote(poll, *"AAAA")
    room.show_result(poll)
    page = text(room.phone().get())
    assert "Too few to show: fewer than five people have answered." in page
    assert "100%" not in page


def test_a_script_is_told_that_an_answer_counts_only_after_it_does(room):
    poll, phone = room.ask("POLL-03"), room.phone()
    posted = {"poll": poll.pk, "choice": "D"}
    response = phone.client.post(f"{phone.at}vote/", posted, headers={"accept": "application/json"})
    assert response.json() == {"counted": COUNTED, "chose": "Fragile"}
    room.close(poll)
    response = phone.client.post(f"{phone.at}vote/", posted, headers={"accept": "application/json"})
    assert response.status_code == 409
    assert response.json()["error"].startswith("The vote is closed.")


# --- Lean and silent ----------------------------------------------------------------------------


def test_a_vote_neither_looks_into_a_session_nor_logs(room, caplog):
    caplog.set_level(logging.DEBUG, logger="django.request")
    poll, phone = room.ask("POLL-03"), room.phone()
    phone.client.cookies["sessionid"] = "a-session-of-somebody"
    with CaptureQueriesContext(connection) as queries:
        phone.vote(poll, choice="A")
    assert [query["sql"] for query in queries if "session" in query["sql"]] == []
    touched = {sql for query in queries for sql in [query["sql"]] if sql.startswith(("INSERT", "UPDATE"))}
    assert sorted(re.findall(r'"(facilitation_\w+)"', sql)[0] for sql in touched) == [
        "facilitation_ballot",
        "facilitation_participant",
        "facilitation_turnout",
    ]
    assert caplog.records == []


def test_the_first_visit_weighs_less_than_60_kb_and_loads_no_font(room):
    room.ask("POLL-01")
    page = room.phone().get().content
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    assert sorted(files) == [
        "css/live.css",
        "css/phone.css",
        "css/tokens.css",
        "images/mark.svg",
        "js/live.js",
        "js/phone.js",
    ]
    weight = sum(len(gzip.compress(Path(settings.BASE, "static", name).read_bytes())) for name in files)
    assert len(gzip.compress(page)) + weight < 60_000
    assert "var(--font)" not in Path(settings.BASE, "static/css/phone.css").read_text()
    of_the_wall = "body:has(.wall)"
    assert (
        "var(--font)" not in Path(settings.BASE, "static/css/live.css").read_text().partition(of_the_wall)[0]
    )


def test_every_page_of_a_phone_stays_out_of_caches(room):
    poll, phone = room.ask("POLL-03"), room.phone()
    for response in (phone.get(), phone.vote(poll, choice="A"), phone.client.get("/j/")):
        assert "no-store" in response["Cache-Control"]


def test_a_phone_stays_usable_through_two_scenes_it_slept_through(room):
    first, phone = room.ask("POLL-03"), room.phone()
    room.show_result(first)
    second = room.ask("POLL-22")
    assert phone.vote(first, choice="A").status_code == 409
    assert "Would your board recognise" in text(phone.get())
    assert phone.vote(second, choice="A").status_code == 302
    assert list(Poll.objects.filter(ballots__isnull=False)) == [second]


def test_practice_says_so(table):
    page = text(Phone(Room(table, is_practice=True).workshop.code).get())
    assert "Practice. Nothing here counts." in page
