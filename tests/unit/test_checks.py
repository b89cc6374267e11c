"""What partners answer alone on sheets of statements: private until laid, then compared; and whether residents are in it."""

import pytest
from django.urls import reverse

from facilitation import residents
from facilitation.documents import document_of
from facilitation.stepping import group_unfinished
from partnerships.banks import CARDS, CITIZENS, DECISIONS, READINESS, SITUATIONS
from partnerships.comparing import comparison, comparisons
from partnerships.spread import Agreement, choices_of, spread_of
from partnerships.steps import CYCLE, contribution_kind, step_named
from tests.voting import Room

SHEETS = [kind for step in CYCLE for kind in step.alone if kind.sheet]
REALITY, LEADERSHIP = step_named("reality"), step_named("leadership")


def kind(key):
    return contribution_kind(key)[1]


def page(client, actor, name, *args):
    client.force_login(actor.person)
    return client.get(reverse(name, args=[actor.partnership.slug, actor.seat, *args]))


# --- The banks ----------------------------------------------------------------------------------


def test_the_banks_have_as_many_questions_as_the_method():
    banks = (READINESS, CITIZENS, DECISIONS, SITUATIONS, CARDS)
    assert [len(bank) for bank in banks] == [45, 10, 10, 10, 7]
    codes = [one.code for bank in banks for one in bank]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda found: found.key)
def test_what_is_compared_has_one_set_of_choices(sheet):
    fields = [sheet.model._meta.get_field(name) for name in sheet.sheet.compares]
    assert all(list(field.flatchoices) == list(sheet.options.items()) for field in fields)
    assert set(sheet.sheet.scales) <= set(sheet.fields)


# --- How far apart ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "agreement"),
    [
        (["a", "a", "a", "b"], Agreement.SHARED),
        (["a", "a", "b", "c"], Agreement.MIXED),
        (["a", "b", "c"], Agreement.SPLIT),
        (["?", "?", "?", "?"], Agreement.SPLIT),  # nobody knows, so nobody agrees
        (["a", "a", "?", "?"], Agreement.MIXED),
        (["a", "a"], Agreement.TOO_FEW),
        ([], Agreement.TOO_FEW),
    ],
)
def test_answers_without_an_order_agree_where_they_are_the_same(answers, agreement):
    assert choices_of(answers, ["a", "b", "c", "?"], unknown="?").agreement == agreement


def test_a_shorter_scale_has_as_many_counts_as_points():
    assert spread_of([0, 3, 3, 3], points=4).counts == (1, 0, 0, 3)


@pytest.mark.parametrize(
    ("answers", "agreement"),
    [
        ([1, 1, 1, 2], Agreement.SHARED),
        ([0, 0, 0, 1, 1, 1, 1], Agreement.SHARED),
        ([0, 0, 1, 1, 2, 2, 3], Agreement.MIXED),  # all but one within a point of the median
        ([0, 1, 2, 3], Agreement.SPLIT),
        ([0, 0, 3, 3], Agreement.SPLIT),
        ([0, 2, 0, 2, 0], Agreement.MIXED),
        ([0, 0, 2, 2, 2, 0, 0, 3], Agreement.SPLIT),
    ],
)
def test_on_a_shorter_scale_near_are_two_neighbouring_answers(answers, agreement):
    assert spread_of(answers, points=4).agreement == agreement


# --- Alone, then side by side -------------------------------------------------------------------


@pytest.mark.parametrize("name", [found.page for found in SHEETS])
def test_a_sheet_shows_every_statement_once(client, table, name):
    shown = page(client, table.a.lead, name).content.decode()
    sheet = next(found.sheet for found in SHEETS if found.page == name)
    assert all(shown.count(f'id="{one.code}"') == 1 for one in sheet.statements)


def test_an_answer_sent_from_the_page_is_kept(client, table):
    client.force_login(table.a.lead.person)
    address = reverse("readiness", args=[table.partnership.slug, table.a.lead.seat])
    given = {"PR-01-level": "2", "PR-01-evidence": "Minutes", "PR-01-owner": "Ann", "PR-01-by": "2027-03-03"}
    client.post(address, given)
    (row,) = table.a.rows("readiness")
    assert (row.statement, row.level, row.evidence, row.owner) == ("PR-01", 2, "Minutes", "Ann")
    assert row.by.isoformat() == "2027-03-03"


def test_who_decides_is_answered_from_a_list(client, table):
    client.force_login(table.a.lead.person)
    address = reverse("who-decides", args=[table.partnership.slug, table.a.lead.seat])
    client.post(address, {"WD-03-who": "majority", "WD-04-who": "", "WD-99-who": "alone"})
    assert [(row.decision, row.who) for row in table.a.rows("who-decides")] == [("WD-03", "majority")]


def test_an_answer_that_is_not_offered_is_refused(client, table):
    client.force_login(table.a.lead.person)
    address = reverse("who-decides", args=[table.partnership.slug, table.a.lead.seat])
    assert client.post(address, {"WD-03-who": "the king"}).status_code == 422
    assert table.a.rows("who-decides") == []


