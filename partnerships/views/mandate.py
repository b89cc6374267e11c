"""Step 1, alone: positions on many powers at once, one power in full, and the way to a signature."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from partnerships import answering, contributing, lifecycle, rules
from partnerships.answering import UNSEEN, Answer, fingerprint
from partnerships.changes import Worded, compare
from partnerships.contributing import Conflict
from partnerships.forms.mandate import PrivateHalfForm, ReturnForm, SignOffForm
from partnerships.forms.worded import contribution_form
from partnerships.models import Actor, Power, Round
from partnerships.models.private import MandateItem, PrivateHalf
from partnerships.steps import place
from partnerships.steps.mandate import ITEM, STEP
from partnerships.views.access import go, insist_on, seated
from partnerships.views.contributions import saved
from partnerships.views.workbook import may_read, step_context
from partnerships.vocabulary import MandateState, Position
from partnerships.wordings import content_of, lines, lines_below
from partnerships.workbook import private_half, rows_of


@seated(rules.may_open_workbook)
def positions(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Where we stand on every power. Each choice saves itself; without script one button saves them all."""
    insist_on(may_read(STEP, actor, round_))
    if request.method == "POST":
        return _take_positions(request, actor, round_)
    return render(request, "partnerships/positions.html", _positions_context(actor, round_))


