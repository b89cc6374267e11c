"""What the page says of saving is true: with the server there, gone and back, with somebody else, and signed out."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from partnerships.models.private import Hope, MandateItem
from tests import build
from tests.journeys.sitting import Sit

WHAT = "In five years, what is different?"
OURS = "A bus home after the late shift"


@pytest.fixture
def table(live_server) -> build.Table:
    return build.partnership("A")


@pytest.fixture
def hope(table) -> Hope:
    return table.a.write("hope", what="As it was", for_whom="Everybody")


@pytest.fixture
def writing(sit, table, hope) -> Page:
    """The lead's page of the hope."""
    return sit(table.a.lead, "contribution-edit", "vision", "hope", hope.lineage)


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-save-status]")).to_have_text(words)


def written(page: Page) -> str:
    return page.get_by_label(WHAT).input_value()


def now() -> re.Pattern[str]:
    """“Saved 14:02”, in London's time; a minute more if it has just turned."""
    times = (timezone.localtime(), timezone.localtime() + timezone.timedelta(minutes=1))
    return re.compile(f"^Saved ({'|'.join(time.strftime('%H:%M') for time in times)})$")


# --- While all is well --------------------------------------------------------------------------


def test_nothing_is_called_saved_before_the_server_has_it(writing, hope):
    held: list[Route] = []
    writing.route("**/workbook/**", lambda route: held.append(route))
    writing.get_by_label(WHAT).fill(OURS)
    says(writing, "Not saved yet.")
    says(writing, "Saving…")
    hope.refresh_from_db()
    assert hope.what == "As it was"
    held[0].continue_()
    says(writing, now())
    hope.refresh_from_db()
    assert hope.what == OURS


def test_a_choice_of_position_is_saved_at_once(sit, table):
    page = sit(table.a.contributor, "positions")
    page.get_by_role("group", name="Power 2").get_by_role("radio", name="Never").check()
    says(page, now())
    (item,) = MandateItem.objects.in_round(table.round)
    assert (item.power, item.position, item.edited_by) == (
        table.powers[1],
        "never",
        table.a.contributor.person,
    )
    page.get_by_role("group", name="Power 2").get_by_role("radio", name="Open").check()
    says(page, now())
    page.reload()
    expect(page.get_by_role("group", name="Power 2").get_by_role("radio", name="Open")).to_be_checked()


def test_looking_for_a_power_is_no_change(sit, table):
    page = sit(table.a.lead, "positions")
    page.get_by_label("Find a power").press_sequentially("power 3")
    expect(page.get_by_role("group", name="Power 3")).to_be_visible()
    expect(page.get_by_role("group", name="Power 1")).to_be_hidden()
    expect(page.locator("[data-filter-count]")).to_have_text("1 found")
    says(page, "")


def test_what_cannot_be_kept_is_said_and_stays(sit, table):
    row = table.a.write("ambition")
    page = sit(table.a.lead, "contribution-edit", "vision", "ambition", row.lineage)
    page.get_by_label("How big is the prize?").fill("11")
    says(page, re.compile(r"^Not saved yet\. .*10"))
    assert page.get_by_label("How big is the prize?").input_value() == "11"


# --- When the server is gone --------------------------------------------------------------------


def test_the_text_waits_for_the_server(writing, hope):
    writing.route("**/workbook/**", lambda route: route.abort("connectionrefused"))
    writing.get_by_label(WHAT).fill(OURS)
    says(writing, re.compile(r"^Not saved yet\. There is no connection"))
    assert written(writing) == OURS
    writing.unroute("**/workbook/**")
    says(writing, now())
    hope.refresh_from_db()
    assert hope.what == OURS


def test_a_train_tunnel_loses_nothing(writing, hope):
    writing.context.set_offline(True)
    writing.get_by_label(WHAT).fill(OURS)
    says(writing, re.compile(r"^Not saved yet\. There is no connection"))
    writing.context.set_offline(False)
    says(writing, now())
    hope.refresh_from_db()
    assert hope.what == OURS


def test_a_server_in_trouble_is_asked_again(writing, hope):
    writing.route("**/workbook/**", lambda route: route.fulfill(status=429))
    writing.get_by_label(WHAT).fill(OURS)
    says(writing, "Not saved yet. We will try again.")
    writing.unroute("**/workbook/**")
    says(writing, now())
    hope.refresh_from_db()
    assert hope.what == OURS


# --- When somebody else writes too --------------------------------------------------------------


