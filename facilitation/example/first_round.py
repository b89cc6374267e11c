"""Round 1: all the way round, from mandates opened at once to the questions for round 2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from facilitation import records, stepping
from facilitation.example import (
    approving,
    benefits,
    central,
    checks,
    conversations,
    destination,
    governing,
    holding,
    leadership,
    listening,
    mandating,
    meetings,
    principles,
    reality,
    review,
    scope,
    trading,
    vision,
)
from facilitation.example.cast import Cast
from facilitation.example.doing import answer_all, lay_all, settle, write
from facilitation.example.mandates import MANDATES
from facilitation.example.shapes import Fields
from partnerships import agreeing, contributing, forming, laying
from partnerships.models import Round
from partnerships.steps import CYCLE, Step, agreement_kind, contribution_kind

# What each partner brings, and what the group agrees, by step.
ALONE = {
    "vision": vision.ALONE,
    "reality": reality.ALONE,
    "benefits": benefits.ALONE,
    "principles": principles.ALONE,
    "leadership": leadership.ALONE,
    "review": review.ALONE,
}
TOGETHER = {
    "mandate": scope.AGREED,
    "vision": destination.AGREED,
    "reality": {**reality.AGREED, "assumption": checks.ASSUMPTIONS, "milestone": checks.MILESTONES},
    "benefits": trading.AGREED,
    "principles": principles.AGREED,
    "leadership": {**governing.AGREED, "stress-test": checks.STRESS_TESTS},
    "review": review.AGREED,
}

# Who wrote something for a step and never laid it, and why the group went on all the same.
NOT_LAID = {("fire", "leadership")}
GOING_ON = {
    "mandate": "The fire authority has asked us not to wait for it.",
    "leadership": "The fire authority’s members meet in November. We take what we have to the review.",
}


def first_round(cast: Cast) -> None:
    round_ = forming.open_round(
        cast.partnership,
        by=cast.facilitator,
        focus="Who we are, what each of us can offer, and whether the prize is worth the trouble",
        closes_on=dt.date(2026, 10, 30),
    )
    for step in CYCLE:
        go_to(step, cast, round_)
        _ALONE_HALVES.get(step.key, everybody_writes)(step, cast, round_)
        settle(step, TOGETHER[step.key], cast, round_=round_)
    workshops(cast, round_)
    approving.ask(cast)
    approving.answer(approving.FIRST_ANSWERS, cast)
    records.close_round(
        round_,
        by=cast.facilitator,
        focus_of_next="Buses, homes and who pays: turning what is close into common ground",
        closes_on_of_next=dt.date(2027, 3, 12),
    )


def workshops(cast: Cast, round_: Round) -> None:
    """Told at the end of the round, when there are words to vote on; each happened on its own day."""
    _, destination = agreement_kind("destination")
    (words,) = agreeing.standing(destination, round_)
    holding.talk_alone(meetings.ONE_TO_ONES, cast, round_)
    listen(cast, round_)
    holding.hold(meetings.CARDS, cast, round_, words=words)
    holding.hold(meetings.REALITY, cast, round_)
    holding.draft_together(*meetings.DRAFTING, cast, round_)


def listen(cast: Cast, round_: Round) -> None:
    ideas = listening.write_down(conversations.FIRST_IDEAS, cast, round_)
    listening.hear_leads(conversations.FIRST_TALKS, ideas, cast, round_)
    listening.hear_groups(conversations.FIRST_GROUPS, ideas, cast, round_)
    listening.show(ideas, conversations.FIRST_KEPT_BACK, cast)
    listening.forget_all(cast)


def go_to(step: Step, cast: Cast, round_: Round) -> None:
    if round_.step != step.key:
        reason = GOING_ON.get(round_.step, "")
        stepping.move(round_, from_step=round_.step, to_step=step.key, reason=reason, by=cast.facilitator)


def mandates(step: Step, cast: Cast, round_: Round) -> None:
    """Seven partners sign off and lodge, and all open at once. The fire authority stays out."""
    reveal = laying.ask_for_reveal(step, round_=round_, by=cast.facilitator)
    for slug, mandate in MANDATES.items():
        mandating.draft(mandate, cast, round_=round_, by=cast.contributor(slug))
        if mandate.returned_because:
            mandating.send(cast, slug, round_=round_)
            mandating.send_back(cast, slug, mandate.returned_because, round_=round_)
        if mandate.decided:
            mandating.decide_and_lay(cast, slug, mandate.decided, round_=round_)
    laying.open_reveal(reveal, step, by=cast.facilitator)


def everybody_writes(step: Step, cast: Cast, round_: Round) -> None:
    for slug, rows in ALONE[step.key].items():
        write(step, rows, round_=round_, by=cast.contributor(slug))
        lay_unless_kept(step, slug, cast, round_)


def lay_unless_kept(step: Step, slug: str, cast: Cast, round_: Round) -> None:
    if (slug, step.key) not in NOT_LAID:
        contributing.finish(step, round_=round_, by=cast.lead(slug))
        lay_all(step, round_=round_, by=cast.lead(slug))


def everybody_rates(step: Step, cast: Cast, round_: Round) -> None:
    on_sheets(
        {"rating": reality.RATINGS, "readiness": checks.READINESS, "citizens": checks.RESIDENTS}, cast, round_
    )
    everybody_writes(step, cast, round_)
    central.answer(cast, round_)


def everybody_decides(step: Step, cast: Cast, round_: Round) -> None:
    on_sheets({"who-decides": checks.DECIDES}, cast, round_)
    for slug, card in checks.CARDS.items():
        write(step, {"governance": [card]}, round_=round_, by=cast.contributor(slug))
    everybody_writes(step, cast, round_)


def on_sheets(sheets: Mapping[str, Mapping[str, Mapping[str, Fields]]], cast: Cast, round_: Round) -> None:
    """`{kind: {partner: {statement: fields}}}`."""
    for key, partners in sheets.items():
        step, kind = contribution_kind(key)
        for slug, answers in partners.items():
            answer_all(kind, step, answers, round_=round_, by=cast.contributor(slug))


def everybody_looks_back(step: Step, cast: Cast, round_: Round) -> None:
    _, lived = contribution_kind("lived")
    _, principle = agreement_kind("principle")
    charter = agreeing.standing(principle, round_)
    for slug, (figures, about, example) in review.LIVED.items():
        answers = {row.pk: {"lived": int(f)} for row, f in zip(charter, figures.split(), strict=True)}
        answers[charter[about - 1].pk]["example"] = example
        answer_all(lived, step, answers, round_=round_, by=cast.contributor(slug))
    everybody_writes(step, cast, round_)


_ALONE_HALVES: dict[str, Callable[[Step, Cast, Round], None]] = {
    "mandate": mandates,
    "reality": everybody_rates,
    "leadership": everybody_decides,
    "review": everybody_looks_back,
}
