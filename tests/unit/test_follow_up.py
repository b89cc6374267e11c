"""The note that follows: shared, corrected, answered, final; frozen from then on, as page, PDF and Word document."""

import datetime as dt
from io import BytesIO

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from facilitation.models import FollowUp, Issue
from facilitation.vocabulary import Presence, PromiseState
from facilitation.workshops import follow_up, outcomes
from facilitation.workshops.word import word_of
from partnerships.models import Event
from partnerships.rulings import Refused
from tests import build, room

pytestmark = pytest.mark.once


@pytest.fixture
def held(table):
    made = room.running_workshop(table)
    room.show(table, made, 0)
    room.present(table, made, table.a)
    room.present(table, made, table.b, presence=Presence.SUBSTITUTE, substitute="Sam Stand-in")
    outcomes.decide(made, "Meet monthly", decided_by="All partners", by=table.facilitator)
    outcomes.promise(made, "Send figures", owner="A", due=dt.date(2027, 3, 3), by=table.facilitator)
    outcomes.park(made, "Rail", owner="B", by=table.facilitator)
    room.end(table, made)
    room.at_minutes(made, 0, 20)
    return made


def written(table, held, heard="Buses matter\n\nTrust is growing"):
    return follow_up.write(held, heard, by=table.facilitator)


def shared(table, held):
    note = written(table, held)
    follow_up.share(note, by=table.facilitator)
    return note


def final(table, held):
    note = shared(table, held)
    assert follow_up.make_final(note, by=table.facilitator)
    return FollowUp.objects.get(pk=note.pk)


def test_the_note_says_what_was_heard_decided_promised_and_parked(table, held):
    said = follow_up.document_of(written(table, held))
    assert said["heard"] == ["Buses matter", "Trust is growing"]
    assert said["decided"] == [{"text": "Meet monthly", "by": "All partners", "replaces": ""}]
    assert said["promised"] == [{"text": "Send figures", "owner": "A", "due": "2027-03-03", "state": "Open"}]
    assert said["parked"] == [{"text": "Rail", "owner": "B", "due": ""}]
    assert [one["word"] for one in said["presence"]] == [
        "Present",
        "Substitute: Sam Stand-in",
        "Did not come",
    ]
    assert said["time"] == "100% of the time went on relationships. Guide 75, band 65 to 85."


def test_a_note_needs_an_ended_workshop_for_everybody(table):
    with pytest.raises(Refused, match="has not ended"):
        written(table, room.running_workshop(table))
    with pytest.raises(Refused, match="no note for everybody"):
        written(table, room.held(table, is_practice=True))
    with pytest.raises(Refused, match="no note for everybody"):
        written(table, room.held(table, kind="one-to-one", partner=table.a.partner))
    assert FollowUp.objects.count() == 0


def test_it_is_shared_once_and_can_still_be_rewritten(table, held):
    note = written(table, held)
    assert [follow_up.share(note, by=table.facilitator) for _ in range(2)] == [True, False]
    assert written(table, held, "Better words").heard == "Better words"


def test_partners_correct_from_the_sharing_until_it_is_final(table, held):
    note = written(table, held)
    with pytest.raises(Refused, match="not shared yet"):
        follow_up.correct(note, "Wrong", by=table.a.lead)
    follow_up.share(note, by=table.facilitator)
    correction = follow_up.correct(note, " Trams ", by=table.a.reader)
    assert (correction.partner, correction.text) == (table.a.partner, "Trams")
    with pytest.raises(Refused, match="no answer yet"):
        follow_up.make_final(note, by=table.facilitator)
    follow_up.answer(correction, "Changed", by=table.facilitator)
    assert follow_up.make_final(note, by=table.facilitator)
    with pytest.raises(Refused, match="final"):
        follow_up.correct(note, "Again", by=table.a.lead)


def test_only_a_shared_note_becomes_final_and_once(table, held):
    note = written(table, held)
    with pytest.raises(Refused, match="Share it first"):
        follow_up.make_final(note, by=table.facilitator)
    follow_up.share(note, by=table.facilitator)
    assert [follow_up.make_final(note, by=table.facilitator) for _ in range(2)] == [True, False]
    with pytest.raises(Refused, match="final"):
        written(table, held, "Too late")