def theirs_meanwhile(table: build.Table, hope: Hope, page: Page) -> None:
    """The contributor saves first; the lead's own words then meet theirs."""
    table.a.edit(hope, by=table.a.contributor, what="A train every half hour")
    page.get_by_label(WHAT).fill(OURS)
    says(page, re.compile(r"^Not saved yet\. Somebody else changed this"))
    hope.refresh_from_db()
    assert hope.what == "A train every half hour"
    page.get_by_role("button", name="Save").click()
    card = page.get_by_role("alert")
    expect(card).to_contain_text(f"{table.a.contributor.person.name} saved this while you were writing")
    expect(card).to_contain_text("A train every half hour")
    assert written(page) == OURS


def test_both_texts_stand_side_by_side_and_ours_can_be_kept(table, hope, writing):
    theirs_meanwhile(table, hope, writing)
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_role("heading", name="What we hope for")).to_be_visible()
    hope.refresh_from_db()
    assert hope.what == OURS


def test_theirs_can_be_kept_by_leaving(table, hope, writing):
    theirs_meanwhile(table, hope, writing)
    writing.get_by_role("link", name="Where are we in five years?").first.click()
    expect(writing.get_by_text("A train every half hour").first).to_be_visible()
    hope.refresh_from_db()
    assert hope.what == "A train every half hour"


def test_two_people_on_the_list_of_powers_keep_each_others_answers(sit, table):
    ours, theirs = (sit(actor, "positions") for actor in (table.a.lead, table.a.contributor))
    theirs.get_by_role("group", name="Power 1").get_by_role("radio", name="Never").check()
    says(theirs, now())
    ours.get_by_role("group", name="Power 2").get_by_role("radio", name="Open").check()
    says(ours, now())
    ours.get_by_role("group", name="Power 1").get_by_role("radio", name="On", exact=True).check()
    says(ours, re.compile(r"^Not saved yet\. Somebody else"))
    ours.get_by_role("button", name="Save positions").click()
    expect(ours.get_by_role("alert")).to_contain_text("Power 1 is now")
    found = {item.power.title: item.position for item in MandateItem.objects.in_round(table.round)}
    assert found == {"Power 1": "never", "Power 2": "open"}


# --- When one leaves, or is signed out ----------------------------------------------------------


def test_leaving_with_unsent_text_is_asked_about(writing):
    asked: list[str] = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    writing.on("dialog", stay)
    writing.get_by_label(WHAT).press_sequentially(OURS)
    writing.get_by_role("link", name="The table").click(no_wait_after=True)
    says(writing, now())
    assert asked == ["beforeunload"]
    assert OURS in written(writing)
    # Saved now, so nothing is asked.
    writing.get_by_role("link", name="The table").click()
    expect(writing.get_by_role("heading", level=1)).to_have_text("The table")
    assert asked == ["beforeunload"]


def test_the_text_outlives_the_session(sit: Sit, table, hope, writing):
    Session.objects.all().delete()
    writing.get_by_label(WHAT).fill(OURS)
    says(writing, re.compile(r"^Not saved yet\. You have been signed out"))
    assert written(writing) == OURS
    other_tab = writing.context.new_page()
    sit.sign_in(other_tab, table.a.lead.person.email)
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_role("heading", name="What we hope for")).to_be_visible()
    hope.refresh_from_db()
    assert hope.what == OURS


def test_what_is_missing_follows_what_is_saved(sit, table):
    page = sit(table.a.lead, "positions")
    expect(page.get_by_role("heading", name="Area 1 2 of 2 to do")).to_be_visible()
    page.get_by_role("group", name="Our position on Power 1").get_by_role("radio", name="Never").check()
    expect(page.get_by_role("heading", name="Area 1 1 of 2 to do")).to_be_visible()
    beside = page.get_by_role("complementary", name="What to do next")
    expect(beside.locator("[name=unplaced]")).to_have_count(2)


def test_the_focus_stays_where_it_is_when_what_is_missing_follows(sit, table):
    page = sit(table.a.lead, "positions")
    page.get_by_role("group", name="Our position on Power 1").get_by_role("radio", name="Never").check()
    check = page.get_by_role("link", name="Check your mandate")
    check.focus()
    expect(page.get_by_role("heading", name="Area 1 1 of 2 to do")).to_be_visible()
    expect(check).to_be_focused()


def test_a_list_that_is_being_used_is_not_taken_away_and_keeps_what_was_chosen(sit, table):
    page = sit(table.a.lead, "positions")
    fill = page.get_by_label("Give all of them the position")
    with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
        page.get_by_role("group", name="Our position on Power 1").get_by_role("radio", name="Never").check()
        fill.focus()
        fill.select_option("Open")
    expect(fill).to_be_focused()
    expect(page.locator("[name=unplaced]")).to_have_count(3)
    fill.blur()
    expect(page.locator("[name=unplaced]")).to_have_count(2)
    expect(fill).to_have_value("open")
