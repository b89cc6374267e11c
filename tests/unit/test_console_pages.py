"""The facilitator's pages and the partners': what each offers, asks, and keeps to itself."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from facilitation.live.keys import console_key
from facilitation.models import Decision, FollowUp, Promise, Workshop
from facilitation.polls import drafting, polling
from facilitation.vocabulary import ItemClass, PromiseState, WorkshopKind
from facilitation.workshops import agendas, follow_up, handing_over, outcomes, running
from tests import build, room

pytestmark = pytest.mark.once


def sign_in(client, actor):
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(actor, name, *args):
    return reverse(name, args=(actor.partnership.slug, actor.seat, *args))


@pytest.fixture
def host(client, table):
    return sign_in(client, table.facilitator)


@pytest.fixture
def made(table):
    return room.running_workshop(table)


def text(answer):
    """A page as it reads: without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- Planning -----------------------------------------------------------------------------------


def test_a_workshop_is_planned_with_a_ready_agenda(host, table):
    data = {
        "title": "Cards on the table",
        "kind": "workshop",
        "agenda": "cards-on-the-table",
        "held_on_day": "3",
        "held_on_month": "March",
        "held_on_year": "2027",
        "starts_at": "10.00",
    }
    answer = host.post(url(table.facilitator, "workshop-plan"), data)
    planned = Workshop.objects.get()
    assert answer.url == url(table.facilitator, "workshop", planned.pk)
    page = text(host.get(answer.url))
    assert "3 March 2027, 10:00 to 13:30" in page
    assert "71% relationship , within the band" in page
    assert page.index("10:00") < page.index("10:15") < page.index("10:35")


def test_a_one_to_one_says_with_whom(host, table):
    data = {"title": "A talk", "kind": "one-to-one", "agenda": "one-to-one"}
    answer = host.post(url(table.facilitator, "workshop-plan"), data)
    assert (answer.status_code, Workshop.objects.count()) == (422, 0)
    assert "Choose with which partner" in text(answer)
    host.post(url(table.facilitator, "workshop-plan"), data | {"partner": table.a.partner.pk})
    assert Workshop.objects.get().partner == table.a.partner


def test_run_sheet_blocks_are_added_changed_moved_reclassed_and_removed(host, table):
    planned = room.workshop(table)
    actor = table.facilitator
    fields = {
        "title": "Feedback",
        "kind": "feedback",
        "step": "",
        "minutes": "15 minutes",
        "method": "",
        "output": "",
    }
    host.post(url(actor, "item-add", planned.pk), fields)
    added = room.items(planned)[-1]
    assert (added.title, added.minutes, added.item_class) == ("Feedback", 15, "relationship")
    host.post(url(actor, "item-change", planned.pk, added.pk), fields | {"minutes": "25"})
    host.post(url(actor, "item-move", planned.pk, added.pk), {"at": added.place, "up": "yes"})
    host.post(
        url(actor, "item-class", planned.pk, added.pk), {"item_class": "mixed", "because": "We also bargain"}
    )
    moved = room.items(planned)[2]
    assert (moved.pk, moved.minutes, moved.item_class) == (added.pk, 25, ItemClass.MIXED)
    host.post(url(actor, "item-remove", planned.pk, added.pk))
    assert planned.items.count() == 3
    assert "We also bargain" in text(host.get(url(actor, "workshop", planned.pk)))


def test_partners_read_the_agenda_without_method_notes(client, table):
    planned = room.workshop(table)
    item = room.items(planned)[0]
    item.method = "canary-method"
    item.save()
    assert "canary-method" in text(
        sign_in(client, table.facilitator).get(url(table.facilitator, "workshop", planned.pk))
    )
    page = sign_in(client, table.a.lead).get(url(table.a.lead, "workshop", planned.pk)).content.decode()
    assert item.title in page
    assert "canary-method" not in page


def test_a_partner_finds_its_own_talk_and_nobody_elses(client, table):
    alone = room.workshop(table, "Quiet talk", kind=WorkshopKind.ONE_TO_ONE, partner=table.a.partner)
    practice = room.workshop(table, "Trying out", is_practice=True)
    seen = {}
    for side in (table.a, table.b):
        sign_in(client, side.lead)
        page = text(client.get(url(side.lead, "workshops")))
        status = client.get(url(side.lead, "workshop", alone.pk)).status_code
        seen[side.letter] = ("Quiet talk" in page, status)
        assert "Trying out" not in page
        assert client.get(url(side.lead, "workshop", practice.pk)).status_code == 404
    assert seen == {"A": (True, 200), "B": (False, 404)}


