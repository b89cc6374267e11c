"""Narrow and enlarged: no page scrolls sideways, nothing is too small to hit, and long names and many partners fit."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from partnerships import people
from partnerships.models import Partner
from partnerships.views.access import address
from partnerships.vocabulary import PartnerType
from tests import build
from tests.journeys.fitting import BEYOND, check

LONG = "The Combined Fire, Rescue and Civil Protection Authority of Upper and Lower Wharrenshire (N)"
IN_SIGHT = """element => {
    const box = element.getBoundingClientRect();
    const found = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2);
    return element.contains(found) || found.contains(element);
}"""


def test_the_checks_would_have_said_something(sit, live_server):
    page = sit.visitor()
    page.goto("/help/")
    page.evaluate("""() => {
        document.querySelector("main").innerHTML += `<p><button>x</button><button>y</button></p><pre>${"wide".repeat(99)}</pre>`;
        for (const tiny of document.querySelectorAll("p > button"))
            tiny.style.cssText = "all: unset; width: 15px; height: 15px; float: left";
    }""")
    said = check(page, "planted")
    assert any("15 by 15" in sentence for sentence in said)
    assert any("320 wide" in sentence for sentence in said)


def test_the_longest_name(sit, live_server):
    assert len(LONG) >= 90
    table = build.partnership("AB")
    Partner.objects.filter(pk=table.a.partner.pk).update(
        name=LONG, short_name="Wharrenshire fire authority N"
    )
    table.a.partner.refresh_from_db()
    lead = people.actor_for(table.a.lead.person, table.partnership, table.a.partner.slug)
    table.a.mandate("laid")
    line = table.agree("principle")
    places = {
        lead: (
            ("workbook",), ("positions",), ("mandate-check",), ("table",), ("board", "mandate"),
            ("power", table.powers[0].pk), ("agreement", line.lineage), ("people",),
        ),
        table.facilitator: (("desk",), ("partners",), ("people",)),
    }  # fmt: skip
    said = []
    for actor, names in places.items():
        page = sit(actor)
        for name, *about in names:
            page.goto(address(actor, name, *about))
            said += check(page, name)
    assert not said, "\n".join(said)


@pytest.fixture
def crowd(live_server) -> build.Table:
    """Twenty partners and a hundred powers."""
    table = build.partnership("AB", powers=100)
    for number in range(18):
        named = {"name": f"Council {number}", "short_name": f"Council nº {number} of Wharren"}
        Partner.objects.create(
            partnership=table.partnership, slug=f"council-{number}", type=PartnerType.UNITARY, **named
        )
    table.a.mandate("laid")
    return table


@pytest.mark.parametrize("width", [320, 640, 1280, 1920])
def test_a_matrix_of_twenty_by_a_hundred_can_be_read(sit, crowd, width):
    page = sit(crowd.a.reader, "table", viewport={"width": width, "height": 900})
    assert not page.evaluate(BEYOND)
    region = page.get_by_role("region", name="Positions by power and partner")
    expect(region.get_by_role("row")).to_have_count(100 + 50 + 1)
    # Scrolled to the last partner of the last power, both names are still there to be read, and the area's.
    last = region.get_by_role("row", name="Power 100")
    region.evaluate("region => { region.scrollIntoView(); region.scrollTo(0, region.scrollHeight); }")
    last.get_by_role("cell").nth(19).evaluate(
        "cell => cell.scrollIntoView({ block: 'nearest', inline: 'end' })"
    )
    names = (
        last.get_by_role("rowheader"),
        region.get_by_role("columnheader", name="Council nº 17 of Wharren"),
        region.get_by_text("Area 50"),
    )
    for name in names:
        assert name.evaluate(IN_SIGHT), f"{name} cannot be seen"
    # Squares keep their size, whatever the width.
    assert region.locator(".rt-square").first.bounding_box()["width"] >= 24


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1366, 850)])
def test_what_stays_above_a_long_form_hides_nothing_that_has_the_focus(sit, live_server, width, height):
    table = build.partnership("AB", powers=40)
    page = sit(table.a.lead, "positions", viewport={"width": width, "height": height})
    page.get_by_role("button", name="Save positions").focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("""() => {
            const above = document.querySelector(".rt-above").getBoundingClientRect();
            return document.activeElement.getBoundingClientRect().top >= above.bottom;
        }""")
    assert page.evaluate("document.querySelector('.rt-above').getBoundingClientRect().top") == 0
