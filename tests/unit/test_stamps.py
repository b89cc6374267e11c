"""What screens compare: in one question to the database, and never going backwards."""

import pytest

from facilitation.live.stamps import Stamp, stamp, stamps
from facilitation.models import Workshop
from partnerships.history import note
from tests import screens

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(table):
    return screens.workshop(table)


def test_the_stamps_of_many_workshops_are_one_question(table, workshop, django_assert_num_queries):
    other = screens.workshop(table, "Another", code="AAAAAA")
    screens.show(other)
    with django_assert_num_queries(1):
        found = stamps([workshop.pk, other.pk])
    assert (found[workshop.pk].scene, found[other.pk].scene) == (1, 2)


def test_a_workshop_that_is_no_more_has_no_stamp(workshop):
    assert stamps([workshop.pk + 1]) == {}


def test_only_who_has_voted_on_the_poll_on_show_counts(table, workshop):
    before = screens.open_poll(workshop, table, "Before?")
    for number in range(3):
        screens.vote(before, number)
    type(before).objects.filter(pk=before.pk).update(state="closed")
    now = screens.open_poll(workshop, table, "Now?")
    screens.vote(now, 0)
    assert stamp(workshop.pk).turnout == 1


def test_a_poll_that_nobody_has_answered_counts_nobody(table, workshop):
    screens.open_poll(workshop, table)
    assert stamp(workshop.pk).turnout == 0


def test_what_the_group_sees_moves_the_pulse_and_not_the_scene(table, workshop):
    before = stamp(workshop.pk)
    note("table.laid", "Something was laid.", by=table.facilitator, group=True)
    after = stamp(workshop.pk)
    assert (after.scene, after.pulse > before.pulse) == (before.scene, True)


def test_somebody_coming_in_moves_the_wall_and_no_phone(workshop):
    before = stamp(workshop.pk)
    Workshop.objects.filter(pk=workshop.pk).touch()
    after = stamp(workshop.pk)
    assert {
        screen: before.version_for(screen) == after.version_for(screen)
        for screen in ("wall", "phone", "console")
    } == {"wall": False, "phone": True, "console": False}


def test_a_vote_looks_the_same_but_for_the_number():
    assert Stamp(3, 2, 1).version_for("wall") == Stamp(3, 2, 9).version_for("wall")


def test_a_stamp_is_written_in_one_word():
    assert str(Stamp(3, 2, 1)) == "3.2.1"
