"""Reading the record of a closed round, as it was frozen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from facilitation.documents import Plain
from facilitation.models import Record
from facilitation.workshops.picture import effort_picture
from partnerships.models import Actor, Round
from partnerships.views.access import seated
from partnerships.views.table import anybody_seated


def record_or_404(actor: Actor, number: int) -> Record:
    found = Record.objects.defer("frozen").select_related("round__partnership", "closed_by")
    return get_object_or_404(found, round__partnership=actor.partnership, round__number=number)


@seated(anybody_seated)
def record(request: HttpRequest, actor: Actor, round_: Round, number: int) -> HttpResponse:
    """Who took part, where the powers stood, what changed; and the way to each step."""
    found = record_or_404(actor, number)
    document = found.document
    context = {
        "title": f"Record of {str(found.round).lower()}",
        "record": found,
        "document": document,
        "partners": [partner for partner in document["partners"] if partner["voiced"]],
        "areas": _areas(document["matrix"]),
        "room": document.get("room"),
        "time": _time(document),
        "steps": [(step, _left_open(step["unfinished"])) for step in document["steps"]],
    }
    return render(request, "facilitation/close_record.html", context)


def _left_open(sentences: Sequence[str]) -> str:
    """The first of what was unfinished, in whole, and how much more the page of the step lists."""
    if len(sentences) < 2:
        return "".join(sentences)
    rest = len(sentences) - 1
    return f"{sentences[0]} {rest} more {'thing was' if rest == 1 else 'things were'} unfinished."


def _time(document: Plain) -> SafeString | str:
    """The effort share of the round, drawn from its frozen figures."""
    effort = (document.get("room") or {}).get("effort")
    if not effort:
        return ""
    marks = {name: effort[name] for name in ("guide", "low", "high")}
    return effort_picture(effort["sentence"], effort["share"], **marks)


def _areas(matrix: Plain) -> list[tuple[str, list[Plain]]]:
    """The rows of the matrix by area, each with its positions in the order of the partners."""
    rows = [
        {**row, "squares": [row["positions"][slug] for slug in matrix["partners"]]} for row in matrix["rows"]
    ]
    return [(area, list(found)) for area, found in groupby(rows, key=itemgetter("area"))]


@seated(anybody_seated)
def record_step(request: HttpRequest, actor: Actor, round_: Round, number: int, step: str) -> HttpResponse:
    """Everything that was laid and agreed for one step."""
    found = record_or_404(actor, number)
    document = found.document
    frozen = next((one for one in document["steps"] if one["key"] == step), None)
    if frozen is None:
        raise Http404
    changes = next((one for one in document["changes"] if one["key"] == step), None)
    context = {
        "title": frozen["question"],
        "record": found,
        "step": frozen,
        "earlier": document["earlier"],
        "changes": changes and _with_differing(changes),
        # Records from before partners answered these hold none.
        "checks": [one for one in document.get("checks", ()) if one["step"] == step],
        "timetable": _timetable(document, step),
        "agreed": [
            (heading, [_with_lines(thing) for thing in things])
            for heading, things in groupby(frozen["agreed"], key=itemgetter("heading"))
        ],
        "laid": _by_partner(document, frozen),
    }
    return render(request, "facilitation/close_record_step.html", context)


def _timetable(document: Plain, step: str) -> Plain | None:
    """With its days as dates; records from before there was one hold none."""
    kept = document.get("timetable")
    if not kept or kept["step"] != step or not kept["rows"]:
        return None
    days = ("by", "latest")
    return {
        **kept,
        "rows": [{**row, **{name: parse_date(row[name]) for name in days}} for row in kept["rows"]],
    }


def _with_differing(changes: Plain) -> Plain:
    reworded = [
        {**thing, "differing": [(line["label"], line["before"], line["after"]) for line in thing["lines"]]}
        for thing in changes["reworded"]
    ]
    return {**changes, "reworded": reworded}


def _by_partner(document: Plain, step: Plain) -> list[tuple[str, list[Plain]]]:
    laid = {
        partner["name"]: [_with_lines(entry) for entry in step["laid"] if entry["partner"] == partner["slug"]]
        for partner in document["partners"]
    }
    return [(name, entries) for name, entries in laid.items() if entries]


def _with_lines(thing: Plain) -> Plain:
    """With what stands below its heading: every line but the one that would repeat it."""
    title = thing["content"].get("title")
    below = [(line["label"], line["text"]) for line in thing["lines"] if line["text"] != title]
    return {**thing, "below": below}
