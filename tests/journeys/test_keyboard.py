"""The lead's core path with the keyboard only: everything can be reached, and one always sees where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import ElementHandle, Locator, Page, expect

from partnerships.models.private import MandateItem, MandateTerms
from partnerships.vocabulary import MandateState
from tests import build

MOST_TABS = 90
# Of what has the focus: whether it shows it (GOV.UK's ground and shadow, or an outline; of a radio button, on its label),
# whether any of it can be seen, on the screen and with nothing else before it, and whether it is the goal.
LOOK = """goal => {
    const here = document.activeElement;
    if (!here || here === document.body) return { nowhere: true };
    const face = here.matches("[type=radio], [type=checkbox]") ? here.nextElementSibling : here;
    const shown = [here, face].some(part => ["", "::before"].some(side => {
        const style = getComputedStyle(part, side);
        return style.boxShadow !== "none" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    }));
    const box = face.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const spots = [0.1, 0.5, 0.9].flatMap(x => [0.2, 0.5, 0.8].map(y => [left + x * (right - left), top + y * (bottom - top)]));
    const clear = right - left >= 1 && bottom - top >= 1 && spots.some(([x, y]) => {
        const found = document.elementFromPoint(x, y);
        return found && (here.contains(found) || found.contains(here) || found.closest("label")?.control === here);
    });
    return { shown, clear, there: here === goal, told: here.outerHTML.slice(0, 160) };
}"""


@pytest.fixture
def table(live_server) -> build.Table:
    return build.partnership("AB")


def check_focus(page: Page, goal: ElementHandle | None = None) -> bool:
    """The focus can be seen; whether it is on the goal."""
    found = page.evaluate(LOOK, goal)
    if "nowhere" in found:
        return False
    assert found["shown"], f"The focus does not show on {found['told']}"
    assert found["clear"], f"Something lies over the focus on {found['told']}"
    return found["there"]


def tab_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press Tab until the goal has the focus; wherever it stops on the way, it must be seen."""
    there = goal.element_handle()
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if check_focus(page, there):
            return
    raise AssertionError(f"{goal} cannot be reached with {key}")


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    tab_to(page, page.locator("main").get_by_role("link", name=name).first)
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_lead_sends_the_mandate_without_a_mouse(sit, table):
    page = sit(table.a.lead, "workbook")
    follow(page, "What is on and off the table?")
    heading(page, "What is on and off the table?")
    follow(page, "Go through the powers")
    heading(page, "Where we stand on each power")

    # A strip is one stop; arrow keys choose inside it.
    strips = [page.get_by_role("group", name=f"Power {number}").get_by_role("radio") for number in (1, 2, 3)]
    for strip, steps in zip(strips, (2, 4, 5), strict=True):
        tab_to(page, strip.first)
        page.keyboard.press("Space")
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
            check_focus(page)
        expect(strip.nth(steps)).to_be_checked()
    tab_to(page, strips[1].nth(4), key="Shift+Tab")
    page.keyboard.press("ArrowLeft")
    expect(strips[1].nth(3)).to_be_checked()
    expect(page.locator("[data-save-status]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    found = {item.power.title: item.position for item in MandateItem.objects.in_round(table.round)}
    assert found == {"Power 1": "open", "Power 2": "not-now", "Power 3": "no-view"}

    tab_to(page, page.get_by_role("link", name="Power 2"), key="Shift+Tab")
    page.keyboard.press("Enter")
    heading(page, "Power 2")
    tab_to(page, page.get_by_label("Why this is our position"))
    page.keyboard.type("The lease runs until 2031")
    press(page, "Save")
    heading(page, "Where we stand on each power")
    item = MandateItem.objects.in_round(table.round).get(power=table.powers[1])
    assert item.reasons == "The lease runs until 2031"

    follow(page, "What is on and off the table?")
    follow(page, "Nobody is named to speak for you.")
    tab_to(page, page.get_by_label("Who can speak for us"))
    page.keyboard.type("The leader of the council")
    press(page, "Save")
    heading(page, "What is on and off the table?")
    assert MandateTerms.objects.in_round(table.round).get().speakers == "The leader of the council"
    follow(page, "Check your mandate")
    heading(page, "Check your mandate")
    press(page, "Send for sign-off")
    expect(page.locator(".rt-message")).to_contain_text("Sent for sign-off.")
    expect(page.locator(".rt-message")).to_be_focused()
    assert table.a.present_mandate().state == MandateState.SUBMITTED


def test_errors_take_the_focus_and_lead_to_their_fields(sit, table):
    table.a.mandate("submitted")
    page = sit(table.a.approver, "mandate-sign-off")
    tab_to(page, page.get_by_label("Day"))
    page.keyboard.type("31")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("2027")
    press(page, "Sign off our mandate")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    for words, label in (
        ("Decision date must be a real date", "Day"),
        (re.compile("minute reference"), "Minute reference"),
    ):
        tab_to(page, page.locator(".govuk-error-summary").get_by_role("link", name=words))
        page.keyboard.press("Enter")
        expect(page.get_by_label(label)).to_be_focused()
        check_focus(page)
        page.locator(".govuk-error-summary").focus()
    expect(page.get_by_label("Day")).to_have_value("31")


FOLD = """field => {
    const fold = document.createElement("details");
    const place = field.closest(".govuk-form-group");
    place.replaceWith(fold);
    fold.append(place);
}"""


def test_an_error_in_what_is_folded_unfolds_it(sit, table):
    table.a.mandate("submitted")
    page = sit(table.a.approver, "mandate-sign-off")
    press(page, "Sign off our mandate")
    field = page.get_by_label("Minute reference")
    field.evaluate(FOLD)
    expect(field).to_be_hidden()
    tab_to(
        page, page.locator(".govuk-error-summary").get_by_role("link", name=re.compile("minute reference"))
    )
    page.keyboard.press("Enter")
    expect(field).to_be_focused()


def test_the_matrix_is_scrolled_with_the_arrow_keys(sit, table):
    for side in (table.a, table.b):
        side.mandate("laid")
    page = sit(table.a.reader, "table", viewport={"width": 375, "height": 500})
    region = page.get_by_role("region", name="Positions by power and partner")
    tab_to(page, region)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect_scrolled(region, "element => element.scrollLeft")
    # Links inside are reached next, and stay clear of what sticks to the edges.
    tab_to(page, region.get_by_role("link", name="Power 3"))


def expect_scrolled(region: Locator, how_far: str) -> None:
    for _ in range(20):
        if region.evaluate(how_far) > 0:
            return
        region.page.wait_for_timeout(50)
    raise AssertionError("The region does not scroll")


@pytest.mark.parametrize("place", ["workbook", "positions", "table", "papers"])
def test_the_skip_link_is_first_and_leads_past_the_bars(sit, table, place):
    page = sit(table.a.lead, place)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    check_focus(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.get_by_role("main").evaluate("main => main.contains(document.activeElement)")
