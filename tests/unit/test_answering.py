"""Answering many questions on one page: only what was touched is written, and nobody's answer is lost unseen."""

import pytest

from partnerships import answering, forming
from partnerships.answering import UNSEEN, Answer, fingerprint
from partnerships.models.private import MandateItem, Rating
from partnerships.rulings import Refused
from partnerships.steps import contribution_kind
from partnerships.vocabulary import MandateState
from partnerships.workbook import is_finished
from tests import build

MANDATE, ITEM = contribution_kind("position")
REALITY, RATING = contribution_kind("rating")


def seen(position):
    return fingerprint({"position": position})


def take(table, answers, *, by=None):
    return answering.take_positions(ITEM, MANDATE, answers, round_=table.round, by=by or table.a.lead)


def positions(side):
    return {item.power_id: item.position for item in side.rows("position")}


# --- Fingerprints -------------------------------------------------------------------------------


def test_blank_and_missing_answers_look_alike():
    assert fingerprint({}) == fingerprint({"now": None}) == fingerprint({"now": ""}) == UNSEEN


def test_nought_is_an_answer():
    assert fingerprint({"now": 0}) != UNSEEN


def test_different_answers_look_different():
    assert len({seen("on"), seen("never"), fingerprint({"other": "on"}), UNSEEN}) == 4


# --- Positions ----------------------------------------------------------------------------------


def test_first_answers_are_new_rows(table):
    one, two, three = (power.pk for power in table.powers)
    outcome = take(
        table, {one: Answer({"position": "on"}, UNSEEN), two: Answer({"position": "never"}, UNSEEN)}
    )
    assert (outcome.written, outcome.clashes) == (2, [])
    assert positions(table.a) == {one: "on", two: "never"}
    assert positions(table.b) == {}


def test_what_was_not_touched_is_never_written_back(table):
    """The page was open while a colleague changed a position that this person did not touch."""
    one, two, _ = (power.pk for power in table.powers)
    for power in table.powers[:2]:
        table.a.write("position", power=power, position="open")
    table.a.edit(table.a.rows("position")[0], by=table.a.contributor, position="never")
    outcome = take(
        table,
        {one: Answer({"position": "open"}, seen("open")), two: Answer({"position": "on"}, seen("open"))},
    )
    assert (outcome.written, outcome.clashes) == (1, [])
    assert positions(table.a) == {one: "never", two: "on"}


def test_what_a_colleague_changed_meanwhile_is_a_clash_and_stays(table):
    one, two, _ = (power.pk for power in table.powers)
    item = table.a.write("position", power=table.powers[0], position="open")
    table.a.edit(item, by=table.a.contributor, position="never")
    outcome = take(
        table, {one: Answer({"position": "on"}, seen("open")), two: Answer({"position": "on"}, UNSEEN)}
    )
    assert outcome.clashes == [item]
    assert outcome.written == 1
    assert positions(table.a) == {one: "never", two: "on"}


def test_a_first_answer_clashes_with_a_colleagues_first_answer(table):
    one = table.powers[0].pk
    take(table, {one: Answer({"position": "never"}, UNSEEN)}, by=table.a.contributor)
    outcome = take(table, {one: Answer({"position": "on"}, UNSEEN)})
    assert [item.power_id for item in outcome.clashes] == [one]
    assert positions(table.a) == {one: "never"}


def test_the_same_answer_as_a_colleagues_is_no_clash(table):
    one = table.powers[0].pk
    take(table, {one: Answer({"position": "on"}, UNSEEN)}, by=table.a.contributor)
    outcome = take(table, {one: Answer({"position": "on"}, UNSEEN)})
    assert (outcome.written, outcome.clashes) == (0, [])
    assert table.a.rows("position")[0].edited_by == table.a.contributor.person


def test_ones_own_earlier_answer_is_no_clash(table):
    """The same page saves itself again and again, and knows only what it showed at first."""
    one = table.powers[0].pk
    take(table, {one: Answer({"position": "on"}, UNSEEN)})
    outcome = take(table, {one: Answer({"position": "never"}, UNSEEN)})
    assert (outcome.written, outcome.clashes) == (1, [])
    assert positions(table.a) == {one: "never"}


def test_a_changed_answer_is_a_new_wording_by_its_author_and_keeps_its_lineage(table):
    item = table.a.write("position", power=table.powers[0], position="open", reasons="Kept")
    take(table, {item.power_id: Answer({"position": "on"}, seen("open"))}, by=table.a.contributor)
    kept = MandateItem.objects.get()
    assert (kept.wording, kept.lineage, kept.reasons) == (2, item.lineage, "Kept")
    assert kept.edited_by == table.a.contributor.person


