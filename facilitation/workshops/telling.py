"""Saying what has happened in a workshop: to the history, and to every open screen."""

from __future__ import annotations

from facilitation.live.wake import announce
from facilitation.models import Workshop
from facilitation.workshops.planning import quoted
from partnerships.history import note
from partnerships.models import Actor


def told(verb: str, text: str, workshop: Workshop, by: Actor, *, group: bool = False) -> None:
    """One line of history, and a hint to every screen. What happens by the minute is not for the group's own page."""
    text = f"Practice: {text}" if workshop.is_practice else text
    note(verb, text, by=by, round_=workshop.round, group=group and workshop.is_for_all)
    announce(workshop.pk)


def small(verb: str, text: str, workshop: Workshop, by: Actor) -> None:
    Workshop.objects.filter(pk=workshop.pk).touch()
    told(verb, f"{text} in {quoted(workshop)}", workshop, by)
