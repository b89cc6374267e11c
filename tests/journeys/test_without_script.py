"""All of it without a line of script: buttons save, pages answer, errors lead to their fields."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from partnerships.models.private import Hope, MandateItem
from partnerships.vocabulary import MandateState
from tests import build


@pytest.fixture
def table(live_server) -> build.Table:
    return build.partnership("AB")


@pytest.fixture
def plain(sit):
    """Sit down in a browser that runs no script."""
    return lambda *place: sit(*place, java_script_enabled=False)


def done(page: Page, words: str) -> None:
    expect(page.locator(".rt-message")).to_contain_text(words)


def test_positions_have_a_button(plain, table):
    page = plain(table.a.contributor, "positions")
    # What only script could do is not offered.
    expect(page.get_by_label("Find a power")).to_be_hidden()
    page.get_by_role("group", name="Power 1").get_by_role("radio", name="On, if…").check()
    page.get_by_role("button", name="Save positions").click()
    done(page, "Saved.")
    expect(page.get_by_role("group", name="Power 1").get_by_role("radio", name="On, if…")).to_be_checked()
    page.get_by_role("button", name="Fill the rest").click()
    found = {item.power.title: item.position for item in MandateItem.objects.in_round(table.round)}
    assert found == {"Power 1": "on-if", "Power 2": "no-view", "Power 3": "no-view"}


def test_a_contribution_is_added_changed_and_removed(plain, table):
    page = plain(table.a.contributor, "step", "vision")
    page.get_by_role("link", name="Add a hope").click()
    page.get_by_label("In five years, what is different?").fill("A bus home after the late shift")
    page.get_by_role("button", name="Save").click()
    done(page, "Saved.")
    page.get_by_role("link", name="Change “A bus home").click()
    page.get_by_label("For whom").fill("Care workers")
    page.get_by_role("button", name="Save").click()
    done(page, "Saved.")
    hope = Hope.objects.in_round(table.round).get()
    assert (hope.what, hope.for_whom) == ("A bus home after the late shift", "Care workers")
    page.get_by_role("link", name="Remove “A bus home").click()
    page.get_by_role("button", name="Remove").click()
    done(page, "Removed.")
    assert not Hope.objects.in_round(table.round).exists()


def test_a_mandate_goes_from_the_lead_to_the_table(plain, table):
    table.a.mandate("draft")
    lead = plain(table.a.lead, "mandate-check")
    lead.get_by_role("button", name="Send for sign-off").click()
    done(lead, "Sent for sign-off.")

    approver = plain(table.a.approver, "mandate-sign-off")
    approver.get_by_role("button", name="Sign off our mandate").click()
    summary = approver.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter the decision date")
    for link in summary.get_by_role("link").all():
        expect(approver.locator(f"[id='{link.get_attribute('href')[1:]}']")).to_be_visible()
    approver.get_by_label("Which body decided").fill("Cabinet")
    for part, value in (("Day", "4"), ("Month", "February"), ("Year", "2026")):
        approver.get_by_label(part).fill(value)
    approver.get_by_label("Minute").fill("12/27")
    approver.get_by_role("button", name="Sign off our mandate").click()
    expect(approver.get_by_role("heading", level=1)).to_have_text("Signed off")
    assert table.a.present_mandate().state == MandateState.SIGNED_OFF

    approver.get_by_role("link", name="Choose what to lay").click()
    approver.get_by_role("button", name="Lay on the table").click()
    done(approver, "Laid on the table.")
    theirs = plain(table.b.reader, "table")
    expect(theirs.get_by_role("region", name="Positions by power and partner")).to_contain_text("On, if…")


def test_leads_say_where_they_stand(plain, table):
    line = table.agree("principle", statement="We say it to each other first")
    page = plain(table.a.lead, "agreement", line.lineage)
    page.get_by_role("radio", name="Cannot accept").check()
    page.get_by_role("button", name="Say where we stand").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say what would change that")
    expect(page.get_by_role("radio", name="Cannot accept")).to_be_checked()
    page.get_by_label("What would change that").fill("If it bound the press office too")
    page.get_by_role("button", name="Say where we stand").click()
    done(page, "Counted.")
    assert line.endorsements.get().reservation == "If it bound the press office too"


def test_the_facilitator_moves_the_group(plain, table):
    page = plain(table.facilitator, "desk")
    page.get_by_role("button", name=re.compile("step 2")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not everybody is finished")
    page.get_by_role("button", name="Move on all the same").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why the group goes on all the same")
    page.get_by_label("Why does the group go on all the same?").fill("The hall is booked")
    page.get_by_role("button", name="Move on all the same").click()
    done(page, "The group is at step 2")
    table.round.refresh_from_db()
    assert table.round.step == "vision"
