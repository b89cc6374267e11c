"""How far each partner is, in one word: the only thing about unshared work that leaves a partner's house."""

import pytest

from partnerships.readiness import readiness, readiness_of
from partnerships.steps import CYCLE
from partnerships.vocabulary import Readiness

UNSIGNED = [step.key for step in CYCLE if not step.signed_off and not step.waits_for_group]


def word(side, step):
    return readiness_of(side.partner, side.round)[step]


def test_nobody_has_started_in_the_beginning(table):
    words = readiness(table.round, table.partners)
    assert len(words) == len(table.partners) * len(CYCLE)
    assert set(words.values()) == {Readiness.NOT_STARTED}


@pytest.mark.parametrize("step", UNSIGNED)
def test_a_step_goes_from_drafting_by_ready_to_laid(table, step):
    table.a.fill(step)
    assert word(table.a, step) == Readiness.DRAFTING
    table.a.finish(step)
    assert word(table.a, step) == Readiness.READY
    table.a.lay(step)
    assert word(table.a, step) == Readiness.LAID
    assert set(readiness_of(table.b.partner, table.round).values()) == {Readiness.NOT_STARTED}


def test_a_mandate_goes_through_its_own_house(table):
    words = []
    for state in ("draft", "submitted", "signed", "laid"):
        table.a.mandate(state)
        words.append(word(table.a, "mandate"))
    assert words == [Readiness.DRAFTING, Readiness.WITH_APPROVER, Readiness.SIGNED_OFF, Readiness.LAID]


def test_a_lapsed_mandate_is_being_drafted_although_its_words_are_on_the_table(table):
    table.a.mandate("laid")
    table.a.edit(table.a.rows("terms")[0], limits="Otherwise")
    assert word(table.a, "mandate") == Readiness.DRAFTING
    assert table.entries().count() == 4


def test_lodged_is_said_of_every_step_until_it_opens(table):
    table.a.mandate("signed")
    table.a.write("hope")
    for step in ("mandate", "vision"):
        table.ask_for_reveal(step)
        table.a.lay(step)
        assert word(table.a, step) == Readiness.LODGED
        table.open_reveal(step)
        assert word(table.a, step) == Readiness.LAID


def test_an_edit_after_laying_is_drafting_again(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    table.a.edit(row, what="Otherwise")
    assert word(table.a, "vision") == Readiness.DRAFTING


def test_a_partner_that_withdrew_everything_is_ready_to_lay(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    table.a.withdraw(row)
    assert word(table.a, "vision") == Readiness.READY


def test_who_finishes_again_with_nothing_left_to_lay_has_laid_its_part(table):
    """The last draft is removed, or its words put back: there is nothing to lay, and nobody should wait for it."""
    row, draft = table.a.write("hope", what="Before"), table.a.write("hope")
    table.a.lay("vision", row)
    table.a.remove(draft)
    assert word(table.a, "vision") == Readiness.DRAFTING
    table.a.finish("vision")
    assert word(table.a, "vision") == Readiness.LAID
    table.a.edit(row, what="After")
    table.a.finish("vision")
    assert word(table.a, "vision") == Readiness.READY


def test_who_finishes_with_nothing_written_has_laid_nothing(table):
    table.a.finish("vision")
    assert word(table.a, "vision") == Readiness.READY


def test_the_private_half_alone_starts_nothing(table):
    table.a.write_private_half()
    assert word(table.a, "mandate") == Readiness.NOT_STARTED


def test_words_are_of_the_round_that_is_asked_about(table):
    first = table.round
    table.a.write("hope")
    table.close()
    table.b.write("hope")
    assert readiness_of(table.b.partner, first)["vision"] == Readiness.NOT_STARTED
    assert word(table.b, "vision") == Readiness.DRAFTING


def test_words_for_all_partners_cost_no_more_queries_than_for_one(table, django_assert_num_queries):
    table.a.mandate("laid")
    table.b.fill("vision")
    for partners in (table.partners[:1], table.partners):
        with django_assert_num_queries(5):
            readiness(table.round, partners)