def test_links_to_workshops_of_one_name_differ_by_their_day(host, table):
    for held_on in (dt.date(2027, 3, 1), dt.date(2027, 3, 8), None):
        room.workshop(table, "Conversation", held_on=held_on)
    page = text(host.get(url(table.facilitator, "workshops")))
    for day in ("1 March 2027", "8 March 2027", "no day yet"):
        assert f"Conversation , {day} " in page
        assert (f"Calendar file for Conversation , {day}" in page) == (day != "no day yet")


def test_a_diary_takes_in_the_workshop(client, table):
    planned = room.workshop(table, place="Town hall")
    answer = sign_in(client, table.b.reader).get(url(table.b.reader, "workshop-calendar", planned.pk))
    file = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert (
        "DTSTART:20270301T100000Z" in file,
        "DTEND:20270301T110000Z" in file,
        "LOCATION:Town hall" in file,
    ) == (
        True,
        True,
        True,
    )
    undated = room.workshop(table, held_on=None)
    assert client.get(url(table.b.reader, "workshop-calendar", undated.pk)).status_code == 404


def test_practice_is_said_on_the_plan_and_on_the_console(host, table):
    planned = room.workshop(table)
    answer = host.post(url(table.facilitator, "workshop-duplicate", planned.pk), {"practice": "yes"})
    practice = Workshop.objects.get(is_practice=True)
    assert answer.url == url(table.facilitator, "workshop", practice.pk)
    host.post(url(table.facilitator, "console-begin", practice.pk))
    assert "Practice. Nothing here counts." in text(host.get(url(table.facilitator, "console", practice.pk)))


# --- The console --------------------------------------------------------------------------------


def test_beginning_leads_to_the_console_with_the_code_of_the_room(host, table):
    planned = room.workshop(table)
    answer = host.post(url(table.facilitator, "console-begin", planned.pk))
    page = text(host.get(answer.url))
    planned.refresh_from_db()
    assert planned.host == "testserver"
    assert f"Join at testserver/j with {planned.code}" in page
    assert "Not here yet" in page


def test_one_button_moves_on_and_goes_back(host, table, made):
    first, second, _ = room.items(made)
    press = {"at": "", "item": first.pk}
    host.post(url(table.facilitator, "console-show", made.pk), press)
    for _ in range(2):
        host.post(url(table.facilitator, "console-show", made.pk), {"at": first.pk, "item": second.pk})
    assert room.fresh(made).item == second
    page = text(host.get(url(table.facilitator, "console", made.pk)))
    assert "Back to Check-in round" in page
    host.post(url(table.facilitator, "console-show", made.pk), {"at": second.pk, "item": first.pk})
    assert room.fresh(made).item == first


@pytest.mark.parametrize(
    ("minutes", "said"), [(29, "100% relationship. Guide"), (31, "100% relationship: talk-heavy. Guide")]
)
def test_the_share_of_the_first_half_hour_is_given_no_word(host, table, made, minutes, said):
    room.show(table, made, 0)
    room.show(table, made, 1)
    room.at_minutes(made, 0, minutes)
    assert said in text(host.get(url(table.facilitator, "console", made.pk)))


def test_moving_on_asks_about_named_partners_and_going_back_does_not(host, table):
    planned = room.workshop(table, agenda=agendas.FIRST)
    room.begin(table, planned)
    reveal = room.show(table, planned, 3)
    before, after = room.items(planned)[2], room.items(planned)[4]
    show = url(table.facilitator, "console-show", planned.pk)
    asked = host.post(show, {"at": reveal.pk, "item": after.pk})
    assert (asked.status_code, room.fresh(planned).item) == (200, reveal)
    assert "A, B and C have not begun their mandates." in text(asked)
    host.post(show, {"at": reveal.pk, "item": after.pk, "anyway": "yes"})
    assert room.fresh(planned).item == after
    host.post(show, {"at": after.pk, "item": before.pk})
    assert room.fresh(planned).item == before


