"""A run sheet is planned in order and in minutes; what it counts as cannot be changed unseen."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from facilitation.models import AgendaItem, ClassChange, Workshop
from facilitation.vocabulary import CLASS_OF, ItemClass, ItemKind, WorkshopState
from facilitation.workshops import agendas, planning, running, timing
from partnerships.models import Event
from partnerships.rulings import Refused
from tests import build, room


def titles(made):
    return [item.title for item in room.items(made)]


def starts(made):
    return [slot.when for slot in timing.slots(made)]


def test_start_times_follow_from_order_and_minutes(table):
    made = room.workshop(table)
    assert starts(made) == ["10:00", "10:20", "10:50"]
    last = room.items(made)[2]
    planning.move(last, up=True, after=3, by=table.facilitator)
    assert titles(made) == ["Check-in round", "Ambition and scope", "Five-year postcards"]
    assert starts(made) == ["10:00", "10:20", "10:30"]
    assert timing.ends_at(made) == dt.time(11)


def test_without_a_start_times_count_from_the_beginning(table):
    assert starts(room.workshop(table, starts_at=None)) == ["0:00", "0:20", "0:50"]


def test_a_second_click_moves_an_item_no_further(table):
    made = room.workshop(table)
    last = room.items(made)[2]
    first = planning.move(last, up=True, after=3, by=table.facilitator)
    again = planning.move(last, up=True, after=3, by=table.facilitator)
    assert (first, again) == (True, False)
    assert titles(made)[1] == "Ambition and scope"


@pytest.mark.parametrize(("place", "up"), [(0, True), (2, False)])
def test_the_ends_of_a_run_sheet_are_ends(table, place, up):
    made = room.workshop(table)
    item, before = room.items(made)[place], titles(made)
    assert not planning.move(item, up=up, after=item.place, by=table.facilitator)
    assert titles(made) == before


@pytest.mark.parametrize("kind", ItemKind)
def test_an_item_counts_as_its_kind_does(table, kind):
    made = room.workshop(table)
    assert room.add(table, made, "Something", kind, 5).item_class == CLASS_OF[kind]


@pytest.mark.parametrize("agenda", agendas.READY, ids=lambda agenda: agenda.key)
def test_a_ready_agenda_becomes_the_run_sheet(table, agenda):
    made = room.workshop(table, agenda=agenda, kind=agenda.kind, partner=table.a.partner)
    assert [(item.title, item.minutes, item.item_class) for item in room.items(made)] == [
        (ready.title, ready.minutes, ready.item_class) for ready in agenda.items
    ]


def test_what_a_ready_agenda_counts_otherwise_is_in_the_log(table):
    made = room.workshop(table, agenda=agendas.SECOND)
    (logged,) = ClassChange.objects.filter(workshop=made)
    assert (logged.title, logged.was, logged.became, bool(logged.reason)) == (
        "Gives and gets",
        "mixed",
        "relationship",
        True,
    )


def test_an_override_needs_a_reason_and_is_logged_for_good(table):
    made = room.workshop(table)
    item = room.items(made)[2]
    with pytest.raises(Refused, match="Say why"):
        planning.reclass(item, ItemClass.RELATIONSHIP, because=" ", by=table.facilitator)
    logged = planning.reclass(item, ItemClass.RELATIONSHIP, because="We only listen", by=table.facilitator)
    assert (logged.was, logged.became, logged.reason) == ("deal", "relationship", "We only listen")
    again = planning.reclass(item, ItemClass.RELATIONSHIP, because="Twice", by=table.facilitator)
    assert (again, ClassChange.objects.count()) == (None, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClassChange.objects.update(reason="Something nicer")


def test_another_kind_brings_its_own_class_and_says_so(table):
    made = room.workshop(table)
    item = room.items(made)[0]
    item.kind = ItemKind.MONEY
    planning.change_item(item, by=table.facilitator)
    (logged,) = ClassChange.objects.all()
    assert (item.item_class, logged.was, logged.became) == (ItemClass.DEAL, "relationship", "deal")


def test_removing_closes_the_gap(table):
    made = room.workshop(table)
    planning.remove(room.items(made)[0], by=table.facilitator)
    assert [(item.place, item.title) for item in room.items(made)] == [
        (1, "Five-year postcards"),
        (2, "Ambition and scope"),
    ]


def test_what_is_or_was_on_the_wall_stays_on_the_run_sheet(table):
    made = room.running_workshop(table)
    room.show(table, made, 0)
    with pytest.raises(Refused, match="on the wall now"):
        planning.remove(room.items(made)[0], by=table.facilitator)
    room.show(table, made, 1)
    with pytest.raises(Refused, match="minutes are kept"):
        planning.remove(room.items(made)[0], by=table.facilitator)
    assert AgendaItem.objects.filter(workshop=made).count() == 3


def test_a_copy_has_the_plan_and_nothing_of_what_happened(table):
    made = room.workshop(table, agenda=agendas.SECOND, place="Town hall")
    room.begin(table, made)
    room.show(table, made, 0)
    copy = planning.duplicate(made, round_=table.round, by=table.facilitator)
    assert (copy.state, copy.code, copy.place, copy.is_practice) == (
        WorkshopState.PLANNED,
        "",
        "Town hall",
        False,
    )
    assert titles(copy) == titles(made)
    assert copy.class_changes.count() == 1
    assert not any(item.spells.exists() for item in room.items(copy))


def test_a_plan_sent_twice_is_one_workshop(table, monkeypatch):
    def sent(**fields):
        bare = Workshop(**({"title": "Buses", "held_on": build.DAY} | fields))
        return planning.plan(bare, round_=table.round, agenda=agendas.FIRST, by=table.facilitator)

    first = sent()
    assert [sent(), room.fresh(first).items.count()] == [first, len(agendas.FIRST.items)]
    assert Event.objects.filter(verb="workshop planned").count() == 1
    assert sent(held_on=build.DAY + dt.timedelta(days=7)) != first
    monkeypatch.setattr(planning, "SENT_TWICE_WITHIN", dt.timedelta(0))  # later that day
    assert sent() != first
    assert Workshop.objects.count() == 3


@pytest.mark.parametrize("practice", [False, True])
def test_a_copy_asked_for_twice_is_one_copy(table, practice):
    made = planning.plan(Workshop(title="Buses"), round_=table.round, by=table.facilitator)
    copies = [
        planning.duplicate(made, round_=table.round, practice=practice, by=table.facilitator)
        for _ in range(2)
    ]
    assert copies[0] == copies[1] != made
    assert Workshop.objects.count() == 2


def test_the_plan_of_a_workshop_that_is_over_stays_as_it_was(table):
    made = room.held(table)
    with pytest.raises(Refused, match="has ended"):
        room.add(table, made, "Late idea", ItemKind.MONEY, 5)


def test_only_facilitators_of_the_partnership_plan(table):
    other = build.partnership("D", slug="two-vales")
    made = room.workshop(table)
    for actor in (table.a.lead, table.a.approver, other.facilitator):
        with pytest.raises(Refused):
            planning.use_agenda(made, agendas.THIRD, by=actor)
        with pytest.raises(Refused):
            planning.plan(Workshop(title="Mine"), round_=table.round, by=actor)
    assert (Workshop.objects.count(), made.items.count()) == (1, 3)


def test_everybody_can_read_what_changed_but_for_practice_and_talks_with_one(table):
    made = room.workshop(table, "For everybody")
    planning.duplicate(made, round_=table.round, practice=True, by=table.facilitator)
    room.workshop(table, "Quiet talk", agenda=agendas.ONE_TO_ONE, kind="one-to-one", partner=table.a.partner)
    lines = Event.objects.seen_by_group().filter(verb="workshop planned")
    assert [line.text for line in lines] == ["Planned “For everybody”"]
    assert not Event.objects.seen_by_group().filter(text__contains="Quiet talk").exists()


def test_a_change_while_the_workshop_runs_reaches_the_screens(table):
    made = room.running_workshop(table)
    before = room.fresh(made).scene
    room.add(table, made, "One more", ItemKind.FEEDBACK, 5)
    assert room.fresh(made).scene == before + 1


def test_a_workshop_recorded_as_held_is_over(table):
    made = room.workshop(table)
    assert [running.record_held(made, by=table.facilitator) for _ in range(2)] == [True, False]
    assert (made.state, made.began_at, made.ended_at is not None) == ("ended", None, True)
