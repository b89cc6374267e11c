"""The same words asked of the partners by name, beside what people said without names."""

import pytest
from django.db.models import F
from django.test import Client

from facilitation.live.scenes import phone, wall
from facilitation.models import Ballot, Poll
from facilitation.polls.naming import ALREADY, NOT_CLOSED, ask_by_name
from facilitation.polls.results import result
from facilitation.vocabulary import PollMode
from partnerships.models import Partner
from partnerships.rulings import Refused
from tests.voting import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(table):
    return Room(table)


@pytest.fixture
def words(table):
    return table.agree("destination")


@pytest.fixture
def unnamed(room, words):
    """Ten people without names: four can live with it or say more."""
    poll = room.ask("How far are you behind this?", "gradient", about=words)
    room.vote(poll, *"6541111222")
    return room.close(poll)


@pytest.fixture
def named(room, unnamed):
    room.reveal(unnamed)
    return ask_by_name(unnamed, by=room.by)


def test_asking_with_names_shows_it_at_once_and_has_nothing_to_vote_on(room, named):
    assert (room.fresh().poll, named.mode, named.state, named.key) == (named, PollMode.NAMED, "open", "")
    answer = room.phone().vote(named, choice="6")
    assert (answer.status_code, Ballot.objects.filter(poll=named).exists()) == (409, False)
    assert "phones do not answer" in phone(room.fresh())


def test_partners_speak_from_their_own_seats_and_the_wall_says_how_many(room, table, named, words):
    table.a.endorse(words, 6)
    shown = wall(room.fresh())
    assert "1 of 3 partners have spoken" in shown
    assert "Partner A" not in shown


def test_once_revealed_names_and_numbers_stand_side_by_side_with_the_gap(room, table, named, words):
    for side, gradient in ((table.a, 6), (table.b, 4), (table.c, 4)):
        side.endorse(words, gradient)
    room.show_result(named)
    found = result(named)
    assert [(bar.label, bar.figure, bar.names) for bar in found.bars if bar.names] == [
        ("Fully behind it", "10%", ("A",)),
        ("Can live with it", "10%", ("B", "C")),
    ]
    assert (found.gap.named, found.gap.unnamed, found.gap.points) == (100, 30, 70)
    shown = wall(room.fresh())
    assert "Can live with it: 100% by name, 30% without" in shown
    assert "<strong>B, C</strong>" in shown


def test_names_that_are_too_many_for_the_wall_are_counted_there_and_read_on_the_phones(
    room, table, named, words
):
    for side, name in zip(table.sides.values(), ("Upper Combe", "Lower Combe", "Far Combe"), strict=True):
        side.endorse(words, 4)
        Partner.objects.filter(pk=side.partner.pk).update(short_name=f"{name} Combined Authority")
    room.show_result(named)
    shown = wall(room.fresh())
    assert "<strong>3 partners</strong>" in shown
    assert "Partners: names on the phones" in shown
    assert "Upper Combe Combined Authority" in phone(room.fresh())
    Partner.objects.filter(partnership=table.partnership).update(short_name=F("slug"))
    shown = wall(room.fresh())
    assert "Partners by name" in shown
    assert "3 partners</strong>" not in shown


def test_what_too_few_said_without_names_is_not_shown_beside_the_names(room, table, words):
    poll = room.ask("How far are you behind this?", "gradient", about=words)
    room.vote(poll, *"6541")
    room.show_result(poll)
    table.a.endorse(words, 6)
    named = room.show_result(ask_by_name(poll, by=room.by))
    found = result(named)
    assert (found.gap, found.has_shares) == (None, False)
    assert [bar.names for bar in found.bars if bar.names] == [("A",)]


def test_names_come_after_the_vote_without_them_and_once(room, words, named):
    with pytest.raises(Refused, match=ALREADY):
        ask_by_name(Poll.objects.get(mode=PollMode.ANONYMOUS), by=room.by)
    room.close(named)
    again = room.ask("How far are you behind this?", "gradient", about=words)
    named.delete()
    with pytest.raises(Refused, match=NOT_CLOSED):
        ask_by_name(again, by=room.by)


def test_a_question_about_nothing_has_no_names(room):
    poll = room.close(room.ask("What?", "gradient"))
    with pytest.raises(Refused, match="Only a question about words of the group"):
        ask_by_name(poll, by=room.by)


def test_it_is_asked_from_the_poll_and_read_there(room, table, unnamed, words):
    browser = Client()
    browser.force_login(table.facilitator.person)
    at = f"/p/{table.partnership.slug}/{table.facilitator.seat}/polls/"
    assert "Ask the same with names" in browser.get(f"{at}{unnamed.pk}/").content.decode()
    browser.post(f"{at}{unnamed.pk}/by-name/")
    named = Poll.objects.get(mode=PollMode.NAMED)
    page = browser.get(f"{at}{named.pk}/").content.decode()
    assert "0 of 3 partners have said where they stand" in page
    assert "Not yet: A, B, C." in page
    assert "Ask the same with names" not in browser.get(f"{at}{unnamed.pk}/").content.decode()
