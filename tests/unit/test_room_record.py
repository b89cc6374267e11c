"""What happened in the room goes into the record of its round: what was revealed and nothing else, and no practice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from facilitation import papers
from facilitation.documents.room import room_of
from facilitation.papers import summary as summaries
from facilitation.papers.asking import asks_from, suggested_asks
from facilitation.papers.worked import worked
from facilitation.polls import ballots, drafting, polling
from facilitation.polls.bank import question_coded
from facilitation.vocabulary import ItemClass, PromiseState, WorkshopKind
from facilitation.workshops import outcomes, running
from facilitation.workshops.effort import Block, effort, reading
from partnerships.models import Round
from tests import build, room
from tests.unit.test_effort import ROUND, WORKSHOP, of

pytestmark = pytest.mark.django_db

CANARY = "canary answer of an unrevealed vote"


@pytest.fixture
def held(table):
    """A workshop that goes on: whatever the test does in it comes before its end."""
    return room.running_workshop(table)


def room_in(table):
    return room_of(Round.objects.get(pk=table.round.pk), before={})


def vote(table, made, code, *answers, reveal=True):
    poll = drafting.draft_from_bank(room.fresh(made), question_coded(code), by=table.facilitator)
    polling.open_poll(poll, by=table.facilitator)
    for number, answer in enumerate(answers):
        ballots.cast(poll, f"{code}-{number}", answer)
    polling.close(poll, by=table.facilitator)
    if reveal:
        polling.reveal(poll, by=table.facilitator)
    return poll


# --- The effort share ---------------------------------------------------------------------------


def test_the_worked_example_says_its_share_and_where_that_stands(table):
    said = [
        reading(of(pairs), table.partnership).sentence for pairs in (WORKSHOP, ROUND, [(9, ItemClass.ADMIN)])
    ]
    assert said == [
        "67% of our time went on relationships, within the guide band of 65% to 85%.",
        "73% of our time went on relationships, within the guide band of 65% to 85%.",
        "",
    ]


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([(64, "relationship"), (36, "deal")], "below the guide band of 65% to 85%: deal-heavy."),
        ([(86, "relationship"), (14, "deal")], "above the guide band of 65% to 85%: talk-heavy."),
    ],
)
def test_outside_of_the_band_it_says_which_way(table, pairs, sentence):
    assert reading(of(pairs), table.partnership).sentence.endswith(sentence)


def test_minutes_that_are_only_planned_are_named(table):
    blocks = [Block(Decimal(60), "relationship"), Block(Decimal(20), "deal", planned=True)]
    found = reading(effort(blocks), table.partnership)
    assert found.sentence.endswith("Of the 80 minutes, 20 are planned ones, for they were not recorded.")
    assert f"<title>{found.sentence}</title>" in found.picture


def test_everybodys_table_shows_it_once_something_was_held(table, client):
    client.force_login(table.a.lead.person)
    page = f"/p/{table.partnership.slug}/a/table/"
    table.a.mandate("laid")
    assert "How we have used our time" not in client.get(page).content.decode()
    running.record_held(room.workshop(table), by=table.facilitator)
    shown = client.get(page).content.decode()
    assert "58% of our time went on relationships, below the guide band" in shown
    assert "That is by planned minutes, for none were recorded." in shown


# --- The record ---------------------------------------------------------------------------------


def test_a_round_without_workshops_has_an_empty_room(table):
    assert room_in(table) == {
        "effort": None, "workshops": [], "promises": [], "parked": [], "polls": [], "pulse": None,
    }  # fmt: skip


def test_decisions_promises_and_parked_items_are_kept_with_who_and_when(table, held):
    by = table.facilitator
    outcomes.decide(held, "Buses first", decided_by="All leads", by=by)
    made = outcomes.promise(held, "Share the figures", owner="A", due=build.DAY, by=by)
    outcomes.renegotiate(made, build.DAY + dt.timedelta(7), by=by)
    outcomes.settle(made, PromiseState.LATE, by=by)
    outcomes.park(held, "The precept", owner="B", by=by)
    room.present(table, held, table.a)
    room.end(table, held)
    found = room_in(table)
    (kept,) = found["workshops"]
    assert (kept["title"], kept["decisions"][0]["text"], kept["presence"][0]["word"]) == (
        "Workshop 1", "Buses first", "Present",
    )  # fmt: skip
    (promise,) = found["promises"]
    assert (promise["partner"], promise["words"], promise["due"]) == ("a", "Kept late", "2027-03-08")
    assert promise["renegotiations"] == [{"was_due": "2027-03-01", "now_due": "2027-03-08", "in_time": True}]
    assert [(one["text"], one["owner"], one["settled_on"]) for one in found["parked"]] == [
        ("The precept", "B", "")
    ]


def test_votes_are_kept_as_they_were_revealed_and_no_others(table, held):
    vote(table, held, "POLL-03", *"AADDDD")
    vote(table, held, "POLL-05", *"AAAA")
    vote(table, held, "POLL-27", *[CANARY] * 5)
    vote(table, held, "POLL-23", *[CANARY] * 6, reveal=False)
    room.end(table, held)
    found = room_in(table)["polls"]
    assert [(poll["code"], poll["finding"]) for poll in found] == [
        ("POLL-03", "Fragile: 67%."),
        ("POLL-05", "Too few to show: fewer than five people have answered."),
        ("POLL-27", ""),
    ]
    assert found[1]["answers"] == []
    assert CANARY not in str(found)


def test_practice_and_one_to_ones_leave_only_their_minutes(table):
    practice = room.running_workshop(table, is_practice=True)
    vote(table, practice, "POLL-03", *"AAAAA")
    outcomes.decide(practice, "Nothing", by=table.facilitator)
    room.end(table, practice)
    quiet = room.workshop(table, "With A", kind=WorkshopKind.ONE_TO_ONE, partner=table.a.partner)
    running.record_held(quiet, by=table.facilitator)
    outcomes.park(quiet, "A secret of A", owner="A", by=table.facilitator)
    found = room_in(table)
    assert (found["workshops"], found["parked"], found["polls"]) == ([], [], [])
    assert found["effort"]["planned"] == 60.0


def test_the_pulse_of_a_round_is_kept_by_statement(table, held):
    page = " ".join(f"{number:02}:4" for number in range(1, 12))
    vote(table, held, "PU", *[f"{page} 12:{point}" for point in "45x55"])
    room.end(table, held)
    pulse = room_in(table)["pulse"]
    assert (pulse["phones"], len(pulse["statements"])) == (5, 12)
    assert pulse["statements"][0] == {
        "code": "PU-01",
        "section": "Reliability",
        "text": "Partners do what they said they would.",
        "counts": [0, 0, 0, 5, 0],
        "answers": 5,
        "agreement": "shared",
        "words": "100%",
    }
    assert (pulse["statements"][11]["counts"], pulse["statements"][11]["words"]) == ([], "Too few")


def test_what_is_open_goes_along_into_the_records_of_later_rounds(table, held):
    by = table.facilitator
    settled = outcomes.promise(held, "Send the map", owner="A", due=build.DAY, by=by)
    outcomes.promise(held, "Find the money", owner="B", due=build.DAY, by=by)
    outcomes.settle(settled, PromiseState.KEPT, by=by)
    room.end(table, held)
    record = table.close()
    assert [one["text"] for one in record.document["room"]["promises"]] == ["Send the map", "Find the money"]
    assert [one["text"] for one in room_in(table)["promises"]] == ["Find the money"]


def test_a_promise_that_is_open_past_its_day_is_said_to_be(table, held):
    by, today = table.facilitator, timezone.localdate()
    for text, due in (("Past", today - dt.timedelta(days=1)), ("Due", today)):
        outcomes.promise(held, text, owner="A", due=due, by=by)
    kept = outcomes.promise(held, "Kept", owner="B", due=today - dt.timedelta(days=1), by=by)
    outcomes.settle(kept, PromiseState.LATE, by=by)
    room.end(table, held)
    record = table.close()
    words = {one["text"]: one["words"] for one in record.document["room"]["promises"]}
    assert words == {"Past": "Open, past its day", "Due": "Open", "Kept": "Kept late"}


# --- The paper and the page ---------------------------------------------------------------------


def test_the_summary_says_in_few_words_how_the_round_was_worked(table, held):
    by = table.facilitator
    outcomes.decide(held, "Buses first.", by=by)
    kept = outcomes.promise(held, "Send the map", owner="A", due=build.DAY, by=by)
    outcomes.settle(kept, PromiseState.KEPT, by=by)
    outcomes.promise(held, "Find the money", owner="B", due=build.DAY, by=by)
    vote(table, held, "POLL-03", *"AADDDD")
    room.show(table, held, 0)
    room.end(table, held)
    room.at_minutes(held, 0, 60)
    record = table.close()
    asks = asks_from(suggested_asks(record.document))
    page = papers.html_of(summaries.summary(record, asks=asks, purpose="For decision"), number=1)
    for said in (
        "100% of our time went on relationships, above the guide band",
        f"The partners met once: Workshop 1 ({date_format(timezone.localdate(), 'j F Y')}).",
        "<strong>Decided:</strong> Buses first.",
        "Of 2 promises, 1 was kept on time and 1 is open.",
        "Still open: Find the money (B, by 1 March 2027).",
        "Fragile: 67%.",
    ):
        assert said in page


def test_a_list_that_is_cut_says_how_much_more_there_is(table, held):
    for number in range(6):
        outcomes.decide(held, f"Decision {number}", by=table.facilitator)
    room.end(table, held)
    assert worked(room_in(table), most=2)["decided"] == "Decision 0; Decision 1; 4 more in the record"


def test_the_record_page_shows_the_room(table, held, client):
    outcomes.decide(held, "Buses first", by=table.facilitator)
    outcomes.promise(held, "Find the money", owner="B", due=build.DAY, by=table.facilitator)
    vote(table, held, "POLL-03", *"AADDDD")
    room.end(table, held)
    table.close()
    client.force_login(table.a.lead.person)
    page = client.get(f"/p/{table.partnership.slug}/a/rounds/1/record/").content.decode()
    for said in ("Decided: Buses first", "Find the money", "Fragile: 67%."):
        assert said in page
