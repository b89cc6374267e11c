"""What the console says quietly. Each pitfall is said when it is so, and only then."""

import datetime as dt

import pytest

from facilitation.vocabulary import Presence
from facilitation.workshops import outcomes, running
from facilitation.workshops.pitfalls import pitfalls
from partnerships.statements import STATEMENTS
from tests import build, room

DAY = build.DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def made(table):
    return room.running_workshop(table)


def says(made, words):
    return [sentence for sentence in pitfalls(room.fresh(made)) if words in sentence]


def test_a_fresh_workshop_has_no_pitfalls(made):
    assert pitfalls(made) == []


def test_a_substitute_is_said(table, made):
    room.present(table, made, table.a, presence=Presence.SUBSTITUTE, substitute="Sam")
    assert says(made, "substitute") == ["A has a substitute, Sam: its mandate cannot be given today."]


def test_who_was_not_heard_twice_is_said_until_heard(table):
    first = room.running_workshop(table)
    room.present(table, first, table.a, table.b)
    running.mark_heard(room.attendance(first, table.b), True, by=table.facilitator)
    room.end(table, first)
    made = room.running_workshop(table)
    room.present(table, made, table.a, table.b, table.c)
    assert says(made, "heard") == ["A has not been heard in two workshops."]
    running.mark_heard(room.attendance(made, table.a), True, by=table.facilitator)
    assert says(made, "heard") == []


def test_a_decision_without_a_needed_partner_is_said():
    table = build.partnership("AB", consent="B")
    made = room.running_workshop(table)
    room.present(table, made, table.a)
    assert says(made, "Decisions") == []
    outcomes.decide(made, "Go on", by=table.facilitator)
    (said,) = says(made, "Decisions")
    assert "lead of B," in said
    room.present(table, made, table.b)
    assert says(made, "Decisions") == []


def _positions(table, position, resident_outcome):
    for power in table.powers:
        table.a.write(
            "position",
            power=power,
            position=position,
            conditions="If" if position == "on-if" else "",
            resident_outcome=resident_outcome,
        )
    table.a.mandate("laid")


def test_a_table_without_conditions_is_said(table, made):
    _positions(table, "on", "Shorter waits")
    assert len(says(made, "condition")) == 1


def test_one_condition_is_enough(table, made):
    _positions(table, "on-if", "Shorter waits")
    assert says(made, "condition") == []


def test_a_table_without_residents_is_said_until_one_is_named(table, made):
    _positions(table, "on", "")
    assert len(says(made, "residents")) == 1
    table.agree("outcome")
    assert says(made, "residents") == []


def test_a_high_mean_with_a_split_is_said():
    table = build.partnership("ABCDEF")
    made = room.running_workshop(table)
    for letter, now in zip("ABCDEF", (4, 4, 4, 1, 1, 1), strict=True):
        side = table.side(letter)
        side.lay("reality", side.write("rating", statement=STATEMENTS[0].code, now=now))
    (said,) = says(made, "split")
    assert STATEMENTS[0].text in said


def test_a_low_mean_with_a_split_is_no_surprise():
    table = build.partnership("ABCDEF")
    made = room.running_workshop(table)
    for letter, now in zip("ABCDEF", (3, 3, 3, 0, 0, 0), strict=True):
        side = table.side(letter)
        side.lay("reality", side.write("rating", statement=STATEMENTS[0].code, now=now))
    assert says(made, "split") == []


def test_a_promise_given_another_day_twice_is_said(table, made):
    found = outcomes.promise(made, "Send figures", owner="A", due=DAY, by=table.facilitator)
    outcomes.renegotiate(found, DAY + dt.timedelta(days=7), by=table.facilitator)
    assert says(made, "another day twice") == []
    outcomes.renegotiate(found, DAY + dt.timedelta(days=14), by=table.facilitator)
    assert len(says(made, "another day twice")) == 1


def test_practice_warns_of_nothing(table):
    made = room.running_workshop(table, is_practice=True)
    room.present(table, made, table.a, presence=Presence.SUBSTITUTE, substitute="Sam")
    assert pitfalls(made) == []
