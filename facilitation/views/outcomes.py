"""What comes out of a workshop: settling promises, and the note with its corrections."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from facilitation import pdf
from facilitation.models import Correction, FollowUp, ParkedItem, Promise, Workshop
from facilitation.room_forms import AnswerForm, CorrectionForm, HeardForm, ParkedForm, PromiseForm
from facilitation.views.workshops import workshop_or_404
from facilitation.vocabulary import PromiseState
from facilitation.workshops import follow_up as notes
from facilitation.workshops import outcomes
from facilitation.workshops.rules import may_correct
from facilitation.workshops.word import TYPE, word_of
from partnerships.models import Actor, Round
from partnerships.rules import may_facilitate
from partnerships.views.access import go, insist_on, seated
from partnerships.views.table import anybody_seated

OVERTAKEN = (
    "Somebody else has changed this meanwhile, so yours is not saved yet. Their words are under the form: "
    "take over into yours what you want to keep, then save"
)
UNSAVED = "This is not saved yet. Save it first, then make the note final"

# --- Promises and parked items ------------------------------------------------------------------


@seated(may_facilitate)
def promise_settle(request: HttpRequest, actor: Actor, round_: Round, promise: int) -> HttpResponse:
    """Kept, late, missed, no longer needed, or another day."""
    found = get_object_or_404(Promise, pk=promise, workshop__round__partnership=actor.partnership)
    form = PromiseForm(request.POST or None, promise=found)
    if form.is_valid():
        if form.another_day:
            done = outcomes.renegotiate(found, form.another_day, by=actor)
        else:
            done = outcomes.settle(found, PromiseState(form.cleaned_data["became"]), by=actor)
        if done:
            messages.success(request, f"Noted what became of “{found.text}”.")
        else:
            said = found.get_state_display().lower()
            messages.info(request, f"Somebody has said already what became of “{found.text}”: {said}.")
        return _back(actor, round_, found.workshop)
    context = {
        "title": found.text,
        "promise": found,
        "words": found.words_on(localdate()),
        "form": form,
        "days": found.renegotiations.all(),
    }
    return render(request, "facilitation/promise.html", context, status=422 if form.errors else 200)


@seated(may_facilitate)
def parked_settle(request: HttpRequest, actor: Actor, round_: Round, parked: int) -> HttpResponse:
    found = get_object_or_404(ParkedItem, pk=parked, workshop__round__partnership=actor.partnership)
    form = ParkedForm(request.POST or None)
    if form.is_valid():
        outcomes.settle_parked(found, form.cleaned_data["words"], by=actor)
        return _back(actor, round_, found.workshop)
    context = {"title": found.text, "parked": found, "form": form}
    return render(request, "facilitation/parked.html", context, status=422 if form.errors else 200)


def _back(actor: Actor, round_: Round, workshop: Workshop) -> HttpResponse:
    """To the console of the workshop that is running, where promises are reviewed; else to where it was made."""
    running = Workshop.objects.running().in_round(round_).filter(run_by=actor.person).first()
    return go(actor, "console", running.pk) if running else go(actor, "workshop", workshop.pk)


# --- The note -----------------------------------------------------------------------------------


@seated(anybody_seated)
def follow_up(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    return _note_page(request, actor, _noted_or_404(actor, workshop))


def _noted_or_404(actor: Actor, workshop: int) -> FollowUp:
    """The note of a workshop that is over. Facilitators find an empty one; partners only what was shared."""
    held = workshop_or_404(actor, workshop)
    if not (held.is_for_all and held.is_over):
        raise Http404
    found = FollowUp.objects.filter(workshop=held).first()
    if actor.facilitates:
        found = found or FollowUp(workshop=held)
    if found is None or not (actor.facilitates or found.shared_at):
        raise Http404
    found.workshop = held
    return found


def _note_page(
    request: HttpRequest,
    actor: Actor,
    found: FollowUp,
    form: HeardForm | CorrectionForm | None = None,
    *,
    has_changed: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": f"Note of {found.workshop.title}",
        "follow_up": found,
        "workshop": found.workshop,
        "note": notes.document_of(found) if found.pk else None,
        "has_changed": has_changed,
        "read": notes.mark_of_whole(found) if found.pk and not found.is_final else "",
        "form": form or _form_for(actor, found),
        "answer": AnswerForm(),
        "corrections": found.corrections.select_related("partner", "said_by") if found.pk else [],
        "unanswered": found.pk and found.corrections.filter(answered_at=None).count(),
        "issue": notes.issued_note(found) if found.is_final else None,
    }
    status = 409 if has_changed else 422 if form and form.errors else 200
    return render(request, "facilitation/follow_up.html", context, status=status)


def _form_for(actor: Actor, found: FollowUp) -> HeardForm | CorrectionForm | None:
    if actor.facilitates:
        initial = {"heard": found.heard, "seen": notes.mark_of(found)}
        return None if found.is_final else HeardForm(initial=initial)
    return CorrectionForm() if may_correct(actor, found) else None


@require_POST
@seated(may_facilitate)
def follow_up_write(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Save what we heard, and share it if that button was pressed."""
    found = _noted_or_404(actor, workshop)
    form = HeardForm(request.POST)
    if not form.is_valid():
        return _note_page(request, actor, found, form)
    try:
        saved = notes.write(found.workshop, **form.cleaned_data, by=actor)
    except notes.Overtaken:
        return _overtaken(request, actor, workshop)
    if "share" in request.POST and notes.share(saved, by=actor):
        messages.success(request, "Partners can now read the note and say what is wrong.")
    else:
        messages.success(request, "Saved.")
    return go(actor, "follow-up", workshop)


