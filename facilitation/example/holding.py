"""Holding the example's workshops: planned, run through by the clock, voted in, noted, written up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from facilitation.example.cast import Cast
from facilitation.models import Poll, Promise, Workshop
from facilitation.polls import ballots, drafting, moderating, naming, polling
from facilitation.polls.bank import question_coded
from facilitation.vocabulary import ItemKind, Presence, PromiseState, WorkshopKind
from facilitation.workshops import follow_up, outcomes, planning, running
from facilitation.workshops.agendas import ONE_TO_ONE, ReadyAgenda, ReadyItem
from partnerships.models import Agreement, Round


@dataclass(frozen=True)
class Vote:
    """A question of the bank, and the answers as ballots hold them; which texts are counted with another, and which are not shown."""

    code: str
    answers: Sequence[str]
    merged: Mapping[str, str] = field(default_factory=dict)
    parked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Owed:
    """A promise: what became of it, or the day it was moved to and when that was said."""

    text: str
    owner: str
    due: dt.date
    became: str = ""
    moved_to: dt.date | None = None
    said_on: dt.date | None = None


@dataclass(frozen=True)
class Parked:
    text: str
    owner: str
    due: dt.date
    settled_as: str = ""


@dataclass(frozen=True)
class Held:
    """One workshop as it went. `minutes` are those that each block took; `away` says who came instead, or nobody."""

    title: str
    place: str
    on: dt.date
    starts: dt.time
    agenda: ReadyAgenda
    minutes: Sequence[int] = ()
    away: Mapping[str, str | None] = field(default_factory=dict)
    unheard: Sequence[str] = ()
    votes: Sequence[Vote] = ()
    decided: Sequence[tuple[str, str]] = ()
    promised: Sequence[Owed] = ()
    parked: Sequence[Parked] = ()
    heard: str = ""
    gradient: str = ""
    corrections: Sequence[tuple[str, str, str | None]] = ()
    is_final: bool = True


def plan(held: Held, cast: Cast, round_: Round) -> Workshop:
    bare = Workshop(title=held.title, place=held.place, held_on=held.on, starts_at=held.starts)
    return planning.plan(bare, round_=round_, agenda=held.agenda, by=cast.facilitator)


def hold(held: Held, cast: Cast, round_: Round, *, words: Agreement | None = None) -> Workshop:
    """All of one workshop. `words` are what the vote on the seven points asks about."""
    workshop = plan(held, cast, round_)
    clock = timezone.make_aware(dt.datetime.combine(held.on, held.starts))
    running.begin(workshop, when=clock, by=cast.facilitator)
    _come(workshop, held, cast)
    for item, minutes in zip(workshop.items.all(), held.minutes, strict=True):
        running.show(workshop, item, at=workshop.item_id, when=clock, by=cast.facilitator)
        clock += dt.timedelta(minutes=minutes)
    for vote in held.votes:
        _vote(workshop, vote, cast)
    if words and held.gradient:
        _ask_how_far(workshop, held.gradient, words, cast)
    _note(workshop, held, cast)
    running.end(workshop, when=clock, by=cast.facilitator)
    _write_up(workshop, held, cast)
    return workshop


def _come(workshop: Workshop, held: Held, cast: Cast) -> None:
    for one in workshop.attendances.select_related("partner"):
        substitute = held.away.get(one.partner.slug)
        presence = Presence.PRESENT
        if one.partner.slug in held.away:
            presence = Presence.SUBSTITUTE if substitute else Presence.APOLOGIES
        running.mark_presence(one, presence, substitute=substitute or "", by=cast.facilitator)
        if presence != Presence.APOLOGIES and one.partner.slug not in held.unheard:
            running.mark_heard(one, True, by=cast.facilitator)


# --- Votes --------------------------------------------------------------------------------------


def _vote(workshop: Workshop, vote: Vote, cast: Cast) -> None:
    question = question_coded(vote.code)
    if question is None:
        raise LookupError(f"{vote.code} is not in the question bank")
    poll = drafting.draft_from_bank(workshop, question, by=cast.facilitator)
    _ask(poll, vote.answers, cast)
    for text in dict.fromkeys([*vote.answers]) if poll.written_answers.exists() else ():
        _moderate(poll, text, vote, cast)


def _ask(poll: Poll, answers: Sequence[str], cast: Cast) -> None:
    """Each answer from a phone of its own. The same phones answer everything in one workshop."""
    polling.open_poll(poll, by=cast.facilitator)
    for number, answer in enumerate(answers):
        ballots.cast(poll, f"phone {number} in {poll.workshop}", answer)
    polling.close(poll, by=cast.facilitator)
    polling.reveal(poll, by=cast.facilitator)


def _moderate(poll: Poll, text: str, vote: Vote, cast: Cast) -> None:
    """Show it once, count what says the same with it, and say why what is not shown is not."""
    first, *same = poll.written_answers.filter(text=text)
    if text in vote.parked:
        moderating.park(first, reason=vote.parked[text], by=cast.facilitator)
        return
    if text in vote.merged:
        into = poll.written_answers.filter(text=vote.merged[text]).order_by("pk")[0]
        moderating.merge(first, into=into, by=cast.facilitator)
    else:
        moderating.approve(first, by=cast.facilitator)
    for other in same:
        moderating.approve(other, by=cast.facilitator)


def _ask_how_far(workshop: Workshop, answers: str, words: Agreement, cast: Cast) -> None:
    """First without names, then with them: the partners have said where they stand from their own seats."""
    poll = drafting.draft(
        workshop,
        question="How far are you behind this destination?",
        kind="gradient",
        about=words,
        by=cast.facilitator,
    )
    _ask(poll, answers.split(), cast)
    named = naming.ask_by_name(poll, by=cast.facilitator)
    polling.close(named, by=cast.facilitator)
    polling.reveal(named, by=cast.facilitator)


# --- What came out of it ------------------------------------------------------------------------


def _note(workshop: Workshop, held: Held, cast: Cast) -> None:
    for text, decided_by in held.decided:
        outcomes.decide(workshop, text, decided_by=decided_by, by=cast.facilitator)
    for owed in held.promised:
        made = outcomes.promise(workshop, owed.text, owner=owed.owner, due=owed.due, by=cast.facilitator)
        _what_became(made, owed, cast)
    for parked in held.parked:
        item = outcomes.park(workshop, parked.text, owner=parked.owner, due=parked.due, by=cast.facilitator)
        if parked.settled_as:
            outcomes.settle_parked(item, parked.settled_as, by=cast.facilitator)


def _what_became(made: Promise, owed: Owed, cast: Cast) -> None:
    if owed.moved_to:
        outcomes.renegotiate(made, owed.moved_to, said_on=owed.said_on, by=cast.facilitator)
    if owed.became:
        outcomes.settle(made, PromiseState(owed.became), by=cast.facilitator)


def _write_up(workshop: Workshop, held: Held, cast: Cast) -> None:
    note = follow_up.write(workshop, held.heard, by=cast.facilitator)
    follow_up.share(note, by=cast.facilitator)
    for slug, text, answer in held.corrections:
        made = follow_up.correct(note, text, by=cast.lead(slug))
        if answer:
            follow_up.answer(made, answer, by=cast.facilitator)
    if held.is_final:
        follow_up.make_final(note, by=cast.facilitator)


# --- Beside the workshops -----------------------------------------------------------------------


def talk_alone(on: dt.date, cast: Cast, round_: Round) -> None:
    """Forty-five minutes with each partner, by the same guide."""
    for partner in cast.partners.values():
        bare = Workshop(
            kind=WorkshopKind.ONE_TO_ONE,
            title=f"Conversation with {partner.short_name}",
            partner=partner,
            held_on=on,
        )
        planned = planning.plan(bare, round_=round_, agenda=ONE_TO_ONE, by=cast.facilitator)
        running.record_held(planned, at=_noon(on), by=cast.facilitator)


def draft_together(title: str, on: dt.date, minutes: int, cast: Cast, round_: Round) -> None:
    """A meeting about the deal, without a console."""
    agenda = ReadyAgenda(
        "drafting",
        title,
        WorkshopKind.MEETING,
        "Officers write down what was agreed.",
        (ReadyItem(title, ItemKind.LEGAL, minutes, "leadership"),),
    )
    bare = Workshop(kind=WorkshopKind.MEETING, title=title, held_on=on)
    planned = planning.plan(bare, round_=round_, agenda=agenda, by=cast.facilitator)
    running.record_held(planned, at=_noon(on), by=cast.facilitator)


def _noon(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time(12)))
