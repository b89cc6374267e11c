"""One contribution: adding, changing and removing it, and never losing what somebody typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from partnerships import contributing, rules
from partnerships.contributing import Conflict
from partnerships.forms.worded import WordedForm, contribution_form
from partnerships.models import Actor, Round
from partnerships.steps import ContributionKind, Step, place
from partnerships.views.access import address, go, insist_on, seated, step_or_404
from partnerships.wordings import content_of, lines
from partnerships.workbook import rows_of

if TYPE_CHECKING:
    from partnerships.models.private import Contribution


def declared_or_404(step_key: str, kind_key: str) -> tuple[Step, ContributionKind]:
    """A step and a kind of its alone half that is edited on the general pages."""
    step = step_or_404(step_key)
    kind = step.contribution(kind_key)
    if kind is None or kind.page:
        raise Http404
    return step, kind


@seated(rules.may_open_workbook)
def contribution_add(request: HttpRequest, actor: Actor, round_: Round, step: str, kind: str) -> HttpResponse:
    step, kind = declared_or_404(step, kind)
    insist_on(contributing.may_edit(step, actor, round_))
    if request.method != "POST" and not kind.several and (rows := rows_of(kind, actor, round_)):
        return go(actor, "contribution-edit", step.key, kind.key, rows[0].lineage)
    undoes = contributing.what_an_edit_undoes(step, actor, round_)
    form = contribution_form(kind, existing=False)(request.POST or None, actor=actor, round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            row = contributing.add(form.instance, step, round_=round_, by=actor)
        except Conflict as conflict:
            return _show_theirs(request, form, step, kind, actor, conflict.theirs)
        edit = address(actor, "contribution-edit", step.key, kind.key, row.lineage)
        return saved(request, wording=row.wording, now_at=edit) or go(actor, "step", step.key)
    return _show(request, form, step, kind, title=kind.add or kind.heading, undoes=undoes)


@seated(rules.may_open_workbook)
def contribution_edit(
    request: HttpRequest, actor: Actor, round_: Round, step: str, kind: str, lineage: UUID
) -> HttpResponse:
    step, kind = declared_or_404(step, kind)
    row = get_object_or_404(kind.model._default_manager.visible_to(actor).in_round(round_), lineage=lineage)
    insist_on(contributing.may_edit(step, actor, round_))
    undoes = contributing.what_an_edit_undoes(step, actor, round_)
    form = contribution_form(kind, existing=True)(
        request.POST or None, instance=row, actor=actor, round_=round_, initial={"wording": row.wording}
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = contributing.revise(
                form.instance, step, started_from=form.cleaned_data["wording"] or 0, by=actor
            )
        except Conflict as conflict:
            return _show_theirs(request, form, step, kind, actor, conflict.theirs)
        return saved(request, wording=row.wording) or go(actor, "step", step.key)
    return _show(request, form, step, kind, title=kind.heading, undoes=undoes)


def saved(request: HttpRequest, *, now_at: str = "", **hidden: object) -> HttpResponse | None:
    """The truthful answer to an autosave; for a button press nothing, and a message on the page that follows.

    `hidden` are new values for the form's hidden inputs, `now_at` where the form is sent from now on.
    """
    if "X-Autosave" not in request.headers:
        messages.success(request, "Saved.")
        return None
    headers = {"X-Saved-At": timezone.localtime().strftime("%H:%M"), "X-Hidden": urlencode(hidden)}
    return HttpResponse(headers=headers | ({"X-Now-At": now_at} if now_at else {}))


def _show_theirs(
    request: HttpRequest,
    form: WordedForm,
    step: Step,
    kind: ContributionKind,
    actor: Actor,
    theirs: Contribution,
) -> HttpResponse:
    """What somebody else saved meanwhile, beside what this person typed; saving again is a choice made knowingly."""
    typed = form.data.copy()
    typed["wording"] = theirs.wording
    form.data = typed
    more = {
        "theirs": lines(kind, content_of(kind, theirs)),
        "their_name": theirs.edited_by.name,
        "action": address(actor, "contribution-edit", step.key, kind.key, theirs.lineage),
    }
    return _show(request, form, step, kind, title=kind.heading, status=409, **more)


def _show(
    request: HttpRequest,
    form: WordedForm,
    step: Step,
    kind: ContributionKind,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "step": step, "kind": kind, "number": place(step.key), **more}
    return render(
        request, "partnerships/contribution.html", context, status=status or (422 if form.errors else 200)
    )


@seated(rules.may_open_workbook)
def contribution_remove(
    request: HttpRequest, actor: Actor, round_: Round, step: str, kind: str, lineage: UUID
) -> HttpResponse:
    step, kind = declared_or_404(step, kind)
    rows = kind.model._default_manager.visible_to(actor).in_round(round_)
    row = get_object_or_404(rows, lineage=lineage)
    insist_on(contributing.may_edit(step, actor, round_))
    insist_on(contributing.may_remove(row))
    if request.method == "POST":
        contributing.remove(row, step, by=actor)
        messages.success(request, "Removed.")
        return go(actor, "step", step.key)
    context = {"title": "Remove this?", "step": step, "lines": lines(kind, content_of(kind, row)), "row": row}
    return render(request, "partnerships/contribution_remove.html", context)
