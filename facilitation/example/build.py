"""Building the example, round by round, with the verbs that people use and under the rules that bind them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from facilitation import records, stepping
from facilitation.example import mandating, partners
from facilitation.example.cast import Cast, gather
from facilitation.example.mandates import MANDATES
from partnerships import catalogue, forming, laying
from partnerships.models import Partnership, Round
from partnerships.steps import CYCLE, Step


def exists() -> bool:
    return Partnership.objects.filter(slug=partners.PARTNERSHIP["slug"], is_example=True).exists()


@transaction.atomic
def build() -> Partnership:
    catalogue.load()
    cast = gather()
    first_round(cast)
    return cast.partnership


# --- Round 1 ------------------------------------------------------------------------------------


def first_round(cast: Cast) -> None:
    round_ = forming.open_round(
        cast.partnership,
        by=cast.facilitator,
        focus="Who we are, what each of us can offer, and whether the prize is worth the trouble",
        closes_on=dt.date(2026, 10, 30),
    )
    mandates(cast, round_)
    for step in CYCLE[1:]:
        go_to(step, cast, round_)
    records.close_round(
        round_,
        by=cast.facilitator,
        focus_of_next="Buses, homes and who pays: turning what is close into common ground",
        closes_on_of_next=dt.date(2027, 3, 12),
    )


def mandates(cast: Cast, round_: Round) -> None:
    """Seven partners sign off and lodge, and all open at once. The fire authority stays out."""
    reveal = laying.ask_for_reveal(CYCLE[0], round_=round_, by=cast.facilitator)
    for slug, mandate in MANDATES.items():
        mandating.draft(mandate, cast, round_=round_, by=cast.contributor(slug))
        if mandate.returned_because:
            mandating.send(cast, slug, round_=round_)
            mandating.send_back(cast, slug, mandate.returned_because, round_=round_)
        if mandate.decided:
            mandating.decide_and_lay(cast, slug, mandate.decided, round_=round_)
    laying.open_reveal(reveal, CYCLE[0], by=cast.facilitator)


def go_to(step: Step, cast: Cast, round_: Round, reason: str = "The rest can follow.") -> None:
    stepping.move(round_, from_step=round_.step, to_step=step.key, reason=reason, by=cast.facilitator)
