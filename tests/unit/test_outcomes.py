"""Decisions, promises and parked items: one line each, settled once, and open promises start the next workshop."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from facilitation.models import Decision, ParkedItem, Promise, Renegotiation
from facilitation.vocabulary import PromiseState
from facilitation.workshops import outcomes
from partnerships.rulings import Refused
from tests import build, room

DAY = build.DAY
LATER = DAY + dt.timedelta(days=14)


@pytest.fixture
def made(table):
    return room.running_workshop(table)


def promise(table, made, text="Send the figures", owner="A", due=DAY):
    return outcomes.promise(made, text, owner=owner, due=due, by=table.facilitator)


def test_an_outcome_knows_the_item_it_came_from(table, made):
    item = room.show(table, made, 1)
    made.refresh_from_db()
    decided = outcomes.decide(made, " Meet monthly ", decided_by="All", by=table.facilitator)
    parked = outcomes.park(made, "Rail", owner="B", by=table.facilitator)
    assert (decided.text, decided.item, parked.item) == ("Meet monthly", item, item)


@pytest.mark.parametrize("name", ["A", "a", " Partner A ", "partner a"])
def test_a_promise_of_a_partner_is_known_by_its_name(table, made, name):
    assert promise(table, made, owner=name).partner == table.a.partner


def test_a_promise_of_somebody_else_belongs_to_no_partner(table, made):
    found = promise(table, made, owner="Jo from the agency")
    assert (found.partner, found.owner) == (None, "Jo from the agency")


def test_nothing_comes_out_of_a_workshop_that_has_not_begun(table):
    with pytest.raises(Refused, match="not begun"):
        promise(table, room.workshop(table))
    assert Promise.objects.count() == 0


@pytest.mark.parametrize(
    "state", [PromiseState.KEPT, PromiseState.LATE, PromiseState.MISSED, PromiseState.RELEASED]
)
def test_a_promise_is_settled_once(table, made, state):
    found = promise(table, made)
    assert [outcomes.settle(found, state, by=table.facilitator) for _ in range(2)] == [True, False]
    assert (found.state, found.settled_by) == (state, table.facilitator.person)


def test_a_missed_promise_may_still_be_kept_late_and_not_on_time(table, made):
    found = promise(table, made)
    outcomes.settle(found, PromiseState.MISSED, by=table.facilitator)
    assert not outcomes.settle(found, PromiseState.KEPT, by=table.facilitator)
    assert outcomes.settle(found, PromiseState.LATE, by=table.facilitator)


def test_another_day_is_logged_for_good(table, made):
    found = promise(table, made, due=DAY)
    logged = outcomes.renegotiate(found, LATER, by=table.facilitator)
    assert (logged.was_due, logged.now_due, logged.in_time) == (DAY, LATER, True)
    assert Promise.objects.get(pk=found.pk).due == LATER
    with pytest.raises(DatabaseError), transaction.atomic():
        Renegotiation.objects.update(was_due=LATER)


def test_another_day_said_after_the_day_is_not_in_time(table, made):
    found = promise(table, made, due=dt.date(2020, 1, 1))
    assert not outcomes.renegotiate(found, LATER, by=table.facilitator).in_time


def test_another_day_is_another_day_and_for_open_promises_only(table, made):
    found = promise(table, made)
    with pytest.raises(Refused, match="has it already|has already"):
        outcomes.renegotiate(found, DAY, by=table.facilitator)
    outcomes.settle(found, PromiseState.KEPT, by=table.facilitator)
    assert outcomes.renegotiate(found, LATER, by=table.facilitator) is None
    assert Renegotiation.objects.count() == 0


def test_of_two_who_give_another_day_from_the_same_page_one_does(table, made):
    found = promise(table, made)
    stale = Promise.objects.get(pk=found.pk)
    assert outcomes.renegotiate(found, LATER, by=table.facilitator)
    assert outcomes.renegotiate(stale, LATER + dt.timedelta(days=7), by=table.facilitator) is None


def test_open_promises_start_the_next_workshop_in_this_round_and_the_next(table, made):
    kept, still = promise(table, made, "Kept"), promise(table, made, "Still open")
    outcomes.settle(kept, PromiseState.KEPT, by=table.facilitator)
    room.end(table, made)
    practice = room.running_workshop(table, is_practice=True)
    promise(table, practice, "Only practised")
    assert outcomes.open_promises(room.workshop(table)) == [still]
    table.close()
    assert outcomes.open_promises(room.workshop(table)) == [still]
    assert outcomes.open_promises(practice) == []


def test_a_parked_item_is_brought_to_its_end_once(table, made):
    parked = outcomes.park(made, "Rail", owner="B", due=DAY, by=table.facilitator)
    done = [outcomes.settle_parked(parked, words, by=table.facilitator) for words in ("Done", "Twice")]
    assert (done, ParkedItem.objects.get().settled_as) == ([True, False], "Done")


def test_a_promise_rolled_over_twice_is_known(table, made):
    once, twice = promise(table, made, "Once"), promise(table, made, "Twice")
    outcomes.renegotiate(once, LATER, by=table.facilitator)
    for days in (1, 2):
        outcomes.renegotiate(twice, DAY + dt.timedelta(days=days), by=table.facilitator)
    assert outcomes.rolled_over_often(table.partnership.pk) == [twice]


def test_partners_and_other_partnerships_note_and_settle_nothing(table, made):
    found = promise(table, made)
    parked = outcomes.park(made, "Rail", owner="B", by=table.facilitator)
    other = build.partnership("D", slug="two-vales")
    for actor in (table.a.lead, other.facilitator):
        for verb in (
            lambda by: outcomes.decide(made, "x", by=by),
            lambda by: outcomes.promise(made, "x", owner="A", due=DAY, by=by),
            lambda by: outcomes.park(made, "x", owner="A", by=by),
            lambda by: outcomes.settle(found, PromiseState.KEPT, by=by),
            lambda by: outcomes.renegotiate(found, LATER, by=by),
            lambda by: outcomes.settle_parked(parked, "x", by=by),
        ):
            with pytest.raises(Refused):
                verb(actor)
    assert (Decision.objects.count(), Promise.objects.count(), ParkedItem.objects.count()) == (0, 1, 1)
