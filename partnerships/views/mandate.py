"""Step 1, alone: positions on many powers at once, and one power in full."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from partnerships import answering, contributing, lifecycle, rules
from partnerships.answering import UNSEEN, Answer, fingerprint
from partnerships.contributing import Conflict
from partnerships.forms.mandate import PrivateHalfForm
from partnerships.forms.worded import contribution_form
from partnerships.models import Actor, Power, Round
from partnerships.models.private import MandateItem, PrivateHalf
from partnerships.rulings import ALLOWED, Ruling
from partnerships.steps import place
from partnerships.steps.mandate import ITEM, STEP
from partnerships.table import by_area
from partnerships.text import whole
from partnerships.views.access import go, insist_on, seated
from partnerships.views.contributions import saved
from partnerships.views.workbook import asking_first, may_read, step_context
from partnerships.vocabulary import Position
from partnerships.wordings import content_of, lines, lines_below
from partnerships.workbook import private_half, rows_of


@seated(rules.may_open_workbook)
def positions(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Where we stand on every power. Each choice saves itself; without script one button saves them all."""
    insist_on(may_read(STEP, actor, round_))
    if request.method == "POST":
        return _take_positions(request, actor, round_)
    context = asking_first(request, _positions_context(actor, round_))
    return render(request, "partnerships/positions.html", context)


