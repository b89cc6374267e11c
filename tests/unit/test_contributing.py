"""What a partner writes in private: saved once, never over a colleague's words unseen, and seen by nobody else."""

import pytest

from partnerships import contributing, forming, rules
from partnerships.contributing import Conflict
from partnerships.models import Event
from partnerships.models.private import Finished, Hope, Lodging, MandateItem
from partnerships.rulings import Refused
from partnerships.steps import CYCLE, contribution_kind, step_named
from partnerships.workbook import is_finished
from tests import build

KINDS = [kind.key for step in CYCLE if not step.waits_for_group for kind in step.alone]
VISION = step_named("vision")


def copies(row):
    """The same row as two people have it open."""
    return type(row).objects.get(pk=row.pk), type(row).objects.get(pk=row.pk)


# --- Who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_leads_and_contributors_write_and_nobody_else(table, kind):
    for actor in [table.facilitator, *table.a.actors]:
        with build.undone():
            if actor.drafts:
                assert table.a.write(kind, by=actor).partner == table.a.partner
            else:
                with pytest.raises(Refused):
                    table.a.write(kind, by=actor)
                assert table.a.rows(kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_rows_are_visible_to_their_own_partner_alone(table, kind):
    row = table.a.write(kind)
    rows = type(row).objects
    seen_by = {actor.seat_name for actor in table.everybody if rows.visible_to(actor).exists()}
    assert seen_by == {"Partner A"}
    assert not rows.visible_to(table.a.reader).exists()
    assert list(rows.visible_to(table.a.approver)) == [row]


def test_somebody_of_two_partners_sees_the_rows_of_the_seat_alone(table):
    for side in (table.a, table.b):
        side.write("hope")
    both = build.actor(table.a.lead.person, table.partnership, table.b.partner, "contributor")
    assert [row.partner for row in Hope.objects.visible_to(both)] == [table.b.partner]


def test_another_partners_row_can_be_neither_changed_nor_removed(table):
    row = table.a.write("hope", what="A-canary")
    with pytest.raises(Refused):
        table.a.edit(row, by=table.b.lead, what="Overwritten")
    with pytest.raises(Refused):
        table.a.remove(row, by=table.b.lead)
    assert Hope.objects.get().what == "A-canary"


def test_nobody_writes_into_the_round_of_another_partnership(table):
    other = build.partnership("D", slug="elsewhere")
    kind = contribution_kind("hope")[1]
    with pytest.raises(Refused, match="another partnership"):
        contributing.add(kind.model(what="Planted"), VISION, round_=other.round, by=table.a.lead)
    assert not Hope.objects.exists()


# --- Saving -------------------------------------------------------------------------------------


def test_a_new_row_is_wording_one_by_its_author(table):
    row = table.a.write("hope", by=table.a.contributor)
    assert (row.wording, row.edited_by, row.round) == (1, table.a.contributor.person, table.round)


def test_every_save_is_a_new_wording_of_the_same_lineage(table):
    row = table.a.write("hope", what="First")
    table.a.edit(row, what="Second")
    table.a.edit(row, by=table.a.contributor, what="Third")
    kept = Hope.objects.get()
    assert (kept.what, kept.wording, kept.lineage) == ("Third", 3, row.lineage)
    assert kept.edited_by == table.a.contributor.person
    assert kept.edited_at > row.edited_at


def test_the_second_of_two_editors_is_shown_the_first_ones_words_and_overwrites_nothing(table):
    mine, theirs = copies(table.a.write("hope", what="Before"))
    theirs.what = "Theirs"
    contributing.revise(theirs, VISION, started_from=1, by=table.a.contributor)
    mine.what = "Mine"
    with pytest.raises(Conflict) as conflict:
        contributing.revise(mine, VISION, started_from=1, by=table.a.lead)
    assert conflict.value.theirs.what == "Theirs"
    assert conflict.value.theirs.edited_by == table.a.contributor.person
    assert (Hope.objects.get().what, mine.what) == ("Theirs", "Mine")


def test_a_conflict_is_settled_by_saving_from_the_newer_wording(table):
    mine, theirs = copies(table.a.write("hope", what="Before"))
    theirs.what = "Theirs"
    contributing.revise(theirs, VISION, started_from=1, by=table.a.contributor)
    mine.what = "Mine, with theirs"
    contributing.revise(mine, VISION, started_from=2, by=table.a.lead)
    assert (Hope.objects.get().what, Hope.objects.get().wording) == ("Mine, with theirs", 3)


def test_saving_the_same_words_again_is_no_edit(table):
    row = table.a.write("hope", what="Same")
    table.a.finish("vision")
    table.a.edit(row, by=table.a.contributor, what="Same")
    kept = Hope.objects.get()
    assert (kept.wording, kept.edited_by) == (1, table.a.lead.person)
    assert is_finished(VISION, table.a.partner, table.round)


def test_a_row_that_was_removed_meanwhile_is_not_written_back(table):
    mine, theirs = copies(table.a.write("hope", what="Before"))
    contributing.remove(theirs, VISION, by=table.a.contributor)
    mine.what = "Mine"
    with pytest.raises(Refused, match="removed this while you were writing"):
        contributing.revise(mine, VISION, started_from=1, by=table.a.lead)
    assert not Hope.objects.exists()


@pytest.mark.parametrize(
    "kind", ["ambition", "terms", "journey", "worth", "preference", "position", "rating"]
)
def test_where_only_one_may_be_the_second_is_a_conflict_with_the_first(table, kind):
    first = table.a.write(kind)
    with pytest.raises(Conflict) as conflict:
        table.a.write(kind, by=table.a.contributor)
    assert conflict.value.theirs == first
    assert table.a.rows(kind) == [first]


def test_two_powers_have_a_position_each(table):
    for power in table.powers:
        table.a.write("position", power=power)
    assert [item.power for item in table.a.rows("position")] == table.powers


def test_partners_each_have_their_own_where_only_one_may_be(table):
    table.a.write("ambition")
    table.b.write("ambition")
    assert len(table.a.rows("ambition")) == len(table.b.rows("ambition")) == 1


def test_what_is_refused_leaves_finished_and_lodged_standing(table):
    table.a.write("ambition")
    table.ask_for_reveal("vision")
    table.a.lay("vision")
    with pytest.raises(Conflict):
        table.a.write("ambition")
    assert Lodging.objects.of(table.a.partner).count() == 1
    assert is_finished(VISION, table.a.partner, table.round)


# --- Removing -----------------------------------------------------------------------------------


def test_what_is_not_laid_can_be_removed(table):
    row, kept = table.a.write("hope"), table.a.write("hope")
    table.a.remove(row)
    assert table.a.rows("hope") == [kept]


def test_what_is_on_the_table_must_be_withdrawn_before_it_is_removed(table):
    row = table.a.write("hope")
    table.a.lay("vision")
    with pytest.raises(Refused, match="Withdraw it first"):
        table.a.remove(row)
    table.a.withdraw(row)
    table.a.remove(row)
    assert table.a.rows("hope") == []


def test_what_another_partner_has_on_the_table_stops_nobody(table):
    table.b.write("hope")
    table.b.lay("vision")
    row = table.a.write("hope")
    table.a.remove(row)
    assert table.a.rows("hope") == []


# --- Finished -----------------------------------------------------------------------------------


def test_a_step_is_finished_once_however_often_it_is_said(table):
    table.a.finish("vision")
    table.a.finish("vision", by=table.a.contributor)
    assert Finished.objects.get().by == table.a.lead.person
    assert Event.objects.filter(verb="finished").count() == 1


def test_finished_can_be_taken_back(table):
    table.a.finish("vision")
    contributing.unfinish(VISION, round_=table.round, by=table.a.lead)
    assert not is_finished(VISION, table.a.partner, table.round)


@pytest.mark.parametrize("change", ["add", "edit", "remove"])
def test_an_edit_says_that_the_step_is_not_finished_after_all(table, change):
    row = table.a.write("hope")
    for step in ("vision", "benefits"):
        table.a.finish(step)
    table.b.finish("vision")
    {
        "add": lambda: table.a.write("ambition"),
        "edit": lambda: table.a.edit(row, what="Otherwise"),
        "remove": lambda: table.a.remove(row),
    }[change]()
    marks = {(mark.partner, mark.step) for mark in Finished.objects.all()}
    assert marks == {(table.a.partner, "benefits"), (table.b.partner, "vision")}


def test_an_edit_takes_back_what_was_lodged_and_says_so(table):
    row = table.a.write("hope")
    table.b.write("hope")
    table.ask_for_reveal("vision")
    table.a.lay("vision")
    table.b.lay("vision")
    table.a.edit(row, what="Otherwise")
    assert [lodging.partner for lodging in Lodging.objects.all()] == [table.b.partner]
    assert (
        Event.objects.filter(verb="lodging lapsed", partner_id=table.a.partner.pk, group=False).count() == 1
    )


# --- When ---------------------------------------------------------------------------------------


def test_the_review_opens_when_the_group_gets_there(table):
    with pytest.raises(Refused, match="opens when the group gets there"):
        table.a.write("reflection")
    table.move("review")
    assert table.a.write("reflection").pk


def test_every_other_step_is_open_from_the_beginning(table):
    for kind in KINDS:
        table.a.write(kind)
    assert [kind for kind in KINDS if len(table.a.rows(kind)) != 1] == []


def test_the_review_waits_again_when_the_group_goes_back(table):
    table.move("review")
    row = table.a.write("reflection")
    table.move("vision")
    with pytest.raises(Refused):
        table.a.edit(row, words="Otherwise")


def test_nothing_is_written_into_a_round_that_has_closed(table):
    """Also from a page that was opened while the round was open."""
    row = table.a.write("hope", what="Before")
    opened_before = table.partnership.rounds.get()
    table.close()
    table.round = opened_before
    for write in (
        lambda: table.a.write("hope"),
        lambda: table.a.edit(row, what="After"),
        lambda: table.a.remove(row),
        lambda: table.a.finish("vision"),
        lambda: table.a.lay("vision"),
    ):
        with pytest.raises(Refused) as refusal:
            write()
        assert refusal.value.ruling == rules.ROUND_CLOSED
    assert Hope.objects.in_round(opened_before).get().what == "Before"


def test_history_of_what_was_written_holds_none_of_its_words(table):
    row = table.a.write("hope", what="A-canary")
    table.a.edit(row, what="A-canary again")
    table.a.finish("vision")
    texts = Event.objects.about_partner(table.a.partner).values_list("text", flat=True)
    assert "Marked Vision as finished" in texts
    assert "A-canary" not in "".join(texts)


def test_a_position_on_a_power_that_was_retired_stays_the_partners(table):
    item = table.a.write("position", power=table.powers[0])
    forming.retire_powers([table.powers[0]], by=table.facilitator)
    assert list(MandateItem.objects.visible_to(table.a.lead)) == [item]