def _take_positions(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Either one position for all that have none (`fill`), or every answer on the page."""
    insist_on(contributing.may_edit(STEP, actor, round_))
    fill = request.POST.get("fill", "")
    if fill in Position.values:
        unplaced = [int(number) for number in request.POST.getlist("unplaced") if number.isdecimal()]
        outcome = answering.fill_positions(ITEM, STEP, unplaced, fill, round_=round_, by=actor)
    else:
        outcome = answering.take_positions(ITEM, STEP, _posted_positions(request), round_=round_, by=actor)
    if outcome.clashes:
        context = _positions_context(actor, round_) | {"clashes": outcome.clashes}
        return render(request, "partnerships/positions.html", context, status=409)
    return saved(request) or go(actor, "positions")


def _posted_positions(request: HttpRequest) -> dict[int, Answer]:
    """`position-12=on` with `seen-12=…` for every power on the page that has an answer."""
    posted = {
        key.removeprefix("position-"): value
        for key, value in request.POST.items()
        if key.startswith("position-")
    }
    return {
        int(number): Answer({"position": value}, request.POST.get(f"seen-{number}", UNSEEN))
        for number, value in posted.items()
        if number.isdecimal()
    }


def _positions_context(actor: Actor, round_: Round) -> dict[str, Any]:
    items = {item.power_id: item for item in rows_of(ITEM, actor, round_)}
    context = step_context(STEP, actor, round_)
    powers = Power.objects.filter(partnership=actor.partnership).discussed().order_by("order", "id")
    rows = [_position_row(power, items.get(power.pk)) for power in powers]
    rows.sort(key=lambda row: row["power"].area)
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
    insist_on(contributing.may_edit(STEP, actor, round_))
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
    }
    if request.method == "POST" and form.is_valid() and half_form.is_valid():
        try:
            hidden = _save_position(form, half_form, round_, actor)
        except Conflict as conflict:
            return _show_conflict(request, context, conflict)
        return saved(request, **hidden) or go(actor, "positions")
    status = 422 if form.errors or half_form.errors else 200
    return render(request, "partnerships/position.html", context, status=status)


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


# --- The way to a signature ---------------------------------------------------------------------


@seated(rules.may_open_workbook)
def mandate_check(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Check answers, then send for sign-off."""
    insist_on(may_read(STEP, actor, round_))
    mandate = lifecycle.mandate_of(actor.partner, round_)
    context = step_context(STEP, actor, round_)
    complete = not context["gaps"]
    if request.method == "POST":
        lifecycle.submit(mandate, complete=complete, by=actor)
        messages.success(request, "Sent for sign-off. Your approver can now read it; nobody outside can.")
        return go(actor, "step", STEP.key)
    context |= {
        "title": "Check your mandate",
        "may_submit": rules.may_submit(actor, mandate, complete=complete),
        "may_decide": rules.may_decide(actor, mandate),
        "may_take_back": rules.may_take_back(actor, mandate),
        "difference": difference(mandate, actor, round_),
    }
    return render(request, "partnerships/mandate_check.html", context)


def difference(mandate: Any, actor: Actor, round_: Round) -> list[tuple[Worded | None, Worded | None]]:
    """What differs between the wording last signed and the present draft: pairs of before and after."""
    if mandate.signed is None or mandate.state == MandateState.SIGNED_OFF:
        return []
    before = [_worded(document) for document in mandate.signed.entries]
    after = [_worded(document) for document in lifecycle.entries_of(STEP, actor, round_)]
    changes = compare(before, after)
    pairs = (
        [(None, thing) for thing in changes.new]
        + list(changes.reworded)
        + [(thing, None) for thing in changes.dropped]
    )
    return [(_lines_of(before), _lines_of(after)) for before, after in pairs]


def _worded(document: dict[str, Any]) -> Worded:
    return Worded("", document["lineage"], document["kind"], document["content"])


def _lines_of(thing: Worded | None) -> dict[str, Any] | None:
    if thing is None:
        return None
    kind = STEP.contribution(thing.kind)
    return {"title": thing.title, "lines": lines_below(kind, thing.content)}


@seated(rules.may_open_workbook)
def mandate_sign_off(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """The approver reads what was sent and signs it off, or returns it with a reason."""
    mandate = lifecycle.mandate_of(actor.partner, round_)
    insist_on(rules.may_decide(actor, mandate))
    form = SignOffForm(request.POST or None, offered=mandate.wording)
    if request.method == "POST" and form.is_valid():
        declared = {name: form.cleaned_data[name] for name in ("body", "decided_on", "minute")}
        lifecycle.sign_off(mandate, form.cleaned_data["wording"], **declared, by=actor)
        return go(actor, "mandate-signed")
    context = _sign_off_context(mandate) | {"form": form, "return_form": ReturnForm()}
    return render(request, "partnerships/mandate_sign_off.html", context, status=422 if form.errors else 200)


def _sign_off_context(mandate: Any) -> dict[str, Any]:
    documents = mandate.wording.entries
    return {
        "title": "Sign off our mandate",
        "number": place(STEP.key),
        "mandate": mandate,
        "things": [
            {
                "kind": STEP.contribution(document["kind"]),
                "title": document["content"]["title"],
                "position": document["content"]["fields"].get("position", ""),
                "lines": lines(STEP.contribution(document["kind"]), document["content"])[1:],
            }
            for document in documents
        ],
        "private": mandate.wording.private_entries,
    }


@seated(rules.may_open_workbook)
@require_POST
def mandate_return(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    mandate = lifecycle.mandate_of(actor.partner, round_)
    insist_on(rules.may_decide(actor, mandate))
    return_form = ReturnForm(request.POST)
    if return_form.is_valid():
        lifecycle.return_(mandate, because=return_form.cleaned_data["because"], by=actor)
        messages.success(request, "Returned, with your reason. They can now change it and send it again.")
        return go(actor, "workbook")
    context = _sign_off_context(mandate) | {
        "form": SignOffForm(offered=mandate.wording),
        "return_form": return_form,
    }
    return render(request, "partnerships/mandate_sign_off.html", context, status=422)


@seated(rules.may_open_workbook)
@require_POST
def mandate_take_back(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    lifecycle.take_back(lifecycle.mandate_of(actor.partner, round_), by=actor)
    messages.success(request, "Taken back. You can change it and send it again.")
    return go(actor, "step", STEP.key)


@seated(rules.may_open_workbook)
def mandate_signed(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Confirmation: what was signed, and what has not happened yet."""
    mandate = lifecycle.mandate_of(actor.partner, round_)
    signed = mandate.state == MandateState.SIGNED_OFF
    insist_on(rules.may_read_drafts(actor, shown_to_approver=signed))
    context = {
        "title": "Signed off" if signed else "Not signed off",
        "mandate": mandate,
        "signed": signed,
        "step": STEP,
    }
    return render(request, "partnerships/mandate_signed.html", context)
