"""The facilitator's desk: where every partner is, what is missing, and moving the group on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from facilitation import stepping
from facilitation.conversations.board import where_they_lead
from facilitation.forms import LONGEST_REASON, FirstRoundForm, MoveForm
from facilitation.models import Move
from facilitation.residents import share_of_the_day, without_residents
from partnerships import laying
from partnerships.forming import open_round
from partnerships.leads import Led, missing_for_first_round, without_lead
from partnerships.models import Actor, Event, Partner, Partnership, Reveal, Round
from partnerships.readiness import Mark, readiness
from partnerships.rules import may_ask_for_reveal, may_facilitate
from partnerships.steps import CYCLE, Step, place, step_named
from partnerships.table import last_reveal
from partnerships.text import clean_text, listed
from partnerships.views.access import address, go, insist_on, seated, step_or_404
from partnerships.vocabulary import Readiness

RECENT = 8


@seated(may_facilitate, before_first_round=True)
def desk(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    if round_ is None:
        return _set_up(request, actor)
    here, onward = step_named(round_.step), stepping.next_step(round_)
    partners = list(actor.partnership.partners.at_table())
    words, awaited = readiness(round_, partners), stepping.partners_of(round_)
    context = {
        "here": here,
        "number": place(round_.step),
        "onward": onward,
        "unfinished": stepping.unfinished_of(here, round_, awaited, words),
        "grid": [GridRow(partner, [words[partner.pk, step.key] for step in CYCLE]) for partner in partners],
        "without_residents": without_residents(here, round_),
        "share_of_the_day": share_of_the_day(round_),
        "themes": where_they_lead(round_),
        "reveal": _reveal(here, round_, partners, awaited, words),
        "revealed": last_reveal(here, round_),
        "steps": CYCLE,
        "to_set_up": _still_to_set_up(actor.partnership, partners),
        "events": Event.objects.seen_by_group().filter(partnership_id=actor.partnership.pk)[:RECENT],
    }
    return render(request, "facilitation/desk.html", context)


@dataclass(frozen=True)
class GridRow:
    """One partner and its word for every step, in the order of the cycle."""

    partner: Partner
    words: list[Readiness]


# --- Before the first round ---------------------------------------------------------------------


@dataclass(frozen=True)
class Preparation:
    """One thing to do before the first round, and whether it is done."""

    title: str
    name: str
    note: str
    done: bool


def _set_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    partners = list(actor.partnership.partners.at_table())
    missing, leadless = missing_for_first_round(actor.partnership), _leadless(actor.partnership, partners)
    form = FirstRoundForm(request.POST or None, missing=missing, without_lead=leadless)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        open_round(actor.partnership, by=actor, focus=given["focus"], closes_on=given["closes_on"])
        messages.success(request, "Round 1 is open. Partners can begin with their mandates.")
        return go(actor, "desk")
    todo = [(thing, address(actor, thing.name)) for thing in _preparations(actor, partners)]
    context = {"title": "Set up the partnership", "form": form, "todo": todo, "missing": missing}
    return render(request, "facilitation/desk_set_up.html", context, status=422 if form.errors else 200)


def _preparations(actor: Actor, partners: Sequence[Partner]) -> list[Preparation]:
    bodies = len(partners)
    powers = actor.partnership.powers.discussed().count()
    leadless = without_lead(actor.partnership, partners)
    invited = [one for one in leadless if one.invited]
    waiting = f". Waiting for an answer: {_names(invited)}" if invited else ""
    return [
        Preparation("Add the partners", "partners", f"{bodies} added", bodies > 1),
        Preparation(
            "Invite a lead for each partner",
            "people",
            f"{bodies - len(leadless)} of {bodies} have a lead{waiting}",
            bool(bodies) and len(leadless) == len(invited),
        ),
        Preparation("Choose the powers to talk about", "powers", f"{powers} chosen", powers > 0),
    ]


@dataclass(frozen=True)
class ToSetUp:
    """Something that the setting up has left open: a sentence, and the page where it is done."""

    sentence: str
    action: str
    name: str


def _still_to_set_up(partnership: Partnership, partners: Sequence[Partner]) -> list[ToSetUp]:
    found = []
    if len(partners) < 2:
        found.append(ToSetUp("There are fewer than two partners.", "Add partners", "partners"))
    if not partnership.powers.discussed().exists():
        found.append(ToSetUp("There is no power to talk about.", "Choose powers", "powers"))
    if leadless := _leadless(partnership, partners):
        found.append(ToSetUp(leadless, "Invite leads", "people"))
    return found


def _leadless(partnership: Partnership, partners: Sequence[Partner]) -> str:
    """`2 partners have no lead yet: Moor (invited on 23 November 2026) and Vale.`"""
    found = without_lead(partnership, partners)
    if not found:
        return ""
    have = "1 partner has" if len(found) == 1 else f"{len(found)} partners have"
    return f"{have} no lead yet: {_names(found)}."


def _names(found: Sequence[Led]) -> str:
    """Short names; with who is invited already, the day."""
    return listed([f"{one.partner.short_name}{_invited_on(one)}" for one in found])


def _invited_on(one: Led) -> str:
    if not one.invited:
        return ""
    return f" (invited on {date_format(localdate(one.invited[0].invited_at), 'j F Y')})"


# --- Moving -------------------------------------------------------------------------------------


@require_POST
@seated(may_facilitate)
def desk_move(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """Move at once, or ask why if partners are unfinished and no reason is given yet."""
    if not request.POST.get("to_step"):
        messages.error(request, "Choose the step that the group goes to. Nobody was moved.")
        return go(actor, "desk")
    leaving = step_or_404(request.POST.get("from_step", ""))
    going_to = step_or_404(request.POST.get("to_step", ""))
    reason = clean_text(request.POST.get("reason", ""))[: LONGEST_REASON + 1]
    if round_.step == leaving.key and _is_asked(leaving, going_to, round_, reason):
        return _ask_why(request, round_, leaving, going_to)
    moved = stepping.move(round_, from_step=leaving.key, to_step=going_to.key, reason=reason, by=actor)
    if moved:
        messages.success(request, f"The group is at step {place(going_to.key)}: {going_to.question}")
    elif leaving != going_to:
        messages.info(request, _who_moved(round_))
    return go(actor, "desk")


def _is_asked(leaving: Step, going_to: Step, round_: Round, reason: str) -> bool:
    """Why: not said where it is asked, or at too great length."""
    return len(reason) > LONGEST_REASON or not stepping.may_move(leaving, going_to, round_, reason=reason)


def _ask_why(request: HttpRequest, round_: Round, leaving: Step, going_to: Step) -> HttpResponse:
    asked = "reason" in request.POST
    initial = {"from_step": leaving.key, "to_step": going_to.key}
    form = MoveForm(request.POST if asked else None, initial=initial)
    context = {
        "title": "Not everybody is finished",
        "form": form,
        "leaving": leaving,
        "going_to": going_to,
        "unfinished": stepping.unfinished(leaving, round_),
        "without_residents": without_residents(leaving, round_)
        if stepping.is_onward(leaving, going_to)
        else "",
    }
    return render(request, "facilitation/desk_move.html", context, status=422 if asked else 200)


def _who_moved(round_: Round) -> str:
    """For whoever was second: what happened instead."""
    round_.refresh_from_db()
    last = Move.objects.filter(round=round_).select_related("moved_by").last()
    here = f"The group is at step {place(round_.step)}, {step_named(round_.step).name}."
    return f"{last.moved_by} moved the group a moment ago. {here}" if last else here


# --- Reveals ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RevealState:
    """A pending reveal of a step: who has lodged for it, and who has not. Who has laid everything is neither."""

    reveal: Reveal
    lodged: list[Partner]
    waiting: list[Partner]

    @property
    def has_lodged(self) -> str:
        return listed([partner.short_name for partner in self.lodged])

    @property
    def not_lodged(self) -> str:
        return listed([partner.short_name for partner in self.waiting])


def _reveal(
    step: Step,
    round_: Round,
    partners: Sequence[Partner],
    awaited: Sequence[Partner],
    words: Mapping[Mark, Readiness],
) -> RevealState | None:
    pending = laying.pending_reveal(step, round_)
    if pending is None:
        return None
    lodged = [partner for partner in partners if words[partner.pk, step.key] == Readiness.LODGED]
    done = (Readiness.LODGED, Readiness.LAID)
    waiting = [partner for partner in awaited if words[partner.pk, step.key] not in done]
    return RevealState(pending, lodged, waiting)


@seated(may_facilitate)
def reveal_ask(request: HttpRequest, actor: Actor, round_: Round, step: str) -> HttpResponse:
    """Say first what will happen; ask when that is confirmed."""
    found = step_or_404(step)
    if request.method != "POST":
        insist_on(may_ask_for_reveal(actor, round_, laying.pending_reveal(found, round_)))
        context = {"title": f"Ask for a reveal of {found.name}?", "step": found}
        return render(request, "facilitation/desk_reveal_ask.html", context)
    laying.ask_for_reveal(found, round_=round_, by=actor)
    messages.success(request, f"Partners now lodge {found.name}. Nobody sees anything until you open it.")
    return go(actor, "desk")


@seated(may_facilitate)
def reveal_cancel(request: HttpRequest, actor: Actor, round_: Round, reveal: int) -> HttpResponse:
    found = get_object_or_404(Reveal.objects.pending(), pk=reveal, round=round_)
    step = step_named(found.step)
    if request.method == "POST":
        laying.cancel_reveal(found, step, by=actor)
        messages.success(
            request, f"The reveal of {step.name} is cancelled. What partners lay is seen at once."
        )
        return go(actor, "desk")
    context = {"title": f"Cancel the reveal of {step.name}?", "step": step, "reveal": found}
    return render(request, "facilitation/desk_reveal_cancel.html", context)


@require_POST
@seated(may_facilitate)
def reveal_open(request: HttpRequest, actor: Actor, round_: Round, reveal: int) -> HttpResponse:
    """Open it, or ask first if somebody has not lodged."""
    found = get_object_or_404(Reveal, pk=reveal, round=round_)
    step = step_named(found.step)
    partners = list(actor.partnership.partners.at_table())
    awaited = stepping.partners_of(round_)
    state = _reveal(step, round_, partners, awaited, readiness(round_, partners))
    if state and state.waiting and "anyway" not in request.POST:
        context = {"title": "Not everybody has lodged", "state": state, "step": step}
        return render(request, "facilitation/desk_reveal.html", context)
    opened = laying.open_reveal(found, step, by=actor)
    if opened:
        names = listed([partner.short_name for partner in opened])
        messages.success(request, f"{step.name} is open for everybody: {names}.")
    else:
        messages.info(request, f"{step.name} is open. Nothing more was lodged for it.")
    return go(actor, "desk")
