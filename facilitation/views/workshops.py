"""Workshops as everybody reads them: the list, one agenda, its calendar file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify

from facilitation.models import Workshop
from facilitation.workshops import timing
from facilitation.workshops.agendas import READY
from facilitation.workshops.calendar import calendar_of
from facilitation.workshops.effort import Reading, planned_effort, reading, round_effort, workshop_effort
from partnerships.models import Actor, Round
from partnerships.views.access import seated
from partnerships.views.table import anybody_seated


def readable(actor: Actor) -> QuerySet[Workshop]:
    """A facilitator sees all; a partner what everybody takes part in, and what is held with itself."""
    found = Workshop.objects.filter(round__partnership=actor.partnership).select_related(
        "round__partnership", "partner", "run_by", "offered_to", "item", "poll"
    )
    if actor.facilitates:
        return found
    return found.for_all() | found.real().filter(partner=actor.partner, partner__isnull=False)


def workshop_or_404(actor: Actor, number: int) -> Workshop:
    return get_object_or_404(readable(actor), pk=number)


def time_of_round(request: HttpRequest) -> dict[str, Any]:
    """For the page that everybody has in common, which the domain draws and knows nothing of workshops. Read if asked for."""
    return {"time_of_round": partial(_time_of_round, request)}


def _time_of_round(request: HttpRequest) -> Reading | None:
    round_ = getattr(request, "round", None)
    return reading(round_effort(round_), round_.partnership) if round_ else None


@seated(anybody_seated)
def workshops(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    found = list(readable(actor).in_round(round_).prefetch_related("items", "follow_up"))
    earlier = readable(actor).exclude(round=round_).order_by("-round__number", "held_on", "pk")
    context = {
        "title": "Workshops",
        "to_come": [(one, timing.ends_at(one)) for one in found if not one.is_over],
        "held": [one for one in found if one.is_over],
        "earlier": earlier.select_related("round"),
        "effort": reading(round_effort(round_), actor.partnership),
    }
    return render(request, "facilitation/workshops.html", context)


@seated(anybody_seated)
def workshop(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """A facilitator gets the run sheet to work on, everybody else the agenda without method notes."""
    found = workshop_or_404(actor, workshop)
    template = "workshop_plan" if actor.facilitates else "workshop_agenda"
    return render(request, f"facilitation/{template}.html", plan_context(found))


def plan_context(workshop: Workshop) -> dict[str, Any]:
    items = list(workshop.items.all())
    found = workshop_effort(workshop) if workshop.is_over else planned_effort(items)
    return {
        "title": workshop.title,
        "workshop": workshop,
        "slots": timing.slots(workshop, items),
        "minutes": sum(item.minutes for item in items),
        "ends_at": timing.ends_at(workshop),
        "effort": reading(found, workshop.round.partnership),
        "changes": workshop.class_changes.select_related("by"),
        "ready": READY,
        "note": getattr(workshop, "follow_up", None),
    }


@seated(anybody_seated)
def workshop_calendar(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    if found.held_on is None:
        raise Http404
    name = slugify(f"{actor.partnership.slug} {found.title}") or "workshop"
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    file = calendar_of(found, host=request.get_host())
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)
