"""What the pulse of a round found, statement by statement, as a record keeps it."""

from __future__ import annotations

from typing import Any

from facilitation.models import Poll
from facilitation.models.workshops import FOR_ALL
from facilitation.polls.bank.pulse import CODE, STATEMENTS
from facilitation.polls.results import result
from facilitation.polls.shown import Bar
from facilitation.vocabulary import PollState
from partnerships.models import Round

_SECTION_OF = {key: name for name, keys in STATEMENTS.sections for key in keys}


def pulse_of(round_: Round) -> Poll | None:
    """The newest of the round that the room has seen."""
    asked = Poll.objects.filter(code=CODE, state=PollState.REVEALED, workshop__round=round_)
    return (
        asked.filter(workshop__kind__in=FOR_ALL, workshop__is_practice=False).order_by("revealed_at").last()
    )


def pulse_document(round_: Round) -> dict[str, Any] | None:
    """How many said 1 to 5 to each statement, and how many anything at all; nothing of what too few have said."""
    poll = pulse_of(round_)
    if poll is None:
        return None
    found = result(poll)
    return {
        "workshop": poll.workshop.title,
        "phones": found.turnout,
        "refusal": found.refusal,
        "statements": [_statement(bar) for bar in found.bars],
    }


def _statement(bar: Bar) -> dict[str, Any]:
    return {
        "code": f"{CODE}-{bar.key}",
        "section": _SECTION_OF[bar.key],
        "text": bar.label,
        "counts": list(bar.spread),
        "answers": bar.answers,
        "agreement": bar.closeness.value if bar.closeness else "",
        "words": bar.figure,
    }