def test_nothing_is_compared_before_it_is_laid(table):
    for side in (table.a, table.b, table.c):
        side.write("who-decides", decision="WD-01", who="together")
    assert comparisons(LEADERSHIP, table.round) == []
    for side in (table.a, table.b, table.c):
        side.lay("leadership")
    (found,) = comparisons(LEADERSHIP, table.round)
    (row,) = found.rows
    assert (row.statement.code, row.said) == ("WD-01", [("The partners together", 3)])
    assert row.sides[0].agreement == Agreement.SHARED


def test_the_board_says_where_partners_mean_different_things(client, table):
    for side, who in zip((table.a, table.b, table.c), ("alone", "majority", "unknown"), strict=True):
        side.write("who-decides", decision="WD-01", who=who)
        side.lay("leadership")
    shown = page(client, table.b.reader, "board", "leadership").content.decode()
    assert "Change a bus route across two councils." in shown
    assert "<li>The authority, by majority: 1</li>" in shown
    assert "Split" in shown


def test_readiness_is_counted_from_no_to_yes(table):
    for side, level in zip((table.a, table.b, table.c), (0, 3, 3), strict=True):
        side.write("readiness", statement="RCN-04", level=level)
        side.lay("reality")
    (row,) = comparison(kind("readiness"), table.round).rows
    assert row.sides[0].counts == (1, 0, 0, 2)


def test_a_card_is_words_alone_and_is_never_compared(client, table):
    row = table.a.write("governance", card="GC-05", words="We flatter ourselves about buses")
    kept = table.a.write("governance", card="GC-02", words="Between ourselves")
    table.a.lay("leadership", row)
    shown = page(client, table.b.lead, "board", "leadership").content.decode()
    assert row.words in shown
    assert kept.words not in shown
    assert kind("governance").sheet is None


def test_a_step_lacks_nothing_without_an_assumption_or_a_stress_test(table):
    table.agree("joint-step")
    said = " ".join(group_unfinished(REALITY, table.round, table.partners))
    assert "Nothing is proposed" not in said


# --- The record ---------------------------------------------------------------------------------


def test_the_record_keeps_what_was_compared(client, table):
    for side, level in zip((table.a, table.b, table.c), (0, 3, 3), strict=True):
        side.write("readiness", statement="RCN-04", level=level)
        side.lay("reality")
    record = table.close()
    (check,) = record.document["checks"]
    assert (check["step"], check["kind"]) == ("reality", "readiness")
    (row,) = check["rows"]
    assert [said["count"] for said in row["said"]] == [1, 0, 0, 2]
    shown = page(client, table.a.lead, "record-step", 1, "reality").content.decode()
    assert "A senior champion will stay through delivery." in shown


def test_what_is_not_laid_is_in_no_record(table):
    table.a.write("readiness", statement="RCN-04", level=3, evidence="A-secret")
    found = document_of(table.round)
    assert found["checks"] == []
    assert "A-secret" not in str(found)


# --- Residents ----------------------------------------------------------------------------------


def test_a_step_with_a_place_for_residents_says_when_it_is_empty(table):
    assert residents.without_residents(REALITY, table.round) == residents.NOTHING_HERE
    table.a.write("citizens", statement="CI-01", answer="no")
    table.a.lay("reality")
    assert residents.without_residents(REALITY, table.round) == residents.NOTHING_HERE
    table.b.write("citizens", statement="CI-02", answer="yes")
    assert residents.without_residents(REALITY, table.round) == residents.NOTHING_HERE
    table.b.lay("reality")
    assert residents.without_residents(REALITY, table.round) == ""


def test_a_step_without_one_leans_on_the_outcomes(table):
    assert residents.without_residents(LEADERSHIP, table.round) == residents.NO_OUTCOME
    outcome = table.agree("outcome")
    assert residents.without_residents(LEADERSHIP, table.round) == ""
    table.drop(outcome)
    assert residents.without_residents(LEADERSHIP, table.round) == residents.NO_OUTCOME


def test_the_desk_says_it_quietly(client, table):
    assert residents.NOTHING_HERE in page(client, table.facilitator, "desk").content.decode()


def test_the_share_of_the_day_is_said_once_it_is_revealed(client, table):
    room = Room(table)
    poll = room.ask(residents.SHARE_OF_THE_DAY)
    room.vote(poll, "25", "30", "30", "35", "40")
    room.close(poll)
    assert residents.share_of_the_day(table.round) == ""
    room.reveal(poll)
    sentence = "How much of the day was about residents? The middle answer was 30 of 100."
    assert residents.share_of_the_day(table.round) == sentence
    assert sentence in page(client, table.facilitator, "desk").content.decode()
    assert document_of(table.round)["residents"] == sentence


def test_of_fewer_than_five_the_share_is_not_said(table):
    room = Room(table)
    poll = room.ask(residents.SHARE_OF_THE_DAY)
    room.vote(poll, "25", "30", "30", "35")
    room.show_result(poll)
    said = residents.share_of_the_day(table.round)
    assert (
        said
        == "How much of the day was about residents? Too few to show: fewer than five people have answered."
    )
