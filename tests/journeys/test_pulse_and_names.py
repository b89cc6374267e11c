"""The pulse and the question with names, on console, projector, phones and at a partner's own seat at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from facilitation.models import Workshop
from facilitation.polls import drafting, polling
from partnerships.views.access import address
from partnerships.vocabulary import Gradient
from tests import build, room, screens
from tests.journeys.room_screens import more_votes, on, phone_of, wall_of

STATEMENT = "Partners do what they said they would."
# A page of the pulse as its ballot holds it, with the same point for all twelve statements.
PAGES = [" ".join(f"{number:02}:{point}" for number in range(1, 13)) for point in "4455"]


@pytest.fixture
def table(transactional_db) -> build.Table:
    return build.partnership("AB")


@pytest.fixture
def made(table) -> Workshop:
    return room.running_workshop(table)


def test_the_pulse_from_the_bank_to_the_result_and_nobody_half_way_through_is_moved(table, made, sitting):
    with screens.serving_here() as here, sitting(here.url) as sit:
        console = sit(table.facilitator, "poll-bank", made.pk)
        wall, phone, other = wall_of(sit, made), phone_of(sit, made), phone_of(sit, made)

        console.get_by_role("button", name="Use the whole pulse").click()
        console.get_by_role("link", name="Get ready").first.click()
        console.get_by_role("button", name="Open the vote").click()
        expect(wall.get_by_role("heading", name="How are we working together?")).to_be_visible()
        statement = phone.get_by_role("group", name=STATEMENT)
        statement.get_by_role("radio", name="4").tap()
        phone.get_by_role("button", name="Send my answers").tap()
        expect(phone.get_by_text("Counted.")).to_be_in_viewport()
        other.get_by_role("group", name=STATEMENT).get_by_role("radio", name="2").tap()
        more_votes(made.polls.get(kind="statements"), *PAGES)
        expect(wall.get_by_text("5 voted so far")).to_be_visible()
        assert "Reliability 100%" not in wall.inner_text("main")

        for name in ("Close the vote", "Reveal the result"):
            console.get_by_role("button", name=name).click()
        expect(wall.get_by_text("Bars: how many agree")).to_be_visible()
        expect(on(phone).get_by_role("row", name=f"{STATEMENT} 100%")).to_be_visible()
        expect(other.get_by_text("The room has moved on.")).to_be_visible()
        expect(other.get_by_role("group", name=STATEMENT).get_by_role("radio", name="2")).to_be_checked()


def test_the_same_words_with_names_from_the_console_to_the_names_on_the_wall(table, made, sitting):
    words = table.agree("principle")
    poll = drafting.draft(
        made, question="How far behind this?", kind="gradient", about=words, by=table.facilitator
    )
    polling.open_poll(poll, by=table.facilitator)
    more_votes(poll, *"66411")
    for act in (polling.close, polling.reveal):
        act(poll, by=table.facilitator)
    with screens.serving_here() as here, sitting(here.url) as sit:
        console = sit(table.facilitator, "console", made.pk)
        wall, phone = wall_of(sit, made), phone_of(sit, made)

        console.get_by_role("button", name="Ask the same with names").click()
        expect(wall.get_by_text("0 of 2 partners have spoken")).to_be_visible()
        expect(phone.get_by_text("so phones do not answer")).to_be_visible()
        lead = sit(table.a.lead)
        lead.goto(address(table.a.lead, "agreement", words.lineage))
        lead.get_by_text(str(Gradient.FULLY_BEHIND.label), exact=True).first.click()
        lead.get_by_role("button", name="Say where we stand").click()
        expect(wall.get_by_text("1 of 2 partners have spoken")).to_be_visible()
        assert wall.get_by_text("A", exact=True).count() == 0

        for name in ("Close the vote", "Reveal the result"):
            console.get_by_role("button", name=name).click()
        expect(wall.get_by_text("Partners by name")).to_be_visible()
        expect(wall.get_by_text("A", exact=True)).to_be_visible()
        expect(wall.get_by_text("Can live with it: 100% by name, 60% without")).to_be_visible()
        expect(on(phone).get_by_role("row", name="Fully behind it A 40%")).to_be_visible()
