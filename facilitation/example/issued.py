"""The papers that the example's boards were sent. After everything else: a PDF takes seconds, and may not be had."""

from __future__ import annotations

from facilitation import papers, records
from facilitation.papers.asking import asks_from, suggested_asks
from facilitation.papers.mandate import mandate
from facilitation.papers.summary import summary
from partnerships.mandate_papers import mandate_paper
from partnerships.models import Actor, Membership, Partnership
from partnerships.people import actor_for
from partnerships.vocabulary import Role

# Whose board has its mandate before it.
WAITING = "harbour"


def issue_papers(partnership: Partnership) -> None:
    """The summary of round 1 for all boards, and the mandate that waits for one of them. Safe to repeat."""
    facilitator = _first(partnership, Role.FACILITATOR.value, Role.FACILITATOR)
    record = records.records_of(partnership)[0]
    asks = asks_from(suggested_asks(record.document))
    papers.issue(
        summary(record, asks=asks, purpose="For decision", marking="OFFICIAL"), by=facilitator, number=1
    )
    lead, round_ = _first(partnership, WAITING, Role.LEAD), partnership.rounds.last()
    paper = mandate(
        mandate_paper(lead, round_),
        round_=round_,
        by=lead,
        exempt_under="3",
        interest="publishing what we would settle for would cost residents a better settlement",
    )
    papers.issue(paper, by=lead, number=1)


def _first(partnership: Partnership, seat: str, role: str) -> Actor:
    held = Membership.objects.current().filter(partnership=partnership, role=role).at(seat).order_by("pk")
    actor = actor_for(held[0].person, partnership, seat)
    if actor is None:
        raise LookupError(f"nobody sits at {seat}")
    return actor
