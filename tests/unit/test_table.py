"""The table as the group reads it: partners by powers, boards, spreads, and what changed since last round."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import forming
from partnerships.models import Partner, Power, TableEntry
from partnerships.positions import State
from partnerships.spread import Agreement as Spreading
from partnerships.steps import step_named
from partnerships.table import (
    board,
    changes_since,
    kind_of,
    last_reveal,
    latest_version,
    matrix,
    ratings,
)
from partnerships.vocabulary import Capacity, PartnerStatus
from tests import build

VISION = step_named("vision")


def take(side, *positions):
    """Lay these positions on the first powers, signed off as they must be."""
    for power, position in zip(side.table.powers, positions, strict=False):
        given = {item.power_id: item for item in side.rows("position")}
        if power.pk in given:
            side.edit(given[power.pk], position=position)
        else:
            side.write("position", power=power, position=position, direction="draw-down")
    if not side.rows("terms"):
        side.write("terms")
    side.submit()
    side.sign()
    side.lay("mandate")


def rows(table):
    return {row.power.title: row for row in matrix(table.round).rows}


def queries(read):
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


# --- The matrix ---------------------------------------------------------------------------------


def test_the_matrix_holds_one_position_a_partner_and_blank_where_nothing_is_laid(table):
    take(table.a, "on", "never")
    take(table.b, "open")
    found = rows(table)
    assert matrix(table.round).partners == table.partners
    assert found["Power 1"].positions == ("on", "open", "")
    assert found["Power 2"].positions == ("never", "", "")
    assert found["Power 3"].positions == ("", "", "")
    assert [row.standing.words for row in found.values()] == ["Close", "Blocked by A", "No mandate yet"]


def test_a_position_is_not_in_the_matrix_until_it_is_laid(table):
    table.a.write("position", power=table.powers[0], position="never")
    assert matrix(table.round).is_empty
    table.a.mandate("signed")
    assert matrix(table.round).is_empty
    table.a.lay("mandate")
    assert rows(table)["Power 1"].positions == ("never", "", "")


def test_a_withdrawn_position_is_blank_again(table):
    take(table.a, "never")
    table.a.withdraw(table.a.rows("position")[0])
    assert matrix(table.round).is_empty


def test_whose_consent_is_needed_decides_between_blocked_and_stand_off(db):
    table = build.partnership("AB", consent="A")
    take(table.a, "on", "never")
    take(table.b, "never", "on")
    assert [row.standing.state for row in matrix(table.round).rows][:2] == [State.STAND_OFF, State.BLOCKED]


def test_counts_are_in_the_order_of_the_states_and_leave_out_none(table):
    take(table.a, "never", "on")
    take(table.b, "never", "on")
    take(table.c, "on", "on")
    assert matrix(table.round).counts == [(State.COMMON_GROUND, 1), (State.BLOCKED, 1), (State.NO_MANDATE, 1)]


def test_the_table_counts_in_english_and_explains_its_words(client, table):
    take(table.a, "never", "on")
    take(table.b, "never", "on")
    take(table.c, "on", "on")
    client.force_login(table.a.reader.person)
    shown = client.get(reverse("table", args=(table.partnership.slug, table.a.reader.seat))).content.decode()
    said = "Of 3 powers, <strong>1 is common ground</strong>, 1 is blocked and 1 has no mandate yet."
    assert said in shown
    assert f"<dt>{State.STAND_OFF.label}</dt><dd>{State.STAND_OFF.meaning}</dd>" in shown


@pytest.mark.parametrize(
    "listening",
    [
        {"capacity": Capacity.OBSERVER},
        {"capacity": Capacity.ADVISER},
        {"capacity": Capacity.COUNTERPART},
        {"status": PartnerStatus.LEFT},
        {"status": PartnerStatus.PAUSED},
    ],
)
def test_partners_without_a_voice_are_not_in_the_matrix(table, listening):
    take(table.a, "never")
    Partner.objects.filter(pk=table.a.partner.pk).update(**listening)
    found = matrix(table.round)
    assert found.partners == [table.b.partner, table.c.partner]
    assert found.is_empty


def test_retired_powers_are_not_in_the_matrix_and_their_words_stay_on_the_table(table):
    take(table.a, "on", "on", "on")
    forming.retire_powers([table.powers[1]], by=table.facilitator)
    assert list(rows(table)) == ["Power 1", "Power 3"]
    assert table.entries().filter(subject=str(table.powers[1].pk)).exists()


def test_areas_come_in_the_order_of_the_list(table):
    Power.objects.filter(pk=table.powers[2].pk).update(area="A name that sorts first")
    found = matrix(table.round).areas
    assert [(area, [row.power for row in rows]) for area, rows in found] == [
        ("Area 1", table.powers[:2]),
        ("A name that sorts first", [table.powers[2]]),
    ]


def test_an_area_is_never_split(db):
    table = build.partnership("A", powers=4)
    Power.objects.filter(pk=table.powers[3].pk).update(area="Area 1")
    assert [(area, len(rows)) for area, rows in matrix(table.round).areas] == [("Area 1", 3), ("Area 2", 1)]


def test_scope_is_what_the_group_decided_last(table):
    choice = table.agree("scope", power=table.powers[0], decision="in")
    dropped = table.agree("scope", power=table.powers[1], decision="out")
    table.reword(choice, decision="later")
    table.drop(dropped)
    assert [row.scope for row in matrix(table.round).rows] == ["Come back to it", "", ""]


def test_changes_in_the_matrix_are_since_last_round(table):
    take(table.a, "on", "open")
    assert {row.change for row in matrix(table.round).rows} == {""}
    table.close()
    assert {row.change for row in matrix(table.round).rows} == {""}
    take(table.a, "on", "never", "on")
    assert [row.change for row in matrix(table.round).rows] == ["", "changed", "new"]


def test_a_position_withdrawn_since_last_round_is_a_change(table):
    take(table.a, "on", "open")
    table.close()
    table.a.withdraw(table.a.rows("position")[0])
    assert [row.change for row in matrix(table.round).rows] == ["changed", "", ""]


def test_another_partnerships_table_is_not_mixed_in(table):
    other = build.partnership("AB", slug="elsewhere")
    take(other.a, "never")
    assert matrix(table.round).is_empty
    assert board(step_named("mandate"), table.round) == []


def test_the_matrix_costs_the_same_number_of_queries_however_large(table):
    take(table.a, "on")
    one = queries(lambda: matrix(table.round))
    for side in (table.b, table.c):
        take(side, "on", "open", "never")
    assert queries(lambda: matrix(table.round)) == one


# --- Boards -------------------------------------------------------------------------------------


def test_a_board_shows_kinds_in_the_steps_order_and_partners_in_theirs(table):
    for side in (table.c, table.a):
        side.fill("vision")
        side.lay("vision")
    found = [
        (section.kind.key, [partner for partner, _ in section.by_partner])
        for section in board(VISION, table.round)
    ]
    both = [table.a.partner, table.c.partner]
    assert found == [("hope", both), ("ambition", both)]


def test_a_board_shows_the_newest_wording_of_each_thing_and_says_what_was_withdrawn(table):
    row, gone = table.a.write("hope", what="Before"), table.a.write("hope", what="Gone")
    table.a.lay("vision")
    table.a.edit(row, what="After")
    table.a.lay("vision")
    table.a.withdraw(gone)
    [(_, things)] = board(VISION, table.round)[0].by_partner
    assert [(laid.title, laid.entry.withdrawn) for laid in things] == [("After", False), ("Gone", True)]
    assert things[1].lines == []


def test_lines_on_the_board_do_not_repeat_the_title(table):
    table.a.write("hope", what="Later buses", for_whom="Shift workers", sign="")
    table.a.lay("vision")
    [(_, [laid])] = board(VISION, table.round)[0].by_partner
    assert laid.lines == [("For whom", "Shift workers")]


def test_a_board_costs_the_same_number_of_queries_however_much_is_laid(table):
    table.a.fill("vision")
    table.a.lay("vision")
    one = queries(lambda: board(VISION, table.round))
    for _ in range(3):
        table.b.write("hope")
    table.b.lay("vision")
    assert queries(lambda: board(VISION, table.round)) == one


def test_the_last_reveal_is_the_last_that_was_opened(table):
    assert last_reveal(VISION, table.round) is None
    first = table.ask_for_reveal("vision")
    assert last_reveal(VISION, table.round) is None
    table.open_reveal("vision")
    table.ask_for_reveal("vision")
    assert last_reveal(VISION, table.round) == first
    assert last_reveal(step_named("reality"), table.round) is None


# --- The reality check --------------------------------------------------------------------------


def rate(side, **given):
    for code, (now, year_five) in given.items():
        side.write("rating", statement=code.replace("_", "-"), now=now, year_five=year_five)
    side.lay("reality")


def test_ratings_show_how_many_said_what(table):
    rate(table.a, RC_01=(0, 4), RC_02=(1, None))
    rate(table.b, RC_01=(2, 4))
    rate(table.c, RC_01=(4, 4))
    found = {rated.statement.code: rated for rated in ratings(table.round)}
    assert list(found) == ["RC-01", "RC-02"]
    assert (found["RC-01"].now.counts, found["RC-01"].now.agreement) == ((1, 0, 1, 0, 1), Spreading.SPLIT)
    assert found["RC-01"].year_five.agreement == Spreading.SHARED
    assert found["RC-02"].year_five.answers == 0


def test_a_rating_counts_only_while_it_is_laid(table):
    row = table.a.write("rating", statement="RC-01")
    assert ratings(table.round) == []
    table.a.lay("reality")
    assert len(ratings(table.round)) == 1
    table.a.withdraw(row)
    assert ratings(table.round) == []


def test_ratings_of_partners_without_a_voice_do_not_count(table):
    rate(table.a, RC_01=(0, 4))
    rate(table.b, RC_01=(2, 4))
    Partner.objects.filter(pk=table.a.partner.pk).update(capacity=Capacity.OBSERVER)
    assert ratings(table.round)[0].now.counts == (0, 0, 1, 0, 0)


# --- What changed since last round --------------------------------------------------------------


def changes(table, step):
    rounds = list(table.partnership.rounds.order_by("number"))
    return {found.key: change for found, change in changes_since(rounds[-2], rounds[-1])}[step]


def test_changes_are_said_of_what_is_laid_and_of_what_is_agreed(table):
    kept, reworded, dropped = (table.a.write("hope", what=what) for what in ("Kept", "Before", "Dropped"))
    table.a.lay("vision")
    outcome, gone = table.agree("outcome", statement="Fewer waits"), table.agree("outcome", statement="Gone")
    table.close()
    table.a.edit(reworded, what="After")
    new = table.a.write("hope", what="New")
    table.a.lay("vision", reworded, new)
    table.a.withdraw(table.entries().get(lineage=dropped.lineage))
    table.reword(_carried(table, outcome), statement="Fewer waits by half")
    table.drop(_carried(table, gone))
    table.agree("outcome", statement="Fresh")
    found = changes(table, "vision")
    assert sorted(thing.title for thing in found.new) == ["Fresh", "New"]
    assert sorted((old.title, new.title) for old, new in found.reworded) == [
        ("Before", "After"),
        ("Fewer waits", "Fewer waits by half"),
    ]
    assert sorted(thing.title for thing in found.dropped) == ["Dropped", "Gone"]
    assert [thing.title for thing in found.as_before] == ["Kept"]


def _carried(table, row):
    return type(row).objects.in_round(table.round).get(lineage=row.lineage)


def test_drafts_are_no_change(table):
    row = table.a.write("hope", what="A-canary")
    table.a.lay("vision")
    table.close()
    table.a.edit(row, what="A-canary, reworded in private")
    table.a.write("hope", what="A-canary, new in private")
    assert not changes(table, "vision")


def test_words_laid_belong_to_a_partner_and_words_agreed_to_nobody(table):
    table.close()
    table.a.write("hope", what="Ours")
    table.a.lay("vision")
    table.agree("outcome", statement="Everybody’s")
    found = changes(table, "vision").new
    assert [(thing.owner, thing.title) for thing in found] == [
        (table.a.partner.pk, "Ours"),
        ("", "Everybody’s"),
    ]
    assert [kind_of(thing, VISION).key for thing in found] == ["hope", "outcome"]


def test_what_belongs_to_one_round_only_is_neither_new_nor_dropped(table):
    table.move("review")
    table.a.fill("review")
    table.a.lay("review")
    table.close()
    assert not changes(table, "review")
    table.move("review")
    table.a.fill("review")
    table.a.lay("review")
    assert not changes(table, "review")


def test_the_latest_version_of_an_agreement_is_found_from_any(table):
    first = table.agree("principle")
    second = table.reword(first, statement="Otherwise")
    assert latest_version(first).pk == latest_version(second).pk == second.pk


# --- Entries ------------------------------------------------------------------------------------


def test_the_last_word_is_by_lineage_partner_and_round(table):
    row = table.a.write("hope", what="First")
    table.b.write("hope", what="B")
    table.a.lay("vision")
    table.b.lay("vision")
    table.a.edit(row, what="Second")
    table.a.lay("vision")
    table.close()
    entries = TableEntry.objects.filter(kind="hope")
    assert entries.count() == 5
    assert [entry.content["title"] for entry in entries.latest().filter(round__number=1)] == ["B", "Second"]
    assert sorted(entry.content["title"] for entry in entries.in_round(table.round).standing()) == [
        "B",
        "Second",
    ]


def test_partners_whose_things_bear_the_same_lineage_each_keep_their_own(table):
    row = table.a.write("hope", what="A")
    table.b.write("hope", what="B", lineage=row.lineage)
    for side in (table.a, table.b):
        side.lay("vision")
    table.b.withdraw(row)
    assert [entry.content["title"] for entry in table.entries()] == ["A"]
