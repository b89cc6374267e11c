"""Into the next round: what is laid goes along as laid, what is unfinished as draft to its owner, and no vote at all."""

import pytest

from partnerships.agreeing import agreements
from partnerships.endorsing import Hold
from partnerships.laying import open_reveal, pending_reveal
from partnerships.models import Agreement, Endorsement, Reveal, TableEntry
from partnerships.models.private import Finished, Hope, LivedPrinciple, Lodging, PrivateHalf
from partnerships.previewing import layable
from partnerships.readiness import readiness_of
from partnerships.rulings import Refused
from partnerships.steps import CYCLE, step_named
from partnerships.table import board
from partnerships.vocabulary import MandateState, Readiness
from tests import build

CARRIED = [kind.key for step in CYCLE for kind in step.alone if kind.carries]
LEFT_BEHIND = [kind.key for step in CYCLE for kind in step.alone if not kind.carries]
AGREED = [kind.key for step in CYCLE for kind in step.together if kind.carries]


def plain(row, *but):
    """The row's own values, without what ties it to its round."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in ("id", "agreement_ptr_id", "round_id", "carried", *but)
    }


# --- What partners wrote ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CARRIED)
def test_what_a_partner_wrote_goes_along_to_itself(table, kind):
    before = table.a.write(kind)
    table.b.write(kind)
    table.close()
    [after] = table.a.rows(kind)
    assert plain(after) == plain(before)
    assert after.round == table.round
    assert not TableEntry.objects.exists()


@pytest.mark.parametrize("kind", LEFT_BEHIND)
def test_what_was_learnt_stays_in_its_round(table, kind):
    table.move("review")
    row = table.a.write(kind)
    table.a.lay("review")
    first = table.round
    table.close()
    assert table.a.rows(kind) == []
    assert board(step_named("review"), table.round) == []
    assert type(row).objects.in_round(first).get() == row
    assert TableEntry.objects.in_round(first).get().lineage == row.lineage


def test_the_private_half_goes_along_to_its_owner_alone(table):
    before = table.a.write_private_half()
    table.close()
    after = PrivateHalf.objects.in_round(table.round).get()
    assert plain(after) == plain(before)
    assert not PrivateHalf.objects.visible_to(table.b.lead).exists()


def test_the_old_round_keeps_what_was_written_in_it(table):
    row = table.a.write("hope", what="Before")
    first = table.round
    table.close()
    table.a.edit(row, what="After")
    assert Hope.objects.in_round(first).get().what == "Before"
    assert Hope.objects.in_round(table.round).get().what == "After"


def test_a_lineage_lives_on_through_all_rounds(table):
    row = table.a.write("hope")
    table.close()
    table.a.edit(row, what="Otherwise")
    table.close()
    assert list(Hope.objects.order_by("round").values_list("lineage", "wording")) == [
        (row.lineage, 1),
        (row.lineage, 2),
        (row.lineage, 2),
    ]


# --- What was laid ------------------------------------------------------------------------------


def test_what_stands_on_the_table_goes_along_byte_for_byte(table):
    table.a.mandate("laid")
    table.a.fill("vision")
    table.a.lay("vision")
    before = list(table.entries().order_by("pk"))
    table.close()
    after = list(table.entries().order_by("pk"))
    assert [plain(entry) for entry in after] == [plain(entry) for entry in before]
    assert {entry.carried for entry in before} == {False}
    assert {entry.carried for entry in after} == {True}


def test_drafts_go_along_as_drafts_and_reach_no_table(table):
    laid, draft = table.a.write("hope", what="Laid"), table.a.write("hope", what="Draft")
    table.a.lay("vision", laid)
    table.a.edit(laid, what="Reworded in private")
    table.close()
    assert [entry.content["title"] for entry in table.entries()] == ["Laid"]
    states = [
        (thing.lineage, thing.state) for thing in layable(step_named("vision"), table.a.lead, table.round)
    ]
    assert states == [(str(laid.lineage), "changed"), (str(draft.lineage), "new")]


def test_only_the_last_words_go_along(table):
    row = table.a.write("hope", what="First")
    table.a.lay("vision")
    table.a.edit(row, what="Second")
    table.a.lay("vision")
    table.close()
    assert [entry.content["title"] for entry in TableEntry.objects.in_round(table.round)] == ["Second"]


def test_what_was_withdrawn_stays_behind_with_its_tombstone(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    table.a.withdraw(row)
    table.close()
    assert not TableEntry.objects.in_round(table.round).exists()
    assert len(table.a.rows("hope")) == 1


def test_what_is_laid_already_need_not_be_laid_again(table):
    table.a.fill("vision")
    table.a.lay("vision")
    table.close()
    assert readiness_of(table.a.partner, table.round)["vision"] == Readiness.LAID
    assert table.a.lay("vision") == 0


def test_who_had_not_laid_is_drafting_in_the_new_round(table):
    table.a.fill("vision")
    table.a.finish("vision")
    table.close()
    assert readiness_of(table.a.partner, table.round)["vision"] == Readiness.DRAFTING
    assert not Finished.objects.in_round(table.round).exists()


# --- Mandates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("draft", Readiness.DRAFTING),
        ("submitted", Readiness.WITH_APPROVER),
        ("signed", Readiness.SIGNED_OFF),
        ("laid", Readiness.LAID),
    ],
)
def test_a_mandate_goes_along_as_far_as_it_is(table, state, word):
    before = table.a.mandate(state)
    table.close()
    after = table.a.present_mandate()
    assert plain(after) == plain(before)
    assert readiness_of(table.a.partner, table.round)["mandate"] == word


def test_what_was_sent_last_round_can_be_signed_and_laid_in_this_one(table):
    table.a.mandate("submitted")
    sent = table.a.present_mandate().wording
    table.close()
    table.a.sign()
    assert table.a.present_mandate().signed == sent
    assert table.a.lay("mandate") == 4
    assert {entry.round for entry in table.entries()} == {table.round}


def test_a_signature_of_last_round_lapses_with_the_first_edit(table):
    table.a.mandate("laid")
    table.close()
    table.a.edit(table.a.rows("terms")[0], limits="Otherwise")
    assert table.a.present_mandate().state == MandateState.DRAFT
    assert table.entries().count() == 4


# --- Reveals ------------------------------------------------------------------------------------


def test_what_was_only_lodged_goes_along_as_draft(table):
    table.ask_for_reveal("vision")
    table.a.write("hope", what="A-canary")
    table.a.lay("vision")
    table.close()
    assert not TableEntry.objects.exists()
    assert not Lodging.objects.in_round(table.round).exists()
    assert pending_reveal(step_named("vision"), table.round) is None
    assert readiness_of(table.a.partner, table.round)["vision"] == Readiness.DRAFTING
    assert [row.what for row in table.a.rows("hope")] == ["A-canary"]


def test_a_reveal_of_the_round_before_cannot_be_opened(table):
    reveal = table.ask_for_reveal("vision")
    table.a.write("hope")
    table.a.lay("vision")
    table.close()
    with pytest.raises(Refused, match="This round is closed"):
        open_reveal(Reveal.objects.get(pk=reveal.pk), step_named("vision"), by=table.facilitator)
    assert not TableEntry.objects.exists()


# --- What was agreed ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", AGREED)
def test_what_was_agreed_goes_along_with_its_words_and_without_endorsements(table, kind):
    before = table.agree(kind, **({"receiver": table.b.partner} if kind == "offer" else {}))
    for side in table.sides.values():
        side.endorse(before, 6)
    table.close()
    after = type(before).objects.in_round(table.round).get()
    assert plain(after) == plain(before)
    assert (before.carried, after.carried) == (False, True)
    assert not Endorsement.objects.filter(agreement__round=table.round).exists()
    assert before.endorsements.count() == 3


def test_every_partner_is_asked_again_about_what_went_along(table):
    line = table.agree("principle")
    for side in table.sides.values():
        side.endorse(line, 6)
    table.close()
    [(_, [agreed])] = agreements(step_named("principles"), table.round, table.partners)
    assert (agreed.support.hold, agreed.support.waiting_for) == (Hold.WAITING, tuple(table.partners))


def test_only_the_newest_words_go_along_and_nothing_that_was_dropped(table):
    line, gone = table.agree("principle", statement="Before"), table.agree("principle", statement="Gone")
    table.reword(line, statement="After")
    table.drop(gone)
    table.close()
    carried = Agreement.objects.in_round(table.round)
    assert [(row.principle.statement, row.version) for row in carried] == [("After", 2)]


def test_words_that_went_along_can_be_reworded(table):
    line = table.agree("principle", statement="Before")
    table.close()
    carried = type(line).objects.in_round(table.round).get()
    assert table.reword(carried, statement="After").version == 2


# --- Nothing else -------------------------------------------------------------------------------


def test_carrying_mixes_no_partnerships(table):
    other = build.partnership("AB", slug="elsewhere")
    other.a.write("hope", what="Elsewhere")
    other.a.lay("vision")
    other.agree("principle")
    table.close()
    assert not Hope.objects.in_round(table.round).exists()
    assert not TableEntry.objects.in_round(table.round).exists()
    assert not Agreement.objects.in_round(table.round).exists()


def test_an_empty_round_carries_nothing(table):
    table.close()
    assert not Agreement.objects.exists()
    assert not LivedPrinciple.objects.exists()
    assert table.round.number == 2
