"""Where a power stands among the partners. Each row of the table is one rule, or one place where two rules meet."""

import pytest

from partnerships.positions import Stand, Standing, State, state_of
from partnerships.vocabulary import Position


def stands(*words):
    """`"A:never"` is a partner whose consent is needed, `"a:on/keep"` one whose consent is not, with a direction."""
    return [stand(word) for word in words]


def stand(word):
    partner, _, said = word.partition(":")
    position, _, direction = said.partition("/")
    return Stand(partner.upper(), partner.isupper(), position, direction)


@pytest.mark.parametrize(
    ("said", "state", "partners"),
    [
        # Common ground: all relevant want it.
        ("A:on B:on C:on-if", State.COMMON_GROUND, ()),
        ("A:on B:on-if c:", State.COMMON_GROUND, ()),
        ("A:on B:on-if c:no-view", State.COMMON_GROUND, ()),
        # Close: somebody is only open, or they want it to move in different directions.
        ("A:on B:on C:open", State.CLOSE, ()),
        ("A:open B:open C:open", State.CLOSE, ()),
        ("A:on B:open", State.CLOSE, ()),
        ("A:on/draw-down B:on/keep", State.CLOSE, ()),
        ("A:on/draw-down B:on/return C:on", State.CLOSE, ()),
        ("A:on/draw-down B:on-if/pass-up C:on/share", State.COMMON_GROUND, ()),
        ("A:on/keep B:on/return", State.COMMON_GROUND, ()),
        # To discuss: somebody says not now.
        ("A:on B:on C:not-now", State.DISCUSS, ()),
        ("A:not-now B:not-now", State.DISCUSS, ()),
        ("A:on B:on c:not-now", State.DISCUSS, ()),
        ("A:on/draw-down B:on/keep C:not-now", State.DISCUSS, ()),
        # Wanted by one, and nobody else so much as open.
        ("A:on B: C:", State.WANTED_BY_ONE, ("A",)),
        ("A:on-if B:not-now C:not-now", State.WANTED_BY_ONE, ("A",)),
        ("A:no-view B:no-view c:on", State.WANTED_BY_ONE, ("C",)),
        ("A:on b: c:", State.WANTED_BY_ONE, ("A",)),
        ("a:on b: c:", State.WANTED_BY_ONE, ("A",)),
        # Stand-off: never, from somebody whose consent is not needed.
        ("A:on B:on c:never", State.STAND_OFF, ("C",)),
        ("a:on b:never c:never", State.STAND_OFF, ("B", "C")),
        ("A:on b:never", State.STAND_OFF, ("B",)),
        # Blocked: never, from somebody whose consent is needed; it comes before everything else.
        ("A:never B:on C:on", State.BLOCKED, ("A",)),
        ("A:never B:never c:never", State.BLOCKED, ("A", "B")),
        ("A:never B: C:", State.BLOCKED, ("A",)),
        ("A:on B:not-now C:never", State.BLOCKED, ("C",)),
        # No mandate: more than a third of the relevant have no view.
        ("A:on B:on C:no-view D:no-view", State.NO_MANDATE, ()),
        ("A:on B:on C:", State.COMMON_GROUND, ()),
        ("A:on B:on C:no-view", State.COMMON_GROUND, ()),
        ("A:open B: C:", State.NO_MANDATE, ()),
        ("A: B: C:", State.NO_MANDATE, ()),
        ("a:no-view b:no-view", State.NO_MANDATE, ()),
        ("a:open b: c:", State.NO_MANDATE, ()),
        ("a:on b:on c: d: e:", State.NO_MANDATE, ()),
        ("A:not-now B: C:", State.NO_MANDATE, ()),
        # Those who need not consent and have no view do not count.
        ("A:on B:on c: d: e:", State.COMMON_GROUND, ()),
        ("", State.NO_MANDATE, ()),
        ("A:on", State.COMMON_GROUND, ()),
    ],
)
def test_state_of_a_power(said, state, partners):
    standing = state_of(stands(*said.split()))
    assert (standing.state, standing.partners) == (state, partners)


def test_a_clash_of_directions_is_noted():
    assert state_of(stands("A:on/draw-down", "B:on/keep")).note == "Some would move it, others would keep it"
    assert state_of(stands("A:on/draw-down", "B:open/keep")).note == ""


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(State.COMMON_GROUND), "Common ground"),
        (Standing(State.NO_MANDATE), "No mandate yet"),
        (Standing(State.DISCUSS), "To discuss"),
        (Standing(State.BLOCKED, ("Harbour", "Vale")), "Blocked by Harbour, Vale"),
        (Standing(State.STAND_OFF, ("Moor",)), "Stand-off: Moor"),
        (Standing(State.WANTED_BY_ONE, ("City",)), "Wanted by City"),
    ],
)
def test_words_name_the_partners_that_make_it_so(standing, words):
    assert standing.words == words


def test_counts_of_states_read_as_english():
    assert [state.counted(2) for state in State] == [
        "2 are common ground",
        "2 are close",
        "2 need talking about",
        "2 are wanted by one partner",
        "2 are stand-offs",
        "2 are blocked",
        "2 have no mandate yet",
    ]
    assert State.DISCUSS.counted(1) == "1 needs talking about"


def test_every_state_says_what_it_means():
    assert all(state.meaning.endswith(".") for state in State)


def test_every_position_has_been_thought_of():
    assert set(Position.values) == {"on", "on-if", "open", "not-now", "never", "no-view"}
