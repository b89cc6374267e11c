"""A clever officer in the room: what one partner said by itself, and who said what, however the questions are combined."""

import datetime as dt

import pytest

from facilitation.balance.relationship import kept
from facilitation.balance.standing import balance_of
from facilitation.models import Poll
from facilitation.polls import drafting, moderating
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
    carried = drafting.ask_again(alone, in_workshop=joint.fresh(), by=joint.by)
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


# --- Who said what, by taking one result from another -------------------------------------------


def test_what_one_more_writes_after_a_reopening_is_not_laid_beside_what_was_read(joint):
    """The facilitator reads from the close on, so one new answer would be the answer of the one who came late."""
    poll = joint.close(voted(joint, "POLL-27", ["one", "two", "three", "four", "five"]))
    with pytest.raises(Refused, match="can be read already"):
        joint.open(poll)
    few = joint.close(voted(joint, "POLL-27", ["one", "two", "three", "four"]))
    joint.open(few)
    joint.vote(few, "late")
    joint.close(few)
    assert few.written_answers.count() == 5


def test_a_result_that_was_shown_split_shows_no_part_with_one_answer_more(joint):
    """Eleven councils less the ten that were shown before are one council."""
    poll = joint.ask("Which?", asks_body=True)
    joint.vote(poll, *"A" * 10, body="council")
    joint.vote(poll, *"A" * 10, body="health")
    before = split(joint.show_result(poll))
    joint.open(poll, reason="Some came late")
    late = [joint.phone() for _ in range(6)]
    for number, phone in enumerate(late):
        phone.vote(poll, choice="B", body="council" if number == 0 else "health")
    joint.show_result(poll)
    assert (before, poll.ballots.count()) == ({"A council": 10, "Health": 10}, 26)
    assert split(poll).items() <= before.items()


def split(poll):
    return {part.label: part.answers for part in result(poll).parts}


def test_who_asks_for_more_than_ten_together_gets_them_in_parts_and_after_a_reopening_too(table):
    asks_for(table, 12)
    where = Room(table)
    poll = where.ask("Which?", asks_body=True)
    where.vote(poll, *"A" * 11, body="council")
    where.vote(poll, *"B" * 14, body="health")
    where.show_result(poll)
    assert split(poll) == {}
    where.open(poll, reason="Some came late")
    where.vote(poll, *"A" * 11)
    where.close(poll)
    with pytest.raises(Refused, match="Fewer than 12"):
        where.reveal(poll)


def test_what_phones_were_told_when_they_voted_holds_whatever_is_set_afterwards(table):
    asks_for(table, 12)
    where = Room(table)
    told = where.ask("POLL-03")
    phone = where.phone()
    assert "Fewer than 12 answers are not shown" in phone.get().content.decode()
    where.vote(told, *"A" * 8)
    asks_for(table, 5)
    where.show_result(told)
    later = where.show_result(voted(where, "POLL-03", "A" * 8))
    found = [result(Poll.objects.get(pk=poll.pk)) for poll in (told, later)]
    assert [one.refusal for one in found] == ["Too few to show: fewer than 12 people have answered.", ""]
    asks_for(table, 20)
    assert result(Poll.objects.get(pk=later.pk)).refusal, "more can always be asked for"


def test_words_that_too_few_wrote_for_what_phones_were_told_are_not_read(table):
    asks_for(table, 8)
    where = Room(table)
    poll = voted(where, "POLL-27", ["one", "two", "three", "four", "five"])
    asks_for(table, 5)
    where.close(poll)
    assert not moderating.may_read_texts(table.facilitator, Poll.objects.get(pk=poll.pk))


def asks_for(table, fewest):
    table.partnership.anonymity_minimum = fewest
    table.partnership.save()


def test_a_result_that_too_few_gave_was_never_shown_so_who_comes_late_gives_nothing_away(joint):
    poll = joint.show_result(voted(joint, "POLL-03", "AAA"))
    joint.open(poll, reason="Three were too few")
    joint.vote(poll, *"BB")
    joint.show_result(poll)
    assert [bar.count for bar in result(poll).bars][:2] == [3, 2]
