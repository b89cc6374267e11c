"""Counts: never an error, never dependent on order, and nothing shown that gives fewer than ten away."""

from collections import Counter
from itertools import combinations

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from facilitation.polls import tallies
from facilitation.polls.kinds import KINDS, Unreadable
from facilitation.polls.tallies import Closeness, closeness, parts_to_show

SIZES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 25), max_size=8)
POINTS = st.lists(st.integers(0, 6), min_size=1, max_size=40)


@given(SIZES)
def test_no_sum_and_no_difference_of_what_is_shown_has_fewer_than_ten(sizes):
    shown, whole = parts_to_show(sizes), sum(sizes.values())
    for count in range(1, len(shown) + 1):
        for some in combinations(shown, count):
            inside = sum(sizes[part] for part in some)
            assert inside >= 10
            assert whole - inside >= 10 or whole == inside


@given(SIZES)
def test_a_part_that_is_shown_and_its_complement_have_ten(sizes):
    whole = sum(sizes.values())
    assert all(sizes[part] >= 10 and whole - sizes[part] >= 10 for part in parts_to_show(sizes))


@given(POINTS, st.randoms())
def test_how_close_views_are_does_not_depend_on_their_order(points, chance):
    shuffled = list(points)
    chance.shuffle(shuffled)
    assert closeness(shuffled) == closeness(points)


@given(POINTS)
def test_a_scale_turned_round_is_as_close(points):
    assert closeness([6 - point for point in points]) == closeness(points)


@given(st.integers(0, 6), st.integers(1, 30))
def test_those_who_all_say_the_same_share_a_view(point, people):
    assert closeness([point] * people) == Closeness.SHARED


@given(st.lists(st.sampled_from("ABCx"), max_size=40))
def test_every_answer_is_in_exactly_one_line(answers):
    tally = tallies.on_a_scale(answers, "ABCx")
    assert {row.key: row.count for row in tally.rows if row.count} == Counter(answers)


POSTED = st.dictionaries(
    st.sampled_from(("choice", "choice-A", "choice-B", "body", "poll")),
    st.lists(st.text(max_size=12) | st.sampled_from(("A", "B", "1", "2", "50", "100")), max_size=3),
)


@given(POSTED)
def test_whatever_is_posted_is_counted_as_read_or_refused_with_a_sentence(posted):
    data = QueryDict(mutable=True)
    for name, values in posted.items():
        data.setlist(name, values)
    for kind in KINDS:
        keys = [key for key, _ in kind.offers] or ["A", "B"]
        try:
            ballot = kind.write(kind.typed(data, keys), keys)
        except Unreadable as refusal:
            assert str(refusal).endswith((".", "send."))
        else:
            assert len(ballot) <= 400
            assert kind.write(kind.read(ballot), keys) == ballot
            assert kind.tally([ballot], keys).answers == 1
