"""A careless hand: pressed twice, sent from yesterday's page, pasted from anywhere. Nothing breaks, and nothing is done twice."""

from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse

from facilitation.models import Attendance, Correction, Decision, FollowUp, Move, ParkedItem, Promise
from facilitation.workshops import follow_up, outcomes
from tests import build, room
from tests.voting import Room

pytestmark = pytest.mark.django_db


def signed_in(actor):
    client = Client()
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(actor, name, *args):
    return reverse(name, args=(actor.partnership.slug, actor.seat, *args))


@pytest.fixture
def host(table):
    return signed_in(table.facilitator)


# --- Nothing breaks -----------------------------------------------------------------------------


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//", "null", "http://[x]/", "\x00"])
def test_a_vote_from_an_origin_that_is_none_is_refused_and_breaks_nothing(table, origin):
    where = Room(table)
    poll, phone = where.ask("POLL-03"), where.phone()
    answer = phone.client.post(
        f"{phone.at}vote/", {"poll": poll.pk, "choice": "A"}, headers={"Origin": origin}
    )
    assert (answer.status_code, poll.ballots.count()) == (403, 0)


@pytest.mark.parametrize("bring", [room.workshop, room.held])
def test_a_line_sent_from_a_console_that_is_not_open_is_refused_in_words(host, table, bring):
    made = bring(table)
    for text in ("", "Meet monthly"):
        answer = host.post(
            url(table.facilitator, "console-note", made.pk), {"what": "decision", "text": text}
        )
        assert answer.status_code in (302, 403, 422)


def test_who_corrects_a_note_that_nobody_has_written_is_refused_in_words(host, table):
    held = room.held(table)
    answer = host.post(url(table.facilitator, "follow-up-correct", held.pk), {"text": "It was Tuesday"})
    assert (answer.status_code, Correction.objects.count()) == (403, 0)


def test_a_substitute_pasted_with_what_cannot_be_seen_is_kept_as_it_reads(host, table):
    made = room.running_workshop(table)
    sent = {"presence": "substitute", "substitute": "Sam\x00\x01\r\nBcc: all\u202e Stand\u200b-in"}
    answer = host.post(url(table.facilitator, "console-attendance", made.pk, table.a.partner.pk), sent)
    assert answer.status_code == 302
    assert (
        Attendance.objects.get(workshop=made, partner=table.a.partner).substitute == "Sam Bcc: all Stand-in"
    )
    note = follow_up.write(room.end(table, made), "Heard", by=table.facilitator)
    answer = host.get(url(table.facilitator, "follow-up-word", made.pk))
    cells = [
        cell.text for row in docx.Document(BytesIO(answer.content)).tables[-1].rows for cell in row.cells
    ]
    assert "Substitute: Sam Bcc: all Stand-in" in cells
    assert note.pk


def test_a_reason_pasted_at_any_length_is_asked_for_again_and_kept_as_it_reads(host, table):
    step = {"from_step": "mandate", "to_step": "vision"}
    at = url(table.facilitator, "desk-move")
    for reason in ("\x00\u200b", "Long " * 300):
        assert host.post(at, step | {"reason": reason}).status_code == 422
    assert host.post(at, step | {"reason": "The diary\x00 says\u202e so"}).status_code == 302
    assert list(Move.objects.values_list("reason", flat=True)) == ["The diary says so"]


# --- Nothing is done twice, and nothing is lost -------------------------------------------------


def test_a_line_noted_twice_at_once_is_noted_once(host, table):
    made = room.running_workshop(table)
    for what, model in (("decision", Decision), ("promise", Promise), ("parked", ParkedItem)):
        sent = {"what": what, "text": "Send figures", "who": "A", "due": "3/3/2027"}
        for _ in range(2):
            host.post(url(table.facilitator, "console-note", made.pk), sent)
        assert model.objects.count() == 1
    host.post(url(table.facilitator, "console-note", made.pk), sent | {"who": "B"})
    assert ParkedItem.objects.count() == 2, "another promise in the same words is another one"


def test_a_correction_sent_twice_is_one(table):
    held = room.held(table)
    follow_up.share(follow_up.write(held, "Heard", by=table.facilitator), by=table.facilitator)
    for _ in range(2):
        signed_in(table.a.lead).post(
            url(table.a.lead, "follow-up-correct", held.pk), {"text": "It was Tuesday"}
        )
    assert Correction.objects.count() == 1


def test_of_two_facilitators_who_write_the_note_neither_overwrites_the_other_unseen(host, table):
    held = room.held(table)
    follow_up.write(held, "As it was", by=table.facilitator)
    at, save = (url(table.facilitator, name, held.pk) for name in ("follow-up", "follow-up-write"))
    begun = host.get(at).context["form"].initial["seen"]
    assert host.post(save, {"heard": "Mine", "seen": begun}).status_code == 302
    late = host.post(save, {"heard": "Theirs", "seen": begun})
    page = late.content.decode()
    assert (late.status_code, "Mine" in page, "Theirs" in page) == (409, True, True)
    assert FollowUp.objects.get().heard == "Mine"
    again = late.context["form"].data["seen"]
    assert host.post(save, {"heard": "Mine and theirs", "seen": again}).status_code == 302
    assert host.post(save, {"heard": "Mine and theirs", "seen": again}).status_code == 302, "sent twice"
    assert FollowUp.objects.get().heard == "Mine and theirs"


def test_who_is_second_to_settle_a_promise_is_told_what_the_first_said(host, table):
    made = room.running_workshop(table)
    promise = outcomes.promise(made, "Send figures", owner="A", due=build.DAY, by=table.facilitator)
    at = url(table.facilitator, "promise", promise.pk)
    host.post(at, {"became": "kept"})
    page = host.post(at, {"became": "missed"}, follow=True).content.decode()
    assert Promise.objects.get().state == "kept"
    assert "Somebody has said already what became of “Send figures”" in page