@pytest.mark.parametrize("data", [{}, {"item": "x"}, {"item": "9" * 30}])
def test_an_item_that_is_none_is_not_found(host, table, made, data):
    assert host.post(url(table.facilitator, "console-show", made.pk), data).status_code == 404


def test_covers_time_and_results_are_buttons_that_go_both_ways(host, table, made):
    room.show(table, made, 0)
    cover = url(table.facilitator, "console-cover", made.pk)
    host.post(cover, {"cover": "blank"})
    assert "Show the wall again" in text(host.get(url(table.facilitator, "console", made.pk)))
    host.post(cover, {"cover": ""})
    host.post(cover, {"results": "hide"})
    assert "Show results again" in text(host.get(url(table.facilitator, "console", made.pk)))
    before = room.fresh(made)
    for _ in range(2):
        host.post(url(table.facilitator, "console-extend", made.pk), {"scene": before.scene})
    assert room.fresh(made).timer_ends_at - before.timer_ends_at == dt.timedelta(minutes=5)


def test_attendance_is_marked_in_the_room(host, table, made):
    at_a = url(table.facilitator, "console-attendance", made.pk, table.a.partner.pk)
    host.post(at_a, {"presence": "substitute", "substitute": "Sam Stand-in"})
    host.post(at_a, {"heard": "yes"})
    page = text(host.get(url(table.facilitator, "console", made.pk)))
    assert "1 of 3 partners here" in page
    assert "A has a substitute, Sam Stand-in: its mandate cannot be given today." in page
    assert room.attendance(made, table.a).heard


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"what": "promise", "text": "Send figures", "who": "A", "due": ""}, "Say by when"),
        (
            {"what": "promise", "text": "Send figures", "who": "", "due": "3 March 2027"},
            "Say who keeps the promise",
        ),
        ({"what": "parked", "text": "Rail", "who": "", "due": ""}, "Say who brings it back"),
        ({"what": "decision", "text": "", "who": "", "due": ""}, "Write down what was decided"),
        ({"what": "promise", "text": "x", "who": "A", "due": "soon"}, "Enter a date like 3 March 2027"),
    ],
)
def test_a_line_that_lacks_something_says_what(host, table, made, data, error):
    answer = host.post(url(table.facilitator, "console-note", made.pk), data)
    assert answer.status_code == 422
    assert error in text(answer)
    assert (Promise.objects.count(), Decision.objects.count()) == (0, 0)


def test_outcomes_are_noted_in_one_line_each(host, table, made):
    note = url(table.facilitator, "console-note", made.pk)
    host.post(note, {"what": "decision", "text": "Meet monthly", "who": "", "due": ""})
    host.post(note, {"what": "promise", "text": "Send figures", "who": "A", "due": "3 March 2027"})
    host.post(note, {"what": "parked", "text": "Rail", "who": "B", "due": "3/4/2027"})
    page = text(host.get(url(table.facilitator, "console", made.pk)))
    assert "Meet monthly" in page
    assert "Send figures A, by 3 March 2027" in page
    assert "Rail B, by 3 April 2027" in page


def test_a_fellow_looks_on_until_the_console_is_offered(client, table, made):
    fellow = room.facilitator(table)
    sign_in(client, fellow)
    console = url(fellow, "console", made.pk)
    page = text(client.get(console))
    assert "has the console in hand." in page
    assert "Blank the wall" not in page
    first = room.items(made)[0]
    refused = client.post(url(fellow, "console-show", made.pk), {"at": "", "item": first.pk})
    assert (refused.status_code, room.fresh(made).item) == (403, None)
    handing_over.offer(made, fellow.person, by=table.facilitator)
    assert "They offer it to you." in text(client.get(console))
    client.post(url(fellow, "console-hand-over", made.pk), {"accept": "yes"})
    assert "Blank the wall" in text(client.get(console))


def test_a_silent_console_can_be_continued(client, table, made):
    fellow = room.facilitator(table)
    room.lose_connection(made)
    sign_in(client, fellow)
    assert "Go on in their place" in text(client.get(url(fellow, "console", made.pk)))
    client.post(url(fellow, "console-hand-over", made.pk), {"take-over": "yes"})
    assert room.fresh(made).run_by == fellow.person


