"""The projector shows what the room may see, opens with its key alone, and has nothing private within its reach."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation.live.keys import wall_key
from facilitation.live.scenes import wall
from facilitation.models import Poll, Workshop
from facilitation.polls import drafting, polling
from facilitation.vocabulary import Cover
from facilitation.workshops import agendas, outcomes, running
from tests import build, room

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def made(table):
    return room.running_workshop(table, wifi_name="Town hall guests", wifi_password="open-sesame")


def at(made):
    return reverse("wall", args=(wall_key(made),))


def page(client, made):
    answer = client.get(at(made))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_anything_is_shown_the_wall_says_welcome(client, made):
    shown = page(client, made)
    assert "Welcome." in shown
    assert f'<span class="wall__code">{made.code}</span>' in shown


def test_an_item_is_shown_with_its_timer(client, table, made):
    item = room.show(table, made, 0)
    shown = page(client, made)
    assert f"<h1>{item.title}</h1>" in shown
    assert "19:5" in shown
    Workshop.objects.filter(pk=made.pk).update(timer_ends_at=timezone.now())
    assert "Time is up" in page(client, made)


def test_the_join_card_has_picture_code_and_wifi(client, table, made):
    running.cover(made, Cover.JOIN, by=table.facilitator)
    shown = page(client, made)
    assert ('class="segno"' in shown, "Town hall guests" in shown, "open-sesame" in shown) == (
        True,
        True,
        True,
    )
    running.cover(made, Cover.NONE, by=table.facilitator)
    assert "open-sesame" not in page(client, made)


def test_a_blank_wall_says_nothing_of_the_item_and_keeps_the_code(client, table, made):
    item = room.show(table, made, 0)
    running.cover(made, Cover.BLANK, by=table.facilitator)
    shown = page(client, made)
    assert (item.title in shown, made.code in shown, "wall--blank" in shown) == (False, True, True)


def test_a_poll_on_show_comes_before_the_item(client, table, made):
    item = room.show(table, made, 0)
    poll = Poll.objects.create(
        workshop=made, question="How near are we?", kind="single", made_by=table.facilitator.person
    )
    Workshop.objects.filter(pk=made.pk).update(poll=poll)
    shown = page(client, made)
    assert ("<h1>How near are we?</h1>" in shown, item.title in shown) == (True, False)


def test_a_hidden_result_gives_the_wall_back_to_the_item(client, table, made):
    item = room.show(table, made, 0)
    poll = drafting.draft(made, question="How near?", kind="single", choices=["Near"], by=table.facilitator)
    for step in (polling.open_poll, polling.close, polling.reveal):
        step(poll, by=table.facilitator)
    assert "<h1>How near?</h1>" in page(client, made)
    running.hide_results(made, True, by=table.facilitator)
    shown = page(client, made)
    assert ("How near?" in shown, f"<h1>{item.title}</h1>" in shown) == (False, True)


def test_practice_is_said_on_the_wall(client, table):
    made = room.running_workshop(table, is_practice=True)
    assert "Practice: nothing here counts" in page(client, made)


def test_an_ended_workshop_says_thank_you_for_the_day_and_then_nothing(client, table, made):
    code = made.code
    room.end(table, made)
    shown = page(client, made)
    assert ("Thank you" in shown, code in shown) == (True, False)
    Workshop.objects.filter(pk=made.pk).update(
        began_at=made.began_at, ended_at=timezone.now() - dt.timedelta(hours=13)
    )
    assert client.get(at(made)).status_code == 404


def test_the_key_belongs_to_one_running_of_one_workshop(client, table, made):
    planned = room.workshop(table)
    assert wall_key(planned) == ""
    signature = wall_key(made).partition("-")[2]
    for key in (
        f"{made.pk}",
        f"{made.pk}-",
        f"{made.pk}-{'0' * 32}",
        f"{planned.pk}-{signature}",
        f"x-{signature}",
        f"{'9' * 40}-{signature}",
    ):
        assert client.get(reverse("wall", args=(key,))).status_code == 404
    old = at(made)
    Workshop.objects.filter(pk=made.pk).update(began_at=made.began_at + dt.timedelta(microseconds=1))
    assert client.get(old).status_code == 404


def test_the_wall_takes_no_notice_of_who_is_signed_in(client, table, made):
    room.show(table, made, 0)
    before = page(client, made)
    client.force_login(table.facilitator.person, backend="django.contrib.auth.backends.ModelBackend")
    assert page(client, made) == before


def test_the_wall_is_only_looked_at(client, made):
    assert client.post(at(made)).status_code == 405
    answer = client.get(at(made))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")


def test_nothing_of_the_facilitators_is_on_the_wall(client, table):
    made = room.running_workshop(table, agenda=agendas.SECOND)
    item = room.items(made)[0]
    item.method = "canary-method"
    item.save()
    outcomes.promise(made, "canary-promise", owner="canary-owner", due=build.DAY, by=table.facilitator)
    table.a.write("hope")
    room.show(table, made, 0)
    shown = page(client, made)
    assert item.title in shown
    assert "canary" not in shown


def test_the_wall_reads_the_item_and_the_names_of_round_and_partnership_and_no_more(table, made):
    room.show(table, made, 0)
    fresh = Workshop.objects.get(pk=made.pk)
    with CaptureQueriesContext(connection) as queries:
        wall(fresh)
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(query["sql"] for query in queries)))
    assert read == {"facilitation_agendaitem", "partnerships_round", "partnerships_partnership"}


def test_a_dim_room_gets_light_on_dark(client, made):
    assert '<body class="wall--dark">' in client.get(f"{at(made)}?dark").content.decode()
    assert "wall--dark" not in page(client, made)
