"""A whole round by the people who make it, each in a browser of their own, through nothing but the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from partnerships import catalogue
from partnerships.models import Partnership
from tests import build
from tests.journeys.sitting import Sit, letter_to, link_for

CONDITION = "Only if the night bus to Alder Moor stays"  # planted: nobody else may see it before the reveal
SAVED = re.compile(r"^Saved \d\d:\d\d$")


@dataclass
class People:
    """The browsers of everybody who takes part."""

    facilitator: Page
    lead: Page
    contributor: Page
    approver: Page
    reader: Page
    other_lead: Page
    other_approver: Page


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def told(page: Page, words: str) -> None:
    expect(page.locator(".rt-message")).to_contain_text(words)


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).click()


def go(page: Page, name: str) -> None:
    """By the row of ways in at the top."""
    way = page.get_by_role("navigation", name="Main").get_by_role("link", name=name)
    way.click()
    expect(way).to_have_attribute("aria-current", "page")


def fill_date(page: Page, day: str, month: str, year: str) -> None:
    for part, text in zip(("Day", "Month", "Year"), (day, month, year), strict=True):
        page.get_by_label(part).fill(text)


def test_a_whole_round(sit, live_server):
    catalogue.load()
    facilitator = create_the_partnership(sit)
    set_it_up(facilitator)
    everybody = take_up_invitations(sit, facilitator)
    open_the_round(everybody)

    draft_positions(everybody.contributor)
    complete_the_mandate(everybody.lead)
    sign_off(everybody.approver)
    ask_for_a_reveal(everybody.facilitator)
    lodge(everybody.lead)
    nobody_sees_it_yet(everybody)
    open_the_reveal(everybody)

    agree(everybody)
    move_step_by_step(everybody)
    close_the_round(everybody.facilitator)

    everything_came_along(everybody)
    the_signature_lapses(everybody)
    the_difference_is_told(everybody)
    papers_reach_the_reader(everybody)


# --- Beginning ----------------------------------------------------------------------------------


def create_the_partnership(sit: Sit) -> Page:
    """The site administrator signs in with a code and names the facilitator, who is told by mail."""
    build.person("Sasha Vane", is_site_administrator=True)
    page = sit.visitor()
    sit.sign_in(page, "sasha.vane@example.org")
    heading(page, "Partnerships on this site")
    press(page, "Create a partnership")
    page.get_by_label("Name of the partnership").fill("Two Valleys")
    page.get_by_label("Short name for addresses").fill("two-valleys")
    page.get_by_label("Place it covers").fill("Alderdale and Birkdale")
    page.get_by_label("Name of its first facilitator").fill("Idris Pell")
    page.get_by_label("Their e-mail address").fill("idris@example.org")
    press(page, "Create the partnership")
    told(page, "Two Valleys is created. Idris Pell facilitates it")
    assert "Two Valleys" in letter_to("idris@example.org")

    facilitator = sit.visitor()
    facilitator.goto(link_for("idris@example.org"))
    press(facilitator, "Sign in")
    sit.prove(facilitator, "idris@example.org")
    return facilitator


def set_it_up(page: Page) -> None:
    heading(page, "Set up the partnership")
    for name, short, kind in (
        ("Alder District Council", "Alder", "District or borough council"),
        ("Birk Health Board", "Birk", "Integrated care board"),
    ):
        go(page, "Partners")
        press(page, "Add a partner")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Short name").fill(short)
        page.get_by_label("Kind of organisation").select_option(label=kind)
        press(page, "Save the partner")
        told(page, f"{name} is saved.")
    go(page, "Powers")
    press(page, "Choose from the catalogue")
    page.get_by_label("Search for words").fill("franchising")
    press(page, "Search")
    page.get_by_role("checkbox", name=re.compile("^Bus franchising")).check()
    press(page, "Put the ticked powers on the list")
    told(page, "1 power put on the list.")
    for title in ("Night buses", "Harbour dues"):
        follow(page, "Add one of your own")
        page.get_by_label("Power", exact=True).fill(title)
        page.get_by_label("Area").fill("Transport and local infrastructure")
        press(page, "Save the power")
        told(page, f"“{title}” is on the list.")
    for partner, name in (("Alder District Council", "Ada Reed"), ("Birk Health Board", "Bo Lund")):
        go(page, "People")
        follow(page, f"Invite a lead of {partner}")
        invite(page, name)


def invite(page: Page, name: str, role: str = "") -> None:
    if role:
        page.get_by_role("radio", name=role).check()
    page.get_by_label("Their name").fill(name)
    page.get_by_label("Their e-mail address").fill(address_of(name))
    press(page, "Invite")
    heading(page, f"{name} is invited")


def address_of(name: str) -> str:
    return f"{name.split()[0].lower()}@example.org"


def take_up(sit: Sit, name: str) -> Page:
    """With the link in the mail, which proves whose address it is."""
    page = sit.visitor()
    page.goto(link_for(address_of(name)))
    heading(page, "You are invited to take a place")
    press(page, "Take up the place")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def take_up_invitations(sit: Sit, facilitator: Page) -> People:
    leads = [take_up(sit, name) for name in ("Ada Reed", "Bo Lund")]
    colleagues = (("Cy Holt", "Contributor"), ("Ola Fenn", "Approver"), ("Rae Moss", "Reader"))
    for lead, named in zip(leads, (colleagues, (("Bea Kerr", "Approver"),)), strict=True):
        heading(lead, "The first round has not begun")
        for name, role in named:
            go(lead, "People")
            press(lead, "Invite somebody")
            invite(lead, name, role)
    contributor, approver, reader, other_approver = (
        take_up(sit, name) for name in ("Cy Holt", "Ola Fenn", "Rae Moss", "Bea Kerr")
    )
    return People(facilitator, leads[0], contributor, approver, reader, leads[1], other_approver)


def open_the_round(everybody: People) -> None:
    page = everybody.facilitator
    go(page, "Desk")
    expect(page.locator(".rt-steps").get_by_text("Done")).to_have_count(3)
    page.get_by_label("What is this round about?").fill("Getting people home at night")
    press(page, "Open the first round")
    told(page, "Round 1 is open.")
    everybody.lead.goto("/")
    heading(everybody.lead, "Our workbook")


# --- The mandate --------------------------------------------------------------------------------


def strip(page: Page, power: str) -> Locator:
    return page.get_by_role("group", name=f"Our position on {power}")


def draft_positions(page: Page) -> None:
    page.goto("/")
    follow(page, "What is on and off the table?")
    follow(page, "Go through the powers")
    for power, position in (("Night buses", "On, if…"), ("Harbour dues", "Never")):
        strip(page, power).get_by_role("radio", name=position).check()
        expect(page.locator("[data-save-status]")).to_have_text(SAVED)
    page.reload()
    expect(strip(page, "Night buses").get_by_role("radio", name="On, if…")).to_be_checked()


def complete_the_mandate(page: Page) -> None:
    page.goto("/")
    follow(page, "What is on and off the table?")
    expect(page.get_by_role("link", name="1 power has no position yet.")).to_be_visible()
    expect(page.get_by_role("link", name="Night buses is “On, if…” but says no condition.")).to_be_visible()
    follow(page, "Night buses is “On, if…” but says no condition.")
    heading(page, "Night buses")
    page.get_by_label("On what conditions").fill(CONDITION)
    page.get_by_label("What would residents notice?").fill("A way home after the late shift")
    expect(page.locator("[data-save-status]")).to_have_text(SAVED)
    press(page, "Save")
    page.get_by_label("Give all of them the position").select_option(label="No view")
    press(page, "Fill the rest")
    follow(page, "Nobody is named to speak for you.")
    page.get_by_label("Who can speak for us").fill("Ada Reed, chief executive")
    press(page, "Save")
    send(page)


def send(page: Page) -> None:
    follow(page, "Check your mandate")
    heading(page, "Check your mandate")
    press(page, "Send for sign-off")
    told(page, "Sent for sign-off. Your approver can now read it; nobody outside can.")


def sign_off(page: Page) -> None:
    page.goto("/")
    follow(page, "What is on and off the table?")
    follow(page, "Read it and decide")
    expect(page.get_by_text(CONDITION)).to_be_visible()
    page.get_by_label("Which body decided").fill("Cabinet")
    page.get_by_label("Minute reference").fill("CAB 12/27")
    fill_date(page, "31", "2", "2027")
    press(page, "Sign off our mandate")
    # Nobody signs on a day that never was: said above and beside the date, and what was typed is still there.
    wrong = "Decision date must be a real date"
    expect(page.locator(".govuk-error-summary").get_by_role("link", name=wrong)).to_be_visible()
    expect(page.get_by_role("group", name="When it decided").get_by_text(wrong)).to_be_visible()
    for label, kept in (("Which body decided", "Cabinet"), ("Minute reference", "CAB 12/27"), ("Day", "31")):
        expect(page.get_by_label(label)).to_have_value(kept)
    fill_date(page, "4", "February", "2026")
    press(page, "Sign off our mandate")
    heading(page, "Signed off")
    expect(page.get_by_text("Cabinet, 4 February 2026, minute CAB 12/27")).to_be_visible()


def ask_for_a_reveal(page: Page) -> None:
    go(page, "Desk")
    press(page, "Ask for a reveal of Mandate")
    heading(page, "Ask for a reveal of Mandate?")
    press(page, "Ask for a reveal of Mandate")
    told(page, "Nobody sees anything until you open it.")


def lodge(page: Page) -> None:
    page.goto("/")
    follow(page, "What is on and off the table?")
    follow(page, "Choose what to lay")
    heading(page, "What others will see")
    press(page, "Lodge for the reveal")
    told(page, "Lodged. Nobody sees it until the facilitator opens everybody’s together.")


def nobody_sees_it_yet(everybody: People) -> None:
    """What was planted is on none of the pages of the other partner, nor of the facilitator."""
    for page in (everybody.other_lead, everybody.facilitator):
        page.goto("/")
        for name in page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts():
            go(page, name)
            assert CONDITION not in page.content()
    go(everybody.facilitator, "The table")
    expect(everybody.facilitator.get_by_text("Nothing is on the table yet.")).to_be_visible()
    # It is there to be found: its own people do see it.
    everybody.lead.goto("/")
    follow(everybody.lead, "What is on and off the table?")
    follow(everybody.lead, "Go through the powers")
    expect(everybody.lead.get_by_text(CONDITION)).to_be_visible()


def open_the_reveal(everybody: People) -> None:
    page = everybody.facilitator
    go(page, "Desk")
    press(page, "Open Mandate for everybody")
    heading(page, "Not everybody has lodged")
    expect(page.get_by_text("Not lodged yet: Birk.")).to_be_visible()
    follow(page, "Wait for them")

    other = everybody.other_lead
    other.goto("/")
    follow(other, "What is on and off the table?")
    follow(other, "Go through the powers")
    other.get_by_label("Give all of them the position").select_option(label="Open")
    press(other, "Fill the rest")
    follow(other, "Nobody is named to speak for you.")
    other.get_by_label("Who can speak for us").fill("Bo Lund, director of strategy")
    press(other, "Save")
    send(other)
    approver = everybody.other_approver
    approver.goto("/")
    follow(approver, "What is on and off the table?")
    follow(approver, "Read it and decide")
    approver.get_by_label("Which body decided").fill("Board")
    fill_date(approver, "11", "2", "2026")
    approver.get_by_label("Minute reference").fill("7")
    press(approver, "Sign off our mandate")
    lodge(other)

    go(page, "Desk")
    expect(page.get_by_text("That is everybody.")).to_be_visible()
    press(page, "Open Mandate for everybody")
    told(page, "Mandate is open for everybody: Alder and Birk.")
    for reading, whose in ((other, "Alder"), (everybody.reader, "Birk")):
        reading.goto("/")
        go(reading, "The table")
        matrix = reading.get_by_role("region", name="Positions by power and partner")
        expect(matrix.get_by_role("columnheader", name=whose)).to_be_visible()
        expect(matrix.get_by_role("row", name="Night buses").get_by_role("cell")).to_have_text(
            [re.compile("On, if…"), re.compile("Open"), re.compile(".")]
        )
    other.get_by_role("link", name="Night buses").click()
    expect(other.get_by_text(CONDITION)).to_be_visible()


# --- Together -----------------------------------------------------------------------------------


def agree(everybody: People) -> None:
    lead, approver = everybody.lead, everybody.other_approver
    go(lead, "The table")
    lead.get_by_role("navigation", name="Steps").get_by_role("link", name="Principles").click()
    follow(lead, "Propose a principle")
    lead.get_by_label("The principle").fill("No surprises: we tell each other first")
    press(lead, "Propose")
    told(lead, "Proposed. Every partner can now say where it stands.")
    lead.get_by_role("radio", name="Fully behind it").check()
    press(lead, "Say where we stand")
    told(lead, "Counted.")

    go(approver, "The table")
    approver.get_by_role("navigation", name="Steps").get_by_role("link", name="Principles").click()
    follow(approver, "No surprises: we tell each other first")
    approver.get_by_role("radio", name="Cannot accept").check()
    press(approver, "Say where we stand")
    expect(approver.locator(".govuk-error-summary")).to_contain_text("Say what would change that")
    expect(approver.get_by_role("radio", name="Cannot accept")).to_be_checked()
    approver.get_by_label("What would change that").fill("If it left out patient data")
    press(approver, "Say where we stand")
    told(approver, "Counted.")
    expect(approver.get_by_text("Birk cannot accept")).to_be_visible()

    # New words ask everybody again.
    follow(lead, "No surprises: we tell each other first")
    expect(lead.get_by_role("row", name="Birk")).to_contain_text("If it left out patient data")
    follow(lead, "Reword this")
    lead.get_by_label("The principle").fill("No surprises, patient data apart: we tell each other first")
    press(lead, "Save the new words")
    expect(lead.get_by_role("row", name="Alder")).to_contain_text("Has not said yet")
    approver.reload()
    follow(approver, "1 waits for Birk")
    for page, answer in ((lead, "Fully behind it"), (approver, "Can live with it")):
        page.reload()
        page.get_by_role("radio", name=answer).check()
        press(page, "Say where we stand")
        told(page, "Counted.")


def move_step_by_step(everybody: People) -> None:
    page = everybody.facilitator
    go(page, "Desk")
    press(page, "Move the group on to step 2, Vision")
    told(page, "The group is at step 2: Where are we in five years?")
    write_a_hope(everybody.lead)
    for number, name in enumerate(("Reality", "Benefits", "Principles", "Leadership", "Review"), start=3):
        press(page, f"Move the group on to step {number}, {name}")
        heading(page, "Not everybody is finished")
        behind = (
            "Birk Health Board has not begun its part." if number == 3 else "Alder and Birk have not begun"
        )
        expect(page.get_by_role("listitem").filter(has_text=behind)).to_be_visible()
        page.get_by_label("Why does the group go on all the same?").fill(f"The diary says {name}")
        press(page, "Move on all the same")
        told(page, f"The group is at step {number}")


def write_a_hope(page: Page) -> None:
    page.goto("/")
    follow(page, "Where are we in five years?")
    follow(page, "Add a hope")
    page.get_by_label("In five years, what is different?").fill("Nobody walks home from the last train")
    press(page, "Save")
    follow(page, "Choose what to lay")
    press(page, "Lay on the table")
    told(page, "Laid on the table.")


def close_the_round(page: Page) -> None:
    go(page, "Desk")
    press(page, "Close round 1")
    page.get_by_label("What is the next round about?").fill("Who pays")
    press(page, "Close round 1 and open the next")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Tick the box")
    expect(page.get_by_label("What is the next round about?")).to_have_value("Who pays")
    page.get_by_label("Close the round with this unfinished").check()
    press(page, "Close round 1 and open the next")
    heading(page, "Round 1 is closed")
    expect(page.get_by_text(re.compile(r"^([0-9a-f]{4} ?){16}$"))).to_be_visible()
    follow(page, "Go on with round 2")
    heading(page, "What is on and off the table?")


# --- The next round -----------------------------------------------------------------------------


def everything_came_along(everybody: People) -> None:
    lead = everybody.lead
    lead.goto("/")
    expect(lead.get_by_text("Round 2", exact=True)).to_be_visible()
    expect(lead.locator(".rt-steps > li").first).to_contain_text("Laid on the table")
    follow(lead, "Where are we in five years?")
    expect(lead.get_by_role("heading", name="Nobody walks home from the last train")).to_be_visible()
    go(lead, "What changed")
    expect(lead.get_by_text("Since round 1")).to_be_visible()
    expect(lead.get_by_text("Nothing has changed: 8 things as before.")).to_be_visible()
    # What was agreed came too, but not who stood where.
    go(lead, "The table")
    lead.get_by_role("navigation", name="Steps").get_by_role("link", name="Principles").click()
    follow(lead, "No surprises, patient data apart")
    expect(lead.get_by_text("Has not said yet")).to_have_count(2)


def the_signature_lapses(everybody: People) -> None:
    lead = everybody.lead
    lead.goto("/")
    follow(lead, "What is on and off the table?")
    expect(lead.get_by_text("Changing anything makes the signature lapse.")).to_be_visible()
    follow(lead, "Go through the powers")
    follow(lead, "Night buses")
    lead.get_by_label("On what conditions").fill("Only if every night bus stays")
    press(lead, "Save")
    expect(lead.get_by_role("heading", name="The signature has lapsed")).to_be_visible()
    follow(lead, "Check your mandate")
    changed = lead.get_by_role("region", name="What changed since it was signed off")
    expect(changed).to_contain_text(CONDITION)
    expect(changed).to_contain_text("Only if every night bus stays")
    # What the group has is still what was signed.
    go(everybody.other_lead, "The table")
    everybody.other_lead.get_by_role("link", name="Night buses").click()
    expect(everybody.other_lead.get_by_text(CONDITION)).to_be_visible()


def the_difference_is_told(everybody: People) -> None:
    """Signed again and laid, the new wording stands on the table, and the page of changes shows both."""
    lead, approver = everybody.lead, everybody.approver
    press(lead, "Send for sign-off")
    approver.goto("/")
    follow(approver, "What is on and off the table?")
    follow(approver, "Read it and decide")
    approver.get_by_label("Which body decided").fill("Cabinet")
    fill_date(approver, "4", "3", "2026")
    approver.get_by_label("Minute reference").fill("CAB 20/26")
    press(approver, "Sign off our mandate")
    follow(approver, "Choose what to lay")
    press(approver, "Lay on the table")
    told(approver, "Laid on the table.")
    go(everybody.reader, "What changed")
    changed = everybody.reader.locator(".rt-changed").filter(has_text="Night buses")
    expect(changed.locator("del")).to_have_text(CONDITION)
    expect(changed.locator("ins")).to_have_text("Only if every night bus stays")


def papers_reach_the_reader(everybody: People) -> None:
    facilitator, lead, reader = everybody.facilitator, everybody.lead, everybody.reader
    go(facilitator, "Papers")
    follow(facilitator, "Issue a summary of round 1")
    press(facilitator, "Issue this paper")
    told(facilitator, "“Round 1 summary for boards” is issued")
    go(lead, "Papers")
    follow(lead, "Make the paper on our mandate")
    press(lead, "Issue this paper")
    told(lead, "is issued")

    go(reader, "Papers")
    for title in ("Round 1 summary for boards", re.compile("mandate", re.IGNORECASE)):
        row = (
            reader.locator(".govuk-summary-list__row")
            .filter(has=reader.get_by_role("link", name=title))
            .first
        )
        pdf = row.get_by_role("link", name="PDF").get_attribute("href")
        answer = reader.request.get(pdf)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")
        assert answer.body().rstrip().endswith(b"%%EOF")
        row.get_by_role("link", name=title).first.click()
        expect(reader.get_by_role("heading", level=1)).to_be_visible()
        expect(reader.get_by_text("Two Valleys").first).to_be_visible()
        reader.go_back()
    # The other partner gets the summary, and does not even learn of the mandate paper.
    go(everybody.other_lead, "Papers")
    expect(
        everybody.other_lead.get_by_role("link", name="Round 1 summary for boards", exact=True)
    ).to_be_visible()
    assert "CAB 20/26" not in everybody.other_lead.content()
    assert Partnership.objects.get().rounds.count() == 2