def test_the_pulse_keeps_the_console_and_says_when_it_has_changed_hands(client, host, table, made):
    fellow = room.facilitator(table)
    pulse = url(table.facilitator, "console-pulse", made.pk)
    asked = host.get(url(table.facilitator, "console", made.pk)).context
    same = {"hand": asked["hand"], "mine": "yes"}
    room.lose_connection(made)
    assert host.get(pulse, same).status_code == 204
    assert room.fresh(made).run_by_seen_at > room.fresh(made).began_at
    handing_over.offer(made, fellow.person, by=table.facilitator)
    assert "You offer the console to Fay Fellow." in text(host.get(pulse, same))
    handing_over.accept(made, by=fellow)
    assert "The console has changed hands" in text(host.get(pulse, same))


def test_ending_asks_first_and_leads_to_the_note(host, table, made):
    end = url(table.facilitator, "console-end", made.pk)
    assert "It cannot be begun again." in text(host.get(end))
    assert host.post(end).url == url(table.facilitator, "follow-up", made.pk)
    assert host.get(url(table.facilitator, "console", made.pk)).url == url(
        table.facilitator, "workshop", made.pk
    )


def test_a_vote_is_led_from_the_console(host, table, made):
    console = url(table.facilitator, "console", made.pk)
    poll = drafting.draft(
        made, question="How near?", kind="single", choices=["Near", "Far"], by=table.facilitator
    )
    for button, name in (
        ("Open the vote", "poll-open"),
        ("Close the vote", "poll-close"),
        ("Reveal the result", "poll-reveal"),
        ("Take it off the screens", "poll-take-off"),
    ):
        assert f"{button} " in text(host.get(console))
        assert host.post(url(table.facilitator, name, poll.pk), {"console": "yes"}).url == console
    assert "How near?" not in text(host.get(console))


def test_the_console_says_what_of_a_vote_is_on_the_wall_and_welcomes_only_where_the_wall_does(
    host, table, made
):
    console, welcome = url(table.facilitator, "console", made.pk), "The wall says welcome"
    assert welcome in text(host.get(console))
    poll = drafting.draft(made, question="Near?", kind="single", choices=["A", "B"], by=table.facilitator)
    for change, said in (
        (polling.open_poll, "Now A vote is on the wall: “Near?”"),
        (polling.close, "Now A vote, now closed, is on the wall: “Near?”"),
        (polling.reveal, "Now The result of a vote is on the wall: “Near?”"),
    ):
        change(poll, by=table.facilitator)
        page = text(host.get(console))
        assert (said in page, welcome in page) == (True, False)
    room.show(table, made, 0)
    polling.put_on_show(poll, by=table.facilitator)
    page = text(host.get(console))
    assert "on the wall: “Near?” Check-in round" in page and "on the wall since" not in page
    running.hide_results(made, True, by=table.facilitator)
    page = text(host.get(console))
    assert "on the wall: “Near?”" not in page and "on the wall since" in page


def test_a_consoles_main_heading_is_its_workshop_and_comes_first(host, table, made):
    room.show(table, made, 0)
    page = host.get(url(table.facilitator, "console", made.pk)).content.decode()
    levels = re.findall(r"<h(\d)[^>]*>([^<]+)", page)
    assert levels[:3] == [("1", made.title), ("2", "Now"), ("3", "Check-in round")]
    assert [level for level, _ in levels].count("1") == 1


def test_throwing_a_question_away_asks_first(host, table, made):
    poll = drafting.draft(made, question="Which?", kind="single", choices=["A", "B"], by=table.facilitator)
    address = url(table.facilitator, "poll-throw-away", poll.pk)
    assert "Throw “Which?” away?" in text(host.get(address))
    assert made.polls.count() == 1
    host.post(address)
    assert made.polls.count() == 0


