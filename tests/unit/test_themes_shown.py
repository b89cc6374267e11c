"""Themes where they lead: on the wall a kind at a time, on one side of paper, and in one click into a workshop."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from facilitation import pdf
from facilitation.conversations import board, handout, on_wall, themes
from facilitation.live.keys import wall_key
from facilitation.live.scenes import console, wall
from facilitation.models import AgendaItem, ParkedItem, Poll, Theme
from facilitation.polls.scene import Scene
from facilitation.vocabulary import Became, Cover, ThemeKind, WorkshopKind
from facilitation.workshops import running
from partnerships.rulings import Refused
from tests import room
from tests.unit.test_conversations import SECRET, theme, theme_from

pytestmark = pytest.mark.django_db


def shown(table, text="Buses first", **fields):
    return themes.put_up(theme_from(table, 3, text=text, **fields), by=table.facilitator)


@pytest.fixture
def made(table):
    return room.running_workshop(table)


def at(table, name, *args, by=None):
    client, actor = Client(), by or table.facilitator
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client, reverse(name, args=(table.partnership.slug, actor.seat, *args))


# --- The wall -----------------------------------------------------------------------------------


def test_the_wall_shows_what_is_on_the_board_and_neither_note_nor_number(table, made):
    shown(table, "Buses first")
    theme(table, "Held back")
    shown(table, "Who pays?", kind=ThemeKind.DIFFERENCE)
    running.cover(made, Cover.COMMON, by=table.facilitator)
    html = wall(made)
    assert "<h1>What we heard: common ground</h1>" in html and "<li>Buses first</li>" in html
    for absent in ("Held back", "Who pays?", SECRET, "conversations", "(4 of 4)"):
        assert absent not in html


def test_the_wall_takes_four_themes_and_says_how_many_more_there_are(table, made):
    for number in range(6):
        shown(table, f"Theme {number}", strength=number % 5)
    running.cover(made, Cover.COMMON, by=table.facilitator)
    html = wall(made)
    assert re.findall(r"<li>(.*)</li>", html) == ["Theme 4", "Theme 3", "Theme 2", "Theme 1"]
    assert "2 more on the themes board" in html


@pytest.mark.parametrize(("letters", "fit"), [(10, 4), (60, 4), (61, 3), (120, 3)])
def test_long_themes_leave_room_for_fewer(letters, fit):
    assert len(on_wall.fitting(["x" * letters] * 6)) == fit


def test_what_is_taken_off_the_board_or_reworded_is_off_the_wall_at_once(table, made):
    row = shown(table, "Buses first")
    running.cover(made, Cover.COMMON, by=table.facilitator)
    scene = made.scene
    row.text = "Trams first"
    themes.change(row, by=table.facilitator)
    made.refresh_from_db()
    assert (made.scene, "Trams first" in wall(made)) == (scene + 1, True)
    themes.take_off(row, by=table.facilitator)
    made.refresh_from_db()
    assert (made.scene, "Trams first" in wall(made)) == (scene + 2, False)


def test_a_wall_without_themes_on_it_is_left_alone_when_the_board_changes(table, made):
    shown(table)
    scene = made.scene
    made.refresh_from_db()
    assert made.scene == scene


def test_phones_can_read_what_the_wall_shows_and_votes_come_first(table, made):
    shown(table, "Buses first")
    running.cover(made, Cover.COMMON, by=table.facilitator)
    phone = Scene(made)
    assert (phone.state, phone.themes.shown) == ("themes", ["Buses first"])
    made.poll = Poll(workshop=made, question="?", kind="single", state="open")
    assert Scene(made).state == "open"


@pytest.mark.parametrize(
    "what", [{"is_practice": True}, {"kind": WorkshopKind.IN_HOUSE}, {"kind": WorkshopKind.ONE_TO_ONE}]
)
def test_themes_are_shown_only_where_everybody_takes_part(table, what):
    shown(table)
    partner = {} if "is_practice" in what else {"partner": table.a.partner}
    made = room.running_workshop(table, **what, **partner)
    with pytest.raises(Refused):
        running.cover(made, Cover.COMMON, by=table.facilitator)
    assert on_wall.kinds_on_board(made) == []


def test_the_console_offers_the_kinds_that_have_themes(table, made):
    assert "Themes on the wall" not in console(made)
    shown(table)
    shown(table, "Who pays?", kind=ThemeKind.DIFFERENCE)
    page = console(made)
    assert re.findall(r'name="cover" value="(common|difference|explore|surprise)"', page) == [
        "common",
        "difference",
    ]
    client, url = at(table, "console-cover", made.pk)
    assert client.post(url, {"cover": "difference"}).status_code == 302
    made.refresh_from_db()
    assert made.cover == Cover.DIFFERENCE
    assert "Who pays?" in client.get(reverse("wall", args=(wall_key(made),))).text


# --- Where they lead ----------------------------------------------------------------------------


def test_desk_and_table_say_how_many_are_on_the_board_and_where_they_lead(table, made):
    pages = [at(table, "desk"), at(table, "table"), at(table, "table", by=table.a.reader)]
    before = [client.get(url).text for client, url in pages]
    assert ["themes are on the board" in page for page in before] == [False] * 3
    for number in range(3):
        row = shown(table, f"Theme {number}")
        if number:
            themes.park(row, made, by=table.facilitator)
    theme(table, "Held back")
    said = "3 themes are on the board: 2 are parked and 1 leads nowhere yet."
    assert board.where_they_lead(table.round) == said
    assert [said in client.get(url).text for client, url in pages] == [True] * 3


@pytest.mark.parametrize("as_", list(Became))
def test_one_click_makes_something_of_a_theme(table, as_):
    """The board itself has the button: pressing it once, with nothing in between, is all there is to it."""
    room.workshop(table, title="Next")
    room.running_workshop(table, title="Now")
    row = shown(table, "Buses first")
    client, url = at(table, "themes")
    page = client.get(url).text
    action = reverse("theme-use", args=(table.partnership.slug, "facilitator", row.pk))
    (form,) = [
        form
        for form in re.findall(r"<form.*?</form>", page, re.S)
        if f'action="{action}"' in form and f'name="as" value="{as_}"' in form
    ]
    (workshop,) = re.findall(r'name="workshop" value="(\d+)"', form)
    assert not re.findall(r"<(?:select|textarea|input(?![^>]*hidden))", form)
    answer = client.post(action, {"as": as_, "workshop": workshop})
    assert (answer.status_code, answer.url) == (302, url)
    row.refresh_from_db()
    assert (row.became, row.became_in_id) == (as_, int(workshop))
    found = {
        Became.AGENDA: AgendaItem.objects.filter(workshop=workshop, title="Buses first"),
        Became.POLL: Poll.objects.filter(workshop=workshop, question__contains="Buses first"),
        Became.PARKED: ParkedItem.objects.filter(workshop=workshop, text="Buses first"),
    }[as_]
    assert found.count() == 1


# --- On paper -----------------------------------------------------------------------------------


def test_the_handout_says_what_is_on_the_board_and_nothing_else(table):
    shown(table, "Buses first")
    theme(table, "Held back")
    client, url = at(table, "themes-paper", by=table.a.reader)
    page = client.get(url).text
    assert ("Buses first." in page, "Held back" in page, SECRET in page) == (True, False, False)
    assert f"{Theme.objects.get(text='Buses first').shown_sources} conversations" in page


@pytest.mark.once
def test_a_full_board_still_keeps_to_one_side(table):
    for number in range(24):
        kind = list(ThemeKind)[number % 4]
        shown(table, f"Theme {number} " + "with a long sentence of words to be read " * 2, kind=kind)
    try:
        printed = handout.pdf_of(table.round)
    except pdf.PdfUnavailable:
        pytest.skip("PDFs cannot be made here")
    from facilitation.papers import pages_of

    assert pages_of(printed) == 1


def test_the_pdf_is_served_to_everybody_who_reads_the_board(table):
    shown(table)
    client, url = at(table, "themes-pdf", by=table.a.reader)
    answer = client.get(url)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
