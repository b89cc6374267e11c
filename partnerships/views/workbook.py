"""The partner's workbook: task list, one page a step, add, edit and remove."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships import contributing, lifecycle, rules
from partnerships.laying import lodging_of
from partnerships.models import Actor, Round, TableEntry
from partnerships.models.private import Contribution, Mandate
from partnerships.previewing import is_all_laid
from partnerships.readiness import readiness_of
from partnerships.rulings import Ruling, refused
from partnerships.steps import CYCLE, ContributionKind, Step, has_reached, place
from partnerships.steps.step import Gap
from partnerships.table import last_reveal
from partnerships.views.access import address, go, insist_on, seated, step_or_404
from partnerships.vocabulary import MandateState, Readiness
from partnerships.waiting import waiting_for
from partnerships.wordings import content_of, lines_below, subject_of
from partnerships.workbook import finished_mark, is_finished, work_of


@seated(rules.may_open_workbook)
def workbook(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    words = readiness_of(actor.partner, round_)
    tasks = [_task(step, actor, round_, words[step.key]) for step in CYCLE]
    context = {
        "title": "Our workbook",
        "tasks": tasks,
        "waiting": [
            (thing.sentence, address(actor, thing.page, *thing.args)) for thing in waiting_for(actor, round_)
        ],
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


def may_read(step: Step, actor: Actor, round_: Round) -> Ruling:
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
    missing = step.missing(work)
    mandate = lifecycle.mandate_of(actor.partner, round_) if step.signed_off else None
    return {
        "title": step.question,
        "step": step,
        "number": place(step.key),
        "progress_words": step.progress(work),
        "written": any(work.rows.values()),
        "sections": [section(step, kind, work.rows[kind.key], actor, laid) for kind in step.alone],
        "complete": not missing,
        "gaps": [
            *((gap, gap_address(step, gap.kind, gap.lineage, work, actor)) for gap in missing),
            *_nobody_to_sign(mandate, actor),
        ],
        "may_edit": contributing.may_edit(step, actor, round_),
        "undoes": contributing.what_an_edit_undoes(step, actor, round_),
        "finished": finished_mark(step, actor.partner, round_),
        "mandate": mandate,
        "lodging": lodging_of(step, actor.partner, round_),
        # Asked by the page of a step alone, and all that could be laid is read for it.
        "all_laid": partial(is_all_laid, step, actor, round_),
        "revealed": last_reveal(step, round_),
    }


def _nobody_to_sign(mandate: Mandate | None, actor: Actor) -> list[tuple[Gap, str]]:
    """Not a gap of the work, which may be complete; but sent like this it would lie with nobody."""
    if not mandate or mandate.state != MandateState.DRAFT or lifecycle.somebody_signs(mandate, sent_by=actor):
        return []
    return [(Gap(lifecycle.NOBODY_SIGNS.reason), address(actor, "person-invite") if actor.leads else "")]


def asking_first(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Where an edit would undo a signature or a lodging, answers are words until the person says that they mean it.

    Among many answers that save themselves, resting on the wrong one would be enough. Who has sent answers has meant it,
    and gets back what was typed.
    """
    meant = request.method == "POST" or "change" in request.GET
    if meant or not (context["may_edit"] and context["undoes"]):
        return context
    return context | {"may_edit": refused(""), "may_change": True}


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
        "progress": kind.progress(rows) if kind.sheet else "",
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


@seated(rules.may_open_workbook)
def step_finish(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    declared = step_or_404(step)
    if request.method == "POST":
        verb = contributing.unfinish if "undo" in request.POST else contributing.finish
        verb(declared, round_=round_, by=actor)
    return go(actor, "step", declared.key)
