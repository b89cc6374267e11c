"""Planning a workshop: its words and its run sheet, block by block."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from facilitation.live.scenes import qr
from facilitation.models import AgendaItem
from facilitation.room_forms import AgendaForm, ClassForm, ItemForm, WorkshopForm
from facilitation.views.workshops import plan_context, workshop_or_404
from facilitation.vocabulary import CLASS_OF, ItemClass, ItemKind
from facilitation.workshops import planning, running
from facilitation.workshops.agendas import agenda_named
from facilitation.workshops.codes import join_url, spoken_address
from partnerships.models import Actor, Round
from partnerships.rules import may_facilitate
from partnerships.text import whole
from partnerships.views.access import go, seated

CARDS = 8


@seated(may_facilitate)
def workshop_new(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    form = WorkshopForm(request.POST or None, partnership=actor.partnership)
    if request.method == "POST" and form.is_valid():
        made = planning.plan(form.save(commit=False), round_=round_, agenda=form.agenda, by=actor)
        messages.success(request, f"“{made.title}” is planned. Change its run sheet until it fits.")
        return go(actor, "workshop", made.pk)
    context = {"title": "Plan a workshop", "form": form}
    return render(request, "facilitation/workshop_form.html", context, status=422 if form.errors else 200)


@seated(may_facilitate)
def workshop_change(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    form = WorkshopForm(request.POST or None, instance=found, partnership=actor.partnership)
    if request.method == "POST" and form.is_valid():
        planning.change(form.save(commit=False), by=actor)
        return go(actor, "workshop", found.pk)
    context = {"title": f"Change “{found.title}”", "form": form, "workshop": found}
    return render(request, "facilitation/workshop_form.html", context, status=422 if form.errors else 200)


@require_POST
@seated(may_facilitate)
def workshop_duplicate(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Once more on another day, or to practise with."""
    practice = "practice" in request.POST
    found = workshop_or_404(actor, workshop)
    copy = planning.duplicate(found, round_=round_, practice=practice, by=actor)
    if practice:
        messages.info(request, "This is practice: nothing counts, and every screen says so.")
        return go(actor, "workshop", copy.pk)
    messages.success(request, "This is the copy. Give it its own day.")
    return go(actor, "workshop-change", copy.pk)


@require_POST
@seated(may_facilitate)
def workshop_held(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    if running.record_held(found, at=timezone.now(), by=actor):
        messages.success(
            request, "It is recorded as held. Its planned minutes count, and are marked as planned."
        )
    return go(actor, "workshop", found.pk)


@seated(may_facilitate)
def workshop_print(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """The run sheet on paper, method notes and all."""
    context = plan_context(workshop_or_404(actor, workshop))
    return render(request, "facilitation/workshop_print.html", context)


@seated(may_facilitate)
def workshop_cards(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Cards for the tables, with the way in. The code is new each time a workshop begins, so they are printed then."""
    found = workshop_or_404(actor, workshop)
    context = {"title": "Table cards", "workshop": found}
    if found.is_running:
        context |= {"address": spoken_address(found), "qr": qr(join_url(found)), "cards": range(CARDS)}
    return render(request, "facilitation/workshop_cards.html", context)


# --- The run sheet ------------------------------------------------------------------------------


@require_POST
@seated(may_facilitate)
def workshop_agenda(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Add a ready agenda."""
    found = workshop_or_404(actor, workshop)
    form = AgendaForm(request.POST)
    if form.is_valid():
        ready = agenda_named(form.cleaned_data["agenda"])
        planning.use_agenda(found, ready, by=actor)
        messages.success(request, f"“{ready.title}” is added below what was there.")
    return go(actor, "workshop", found.pk)


@seated(may_facilitate)
def item_add(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = workshop_or_404(actor, workshop)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        planning.add_item(form.save(commit=False), workshop=found, by=actor)
        return go(actor, "workshop", found.pk)
    context = {"title": "Add to the run sheet", "form": form, "workshop": found}
    return render(request, "facilitation/workshop_item.html", context, status=422 if form.errors else 200)


def _item_or_404(actor: Actor, workshop: int, item: int) -> AgendaItem:
    found = workshop_or_404(actor, workshop)
    kept = get_object_or_404(found.items, pk=item)
    kept.workshop = found
    return kept


@seated(may_facilitate)
def item_change(request: HttpRequest, actor: Actor, round_: Round, workshop: int, item: int) -> HttpResponse:
    found = _item_or_404(actor, workshop, item)
    form = ItemForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        planning.change_item(form.save(commit=False), by=actor)
        return go(actor, "workshop", workshop)
    context = {"title": f"Change “{found.title}”", "form": form, "workshop": found.workshop, "item": found}
    return render(request, "facilitation/workshop_item.html", context, status=422 if form.errors else 200)


@seated(may_facilitate)
def item_class(request: HttpRequest, actor: Actor, round_: Round, workshop: int, item: int) -> HttpResponse:
    """Let an item count as something else than its kind does, with a reason."""
    found = _item_or_404(actor, workshop, item)
    form = ClassForm(request.POST or None, initial={"item_class": found.item_class})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        planning.reclass(found, ItemClass(given["item_class"]), because=given["because"], by=actor)
        return go(actor, "workshop", workshop)
    context = {
        "title": f"What “{found.title}” counts as",
        "form": form,
        "workshop": found.workshop,
        "item": found,
        "usual": CLASS_OF[ItemKind(found.kind)].label,
    }
    return render(request, "facilitation/workshop_class.html", context, status=422 if form.errors else 200)


@require_POST
@seated(may_facilitate)
def item_move(request: HttpRequest, actor: Actor, round_: Round, workshop: int, item: int) -> HttpResponse:
    found = _item_or_404(actor, workshop, item)
    seen_at = whole(request.POST.get("at", ""))
    if seen_at is not None:
        planning.move(found, up="up" in request.POST, after=seen_at, by=actor)
    return go(actor, "workshop", workshop)


@seated(may_facilitate)
def item_remove(request: HttpRequest, actor: Actor, round_: Round, workshop: int, item: int) -> HttpResponse:
    found = _item_or_404(actor, workshop, item)
    if request.method == "POST":
        planning.remove(found, by=actor)
        return go(actor, "workshop", workshop)
    context = {"title": f"Remove “{found.title}”?", "workshop": found.workshop, "item": found}
    return render(request, "facilitation/workshop_remove.html", context)
