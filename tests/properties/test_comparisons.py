"""Comparing two states: every thing in exactly one of four lists, the same both ways, and no change with itself."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from partnerships.changes import Worded, compare, differing

FIELDS = st.dictionaries(
    st.sampled_from(("what", "sign", "by")), st.sampled_from(("", "one", "two", None, 3))
)
KEYS = st.tuples(st.sampled_from(("A", "B", "")), st.sampled_from(("lineage 1", "lineage 2", "lineage 3")))


def worded(key, fields):
    return Worded(*key, "hope", {"title": str(fields.get("what")), "fields": fields})


STATES = st.dictionaries(KEYS, FIELDS, max_size=9).map(
    lambda state: [worded(key, fields) for key, fields in state.items()]
)


@given(STATES, STATES)
def test_every_thing_of_either_side_is_in_exactly_one_list(before, after):
    found = compare(before, after)
    keys = [thing.key for thing in (*found.new, *found.dropped, *found.as_before)]
    keys += [new.key for _, new in found.reworded]
    assert Counter(keys) == Counter({thing.key for thing in before} | {thing.key for thing in after})
    assert all(old.key == new.key for old, new in found.reworded)


@given(STATES)
def test_nothing_has_changed_since_now(state):
    found = compare(state, state)
    assert (found.count, bool(found), found.as_before) == (0, False, state)


@given(STATES, STATES)
def test_what_is_new_one_way_is_dropped_the_other(before, after):
    there, back = compare(before, after), compare(after, before)
    assert (there.new, there.dropped) == (back.dropped, back.new)
    assert sorted(map(str, there.reworded)) == sorted(str((old, new)) for new, old in back.reworded)
    assert there.count == back.count


SHUFFLED = STATES.flatmap(lambda state: st.tuples(st.just(state), st.permutations(state)))


@given(SHUFFLED, SHUFFLED)
def test_the_order_of_things_does_not_matter(before, after):
    one, other = (compare(*states) for states in zip(before, after, strict=True))
    for name in ("new", "reworded", "dropped", "as_before"):
        assert sorted(map(str, getattr(one, name))) == sorted(map(str, getattr(other, name)))


@given(FIELDS, FIELDS)
def test_fields_differ_exactly_where_a_reader_would_see_it(before, after):
    names = differing({"fields": before}, {"fields": after})
    assert names == [name for name in after if before.get(name) != after[name]]