def test_who_reveals_what_too_few_have_answered_is_told_before_and_after_that_nothing_is_shown(
    host, table, made
):
    poll = drafting.draft(made, question="Which?", kind="single", choices=["A", "B"], by=table.facilitator)
    polling.open_poll(poll, by=table.facilitator)
    warning = "Fewer than five people have answered, so the reveal will show no answers."
    console, page = url(table.facilitator, "console", made.pk), url(table.facilitator, "poll", poll.pk)
    assert [warning in text(host.get(address)) for address in (console, page)] == [False, False]
    polling.close(poll, by=table.facilitator)
    assert [warning in text(host.get(address)) for address in (console, page)] == [True, True]
    page = text(host.post(url(table.facilitator, "poll-reveal", poll.pk), follow=True))
    assert "fewer than five people have answered, so no answers are shown" in page
    assert "The result is on the screens" not in page


def test_a_closed_vote_is_found_on_the_console_until_it_is_revealed(host, table, made):
    poll = drafting.draft(made, question="Which?", kind="single", choices=["A", "B"], by=table.facilitator)
    polling.open_poll(poll, by=table.facilitator)
    polling.close(poll, by=table.facilitator)
    room.show(table, made, 0)
    console, link = url(table.facilitator, "console", made.pk), url(table.facilitator, "poll", poll.pk)
    assert f'href="{link}">Which?</a>' in host.get(console).content.decode()
    polling.reveal(poll, by=table.facilitator)
    room.show(table, made, 1)
    assert link not in host.get(console).content.decode()


def test_a_console_that_stays_open_after_the_end_keeps_neither_code_nor_wall(host, table, made):
    page = host.get(url(table.facilitator, "console", made.pk)).content.decode()
    assert len(re.findall(r"<(?:span|a)[^>]*rt-until-over", page)) == 2 and "data-over" not in page
    key = console_key(made, table.facilitator.person)
    room.end(table, made)
    assert "data-over" in host.get(f"/live/console/{key}/now/").content.decode()


def test_ending_waits_for_an_open_vote_and_says_where_it_is_closed(host, table, made):
    poll = drafting.draft(
        made, question="How near?", kind="single", choices=["Near", "Far"], by=table.facilitator
    )
    polling.open_poll(poll, by=table.facilitator)
    polling.take_off(poll, by=table.facilitator)
    assert "A vote is still open: “How near?”." in text(
        host.get(url(table.facilitator, "console-end", made.pk))
    )
    assert "Not on the screens" in text(host.get(url(table.facilitator, "console", made.pk)))
    polling.close(poll, by=table.facilitator)
    assert "It cannot be begun again." in text(host.get(url(table.facilitator, "console-end", made.pk)))


def test_the_forms_of_a_console_work_without_a_script(table, made):
    browser = sign_in(Client(enforce_csrf_checks=True), table.facilitator)
    page = browser.get(url(table.facilitator, "console", made.pk)).content.decode()
    form = page.partition(f'action="{url(table.facilitator, "console-cover", made.pk)}"')[2]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    press = {"cover": "blank", "csrfmiddlewaretoken": token}
    assert browser.post(url(table.facilitator, "console-cover", made.pk), press).status_code == 302
    assert room.fresh(made).cover == "blank"


def test_what_is_open_from_before_stands_on_the_console_and_is_settled_there(host, table, made):
    promise = outcomes.promise(made, "Send figures", owner="A", due=build.DAY, by=table.facilitator)
    room.end(table, made)
    room.running_workshop(table, title="Workshop 2")
    later = Workshop.objects.running().get()
    console = url(table.facilitator, "console", later.pk)
    assert "Open from before Send figures A, by 1 March 2027" in text(host.get(console))
    answer = host.post(url(table.facilitator, "promise", promise.pk), {"became": "kept"})
    assert (answer.url, Promise.objects.get().state) == (console, PromiseState.KEPT)


def test_another_day_is_given_on_the_promise_itself(host, table, made):
    promise = outcomes.promise(made, "Send figures", owner="A", due=build.DAY, by=table.facilitator)
    page = url(table.facilitator, "promise", promise.pk)
    assert "Enter the new day" in text(host.post(page, {"became": "another-day"}))
    host.post(page, {"became": "another-day", "due_day": "8", "due_month": "3", "due_year": "2027"})
    assert Promise.objects.get().due == dt.date(2027, 3, 8)


