"""A running workshop: nobody is moved twice, everything is reversible, and the console is handed over, never seized."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from facilitation.live import wake
from facilitation.live.keys import wall_key
from facilitation.models import Attendance, Poll, Spell, Workshop
from facilitation.vocabulary import Cover, PollState, Presence, WorkshopKind
from facilitation.workshops import codes, handing_over, running
from partnerships.models import Event
from partnerships.rulings import Refused
from tests import build, room


@pytest.fixture
def made(table):
    return room.running_workshop(table)


def now_on(made):
    item = room.fresh(made).item
    return item.title if item else None


# --- Beginning and ending -----------------------------------------------------------------------


def test_beginning_opens_the_room_under_a_code(table):
    made = room.workshop(table)
    assert (made.code, wall_key(made)) == ("", "")
    room.begin(table, made)
    assert len(made.code) == 6 and set(made.code) <= set(codes.ALPHABET)
    assert (made.run_by, made.host, made.item) == (table.facilitator.person, "round.example", None)
    assert codes.join_url(made) == f"http://round.example/j/{made.code}"


def test_a_workshop_was_held_on_the_day_it_began_whatever_it_was_planned_for(table):
    made = room.workshop(table, held_on=build.DAY)
    room.begin(table, made)
    assert room.fresh(made).held_on == timezone.localdate() != build.DAY


def test_no_code_can_be_misread():
    assert not set("0O1ILU") & set(codes.ALPHABET)
    assert len(codes.ALPHABET) == len(set(codes.ALPHABET)) == 30


def test_two_workshops_never_share_a_code(table, monkeypatch):
    first = room.running_workshop(table)
    drawn = iter([*first.code, *"ABCDEF"])
    monkeypatch.setattr(codes.secrets, "choice", lambda alphabet: next(drawn))
    assert room.running_workshop(table).code == "ABCDEF"


def test_a_workshop_begins_and_ends_once(table, made):
    assert not running.begin(made, by=table.facilitator)
    assert [running.end(made, by=table.facilitator) for _ in range(2)] == [True, False]
    assert not running.begin(made, by=table.facilitator)
    assert (room.fresh(made).code, room.fresh(made).state) == ("", "ended")


def test_an_open_vote_keeps_the_workshop_open(table, made):
    poll = Poll.objects.create(
        workshop=made, question="?", kind="single", state=PollState.OPEN, made_by=table.facilitator.person
    )
    with pytest.raises(Refused, match="vote is still open"):
        running.end(made, by=table.facilitator)
    poll.state = PollState.CLOSED
    poll.save()
    assert running.end(made, by=table.facilitator)


def test_attendance_waits_for_everybody_or_for_the_one_it_is_about(table, made):
    assert [one.partner for one in made.attendances.all()] == table.partners
    alone = room.workshop(table, kind=WorkshopKind.ONE_TO_ONE, partner=table.b.partner)
    room.begin(table, alone)
    assert [one.partner for one in alone.attendances.all()] == [table.b.partner]


# --- What the room sees -------------------------------------------------------------------------


def test_a_double_click_moves_the_room_once(table, made):
    _, second, _ = room.items(made)
    first = room.show(table, made, 0)
    pressed = [running.show(made, second, at=first.pk, by=table.facilitator) for _ in range(2)]
    assert pressed == [True, False]
    assert now_on(made) == "Five-year postcards"


def test_a_second_page_that_is_behind_moves_nobody(table, made):
    first, _, third = room.items(made)
    room.show(table, made, 0)
    room.show(table, made, 1)
    assert not running.show(made, third, at=first.pk, by=table.facilitator)
    assert now_on(made) == "Five-year postcards"


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_exactly_one_moves():
    table = build.partnership("A")
    made = room.running_workshop(table)
    first, second, _ = room.items(made)
    room.show(table, made, 0)
    both, won = Barrier(2), []

    def press():
        own = Workshop.objects.get(pk=made.pk)
        both.wait()
        won.append(running.show(own, second, at=first.pk, by=table.facilitator))
        connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, True]
    assert Spell.objects.filter(item=second).count() == 1


def test_going_back_destroys_nothing_and_goes_on_with_the_time_that_is_left(table, made):
    room.show(table, made, 0)
    room.show(table, made, 1)
    room.at_minutes(made, 0, 15)
    room.show(table, made, 0)
    left = room.fresh(made).timer_ends_at - timezone.now()
    assert round(left.total_seconds() / 60) == 5
    assert Spell.objects.filter(item=room.items(made)[0]).count() == 2
    assert Spell.objects.filter(ended_at=None).count() == 1


def test_what_has_used_up_its_time_comes_back_with_none(table, made):
    room.show(table, made, 0)
    room.show(table, made, 1)
    room.at_minutes(made, 0, 50)
    room.show(table, made, 0)
    assert room.fresh(made).timer_ends_at <= timezone.now()


def test_an_open_vote_stays_on_the_wall_and_a_closed_one_goes(table, made):
    poll = Poll.objects.create(
        workshop=made, question="?", kind="single", state=PollState.OPEN, made_by=table.facilitator.person
    )
    Workshop.objects.filter(pk=made.pk).update(poll=poll)
    room.show(table, made, 0)
    assert room.fresh(made).poll == poll
    Poll.objects.update(state=PollState.REVEALED)
    room.show(table, made, 1)
    assert room.fresh(made).poll is None


def test_extra_time_is_given_once_and_counts_from_now_if_time_is_up(table, made):
    room.show(table, made, 0)
    scene, before = room.fresh(made).scene, room.fresh(made).timer_ends_at
    given = [running.extend(made, 5, at_scene=scene, by=table.facilitator) for _ in range(2)]
    assert given == [True, False]
    assert (room.fresh(made).timer_ends_at - before).total_seconds() == 300


@pytest.mark.parametrize("minutes", [0, -5, 61])
def test_extra_time_is_a_few_minutes(table, made, minutes):
    room.show(table, made, 0)
    assert not running.extend(made, minutes, at_scene=room.fresh(made).scene, by=table.facilitator)


def test_a_cover_lies_over_the_item_and_comes_off_again(table, made):
    room.show(table, made, 0)
    assert [running.cover(made, Cover.BLANK, by=table.facilitator) for _ in range(2)] == [True, False]
    assert now_on(made) == "Check-in round"
    running.cover(made, Cover.NONE, by=table.facilitator)
    assert room.fresh(made).cover == Cover.NONE


def test_results_are_hidden_and_shown_again(table, made):
    running.hide_results(made, True, by=table.facilitator)
    assert room.fresh(made).hides_results
    running.hide_results(made, False, by=table.facilitator)
    assert not room.fresh(made).hides_results


def test_every_change_is_a_new_scene_and_wakes_the_screens(table, made, django_capture_on_commit_callbacks):
    woken = []
    stop = wake.watch(woken.append)
    scenes = [room.fresh(made).scene]
    with django_capture_on_commit_callbacks(execute=True):
        item = room.show(table, made, 0)
        scenes.append(room.fresh(made).scene)
        running.extend(made, 5, at_scene=scenes[-1], by=table.facilitator)
        scenes.append(room.fresh(made).scene)
        running.cover(made, Cover.JOIN, by=table.facilitator)
        scenes.append(room.fresh(made).scene)
    stop()
    assert scenes == list(range(scenes[0], scenes[0] + 4))
    assert woken == [made.pk] * 3 and item.title == now_on(made)


def test_an_item_of_another_workshop_is_not_shown(table, made):
    other = room.workshop(table)
    with pytest.raises(Refused, match="not on the run sheet"):
        running.show(made, room.items(other)[0], at=None, by=table.facilitator)


def test_who_is_unfinished_with_the_items_step_is_named(table):
    made = room.workshop(table)
    item = room.items(made)[0]
    item.step = "mandate"
    item.save()
    room.begin(table, made)
    room.show(table, made, 0)
    for side in (table.a, table.c):
        side.mandate("laid")
    made.refresh_from_db()
    assert running.unfinished(made) == ["Partner B has not begun its mandate."]
    room.show(table, made, 1)
    made.refresh_from_db()
    assert running.unfinished(made) == []


# --- Who is there -------------------------------------------------------------------------------


def test_a_substitute_has_a_name_and_loses_it_when_the_lead_comes(table, made):
    with pytest.raises(Refused, match="who came instead"):
        room.present(table, made, table.a, presence=Presence.SUBSTITUTE)
    room.present(table, made, table.a, presence=Presence.SUBSTITUTE, substitute="Sam Stand-in")
    assert room.attendance(made, table.a).substitute == "Sam Stand-in"
    room.present(table, made, table.a)
    assert room.attendance(made, table.a).substitute == ""


def test_hearing_a_partner_can_be_noted_and_undone(table, made):
    running.mark_heard(room.attendance(made, table.a), True, by=table.facilitator)
    assert list(Attendance.objects.filter(heard=True)) == [room.attendance(made, table.a)]
    running.mark_heard(room.attendance(made, table.a), False, by=table.facilitator)
    assert not Attendance.objects.filter(heard=True).exists()


def test_attendance_moves_no_scene(table, made):
    before = room.fresh(made).scene
    room.present(table, made, table.a)
    assert (room.fresh(made).scene, room.fresh(made).pulse) == (before, 1)


# --- Who has the console ------------------------------------------------------------------------


def test_only_who_has_the_console_moves_the_room(table, made):
    fellow = room.facilitator(table)
    item = room.items(made)[0]
    for press in (
        lambda: running.show(made, item, at=None, by=fellow),
        lambda: running.cover(made, Cover.BLANK, by=fellow),
        lambda: running.end(made, by=fellow),
        lambda: handing_over.offer(made, fellow.person, by=fellow),
    ):
        with pytest.raises(Refused, match="has the console in hand"):
            press()
    assert now_on(made) is None


def test_the_console_goes_over_by_offer_and_acceptance(table, made):
    fellow, third = room.facilitator(table), room.facilitator(table, "Tom Third")
    assert not handing_over.accept(made, by=fellow)
    handing_over.offer(made, fellow.person, by=table.facilitator)
    assert not handing_over.accept(made, by=third)
    assert handing_over.accept(made, by=fellow)
    assert (room.fresh(made).run_by, room.fresh(made).offered_to) == (fellow.person, None)
    with pytest.raises(Refused):
        running.show(made, room.items(made)[0], at=None, by=table.facilitator)


def test_an_offer_can_be_taken_back(table, made):
    fellow = room.facilitator(table)
    handing_over.offer(made, fellow.person, by=table.facilitator)
    handing_over.offer(made, None, by=table.facilitator)
    assert not handing_over.accept(made, by=fellow)


def test_the_console_is_offered_to_facilitators_only(table, made):
    with pytest.raises(Refused, match="Only a facilitator"):
        handing_over.offer(made, table.a.lead.person, by=table.facilitator)


def test_a_console_that_is_there_is_never_seized(table, made):
    fellow = room.facilitator(table)
    with pytest.raises(Refused, match="is connected"):
        handing_over.take_over(made, by=fellow)
    room.lose_connection(made)
    handing_over.seen(made, by=table.facilitator)
    made.refresh_from_db()
    with pytest.raises(Refused, match="is connected"):
        handing_over.take_over(made, by=fellow)


def test_a_lost_console_is_taken_over_by_the_first_who_asks(table, made):
    fellow, third = room.facilitator(table), room.facilitator(table, "Tom Third")
    room.lose_connection(made)
    assert handing_over.take_over(made, by=fellow)
    with pytest.raises(Refused, match="Fay Fellow"):
        handing_over.take_over(made, by=third)


def test_looking_on_does_not_keep_a_lost_console_alive(table, made):
    room.lose_connection(made)
    before = room.fresh(made).run_by_seen_at
    handing_over.seen(made, by=room.facilitator(table))
    assert room.fresh(made).run_by_seen_at == before


# --- History and practice -----------------------------------------------------------------------


def test_everything_is_in_the_history_and_the_group_reads_beginning_and_end(table, made):
    room.show(table, made, 0)
    room.present(table, made, table.a)
    running.cover(made, Cover.BLANK, by=table.facilitator)
    room.end(table, made)
    verbs = ["workshop begun", "item shown", "attendance", "wall changed", "workshop ended"]
    assert list(Event.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs
    seen = Event.objects.seen_by_group().filter(verb__in=verbs).order_by("pk")
    assert [line.verb for line in seen] == ["workshop begun", "workshop ended"]


def test_practice_is_history_of_nobody(table):
    room.held(table, title="Trying it out", is_practice=True)
    assert not Event.objects.seen_by_group().filter(text__contains="Trying it out").exists()
    assert Event.objects.filter(text__startswith="Practice: ").exists()


def test_partners_and_other_partnerships_run_nothing(table, made):
    other = build.partnership("D", slug="two-vales")
    attendance = room.attendance(made, table.a)
    for actor in (table.a.lead, other.facilitator):
        for verb in (
            lambda by: running.begin(made, by=by),
            lambda by: running.end(made, by=by),
            lambda by: running.record_held(made, by=by),
            lambda by: running.show(made, room.items(made)[0], at=None, by=by),
            lambda by: running.extend(made, 5, at_scene=made.scene, by=by),
            lambda by: running.cover(made, Cover.BLANK, by=by),
            lambda by: running.hide_results(made, True, by=by),
            lambda by: running.mark_presence(attendance, Presence.PRESENT, by=by),
            lambda by: running.mark_heard(attendance, True, by=by),
            lambda by: handing_over.accept(made, by=by),
            lambda by: handing_over.take_over(made, by=by),
        ):
            with pytest.raises(Refused):
                verb(actor)
