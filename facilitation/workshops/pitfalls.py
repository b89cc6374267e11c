"""What a facilitator may overlook, said quietly on the console. Reads the table and the room, nothing private."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from facilitation.models import Attendance, Workshop
from facilitation.stepping import listed
from facilitation.vocabulary import Presence
from facilitation.workshops.outcomes import rolled_over_often
from partnerships.models import Outcome, TableEntry
from partnerships.spread import Agreement, Spread
from partnerships.steps.mandate import ITEM
from partnerships.table import ratings
from partnerships.vocabulary import Position

HERE = (Presence.PRESENT, Presence.SUBSTITUTE)
# From nought to four: a mean that reads as good news until one looks at the spread.
HIGH_MEAN = 2.5
MOST_QUOTED = 60


def pitfalls(workshop: Workshop) -> list[str]:
    """In sentences, the nearest to this room first; none in practice."""
    if workshop.is_practice:
        return []
    attendances = list(workshop.attendances.select_related("partner"))
    in_the_room = [
        *_substitutes(attendances),
        *_silent(workshop, attendances),
        *_decided(workshop, attendances),
    ]
    return in_the_room + [sentence for look in _IN_THE_ROUND for sentence in look(workshop)]


def _substitutes(attendances: Sequence[Attendance]) -> list[str]:
    return [
        f"{one.partner.short_name} has a substitute, {one.substitute}: its mandate cannot be given today."
        for one in attendances
        if one.presence == Presence.SUBSTITUTE
    ]


def _silent(workshop: Workshop, attendances: Sequence[Attendance]) -> list[str]:
    """Present in the last workshop and in this one, and heard in neither."""
    last = (
        Workshop.objects.for_all()
        .ended()
        .filter(round__partnership=workshop.round.partnership_id, began_at__isnull=False)
        .exclude(pk=workshop.pk)
        .order_by("began_at")
        .last()
    )
    if last is None:
        return []
    before = set(last.attendances.filter(presence__in=HERE, heard=False).values_list("partner", flat=True))
    names = [
        one.partner.short_name
        for one in attendances
        if one.presence in HERE and not one.heard and one.partner_id in before
    ]
    return [f"{listed(names)} {_has(names)} not been heard in two workshops."] if names else []


def _decided(workshop: Workshop, attendances: Sequence[Attendance]) -> list[str]:
    if not workshop.decisions.exists():
        return []
    absent = [
        one.partner.short_name
        for one in attendances
        if one.partner.consent_required and one.presence != Presence.PRESENT
    ]
    if not absent:
        return []
    return [
        f"Decisions are noted without the lead of {listed(absent)}, whose consent is needed. Ask before you rely on them."
    ]


def _no_conditions(workshop: Workshop) -> list[str]:
    positions = [fields.get("position") for fields in _laid(workshop)]
    if not positions or Position.ON_IF in positions:
        return []
    return [
        "Nobody has set a condition on anything. That may be politeness: ask what each partner would need."
    ]


def _no_residents(workshop: Workshop) -> list[str]:
    laid = _laid(workshop)
    named = any(fields.get("resident_outcome") for fields in laid)
    if not laid or named or Outcome.objects.in_round(workshop.round).standing().exists():
        return []
    return ["Nothing on the table says what residents would notice. Name one resident in the next item."]


def _laid(workshop: Workshop) -> list[dict]:
    entries = TableEntry.objects.in_round(workshop.round).filter(kind=ITEM.key).standing()
    return [entry.content["fields"] for entry in entries.only("frozen")]


def _splits(workshop: Workshop) -> list[str]:
    return [
        f"“{_short(rated.statement.text)}” is rated well on average, but the partners are split. Ask those at both ends."
        for rated in ratings(workshop.round)
        if rated.now.agreement == Agreement.SPLIT and _mean(rated.now) >= HIGH_MEAN
    ]


def _mean(spread: Spread) -> float:
    return sum(value * count for value, count in enumerate(spread.counts)) / spread.answers


def _rolled_over(workshop: Workshop) -> list[str]:
    return [
        f"“{_short(made.text)}” ({made.owner}) has been given another day twice. Ask what is in its way."
        for made in rolled_over_often(workshop.round.partnership_id)
    ]


_IN_THE_ROUND: tuple[Callable[[Workshop], list[str]], ...] = (
    _no_conditions,
    _splits,
    _rolled_over,
    _no_residents,
)


def _has(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _short(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED].rsplit(' ', 1)[0]}…"