def test_the_page_of_a_promise_says_that_its_day_has_passed(host, table, made):
    late, early = timezone.localdate() - dt.timedelta(days=1), timezone.localdate()
    for due, said in ((late, True), (early, False)):
        promise = outcomes.promise(made, f"By {due}", owner="A", due=due, by=table.facilitator)
        page = text(host.get(url(table.facilitator, "promise", promise.pk)))
        assert ("Open, past its day" in page) == said


def test_table_cards_carry_the_way_in_while_it_is_open(host, table, made):
    page = host.get(url(table.facilitator, "workshop-cards", made.pk)).content.decode()
    assert page.count(f'<p class="rt-cards__code">{made.code}</p>') == 8
    assert page.count('class="segno"') == 8
    room.end(table, made)
    assert "made when the workshop begins" in text(
        host.get(url(table.facilitator, "workshop-cards", made.pk))
    )


def test_the_run_sheet_prints_with_its_methods(host, table):
    planned = room.workshop(table, agenda=agendas.ONE_TO_ONE, kind="one-to-one", partner=table.a.partner)
    assert agendas.ONE_TO_ONE.items[0].method in text(
        host.get(url(table.facilitator, "workshop-print", planned.pk))
    )


# --- The note -----------------------------------------------------------------------------------


def test_partners_find_a_note_when_it_is_shared_and_can_correct_it(client, table):
    made = room.held(table)
    lead = table.a.lead
    sign_in(client, lead)
    assert client.get(url(lead, "follow-up", made.pk)).status_code == 404
    note = follow_up.write(made, "Buses matter", by=table.facilitator)
    assert client.get(url(lead, "follow-up", made.pk)).status_code == 404
    follow_up.share(note, by=table.facilitator)
    assert "Buses matter" in text(client.get(url(lead, "follow-up", made.pk)))
    client.post(url(lead, "follow-up-correct", made.pk), {"text": "Trams, not buses"})
    sign_in(client, table.facilitator)
    said = note.corrections.get()
    client.post(url(table.facilitator, "correction-answer", made.pk, said.pk), {"answer": "Changed"})
    said.refresh_from_db()
    assert (said.text, said.partner, said.answer) == ("Trams, not buses", table.a.partner, "Changed")


def test_what_is_saved_on_a_note_is_said_by_each_button(host, table):
    made = room.held(table)
    note = follow_up.write(made, "Buses matter", by=table.facilitator)
    follow_up.share(note, by=table.facilitator)
    for text in ("Trams, not buses", "Trains, not trams"):
        follow_up.correct(note, text, by=table.a.lead)
    page = host.get(url(table.facilitator, "follow-up", made.pk)).content.decode()
    buttons = [
        " ".join(re.sub(r"<[^>]+>", "", found).split()) for found in re.findall(r">(Save.*?)</button>", page)
    ]
    assert buttons == [
        "Save the note",
        "Save the answer to A, correction 1",
        "Save the answer to A, correction 2",
    ]


def test_nothing_typed_and_not_saved_is_left_out_of_the_final_note(host, table):
    made = room.held(table)
    note = follow_up.write(made, "Buses matter", by=table.facilitator)
    follow_up.share(note, by=table.facilitator)
    shown = {"seen": follow_up.mark_of(note), "read": follow_up.mark_of_whole(note)}
    final = url(table.facilitator, "follow-up-final", made.pk)
    typed = host.post(final, shown | {"heard": "Buses matter\r\nTrams too"})
    assert typed.status_code == 422
    assert "Trams too" in text(typed) and "Save it first" in text(typed)
    follow_up.write(made, "Boats matter", by=table.facilitator)
    stale = host.post(final, shown | {"heard": "Buses matter"})
    assert stale.status_code == 409
    assert "Boats matter" in text(stale) and "The note is not final yet" in text(stale)
    assert not FollowUp.objects.get().is_final
    page = stale.content.decode()
    fresh = {name: re.search(f'name="{name}" value="([^"]+)"', page)[1] for name in shown}
    assert host.post(final, fresh | {"heard": "Boats matter"}).status_code == 302
    assert FollowUp.objects.get().is_final


def test_the_word_copy_is_a_document(host, table):
    made = room.held(table)
    follow_up.write(made, "Buses matter", by=table.facilitator)
    answer = host.get(url(table.facilitator, "follow-up-word", made.pk))
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert answer["Content-Disposition"].endswith('.docx"')
