"""The room for those who listen, who use the keyboard alone, or whose screen is small."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from facilitation.models import Poll, Workshop
from facilitation.polls import drafting, polling
from facilitation.workshops import running
from tests import build, room, screens
from tests.journeys.room_screens import more_votes, on, phone_of, wall_of

SEVEN = [f"We would go {number} steps with the others" for number in range(1, 8)]
TWO_LINES = "How far would your organisation go if the others round this table came along?"
# Keeps what is read out: of each live region the words that come into it and are not hidden.
LISTEN = """() => {
    window.heard = [];
    const read = region => [...region.childNodes].filter(one => !one.ariaHidden).map(one => one.textContent).join(" ").trim();
    const hear = changes => {
        for (const region of new Set(changes.map(one => one.target.closest?.("[role=status], [aria-live]")).filter(Boolean)))
            if (read(region)) heard.push(read(region));
    };
    new MutationObserver(hear).observe(document.body, { subtree: true, childList: true });
}"""
# How far the scene is from its heading and from the way in.
ROOM_LEFT = """() => {
    const lines = document.createRange();
    lines.selectNodeContents(document.querySelector(".wall__main"));
    const [box, above, below] = [lines, ...document.querySelectorAll("h1, .wall__foot")].map(one => one.getBoundingClientRect());
    return Math.min(box.top - above.bottom, below.top - box.bottom);
}"""


@pytest.fixture
def table(transactional_db) -> build.Table:
    return build.partnership("AB")


@pytest.fixture
def made(table) -> Workshop:
    made = room.running_workshop(table)
    room.show(table, made, 0)
    return made


def ask(table: build.Table, made: Workshop, question: str, kind: str, choices: list[str]) -> Poll:
    poll = drafting.draft(
        room.fresh(made), question=question, kind=kind, choices=choices, by=table.facilitator
    )
    polling.open_poll(poll, by=table.facilitator)
    return poll


def give_more_time(table: build.Table, made: Workshop) -> None:
    running.extend(made, 5, at_scene=room.fresh(made).scene, by=table.facilitator)


def heard(page: Page) -> list[str]:
    return page.evaluate("heard.splice(0)")


def test_a_phone_says_each_thing_once_and_keeps_the_focus(table, made, sitting):
    poll = ask(table, made, "What now?", "single", SEVEN)
    with screens.serving_here() as here, sitting(here.url) as sit:
        phone, wall = phone_of(sit, made), wall_of(sit, made)
        phone.evaluate(LISTEN)
        last = phone.get_by_role("button", name=SEVEN[-1])
        last.focus()
        top = last.bounding_box()["y"] + phone.evaluate("scrollY")
        phone.keyboard.press("Enter")
        expect(phone.get_by_text("Counted.")).to_be_in_viewport()
        counted = f"Counted. You can change it until the facilitator closes. Your answer: {SEVEN[-1]}"
        assert heard(phone) == [counted]
        assert last.bounding_box()["y"] + phone.evaluate("scrollY") == top

        before = room.fresh(made).scene
        give_more_time(table, made)
        more_votes(poll, *"AABB")
        expect(wall.get_by_text("5 voted so far")).to_be_visible()
        expect(phone.locator(f'[data-live-stamp^="{before + 1}."]')).to_be_visible()
        expect(last).to_be_focused()
        polling.close(poll, by=table.facilitator)
        expect(on(phone).get_by_text("The vote is closed.")).to_be_visible()
        assert heard(phone) == ["The vote is closed. Results come on the wall."]


def test_ranking_and_points_by_buttons_say_where_things_stand_on_the_smallest_screen(table, made, sitting):
    ask(table, made, "In which order?", "ranking", SEVEN[:3])
    with screens.serving_here() as here, sitting(here.url) as sit:
        phone = phone_of(sit, made)
        phone.set_viewport_size({"width": 320, "height": 568})
        phone.evaluate(LISTEN)
        phone.get_by_role("button", name=f"Down {SEVEN[0]}").press("Enter")
        phone.get_by_role("button", name=f"Up {SEVEN[1]}").press("Enter")
        assert heard(phone) == [f"{SEVEN[0]}: place 2", f"{SEVEN[1]} is first already"]
        polling.close(made.polls.get(), by=table.facilitator)
        phone.get_by_role("button", name="Go there").click()

        ask(table, made, "What is it worth?", "points", SEVEN[:3])
        more = phone.get_by_role("button", name=f"+5 {SEVEN[0]}")
        more.press("Enter")
        phone.get_by_label(SEVEN[1]).fill("95")
        heard(phone)
        more.press("Enter")
        assert "No points are left. Take some from another answer first." in heard(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_the_consoles_keys_can_be_turned_off_and_a_press_goes_on_where_it_was(table, made, sitting):
    with screens.serving_here() as here, sitting(here.url) as sit:
        console = sit(table.facilitator, "console", made.pk)
        console.locator("summary").last.press("Enter")
        console.get_by_role("button", name="Apologies").last.press("Enter")
        expect(console.locator("summary").last).to_contain_text("Apologies")
        expect(console.locator("summary").last).to_be_focused()

        console.get_by_role("button", name="Turn the keys off").click()
        console.keyboard.press("b")
        expect(console.get_by_role("button", name="Turn the keys on")).to_be_focused()
        assert room.fresh(made).cover == ""
        console.get_by_role("button", name="Turn the keys on").click()
        console.keyboard.press("b")
        expect(console.get_by_text("The wall is blank.")).to_be_visible()
        expect(console.get_by_role("region", name="Now")).to_be_focused()


def test_seven_answers_under_a_question_of_two_lines_fit_on_the_wall(table, made, sitting):
    answers = [one[:24] for one in SEVEN]
    poll = ask(table, made, TWO_LINES, "single", answers)
    with screens.serving_here() as here, sitting(here.url) as sit:
        wall = wall_of(sit, made)
        wall.set_viewport_size({"width": 1920, "height": 1080})
        expect(wall.get_by_text(answers[-1])).to_be_visible()
        assert wall.evaluate(ROOM_LEFT) > 0
        more_votes(poll, *"ABCDEFG")
        for act in (polling.close, polling.reveal):
            act(poll, by=table.facilitator)
        expect(wall.get_by_text("14%").first).to_be_visible()
        assert wall.get_by_text("14%").count() == 7
        assert wall.evaluate(ROOM_LEFT) > 0
