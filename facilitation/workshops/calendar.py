"""A workshop as a calendar file that any diary takes in."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from icalendar import Calendar, Event

from facilitation.models import Workshop
from facilitation.workshops.timing import total_minutes


def calendar_of(workshop: Workshop, *, host: str) -> bytes:
    """Without a time of day it fills the day. The number stays, so a diary that has it already moves the entry."""
    event = Event()
    event.add("uid", f"workshop-{workshop.pk}@{host}")
    event.add("summary", f"{workshop.round.partnership.name}: {workshop.title}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", workshop.scene)
    if workshop.place:
        event.add("location", workshop.place)
    begins = _begins(workshop.held_on or timezone.localdate(), workshop.starts_at)
    event.add("dtstart", begins)
    event.add("dtend", begins + _length(workshop))
    calendar = Calendar()
    calendar.add("prodid", "-//Roundtable//Workshops//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _begins(day: dt.date, starts_at: dt.time | None) -> dt.date | dt.datetime:
    if starts_at is None:
        return day
    return timezone.make_aware(dt.datetime.combine(day, starts_at)).astimezone(dt.UTC)


def _length(workshop: Workshop) -> dt.timedelta:
    if workshop.starts_at is None:
        return dt.timedelta(days=1)
    return dt.timedelta(minutes=total_minutes(workshop) or 60)
