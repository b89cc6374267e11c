"""The pages on which many questions are answered at once: locked they are words, and an answer can be taken back."""

import re

from django.urls import reverse

from partnerships.models import Actor


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