@pytest.mark.parametrize("change", ["heard", "correction", "promise"])
def test_nobody_makes_final_what_they_have_not_read(table, held, change):
    note = shared(table, held)
    read = follow_up.mark_of_whole(note)
    if change == "heard":
        follow_up.write(held, "Something else", by=table.facilitator)
    elif change == "correction":
        said = follow_up.correct(note, "Not so", by=table.a.lead)
        follow_up.answer(said, "Left as it is", by=table.facilitator)
    else:
        outcomes.settle(held.promises.get(), PromiseState.KEPT, by=table.facilitator)
    with pytest.raises(follow_up.Overtaken):
        follow_up.make_final(note, read=read, by=table.facilitator)
    assert not FollowUp.objects.get().is_final
    assert follow_up.make_final(
        note, read=follow_up.mark_of_whole(FollowUp.objects.get()), by=table.facilitator
    )


def test_what_is_final_stays_as_it_was_whatever_becomes_of_the_promise(table, held):
    note = final(table, held)
    outcomes.settle(held.promises.get(), PromiseState.KEPT, by=table.facilitator)
    outcomes.decide(held, "Later thought", by=table.facilitator)
    said = follow_up.document_of(FollowUp.objects.get(pk=note.pk))
    assert said["promised"][0]["state"] == "Open"
    assert [one["text"] for one in said["decided"]] == ["Meet monthly"]


def test_the_final_note_is_kept_as_page_and_tagged_pdf_once(table, held):
    note = final(table, held)
    issued = follow_up.issue_note(note, by=table.facilitator)
    assert follow_up.issue_note(note, by=table.facilitator) == issued
    assert (Issue.objects.count(), issued.partner, issued.title) == (1, None, "Note of Workshop 1")
    for words in ("Buses matter", "Meet monthly", "Send figures", "3 March 2027", "Rail", "Sam Stand-in"):
        assert words in issued.html
    with pikepdf.open(BytesIO(bytes(issued.pdf))) as printed:
        assert (printed.Root.MarkInfo.Marked, "/StructTreeRoot" in printed.Root) == (True, True)


def test_a_note_that_is_not_final_is_not_issued(table, held):
    with pytest.raises(Refused, match="not final"):
        follow_up.issue_note(shared(table, held), by=table.facilitator)
    assert Issue.objects.count() == 0


def test_the_word_copy_is_read_out_in_british_english_with_the_names_of_its_columns(table, held):
    made = docx.Document(BytesIO(word_of(final(table, held))))
    languages = {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))}
    heads = [len(list(one.rows[0]._tr.iter(qn("w:tblHeader")))) for one in made.tables]
    assert (languages, heads) == ({"en-GB"}, [1, 1, 1])


def test_the_word_copy_says_the_same(table, held):
    made = docx.Document(BytesIO(word_of(final(table, held))))
    assert (made.core_properties.author, made.core_properties.comments) == ("Partnership three-rivers", "")
    words = "\n".join([paragraph.text for paragraph in made.paragraphs])
    cells = [[cell.text for cell in row.cells] for table_ in made.tables for row in table_.rows]
    assert "Buses matter" in words and "Meet monthly (All partners)" in words and "Final" in words
    assert ["Send figures", "A", "3 March 2027"] in cells
    assert ["Partner B", "Substitute: Sam Stand-in"] in cells


def test_the_group_reads_in_the_history_that_it_was_shared_and_final(table, held):
    final(table, held)
    lines = Event.objects.seen_by_group().filter(verb__startswith="note ").order_by("pk")
    assert [line.text for line in lines] == [
        "Shared the note of “Workshop 1”",
        "Finished the note of “Workshop 1”",
    ]


def test_partners_write_share_and_finish_nothing(table, held):
    note = shared(table, held)
    correction = follow_up.correct(note, "Wrong", by=table.a.lead)
    other = build.partnership("D", slug="two-vales")
    for actor in (table.a.lead, other.facilitator):
        for verb in (
            lambda by: follow_up.write(held, "Mine", by=by),
            lambda by: follow_up.share(note, by=by),
            lambda by: follow_up.answer(correction, "Mine", by=by),
            lambda by: follow_up.make_final(note, by=by),
            lambda by: follow_up.issue_note(note, by=by),
        ):
            with pytest.raises(Refused):
                verb(actor)
    with pytest.raises(Refused):
        follow_up.correct(note, "Mine", by=other.d.lead)
    assert note.corrections.count() == 1
