"""The effort share by its formula, to the printed decimals, and where its minutes come from."""

import re
from decimal import Decimal

import pytest

from facilitation.vocabulary import ItemClass, WorkshopKind
from facilitation.workshops import agendas, running
from facilitation.workshops.effort import (
    DEAL_HEAVY,
    IN_BAND,
    TALK_HEAVY,
    Block,
    effort,
    planned_effort,
    reading,
    round_effort,
    workshop_effort,
)
from facilitation.workshops.picture import effort_picture
from tests import room

R, M, D, ADMIN = ItemClass.RELATIONSHIP, ItemClass.MIXED, ItemClass.DEAL, ItemClass.ADMIN
# The worked example of the method: one workshop, then eight one-to-ones of 45 minutes and two hours of drafting.
WORKSHOP = [(20, R), (15, R), (45, R), (45, M), (30, M), (25, D), (10, R), (20, ADMIN)]
ROUND = [*WORKSHOP, *[(45, R)] * 8, (120, D)]


def of(pairs):
    return effort(Block(Decimal(minutes), item_class) for minutes, item_class in pairs)


def test_the_worked_example_comes_out_to_the_printed_decimals():
    workshop, whole = of(WORKSHOP), of(ROUND)
    assert (workshop.relationship, workshop.minutes, workshop.share) == (
        Decimal("127.5"),
        190,
        Decimal("67.1"),
    )
    assert (whole.relationship, whole.minutes, whole.share) == (Decimal("487.5"), 670, Decimal("72.8"))


def test_no_minutes_have_no_share():
    nothing = of([(20, ADMIN)])
    assert (nothing.share, nothing.percent, bool(nothing)) == (None, None, False)


@pytest.mark.parametrize(
    ("pairs", "word"),
    [
        ([(64, R), (36, D)], DEAL_HEAVY),
        ([(65, R), (35, D)], IN_BAND),
        ([(85, R), (15, D)], IN_BAND),
        ([(86, R), (14, D)], TALK_HEAVY),
        ([(9, ADMIN)], ""),
    ],
)
def test_a_share_is_read_against_the_guide_and_its_band(table, pairs, word):
    found = reading(of(pairs), table.partnership)
    assert (found.word, found.guide_words) == (word, "Guide 75, band 65 to 85")


@pytest.mark.parametrize(
    ("agenda", "minutes", "percent", "whole"),
    [(agendas.FIRST, 190, 71, 210), (agendas.SECOND, 190, 67, 210), (agendas.THIRD, 190, 66, 210)],
)
def test_ready_agendas_come_to_the_minutes_and_shares_of_the_method(agenda, minutes, percent, whole):
    found = effort(Block(Decimal(item.minutes), item.item_class) for item in agenda.items)
    assert (found.minutes, found.percent, agenda.minutes) == (minutes, percent, whole)


def test_minutes_of_the_plan_are_said_to_be_so(table):
    made = room.workshop(table)
    found = planned_effort(room.items(made))
    assert (found.relationship, found.minutes, found.source) == (35, 60, "planned minutes")


def test_recorded_minutes_count_instead_of_planned_ones(table):
    made = room.held(table)
    for place, minutes in enumerate((30, 20, 50)):
        room.at_minutes(made, place, minutes)
    found = workshop_effort(made)
    assert (found.share, found.source) == (Decimal("40.0"), "")


def test_an_item_that_was_never_shown_took_no_time(table):
    made = room.running_workshop(table)
    room.show(table, made, 0)
    room.end(table, made)
    room.at_minutes(made, 0, 10)
    found = workshop_effort(made)
    assert (found.minutes.quantize(Decimal(1)), found.percent) == (10, 100)


def test_a_meeting_that_was_only_recorded_counts_by_its_plan(table):
    made = room.workshop(table)
    running.record_held(made, by=table.facilitator)
    room.at_minutes(room.held(table), 0, 60)
    assert workshop_effort(made).source == "planned minutes"
    assert round_effort(table.round).source == "partly planned minutes"


def test_practice_in_house_sessions_and_plans_count_for_nothing(table):
    room.at_minutes(room.held(table, is_practice=True), 0, 60)
    in_house = room.workshop(table, kind=WorkshopKind.IN_HOUSE, partner=table.a.partner)
    running.record_held(in_house, by=table.facilitator)
    room.workshop(table)
    assert round_effort(table.round).minutes == 0


def test_the_words_of_the_picture_never_run_into_one_another():
    def heights(guide: int) -> list[str]:
        return re.findall(
            r'<text x="[\d.]+" y="([\d.]+)"', effort_picture("", 42, guide=guide, low=guide, high=guide)
        )

    beside, below = heights(75), heights(40)
    assert beside[0] == beside[1] == below[0] < below[1]
