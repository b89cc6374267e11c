"""Laying on the table: a preview of exactly what others will see, then the choice, item by item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from partnerships import laying, previewing, rules
from partnerships.models import Actor, Round, TableEntry
from partnerships.previewing import Layable
from partnerships.steps import Step, place
from partnerships.views.access import go, insist_on, seated, step_or_404
from partnerships.wordings import lines_below


@seated(rules.may_open_workbook)
def lay(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    declared = step_or_404(step)
    insist_on(rules.may_lay(actor, round_))
    if request.method == "POST":
        return _lay(request, declared, actor, round_)
    return render(request, "partnerships/lay.html", _context(declared, actor, round_))


def _lay(request: HttpRequest, step: Step, actor: Actor, round_: Round) -> HttpResponse:
    """Lay exactly what was shown; where that has changed meanwhile, show it again with the same ticks."""
    ticked = request.POST.getlist("lineage")
    previewed = request.POST.get("previewed", "")
    try:
        count = laying.lay(step, ticked, round_=round_, by=actor, previewed=previewed)
    except previewing.PreviewChanged:
        context = _context(step, actor, round_) | {"has_changed": True, "ticked": ticked}
        return render(request, "partnerships/lay.html", context, status=409)
    if not count and not ticked:
        context = _context(step, actor, round_) | {"nothing_chosen": True, "ticked": ticked}
        return render(request, "partnerships/lay.html", context, status=422)
    return _laid(request, step, actor, round_, count)


def _laid(request: HttpRequest, step: Step, actor: Actor, round_: Round, count: int) -> HttpResponse:
    if not count:
        messages.info(request, "Nothing new was laid: the others have seen these words already.")
        return go(actor, "lay", step.key)
    if laying.pending_reveal(step, round_):
        messages.success(request, "Lodged. Nobody sees it until the facilitator opens everybody’s together.")
    else:
        messages.success(request, "Laid on the table. The other partners and the facilitator can now see it.")
    return go(actor, "step", step.key)


def _context(step: Step, actor: Actor, round_: Round) -> dict[str, Any]:
    may_lay = previewing.may_lay(step, actor, round_)
    # Who may not lay it yet may not read it here either; what is on the table everybody reads.
    things = previewing.layable(step, actor, round_) if may_lay else []
    unlaid = [thing for thing in things if thing.state != "laid"]
    reveal = laying.pending_reveal(step, round_)
    latest = TableEntry.objects.in_round(round_).of_step(step.key).filter(partner=actor.partner).latest()
    withdrawn = {str(entry.lineage) for entry in latest if entry.withdrawn}
    return {
        "title": "What others will see",
        "step": step,
        "number": place(step.key),
        "may_lay": may_lay,
        "sections": [(kind, _shown(unlaid, step, kind.key)) for kind in step.alone],
        "unlaid": unlaid,
        "reveal": reveal,
        "previewed": previewing.preview_mark(things, reveal, round_),
        # What was taken off the table goes back on purpose only.
        "ticked": [thing.lineage for thing in unlaid if thing.lineage not in withdrawn],
        "lodging": laying.lodging_of(step, actor.partner, round_),
        "standing": [entry for entry in latest if not entry.withdrawn],
    }


def _shown(things: list[Layable], step: Step, kind_key: str) -> list[dict[str, Any]]:
    return [
        {
            "thing": thing,
            "title": thing.document["content"]["title"],
            "lines": lines_below(step.contribution(kind_key), thing.document["content"]),
            "position": thing.document["content"]["fields"].get("position", ""),
        }
        for thing in things
        if thing.document["kind"] == kind_key
    ]


@seated(rules.may_open_workbook)
@require_POST
def lodging_take_back(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    declared = step_or_404(step)
    laying.take_back_lodging(declared, round_=round_, by=actor)
    messages.success(
        request, "Taken back. Nothing of yours will open with the others until you lodge it again."
    )
    return go(actor, "step", declared.key)


@seated(rules.may_open_workbook)
def withdraw(request: HttpRequest, actor: Actor, round_: Round, step: str, lineage: Any) -> HttpResponse:
    declared = step_or_404(step)
    insist_on(rules.may_withdraw(actor, round_))
    mine = (
        TableEntry.objects.in_round(round_)
        .of_step(declared.key)
        .filter(partner=actor.partner, lineage=lineage)
    )
    entry = get_object_or_404(mine.standing())
    if request.method == "POST":
        laying.withdraw(declared, str(lineage), round_=round_, by=actor)
        messages.success(request, "Withdrawn. The table says so; what was seen cannot be unseen.")
        return (
            go(actor, "lay", declared.key)
            if previewing.may_lay(declared, actor, round_)
            else go(actor, "step", declared.key)
        )
    context = {"title": "Withdraw this from the table?", "step": declared, "entry": entry}
    return render(request, "partnerships/withdraw.html", context)
