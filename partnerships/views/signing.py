"""Step 1, alone: the way to a signature. Check answers, send, sign off or return, take back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from partnerships import lifecycle, rules
from partnerships.changes import Worded, compare
from partnerships.forms.mandate import ReturnForm, SignOffForm
from partnerships.models import Actor, Round
from partnerships.previewing import is_all_laid
from partnerships.steps import ContributionKind, contribution_kind, place
from partnerships.steps.mandate import STEP
from partnerships.views.access import go, insist_on, seated
from partnerships.views.workbook import may_read, step_context
from partnerships.vocabulary import MandateState
from partnerships.wordings import differing_lines, lines_below


@seated(rules.may_open_workbook)
def mandate_check(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Check answers, then send for sign-off."""
    insist_on(may_read(STEP, actor, round_))
    mandate = lifecycle.mandate_of(actor.partner, round_)
    context = step_context(STEP, actor, round_)
    complete, private = context["complete"], lifecycle.private_entries_of(actor, round_)
    if request.method == "POST":
        lifecycle.submit(mandate, complete=complete, by=actor)
        messages.success(request, "Sent for sign-off. Your approver can now read it; nobody outside can.")
        return go(actor, "step", STEP.key)
    context |= {
        "title": "Check your mandate",
        "may_submit": lifecycle.may_send(actor, mandate, complete=complete),
        "may_decide": rules.may_decide(actor, mandate),
        "may_take_back": rules.may_take_back(actor, mandate),
        **_since_signed(mandate, lifecycle.entries_of(STEP, actor, round_), private),
        "private": private,
    }
    return render(request, "partnerships/mandate_check.html", context)


def _since_signed(mandate: Any, documents: Sequence[dict], private: Sequence[dict]) -> dict[str, Any]:
    """What differs from the words signed last, and the powers about which something else stays at home."""
    if mandate.signed is None or mandate.state == MandateState.SIGNED_OFF:
        return {"difference": [], "private_difference": []}
    before = {entry["power"]: entry for entry in mandate.signed.private_entries}
    after = {entry["power"]: entry for entry in private}
    return {
        "difference": _difference(mandate.signed.entries, documents),
        "private_difference": sorted(
            power for power in before | after if before.get(power) != after.get(power)
        ),
    }


def _difference(before: Sequence[dict], after: Sequence[dict]) -> list[dict[str, Any]]:
    """What differs between two wordings of a mandate: title, mark, and label, was and now of every field that does."""
    changes = compare(map(_worded, before), map(_worded, after))
    return [
        *(
            {"title": thing.title, "change": "new", "lines": differing_lines(_kind(thing), {}, thing.content)}
            for thing in changes.new
        ),
        *(
            {
                "title": now.title,
                "change": "changed",
                "lines": differing_lines(_kind(now), was.content, now.content),
            }
            for was, now in changes.reworded
        ),
        *({"title": thing.title, "change": "removed", "lines": []} for thing in changes.dropped),
    ]


def _worded(document: dict[str, Any]) -> Worded:
    return Worded("", document["lineage"], document["kind"], document["content"])


def _kind(thing: Worded) -> ContributionKind:
    return contribution_kind(thing.kind)[1]


@seated(rules.may_open_workbook)
def mandate_sign_off(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """The approver reads what was sent and signs it off, or returns it with a reason."""
    mandate = lifecycle.mandate_of(actor.partner, round_)
    insist_on(rules.may_decide(actor, mandate))
    form = SignOffForm(request.POST or None, offered=mandate.wording)
    if request.method == "POST" and form.is_valid():
        declared = {name: form.cleaned_data[name] for name in ("body", "decided_on", "minute")}
        lifecycle.sign_off(mandate, form.cleaned_data["wording"], **declared, by=actor)
        return go(actor, "mandate-signed")
    context = _sign_off_context(mandate) | {"form": form, "return_form": ReturnForm()}
    return render(request, "partnerships/mandate_sign_off.html", context, status=422 if form.errors else 200)


def _sign_off_context(mandate: Any) -> dict[str, Any]:
    documents = mandate.wording.entries
    return {
        "title": "Sign off our mandate",
        "number": place(STEP.key),
        "mandate": mandate,
        "things": [
            {
                "kind": STEP.contribution(document["kind"]),
                "title": document["content"]["title"],
                "position": document["content"]["fields"].get("position", ""),
                "lines": lines_below(STEP.contribution(document["kind"]), document["content"]),
            }
            for document in documents
        ],
        "private": mandate.wording.private_entries,
        **_since_signed(mandate, documents, mandate.wording.private_entries),
    }


@seated(rules.may_open_workbook)
@require_POST
def mandate_return(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    mandate = lifecycle.mandate_of(actor.partner, round_)
    insist_on(rules.may_decide(actor, mandate))
    return_form = ReturnForm(request.POST)
    if return_form.is_valid():
        lifecycle.return_(mandate, because=return_form.cleaned_data["because"], by=actor)
        messages.success(request, "Returned, with your reason. They can now change it and send it again.")
        return go(actor, "workbook")
    context = _sign_off_context(mandate) | {
        "form": SignOffForm(offered=mandate.wording),
        "return_form": return_form,
    }
    return render(request, "partnerships/mandate_sign_off.html", context, status=422)


@seated(rules.may_open_workbook)
@require_POST
def mandate_take_back(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    lifecycle.take_back(lifecycle.mandate_of(actor.partner, round_), by=actor)
    messages.success(request, "Taken back. You can change it and send it again.")
    return go(actor, "step", STEP.key)


@seated(rules.may_open_workbook)
def mandate_signed(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Confirmation: what was signed, and what has not happened yet."""
    mandate = lifecycle.mandate_of(actor.partner, round_)
    signed = mandate.state == MandateState.SIGNED_OFF
    insist_on(rules.may_read_drafts(actor, shown_to_approver=signed))
    context = {
        "title": "Signed off" if signed else "Not signed off",
        "mandate": mandate,
        "signed": signed,
        "step": STEP,
        "all_laid": is_all_laid(STEP, actor, round_),
    }
    return render(request, "partnerships/mandate_signed.html", context)
