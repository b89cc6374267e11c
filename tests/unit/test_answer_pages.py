"""The pages on which many questions are answered at once: locked they are words, and an answer can be taken back."""

import re
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse

from partnerships.models import Actor

pytestmark = pytest.mark.once


def shown(client, actor: Actor, name: str) -> str:
    client.force_login(actor.person)
    return client.get(reverse(name, args=[actor.partnership.slug, actor.seat])).content.decode()


def answers(html: str) -> int:
    return len(re.findall(r'<input class="rt-seg__input"', html))


def test_positions_that_cannot_be_changed_are_words(client, table):
    table.a.write("position", power=table.powers[0], position="never")
    assert answers(shown(client, table.a.lead, "positions")) == 3 * 6
    table.a.mandate("submitted")
    locked = shown(client, table.a.lead, "positions")
    assert answers(locked) == 0
    assert "Never" in locked[locked.index("Power 1") : locked.index("Power 2")]


def test_ratings_that_cannot_be_changed_are_words(client, table):
    table.a.write("rating", statement="RC-01", now=1, year_five=3, evidence="The bus came")
    assert answers(shown(client, table.a.lead, "ratings")) == 28 * 2 * 6
    table.a.finish("reality")
    read = shown(client, table.a.approver, "ratings")
    assert answers(read) == 0
    assert "The bus came" in read and "Working" in read


def save(client, actor: Actor, name: str, form: dict[str, str]) -> dict[str, str]:
    """Send a page's form as the script does. Returns the form as it stands after that."""
    address = reverse(name, args=[actor.partnership.slug, actor.seat])
    answer = client.post(address, form, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    return form | dict(parse_qsl(answer.headers["X-Hidden"]))


def test_a_position_that_is_put_right_again_is_saved(client, table):
    """On, by mistake never, and on again: the page starts from what the server has, not from what it once showed."""
    power = table.powers[0].pk
    table.a.write("position", power=table.powers[0], position="on")
    page = shown(client, table.a.lead, "positions")
    form = {f"seen-{power}": re.search(rf'name="seen-{power}" value="([^"]*)"', page)[1]}
    for position in ("never", "on"):
        form = save(client, table.a.lead, "positions", form | {f"position-{power}": position})
        (row,) = table.a.rows("position")
        assert row.position == position


def test_a_rating_that_is_put_right_again_is_saved(client, table):
    table.a.write("rating", statement="RC-01", now=1, year_five=3, evidence="", obstacle="", confidence="")
    page = shown(client, table.a.lead, "ratings")
    form = {
        "RC-01-year_five": "3",
        "RC-01-seen": re.search(r'name="RC-01-seen" value="([^"]*)"', page)[1],
    }
    for now in (4, 1):
        form = save(client, table.a.lead, "ratings", form | {"RC-01-now": str(now)})
        (row,) = table.a.rows("rating")
        assert row.now == now


def test_signed_positions_open_only_to_who_means_to_change_them(client, table):
    """Or resting on a neighbouring answer would be enough for the board's signature to lapse."""
    table.a.mandate("signed")
    html = shown(client, table.a.lead, "positions")
    assert answers(html) == 0
    assert "Changing anything makes the signature lapse" in html
    address = reverse("positions", args=[table.partnership.slug, table.a.lead.seat])
    assert answers(client.get(f"{address}?change=yes").content.decode()) == 3 * 6
    assert "all the same" not in shown(client, table.a.approver, "positions")


def test_answers_sent_with_an_error_come_back_though_they_were_lodged(client, table):
    table.a.write("rating", statement="RC-01", now=1, year_five=3, evidence="", obstacle="", confidence="")
    table.ask_for_reveal("reality")
    table.a.lay("reality")
    client.force_login(table.a.lead.person)
    address = reverse("ratings", args=[table.partnership.slug, table.a.lead.seat])
    assert answers(client.get(address).content.decode()) == 0
    answer = client.post(address, {"RC-01-now": "9", "RC-01-evidence": "The bus came"})
    html = answer.content.decode()
    assert (answer.status_code, answers(html)) == (422, 28 * 2 * 6)
    assert "The bus came</textarea>" in html


def test_a_rating_can_be_taken_back_on_the_page(client, table):
    table.a.write("rating", statement="RC-01", now=1, year_five=3, evidence="", obstacle="", confidence="")
    page = shown(client, table.a.lead, "ratings")
    seen = re.search(r'name="RC-01-seen" value="([^"]*)"', page)[1]
    client.post(
        reverse("ratings", args=[table.partnership.slug, table.a.lead.seat]),
        {"RC-01-now": "", "RC-01-year_five": "3", "RC-01-seen": seen},
    )
    (row,) = table.a.rows("rating")
    assert (row.now, row.year_five) == (None, 3)


def test_who_signs_again_is_told_that_the_private_half_has_changed(client, table):
    table.a.mandate("signed")
    table.a.write_private_half(table.powers[1], fallback="Walk away")
    table.a.submit()
    page = shown(client, table.a.approver, "mandate-sign-off")
    assert "What stays at home, about Power 2." in page


def test_a_number_beyond_its_scale_names_the_question(client, table):
    client.force_login(table.a.lead.person)
    power = reverse("position", args=[table.partnership.slug, table.a.lead.seat, table.powers[0].pk])
    page = client.post(power, {"position": "on", "weight": "77"}).content.decode()
    assert "Enter a number from 0 to 10 for “" in page and 'value="77"' in page
    assert "less than or equal" not in page


def test_an_address_that_only_takes_answers_says_so(client, table):
    client.force_login(table.a.lead.person)
    address = reverse("mandate-return", args=[table.partnership.slug, table.a.lead.seat])
    answer = client.get(address)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This page only takes answers" in answer.content.decode()


def test_an_approver_is_asked_to_lodge_only_what_they_may_open(client, table):
    table.ask_for_reveal("vision")
    table.a.write("hope")
    asked = "asks everybody to lodge"
    assert asked in shown(client, table.a.lead, "workbook")
    assert asked not in shown(client, table.a.approver, "workbook")
    table.a.finish("vision")
    assert asked in shown(client, table.a.approver, "workbook")


def test_nobody_is_moved_where_no_step_was_chosen(client, table):
    table.move("reality")
    client.force_login(table.facilitator.person)
    desk = reverse("desk-move", args=[table.partnership.slug, table.facilitator.seat])
    page = client.post(desk, {"from_step": "reality", "to_step": ""}, follow=True).content.decode()
    assert "Choose the step that the group goes to" in page
    table.round.refresh_from_db()
    assert table.round.step == "reality"
