"""What happened in the room during a round, as its record keeps it: what everybody took part in, and no practice.

Of a vote there is what was revealed, by the same thresholds as on the wall. One-to-ones are within the effort share and
nowhere else.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from facilitation.documents.comparing import Plain
from facilitation.models import Attendance, ParkedItem, Poll, Promise, Workshop
from facilitation.models.workshops import FOR_ALL
from facilitation.polls.pulse import pulse_document
from facilitation.polls.results import result
from facilitation.polls.shown import Bar
from facilitation.vocabulary import PollState, Presence
from facilitation.workshops.effort import reading, round_effort, workshop_effort
from partnerships.models import Round


def room_of(round_: Round, *, before: Plain) -> Plain:
    """`before` is what the record before this one says of its room, which the time is set beside."""
    held = Workshop.objects.in_round(round_).for_all().ended()
    return {
        "effort": _effort(round_, before),
        "workshops": [_workshop(one) for one in held],
        "promises": [
            _promise(one, timezone.localdate(round_.closed_at))
            for one in _still_in_mind(Promise.objects.all(), round_)
        ],
        "parked": [_parked(one) for one in _still_in_mind(ParkedItem.objects.all(), round_)],
        "polls": [_poll(one) for one in _revealed(round_)],
        "pulse": pulse_document(round_),
    }


def _day(value: dt.date | None) -> str:
    if isinstance(value, dt.datetime):
        value = timezone.localdate(value)
    return value.isoformat() if value else ""


# --- Time ---------------------------------------------------------------------------------------


def _effort(round_: Round, before: Plain) -> Plain | None:
    found = reading(round_effort(round_), round_.partnership)
    if not found.effort:
        return None
    earlier = (before.get("effort") or {}).get("percent")
    return {
        "minutes": float(round(found.effort.minutes, 1)),
        "relationship": float(round(found.effort.relationship, 1)),
        "planned": float(round(found.effort.planned, 1)),
        "share": float(found.effort.share or 0),
        "percent": found.effort.percent,
        "guide": found.guide,
        "low": found.low,
        "high": found.high,
        "word": found.word,
        "sentence": found.sentence,
        "earlier": earlier,
    }


def _workshop(held: Workshop) -> Plain:
    effort = workshop_effort(held)
    return {
        "title": held.title,
        "kind": held.get_kind_display(),
        "held_on": _day(held.held_on or held.ended_at),
        "place": held.place,
        "minutes": round(effort.minutes),
        "percent": effort.percent,
        "source": effort.source,
        "presence": [_present(one) for one in held.attendances.select_related("partner")],
        "decisions": [
            {"text": one.text, "by": one.decided_by, "replaces": one.replaces.text if one.replaces else ""}
            for one in held.decisions.select_related("replaces")
        ],
    }


def _present(one: Attendance) -> Plain:
    absent = one.presence == Presence.EXPECTED
    return {
        "partner": one.partner.slug,
        "word": "Did not come" if absent else one.get_presence_display(),
        "substitute": one.substitute,
        "heard": one.heard,
    }


# --- What was promised and parked ---------------------------------------------------------------


def _still_in_mind(rows: QuerySet[Any], round_: Round) -> QuerySet[Any]:
    """Of this round, and of the rounds before what was open when it began."""
    ours = rows.filter(
        workshop__round__partnership=round_.partnership_id,
        workshop__round__number__lte=round_.number,
        workshop__kind__in=FOR_ALL,
        workshop__is_practice=False,
    )
    open_then = Q(settled_at=None) | Q(settled_at__gte=round_.opened_at)
    return ours.filter(Q(workshop__round=round_) | open_then).select_related("workshop__round")


def _promise(made: Promise, on: dt.date) -> Plain:
    return {
        "text": made.text,
        "owner": made.owner,
        "partner": made.partner.slug if made.partner else "",
        "due": _day(made.due),
        "state": made.state,
        "words": made.words_on(on),
        "made": {"round": made.workshop.round.number, "workshop": made.workshop.title},
        "renegotiations": [
            {"was_due": _day(one.was_due), "now_due": _day(one.now_due), "in_time": one.in_time}
            for one in made.renegotiations.all()
        ],
    }


def _parked(item: ParkedItem) -> Plain:
    return {
        "text": item.text,
        "owner": item.owner,
        "due": _day(item.due),
        "settled_as": item.settled_as,
        "settled_on": _day(item.settled_at),
        "made": {"round": item.workshop.round.number, "workshop": item.workshop.title},
    }


# --- Votes --------------------------------------------------------------------------------------


def _revealed(round_: Round) -> QuerySet[Poll]:
    asked = Poll.objects.filter(workshop__in=Workshop.objects.in_round(round_).for_all())
    revealed = asked.filter(state=PollState.REVEALED).order_by("revealed_at", "pk")
    return revealed.select_related("workshop__round__partnership", "about", "asked_before")


def _poll(poll: Poll) -> Plain:
    found = result(poll)
    return {
        "workshop": poll.workshop.title,
        "code": poll.code,
        "question": found.question,
        "kind": found.kind.name,
        "by_name": found.is_by_name,
        "turnout": found.turnout,
        "finding": found.finding,
        "gap": found.gap_words,
        "source": found.source if found.has_figures else "",
        "answers": [_answer(bar) for bar in found.bars] if found.has_figures or found.has_hands else [],
        "texts": [{"text": text.text, "count": text.count} for text in found.texts],
        "parts": [
            {"label": part.label, "answers": part.answers, "figures": list(part.figures)}
            for part in found.parts
        ],
    }


def _answer(bar: Bar) -> Plain:
    return {
        "label": bar.label,
        "figure": bar.figure,
        "share": bar.share,
        "hands": bar.hands,
        "published": bar.benchmark_words,
        "names": list(bar.names),
    }