def _take_positions(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Either one position for all that have none (`fill`), or every answer on the page."""
    insist_on(contributing.may_edit(STEP, actor, round_))
    fill = request.POST.get("fill", "")
    if fill in Position.values:
        unplaced = [
            number for text in request.POST.getlist("unplaced") if (number := whole(text)) is not None
        ]
        outcome = answering.fill_positions(ITEM, STEP, unplaced, fill, round_=round_, by=actor)
    else:
        outcome = answering.take_positions(ITEM, STEP, _posted_positions(request), round_=round_, by=actor)
    if outcome.clashes:
        context = _positions_context(actor, round_) | {"clashes": outcome.clashes}
        return render(request, "partnerships/positions.html", context, status=409)
    seen = {f"seen-{number}": mark for number, mark in outcome.seen.items()}
    return saved(request, **seen) or go(actor, "positions")


def _posted_positions(request: HttpRequest) -> dict[int, Answer]:
    """`position-12=on` with `seen-12=…` for every power on the page that has an answer."""
    posted = {
        key.removeprefix("position-"): value
        for key, value in request.POST.items()
        if key.startswith("position-")
    }
    return {
        number: Answer({"position": value}, request.POST.get(f"seen-{text}", UNSEEN))
        for text, value in posted.items()
        if (number := whole(text)) is not None
    }


def _positions_context(actor: Actor, round_: Round) -> dict[str, Any]:
    items = {item.power_id: item for item in rows_of(ITEM, actor, round_)}
    context = step_context(STEP, actor, round_)
    powers = by_area(list(Power.objects.filter(partnership=actor.partnership).discussed()))
    rows = [_position_row(power, items.get(power.pk)) for power in powers]
    context["areas"] = [
        {
            "name": area,
            "rows": (found := list(group)),
            "to_do": sum(not _placed(row["item"]) for row in found),
        }
        for area, group in groupby(rows, key=lambda row: row["power"].area)
    ]
    context["position_choices"] = Position.choices
    context["unplaced"] = [row["power"].pk for row in rows if not _placed(row["item"])]
    return context


def _position_row(power: Power, item: MandateItem | None) -> dict[str, Any]:
    seen = fingerprint({"position": item.position}) if item else UNSEEN
    return {"power": power, "item": item, "note": _note(power, item), "seen": seen}


def _placed(item: MandateItem | None) -> bool:
    return bool(item and item.position)


def _note(power: Power, item: MandateItem | None) -> str:
    """One quiet line under the power's name: which way, who holds it today, and the condition."""
    parts = [item.get_direction_display() if item else "", power.holder]
    if item and item.position == Position.ON_IF and item.conditions:
        parts.append(item.conditions)
    return " · ".join(part for part in parts if part)


@seated(rules.may_open_workbook)
def position(request: HttpRequest, actor: Actor, round_: Round, power: int) -> HttpResponse:
    """One power in full: what may be laid, and the private half that never can be."""
    about = get_object_or_404(Power.objects.discussed(), pk=power, partnership=actor.partnership)
    insist_on(may_read(STEP, actor, round_))
    may_edit = contributing.may_edit(STEP, actor, round_)
    if not may_edit:
        return _read_position(request, about, actor, round_, may_edit)
    item = MandateItem.objects.visible_to(actor).in_round(round_).filter(power=about).first()
    form = contribution_form(ITEM, existing=True)(
        request.POST or None,
        instance=item or MandateItem(power=about),
        actor=actor,
        round_=round_,
        initial={"wording": item.wording if item else UNWRITTEN},
    )
    half = private_half(about, round_=round_, actor=actor)
    half_form = PrivateHalfForm(
        request.POST or None,
        instance=half or PrivateHalf(power=about),
        prefix="private",
        initial={"wording": half.wording if half else UNWRITTEN},
    )
    context = {
        "title": about.title,
        "power": about,
        "form": form,
        "half": half_form,
        "number": place(STEP.key),
        "undoes": contributing.what_an_edit_undoes(STEP, actor, round_),
    }
    if request.method == "POST" and form.is_valid() and half_form.is_valid():
        try:
            hidden = _save_position(form, half_form, round_, actor)
        except Conflict as conflict:
            return _show_conflict(request, context, conflict)
        return saved(request, **hidden) or go(actor, "positions")
    status = 422 if form.errors or half_form.errors else 200
    return render(request, "partnerships/position.html", context, status=status)


def _read_position(
    request: HttpRequest, about: Power, actor: Actor, round_: Round, may_edit: Ruling
) -> HttpResponse:
    """The same words while they cannot be changed, and why they cannot."""
    insist_on(may_edit if request.method == "POST" else ALLOWED)
    item = MandateItem.objects.visible_to(actor).in_round(round_).filter(power=about).first()
    half = private_half(about, round_=round_, actor=actor)
    context = {
        "title": about.title,
        "power": about,
        "number": place(STEP.key),
        "item": item,
        "lines": lines_below(ITEM, content_of(ITEM, item)) if item else [],
        "private": lifecycle.private_lines(half) if half else [],
        "reason": may_edit.reason,
    }
    return render(request, "partnerships/position_read.html", context)


# What a form starts from while nobody has written the row yet.
UNWRITTEN = 0


@transaction.atomic
def _save_position(form: Any, half_form: Any, round_: Round, actor: Actor) -> dict[str, int]:
    """Both halves or neither. Returns the new wordings, by the name of their hidden inputs."""
    wordings = {"wording": _save_half(form, round_, actor)}
    if set(half_form.changed_data) - {"wording"}:
        wordings["private-wording"] = _save_half(half_form, round_, actor)
    return wordings


def _save_half(form: Any, round_: Round, actor: Actor) -> int:
    if form.instance.pk is None:
        return contributing.add(form.instance, STEP, round_=round_, by=actor).wording
    started_from = form.cleaned_data["wording"] or UNWRITTEN
    return contributing.revise(form.instance, STEP, started_from=started_from, by=actor).wording


def _show_conflict(request: HttpRequest, context: dict[str, Any], conflict: Conflict) -> HttpResponse:
    """Their words beside what this person typed, in whichever half somebody else saved first."""
    theirs = conflict.theirs
    form, kind = (context["form"], ITEM) if isinstance(theirs, MandateItem) else (context["half"], None)
    typed = form.data.copy()
    typed[form.add_prefix("wording")] = theirs.wording
    form.data = typed
    words = lines(kind, content_of(kind, theirs)) if kind else lifecycle.private_lines(theirs)
    context |= {"theirs": words, "their_name": theirs.edited_by.name}
    return render(request, "partnerships/position.html", context, status=409)
