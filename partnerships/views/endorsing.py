"""Saying where one's own partner stands: on one agreement, or on all of a step that wait for it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from partnerships import agreeing, endorsing, rules
from partnerships.forms.agreements import EndorsementForm
from partnerships.forms.stands import StandSheet
from partnerships.models import Actor, Agreement, Round
from partnerships.steps import Step, place
from partnerships.views.access import go, insist_on, seated, step_or_404
from partnerships.views.agreements import agreement_context, newest_or_404
from partnerships.views.table import anybody_seated

ANOTHER_ROUND = (
    "A new round began while you had the page open, so nothing has been counted. What you chose is still here: "
    "look at it again, then say where you stand in this round."
)


@seated(anybody_seated)
def endorse(request: HttpRequest, actor: Actor, round_: Round, lineage: UUID, version: int) -> HttpResponse:
    """Say where one's own partner stands on exactly the version that was on the page."""
    row, kind, step = newest_or_404(actor, round_, lineage)
    seen = get_object_or_404(Agreement, round=round_, lineage=lineage, version=version)
    if request.method != "POST":
        return go(actor, "agreement", lineage)
    insist_on(rules.may_endorse(actor, seen, standing=seen.pk == row.pk and not row.dropped))
    form = EndorsementForm(request.POST)
    if request.POST.get("round", str(round_.number)) != str(round_.number):
        form.add_error(None, ANOTHER_ROUND)
    if form.is_valid():
        endorsing.endorse(seen, form.stand, by=actor)
        return _on_to_the_next(request, actor, round_, step)
    context = agreement_context(row, kind, step, actor, round_) | {"form": form}
    return render(request, "partnerships/agreement.html", context, status=422)


def _on_to_the_next(request: HttpRequest, actor: Actor, round_: Round, step: Step) -> HttpResponse:
    """To what of the same step still waits for the actor's partner, otherwise back to the board."""
    left = _waiting(step, actor, round_)
    if not left:
        messages.success(request, "Counted. You can change it while the round is open.")
        return go(actor, "board", step.key)
    rest = (
        f"Next of {len(left)} that wait for you." if len(left) > 1 else "This is the last that waits for you."
    )
    messages.success(request, f"Counted. {rest}")
    return go(actor, "agreement", left[0].lineage)


def _waiting(step: Step, actor: Actor, round_: Round) -> list[Agreement]:
    partners = list(actor.partnership.partners.voiced())
    found = agreeing.agreements(step, round_, partners)
    return agreeing.waiting_for_us(found, actor, round_, partners)


# --- All that wait, on one page -----------------------------------------------------------------


@seated(anybody_seated)
def stand(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    """All of one step that wait for one's own partner, said in one go. What is left blank goes on waiting."""
    declared = step_or_404(step)
    insist_on(rules.may_say_where_we_stand(actor, round_))
    sheet = _sheet(request, declared, actor, round_)
    if request.method != "POST":
        return _show(request, declared, sheet)
    if not sheet.is_valid():
        return _show(request, declared, sheet, status=422)
    if not sheet.is_of_this_round:
        return _show(request, declared, sheet, status=409, another_round=ANOTHER_ROUND)
    endorsing.endorse_each(sheet.stands, round_=round_, by=actor)
    # What counted is read from what stands now, so that a page sent twice is told the same twice.
    now = _sheet(request, declared, actor, round_)
    now.is_valid()
    return (
        _show(request, declared, now, status=409)
        if now.is_overtaken
        else _said(request, actor, declared, now)
    )


def _sheet(request: HttpRequest, step: Step, actor: Actor, round_: Round) -> StandSheet:
    """Of those whose word counts; whoever only listens is asked nothing."""
    partners = list(actor.partnership.partners.voiced())
    asked = agreeing.agreements(step, round_, partners) if actor.partner in partners else []
    rows = [one.agreement for _, agreed in asked for one in agreed]
    return StandSheet(
        rows,
        request.POST or None,
        round_number=round_.number,
        given=endorsing.given_by(actor.partner, rows),
        before=agreeing.stood_before(step, round_, partners),
    )


def _show(
    request: HttpRequest, step: Step, sheet: StandSheet, *, status: int = 200, another_round: str = ""
) -> HttpResponse:
    context = {
        "title": "Where do you stand?",
        "step": step,
        "number": place(step.key),
        "sheet": sheet,
        "is_overtaken": status == 409,
        "another_round": another_round,
    }
    return render(request, "partnerships/stand.html", context, status=status)


def _said(request: HttpRequest, actor: Actor, step: Step, sheet: StandSheet) -> HttpResponse:
    if not sheet.counted:
        messages.info(request, "You chose nothing, so nothing was counted.")
        return go(actor, "stand", step.key)
    left = len(sheet.waiting)
    rest = f" {left} still {'waits' if left == 1 else 'wait'} for you." if left else ""
    messages.success(
        request, f"Counted: {len(sheet.counted)}.{rest} You can change each while the round is open."
    )
    return go(actor, "board", step.key)
