"""What the wall, the phones and the consoles of others show, scene by scene: what all may see, and no word besides.

The wall and the phones are opened by people who may read far more, and by one who may read nothing: they all see the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from facilitation.live.keys import console_key, phone_key, wall_key
from facilitation.models import Poll, Workshop
from facilitation.polls import polling
from facilitation.vocabulary import Cover
from facilitation.workshops import running
from tests import room
from tests.trust import meetings
from tests.trust.browsing import undone, visit
from tests.trust.world import RIVERS, TOKEN_TEXT, World, standing_world

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LOOKERS = ("visitor", "facilitator", "A lead", "B approver", "D lead")
ROOM = f"{RIVERS} asking"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with standing_world(django_db_blocker) as made:
        yield made


@pytest.fixture
def asking(world: World) -> Iterator[Workshop]:
    with undone():
        yield meetings.named(world, "asking")


def polls_of(workshop: Workshop) -> list[Poll]:
    """A draft, one that is closed, one with words, one that is open."""
    return list(workshop.polls.order_by("pk"))


def _show(place: int) -> Callable[[World, Workshop], object]:
    return lambda world, made: polling.put_on_show(polls_of(made)[place], by=world.rivers.facilitator)


def _close(world: World, made: Workshop) -> None:
    polling.close(polls_of(made)[3], by=world.rivers.facilitator)


def _reveal(world: World, made: Workshop) -> None:
    polling.reveal(polls_of(made)[1], by=world.rivers.facilitator)


def _cover(cover: Cover) -> Callable[[World, Workshop], object]:
    return lambda world, made: running.cover(made, cover, by=world.rivers.facilitator)


def _item(world: World, made: Workshop) -> None:
    _close(world, made)
    room.show(world.rivers, made, 0)


def _end(world: World, made: Workshop) -> None:
    _close(world, made)
    room.end(world.rivers, made)


SCENES: dict[str, Callable[[World, Workshop], object]] = {
    "open": lambda world, made: None,
    "closed": _show(1),
    "closed just now": _close,
    "revealed": _reveal,
    "revealed words": _show(2),
    "blank": _cover(Cover.BLANK),
    "join": _cover(Cover.JOIN),
    "item": _item,
    "ended": _end,
}


def screens_of(made: Workshop) -> dict[str, list[str]]:
    """The addresses of each kind of screen: the page, and what it asks for again."""
    return {
        "wall": [f"/wall/{wall_key(made)}/", f"/live/wall/{wall_key(made)}/now/"],
        "phone": [f"/j/{made.code}/" if made.code else "", f"/live/phone/{phone_key(made)}/now/"],
    }


@pytest.mark.parametrize("name", SCENES)
def test_wall_and_phones_show_what_all_may_see_and_the_same_to_everybody(
    world: World, asking: Workshop, name: str
) -> None:
    SCENES[name](world, asking)
    made = meetings.named(world, "asking")
    for screen, urls in screens_of(made).items():
        for url in filter(None, urls):
            seen = {key: visit(world, key, "GET", url) for key in LOOKERS}
            assert {found.status for found in seen.values()} == {200}, (screen, url)
            tokens = {frozenset(found.tokens) for found in seen.values()}
            assert len(tokens) == 1, f"{screen} {name} tells some more than others"
            foreign = [token for token in next(iter(tokens)) if ROOM not in world.rooms[token]]
            assert foreign == [], f"{screen} {name} shows {[(one, world.rooms[one]) for one in foreign]}"


@pytest.mark.parametrize(
    ("name", "place"), [("open", 3), ("closed", 1), ("revealed", 1), ("revealed words", 2)]
)
def test_the_question_is_there_to_be_found(world: World, asking: Workshop, name: str, place: int) -> None:
    SCENES[name](world, asking)
    (question,) = TOKEN_TEXT.findall(polls_of(asking)[place].question)
    for urls in screens_of(asking).values():
        for url in urls:
            assert question in visit(world, "visitor", "GET", url).tokens, url


def test_only_words_that_were_approved_come_to_the_screens(world: World, asking: Workshop) -> None:
    SCENES["revealed words"](world, asking)
    answers = list(polls_of(asking)[2].written_answers.order_by("pk"))
    for url in screens_of(asking)["phone"]:
        seen = visit(world, "visitor", "GET", url).tokens
        assert [answer.state for answer in answers if answer.text in seen] == ["approved"]


def test_nobody_reads_what_was_sent_to_an_open_vote(world: World, asking: Workshop) -> None:
    sealed = {token for token, rooms in world.rooms.items() if rooms == {"an open vote"}}
    seat = f"/p/{RIVERS}/facilitator/"
    poll, number = polls_of(asking)[3], asking.pk
    pages = [
        f"{seat}workshops/{number}/console/",
        f"{seat}workshops/{number}/polls/",
        f"{seat}polls/{poll.pk}/",
        f"{seat}polls/{poll.pk}/answers/",
        f"{seat}desk/",
        f"/live/console/{console_key(asking, world.rivers.facilitator.person)}/now/",
    ]
    assert len(sealed) == 2 * meetings.ANSWERS
    found = {url: visit(world, "facilitator", "GET", url) for url in pages}
    assert {url: page.tokens & sealed for url, page in found.items() if page.tokens & sealed} == {}
    # Once it is closed the facilitator does: there was something to find.
    polling.close(poll, by=world.rivers.facilitator)
    assert visit(world, "facilitator", "GET", pages[3]).tokens & sealed


@pytest.mark.parametrize("screen", ["console", "fellow"])
def test_a_console_opens_to_the_facilitators_of_its_own_partnership_only(
    world: World, asking: Workshop, screen: str
) -> None:
    keys = {
        "own": console_key(asking, world.rivers.facilitator.person),
        "another's": console_key(asking, world.vales.facilitator.person),
        "a lead's": console_key(asking, world.side("A").lead.person),
        "the wall's": wall_key(asking),
        "a phone's": phone_key(asking),
    }
    got = {
        whose: visit(world, "visitor", "GET", f"/live/{screen}/{key}/now/").status
        for whose, key in keys.items()
    }
    assert got == {"own": 200, "another's": 404, "a lead's": 404, "the wall's": 404, "a phone's": 404}


def test_a_console_shows_nothing_of_any_partners_workbook(world: World, asking: Workshop) -> None:
    for name in ("running", "asking"):
        made = meetings.named(world, name)
        key = console_key(made, world.rivers.facilitator.person)
        tokens = visit(world, "visitor", "GET", f"/live/console/{key}/now/").tokens
        desk = {RIVERS, f"{RIVERS} desk", f"{RIVERS} {name}"}
        assert tokens and [token for token in tokens if not world.rooms[token] & desk] == []
