"""The page on which one lays: what goes out is what was shown, or nothing."""

import re

import pytest
from django.urls import reverse

from partnerships import laying
from partnerships.models import Actor, TableEntry
from partnerships.models.private import Lodging
from partnerships.steps import step_named
from tests import build

pytestmark = pytest.mark.once

VISION = step_named("vision")


def lay_page(actor: Actor) -> str:
    return reverse("lay", args=[actor.partnership.slug, actor.seat, "vision"])


@pytest.fixture
def shown(client, table):
    """The lead has opened the page, and posts later what stands on it."""
    table.a.write("hope", what="As it was shown")

    def open_page() -> dict[str, object]:
        client.force_login(table.a.lead.person)
        html = client.get(lay_page(table.a.lead)).content.decode()
        (previewed,) = re.findall(r'name="previewed" value="([0-9a-f]+)"', html)
        return {
            "previewed": previewed,
            "lineage": re.findall(r'name="lineage" value="([^"]+)" checked', html),
        }

    return open_page


def press(client, table: build.Table, form: dict[str, object]) -> tuple[int, str]:
    answer = client.post(lay_page(table.a.lead), form)
    return answer.status_code, answer.content.decode()


def test_what_was_shown_is_laid(client, table, shown):
    status, _ = press(client, table, shown())
    assert status == 302
    assert [entry.content["title"] for entry in TableEntry.objects.all()] == ["As it was shown"]


def test_a_second_click_lays_nothing_twice(client, table, shown):
    form = shown()
    assert [press(client, table, form)[0] for _ in range(2)] == [302, 302]
    assert TableEntry.objects.count() == 1


def test_what_a_colleague_wrote_since_is_shown_before_it_goes_out(client, table, shown):
    form = shown()
    (hope,) = table.a.rows("hope")
    table.a.edit(hope, by=table.a.contributor, what="Half a sen")
    status, html = press(client, table, form)
    assert (status, TableEntry.objects.count()) == (409, 0)
    assert "Nothing has gone out yet" in html and "Half a sen" in html
    assert re.findall(r'value="([^"]+)" checked', html) == [str(hope.lineage)]


def test_what_a_colleague_added_since_is_not_ticked(client, table, shown):
    form = shown()
    table.a.write("hope", by=table.a.contributor, what="Not for them yet")
    _, html = press(client, table, form)
    assert re.findall(r'value="([^"]+)" checked', html) == form["lineage"]


def test_what_was_to_be_lodged_is_never_laid_openly_because_the_reveal_was_cancelled(client, table, shown):
    reveal = table.ask_for_reveal("vision")
    form = shown()
    laying.cancel_reveal(reveal, VISION, by=table.facilitator)
    status, html = press(client, table, form)
    assert (status, TableEntry.objects.count()) == (409, 0)
    assert "What you tick goes on the table at once" in html


def test_what_was_to_be_lodged_is_never_laid_in_the_next_round(client, table, shown):
    table.ask_for_reveal("vision")
    form = shown()
    table.close()
    status, _ = press(client, table, form)
    assert (status, TableEntry.objects.count(), Lodging.objects.count()) == (409, 0, 0)


def test_what_was_to_be_laid_is_not_lodged_unasked(client, table, shown):
    form = shown()
    table.ask_for_reveal("vision")
    status, _ = press(client, table, form)
    assert (status, Lodging.objects.count()) == (409, 0)


def test_a_page_without_its_mark_lays_nothing(client, table, shown):
    status, _ = press(client, table, {"lineage": shown()["lineage"]})
    assert (status, TableEntry.objects.count()) == (409, 0)


def test_nothing_ticked_is_said_as_a_problem_and_stays_unticked(client, table, shown):
    form = shown()
    status, html = press(client, table, {"previewed": form["previewed"]})
    assert (status, TableEntry.objects.count()) == (422, 0)
    assert "There is a problem" in html and "Nothing has been laid" in html
    assert re.findall(r'value="([^"]+)" checked', html) == []


def test_what_was_withdrawn_goes_back_on_purpose_only(client, table, shown):
    press(client, table, shown())
    (hope,) = table.a.rows("hope")
    table.a.withdraw(hope)
    assert shown()["lineage"] == []


# --- The way there ------------------------------------------------------------------------------


def ways(client, actor: Actor, step: str) -> list[bool]:
    """Whether the page of a step offers to choose what to lay, and to see what is there."""
    client.force_login(actor.person)
    html = client.get(reverse("step", args=(actor.partnership.slug, actor.seat, step))).content.decode()
    seen = "See or withdraw what" if actor.leads else "See what"
    return ["Choose what to lay" in html, f"{seen} is on the table" in html]


def test_where_all_is_laid_a_step_offers_no_button_to_lay_more(client, table):
    hope = table.a.write("hope", what="Laid")
    assert ways(client, table.a.lead, "vision") == [True, False]
    table.a.lay("vision")
    table.a.finish("vision")
    assert ways(client, table.a.lead, "vision") == [False, True]
    assert ways(client, table.a.approver, "vision") == [False, True]
    table.a.edit(hope, what="Laid, and reworded since")
    assert ways(client, table.a.lead, "vision") == [True, False]


def test_where_a_mandate_is_laid_as_signed_its_page_offers_no_button_to_lay_more(client, table):
    table.a.mandate("signed")
    assert ways(client, table.a.lead, "mandate") == [True, False]
    table.a.mandate("laid")
    assert ways(client, table.a.lead, "mandate") == [False, True]