@pytest.mark.parametrize("planted", ["", "NEVER", "on; drop table", "on-if "])
def test_an_answer_that_is_none_is_passed_over(table, planted):
    item = table.a.write("position", power=table.powers[0], position="open")
    assert take(table, {item.power_id: Answer({"position": planted}, UNSEEN)}).written == 0
    assert positions(table.a) == {item.power_id: "open"}


def test_powers_of_another_partnership_and_retired_ones_are_passed_over(table):
    other = build.partnership("D", slug="elsewhere")
    forming.retire_powers([table.powers[0]], by=table.facilitator)
    planted = [other.powers[0].pk, table.powers[0].pk, 10**9]
    outcome = take(table, {number: Answer({"position": "on"}, UNSEEN) for number in planted})
    assert outcome.written == 0
    assert not MandateItem.objects.exists()


def test_filling_gives_a_position_only_where_there_is_none(table):
    one, two, three = (power.pk for power in table.powers)
    table.a.write("position", power=table.powers[0], position="never")
    table.a.write("position", power=table.powers[1], position="")
    outcome = answering.fill_positions(
        ITEM, MANDATE, [one, two, three], "no-view", round_=table.round, by=table.a.lead
    )
    assert outcome.written == 2
    assert positions(table.a) == {one: "never", two: "no-view", three: "no-view"}


def test_a_signature_lapses_when_an_answer_is_written_and_not_when_none_is(table):
    table.a.mandate("signed")
    item = table.a.rows("position")[0]
    take(table, {item.power_id: Answer({"position": item.position}, seen(item.position))})
    take(table, {item.power_id: Answer({"position": item.position}, UNSEEN)})
    assert table.a.present_mandate().state == MandateState.SIGNED_OFF
    take(table, {item.power_id: Answer({"position": "never"}, seen(item.position))})
    assert table.a.present_mandate().state == MandateState.DRAFT


def test_no_position_is_taken_while_the_approver_has_the_mandate(table):
    table.a.mandate("submitted")
    before = positions(table.a)
    with pytest.raises(Refused):
        take(table, {table.powers[0].pk: Answer({"position": "never"}, seen("on-if"))})
    assert positions(table.a) == before


def test_nobody_answers_for_a_partner_but_its_lead_and_contributors(table):
    for actor in (table.facilitator, table.a.approver, table.a.reader):
        with pytest.raises(Refused):
            take(table, {table.powers[0].pk: Answer({"position": "on"}, UNSEEN)}, by=actor)
    assert not MandateItem.objects.exists()


# --- Ratings ------------------------------------------------------------------------------------


def rate(table, ratings, *, by=None):
    return answering.answer_sheet(RATING, REALITY, ratings, round_=table.round, by=by or table.a.lead)


def test_ratings_are_written_one_a_statement(table):
    outcome = rate(
        table, {"RC-01": Answer({"now": 0, "year_five": 4}, UNSEEN), "RC-02": Answer({"now": None}, UNSEEN)}
    )
    assert outcome.written == 1
    row = Rating.objects.get()
    assert (row.statement, row.now, row.year_five) == ("RC-01", 0, 4)


def test_unknown_statements_are_passed_over(table):
    assert rate(table, {"RC-99": Answer({"now": 1}, UNSEEN)}).written == 0
    assert not Rating.objects.exists()


def test_a_rating_can_be_taken_back_to_blank(table):
    rate(table, {"RC-01": Answer({"now": 3}, UNSEEN)})
    rate(table, {"RC-01": Answer({"now": None}, fingerprint({"now": 3}))})
    assert Rating.objects.get().now is None


def test_an_answer_says_that_the_step_is_not_finished_after_all(table):
    rate(table, {"RC-01": Answer({"now": 3}, UNSEEN)})
    table.a.finish("reality")
    rate(table, {"RC-01": Answer({"now": 3}, fingerprint({"now": 3}))})
    assert is_finished(REALITY, table.a.partner, table.round)
    rate(table, {"RC-01": Answer({"now": 4}, fingerprint({"now": 3}))})
    assert not is_finished(REALITY, table.a.partner, table.round)


def test_a_page_of_ratings_costs_the_same_number_of_queries_however_long(
    table, django_assert_max_num_queries
):
    answers = {f"RC-{number:02d}": Answer({"now": 2, "year_five": 4}, UNSEEN) for number in range(1, 29)}
    with django_assert_max_num_queries(10):
        assert rate(table, answers).written == 28
