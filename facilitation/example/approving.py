"""Which bodies have to say yes, and what they have said so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from facilitation import approvals
from facilitation.example.cast import Cast
from facilitation.models import Approval
from facilitation.vocabulary import ApprovalNeed, ApprovalResult

CONSENT, ENDORSE, NOTE = ApprovalNeed.CONSENT, ApprovalNeed.ENDORSE, ApprovalNeed.NOTE


@dataclass(frozen=True)
class Asked:
    """One body. `partner` is a slug, and blank for a body outside."""

    partner: str
    body: str
    decision: str
    needed: str
    planned_on: dt.date | None = None


@dataclass(frozen=True)
class Answered:
    """What a body said, found by its partner."""

    partner: str
    result: str
    decided_on: dt.date
    reference: str
    conditions: str = ""


REGULATIONS = "Consent to the regulations that make the authority"
PRINCIPLE = "Endorse going on to a full proposal"
FIRST = (
    Asked("county", "Full council", REGULATIONS, CONSENT, dt.date(2027, 2, 25)),
    Asked("city", "Full council", REGULATIONS, CONSENT, dt.date(2027, 3, 3)),
    Asked("harbour", "Full council", PRINCIPLE, ENDORSE, dt.date(2026, 10, 14)),
    Asked("moor", "Cabinet", PRINCIPLE, ENDORSE, dt.date(2026, 11, 3)),
    Asked("vale", "Cabinet", PRINCIPLE, ENDORSE, dt.date(2026, 10, 20)),
    Asked(
        "health-board", "Board", "Endorse a committee in common for prevention", ENDORSE, dt.date(2027, 1, 28)
    ),
    Asked("police", "Police and crime panel", "Note how the commissioner’s work is handed over", NOTE),
    Asked("", "Secretary of State", "Make the regulations", CONSENT),
)
# Before round 1 closed, and in round 2.
FIRST_ANSWERS = (
    Answered("harbour", ApprovalResult.APPROVED, dt.date(2026, 10, 14), "Minute 61"),
    Answered(
        "vale",
        ApprovalResult.CONDITIONAL,
        dt.date(2026, 10, 20),
        "Minute 118",
        "The shadow council looks at it again in May 2027.",
    ),
)
SECOND_ANSWERS = (Answered("moor", ApprovalResult.DEFERRED, dt.date(2026, 11, 3), "Minute 40"),)


def ask(cast: Cast) -> None:
    """Partners put their own bodies on the list; the facilitator does it for the one outside."""
    for asked in FIRST:
        row = Approval(
            partner=cast.partners.get(asked.partner),
            body=asked.body,
            decision=asked.decision,
            needed=asked.needed,
            planned_on=asked.planned_on,
        )
        approvals.add(row, by=cast.lead(asked.partner) if asked.partner else cast.facilitator)


def answer(answers: tuple[Answered, ...], cast: Cast) -> None:
    for said in answers:
        row = Approval.objects.select_related("partner").get(partner=cast.partners[said.partner])
        row.result, row.decided_on = said.result, said.decided_on
        row.conditions, row.reference = said.conditions, said.reference
        approvals.change(row, by=cast.lead(said.partner))
