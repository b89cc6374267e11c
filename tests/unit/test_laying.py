"""From the partner's own side to the table: what is laid is seen, what is not is not, and seen is seen."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships import laying, previewing
from partnerships.models import Event, Partner, Reveal, TableEntry
from partnerships.models.private import Lodging, PrivateHalf
from partnerships.readiness import readiness_of
from partnerships.rulings import Refused
from partnerships.steps import CYCLE, step_named
from partnerships.table import board
from partnerships.vocabulary import Readiness, Role
from partnerships.wordings import canonical, content_of
from partnerships.workbook import is_finished
from tests import build

VISION = step_named("vision")
UNSIGNED = [step.key for step in CYCLE if not step.signed_off]


def titles(table, step="vision"):
    """What the group reads: `{partner: titles}`."""
    return {
        partner.short_name: [laid.title for laid in things]
        for section in board(step_named(step), table.round)
        for partner, things in section.by_partner
    }


def states(side, step="vision"):
    return [thing.state for thing in previewing.layable(step_named(step), side.lead, side.round)]


def version(table):
    return table.partnership.rounds.last().version


# --- Laying -------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", UNSIGNED)
def test_item_is_hidden_from_other_partners_until_laid(table, step):
    table.move(step)
    table.a.fill(step)
    assert titles(table, step) == {}
    assert not TableEntry.objects.exists()
    table.a.lay(step)
    assert set(titles(table, step)) == {"A"}
    laid = "".join(TableEntry.objects.values_list("frozen", flat=True))
    assert "A-canary" in laid


def test_how_often_something_was_saved_at_home_is_not_laid(table):
    hope = table.a.write("hope", what="First")
    for number in range(5):
        table.a.edit(hope, what=f"Thought over {number} times")
    table.a.lay("vision")
    table.a.edit(hope, what="Said otherwise")
    table.a.lay("vision")
    assert [entry.wording for entry in TableEntry.objects.order_by("pk")] == [1, 2]


def test_a_reveal_does_not_tell_who_lodged_first(table):
    reveal = table.ask_for_reveal("vision")
    for side in (table.c, table.a, table.b):
        side.write("hope")
        side.lay("vision")
    opened = laying.open_reveal(reveal, VISION, by=table.facilitator)
    ours = [table.a.partner, table.b.partner, table.c.partner]
    assert opened == ours
    assert [entry.partner for entry in table.entries().order_by("pk")] == ours


def test_only_what_was_chosen_is_laid(table):
    chosen, kept = table.a.write("hope", what="Chosen"), table.a.write("hope", what="Kept")
    assert table.a.lay("vision", chosen) == 1
    assert titles(table) == {"A": ["Chosen"]}
    assert states(table.a) == ["laid", "new"]
    assert kept in table.a.rows("hope")


def test_what_is_laid_is_the_row_as_it_was(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    entry = table.entries().get()
    kind = VISION.contribution("hope")
    assert (entry.kind, entry.lineage, entry.wording, entry.step) == ("hope", row.lineage, 1, "vision")
    assert entry.frozen == canonical(content_of(kind, row))
    assert (entry.laid_by, entry.authority, entry.carried) == (table.a.lead.person, "", False)


def test_laying_twice_lays_once(table):
    table.a.write("hope")
    assert table.a.lay("vision") == 1
    assert table.a.lay("vision") == 0
    assert TableEntry.objects.count() == 1


def test_an_edit_shows_on_the_table_only_when_it_is_laid(table):
    row = table.a.write("hope", what="Before")
    table.a.lay("vision")
    table.a.edit(row, what="After")
    assert titles(table) == {"A": ["Before"]}
    assert states(table.a) == ["changed"]
    table.a.lay("vision")
    assert titles(table) == {"A": ["After"]}
    assert [entry.wording for entry in TableEntry.objects.order_by("pk")] == [1, 2]


def test_words_edited_and_edited_back_are_laid_already(table):
    row = table.a.write("hope", what="Before")
    table.a.lay("vision")
    table.a.edit(row, what="After")
    table.a.edit(row, what="Before")
    assert states(table.a) == ["laid"]


def test_laying_nothing_settles_nothing(table):
    table.a.mandate("signed")
    table.a.write("hope")
    for step in (VISION, step_named("mandate")):
        assert laying.lay(step, [], round_=table.round, by=table.a.lead) == 0
    assert not is_finished(VISION, table.a.partner, table.round)
    assert table.a.present_mandate().laid is None
    assert readiness_of(table.a.partner, table.round)["mandate"] == Readiness.SIGNED_OFF


def test_lineages_of_another_partner_lay_nothing(table):
    theirs = table.b.write("hope", what="B-canary")
    table.a.write("hope")
    assert table.a.lay("vision", theirs) == 0
    assert not TableEntry.objects.exists()


def test_laying_says_that_the_step_is_finished(table):
    table.a.write("hope")
    table.a.lay("vision")
    assert is_finished(VISION, table.a.partner, table.round)
    assert not is_finished(VISION, table.b.partner, table.round)


def test_laying_is_news_for_the_group_without_the_words(table):
    table.a.write("hope", what="A-canary")
    before = version(table)
    table.a.lay("vision")
    line = Event.objects.get(verb="laid")
    assert (line.text, line.group) == ("Partner A laid Vision on the table", True)
    assert version(table) == before + 1


def test_writing_and_lodging_are_no_news_for_the_group(table):
    table.ask_for_reveal("vision")
    before = version(table)
    row = table.a.write("hope")
    table.a.lay("vision")
    table.a.take_back_lodging("vision")
    table.a.edit(row, what="Otherwise")
    table.a.finish("vision")
    assert version(table) == before
    assert not Event.objects.filter(
        verb__in=("lodged", "lodging taken back", "finished"), group=True
    ).exists()


# --- Who lays -----------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["mandate", "vision"])
def test_lead_and_approver_lay_and_nobody_else(table, step):
    table.a.mandate("signed")
    table.a.fill("vision")
    table.a.finish("vision")
    lineages = [thing.lineage for thing in previewing.layable(step_named(step), table.a.lead, table.round)]
    for actor in [table.facilitator, *table.a.actors]:
        with build.undone():
            if actor.leads or actor.approves:
                assert laying.lay(step_named(step), lineages, round_=table.round, by=actor) == len(lineages)
            else:
                with pytest.raises(Refused, match="Only the lead or an approver can lay"):
                    laying.lay(step_named(step), lineages, round_=table.round, by=actor)
                assert not TableEntry.objects.exists()


def test_an_approver_neither_reads_nor_lays_what_is_still_being_drafted(table):
    row = table.a.write("hope")
    with pytest.raises(Refused, match="still being drafted"):
        table.a.lay("vision", row, by=table.a.approver)
    table.a.finish("vision")
    assert table.a.lay("vision", row, by=table.a.approver) == 1


def test_a_mandate_that_is_not_signed_off_cannot_be_laid(table):
    for state in ("draft", "submitted"):
        table.a.mandate(state)
        with pytest.raises(Refused, match="not signed off"):
            table.a.lay("mandate")
    assert not TableEntry.objects.exists()


def test_a_mandate_is_laid_on_the_authority_of_its_signature(table):
    table.a.mandate("submitted")
    table.a.sign(body="Full council", minute="88")
    table.a.lay("mandate")
    assert set(table.entries().values_list("authority", flat=True)) == {
        "Full council, 1 March 2027, minute 88"
    }


def test_a_partner_may_lay_a_part_of_its_signed_mandate(table):
    table.a.mandate("signed")
    table.a.lay("mandate", table.a.rows("position")[0])
    assert [entry.subject for entry in table.entries()] == [str(table.powers[0].pk)]


def test_the_private_half_cannot_be_laid(table):
    half = table.a.write_private_half(fallback="A-canary walk away")
    table.a.mandate("signed")
    assert "walk away" not in json.dumps(
        [thing.document for thing in previewing.layable(step_named("mandate"), table.a.lead, table.round)]
    )
    assert table.a.lay("mandate", half) == 0
    table.a.lay("mandate")
    assert "walk away" not in "".join(TableEntry.objects.values_list("frozen", flat=True))
    assert PrivateHalf.objects.get().fallback == "A-canary walk away"


def test_a_new_signature_on_the_same_words_finds_them_laid(table):
    """An edit of the private half lapses the signature; signed again, there is nothing new to lay."""
    half = table.a.write_private_half()
    table.a.mandate("laid")
    table.a.edit(half, fallback="Otherwise")
    table.a.mandate("signed")
    assert set(states(table.a, "mandate")) == {"laid"}
    assert readiness_of(table.a.partner, table.round)["mandate"] == Readiness.LAID


def test_a_new_signature_on_other_words_waits_to_be_laid(table):
    table.a.mandate("laid")
    table.a.edit(table.a.rows("position")[1], reasons="Otherwise")
    table.a.mandate("signed")
    assert states(table.a, "mandate") == ["laid", "changed", "laid", "laid"]
    assert readiness_of(table.a.partner, table.round)["mandate"] == Readiness.SIGNED_OFF
    assert table.a.lay("mandate") == 1


# --- Withdrawing --------------------------------------------------------------------------------


def test_withdrawing_leaves_a_tombstone_without_the_words(table):
    row = table.a.write("hope", what="Our hope", sign="A-canary sign")
    table.a.lay("vision")
    tombstone = table.a.withdraw(row, by=table.a.lead)
    assert (tombstone.withdrawn, tombstone.lineage) == (True, row.lineage)
    assert json.loads(tombstone.frozen) == {"title": "Our hope", "fields": {}}
    assert titles(table) == {"A": ["Our hope"]}
    assert not table.entries().exists()


def test_what_was_seen_stays_in_the_database_after_withdrawing(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    table.a.withdraw(row)
    assert [entry.withdrawn for entry in TableEntry.objects.order_by("pk")] == [False, True]


def test_what_was_withdrawn_can_be_laid_again(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    table.a.withdraw(row)
    assert states(table.a) == ["new"]
    assert table.a.lay("vision") == 1
    assert table.entries().get().lineage == row.lineage


def test_only_the_lead_withdraws(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    for actor in (table.facilitator, table.a.contributor, table.a.approver, table.a.reader):
        with pytest.raises(Refused, match="Only the lead"):
            table.a.withdraw(row, by=actor)
    assert table.entries().count() == 1


def test_nobody_withdraws_what_another_partner_laid(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    with pytest.raises(Refused, match="not on the table any more"):
        table.a.withdraw(row, by=table.b.lead)
    assert table.entries().count() == 1


def test_withdrawing_twice_leaves_one_tombstone(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    table.a.withdraw(row)
    with pytest.raises(Refused):
        table.a.withdraw(row)
    assert TableEntry.objects.filter(withdrawn=True).count() == 1


def test_withdrawing_is_news_for_the_group(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    before = version(table)
    table.a.withdraw(row)
    assert Event.objects.get(verb="withdrawn").group
    assert version(table) == before + 1


def test_a_partner_that_withdrew_its_whole_mandate_has_not_laid_it(table):
    table.a.mandate("laid")
    for entry in table.entries():
        table.a.withdraw(entry)
    assert readiness_of(table.a.partner, table.round)["mandate"] == Readiness.SIGNED_OFF


# --- Reveals ------------------------------------------------------------------------------------


def test_what_is_lodged_is_seen_by_nobody_until_all_opens_at_once(table):
    table.ask_for_reveal("vision")
    for side in (table.a, table.b):
        side.write("hope", what=f"{side.letter} hopes")
        assert side.lay("vision") == 1
        assert not TableEntry.objects.exists()
    assert table.open_reveal("vision") == [table.a.partner, table.b.partner]
    assert titles(table) == {"A": ["A hopes"], "B": ["B hopes"]}
    assert not Lodging.objects.exists()


def test_what_opens_is_what_was_lodged_and_who_lodged_it(table):
    table.ask_for_reveal("mandate")
    table.a.mandate("signed")
    table.a.lay("mandate", by=table.a.approver)
    table.open_reveal("mandate")
    assert {entry.laid_by for entry in table.entries()} == {table.a.approver.person}
    assert table.a.present_mandate().laid == table.a.present_mandate().signed
    assert set(table.entries().values_list("authority", flat=True)) == {"Cabinet, 1 March 2027, minute 12/27"}


def test_a_reveal_does_not_open_what_was_not_lodged(table):
    table.ask_for_reveal("vision")
    chosen = table.a.write("hope", what="Chosen")
    table.a.write("hope", what="Kept")
    table.b.write("hope", what="Drafted")
    table.a.lay("vision", chosen)
    table.open_reveal("vision")
    assert titles(table) == {"A": ["Chosen"]}


def test_lodging_again_replaces_what_was_lodged(table):
    table.ask_for_reveal("vision")
    first, second = table.a.write("hope", what="First"), table.a.write("hope", what="Second")
    table.a.lay("vision", first)
    table.a.lay("vision", second)
    table.open_reveal("vision")
    assert titles(table) == {"A": ["Second"]}


def test_what_lies_on_the_table_already_is_not_lodged_again(table):
    laid = table.a.write("hope", what="Laid")
    table.a.lay("vision")
    table.ask_for_reveal("vision")
    table.a.lay("vision", table.a.write("hope", what="Lodged"))
    assert table.a.lay("vision", laid) == 0
    table.open_reveal("vision")
    assert titles(table) == {"A": ["Laid", "Lodged"]}
    assert TableEntry.objects.count() == 2


def test_what_was_lodged_can_be_taken_back_until_it_opens(table):
    table.ask_for_reveal("vision")
    for side in (table.a, table.b):
        side.write("hope", what=f"{side.letter} hopes")
        side.lay("vision")
    table.a.take_back_lodging("vision")
    assert table.open_reveal("vision") == [table.b.partner]
    assert titles(table) == {"B": ["B hopes"]}


def test_a_reveal_opens_its_own_step_alone(table):
    table.ask_for_reveal("vision")
    table.ask_for_reveal("benefits")
    table.a.write("hope")
    table.a.write("cost", what="A-canary cost")
    table.a.lay("vision")
    table.a.lay("benefits")
    table.open_reveal("vision")
    assert [entry.step for entry in TableEntry.objects.all()] == ["vision"]
    assert Lodging.objects.get().step == "benefits"


def test_without_a_pending_reveal_laying_lays(table):
    table.ask_for_reveal("vision")
    table.open_reveal("vision")
    table.a.write("hope")
    table.a.lay("vision")
    assert table.entries().count() == 1


def test_a_reveal_opens_once(table):
    reveal = table.ask_for_reveal("vision")
    table.a.write("hope")
    table.a.lay("vision")
    table.open_reveal("vision")
    assert laying.open_reveal(reveal, VISION, by=table.facilitator) == []
    assert TableEntry.objects.count() == 1


def test_a_cancelled_reveal_gives_back_what_was_lodged_and_shows_it_to_nobody(table):
    reveal = table.ask_for_reveal("vision")
    table.a.write("hope", what="Ours")
    table.a.lay("vision")
    assert laying.cancel_reveal(reveal, VISION, by=table.facilitator)
    assert not (Reveal.objects.exists() or Lodging.objects.exists() or TableEntry.objects.exists())
    line = Event.objects.get(verb="reveal cancelled")
    assert line.group and "went back to its partners" in line.text
    assert is_finished(VISION, table.a.partner, table.round)
    assert table.a.lay("vision") == 1
    assert titles(table) == {"A": ["Ours"]}


def test_cancelling_leaves_what_is_lodged_for_another_step(table):
    reveal = table.ask_for_reveal("vision")
    table.ask_for_reveal("benefits")
    table.a.write("cost")
    table.a.lay("benefits")
    laying.cancel_reveal(reveal, VISION, by=table.facilitator)
    assert Lodging.objects.get().step == "benefits"


def test_a_reveal_that_is_open_can_be_cancelled_no_more(table):
    reveal = table.ask_for_reveal("vision")
    table.open_reveal("vision")
    assert not laying.cancel_reveal(reveal, VISION, by=table.facilitator)
    assert Reveal.objects.filter(pk=reveal.pk).exists()


def test_a_second_reveal_of_a_step_waits_for_the_first(table):
    table.ask_for_reveal("vision")
    with pytest.raises(Refused, match="already been asked for"):
        table.ask_for_reveal("vision")
    table.open_reveal("vision")
    table.ask_for_reveal("vision")
    assert Reveal.objects.count() == 2


def test_only_facilitators_ask_for_and_open_reveals(table):
    reveal = laying.ask_for_reveal(step_named("benefits"), round_=table.round, by=table.facilitator)
    table.a.write("cost")
    table.a.lay("benefits")
    both = build.actor(table.a.lead.person, table.partnership, table.a.partner, Role.APPROVER)
    for actor in [both, *table.a.actors]:
        with pytest.raises(Refused, match="Only a facilitator"):
            laying.ask_for_reveal(VISION, round_=table.round, by=actor)
        with pytest.raises(Refused, match="Only a facilitator"):
            laying.open_reveal(reveal, step_named("benefits"), by=actor)
        with pytest.raises(Refused, match="Only a facilitator"):
            laying.cancel_reveal(reveal, step_named("benefits"), by=actor)
    assert not TableEntry.objects.exists()


def test_a_facilitator_of_another_partnership_opens_nothing(table):
    other = build.partnership("D", slug="elsewhere")
    reveal = table.ask_for_reveal("vision")
    table.a.write("hope")
    table.a.lay("vision")
    with pytest.raises(Refused, match="another partnership"):
        laying.open_reveal(reveal, VISION, by=other.facilitator)
    assert not TableEntry.objects.exists()


def test_opening_is_news_for_the_group(table):
    table.ask_for_reveal("vision")
    before = version(table)
    table.open_reveal("vision")
    assert version(table) == before + 1
    assert Event.objects.get(verb="revealed").group


def test_laying_costs_the_same_number_of_queries_however_much_is_laid(table):
    costs = []
    for side, many in ((table.a, 1), (table.b, 12)):
        for number in range(many):
            side.write("hope", what=f"Hope {number}")
        lineages = [str(row.lineage) for row in side.rows("hope")]
        with CaptureQueriesContext(connection) as queries:
            assert laying.lay(VISION, lineages, round_=table.round, by=side.lead) == many
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_partner_that_left_keeps_its_words_on_the_table(table):
    table.a.write("hope", what="We were here")
    table.a.lay("vision")
    Partner.objects.filter(pk=table.a.partner.pk).update(status="left")
    assert titles(table) == {"A": ["We were here"]}
