"""Every open screen shows what is: in this process and in others, soon, and never another workshop's."""

import asyncio
import http.client
import threading
import time

import pytest
from django.core import signing
from django.core.signals import request_started
from django.utils import timezone

from facilitation.live import hints, scenes, watcher
from facilitation.live.events import scene, turnout
from facilitation.live.keys import console_key, phone_key, wall_key
from facilitation.live.rooms import Room, Screen
from facilitation.live.stamps import Stamp
from facilitation.live.wake import announce
from facilitation.models import AgendaItem, Workshop
from facilitation.vocabulary import WorkshopState
from tests import room, screens
from tests.loops import in_a_loop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workshop(table):
    return screens.workshop(table)


@pytest.fixture
def here():
    with screens.serving_here() as server:
        yield server


def wall(workshop: Workshop) -> str:
    return f"/live/wall/{wall_key(workshop)}/"


def phone(workshop: Workshop) -> str:
    return f"/live/phone/{phone_key(workshop)}/"


def item(workshop: Workshop, title: str) -> AgendaItem:
    return AgendaItem.objects.create(
        workshop=workshop, place=1, title=title, kind="vision", item_class="mixed", minutes=20
    )


# --- What is ------------------------------------------------------------------------------------


def test_a_screen_begins_with_what_is(workshop, here):
    with screens.listening(here.port, wall(workshop)) as [screen]:
        assert "First workshop" in screen.scene()
        assert screen.wait("turnout").data == "0"
    assert screen.heard[0].name == "clock"
    assert {name: screen.answer.getheader(name) for name in ("Content-Type", "X-Accel-Buffering")} == {
        "Content-Type": "text/event-stream; charset=utf-8",
        "X-Accel-Buffering": "no",
    }


def test_a_late_joiner_gets_what_is_and_not_what_was(workshop, here):
    with screens.listening(here.port, wall(workshop)) as [early]:
        early.scene()
        for title in ("Was on show", "Is on show"):
            screens.show(workshop, item=item(workshop, title))
            assert title in early.scene()
        with screens.listening(here.port, wall(workshop)) as [late]:
            came = [event.data for event in late.listen(0.6) if event.name == "scene"]
    assert len(came) == 1
    assert "Is on show" in came[0]


def test_a_screen_that_comes_back_to_an_empty_room_gets_no_old_scene(workshop, here):
    with screens.listening(here.port, wall(workshop), phone(workshop)) as [screen, other]:
        assert "First workshop" in screen.scene()
        screen.close()
        other.scene()
        screens.show(workshop, item=item(workshop, "Is on show"))
        assert "Is on show" in other.scene()
        with screens.listening(here.port, wall(workshop)) as [back]:
            assert "Is on show" in back.scene()


# --- What changes -------------------------------------------------------------------------------


def test_a_change_in_this_process_wakes_every_screen_at_once(workshop, here, monkeypatch):
    monkeypatch.setattr(watcher, "LOOK_EVERY", 60.0)
    with screens.listening(here.port, *[wall(workshop), phone(workshop)] * 3) as all_screens:
        for screen in all_screens:
            screen.scene()
        screens.show(workshop, item=item(workshop, "The next thing"))
        assert all("The next thing" in screen.scene() for screen in all_screens)


def test_a_change_whose_message_was_lost_is_seen_at_the_next_look(workshop, here):
    with screens.listening(here.port, wall(workshop)) as [screen]:
        screen.scene()
        screens.show(workshop, announced=False, title="Renamed")
        assert "Renamed" in screen.scene()


def test_a_scene_is_rendered_once_for_all_screens_of_a_kind(workshop, here, monkeypatch):
    rendered = []
    render = scenes.SCENES["phone"]
    monkeypatch.setitem(scenes.SCENES, "phone", lambda seen: rendered.append(seen.scene) or render(seen))
    with screens.listening(here.port, *[phone(workshop)] * 8) as phones:
        for screen in phones:
            screen.scene()
        screens.show(workshop)
        for screen in phones:
            screen.scene()
    assert rendered == [1, 2]


def test_no_screen_costs_a_django_request(workshop, here):
    asked = []
    request_started.connect(asked.append, weak=False, dispatch_uid="counting")
    try:
        with screens.listening(here.port, *[phone(workshop)] * 5) as phones:
            for screen in phones:
                screen.scene()
            screens.show(workshop)
            for screen in phones:
                screen.scene()
    finally:
        request_started.disconnect(dispatch_uid="counting")
    assert asked == []


def test_the_end_reaches_the_screens_although_their_keys_have_died(workshop, here):
    with screens.listening(here.port, phone(workshop)) as [screen]:
        screen.scene()
        screens.show(workshop, state=WorkshopState.ENDED, ended_at=timezone.now(), code="")
        assert "has ended" in screen.scene()


