"""Counting answers, and what of a count may be shown."""

import pytest

from facilitation.polls import tallies
from facilitation.polls.tallies import Closeness, Gap, closeness, gap, parts_to_show


def figures(tally):
    return [(row.key, row.count, row.figure) for row in tally.rows]


def test_each_choice_is_counted_in_the_order_offered():
    tally = tallies.counted([("A",), ("C",), ("A",), ("A", "C")], "ABC")
    assert figures(tally) == [("A", 3, "75%"), ("B", 0, "0%"), ("C", 2, "50%")]
    assert (tally.answers, tally.middle, tally.closeness) == (4, None, None)


def test_cannot_say_is_counted_and_is_no_point_on_the_scale():
    tally = tallies.on_a_scale(["1", "5", "x", "5"], "12345x")
    assert (tally.answers, tally.middle, tally.rows[-1].count) == (4, 5, 1)


def test_a_scale_that_nobody_could_say_anything_on_has_no_middle():
    tally = tallies.on_a_scale(["x"] * 5, "12345x")
    assert (tally.middle, tally.closeness) == (None, None)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([3, 3, 4, 1], Closeness.SHARED),  # 75% exactly
        ([3, 3, 3, 0, 0, 0, 3], Closeness.MIXED),
        ([1, 3, 3, 5], Closeness.MIXED),  # 50% exactly
        ([0, 0, 0, 4, 4, 4], Closeness.SPLIT),
        ([1, 1, 5, 5, 5], Closeness.MIXED),
    ],
)
def test_answers_within_a_point_of_the_median_say_how_close_views_are(points, expected):
    assert closeness(points) == expected


def test_a_slider_is_shown_in_five_bands():
    tally = tallies.in_bands([0, 20, 21, 40, 41, 60, 61, 80, 81, 100])
    assert [row.count for row in tally.rows] == [2, 2, 2, 2, 2]
    assert tally.middle == 50.5


def test_a_ranking_shows_the_usual_place_and_how_many_others_each_was_put_before():
    tally = tallies.ranked([("A", "B", "C"), ("A", "C", "B"), ("B", "A", "C")], "ABC")
    assert figures(tally) == [("A", 2, "place 1"), ("B", 1, "place 2"), ("C", 0, "place 3")]
    assert [row.share for row in tally.rows] == [83, 50, 17]


def test_points_are_shown_as_a_share_of_all_that_were_given():
    tally = tallies.shared_out([{"A": 100, "B": 0}, {"A": 20, "B": 80}], "AB")
    assert [row.figure for row in tally.rows] == ["60 of 100 points", "40 of 100 points"]


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"council": 10, "health": 10}, ["council", "health"]),
        ({"council": 10, "health": 9}, []),
        ({"council": 30, "health": 10, "safety": 3}, ["council"]),
        ({"council": 12, "health": 6, "safety": 5}, ["council"]),
        ({"council": 40}, []),
        ({}, []),
    ],
)
def test_a_part_is_shown_only_where_ten_are_in_it_and_ten_are_not(sizes, shown):
    assert parts_to_show(sizes) == shown


def test_the_shift_is_in_points_since_it_was_asked_before():
    before = tallies.counted([("A",)] * 5 + [("B",)] * 5, "AB")
    now = tallies.counted([("A",)] * 8 + [("B",)] * 2, "AB")
    assert tallies.shifts(now, before) == {"A": 30, "B": -30}


def test_the_gap_sets_named_support_beside_what_people_say_without_names():
    assert gap([6, 5, 4, 4, 1], [6, 2, 2, 1, 4], supports=4) == Gap(80, 40)
    assert gap([], [6], supports=4) is None
    assert gap([6], [], supports=4) is None
