"""Closing rounds and issuing papers."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from area import Area, Side
from browser import Visitor

FOCUS = "What we offer each other"


def close(area: Area) -> None:
    host = area.facilitator
    page = host.go("round-close")
    ticked = {"as_it_is": True} if page.has_form("as_it_is") else {}
    host.submit(page, "number", focus=FOCUS, **ticked)


@dataclass(frozen=True)
class Issued:
    """One paper: how long the person waited for it, and how large it is."""

    title: str
    seconds: float
    html: int
    pdf: int
    sides: int


def issue_summary(area: Area, number: int) -> Issued:
    host = area.facilitator
    host.go("papers")
    host.go("paper-summary", number)
    page = host.go("paper-issue", number)
    host.submit(page, "purpose", "verb_1")
    return _issued(host, f"Summary of round {number}")


def issue_mandate(area: Area, side: Side) -> Issued:
    lead = side.lead
    page = lead.go("paper-mandate")
    lead.answer(page, area.rng, "meeting")
    return _issued(lead, f"Mandate of {side.name}")


def _issued(by: Visitor, title: str) -> Issued:
    """Fetch the paper that was just issued, which stands first in its list: one's own, or else that for all boards."""
    waited = next(visit.seconds for visit in reversed(by.log.visits) if visit.method == "POST")
    papers, one = by.go("papers"), r"/papers/([0-9a-f]{16})/"
    newest = (papers.find(rf'(?s)id="own".*?{one}') or papers.find(one))[0]
    html = by.go("issue-html", newest).answer.content
    pdf = by.go("issue-pdf", newest).answer.content
    return Issued(title, waited, len(html), len(pdf), _sides(pdf))


def _sides(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)
