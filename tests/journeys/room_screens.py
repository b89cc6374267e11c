"""The screens of a room as people see them: a projector, and phones that have typed the code."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from facilitation.live.keys import wall_key
from facilitation.models import Poll, Workshop
from facilitation.polls import ballots
from tests.journeys.sitting import Sit


def wall_of(sit: Sit, made: Workshop) -> Page:
    page = sit.visitor()
    page.goto(f"/wall/{wall_key(made)}/")
    return page


def phone_of(sit: Sit, made: Workshop) -> Page:
    """A phone that has typed the code."""
    page = sit.visitor(viewport={"width": 375, "height": 667}, has_touch=True)
    page.goto("/j/")
    page.get_by_label("Code").fill(made.code.lower())
    page.keyboard.press("Enter")
    expect(on(page).get_by_role("heading", level=1)).to_be_visible()
    return page


def on(page: Page) -> Locator:
    """The scene alone, without what is read out of it."""
    return page.locator("[data-live]")


def tap(phone: Page, answer: str) -> None:
    phone.get_by_role("button", name=answer).tap()
    expect(phone.get_by_text("Counted.")).to_be_visible()


def more_votes(poll: Poll, *answers: str) -> None:
    """From phones that nobody looks at here."""
    for number, answer in enumerate(answers):
        ballots.cast(poll, f"another-{number}", answer)
