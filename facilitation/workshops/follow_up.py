"""The note that follows a workshop: what we heard, decided, promised, parked.

Shared, corrected by the partners, then final: frozen as a document, from which page, PDF and Word copy are made.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from facilitation.live.wake import announce
from facilitation.models import Attendance, Correction, FollowUp, Issue, Workshop
from facilitation.papers import Paper, already_issued, issue
from facilitation.vocabulary import Presence
from facilitation.workshops.effort import reading, workshop_effort
from facilitation.workshops.planning import quoted
from facilitation.workshops.rules import NO_NOTE, may_correct, may_run, may_write_note
from partnerships.history import note
from partnerships.models import Actor
from partnerships.rulings import ALLOWED, insist, refused
from partnerships.vocabulary import Marking
from partnerships.wordings import canonical, digest_of

Plain = dict[str, Any]

MOST_SIDES = 20

NOT_ENDED = refused("The workshop has not ended yet. End it first, then write its note.")
NOT_SHARED = refused("Nobody has read this note yet. Share it first, so that partners can correct it.")
UNANSWERED = refused(
    "Some corrections have no answer yet. Say of each what was done, then make the note final."
)
NOT_FINAL = refused("This note is not final yet, so it cannot be issued.")


# --- From draft to final ------------------------------------------------------------------------


class Overtaken(Exception):
    """Somebody else has changed the note since this was begun. Nothing was saved."""


def mark_of(follow_up: FollowUp) -> str:
    """Which words a change began from."""
    return mark_of_words(follow_up.heard)


def mark_of_words(heard: str) -> str:
    return digest_of(heard.strip())[:16]


def mark_of_whole(follow_up: FollowUp) -> str:
    """Which note somebody looks at before it becomes final, with what comes from the workshop and the corrections."""
    return digest_of(canonical(document_of(follow_up)))[:16]


@transaction.atomic
def write(workshop: Workshop, heard: str, *, seen: str = "", by: Actor) -> FollowUp:
    """Save what we heard. What was decided, promised and parked comes from the workshop itself.

    `seen` is the mark of the words that this was begun from. Raises `Overtaken` if they are not those any more.
    """
    insist(may_run(by, workshop))
    insist(ALLOWED if workshop.is_for_all else NO_NOTE)
    insist(ALLOWED if workshop.is_over else NOT_ENDED)
    follow_up, _ = FollowUp.objects.get_or_create(workshop=workshop)
    follow_up = _held(follow_up)
    insist(may_write_note(by, follow_up))
    if seen and mark_of(follow_up) not in (seen, mark_of_words(heard)):
        raise Overtaken
    FollowUp.objects.filter(pk=follow_up.pk, final_at=None).update(heard=heard.strip())
    follow_up.refresh_from_db()
    _said("note written", "Wrote the note", follow_up, by, group=False)
    return follow_up


@transaction.atomic
def share(follow_up: FollowUp, *, by: Actor) -> bool:
    """Let the partners read it and say what is wrong. False if it is shared already."""
    insist(may_write_note(by, follow_up))
    shared = FollowUp.objects.filter(pk=follow_up.pk, shared_at=None).update(shared_at=timezone.now())
    follow_up.refresh_from_db()
    if shared:
        _said("note shared", "Shared the note", follow_up, by)
    return bool(shared)


@transaction.atomic
def correct(follow_up: FollowUp, text: str, *, by: Actor) -> Correction:
    """A partner says what is wrong. Said again before it is answered, it is the same correction."""
    insist(may_correct(by, _held(follow_up)))
    unanswered = follow_up.corrections.filter(answered_at=None)
    if before := unanswered.filter(partner=by.partner, said_by=by.person, text=text.strip()).first():
        return before
    made = Correction.objects.create(
        follow_up=follow_up, partner=by.partner, text=text.strip(), said_by=by.person
    )
    _said("note corrected", f"{by.seat_name} asked for a correction of the note", follow_up, by)
    return made


@transaction.atomic
def answer(correction: Correction, words: str, *, by: Actor) -> None:
    """Say what was done about a correction."""
    insist(may_write_note(by, _held(correction.follow_up)))
    correction.answer, correction.answered_at = words.strip(), timezone.now()
    correction.save(update_fields=["answer", "answered_at"])
    _said("correction answered", "Answered a correction of the note", correction.follow_up, by)


@transaction.atomic
def make_final(follow_up: FollowUp, *, read: str | None = None, by: Actor) -> bool:
    """Freeze the note. False if it is final already. Its papers are made afterwards: they take seconds.

    `read` is the mark of the whole note as the person saw it. Raises `Overtaken` if it is not that any more.
    """
    follow_up = _held(follow_up)
    if follow_up.is_final:
        return False
    insist(may_write_note(by, follow_up))
    insist(ALLOWED if follow_up.shared_at else NOT_SHARED)
    insist(UNANSWERED if follow_up.corrections.filter(answered_at=None).exists() else ALLOWED)
    if read is not None and mark_of_whole(follow_up) != read:
        raise Overtaken
    frozen = canonical(document_of(follow_up))
    final = FollowUp.objects.filter(pk=follow_up.pk, final_at=None).update(
        final_at=timezone.now(), final_by=by.person, frozen=frozen
    )
    _said("note final", "Finished the note", follow_up, by)
    return bool(final)


def _held(follow_up: FollowUp) -> FollowUp:
    """Locked until the transaction ends, and as it is now: nobody corrects what is just becoming final."""
    return FollowUp.objects.select_for_update(no_key=True, of=("self",)).get(pk=follow_up.pk)


def _said(verb: str, text: str, follow_up: FollowUp, by: Actor, *, group: bool = True) -> None:
    workshop = follow_up.workshop
    note(verb, f"{text} of {quoted(workshop)}", by=by, round_=workshop.round, group=group)
    announce(workshop.pk)


# --- The document -------------------------------------------------------------------------------


def document_of(follow_up: FollowUp) -> Plain:
    """The note as one plain document: frozen once it is final, as things stand before."""
    if follow_up.frozen:
        return json.loads(follow_up.frozen)
    workshop = follow_up.workshop
    return {
        "title": workshop.title,
        "held_on": _day(workshop.held_on or workshop.ended_at),
        "place": workshop.place,
        "heard": [line for line in follow_up.heard.splitlines() if line.strip()],
        "decided": [
            {"text": one.text, "by": one.decided_by, "replaces": one.replaces.text if one.replaces else ""}
            for one in workshop.decisions.select_related("replaces")
        ],
        "promised": [
            {
                "text": one.text,
                "owner": one.owner,
                "due": _day(one.due),
                "state": one.get_state_display(),
            }
            for one in workshop.promises.all()
        ],
        "parked": [
            {"text": one.text, "owner": one.owner, "due": _day(one.due)} for one in workshop.parkeditems.all()
        ],
        "presence": [_present(one) for one in workshop.attendances.select_related("partner")],
        "time": _time(workshop),
        "corrections": [
            {
                "partner": one.partner.short_name if one.partner else "",
                "text": one.text,
                "answer": one.answer,
            }
            for one in follow_up.corrections.select_related("partner")
        ],
    }


def _present(one: Attendance) -> Plain:
    absent = one.presence == Presence.EXPECTED
    word = "Did not come" if absent else one.get_presence_display()
    return {
        "partner": one.partner.name,
        "word": f"{word}: {one.substitute}" if one.substitute else word,
    }


def _time(workshop: Workshop) -> str:
    """How much of it went on relationships, with where the figure comes from."""
    found = reading(workshop_effort(workshop), workshop.round.partnership)
    if not found.effort:
        return ""
    source = f" ({found.effort.source})" if found.effort.source else ""
    return f"{found.effort.percent}% of the time went on relationships{source}. {found.guide_words}."


def _day(value: Any) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value).date() if hasattr(value, "hour") else value
    return local.isoformat()


# --- The papers ---------------------------------------------------------------------------------


def kind_of(workshop: Workshop) -> str:
    """One line of issues for each workshop."""
    return f"note-{workshop.pk}"


def paper(follow_up: FollowUp) -> Paper:
    document = document_of(follow_up)
    workshop = follow_up.workshop
    return Paper(
        kind=kind_of(workshop),
        template="papers/follow_up.html",
        title=f"Note of {workshop.title}"[:200],
        round=workshop.round,
        digest=digest_of(follow_up.frozen) if follow_up.frozen else "",
        recipient="For everybody who took part",
        purpose="for information",
        status="FINAL" if follow_up.is_final else "DRAFT",
        contents=[partial(dict, note=document)],
        most_sides=MOST_SIDES,
        marking=Marking.OFFICIAL,
    )


def issue_note(follow_up: FollowUp, *, by: Actor) -> Issue:
    """Keep the final note's bytes as page and PDF, once. Raises `pdf.PdfFailed`, and can then be tried again."""
    insist(may_run(by, follow_up.workshop))
    insist(ALLOWED if follow_up.is_final else NOT_FINAL)
    return issue(paper(follow_up), by=by, number=1)


def issued_note(follow_up: FollowUp) -> Issue | None:
    return already_issued(paper(follow_up), 1)
