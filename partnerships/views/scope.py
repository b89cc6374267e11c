"""Step 1, together: which powers the group negotiates, chosen for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships import rules, scoping
from partnerships.agreeing import agreements
from partnerships.models import Actor, Round
from partnerships.scoping import Choice
from partnerships.steps import agreement_kind, place
from partnerships.table import MatrixRow, matrix
from partnerships.text import whole
from partnerships.views.access import go, insist_on, seated
from partnerships.views.table import anybody_seated
from partnerships.vocabulary import ScopeDecision


@seated(anybody_seated)
def scope(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Every power with where the partners stand and what is proposed; who may propose chooses here."""
    if request.method != "POST":
        return _show(request, actor, round_)
    insist_on(rules.may_agree(actor, round_))
    outcome = scoping.choose(_posted(request.POST), round_=round_, by=actor)
    if outcome.clashes:
        return _show(request, actor, round_, status=409, outcome=outcome)
    if not outcome.written:
        messages.info(request, "You changed nothing, so nothing was proposed.")
    else:
        powers = "1 power" if outcome.written == 1 else f"{outcome.written} powers"
        messages.success(request, f"Proposed for {powers}. Every partner can now say where it stands.")
    return go(actor, "scope")


def _posted(posted: Mapping[str, str]) -> dict[int, Choice]:
    """`seen-12=…` and perhaps `scope-12=in` for every power on the page; `rest` for those without a choice."""
    rest = posted.get("rest", "")
    shown = {key.removeprefix("seen-"): seen for key, seen in posted.items() if key.startswith("seen-")}
    return {
        number: Choice(posted.get(f"scope-{text}") or rest, seen)
        for text, seen in shown.items()
        if (number := whole(text)) is not None
    }


def _show(
    request: HttpRequest, actor: Actor, round_: Round, *, status: int = 200, outcome: Any = None
) -> HttpResponse:
    step, kind = agreement_kind("scope")
    partners = list(actor.partnership.partners.voiced())
    stands = {
        one.agreement.power_id: one
        for of, agreed in agreements(step, round_, partners)
        for one in agreed
        if of == kind
    }
    rows = [_row(row, stands) for row in matrix(round_).rows]
    context = {
        "title": kind.heading,
        "step": step,
        "number": place(step.key),
        "areas": [(area, list(group)) for area, group in groupby(rows, key=lambda row: row["power"].area)],
        "decisions": ScopeDecision.choices,
        "open": sum(row["stands"] is None for row in rows),
        "may_agree": rules.may_agree(actor, round_),
        "outcome": outcome,
    }
    return render(request, "partnerships/scope.html", context, status=status)


def _row(row: MatrixRow, stands: Mapping[int, Any]) -> dict[str, Any]:
    found = stands.get(row.power.pk)
    seen = scoping.seen_mark(found.agreement if found else None)
    return {"power": row.power, "standing": row.standing, "stands": found, "seen": seen}
