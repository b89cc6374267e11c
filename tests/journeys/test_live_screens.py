"""Screens stay right by themselves: with a stream and without, over a restart, and without moving whoever is typing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from facilitation.live import scenes
from facilitation.live.keys import phone_key, wall_key
from facilitation.models import AgendaItem, Workshop
from tests import build, screens
from tests.journeys.sitting import Sit


@pytest.fixture(autouse=True)
def page_of_its_own(settings) -> None:
    settings.ROOT_URLCONF = "tests.journeys.live_page"


@pytest.fixture
def table(transactional_db) -> build.Table:
    return build.partnership("A")


@pytest.fixture
def workshop(table) -> Workshop:
    return screens.workshop(table)


@pytest.fixture
def follow(browser) -> Iterator[object]:
    """Open a screen of a workshop, at one of the servers."""
    sittings = []

    def followed(url: str, workshop: Workshop, screen: str = "wall") -> Page:
        sittings.append(Sit(browser, url))
        key = wall_key(workshop) if screen == "wall" else phone_key(workshop)
        page = sittings[-1].visitor()
        page.goto(f"/follow/{screen}/{key}/")
        return page

    yield followed
    for sitting in sittings:
        sitting.leave()
        assert not sitting.complaints, "\n".join(sitting.complaints)


@pytest.fixture
def written(monkeypatch) -> None:
    """A phone's scene with something to write in."""
    form = '<form method="post"><label>Your answer <textarea></textarea></label></form>'
    monkeypatch.setitem(scenes.SCENES, "phone", lambda workshop: f"<h1>{workshop.title}</h1>{form}")


def status(page: Page):
    return page.locator("[data-live-status]")


def test_a_screen_follows_by_its_stream(table, workshop, follow):
    with screens.serving_here() as here:
        page = follow(here.url, workshop)
        expect(page.get_by_role("heading")).to_have_text("First workshop")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        screens.show(workshop, title="Shown next")
        expect(page.get_by_role("heading")).to_have_text("Shown next")
        assert asked == []
        expect(page.locator("[data-live-announce]")).to_have_text("Shown next")
        page.close()


def test_turnout_comes_without_a_word(table, workshop, follow):
    poll = screens.open_poll(workshop, table)
    with screens.serving_here() as here:
        page = follow(here.url, workshop)
        expect(page.locator("[data-live-turnout]")).to_have_text("0")
        screens.vote(poll, 1)
        expect(page.locator("[data-live-turnout]")).to_have_text("1")
        expect(page.locator("[data-live-announce]")).to_have_text("")
        page.close()


def test_a_screen_says_that_it_reconnects_and_recovers(workshop, follow):
    with screens.serving_here() as here:
        page = follow(here.url, workshop)
        expect(page.get_by_role("heading")).to_have_text("First workshop")
    expect(status(page)).to_have_text("Reconnecting…")
    screens.show(workshop, title="While it was away")
    with screens.serving_here(here.port):
        expect(page.get_by_role("heading")).to_have_text("While it was away")
        expect(status(page)).to_have_text("")
        page.close()


def test_nobody_who_is_typing_is_moved(workshop, follow, written):
    with screens.serving_here() as here:
        page = follow(here.url, workshop, "phone")
        page.get_by_label("Your answer").fill("A bus home")
        screens.show(workshop, title="Shown next")
        expect(page.get_by_text("The room has moved on.")).to_be_visible()
        expect(page.get_by_role("heading")).to_have_text("First workshop")
        expect(page.get_by_label("Your answer")).to_have_value("A bus home")
        page.get_by_role("button", name="Go there").click()
        expect(page.get_by_role("heading")).to_have_text("Shown next")
        expect(page.get_by_text("The room has moved on.")).to_be_hidden()
        page.close()


def test_whoever_has_stopped_typing_nothing_goes_along(workshop, follow, written):
    with screens.serving_here() as here:
        page = follow(here.url, workshop, "phone")
        page.get_by_label("Your answer").focus()
        screens.show(workshop, title="Shown next")
        expect(page.get_by_text("The room has moved on.")).to_be_visible()
        page.get_by_role("link", name="Elsewhere").focus()
        expect(page.get_by_role("heading")).to_have_text("Shown next")
        page.close()


def test_a_timer_counts_down_to_an_end_that_the_server_gives(workshop, follow):
    ends = timezone.now() + dt.timedelta(seconds=90)
    item = AgendaItem.objects.create(
        workshop=workshop, place=1, title="Talk", kind="themes", item_class="relationship", minutes=2
    )
    Workshop.objects.filter(pk=workshop.pk).update(item=item, timer_ends_at=ends)
    with screens.serving_here() as here:
        page = follow(here.url, workshop)
        expect(page.locator("[data-timer]")).to_have_text("01:27")
        page.close()


def test_without_a_stream_the_screen_polls(workshop, follow, live_server):
    page = follow(live_server.url, workshop)
    screens.show(workshop, title="Shown next")
    expect(page.get_by_role("heading")).to_have_text("Shown next")
    expect(status(page)).to_have_text("")


def test_a_screen_whose_workshop_is_long_over_says_so(workshop, follow, live_server):
    page = follow(live_server.url, workshop)
    ended = timezone.now() - timezone.timedelta(days=1)
    Workshop.objects.filter(pk=workshop.pk).update(state="ended", ended_at=ended, code="")
    expect(status(page)).to_contain_text("no longer live")
