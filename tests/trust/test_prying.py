"""A clever officer in the room: what one partner said by itself, and who said what, however the questions are combined."""

import datetime as dt

import pytest

from facilitation.balance.relationship import kept
from facilitation.balance.standing import balance_of
from facilitation.polls import polling
from facilitation.polls.results import result
from facilitation.vocabulary import WorkshopKind
from facilitation.workshops import outcomes, planning
from partnerships.models import Event
from partnerships.rulings import Refused
from tests import room
from tests.voting import Room

pytestmark = pytest.mark.django_db

YESTERDAY = dt.date.today() - dt.timedelta(days=1)


@pytest.fixture
def in_house(table):
    """Partner A by itself, with its own people on their phones."""
    return Room(table, code="AAAAAA", kind=WorkshopKind.IN_HOUSE, partner=table.a.partner)


@pytest.fixture
def joint(table):
    return Room(table)


# --- What one partner said by itself ------------------------------------------------------------


def test_what_one_partner_is_asked_by_itself_is_in_no_history_of_the_group(in_house, joint):
    for where in (in_house, joint):
        where.show_result(where.ask(f"Should we leave room {where.workshop.code}?"))
    told = str(list(Event.objects.seen_by_group().values_list("text", flat=True)))
    assert ("room AAAAAA" in told, "room K7WM4P" in told) == (False, True)


def test_no_shift_in_the_room_gives_away_what_one_partner_said_by_itself(in_house, joint):
    """Both results side by side would be a subtraction away."""
    alone = in_house.show_result(voted(in_house, "POLL-03", "AAAAAAAA"))
    asked = joint.show_result(voted(joint, "POLL-03", "BBBBBBBB"))
    carried = polling.ask_again(alone, in_workshop=joint.fresh(), by=joint.by)
    joint.open(carried)
    joint.vote(carried, *"BBBBBBBB")
    joint.show_result(carried)
    assert (result(asked).has_shift, result(carried).has_shift) == (False, False)
    again = in_house.show_result(voted(in_house, "POLL-03", "BBBBBBBB"))
    assert (again.asked_before, result(again).has_shift) == (carried, True), "its own people may see it"


def test_a_pulse_of_one_partner_by_itself_is_not_the_pulse_of_the_round(in_house, joint):
    joint.show_result(voted(joint, "PU", [page("4")] * 6))
    in_house.show_result(voted(in_house, "PU", [page("1")] * 8))
    assert [one.counts for one in balance_of(joint.table.round).pulse.statements] == [(0, 0, 0, 6, 0)] * 12


def page(point):
    return " ".join(f"{number:02}:{point}" for number in range(1, 13))


def voted(where, question, answers):
    poll = where.ask(question)
    where.vote(poll, *answers)
    return poll


def test_what_one_partner_promised_and_parked_by_itself_is_not_on_the_console_of_the_others(table):
    for kind, partner in (
        (WorkshopKind.IN_HOUSE, table.a.partner),
        (WorkshopKind.ONE_TO_ONE, table.b.partner),
        (WorkshopKind.WORKSHOP, None),
    ):
        held = room.running_workshop(table, kind=kind, partner=partner)
        outcomes.promise(held, f"Promised {kind}", owner="A", due=YESTERDAY, by=table.facilitator)
        outcomes.park(held, f"Parked {kind}", owner="A", by=table.facilitator)
    joint = room.workshop(table)
    alone = room.workshop(table, kind=WorkshopKind.ONE_TO_ONE, partner=table.a.partner)
    assert on_the_console(joint) == ["Promised workshop", "Parked workshop"]
    assert on_the_console(alone) == [
        "Promised in-house",
        "Promised workshop",
        "Parked in-house",
        "Parked workshop",
    ]
    assert kept(table.round, dt.date.today()).said == "0 of 1 that came due"


def on_the_console(workshop):
    return [one.text for one in (*outcomes.open_promises(workshop), *outcomes.open_parked(workshop))]


def test_what_has_begun_with_one_partner_does_not_become_everybodys(in_house, table):
    """Its promises, votes and note would be laid open with it; and another partner would read the first one's."""
    for kind, partner in ((WorkshopKind.WORKSHOP, None), (WorkshopKind.IN_HOUSE, table.b.partner)):
        changed = in_house.fresh()
        changed.kind, changed.partner = kind, partner
        with pytest.raises(Refused, match="has begun"):
            planning.change(changed, by=table.facilitator)
    changed = in_house.fresh()
    changed.title, changed.kind = "Another name", WorkshopKind.ONE_TO_ONE
    planning.change(changed, by=table.facilitator)
    kept = in_house.fresh()
    assert (kept.title, kept.kind, kept.partner) == (
        "Another name",
        WorkshopKind.ONE_TO_ONE,
        table.a.partner,
    )
