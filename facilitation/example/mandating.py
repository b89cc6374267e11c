"""Step 1 as each partner goes through it: positions, private halves, sign-off by its own board, the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from facilitation.example.cast import Cast
from facilitation.example.doing import answer_all, lay_all, write
from facilitation.example.shapes import Decided, Fields, MandateOf
from partnerships import contributing, lifecycle
from partnerships.models import Actor, Round
from partnerships.steps import contribution_kind
from partnerships.vocabulary import Position
from partnerships.workbook import work_of

STEP, ITEM = contribution_kind("position")
TERMS = STEP.contribution("terms")


def draft(mandate: MandateOf, cast: Cast, *, round_: Round, by: Actor) -> None:
    place(mandate.positions, mandate.no_view, mandate.common, cast, round_=round_, by=by)
    write(STEP, {"terms": [mandate.terms]}, round_=round_, by=by)
    keep_private(mandate.private, cast, round_=round_, by=by)


def place(
    positions: Mapping[str, Fields],
    no_view: Iterable[str],
    common: Fields,
    cast: Cast,
    *,
    round_: Round,
    by: Actor,
) -> None:
    answers = {cast.powers[code].pk: {**common, **fields} for code, fields in positions.items()}
    answers |= {cast.powers[code].pk: {"position": Position.NO_VIEW} for code in no_view}
    answer_all(ITEM, STEP, answers, round_=round_, by=by)


def keep_private(halves: Mapping[str, Fields], cast: Cast, *, round_: Round, by: Actor) -> None:
    for code, fields in halves.items():
        contributing.keep_home(cast.powers[code], fields, STEP, round_=round_, by=by)


def send(cast: Cast, slug: str, *, round_: Round) -> None:
    """Submit, as a lead does: only if nothing is missing."""
    lead = cast.lead(slug)
    complete = not STEP.missing(work_of(STEP, lead, round_))
    lifecycle.submit(lifecycle.mandate_of(lead.partner, round_), complete=complete, by=lead)


def send_back(cast: Cast, slug: str, because: str, *, round_: Round) -> None:
    approver = cast.approver(slug)
    mandate = lifecycle.mandate_of(approver.partner, round_)
    lifecycle.return_(mandate, because=because, by=approver)


def sign(cast: Cast, slug: str, decided: Decided, *, round_: Round) -> None:
    approver = cast.approver(slug)
    mandate = lifecycle.mandate_of(approver.partner, round_)
    lifecycle.sign_off(
        mandate,
        mandate.wording,
        body=decided.body,
        decided_on=dt.date.fromisoformat(decided.on),
        minute=decided.minute,
        by=approver,
    )


def decide_and_lay(cast: Cast, slug: str, decided: Decided, *, round_: Round) -> None:
    send(cast, slug, round_=round_)
    sign(cast, slug, decided, round_=round_)
    lay_all(STEP, round_=round_, by=cast.lead(slug))