def test_a_scene_that_cannot_be_rendered_does_not_end_the_watch(workshop, here, monkeypatch, caplog):
    monkeypatch.setattr(watcher, "REST", 0.05)
    with screens.listening(here.port, wall(workshop)) as [screen]:
        screen.scene()
        with monkeypatch.context() as broken:
            broken.setitem(scenes.SCENES, "wall", lambda seen: 1 / 0)
            screens.show(workshop, title="Broken")
            time.sleep(0.3)
        assert "Broken" in screen.scene()
    assert "could not be brought up to date" in caplog.text


# --- Turnout ------------------------------------------------------------------------------------


def test_turnout_is_merged_and_ends_right(table, workshop, here):
    poll = screens.open_poll(workshop, table)
    with screens.listening(here.port, wall(workshop)) as [screen]:
        screen.scene()
        began = time.monotonic()
        for number in range(60):
            screens.vote(poll, number)
            announce(workshop.pk)  # so that it looks after each of them
            time.sleep(0.01)
        told = [event.data for event in screen.listen(1.2) if event.name == "turnout"]
        took = time.monotonic() - began
    assert told[-1] == "60"
    assert len(told) <= 3 * took + 2


def test_phones_are_not_told_of_each_vote(table, workshop, here):
    poll = screens.open_poll(workshop, table)
    with screens.listening(here.port, phone(workshop)) as [screen]:
        screen.scene()
        screens.vote(poll, 1)
        assert screen.listen(0.8) == []


def test_a_new_poll_never_shows_the_number_of_the_one_before(table, workshop, here):
    first = screens.open_poll(workshop, table, "Before?")
    screens.vote(first, 1)
    with screens.listening(here.port, wall(workshop)) as [screen]:
        assert screen.wait("turnout").data == "1"
        type(first).objects.filter(pk=first.pk).update(state="closed")
        screens.open_poll(workshop, table, "Now?")
        assert "Now?" in screen.scene()
        assert screen.wait("turnout").data == "0"


def test_small_things_are_merged_and_a_new_scene_is_not():
    room = Room(1)
    room.enter(Screen("console"))
    room.show("console", Stamp(1, 1, 0), "", now=10.0)
    assert room.stale(Stamp(1, 2, 0), now=10.1) == []
    assert room.stale(Stamp(1, 2, 0), now=10.4) == ["console"]
    assert room.stale(Stamp(2, 2, 0), now=10.1) == ["console"]


def test_a_screen_that_comes_late_takes_no_news_from_the_others():
    room, console, wall = Room(1), Screen("console"), Screen("wall")
    room.enter(console)
    room.show("console", Stamp(1, 1, 2), "", now=10.0)
    in_a_loop(console.take())
    room.enter(wall)
    room.show("wall", Stamp(1, 1, 3), "", now=10.1)
    assert in_a_loop(asyncio.wait_for(console.take(), 1)) == turnout(3)


def test_a_slow_screen_gets_the_latest_only():
    async def latest() -> bytes:
        screen = Screen("wall")
        for number in range(1000):
            screen.offer("scene", scene(f"Scene {number}", f"{number}.0"))
        return await screen.take()

    assert in_a_loop(latest()) == b"event: scene\nid: 999.0\ndata: Scene 999\n\n"


# --- Whose --------------------------------------------------------------------------------------


def test_a_screen_never_gets_another_workshops_scene(table, workshop, here):
    other = screens.workshop(table, "Another workshop", code="AAAAAA")
    with screens.listening(here.port, wall(workshop), wall(other)) as [ours, theirs]:
        ours.scene()
        theirs.scene()
        screens.show(other, title="Theirs alone")
        assert "Theirs alone" in theirs.scene()
        assert [event for event in ours.listen(0.6) if event.name == "scene"] == []


def status(port: int, address: str, method: str = "GET") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=screens.PATIENCE)
    connection.request(method, address)
    answer = connection.getresponse()
    connection.close()
    return answer.status


def test_a_wrong_key_opens_nothing(table, workshop, here):
    other = screens.workshop(table, "Another workshop", code="AAAAAA")
    number, _, proof = wall_key(workshop).partition("-")
    wrong = {
        "another kind's": f"/live/phone/{wall_key(workshop)}/",
        "another workshop's": f"/live/wall/{other.pk}-{proof}/",
        "the join code": f"/live/phone/{workshop.code}/",
        "no proof": f"/live/wall/{number}-/",
        "too long a number": f"/live/wall/{'9' * 40}-{proof}/",
        "signed for something else": f"/live/console/{signing.dumps([workshop.pk, 1], salt='other')}/",
        "a wall's at the console": f"/live/console/{wall_key(workshop)}/",
    }
    assert {name: status(here.port, address) for name, address in wrong.items()} == dict.fromkeys(wrong, 404)
    assert status(here.port, wall(workshop), "POST") == 405


def test_keys_die_with_the_workshop(workshop, here):
    long_ago = timezone.now() - timezone.timedelta(days=1)
    Workshop.objects.filter(pk=workshop.pk).update(state=WorkshopState.ENDED, ended_at=long_ago, code="")
    assert [status(here.port, address) for address in (wall(workshop), phone(workshop))] == [404, 404]


def test_a_workshop_that_has_not_begun_has_no_keys(table):
    planned = Workshop.objects.create(round=table.round, title="Planned")
    assert (wall_key(planned), phone_key(planned)) == ("", "")


