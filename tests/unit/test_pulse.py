"""The pulse: one page of statements, one vote, and answers that nobody can put together again."""

from collections import Counter

import pytest

from facilitation.models import Ballot, Turnout
from facilitation.polls import tallies
from facilitation.polls.kinds.stating import dealt_anew
from facilitation.polls.results import result
from facilitation.polls.tallies import Closeness
from tests.voting import Room

STATEMENTS = [f"{number:02}" for number in range(1, 13)]


def page(points, **others):
    """A whole page: the same point for every statement, but for those named."""
    said = dict.fromkeys(STATEMENTS, points) | {key.removeprefix("s"): value for key, value in others.items()}
    return " ".join(f"{key}:{value}" for key, value in said.items())


def columns(ballots):
    pages = [dict(pair.split(":") for pair in ballot.split()) for ballot in ballots]
    return {key: Counter(one[key] for one in pages) for key in pages[0]}


# --- Counting -----------------------------------------------------------------------------------


def test_a_statement_counts_who_agrees_among_those_who_say_something():
    said = [{"A": point} for point in "4453x"]
    row = tallies.on_statements(said, "A").rows[0]
    assert (row.answers, row.count, row.share, row.figure) == (4, 3, 75, "75%")
    assert (row.spread, row.closeness) == ((0, 0, 1, 2, 1), Closeness.SHARED)


def test_a_split_statement_has_no_figure_and_neither_has_its_heading():
    said = [{"A": point, "B": "5"} for point in "1115555"]
    split, shared = tallies.on_statements(said, "AB").rows
    assert (split.closeness, split.figure, split.share) == (Closeness.MIXED, "57%", 57)
    said = [{"A": point, "B": "5"} for point in "111555"]
    split, shared = tallies.on_statements(said, "AB").rows
    assert (split.closeness, split.figure, split.share) == (Closeness.SPLIT, "Split", 0)
    assert (tallies.together([split, shared]).figure, tallies.together([shared, shared]).figure) == (
        "Split",
        "100%",
    )


def test_dealing_anew_keeps_the_answers_to_each_statement_and_no_page():
    ballots = [f"A:{1 + n % 5} B:{1 + n % 5} C:{1 + n % 5} D:{1 + n % 5}" for n in range(100)]
    dealt = dealt_anew(ballots)
    assert columns(dealt) == columns(ballots)
    assert sum(page in ballots for page in dealt) < 20
    assert dealt_anew([]) == []


# --- In the room --------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(table):
    return Room(table)


@pytest.fixture
def pulse(room):
    """Six phones: all agree with everything, but that one cannot say on the second and the third divides them."""
    poll = room.ask("PU")
    thirds = "111555"
    room.vote(poll, *[page("4", s02="x" if n < 2 else "4", s03=thirds[n]) for n in range(6)])
    return poll


def test_a_whole_page_is_one_vote(room):
    poll, phone = room.ask("PU"), room.phone()
    for _ in range(2):
        phone.vote(poll, **{f"choice-{key}": "5" for key in STATEMENTS})
    assert (Ballot.objects.count(), Turnout.objects.count()) == (1, 1)
    assert Ballot.objects.get().choice == page("5")
    assert phone.get().content.decode().count(" checked") == 12


def test_closing_shuffles_the_answers_to_each_statement_apart(room):
    poll = room.ask("PU")
    cast = [page(str(1 + n % 5)) for n in range(20)]
    room.vote(poll, *cast)
    room.close(poll)
    sealed = list(Ballot.objects.values_list("choice", flat=True))
    assert columns(sealed) == columns(cast)
    assert not set(sealed) & set(cast)


def test_the_wall_has_its_seven_headings_and_a_split_no_figure(room, pulse):
    room.show_result(pulse)
    found = result(pulse)
    assert [(bar.label, bar.figure) for bar in found.wall_bars] == [
        ("Reliability", "Too few"),
        ("Openness", "Split"),
        ("Shared purpose", "100%"),
        ("Fairness", "100%"),
        ("Voice", "100%"),
        ("Outlook", "100%"),
        ("Candour", "100%"),
    ]
    assert found.finding == "Views lie far apart on 1 of 12 statements."


def test_a_statement_that_fewer_than_five_could_answer_shows_nothing(room, pulse):
    room.show_result(pulse)
    bars = {bar.key: bar for bar in result(pulse).bars}
    assert (bars["02"].figure, bars["02"].share, bars["02"].spread) == ("Too few", None, ())
    assert (bars["03"].figure, bars["03"].spread) == ("Split", (3, 0, 0, 0, 3))


def test_under_five_phones_the_pulse_shows_nothing(room):
    poll = room.ask("PU")
    room.vote(poll, *[page("5")] * 4)
    room.show_result(poll)
    found = result(poll)
    assert found.refusal and not found.sections and not any(bar.figure for bar in found.bars)


def test_the_next_pulse_says_what_has_moved_and_of_a_split_nothing(room, pulse):
    room.show_result(pulse)
    again = room.ask("PU")
    room.vote(again, *[page("2", s01="5")] * 3, *[page("4")] * 3)
    room.show_result(again)
    moved = {bar.key: bar.shift for bar in result(again).bars}
    assert (moved["01"], moved["02"], moved["03"], moved["04"]) == (0, None, None, -50)
