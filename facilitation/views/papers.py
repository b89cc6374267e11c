"""Papers for boards: the list, drafting and issuing, and serving what was issued."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from facilitation import pdf
from facilitation.forms import IssueForm, MandateIssueForm
from facilitation.models import Issue, Record
from facilitation.papers import Paper, draft_of, file_name, html_of, issue, next_number, note_reading
from facilitation.papers import mandate as mandates
from facilitation.papers import summary as summaries
from facilitation.papers.asking import Parts, Purpose, suggested_asks
from facilitation.records import records_of
from facilitation.views.records import record_or_404
from partnerships.mandate_papers import MandatePaper, mandate_paper, may_issue_mandate_paper
from partnerships.models import Actor, Round
from partnerships.rules import may_facilitate, may_read_mandate_paper
from partnerships.views.access import address, any_seat, go, marked_or_404, seated
from partnerships.vocabulary import Marking


@seated(any_seat, before_first_round=True)
def papers(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    issued = _readable(actor).defer("html", "pdf")
    context = {
        "title": "Papers",
        "for_all": [one for one in issued if one.partner_id is None],
        "own": [one for one in issued if one.partner_id],
        "reads_own": may_read_mandate_paper(actor),
        "issues_own": round_ and may_issue_mandate_paper(actor) and mandate_paper(actor, round_) is not None,
        "records": [] if actor.has_left else records_of(actor.partnership).defer("frozen").reverse(),
    }
    return render(request, "facilitation/papers.html", context)


def _readable(actor: Actor) -> Any:
    """Papers for all boards, and the partner's own for those who may read them. Who has left has only the latter."""
    issued = Issue.objects.filter(round__partnership=actor.partnership).select_related(
        "round__partnership", "issued_by"
    )
    found = issued.readable_from(actor.partner if may_read_mandate_paper(actor) else None)
    return found.exclude(partner=None) if actor.has_left else found


# --- The round summary --------------------------------------------------------------------------


@seated(may_facilitate)
def paper_summary(request: HttpRequest, actor: Actor, round_: Round, number: int) -> HttpResponse:
    """The draft as a page: with what the form asks, or with what suggests itself."""
    record = record_or_404(actor, number)
    form = IssueForm(request.POST or _suggested(record))
    if not form.is_valid():
        return _summary_page(request, record, form)
    return _draft(_summary(record, form), form, address(actor, "paper-issue", number))


@seated(may_facilitate)
def paper_issue(request: HttpRequest, actor: Actor, round_: Round, number: int) -> HttpResponse:
    record = record_or_404(actor, number)
    form = IssueForm(request.POST or None, initial=_suggested(record))
    if form.is_valid():
        return _issued(request, actor, _summary(record, form), form) or _summary_page(request, record, form)
    return _summary_page(request, record, form)


def _suggested(record: Record) -> dict[str, Any]:
    asks = enumerate(suggested_asks(record.document), start=1)
    return {
        "number": next_number(record.round, summaries.KIND),
        "purpose": Purpose.DECISION,
        "marking": Marking.OFFICIAL,
        **{
            f"{part}_{place}": said
            for place, ask in asks
            for part, said in zip(("verb", "words"), ask, strict=True)
        },
    }


def _summary(record: Record, form: IssueForm) -> Paper:
    given = form.cleaned_data
    purpose = Purpose(given["purpose"]).label
    return summaries.summary(
        record, asks=form.asks, purpose=purpose, marking=given["marking"], handling=given["handling"]
    )


def _summary_page(request: HttpRequest, record: Record, form: IssueForm) -> HttpResponse:
    title = f"{record.round} summary for boards"
    context = {"title": title, "form": form, "record": record}
    return render(request, "facilitation/papers_summary.html", context, status=422 if form.errors else 200)


# --- A partner's own mandate --------------------------------------------------------------------


@seated(may_issue_mandate_paper)
def paper_mandate(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Draft and issue the paper for the partner's own board."""
    frozen = mandate_paper(actor, round_)
    if frozen is None:
        return render(request, "facilitation/papers_mandate.html", {"title": "Our mandate paper"})
    form = _mandate_form(request, actor, round_, frozen)
    if form.is_valid():
        paper = _mandate(frozen, actor, round_, form)
        if "draft" in request.POST:
            return _draft(paper, form, address(actor, "paper-mandate"))
        if answer := _issued(request, actor, paper, form):
            return answer
    context = {"title": "Our mandate paper", "form": form, "frozen": frozen}
    return render(request, "facilitation/papers_mandate.html", context, status=422 if form.errors else 200)


def _mandate_form(
    request: HttpRequest, actor: Actor, round_: Round, frozen: MandatePaper
) -> MandateIssueForm:
    initial = {
        "number": next_number(round_, mandates.KIND, actor.partner),
        "marking": Marking.SENSITIVE,
        "handling": "Members of our own board only",
        "parts": Parts.BOTH,
    }
    return MandateIssueForm(request.POST or None, initial=initial, with_part_2=bool(frozen.private))


def _mandate(frozen: MandatePaper, actor: Actor, round_: Round, form: MandateIssueForm) -> Paper:
    given = {name: value for name, value in form.cleaned_data.items() if name != "number"}
    return mandates.mandate(frozen, round_=round_, by=actor, **given)


# --- Issuing and serving ------------------------------------------------------------------------


def _draft(paper: Paper, form: IssueForm | MandateIssueForm, back: str) -> HttpResponse:
    links = {"back_url": back, "back_text": "Back to the form"}
    number = form.cleaned_data["number"]
    with suppress(pdf.PdfFailed):  # then the page shows all of it
        paper = draft_of(paper, number=number)
    return HttpResponse(html_of(paper, number=number, links=links))


def _issued(
    request: HttpRequest, actor: Actor, paper: Paper, form: IssueForm | MandateIssueForm
) -> HttpResponseRedirect | None:
    """Issue it and go to the list; nothing, with the reason beside the form, if its PDF failed."""
    try:
        made = issue(paper, by=actor, number=form.cleaned_data["number"])
    except pdf.PdfFailed as error:
        form.add_error(None, str(error))
        return None
    if made.pages:
        messages.success(request, f"“{made.title}” is issued, on {made.pages} sides.")
    else:
        messages.warning(request, f"“{made.title}” is issued as a web page. {pdf.UNAVAILABLE}")
    return go(actor, "papers")


@seated(any_seat)
def issue_html(request: HttpRequest, actor: Actor, round_: Round, issue: str) -> HttpResponse:
    issued = marked_or_404(_readable(actor).defer("pdf"), issue)
    note_reading(issued, "opened", by=actor)
    return HttpResponse(issued.html)


@seated(any_seat)
def issue_pdf(request: HttpRequest, actor: Actor, round_: Round, issue: str) -> HttpResponse:
    issued = marked_or_404(_readable(actor).defer("html"), issue)
    if not issued.pages:
        raise Http404
    note_reading(issued, "downloaded", by=actor)
    headers = {"Content-Disposition": f'inline; filename="{file_name(issued)}"'}
    return HttpResponse(bytes(issued.pdf), content_type="application/pdf", headers=headers)
