"""Conversations: the guide, who has been heard, and a facilitator's own notes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from facilitation.conversation_forms import ArrangeForm, GroupForm, NoteForm, WithForm
from facilitation.conversations import coverage, noting
from facilitation.conversations.guide import GUIDE, MINUTES, PROMISE, VARIANTS, questions_for, variant_named
from facilitation.conversations.rules import may_strike, may_write_note
from facilitation.models import Conversation
from facilitation.models.conversations import VOICES
from partnerships.models import Actor, Round
from partnerships.rules import may_facilitate
from partnerships.views.access import go, insist_on, seated
from partnerships.views.table import anybody_seated


@seated(anybody_seated)
def guide(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """For everybody: who is going to be asked may read what, and what becomes of it."""
    variant = variant_named(request.GET.get("for", ""))
    context = {
        "title": "What we ask in a conversation",
        "promise": PROMISE,
        "variant": variant,
        "variants": VARIANTS,
        "groups": questions_for(variant),
        "minutes": MINUTES,
        "number": len(GUIDE),
    }
    return render(request, "facilitation/conversations/guide.html", context)


@seated(may_facilitate)
def conversations(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    found = coverage.coverage(round_)
    notes = noting.notes_by_conversation(actor)
    rows = [(one, notes.get(one.pk)) for one in coverage.conversations_of(round_)]
    # Notes of earlier rounds last until their day, and can be deleted before.
    rows += [(note.conversation, note) for note in notes.values() if note.conversation.round_id != round_.pk]
    context = {
        "title": "Conversations",
        "coverage": found,
        "voices": VOICES,
        "rows": rows,
    }
    return render(request, "facilitation/conversations/list.html", context)


@seated(may_facilitate)
def conversation_plan(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("partner", "role")}
    form = ArrangeForm(request.POST or None, partnership=actor.partnership, initial=asked)
    if request.method == "POST" and form.is_valid():
        coverage.arrange(**form.cleaned_data, round_=round_, by=actor)
        messages.success(request, "It is on the list, and among the workshops with its 45 minutes.")
        return go(actor, "conversations")
    context = {"title": "Plan a conversation", "form": form, "button": "Plan it"}
    return render(
        request, "facilitation/conversations/form.html", context, status=422 if form.errors else 200
    )


@require_POST
@seated(may_facilitate)
def conversation_with(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Say whom a one-to-one is with, so that it is counted and not entered twice."""
    form = WithForm(request.POST, round_=round_)
    if form.is_valid():
        given = form.cleaned_data
        coverage.is_with(given["workshop"], given["role"], by=actor)
    else:
        messages.error(request, "Choose in which role they speak. Nothing was changed.")
    return go(actor, "conversations")


@seated(may_facilitate)
def group_add(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        coverage.hear_group(**form.cleaned_data, round_=round_, by=actor)
        messages.success(request, "It is on the list of wider voices. You can keep a note of it.")
        return go(actor, "conversations")
    context = {"title": "A group that you heard", "form": form, "button": "Add it"}
    return render(
        request, "facilitation/conversations/form.html", context, status=422 if form.errors else 200
    )


def _conversation_or_404(actor: Actor, number: int) -> Conversation:
    found = Conversation.objects.select_related("round__partnership", "workshop__partner")
    return get_object_or_404(found, pk=number, round__partnership=actor.partnership)


@seated(may_facilitate)
def conversation(request: HttpRequest, actor: Actor, round_: Round, conversation: int) -> HttpResponse:
    """One's own note to write on; another's only to read, and only if it is shared."""
    found = _conversation_or_404(actor, conversation)
    kept = noting.note_of(found, actor)
    ruling = may_write_note(actor, found)
    form = NoteForm(request.POST or None, actor=actor, round_=found.round, note=kept) if ruling else None
    if request.method == "POST":
        insist_on(ruling)
        if form.is_valid():
            noting.write(found, **form.cleaned_data, by=actor)
            messages.success(request, "Your note is saved. Nobody else reads it unless you share it.")
            return go(actor, "conversations")
    context = {
        "title": str(found),
        "conversation": found,
        "note": kept,
        "form": form,
        "ruling": ruling,
        "may_strike": found.group and may_strike(actor, found),
    }
    status = 422 if form and form.errors else 200
    return render(request, "facilitation/conversations/conversation.html", context, status=status)


@seated(may_facilitate)
def conversation_forget(request: HttpRequest, actor: Actor, round_: Round, conversation: int) -> HttpResponse:
    found = _conversation_or_404(actor, conversation)
    kept = get_object_or_404(noting.own_notes(actor), conversation=found)
    if request.method == "POST":
        noting.forget(kept, by=actor)
        messages.success(request, "The note is deleted. What it counted towards themes stays, as a number.")
        return go(actor, "conversations")
    context = {"title": "Delete this note?", "conversation": found}
    return render(request, "facilitation/conversations/forget.html", context)


@require_POST
@seated(may_facilitate)
def group_strike(request: HttpRequest, actor: Actor, round_: Round, conversation: int) -> HttpResponse:
    coverage.strike(_conversation_or_404(actor, conversation), by=actor)
    messages.success(request, "It is off the list of wider voices.")
    return go(actor, "conversations")
