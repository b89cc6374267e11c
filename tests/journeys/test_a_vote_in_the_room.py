"""A workshop with console, projector and three phones at once, and what happens to it when something breaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from facilitation.models import Ballot, Poll, Turnout, Workshop
from facilitation.polls import drafting, polling
from tests import build, room, screens
from tests.journeys.room_screens import more_votes, on, phone_of, tap, wall_of

QUESTION = "What matters most?"


@pytest.fixture
def table(transactional_db) -> build.Table:
    return build.partnership("AB")


@pytest.fixture
def made(table) -> Workshop:
    return room.running_workshop(table)


@pytest.fixture
def poll(table, made) -> Poll:
    return drafting.draft(
        made, question=QUESTION, kind="single", choices=["Trust", "Money"], by=table.facilitator
    )


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def test_a_vote_from_the_question_to_the_result_on_every_screen(table, made, poll, sitting):
    with screens.serving_here() as here, sitting(here.url) as sit:
        console = sit(table.facilitator, "console", made.pk)
        wall, phones = wall_of(sit, made), [phone_of(sit, made) for _ in range(3)]

        console.get_by_role("button", name="Open the vote").click()
        expect(wall.get_by_role("heading", name=QUESTION)).to_be_visible()
        for phone, answer in zip(phones, ("Trust", "Trust", "Money"), strict=True):
            expect(phone.get_by_role("heading", name=QUESTION)).to_be_visible()
            tap(phone, answer)
        expect(wall.get_by_text("3 voted so far")).to_be_visible()
        expect(console.locator("[data-live-turnout]")).to_have_text("3")
        # While it is open nobody sees more than that, and with three it would stay so.
        assert "%" not in wall.inner_text("main")
        more_votes(poll, "A", "A")
        expect(wall.get_by_text("5 voted so far")).to_be_visible()

        console.get_by_role("button", name="Close the vote").click()
        expect(wall.get_by_text("The vote is closed.")).to_be_visible()
        expect(on(phones[0]).get_by_text("The vote is closed.")).to_be_visible()
        assert "%" not in wall.inner_text("main")

        console.get_by_role("button", name="Reveal the result").click()
        expect(wall.get_by_text("80%")).to_be_visible()
        for phone in phones:
            expect(phone.get_by_role("row", name="Trust 80%")).to_be_visible()


def test_too_few_answers_stay_closed_on_every_screen(table, made, poll, sitting):
    with screens.serving_here() as here, sitting(here.url) as sit:
        console = sit(table.facilitator, "console", made.pk)
        console.get_by_role("button", name="Open the vote").click()
        wall, phones = wall_of(sit, made), [phone_of(sit, made) for _ in range(3)]
        for phone in phones:
            tap(phone, "Trust")
        for name in ("Close the vote", "Reveal the result"):
            console.get_by_role("button", name=name).click()
        for page in (wall, *phones):
            expect(on(page).get_by_text("Fewer than five")).to_be_visible()
            assert "%" not in page.inner_text("main")


def test_a_server_that_is_killed_in_the_middle_of_a_vote_loses_no_answer_and_no_screen(
    table, made, poll, sitting
):
    polling.open_poll(poll, by=table.facilitator)
    with screens.Process() as server, sitting(f"http://127.0.0.1:{server.port}") as sit:
        console, wall = sit(table.facilitator, "console", made.pk), wall_of(sit, made)
        phones = [phone_of(sit, made) for _ in range(3)]
        for phone in phones[:2]:
            tap(phone, "Trust")
        server.kill()

        phones[2].get_by_role("button", name="Money").tap()
        expect(phones[2].get_by_text("Not sent yet.")).to_be_visible()
        assert sorted(Ballot.objects.values_list("choice", flat=True)) == ["A", "A"]

        server.start()
        expect(phones[2].get_by_text("Counted.")).to_be_visible()
        for page in (wall, console):
            expect(page.locator("[data-live-turnout]")).to_have_text("3")
        assert sorted(Ballot.objects.values_list("choice", flat=True)) == ["A", "A", "B"]
        assert Turnout.objects.count() == 3
        # And the room goes on: what was counted before is closed with what came after.
        console.get_by_role("button", name="Close the vote").click()
        expect(wall.get_by_text("The vote is closed.")).to_be_visible()
        for phone in phones:
            expect(on(phone).get_by_text("The vote is closed.")).to_be_visible()
        sit.complaints.clear()  # of requests that nobody was there to answer


def test_a_phone_that_sleeps_through_two_scenes_is_right_as_soon_as_it_wakes(
    table, made, poll, sitting, stack
):
    polling.open_poll(poll, by=table.facilitator)
    with screens.serving_here() as here:
        sit = stack.enter_context(sitting(here.url))
        phone = phone_of(sit, made)
        tap(phone, "Trust")
        phone.context.set_offline(True)
    # Its stream is cut, and what it asks for again does not get through.
    with screens.serving_here(here.port):
        more_votes(poll, "A", "A", "A", "B")
        polling.close(poll, by=table.facilitator)
        polling.reveal(poll, by=table.facilitator)
        expect(phone.get_by_text("Reconnecting…")).to_be_visible()
        expect(phone.get_by_role("button", name="Trust")).to_be_visible()
        phone.context.set_offline(False)
        expect(phone.get_by_role("row", name="Trust 80%")).to_be_visible()
        sit.complaints.clear()  # of being offline
        phone.close()
