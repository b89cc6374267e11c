"""The list of approvals: everybody reads it; partners keep it for their own bodies, facilitators for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from facilitation import approvals as verbs
from facilitation.approval_forms import ApprovalForm
from facilitation.models import Approval
from partnerships.models import Actor, Round
from partnerships.views.access import go, insist_on, seated
from partnerships.views.table import anybody_seated


@dataclass(frozen=True)
class Line:
    approval: Approval
    may_change: bool


@seated(anybody_seated)
def approvals(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    found = verbs.approvals_of(actor.partnership)
    lines = [Line(one, bool(verbs.may_track_this(actor, one))) for one in found]
    context = {
        "title": "Approvals",
        "sentence": verbs.obtained_words(found),
        "groups": _by_state(lines),
        "may_add": verbs.may_track(actor),
        "may_change_any": any(line.may_change for line in lines),
    }
    return render(request, "facilitation/approvals.html", context)


def _by_state(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """What is still to come first, for that is what there is to do."""
    to_come = [line for line in lines if line.approval.is_to_come]
    decided = [line for line in lines if not line.approval.is_to_come]
    return [group for group in (("Still to come", to_come), ("Decided", decided)) if group[1]]


@seated(verbs.may_track)
def approval_add(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    form = ApprovalForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        made = verbs.add(form.save(commit=False), by=actor)
        messages.success(request, f"{made.whose[:1].upper()}{made.whose[1:]} is on the list.")
        return go(actor, "approvals")
    context = {"title": "Put a decision on the list", "form": form}
    return render(request, "facilitation/approval.html", context, status=422 if form.errors else 200)


def _approval_or_404(actor: Actor, number: int) -> Approval:
    found = Approval.objects.in_partnership(actor.partnership.pk).select_related("partner")
    return get_object_or_404(found, pk=number)


@seated(verbs.may_track)
def approval(request: HttpRequest, actor: Actor, round_: Round, approval: int) -> HttpResponse:
    """Change it, and say what came of it."""
    found = _approval_or_404(actor, approval)
    insist_on(verbs.may_track_this(actor, found))
    form = ApprovalForm(request.POST or None, instance=found, actor=actor)
    if request.method == "POST" and form.is_valid():
        if verbs.change(form.save_over(), by=actor):
            messages.success(request, "Saved. Everybody in the partnership can read it.")
            return go(actor, "approvals")
        return _changed_meanwhile(request, actor, approval, form)
    context = {"title": "Change a decision on the list", "form": form, "approval": found}
    return render(request, "facilitation/approval.html", context, status=422 if form.errors else 200)


def _changed_meanwhile(request: HttpRequest, actor: Actor, number: int, form: ApprovalForm) -> HttpResponse:
    """Theirs as it stands now, and what was typed here beside it; sent again, it goes over theirs."""
    now = _approval_or_404(actor, number)
    form.data = {**form.data.dict(), "wording": str(now.wording)}
    context = {
        "title": "Somebody else changed this",
        "form": form,
        "approval": now,
        "now": now,
        "changed_meanwhile": verbs.CHANGED_MEANWHILE,
    }
    return render(request, "facilitation/approval.html", context, status=409)


@seated(verbs.may_track)
def approval_remove(request: HttpRequest, actor: Actor, round_: Round, approval: int) -> HttpResponse:
    found = _approval_or_404(actor, approval)
    insist_on(verbs.may_remove(actor, found))
    if request.method == "POST":
        verbs.remove(found, by=actor)
        messages.success(request, "It is off the list.")
        return go(actor, "approvals")
    context = {"title": "Take this decision off the list?", "approval": found}
    return render(request, "facilitation/approval_remove.html", context)