def test_a_console_opens_to_its_facilitator_only(table, workshop, here):
    facilitator, lead = table.facilitator.person, table.a.lead.person
    assert [status(here.port, f"/live/console/{console_key(workshop, who)}/") for who in (lead,)] == [404]
    with screens.listening(here.port, f"/live/console/{console_key(workshop, facilitator)}/") as [console]:
        assert "Nothing of the run sheet is on it yet." in console.scene()


def test_a_fellow_s_console_has_no_button_that_moves_the_room(table, workshop, here):
    key = console_key(workshop, table.facilitator.person)
    with screens.listening(here.port, f"/live/console/{key}/", f"/live/fellow/{key}/") as [console, fellow]:
        assert ["Blank the wall" in one.scene() for one in (console, fellow)] == [True, False]


def test_a_console_closes_to_who_no_longer_facilitates(table, workshop, here):
    key = console_key(workshop, table.facilitator.person)
    table.facilitator.person.memberships.update(ended_at=timezone.now())
    assert [status(here.port, f"/live/{kind}/{key}/") for kind in ("console", "fellow")] == [404, 404]


def test_an_open_console_falls_silent_soon_after_its_facilitator_has_gone(table, workshop, here):
    key = console_key(workshop, table.facilitator.person)
    fellow = console_key(workshop, room.facilitator(table).person)
    addresses = (f"/live/console/{key}/", f"/live/fellow/{fellow}/")
    with screens.listening(here.port, *addresses) as [gone, stays]:
        assert [one.scene() != "" for one in (gone, stays)] == [True, True]
        table.facilitator.person.memberships.update(ended_at=timezone.now())
        assert gone.is_broken()
        screens.show(workshop, item=item(workshop, "Said after they had gone"))
        assert "Said after they had gone" in stays.scene()


# --- Without a stream ---------------------------------------------------------------------------


def test_a_screen_that_polls_gets_nothing_while_nothing_changes(client, workshop):
    first = client.get(f"{wall(workshop)}now/")
    again = client.get(f"{wall(workshop)}now/", {"stamp": first["X-Stamp"]})
    screens.show(workshop, title="Renamed")
    changed = client.get(f"{wall(workshop)}now/", {"stamp": first["X-Stamp"]})
    assert [answer.status_code for answer in (first, again, changed)] == [200, 204, 200]
    assert "Renamed" in changed.content.decode()


def test_a_screen_that_polls_hears_of_the_turnout(client, table, workshop):
    poll = screens.open_poll(workshop, table)
    stamp = client.get(f"{wall(workshop)}now/")["X-Stamp"]
    screens.vote(poll, 1)
    answer = client.get(f"{wall(workshop)}now/", {"stamp": stamp})
    assert (answer.status_code, answer["X-Turnout"]) == (204, "1")


def test_polling_with_a_wrong_key_is_refused(client, workshop):
    wrong = (f"/live/phone/{wall_key(workshop)}/now/", f"/live/desk/{wall_key(workshop)}/now/")
    assert [client.get(address).status_code for address in wrong] == [404, 404]


# --- Other processes ----------------------------------------------------------------------------


def test_a_change_in_another_process_reaches_the_screens(workshop):
    with screens.Process() as server, screens.listening(server.port, wall(workshop)) as [screen]:
        screen.scene()
        screens.show(workshop, title="Said elsewhere")
        assert "Said elsewhere" in screen.scene()


@pytest.mark.postgres
def test_two_processes_show_the_same(workshop):
    with (
        screens.Process() as first,
        screens.Process() as second,
        screens.listening(first.port, wall(workshop)) as [one],
        screens.listening(second.port, wall(workshop)) as [two],
    ):
        assert one.scene() == two.scene()
        screens.show(workshop, title="Said elsewhere")
        assert "Said elsewhere" in one.scene()
        assert "Said elsewhere" in two.scene()


@pytest.mark.postgres
def test_what_another_process_announces_is_heard_without_a_look(workshop):
    heard = threading.Event()
    loop = asyncio.new_event_loop()
    hearing = loop.create_task(hints.hear(lambda number: heard.set() if number == workshop.pk else None))
    thread = threading.Thread(target=lambda: loop.run_until_complete(asyncio.wait([hearing])))
    thread.start()
    try:
        end = time.monotonic() + screens.PATIENCE
        while not heard.wait(0.1) and time.monotonic() < end:  # it may not have begun to listen yet
            screens.show(workshop)
        assert heard.is_set()
    finally:
        loop.call_soon_threadsafe(hearing.cancel)
        thread.join(screens.PATIENCE)
        loop.close()


def test_after_a_restart_a_screen_gets_what_is(workshop):
    with screens.Process() as server:
        with screens.listening(server.port, wall(workshop)) as [screen]:
            screen.scene()
            server.kill()
            assert screen.is_broken()
        screens.show(workshop, title="While it was away")
        server.start()
        with screens.listening(server.port, wall(workshop)) as [back]:
            assert "While it was away" in back.scene()
