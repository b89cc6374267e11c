"""Step 3, alone: all statements on one page, each rated now and in year five."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships import answering, contributing, rules
from partnerships.forms.ratings import RatingForm
from partnerships.models import Actor, Round
from partnerships.statements import STATEMENTS
from partnerships.steps.reality import RATING, STEP
from partnerships.views.access import go, insist_on, seated
from partnerships.views.contributions import saved
from partnerships.views.workbook import asking_first, may_read, step_context
from partnerships.vocabulary import Confidence, Level04
from partnerships.wordings import content_of, lines_below
from partnerships.workbook import rows_of


@seated(rules.may_open_workbook)
def ratings(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    insist_on(may_read(STEP, actor, round_))
    forms = _forms(request, actor, round_)
    if request.method == "POST":
        insist_on(contributing.may_edit(STEP, actor, round_))
        if all(form.is_valid() for form in forms.values()):
            return _rate(request, forms, actor, round_)
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(
        request, "partnerships/ratings.html", _context(request, forms, actor, round_), status=status
    )


def _rate(request: HttpRequest, forms: dict[str, RatingForm], actor: Actor, round_: Round) -> HttpResponse:
    answers = {code: form.answer for code, form in forms.items()}
    outcome = answering.rate(RATING, STEP, answers, round_=round_, by=actor)
    if outcome.clashes:
        context = _context(request, forms, actor, round_) | {"clashes": outcome.clashes}
        return render(request, "partnerships/ratings.html", context, status=409)
    seen = {f"{code}-seen": mark for code, mark in outcome.seen.items()}
    return saved(request, **seen) or go(actor, "step", STEP.key)


def _forms(request: HttpRequest, actor: Actor, round_: Round) -> dict[str, RatingForm]:
    rows = {row.statement: row for row in rows_of(RATING, actor, round_)}
    return {
        statement.code: RatingForm(request.POST or None, prefix=statement.code, row=rows.get(statement.code))
        for statement in STATEMENTS
    }


def _context(
    request: HttpRequest, forms: dict[str, RatingForm], actor: Actor, round_: Round
) -> dict[str, Any]:
    context = asking_first(request, step_context(STEP, actor, round_))
    rows = [] if context["may_edit"] else rows_of(RATING, actor, round_)
    words = {row.statement: lines_below(RATING, content_of(RATING, row)) for row in rows}
    grouped = groupby(STATEMENTS, key=lambda statement: statement.group)
    context |= {
        "title": RATING.heading,
        "groups": [
            (name, [(one, forms[one.code], words.get(one.code, [])) for one in found])
            for name, found in grouped
        ],
        "levels": Level04.choices,
        "confidences": Confidence.choices,
        "formset_errors": [form for form in forms.values() if form.errors],
    }
    return context
