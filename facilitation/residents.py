"""Whether residents are in it: said quietly when a step is left, for nobody misses them in the room.

Leaders hardly mention residents when they talk about deals; that is why it is asked at each step.
"""

from __future__ import annotations

from facilitation.models import Poll, Workshop
from facilitation.polls.results import result
from facilitation.vocabulary import PollState
from partnerships.models import Outcome, Round, TableEntry
from partnerships.steps import Kind, Step

SHARE_OF_THE_DAY = "POLL-20"
NOTHING_HERE = "Nothing at this step says what residents would notice. Before you go on, ask what one resident would see."
NO_OUTCOME = (
    "The group has agreed no outcome for residents. Before you go on, ask what one resident would see."
)


def without_residents(step: Step, round_: Round) -> str:
    """What to say when the group leaves a step; blank where residents have their place.

    A step that has no place for them of its own leans on the outcomes of the round.
    """
    speaks = [kind for kind in (*step.alone, *step.together) if kind.for_residents]
    if not speaks:
        return "" if Outcome.objects.in_round(round_).standing().exists() else NO_OUTCOME
    laid = _laid(step, round_)
    agreed = any(_agreed(kind, round_) for kind in step.together if kind.for_residents)
    return "" if laid or agreed else NOTHING_HERE


def _laid(step: Step, round_: Round) -> bool:
    kinds = {kind.key: kind for kind in step.alone if kind.for_residents}
    entries = TableEntry.objects.in_round(round_).filter(kind__in=kinds).standing().only("kind", "frozen")
    return any(_says(kinds[entry.kind], entry.content["fields"]) for entry in entries)


def _agreed(kind: Kind, round_: Round) -> bool:
    name, *_ = kind.for_residents
    rows = kind.model._default_manager.in_round(round_).standing().values_list(name, flat=True)
    return any(_says(kind, {name: said}) for said in rows)


def _says(kind: Kind, fields: dict) -> bool:
    name, *wanted = kind.for_residents
    said = fields.get(name)
    return said in wanted if wanted else bool(said and str(said).strip())


def share_of_the_day(round_: Round) -> str:
    """What the room said last of how much of its day was about residents; blank while it was not asked and revealed."""
    held = Workshop.objects.in_round(round_).for_all()
    asked = Poll.objects.filter(workshop__in=held, code=SHARE_OF_THE_DAY, state=PollState.REVEALED)
    last = asked.order_by("revealed_at", "pk").last()
    if last is None:
        return ""
    found = result(last)
    if found.middle:
        return f"How much of the day was about residents? The middle answer was {found.middle} of 100."
    return f"How much of the day was about residents? {found.finding}"
