"""What the group agrees: proposing, rewording and dropping."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from partnerships import agreeing, rules
from partnerships.agreeing import Reworded
from partnerships.endorsing import Hold, support_of
from partnerships.forms.agreements import DropForm, EndorsementForm
from partnerships.forms.worded import agreement_form, fresh_version
from partnerships.models import Actor, Agreement, Round
from partnerships.steps import AgreementKind, Step, agreement_kind, place
from partnerships.views.access import go, insist_on, seated, step_or_404
from partnerships.views.table import anybody_seated
from partnerships.wordings import content_of, lines, lines_below


@seated(anybody_seated)
def propose(request: HttpRequest, actor: Actor, round_: Round, step: str, kind: str) -> HttpResponse:
    declared = step_or_404(step)
    agreement = declared.agreement(kind)
    if agreement is None:
        raise Http404
    insist_on(rules.may_agree(actor, round_))
    start = {agreement.fields[0]: request.GET.get("start", "")}
    form = agreement_form(agreement)(request.POST or None, actor=actor, round_=round_, initial=start)
    if request.method == "POST" and form.is_valid():
        row = agreeing.propose(form.instance, agreement, declared, round_=round_, by=actor)
        messages.success(request, "Proposed. Every partner can now say where it stands.")
        return go(actor, "agreement", row.lineage)
    context = _form_context(agreement, declared, form) | {"title": agreement.propose}
    return render(request, "partnerships/agreement_form.html", context, status=422 if form.errors else 200)


def _form_context(kind: AgreementKind, step: Step, form: Any) -> dict[str, Any]:
    return {"form": form, "kind": kind, "step": step, "number": place(step.key)}


def newest_or_404(actor: Actor, round_: Round, lineage: UUID) -> tuple[Agreement, AgreementKind, Step]:
    """The newest version of an agreement of this partnership's round, with its own fields."""
    found = get_object_or_404(Agreement.objects.in_round(round_).newest(), lineage=lineage)
    step, kind = agreement_kind(found.kind)
    return kind.model._default_manager.select_related("proposed_for").get(pk=found.pk), kind, step


@seated(anybody_seated)
def agreement(request: HttpRequest, actor: Actor, round_: Round, lineage: UUID) -> HttpResponse:
    """One agreement: its words, where every partner stands, and its earlier versions."""
    row, kind, step = newest_or_404(actor, round_, lineage)
    return render(request, "partnerships/agreement.html", agreement_context(row, kind, step, actor, round_))


def agreement_context(
    row: Agreement, kind: AgreementKind, step: Step, actor: Actor, round_: Round
) -> dict[str, Any]:
    partners = list(actor.partnership.partners.voiced())
    given = {e.partner_id: e for e in row.endorsements.select_related("partner", "given_by")}
    mine = given.get(actor.partner.pk) if actor.partner else None
    return {
        "title": str(row),
        "row": row,
        "kind": kind,
        "step": step,
        "number": place(step.key),
        "lines": lines_below(kind, content_of(kind, row)),
        "support": support_of(given.values(), partners),
        "before": agreeing.stood_before(step, round_, partners).get(row.pk),
        "stands": [(partner, given.get(partner.pk)) for partner in partners],
        "versions": _versions(row, kind),
        "may_agree": rules.may_agree(actor, round_),
        "may_drop": rules.may_drop(actor, row, proposed_for=agreeing.first_proposed_for(row)),
        "may_endorse": rules.may_endorse(actor, row, standing=not row.dropped),
        "form": EndorsementForm(initial=model_to_dict(mine) if mine else None),
    }


def _versions(row: Agreement, kind: AgreementKind) -> list[dict[str, Any]]:
    earlier = kind.model._default_manager.filter(
        round=row.round_id, lineage=row.lineage, version__lt=row.version
    )
    return [
        {"row": old, "lines": lines(kind, content_of(kind, old))}
        for old in earlier.select_related("proposed_by", "proposed_for").order_by("-version")
    ]


@seated(anybody_seated)
def agreement_reword(request: HttpRequest, actor: Actor, round_: Round, lineage: UUID) -> HttpResponse:
    row, kind, step = newest_or_404(actor, round_, lineage)
    insist_on(rules.may_agree(actor, round_))
    form = agreement_form(kind, existing=True)(
        request.POST or None,
        instance=kind.model(lineage=row.lineage, **{name: getattr(row, name) for name in kind.fields}),
        actor=actor,
        round_=round_,
        initial={"wording": row.version},
    )
    context = _form_context(kind, step, form) | {
        "title": "Propose this again" if row.dropped else "Reword this",
        "row": row,
        "undoes": _is_agreed(row, actor),
    }
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["wording"] != row.version:
            return _show_newer(request, context, row, kind)
        try:
            agreeing.reword(row, fresh_version(kind, row, form), by=actor)
        except Reworded as reworded:
            return _show_newer(request, context, reworded.newest, kind)
        done = "Proposed again." if row.dropped else "Reworded."
        messages.success(request, f"{done} The new words ask every partner again.")
        return go(actor, "agreement", lineage)
    return render(request, "partnerships/agreement_form.html", context, status=422 if form.errors else 200)


def _is_agreed(row: Agreement, actor: Actor) -> bool:
    partners = list(actor.partnership.partners.voiced())
    return not row.dropped and support_of(row.endorsements.all(), partners).hold == Hold.AGREED


def _show_newer(
    request: HttpRequest, context: dict[str, Any], newest: Agreement, kind: AgreementKind
) -> HttpResponse:
    form = context["form"]
    typed = form.data.copy()
    typed["wording"] = newest.version
    form.data = typed
    context |= {"theirs": lines(kind, content_of(kind, newest)), "their_name": newest.proposed_by.name}
    return render(request, "partnerships/agreement_form.html", context, status=409)


@seated(anybody_seated)
def agreement_drop(request: HttpRequest, actor: Actor, round_: Round, lineage: UUID) -> HttpResponse:
    row, kind, step = newest_or_404(actor, round_, lineage)
    insist_on(rules.may_drop(actor, row, proposed_for=agreeing.first_proposed_for(row)))
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agreeing.drop(row, because=form.cleaned_data["because"], by=actor)
        except Reworded as reworded:
            messages.error(request, f"{reworded} Look at the new words first.")
            return go(actor, "agreement", lineage)
        messages.success(request, "Dropped. Its words and who stood where stay in its history.")
        return go(actor, "board", step.key)
    context = {
        "title": "Drop this agreement?",
        "row": row,
        "step": step,
        "lines": lines(kind, content_of(kind, row)),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "partnerships/agreement_drop.html", context, status=status)