def _overtaken(request: HttpRequest, actor: Actor, workshop: int) -> HttpResponse:
    """Both texts on one page: one's own in the form, which saves over the other if it is sent again."""
    found = _noted_or_404(actor, workshop)
    form = HeardForm({"heard": request.POST["heard"], "seen": notes.mark_of(found)})
    form.add_error("heard", OVERTAKEN)
    page = _note_page(request, actor, found, form)
    page.status_code = 409
    return page


@require_POST
@seated(may_facilitate)
def follow_up_final(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    """Make it final, then its papers. If the PDF failed, a button tries again."""
    found = _noted_or_404(actor, workshop)
    if found.pk is None:
        raise Http404
    form = HeardForm(request.POST)
    if not found.is_final and _was_typed_in(form):
        form.add_error("heard", UNSAVED)
        return _note_page(request, actor, found, form)
    try:
        notes.make_final(found, read=request.POST.get("read", ""), by=actor)
    except notes.Overtaken:
        return _note_page(request, actor, _noted_or_404(actor, workshop), has_changed=True)
    found.refresh_from_db()
    try:
        notes.issue_note(found, by=actor)
        messages.success(request, "The note is final. It is kept as a page and as a PDF under Papers.")
    except pdf.PdfFailed as error:
        messages.warning(request, f"The note is final, but its PDF was not made. {error}")
    return go(actor, "follow-up", workshop)


def _was_typed_in(form: HeardForm) -> bool:
    """Whether it holds other words than those it was shown with."""
    if not form.is_valid():
        return True
    seen = form.cleaned_data["seen"]
    return bool(seen) and notes.mark_of_words(form.cleaned_data["heard"]) != seen


@require_POST
@seated(anybody_seated)
def follow_up_correct(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = _noted_or_404(actor, workshop)
    insist_on(may_correct(actor, found))
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _note_page(request, actor, found, form)
    notes.correct(found, form.cleaned_data["text"], by=actor)
    messages.success(
        request, "Your correction is with the facilitator. Everybody who reads the note sees it."
    )
    return go(actor, "follow-up", workshop)


@require_POST
@seated(may_facilitate)
def correction_answer(
    request: HttpRequest, actor: Actor, round_: Round, workshop: int, correction: int
) -> HttpResponse:
    found = _noted_or_404(actor, workshop)
    said = get_object_or_404(Correction, pk=correction, follow_up=found.pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        notes.answer(said, form.cleaned_data["answer"], by=actor)
    else:
        messages.warning(request, "Say what was done about the correction, in up to 300 characters.")
    return go(actor, "follow-up", workshop)


@seated(anybody_seated)
def follow_up_word(request: HttpRequest, actor: Actor, round_: Round, workshop: int) -> HttpResponse:
    found = _noted_or_404(actor, workshop)
    if found.pk is None:
        raise Http404
    name = slugify(f"{actor.partnership.slug} note of {found.workshop.title}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    return HttpResponse(word_of(found), content_type=TYPE, headers=headers)
