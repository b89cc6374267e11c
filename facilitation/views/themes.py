"""The themes board for everybody, and the facilitator's work on themes."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from facilitation import pdf
from facilitation.conversation_forms import ThemeForm
from facilitation.conversations import board, coverage, handout
from facilitation.conversations import themes as verbs
from facilitation.models import Theme, Workshop
from facilitation.vocabulary import Became
from partnerships.models import Actor, Round
from partnerships.rules import may_facilitate
from partnerships.views.access import go, seated
from partnerships.views.table import anybody_seated

PAPER_LINKS = {"back_url": "../", "back_text": "The themes board", "pdf_url": "pdf/"}
SAID = {
    Became.AGENDA: "It is the last block on the agenda of “{}”. Move it to its place there.",
    Became.POLL: "It is a draft among the votes of “{}”. Nobody sees it until you open it.",
    Became.PARKED: "It is parked in “{}”. It is yours to bring back.",
}
PUT_UP = "It is on the board, and everybody in the partnership can read it."
COUNTED = "It is counted again: the board says {} conversations."


def themes_of_round(request: HttpRequest) -> dict[str, Any]:
    """For the page that everybody has in common, as `time_of_round` is. Read if asked for."""
    return {"themes_of_round": partial(_themes_of_round, request)}


def _themes_of_round(request: HttpRequest) -> str:
    round_ = getattr(request, "round", None)
    return board.where_they_lead(round_) if round_ else ""


@seated(anybody_seated)
def themes(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    columns = board.board(round_)
    context: dict[str, Any] = {
        "title": "What the conversations told us",
        "columns": columns,
        "any": any(column.themes for column in columns),
        "groups": coverage.groups(round_),
        "leading": board.where_they_lead(round_),
    }
    if actor.facilitates:
        context |= {
            "mine": board.desk(actor, round_),
            "planned": board.next_planned(round_),
            "begun": board.last_begun(round_),
        }
    return render(request, "facilitation/conversations/themes.html", context)


@seated(may_facilitate)
def theme_add(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.add(form.save(commit=False), round_=round_, by=actor)
        messages.success(
            request, "The theme is saved. Tick it in the notes of the conversations that speak to it."
        )
        return go(actor, "themes")
    context = {"title": "Write down a theme", "form": form}
    return render(
        request, "facilitation/conversations/theme.html", context, status=422 if form.errors else 200
    )


# --- On paper -----------------------------------------------------------------------------------


@seated(anybody_seated)
def themes_paper(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """What is on the board, as one side of paper."""
    return HttpResponse(handout.html_of(round_, links=PAPER_LINKS))


@seated(anybody_seated)
def themes_pdf(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    try:
        printed = handout.pdf_of(round_)
    except (pdf.PdfFailed, pdf.PdfUnavailable) as error:
        messages.warning(request, str(error))
        return go(actor, "themes")
    name = slugify(f"{actor.partnership.slug} {round_} themes")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)


# --- The facilitator's work ---------------------------------------------------------------------


def _theme_or_404(actor: Actor, number: int) -> Theme:
    found = Theme.objects.visible_to(actor).select_related("round__partnership")
    return get_object_or_404(found, pk=number, round__partnership=actor.partnership)


@seated(may_facilitate)
def theme_change(request: HttpRequest, actor: Actor, round_: Round, theme: int) -> HttpResponse:
    found = _theme_or_404(actor, theme)
    form = ThemeForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        verbs.change(form.save(commit=False), by=actor)
        return go(actor, "themes")
    context = {"title": "Change a theme", "form": form, "theme": found}
    return render(
        request, "facilitation/conversations/theme.html", context, status=422 if form.errors else 200
    )


@require_POST
@seated(may_facilitate)
def theme_board(request: HttpRequest, actor: Actor, round_: Round, theme: int) -> HttpResponse:
    """Put it before everybody, or take it off."""
    found = _theme_or_404(actor, theme)
    if "off" in request.POST:
        verbs.take_off(found, by=actor)
        messages.success(request, "It is off the board. Who has read it has read it.")
    else:
        shown = verbs.put_up(found, by=actor)
        said = COUNTED.format(shown.shown_sources) if found.is_on_board else PUT_UP
        messages.success(request, said)
    return go(actor, "themes")


@require_POST
@seated(may_facilitate)
def theme_use(request: HttpRequest, actor: Actor, round_: Round, theme: int) -> HttpResponse:
    """One click: an agenda item, the draft of a vote, or something parked."""
    found = _theme_or_404(actor, theme)
    as_, number = request.POST.get("as", ""), request.POST.get("workshop", "")
    if as_ not in Became or not (number.isascii() and number.isdigit()):
        raise Http404
    with_all = Workshop.objects.for_all().select_related("round__partnership")
    workshop = get_object_or_404(with_all, pk=number[:18], round=found.round)
    verbs.USES[Became(as_)](found, workshop, by=actor)
    messages.success(request, SAID[Became(as_)].format(workshop.title))
    return go(actor, "themes")


@seated(may_facilitate)
def theme_remove(request: HttpRequest, actor: Actor, round_: Round, theme: int) -> HttpResponse:
    found = _theme_or_404(actor, theme)
    if request.method == "POST":
        verbs.drop(found, by=actor)
        messages.success(request, "The theme is removed.")
        return go(actor, "themes")
    context = {"title": "Remove this theme?", "theme": found}
    return render(request, "facilitation/conversations/theme_remove.html", context)
