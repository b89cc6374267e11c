"""The balance of relationship and deal, as everybody in the partnership reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from facilitation.balance import pictures, words
from facilitation.balance.keeping import balances_to
from facilitation.balance.measures import READINGS, rounded
from facilitation.balance.standing import Balance
from facilitation.workshops.effort import reading
from partnerships.models import Actor, Partnership, Round
from partnerships.text import listed
from partnerships.views.access import seated
from partnerships.views.table import anybody_seated


@seated(anybody_seated)
def balance(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    found = balances_to(round_)
    now = found[-1]
    context = {
        "title": "The balance",
        "now": now,
        "sentence": words.sentence(now.headline),
        "rule_of_thumb": words.A_RULE_OF_THUMB,
        "effort": reading(now.minutes.effort, actor.partnership),
        "gap": words.gap_words(now),
        "position_line": rounded(now.position_line),
        "measures": [
            _measure("Relationship strength", now.relationship),
            _measure("Deal readiness", now.deal),
        ],
        "readings": list(READINGS.values()),
        "rounds": [_row(one) for one in found],
        **_pictures(now, found, actor.partnership),
    }
    return render(request, "facilitation/balance.html", context)


@seated(anybody_seated)
def balance_brief(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """The plain sentence, for pages that only point to the balance; they fetch it when they are there."""
    found = balances_to(round_)
    return render(
        request, "facilitation/balance_brief.html", {"sentence": words.sentence(found[-1].headline)}
    )


def _measure(name: str, measure: Any) -> dict[str, Any]:
    return {"name": name, "measure": measure, "words": words.figure_words(measure)}


@dataclass(frozen=True)
class RoundRow:
    """One round as the tables beside the pictures say it."""

    number: int
    minutes: tuple[int, int, int]
    share: str
    relationship: str
    deal: str
    gap: str


def _row(one: Balance) -> RoundRow:
    effort, apart = one.minutes.effort, rounded(one.gap)
    return RoundRow(
        number=one.number,
        minutes=_minutes(one),
        share="–" if effort.share is None else f"{effort.share}%",
        relationship=words.figure_words(one.relationship),
        deal=words.figure_words(one.deal),
        gap="–" if apart is None else f"{apart:+}".replace("-", "−"),
    )


def _minutes(one: Balance) -> tuple[int, int, int]:
    spent = one.minutes
    return round(spent.relationship), round(spent.mixed), round(spent.deal)


# --- Pictures -----------------------------------------------------------------------------------


def _pictures(
    now: Balance, found: Sequence[Balance], partnership: Partnership
) -> dict[str, SafeString | str]:
    share = now.minutes.effort.share
    band = reading(now.minutes.effort, partnership)
    return {
        "seesaw": pictures.seesaw(
            words.sentence(now.headline),
            now.relationship.percent,
            now.deal.percent,
            grey=now.relationship.grey,
            effort=None if share is None else float(share),
            guide=band.guide,
            low=band.low,
            high=band.high,
        ),
        "minutes": _minutes_picture(found),
        "lines": pictures.two_lines(words.gap_words(now), [_stood(one, len(found)) for one in found]),
        "strip": _strip(now),
    }


def _minutes_picture(found: Sequence[Balance]) -> SafeString | str:
    rows = [
        pictures.Spent(f"Round {one.number}", _minutes(one), f"{one.minutes.effort.percent}%")
        for one in found
        if one.minutes.effort
    ]
    title = "Time on relationships. " + listed([f"{row.name}: {row.share}" for row in rows])
    return pictures.minutes_by_round(title, rows) if rows else ""


def _stood(one: Balance, rounds: int) -> pictures.Stood:
    both = (one.relationship, one.deal)
    figures = tuple(None if side.value is None else float(side.value) for side in both)
    hollow = tuple(side.partial or side.grey for side in both)
    return pictures.Stood(f"Round {one.number}" if rounds < 4 else str(one.number), figures, hollow)


def _strip(now: Balance) -> SafeString | str:
    if now.pulse is None:
        return ""
    statements = [(one.code.removeprefix("PU-"), one.closeness) for one in now.pulse.statements]
    title = words.far_apart(now.pulse.split_groups) or "Views are far apart on no statement of trust."
    return pictures.strip(title, statements)
