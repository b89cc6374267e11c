"""The facilitator's console: what is on the wall, what comes next, and who is in the room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from facilitation.live.console import EXTRA
from facilitation.live.keys import console_key, wall_key
from facilitation.live.scenes import own_console
from facilitation.models import AgendaItem, Attendance, Workshop
from facilitation.room_forms import DECISION, PROMISE, OutcomeForm
from facilitation.views.workshops import workshop_or_404
from facilitation.vocabulary import Cover, Presence
from facilitation.workshops import handing_over, outcomes, running
from facilitation.workshops.rules import is_lost
from partnerships.models import Actor, Person, Round
from partnerships.rules import may_facilitate
from partnerships.text import clean_line, whole
from partnerships.views.access import go, seated

LONGEST_HOST = Workshop._meta.get_field("host").max_length


# --- The page -----------------------------------------------------------------------------------


@require_safe
@seated(may_facilitate)
def console(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    if not found.is_running:
        return go(actor, "workshop", found.pk)
    handing_over.seen(found, by=actor)
    return _page(request, actor, found, OutcomeForm())


def _page(request: HttpRequest, actor: Actor, found: Workshop, note: OutcomeForm) -> HttpResponse:
    hand = _in_whose_hand(found, actor)
    key = console_key(found, actor.person)
    context = hand | {
        "title": found.title,
        "workshop": found,
        "note": note,
        "live": own_console(key, found, in_hand=hand["mine"], token=get_token(request)),
        "wall_url": reverse("wall", args=(wall_key(found),)),
    }
    return render(request, "facilitation/console.html", context, status=422 if note.errors else 200)


def _in_whose_hand(found: Workshop, actor: Actor) -> dict[str, Any]:
    """What differs from facilitator to facilitator. `hand` is equal as long as all of it is."""
    mine = found.run_by_id == actor.person.pk
    lost = not mine and is_lost(found)
    return {
        "mine": mine,
        "offered_to_me": found.offered_to_id == actor.person.pk,
        "lost": lost,
        "fellows": handing_over.co_facilitators(found) if mine else [],
        "hand": f"{found.run_by_id}-{found.offered_to_id or 0}-{int(lost)}",
    }


@require_safe
@seated(may_facilitate)
def console_pulse(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Asked again and again by an open console: it is there, and hears if the console has changed hands. 204 if not."""
    found = workshop_or_404(actor, workshop)
    handing_over.seen(found, by=actor)
    context = {"workshop": found} | _in_whose_hand(found, actor)
    if request.GET.get("hand") == context["hand"]:
        return HttpResponse(status=204)
    was_mine = request.GET.get("mine") == "yes"
    context |= {"was_mine": was_mine, "behind": was_mine != context["mine"]}
    return render(request, "facilitation/console_hand.html", context)


# --- Moving the room ----------------------------------------------------------------------------


@require_POST
@seated(may_facilitate)
def console_begin(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    if not running.begin(found, host=request.get_host()[:LONGEST_HOST], by=actor):
        messages.info(request, f"“{found.title}” was begun already, by {found.run_by}.")
    return go(actor, "console", found.pk)


@require_POST
@seated(may_facilitate)
def console_show(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Go to an item; on the way forward ask first if partners are unfinished."""
    found = workshop_or_404(actor, workshop)
    item = get_object_or_404(found.items, pk=_number(request, "item") or 0)
    at = _number(request, "at")
    if found.item_id == at and _asks(request, found, item):
        context = {
            "title": "Not everybody is finished",
            "workshop": found,
            "item": item,
            "unfinished": running.unfinished(found),
        }
        return render(request, "facilitation/console_ask.html", context)
    if not running.show(found, item, at=at, by=actor):
        found.refresh_from_db()
        messages.info(request, f"The room had moved already. “{found.item or found.title}” is on the wall.")
    return go(actor, "console", found.pk)


def _asks(request: HttpRequest, found: Workshop, item: AgendaItem) -> bool:
    onward = found.item is not None and item.place > found.item.place
    return onward and "anyway" not in request.POST and bool(running.unfinished(found))


def _number(request: HttpRequest, name: str) -> int | None:
    return whole(request.POST.get(name, ""))


@require_POST
@seated(may_facilitate)
def console_extend(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    running.extend(found, EXTRA, at_scene=_number(request, "scene") or 0, by=actor)
    return go(actor, "console", found.pk)


@require_POST
@seated(may_facilitate)
def console_cover(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Blank, the join card, the results: each on or off."""
    found = workshop_or_404(actor, workshop)
    if "results" in request.POST:
        running.hide_results(found, request.POST["results"] == "hide", by=actor)
    elif request.POST.get("cover", "") in Cover.values:
        running.cover(found, Cover(request.POST.get("cover", "")), by=actor)
    return go(actor, "console", found.pk)


@seated(may_facilitate)
def console_end(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    if request.method == "POST":
        running.end(found, by=actor)
        return go(actor, "follow-up", found.pk) if found.is_for_all else go(actor, "workshop", found.pk)
    context = {
        "title": f"End “{found.title}”?",
        "workshop": found,
        "promises": found.promises.count(),
        "poll": found.polls.open().first(),
    }
    return render(request, "facilitation/console_end.html", context)


# --- The room -----------------------------------------------------------------------------------


@require_POST
@seated(may_facilitate)
def console_attendance(
    request: HttpRequest, actor: Actor, round_: Round, workshop: int, partner: int
) -> HttpResponse:
    found = get_object_or_404(Attendance, workshop=workshop_or_404(actor, workshop), partner__pk=partner)
    presence = request.POST.get("presence", "")
    if presence in Presence.values:
        running.mark_presence(
            found,
            Presence(presence),
            substitute=clean_line(request.POST.get("substitute", ""))[:120],
            by=actor,
        )
    elif "heard" in request.POST:
        running.mark_heard(found, request.POST["heard"] == "yes", by=actor)
    return go(actor, "console", workshop)


@require_POST
@seated(may_facilitate)
def console_hand_over(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Offer the console, take the offer back, accept it, or take it over when its connection is lost."""
    found = workshop_or_404(actor, workshop)
    if "accept" in request.POST:
        done = handing_over.accept(found, by=actor)
        messages.info(request, "You have the console." if done else "The offer was taken back.")
    elif "take-over" in request.POST:
        handing_over.take_over(found, by=actor)
    elif "offer" in request.POST:
        handing_over.offer(found, _person(request), by=actor)
    return go(actor, "console", found.pk)


def _person(request: HttpRequest) -> Person | None:
    number = _number(request, "offer")
    return get_object_or_404(Person, pk=number) if number else None


@require_POST
@seated(may_facilitate)
def console_note(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """One line: a decision, a promise or something to park."""
    found = workshop_or_404(actor, workshop)
    form = OutcomeForm(request.POST)
    if not form.is_valid() and found.is_running:
        return _page(request, actor, found, form)
    if not form.is_valid():
        wrong = ". ".join(str(one) for errors in form.errors.values() for one in errors)
        messages.warning(request, f"Nothing was noted. {wrong}.")
        return go(actor, "workshop", found.pk)
    given = form.cleaned_data
    if given["what"] == DECISION:
        outcomes.decide(found, given["text"], decided_by=given["who"], by=actor)
    elif given["what"] == PROMISE:
        outcomes.promise(found, given["text"], owner=given["who"], due=given["due"], by=actor)
    else:
        outcomes.park(found, given["text"], owner=given["who"], due=given["due"], by=actor)
    messages.success(request, f"Noted: {given['text']}")
    return go(actor, "console" if found.is_running else "follow-up", found.pk)
