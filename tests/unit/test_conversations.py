"""Conversations: who was heard is counted once, notes are their writer's and end, themes come from three and name nobody."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from facilitation.conversations import board, coverage, noting, themes
from facilitation.conversations.guide import GUIDE, VARIANTS, questions_for
from facilitation.conversations.sources import number_to_show, sources_of
from facilitation.documents import document_of
from facilitation.live.scenes import wall
from facilitation.models import (
    AgendaItem,
    Coding,
    Conversation,
    ConversationNote,
    ParkedItem,
    Poll,
    Theme,
    Workshop,
)
from facilitation.vocabulary import Attribution, Became, Cover, ThemeKind, WorkshopKind
from facilitation.workshops import running
from partnerships.models import Event
from partnerships.rulings import Refused
from tests import build, room

SECRET = "note-canary"


@pytest.fixture
def fellow(table):
    return room.facilitator(table)


def day(number=1):
    return timezone.localdate() + dt.timedelta(days=number)


def talk(table, side=None, role="lead", by=None):
    """Held yesterday."""
    partner = (side or table.a).partner
    return coverage.arrange(partner, role, round_=table.round, held_on=day(-1), by=by or table.facilitator)


def theme(table, text="Buses first", *, by=None, **fields):
    row = Theme(text=text, **{"kind": ThemeKind.COMMON, **fields})
    return themes.add(row, round_=table.round, by=by or table.facilitator)


def keep(table, conversation, *to, by=None, **fields):
    words = {"text": SECRET, "attribution": Attribution.NONE, "delete_on": day(30)} | fields
    return noting.write(conversation, words.pop("text"), themes=to, by=by or table.facilitator, **words)


def theme_from(table, number, **fields):
    """A theme that so many conversations have come to."""
    made = theme(table, **fields)
    sides = list(table.sides.values())
    for place in range(number):
        side, role = sides[place % 3], ("lead", "approver")[place // 3]
        keep(table, talk(table, side, role), made)
    return made


def on_board(table, **fields):
    return themes.put_up(theme_from(table, 3, **fields), by=table.facilitator)


def sign_in(actor):
    client = Client()
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(actor, name, *args):
    answer = sign_in(actor).get(reverse(name, args=(actor.partnership.slug, actor.seat, *args)))
    assert answer.status_code == 200
    return answer.content.decode()


# --- The guide ----------------------------------------------------------------------------------


def test_two_people_of_one_partner_can_be_heard_on_one_day(table):
    day, by = timezone.localdate() + dt.timedelta(1), table.facilitator
    first, second = (
        coverage.arrange(table.a.partner, role, round_=table.round, held_on=day, by=by)
        for role in ("lead", "approver")
    )
    assert first.workshop != second.workshop
    assert (first.role, second.role) == ("lead", "approver")


def test_the_guide_has_twenty_questions_in_nine_groups_with_codes_that_stay():
    assert [one.code for one in GUIDE] == [f"OO-{number:02}" for number in range(1, 21)]
    assert len(dict.fromkeys(one.group for one in GUIDE)) == 9


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda one: one.key)
def test_every_variant_asks_the_one_guide(variant):
    asked = [one for _, prompts in questions_for(variant) for one in prompts]
    assert asked == [*variant.adds, *GUIDE]


def test_residents_and_staff_are_asked_what_they_notice_besides():
    assert [one.text for one in VARIANTS[-1].adds] == [
        "What do you notice now?",
        "What would good look like?",
        "Who would you tell?",
    ]


def test_everybody_can_read_the_promise_before_they_speak(table):
    for actor in (table.facilitator, table.a.reader):
        assert "three conversations" in " ".join(page(actor, "conversation-guide").split())


# --- Who has been heard -------------------------------------------------------------------------


def words(table, side):
    (line,) = [one for one in coverage.coverage(table.round).lines if one.partner == side.partner]
    return {cell.role: cell.word for cell in line.cells}


def test_leads_and_approvers_are_to_be_heard_and_others_may_be(table):
    assert words(table, table.a) == {
        "lead": "Not yet",
        "contributor": "",
        "approver": "Not yet",
        "reader": "",
    }


def test_a_conversation_is_a_one_to_one_with_its_minutes_and_entered_once(table):
    talk(table)
    (held,) = Workshop.objects.all()
    assert (held.kind, held.is_over, held.partner) == (WorkshopKind.ONE_TO_ONE, True, table.a.partner)
    assert words(table, table.a)["lead"] == "Heard"


@pytest.mark.parametrize("held", [-1, 1])
def test_colleagues_do_not_read_in_the_list_of_workshops_who_of_them_was_heard(table, held):
    coverage.arrange(
        table.a.partner, "contributor", round_=table.round, held_on=day(held), by=table.facilitator
    )
    listed = page(table.a.lead, "workshops")
    assert f"Conversation with {table.a.partner.short_name}" in listed
    assert "contributor" not in listed.lower()


def test_a_day_to_come_is_planned_and_not_heard(table):
    coverage.arrange(table.a.partner, "lead", round_=table.round, held_on=day(), by=table.facilitator)
    assert words(table, table.a)["lead"] == "Planned"


def test_a_one_to_one_planned_among_the_workshops_counts_once_it_is_said_whom_it_is_with(table):
    made = room.workshop(table, kind=WorkshopKind.ONE_TO_ONE, partner=table.b.partner)
    assert coverage.coverage(table.round).unsaid == [made]
    first = coverage.is_with(made, "lead", by=table.facilitator)
    again = coverage.is_with(made, "approver", by=table.facilitator)
    assert (first, coverage.coverage(table.round).unsaid) == (again, [])
    assert words(table, table.b) == {
        "lead": "Not yet",
        "contributor": "",
        "approver": "Planned",
        "reader": "",
    }


def test_a_workshop_of_all_and_a_practice_are_no_conversation(table):
    for made in (
        room.workshop(table),
        room.workshop(table, kind=WorkshopKind.ONE_TO_ONE, partner=table.a.partner, is_practice=True),
    ):
        with pytest.raises(Refused):
            coverage.is_with(made, "lead", by=table.facilitator)


def test_the_database_holds_one_voice_a_conversation(table):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(round=table.round, group="", heard_on=day())


def test_a_wider_voice_is_read_by_everybody_and_struck_out_while_nothing_is_noted(table):
    heard = coverage.hear_group("Apprentices", day(), round_=table.round, by=table.facilitator)
    assert "Apprentices" in page(table.b.reader, "themes")
    keep(table, heard)
    with pytest.raises(Refused):
        coverage.strike(heard, by=table.facilitator)
    other = coverage.hear_group("A mistake", day(), round_=table.round, by=table.facilitator)
    coverage.strike(other, by=table.facilitator)
    assert [one.group for one in coverage.groups(table.round)] == ["Apprentices"]


def test_coverage_takes_the_same_queries_however_many_are_heard(table, django_assert_num_queries):
    talk(table)
    with django_assert_num_queries(3):
        coverage.coverage(table.round)
    for side in table.sides.values():
        talk(table, side, "approver")
    with django_assert_num_queries(3):
        coverage.coverage(table.round)


# --- Notes --------------------------------------------------------------------------------------


def test_a_note_is_read_by_its_writer_and_by_a_fellow_once_it_is_shared(table, fellow):
    held = talk(table)
    keep(table, held)
    assert (noting.note_of(held, table.facilitator).text, noting.note_of(held, fellow)) == (SECRET, None)
    keep(table, held, is_shared=True)
    assert noting.note_of(held, fellow).text == SECRET
    with pytest.raises(Refused, match="Another facilitator"):
        keep(table, held, by=fellow, text="Other words")


@pytest.mark.parametrize("ahead", [0, -1, 181])
def test_a_note_has_a_day_to_come_within_half_a_year(table, ahead):
    with pytest.raises(Refused, match="six months"):
        keep(table, talk(table), delete_on=day(ahead))


def test_changing_a_note_wins_it_no_further_time(table):
    held = talk(table)
    written = keep(table, held)
    ConversationNote.objects.filter(pk=written.pk).update(delete_by=day(40))
    with pytest.raises(Refused):
        keep(table, held, delete_on=day(41))
    assert keep(table, held, delete_on=day(40)).delete_on == day(40)


def past(written):
    ConversationNote.objects.filter(pk=written.pk).update(delete_on=timezone.localdate())


def test_a_note_whose_day_has_come_is_gone_before_its_writer_looks(table):
    held = talk(table)
    past(keep(table, held))
    assert SECRET not in page(table.facilitator, "conversation", held.pk)
    assert ConversationNote.objects.count() == 0


def test_the_command_deletes_what_is_past_its_day_and_nothing_else(table, capsys):
    past(keep(table, talk(table)))
    kept = keep(table, talk(table, table.b))
    call_command("forget_notes")
    assert list(ConversationNote.objects.all()) == [kept]
    assert capsys.readouterr().out == "Deleted 1 note of conversations.\n"


def test_a_deleted_note_leaves_a_number_and_no_way_back_to_who_said_it(table):
    made, held = theme(table), talk(table)
    noting.forget(keep(table, held, made), by=table.facilitator)
    assert sources_of(made) == 1
    made.refresh_from_db()
    assert (made.sources_gone, Coding.objects.count(), ConversationNote.objects.count()) == (1, 0, 0)


@pytest.mark.postgres
def test_no_mark_of_a_transaction_leads_from_a_deleted_note_to_what_it_spoke_to(table):
    """PostgreSQL keeps with each row the transaction that wrote it: a theme must not bear the conversation's alone."""
    made, held = theme(table), talk(table)
    theme(table, "Not said by them")
    noting.forget(keep(table, held, made), by=table.facilitator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM facilitation_theme")
        assert cursor.fetchone() == (1,)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ways", ["at once", "on its day"])
def test_of_a_deleted_note_not_even_an_old_row_is_left(table, ways):
    written = keep(table, talk(table), theme(table))
    noting.forget(written, by=table.facilitator) if ways == "at once" else past(
        written
    ) or noting.forget_past()
    with connection.cursor() as cursor:
        for name in ("conversationnote", "coding"):
            cursor.execute("SELECT pg_relation_size(%s)", [f"facilitation_{name}"])
            assert cursor.fetchone() == (0,)


def test_a_conversation_whose_note_was_deleted_is_not_counted_again(table):
    made, held = theme(table), talk(table)
    noting.forget(keep(table, held, made), by=table.facilitator)
    with pytest.raises(Refused, match="counted twice"):
        keep(table, held, made)
    assert sources_of(made) == 1


def test_only_its_writer_deletes_a_note(table, fellow):
    written = keep(table, talk(table), is_shared=True)
    with pytest.raises(Refused):
        noting.forget(written, by=fellow)


def test_history_tells_that_something_was_noted_and_nothing_of_it(table):
    made = theme(table, "theme-canary")
    keep(table, talk(table), made)
    told = " ".join(Event.objects.values_list("text", flat=True))
    assert "Wrote a note of a conversation" in told
    assert SECRET not in told and "theme-canary" not in told


# --- Themes -------------------------------------------------------------------------------------


def test_a_conversation_counts_once_for_a_theme_however_often_its_note_is_saved(table):
    made, held = theme(table), talk(table)
    for _ in range(3):
        keep(table, held, made)
    assert sources_of(made) == 1


def test_a_theme_of_two_conversations_is_its_writers_alone(table, fellow):
    made = theme_from(table, 2, text="theme-canary")
    with pytest.raises(Refused, match="who brought it"):
        themes.put_up(made, by=table.facilitator)
    assert "theme-canary" in page(table.facilitator, "themes")
    for actor in (fellow, table.a.lead, table.b.reader):
        assert "theme-canary" not in page(actor, "themes")


@pytest.mark.parametrize("sources", [None, 2])
def test_the_database_itself_shows_no_theme_of_two(table, sources):
    made = theme(table)
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.filter(pk=made.pk).update(shown_at=timezone.now(), shown_sources=sources)


def test_a_theme_of_three_goes_before_everybody_when_the_facilitator_puts_it_up(table):
    made = theme_from(table, 3, text="theme-canary")
    assert "theme-canary" not in page(table.b.reader, "themes")
    themes.put_up(made, by=table.facilitator)
    shown = page(table.b.reader, "themes")
    assert "theme-canary" in shown and "3 conversations" in shown
    assert SECRET not in shown


def test_a_shared_theme_can_be_worked_with_by_a_fellow(table, fellow):
    made = theme(table, is_shared=True)
    keep(table, talk(table, by=fellow), made, by=fellow)
    assert sources_of(made) == 1
    alone = theme(table, "Mine")
    with pytest.raises(Refused):
        keep(table, talk(table, table.b), alone, by=fellow)


def test_a_fellow_who_saves_a_note_unticks_no_theme_that_was_taken_from_their_sight(table, fellow):
    made, held = theme(table, is_shared=True), talk(table, by=fellow)
    keep(table, held, made, by=fellow)
    made.is_shared = False
    themes.change(made, by=table.facilitator)
    keep(table, held, by=fellow)
    assert sources_of(made) == 1


def test_a_theme_left_with_too_few_comes_off_the_board(table):
    made = on_board(table)
    keep(table, Conversation.objects.first())
    made.refresh_from_db()
    assert (made.is_on_board, sources_of(made)) == (False, 2)


def test_a_theme_that_comes_off_by_itself_is_off_the_wall_and_in_the_history(table):
    made, shown = on_board(table), room.running_workshop(table)
    running.cover(shown, Cover.COMMON, by=table.facilitator)
    scene = shown.scene
    keep(table, Conversation.objects.first())
    shown.refresh_from_db()
    assert (shown.scene, made.text in wall(shown)) == (scene + 1, False)
    assert Event.objects.filter(verb="theme taken off", group=True).count() == 1


def test_a_note_that_takes_no_theme_off_leaves_the_wall_alone(table):
    on_board(table)
    shown = room.running_workshop(table)
    running.cover(shown, Cover.COMMON, by=table.facilitator)
    scene = shown.scene
    keep(table, talk(table, table.b))
    shown.refresh_from_db()
    assert shown.scene == scene
    assert not Event.objects.filter(verb="theme taken off").exists()


def test_taking_a_theme_off_and_putting_it_up_again_tells_no_more_than_before(table):
    made = on_board(table)
    keep(table, talk(table, table.a, "contributor"), made)
    themes.take_off(made, by=table.facilitator)
    assert themes.put_up(made, by=table.facilitator).shown_sources == 3


def test_a_theme_stays_on_the_board_when_notes_are_deleted(table):
    made = on_board(table)
    for written in ConversationNote.objects.all():
        noting.forget(written, by=table.facilitator)
    made.refresh_from_db()
    assert (made.is_on_board, made.shown_sources, sources_of(made)) == (True, 3, 3)


@pytest.mark.parametrize(
    ("before", "now", "shown"), [(None, 3, 3), (3, 4, 3), (3, 5, 3), (3, 6, 6), (9, 8, 9), (9, 6, 6)]
)
def test_the_number_shown_does_not_tell_who_spoke_last(before, now, shown):
    assert number_to_show(before, now) == shown


def test_a_theme_on_the_board_is_taken_off_before_it_is_removed(table):
    made = on_board(table)
    with pytest.raises(Refused, match="off the board"):
        themes.drop(made, by=table.facilitator)
    themes.take_off(made, by=table.facilitator)
    themes.drop(made, by=table.facilitator)
    assert (Theme.objects.count(), ConversationNote.objects.count()) == (0, 3)


# --- What is made of them -----------------------------------------------------------------------


def test_a_theme_becomes_an_agenda_item_once(table):
    made, planned = on_board(table, text="Who pays"), room.workshop(table)
    item = themes.put_on_agenda(made, planned, by=table.facilitator)
    assert (item.title, room.items(planned)[-1]) == ("Who pays", item)
    with pytest.raises(Refused, match="already"):
        themes.ask(made, planned, by=table.facilitator)
    assert (AgendaItem.objects.filter(title="Who pays").count(), Poll.objects.count()) == (1, 0)
    assert "On the agenda of “Workshop 1”." in page(table.b.reader, "themes")


def test_a_theme_becomes_a_draft_of_a_vote(table):
    made, planned = on_board(table, text="Who pays"), room.workshop(table)
    themes.ask(made, planned, by=table.facilitator)
    poll = Poll.objects.get()
    assert (poll.question, poll.is_draft) == ("How far is this so for you? Who pays", True)
    assert poll.choices.count() == 5


def test_a_theme_is_parked_in_a_workshop_that_has_begun(table):
    made = on_board(table, text="Who pays")
    themes.park(made, room.running_workshop(table), by=table.facilitator)
    assert ParkedItem.objects.get().text == "Who pays"
    made.refresh_from_db()
    assert made.became == Became.PARKED


def test_what_cannot_be_made_leaves_the_theme_as_it_was(table):
    made = on_board(table)
    with pytest.raises(Refused, match="not begun"):
        themes.park(made, room.workshop(table), by=table.facilitator)
    made.refresh_from_db()
    assert (made.became, made.became_in) == ("", None)


def test_only_what_everybody_reads_and_only_where_everybody_is(table):
    hidden = theme(table)
    planned = room.workshop(table)
    with pytest.raises(Refused, match="not on the board"):
        themes.put_on_agenda(hidden, planned, by=table.facilitator)
    made = on_board(table)
    alone = room.workshop(table, kind=WorkshopKind.ONE_TO_ONE, partner=table.a.partner)
    with pytest.raises(Refused, match="everybody takes part"):
        themes.put_on_agenda(made, alone, by=table.facilitator)


def test_one_click_makes_an_agenda_item_and_says_so(table):
    made, planned = on_board(table, text="Who pays"), room.workshop(table)
    actor = table.facilitator
    url = reverse("theme-use", args=(table.partnership.slug, actor.seat, made.pk))
    answer = sign_in(actor).post(url, {"as": "agenda", "workshop": planned.pk}, follow=True)
    said = answer.content.decode()
    assert "It is the last block on the agenda of “Workshop 1”" in said
    assert "Park it" not in said


def test_counting_again_says_what_the_board_says_now(table):
    made, actor = theme_from(table, 3), table.facilitator
    url = reverse("theme-board", args=(table.partnership.slug, actor.seat, made.pk))
    first, again = (sign_in(actor).post(url, follow=True).content.decode() for _ in range(2))
    assert "It is on the board" in first and "counted again" not in first
    assert "It is counted again: the board says 3 conversations." in again


def test_the_record_keeps_what_was_on_the_board_and_no_more(table):
    on_board(table, text="Who pays", strength=4, step="benefits")
    theme(table, "theme-canary")
    kept = document_of(table.round)["conversations"]
    assert kept["themes"] == [
        {
            "kind": "common",
            "heading": "Common ground",
            "text": "Who pays",
            "step": "Benefits",
            "strength": 4,
            "words": "Very strong",
            "sources": 3,
            "became": "",
        }
    ]
    assert SECRET not in str(document_of(table.round)) and "theme-canary" not in str(kept)


# --- Pages --------------------------------------------------------------------------------------


def test_a_note_is_written_on_its_page(table):
    held, made, actor = talk(table), theme(table), table.facilitator
    url = reverse("conversation", args=(table.partnership.slug, actor.seat, held.pk))
    when = day(20)
    data = {
        "text": SECRET,
        "attribution": "role",
        "themes": [made.pk],
        "delete_on_day": when.day,
        "delete_on_month": when.month,
        "delete_on_year": when.year,
    }
    client = sign_in(actor)
    assert client.post(url, data).status_code == 302
    written = ConversationNote.objects.get()
    assert (written.text, written.attribution, written.delete_on, written.is_shared) == (
        SECRET,
        "role",
        when,
        False,
    )
    assert list(written.themes.all()) == [made]
    assert client.post(url, data | {"delete_on_year": when.year + 1}).status_code == 422


def test_a_fellow_is_told_who_keeps_the_note_and_not_what_it_says(table, fellow):
    held = talk(table)
    keep(table, held)
    shown = page(fellow, "conversation", held.pk)
    assert "Another facilitator keeps the note" in shown and SECRET not in shown


def test_a_closed_rounds_note_can_still_be_read_and_deleted_by_its_writer(table):
    held = talk(table)
    keep(table, held)
    table.close()
    assert SECRET in page(table.facilitator, "conversation", held.pk)
    noting.forget(noting.note_of(held, table.facilitator), by=table.facilitator)
    assert ConversationNote.objects.count() == 0


def test_board_shows_a_theme_to_nobody_of_another_partnership(table):
    made = on_board(table)
    other = build.partnership("D", slug="elsewhere", powers=1)
    client = sign_in(other.facilitator)
    url = reverse("theme", args=("elsewhere", "facilitator", made.pk))
    assert client.get(url).status_code == 404
    assert made.text not in page(other.facilitator, "themes")
    assert board.board(other.round)[0].themes == []


def test_a_number_that_no_database_holds_is_no_theme(table):
    held = talk(table)
    url = reverse("conversation", args=(table.partnership.slug, "facilitator", held.pk))
    given = {"text": "Words", "attribution": "none", "delete_on_0": "1"}
    answer = sign_in(table.facilitator).post(url, given | {"themes": ["9" * 30]})
    assert (answer.status_code, ConversationNote.objects.count()) == (422, 0)


@pytest.mark.parametrize("verb", [themes.drop, themes.put_up, themes.take_off, themes.change])
def test_a_second_click_on_a_theme_that_is_removed_is_told_so(table, verb):
    made = theme(table)
    themes.drop(Theme.objects.get(pk=made.pk), by=table.facilitator)
    with pytest.raises(Refused, match="removed"):
        verb(made, by=table.facilitator)


def test_a_note_of_a_group_that_was_struck_out_meanwhile_is_refused(table):
    heard = coverage.hear_group("Tenants", day(-1), round_=table.round, by=table.facilitator)
    coverage.strike(Conversation.objects.get(pk=heard.pk), by=table.facilitator)
    with pytest.raises(Refused, match="removed"):
        keep(table, heard)
