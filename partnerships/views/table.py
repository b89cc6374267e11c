"""The table and the group board: what everybody in the partnership sees."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from partnerships import agreeing, officials, rules
from partnerships.changes import Worded
from partnerships.comparing import comparisons
from partnerships.models import Actor, Power, Round, TableEntry
from partnerships.positions import State
from partnerships.rulings import Ruling
from partnerships.steps import CYCLE, Step, agreement_kind, has_reached, place
from partnerships.steps.mandate import ITEM
from partnerships.steps.mandate import STEP as MANDATE
from partnerships.table import Laid, board, changes_since, is_bare, kind_of, last_reveal, matrix
from partnerships.text import listed
from partnerships.timetable import timetable as timetable_of_round
from partnerships.views.access import address, seated, step_or_404
from partnerships.wordings import differing_lines, lines

MILESTONE = "milestone"


def anybody_seated(actor: Actor) -> Ruling:
    """Everybody with a role in the partnership reads the table; see the rule."""
    return rules.may_read_table(actor)


@seated(anybody_seated)
def table(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Partners by powers, and the way to each step's board."""
    context = {
        "title": "The table",
        "matrix": matrix(round_),
        "meanings": [(state.label, state.meaning) for state in State],
        "revealed": last_reveal(MANDATE, round_),
        "boards": boards(actor, round_),
    }
    return render(request, "partnerships/table.html", context)


def boards(actor: Actor, round_: Round, current: str = "") -> list[dict[str, Any]]:
    return [
        {
            "step": step,
            "number": place(step.key),
            "url": address(actor, "board", step.key),
            "current": step.key == current,
            "seat": "here" if step.key == round_.step else "done" if has_reached(round_.step, step) else "",
        }
        for step in CYCLE
    ]


@seated(anybody_seated)
def step_board(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    """What was laid for one step, and what the group agrees about it."""
    declared = step_or_404(step)
    context = board_context(declared, actor, round_)
    return render(request, "partnerships/board.html", context)


def board_context(step: Step, actor: Actor, round_: Round) -> dict[str, Any]:
    partners = list(actor.partnership.partners.voiced())
    dropped = agreeing.dropped(step, round_)
    before = agreeing.stood_before(step, round_, partners)
    agreements = agreeing.agreements(step, round_, partners)
    asks_government = any(kind.sheet and kind.sheet.central for kind in step.alone)
    return {
        "title": step.question,
        "step": step,
        "number": place(step.key),
        "sections": board(step, round_),
        "is_bare": is_bare(step, round_),
        "comparisons": comparisons(step, round_),
        "agreements": [
            (kind, [(item, before.get(item.agreement.pk)) for item in agreed], dropped[kind.key])
            for kind, agreed in agreements
        ],
        "waiting_for_us": agreeing.waiting_for_us(agreements, actor, round_, partners),
        "partners": partners,
        "may_agree": rules.may_agree(actor, round_),
        "asks_government": asks_government,
        "silent": listed(officials.silent(round_)) if asks_government else "",
        "boards": boards(actor, round_, step.key),
    }


@seated(anybody_seated)
def power(request: HttpRequest, actor: Actor, round_: Round, power: int) -> HttpResponse:
    """Everybody's words on one power."""
    about = get_object_or_404(Power, pk=power, partnership=actor.partnership)
    entries = TableEntry.objects.in_round(round_).filter(kind=ITEM.key, subject=str(about.pk)).latest()
    laid = [Laid(entry, ITEM) for entry in entries.select_related("partner", "laid_by").order_by("partner")]
    row = next((row for row in matrix(round_).rows if row.power.pk == about.pk), None)
    context = {"title": about.title, "power": about, "laid": laid, "row": row}
    return render(request, "partnerships/power.html", context)


@seated(anybody_seated)
def timetable(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Milestones in the order of their days, with the days that each may still slip."""
    step, kind = agreement_kind(MILESTONE)
    context = {
        "title": kind.heading,
        "timetable": timetable_of_round(round_),
        "step": step,
        "number": place(step.key),
        "kind": kind,
        "may_agree": rules.may_agree(actor, round_),
    }
    return render(request, "partnerships/timetable.html", context)


@seated(anybody_seated)
def changes(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """What changed since last round, step by step."""
    earlier = Round.objects.filter(partnership=actor.partnership, number=round_.number - 1).first()
    context = {
        "title": "What changed",
        "earlier": earlier,
        "steps": _changes(earlier, round_) if earlier else [],
    }
    return render(request, "partnerships/changes.html", context)


def _changes(earlier: Round, later: Round) -> list[dict[str, Any]]:
    names = {None: "", **{partner.pk: partner for partner in later.partnership.partners.all()}}
    return [
        {
            "step": step,
            "number": place(step.key),
            "changes": found,
            "new": [_shown(thing, step, names) for thing in found.new],
            "reworded": [_reworded(before, after, step, names) for before, after in found.reworded],
            "dropped": [_headed(thing, names) for thing in found.dropped],
        }
        for step, found in changes_since(earlier, later)
    ]


def _headed(thing: Worded, names: dict) -> dict[str, Any]:
    return {"owner": names.get(thing.owner, ""), "title": thing.title}


def _shown(thing: Worded, step: Step, names: dict) -> dict[str, Any]:
    return _headed(thing, names) | {"lines": lines(kind_of(thing, step), thing.content)}


def _reworded(before: Worded, after: Worded, step: Step, names: dict) -> dict[str, Any]:
    """Both wordings of every field in which they differ."""
    return _headed(after, names) | {
        "differing": differing_lines(kind_of(after, step), before.content, after.content)
    }
