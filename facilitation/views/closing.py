"""Closing a round: what is unfinished first, then the act, then the record's digest to keep."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from facilitation import stepping
from facilitation.forms import CloseForm
from facilitation.records import close_round, records_of, verify
from facilitation.views.records import record_or_404
from facilitation.workshops.rules import in_the_way_of_closing
from partnerships.models import Actor, Round
from partnerships.rules import may_facilitate
from partnerships.views.access import go, seated
from partnerships.views.table import anybody_seated


@seated(may_facilitate)
def round_close(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    unfinished = stepping.unfinished_by_step(round_)
    form = CloseForm(request.POST or None, unfinished=bool(unfinished), initial={"number": round_.number})
    if form.is_valid():
        return _close(request, actor, form)
    context = {
        "title": f"Close {str(round_).lower()}",
        "form": form,
        "unfinished": unfinished,
        "in_the_way": in_the_way_of_closing(round_),
    }
    return render(request, "facilitation/close.html", context, status=422 if form.errors else 200)


def _close(request: HttpRequest, actor: Actor, form: CloseForm) -> HttpResponse:
    """Close the round that the form was made for, which after a second click is not the open one."""
    given = form.cleaned_data
    asked = get_object_or_404(Round, partnership=actor.partnership, number=given["number"])
    record = close_round(asked, by=actor, focus_of_next=given["focus"], closes_on_of_next=given["closes_on"])
    if record is None:
        messages.info(request, f"{asked} was closed already. This is its record.")
    return go(actor, "round-closed", asked.number)


@seated(anybody_seated)
def round_closed(request: HttpRequest, actor: Actor, round_: Round, number: int) -> HttpResponse:
    record = record_or_404(actor, number)
    context = {
        "title": f"{record.round} is closed",
        "record": record,
        "digest": " ".join(re.findall(".{1,4}", record.digest)),
        "records": records_of(actor.partnership).count(),
        "broken": verify(actor.partnership),
    }
    return render(request, "facilitation/close_done.html", context)
