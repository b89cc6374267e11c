"""Alone: all statements of one kind on one page, each answered in a moment."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships import answering, contributing, rules
from partnerships.forms.answers import AnswerForm, answer_form
from partnerships.models import Actor, Round
from partnerships.steps import ContributionKind, Step, contribution_kind
from partnerships.views.access import go, insist_on, seated
from partnerships.views.contributions import saved
from partnerships.views.workbook import asking_first, may_read, step_context
from partnerships.wordings import content_of, lines_below, subject_of
from partnerships.workbook import rows_of


@seated(rules.may_open_workbook)
def answers(request: HttpRequest, actor: Actor, round_: Round, kind: str) -> HttpResponse:
    step, asked = contribution_kind(kind)
    insist_on(may_read(step, actor, round_))
    forms = _forms(request, asked, actor, round_)
    if request.method == "POST":
        insist_on(contributing.may_edit(step, actor, round_))
        if all(form.is_valid() for form in forms.values()):
            return _save(request, forms, step, asked, actor, round_)
    status = 422 if any(form.errors for form in forms.values()) else 200
    return _show(request, forms, step, asked, actor, round_, status=status)


def _save(
    request: HttpRequest,
    forms: dict[str, AnswerForm],
    step: Step,
    kind: ContributionKind,
    actor: Actor,
    round_: Round,
) -> HttpResponse:
    given = {code: form.answer for code, form in forms.items()}
    outcome = answering.answer_sheet(kind, step, given, round_=round_, by=actor)
    if outcome.clashes:
        return _show(request, forms, step, kind, actor, round_, status=409, clashes=outcome.clashes)
    seen = {f"{code}-seen": mark for code, mark in outcome.seen.items()}
    return saved(request, **seen) or go(actor, "step", step.key)


def _forms(
    request: HttpRequest, kind: ContributionKind, actor: Actor, round_: Round
) -> dict[str, AnswerForm]:
    rows = {subject_of(kind, row): row for row in rows_of(kind, actor, round_)}
    form = answer_form(kind)
    return {
        one.code: form(request.POST or None, prefix=one.code, row=rows.get(one.code))
        for one in kind.sheet.statements
    }


def _show(
    request: HttpRequest,
    forms: dict[str, AnswerForm],
    step: Step,
    kind: ContributionKind,
    actor: Actor,
    round_: Round,
    *,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = asking_first(request, step_context(step, actor, round_))
    rows = [] if context["may_edit"] else rows_of(kind, actor, round_)
    words = {subject_of(kind, row): lines_below(kind, content_of(kind, row)) for row in rows}
    grouped = groupby(kind.sheet.statements, key=lambda statement: statement.group)
    context |= {
        "title": kind.heading,
        "kind": kind,
        "scale": kind.scale(" · "),
        "asks_once": len(kind.sheet.compares) == 1,
        "groups": [
            (name, [(one, forms[one.code], words.get(one.code, [])) for one in found])
            for name, found in grouped
        ],
        "formset_errors": [form for form in forms.values() if form.errors],
    }
    return render(request, "partnerships/answers.html", context | more, status=status)
