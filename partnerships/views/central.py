"""Across the table: officials answer what the partners answer about government, and send it when they are ready."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships import answering, laying, officials, previewing, rules
from partnerships.banks import CENTRAL
from partnerships.forms.accounts import OfficialForm
from partnerships.forms.answers import AnswerForm, answer_form
from partnerships.models import Actor, Round
from partnerships.rulings import Ruling
from partnerships.steps.reality import READY
from partnerships.steps.reality import STEP as REALITY
from partnerships.views.access import go, insist_on, seated
from partnerships.views.contributions import saved
from partnerships.views.people import invited
from partnerships.wordings import content_of, lines_below, subject_of
from partnerships.workbook import rows_of

TITLE = "How ready is government?"


@seated(rules.may_see_questions_to_government, for_officials=True)
def central(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    forms = _forms(request, actor, round_)
    if request.method == "POST":
        insist_on(rules.may_answer_for_government(actor, round_))
        if all(form.is_valid() for form in forms.values()):
            return _save(request, forms, actor, round_)
    status = 422 if any(form.errors for form in forms.values()) else 200
    return _show(request, forms, actor, round_, status=status)


def _forms(request: HttpRequest, actor: Actor, round_: Round) -> dict[str, AnswerForm]:
    rows = {subject_of(READY, row): row for row in rows_of(READY, actor, round_)}
    form = answer_form(READY)
    return {one.code: form(request.POST or None, prefix=one.code, row=rows.get(one.code)) for one in CENTRAL}


def _save(request: HttpRequest, forms: dict[str, AnswerForm], actor: Actor, round_: Round) -> HttpResponse:
    given = {code: form.answer for code, form in forms.items()}
    outcome = answering.answer_for_government(given, round_=round_, by=actor)
    if outcome.clashes:
        return _show(request, forms, actor, round_, status=409, clashes=outcome.clashes)
    seen = {f"{code}-seen": mark for code, mark in outcome.seen.items()}
    return saved(request, **seen) or go(actor, "central-send")


def _show(
    request: HttpRequest,
    forms: dict[str, AnswerForm],
    actor: Actor,
    round_: Round,
    *,
    status: int,
    **more: Any,
) -> HttpResponse:
    rows = rows_of(READY, actor, round_)
    words = {subject_of(READY, row): lines_below(READY, content_of(READY, row)) for row in rows}
    things = previewing.layable_for_government(actor, round_)
    statements = [(one, forms[one.code], words.get(one.code, [])) for one in CENTRAL]
    context = {
        "title": TITLE,
        "kind": READY,
        "scale": READY.scale(" · "),
        "asks_once": True,
        "groups": [(CENTRAL[0].group, statements)],
        "may_edit": rules.may_answer_for_government(actor, round_),
        "things": things,
        "unsent": sum(thing.state != "laid" for thing in things),
        "formset_errors": [form for form in forms.values() if form.errors],
    }
    return render(request, "partnerships/central.html", context | more, status=status)


@seated(rules.may_see_questions_to_government, for_officials=True)
def central_send(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Exactly what the partners will read, and the button that sends it."""
    ruling = rules.may_send_for_government(actor, round_)
    if request.method != "POST":
        return render(request, "partnerships/central_send.html", _preview(ruling, actor, round_))
    insist_on(ruling)
    try:
        sent = laying.send_for_government(
            round_=round_, by=actor, previewed=request.POST.get("previewed", "")
        )
    except previewing.PreviewChanged:
        context = _preview(ruling, actor, round_) | {"has_changed": True}
        return render(request, "partnerships/central_send.html", context, status=409)
    if sent:
        messages.success(request, "Sent. You can change an answer and send it again while the round is open.")
    else:
        messages.info(request, "Nothing new was sent: the partners have these answers already.")
    return go(actor, "central")


def _preview(ruling: Ruling, actor: Actor, round_: Round) -> dict[str, Any]:
    things = previewing.layable_for_government(actor, round_)
    reveal = laying.pending_reveal(REALITY, round_)
    return {
        "title": "What the partners will see",
        "may_send": ruling,
        "things": [
            (thing, lines_below(READY, thing.document["content"]))
            for thing in things
            if thing.state != "laid"
        ],
        "sent": sum(thing.state == "laid" for thing in things),
        "reveal": reveal,
        "lodging": laying.lodging_of(REALITY, actor.partner, round_),
        "previewed": previewing.preview_mark(things, reveal, round_),
    }


@seated(rules.may_facilitate, before_first_round=True)
def official_invite(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    """The link is shown on the answer to the POST and never again, for it is kept nowhere."""
    form = OfficialForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        return invited(request, *officials.invite(**form.cleaned_data, by=actor))
    context = {"title": "Invite an official to answer for government", "form": form, "asked": len(CENTRAL)}
    return render(request, "partnerships/official_invite.html", context, status=422 if form.errors else 200)
