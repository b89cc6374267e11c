"""The partner's workbook: task list, one page a step, add, edit and remove."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from partnerships import contributing, lifecycle, rules
from partnerships.contributing import Conflict
from partnerships.forms.worded import WordedForm, contribution_form
from partnerships.laying import lodging_of
from partnerships.models import Actor, Round, TableEntry
from partnerships.models.private import Contribution
from partnerships.readiness import readiness_of
from partnerships.steps import CYCLE, ContributionKind, Step, has_reached, place
from partnerships.table import last_reveal
from partnerships.views.access import address, go, insist_on, seated, step_or_404
from partnerships.vocabulary import MandateState, Readiness
from partnerships.wordings import content_of, lines, lines_below, subject_of
from partnerships.workbook import is_finished, rows_of, work_of


@seated(rules.may_open_workbook)
def workbook(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    words = readiness_of(actor.partner, round_)
    tasks = [_task(step, actor, round_, words[step.key]) for step in CYCLE]
    context = {
        "title": "Our workbook",
        "tasks": tasks,
        "here": CYCLE[place(round_.step) - 1],
        "place": place(round_.step),
    }
    return render(request, "partnerships/workbook.html", context)


def _task(step: Step, actor: Actor, round_: Round, word: Readiness) -> dict[str, Any]:
    waits = step.waits_for_group and not has_reached(round_.step, step)
    readable = actor.drafts or word not in (Readiness.NOT_STARTED, Readiness.DRAFTING)
    note = "Opens when the group gets there" if waits else ""
    if not waits and actor.drafts and word != Readiness.NOT_STARTED:
        note = step.progress(work_of(step, actor, round_))
    return {
        "step": step,
        "number": place(step.key),
        "url": "" if waits or not readable else address(actor, "step", step.key),
        "note": note,
        "status": "cannot-start" if waits else word,
        "seat": "here" if step.key == round_.step else "done" if has_reached(round_.step, step) else "",
    }


def may_read(step: Step, actor: Actor, round_: Round):
    """An approver reads a step once it was sent or marked finished; leads and contributors always."""
    if step.signed_off:
        shown = lifecycle.mandate_of(actor.partner, round_).state != MandateState.DRAFT
    else:
        shown = is_finished(step, actor.partner, round_)
    return rules.may_read_drafts(actor, shown_to_approver=shown)


@seated(rules.may_open_workbook)
def step(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    declared = step_or_404(step)
    insist_on(may_read(declared, actor, round_))
    return render(request, "partnerships/step.html", step_context(declared, actor, round_))


def step_context(step: Step, actor: Actor, round_: Round) -> dict[str, Any]:
    work = work_of(step, actor, round_)
    laid = laid_lineages(step, actor, round_)
    return {
        "title": step.question,
        "step": step,
        "number": place(step.key),
        "progress_words": step.progress(work),
        "written": any(work.rows.values()),
        "sections": [section(step, kind, work.rows[kind.key], actor, laid) for kind in step.alone],
        "gaps": [(gap, gap_address(step, gap.kind, gap.lineage, work, actor)) for gap in step.missing(work)],
        "may_edit": contributing.may_edit(step, actor, round_),
        "finished": is_finished(step, actor.partner, round_),
        "mandate": lifecycle.mandate_of(actor.partner, round_) if step.signed_off else None,
        "lodging": lodging_of(step, actor.partner, round_),
        "revealed": last_reveal(step, round_),
    }


def laid_lineages(step: Step, actor: Actor, round_: Round) -> set[UUID]:
    entries = TableEntry.objects.in_round(round_).of_step(step.key).filter(partner=actor.partner)
    return set(entries.standing().values_list("lineage", flat=True))


def section(
    step: Step, kind: ContributionKind, rows: list[Contribution], actor: Actor, laid: set[UUID]
) -> dict[str, Any]:
    """A kind with its rows as title and lines, and where each can be changed."""
    return {
        "kind": kind,
        "page": address(actor, kind.page) if kind.page else "",
        "add": address(actor, "contribution-add", step.key, kind.key) if not kind.page else "",
        "rows": [
            {
                "row": row,
                "title": str(row),
                "lines": lines_below(kind, content_of(kind, row)),
                "laid": row.lineage in laid,
                "url": row_address(step, kind, row, actor),
            }
            for row in rows
        ],
    }


def row_address(step: Step, kind: ContributionKind, row: Contribution, actor: Actor) -> str:
    if kind.row_page:
        return address(actor, kind.row_page, int(subject_of(kind, row)))
    if kind.page:
        return f"{address(actor, kind.page)}#{subject_of(kind, row)}"
    return address(actor, "contribution-edit", step.key, kind.key, row.lineage)


def gap_address(step: Step, kind_key: str, lineage: UUID | None, work: Any, actor: Actor) -> str:
    """Where a gap can be mended: the row itself, or the page where the first row is written."""
    kind = step.contribution(kind_key)
    if kind is None:
        return ""
    rows = work.rows[kind.key]
    row = next((row for row in rows if row.lineage == lineage), None) or (
        rows[0] if rows and not kind.several else None
    )
    if row:
        return row_address(step, kind, row, actor)
    return address(actor, kind.page) if kind.page else address(actor, "contribution-add", step.key, kind.key)


# --- One contribution ---------------------------------------------------------------------------


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
    if not kind.several and (rows := rows_of(kind, actor, round_)):
        return go(actor, "contribution-edit", step.key, kind.key, rows[0].lineage)
    form = contribution_form(kind, existing=False)(request.POST or None, actor=actor, round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            contributing.add(form.instance, step, round_=round_, by=actor)
        except Conflict as conflict:
            return show_contribution(request, form, step, kind, theirs=conflict.theirs, status=409)
        messages.success(request, "Saved.")
        return go(actor, "step", step.key)
    return show_contribution(request, form, step, kind)


@seated(rules.may_open_workbook)
def contribution_edit(
    request: HttpRequest, actor: Actor, round_: Round, step: str, kind: str, lineage: UUID
) -> HttpResponse:
    step, kind = declared_or_404(step, kind)
    row = get_object_or_404(kind.model._default_manager.visible_to(actor).in_round(round_), lineage=lineage)
    insist_on(contributing.may_edit(step, actor, round_))
    form = contribution_form(kind, existing=True)(
        request.POST or None, instance=row, actor=actor, round_=round_, initial={"wording": row.wording}
    )
    if request.method == "POST" and form.is_valid():
        try:
            contributing.revise(form.instance, step, started_from=form.cleaned_data["wording"] or 0, by=actor)
        except Conflict as conflict:
            return show_contribution(request, form, step, kind, theirs=conflict.theirs, status=409)
        return saved(request, form.instance) or go(actor, "step", step.key)
    return show_contribution(request, form, step, kind, row=row)


def saved(request: HttpRequest, row: Contribution) -> HttpResponse | None:
    """The truthful answer to an autosave; for a button press, a message on the page that follows."""
    if "X-Autosave" not in request.headers:
        messages.success(request, "Saved.")
        return None
    at = timezone.localtime(row.edited_at).strftime("%H:%M")
    return HttpResponse(headers={"X-Saved-At": at, "X-Wording": str(row.wording)})


def saved_at(request: HttpRequest, written: int) -> HttpResponse | None:
    """As `saved`, for a page of many answers."""
    if "X-Autosave" not in request.headers:
        messages.success(request, "Saved." if written else "Nothing had changed.")
        return None
    return HttpResponse(headers={"X-Saved-At": timezone.localtime().strftime("%H:%M")})


def show_contribution(
    request: HttpRequest,
    form: WordedForm,
    step: Step,
    kind: ContributionKind,
    *,
    row: Contribution | None = None,
    theirs: Contribution | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; with `theirs` also what somebody else saved meanwhile, so that the person can choose."""
    if theirs is not None:
        form.data = form.data.copy()
        form.data["wording"] = theirs.wording
    context = {
        "title": kind.add if row is None and kind.add else kind.heading,
        "form": form,
        "step": step,
        "kind": kind,
        "number": place(step.key),
        "row": row,
        "theirs": lines(kind, content_of(kind, theirs)) if theirs else None,
        "their_name": theirs.edited_by.name if theirs else "",
    }
    if form.errors and status == 200:
        status = 422
    return render(request, "partnerships/contribution.html", context, status=status)


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


@seated(rules.may_open_workbook)
def step_finish(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    declared = step_or_404(step)
    if request.method == "POST":
        verb = contributing.unfinish if "undo" in request.POST else contributing.finish
        verb(declared, round_=round_, by=actor)
    return go(actor, "step", declared.key)
