"""A partner's mandate for its own board: what it is asked, and in part 2 what stays at home."""

from __future__ import annotations

from typing import Any

from facilitation.papers import Ask, Paper
from facilitation.papers.asking import Exemption
from partnerships.mandate_papers import MandatePaper
from partnerships.models import Actor, Round
from partnerships.vocabulary import Marking, Position

KIND = "mandate"
# In full on the paper, in this order. What the partner has no view on is only counted.
IN_FULL = (Position.ON, Position.ON_IF, Position.OPEN, Position.NOT_NOW, Position.NEVER)
MOST_LISTED = 12

HEADINGS = {
    Position.ON: "On the table",
    Position.ON_IF: "On the table, if",
    Position.OPEN: "Open: we are willing to explore these",
    Position.NOT_NOW: "Not now",
    Position.NEVER: "Never: our red lines",
}


def mandate(
    frozen: MandatePaper,
    *,
    round_: Round,
    by: Actor,
    meeting: str = "",
    marking: str = Marking.SENSITIVE,
    handling: str = "",
    exempt_under: str = "",
    interest: str = "",
) -> Paper:
    """`exempt_under` and `interest` say why part 2 is exempt: a paragraph of Schedule 12A, and a clause."""
    signed = frozen.is_signed
    return Paper(
        kind=KIND,
        template="papers/mandate.html",
        title=f"Our mandate, wording {frozen.number}",
        round=round_,
        digest=frozen.digest,
        recipient=frozen.partner,
        meeting=meeting,
        purpose="for information" if signed else "for decision",
        status="LAPSED" if frozen.lapsed else "SIGNED OFF" if signed else "DRAFT FOR BOARD",
        marking=marking,
        handling=handling,
        partner=by.partner,
        asks=_asks(frozen),
        content=_content(frozen, _exemption(exempt_under, interest)),
    )


def _asks(frozen: MandatePaper) -> tuple[Ask, ...]:
    if frozen.signature:
        return (Ask("Note", f"that this mandate was signed off: {_decision(frozen)}."),)
    return (
        Ask("Approve", "this mandate for talks with the other partners, with the limits in section 1."),
        Ask("Authorise", "the people named in section 1 to speak for us within it."),
        Ask("Agree", "that what is on the table, and nothing in part 2, is laid before the other partners."),
    )


def _decision(frozen: MandatePaper) -> str:
    signature = frozen.signature
    return f"{signature.body}, {signature.date.day} {signature.date:%B %Y}, minute {signature.minute}"


def _exemption(paragraph: str, interest: str) -> list[dict[str, str]]:
    if not paragraph:
        return []
    words = Exemption(paragraph).label.partition(": ")[2]
    return [{"paragraph": paragraph, "words": words, "interest": f"{interest.rstrip('.')}."}]


def _content(frozen: MandatePaper, exemptions: list[dict[str, str]]) -> dict[str, Any]:
    said = dict(frozen.positions)
    groups = [(HEADINGS[position], said[position]) for position in IN_FULL if said[position]]
    no_view = [one.title for one in said[Position.NO_VIEW]]
    return {
        "frozen": frozen,
        "groups": groups,
        "counts": [(position.label, len(things)) for position, things in frozen.positions if things],
        "no_view": no_view[:MOST_LISTED],
        "no_view_more": max(len(no_view) - MOST_LISTED, 0),
        "exemptions": exemptions,
        "signature": frozen.signature,
    }
