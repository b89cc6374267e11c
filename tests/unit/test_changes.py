"""New, reworded, dropped, as before: a comparison of two frozen states, never a guess."""

from partnerships.changes import Changes, Worded, compare, differing


def worded(lineage, owner="A", **fields):
    return Worded(owner, lineage, "hope", {"title": fields.get("what", lineage), "fields": fields})


def test_each_thing_lands_where_it_belongs():
    before = [worded("kept", what="Same"), worded("reworded", what="Before"), worded("dropped", what="Gone")]
    after = [worded("new", what="Fresh"), worded("reworded", what="After"), worded("kept", what="Same")]
    changes = compare(before, after)
    assert changes.new == [after[0]]
    assert changes.reworded == [(before[1], after[1])]
    assert changes.dropped == [before[2]]
    assert changes.as_before == [after[2]]
    assert changes.count == 3


def test_the_same_words_under_another_lineage_are_dropped_and_new():
    changes = compare([worded("one", what="Same")], [worded("two", what="Same")])
    assert (len(changes.new), len(changes.dropped), len(changes.reworded)) == (1, 1, 0)


def test_a_lineage_belongs_to_its_owner():
    changes = compare([worded("one", owner="A", what="Same")], [worded("one", owner="B", what="Same")])
    assert (len(changes.new), len(changes.dropped)) == (1, 1)


def test_another_title_over_the_same_fields_is_no_change():
    before = Worded("A", "one", "rating", {"title": "A statement", "fields": {"now": 2}})
    after = Worded("A", "one", "rating", {"title": "A statement, reworded", "fields": {"now": 2}})
    assert compare([before], [after]).as_before == [after]


def test_a_field_that_came_with_a_later_version_is_a_change():
    changes = compare([worded("one", what="Same")], [worded("one", what="Same", sign="Buses run late")])
    assert len(changes.reworded) == 1


def test_no_change_is_false_and_any_change_is_true():
    same = [worded("one", what="Same")]
    assert not compare(same, same)
    assert not Changes()
    assert compare(same, [])
    assert compare([], same)


def test_words_count_what_there_is_and_leave_out_what_there_is_none_of():
    kept, other, third = (worded(name, what=name) for name in ("kept", "other", "third"))
    moved = compare([kept, worded("other", what="Before")], [kept, other, third])
    assert (moved.words, moved.words_of_kept) == ("1 new, 1 reworded", "1 thing as before")
    still = compare([kept, other], [kept, other])
    assert (still.words, still.words_of_kept) == ("", "2 things as before")


def test_differing_names_the_fields_in_the_order_of_the_later_content():
    before = {"title": "", "fields": {"what": "a", "sign": "b", "for_whom": "c"}}
    after = {"title": "", "fields": {"for_whom": "x", "what": "y", "sign": "b", "later": "z"}}
    assert differing(before, after) == ["for_whom", "what", "later"]
