"""The balance as a record keeps it, and back again. Figures are decimal numbers as text, to four places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import JSONField, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from facilitation.balance.alerts import Alert
from facilitation.balance.measures import Found, Measure, Part, Weighing, rounded
from facilitation.balance.pulse import Pulse, Statement
from facilitation.balance.standing import Balance, Minutes, balance_of
from facilitation.balance.words import sentence
from facilitation.models import Record
from partnerships.models import Partnership, Round

Plain = dict[str, Any]
PLACES = Decimal("0.0001")


def document_of(balance: Balance, *, before: Balance | None = None) -> Plain:
    """With the words that were read beside the figures, so that a paper need not make them again."""
    reading = balance.reading
    return {
        "round": balance.number,
        "minutes": {name: _text(getattr(balance.minutes, name)) for name in _CLASSES},
        "effort": _text(balance.minutes.effort.share),
        "relationship": _measure(balance.relationship),
        "deal": _measure(balance.deal),
        "gap": _text(rounded(balance.gap, PLACES)),
        "reading": reading.title if reading else "",
        "sentence": sentence(balance.headline),
        "alerts": [
            {"level": str(alert.level), "word": alert.word, "text": alert.text} for alert in balance.alerts
        ],
        "checks": list(balance.checks),
        "settled": list(balance.settled),
        "pulse": _pulse(balance.pulse) if balance.pulse else None,
        "earlier": _earlier(before) if before else None,
    }


def _earlier(before: Balance) -> Plain:
    """The figures of the round before, for the trend."""
    return {
        name: _text(rounded(measure.value, PLACES))
        for name, measure in (("relationship", before.relationship), ("deal", before.deal))
    }


_CLASSES = ("relationship", "mixed", "deal", "planned")


def _text(value: Decimal | None) -> str:
    """Without the noughts at its end."""
    return "" if value is None else f"{value.quantize(PLACES).normalize():f}"


def _measure(measure: Measure) -> Plain:
    return {
        "figure": _text(rounded(measure.value, PLACES)),
        "partial": measure.partial,
        "grey": measure.grey,
        "parts": [_part(part) for part in measure.parts],
    }


def _part(part: Part) -> Plain:
    return {
        "key": part.weighing.key,
        "label": part.weighing.label,
        "weight": part.weighing.weight,
        "figure": _text(rounded(part.value, PLACES)),
        "said": part.found.said,
        "complete": part.found.complete,
    }


def _pulse(pulse: Pulse) -> Plain:
    return {
        "answered": pulse.answered,
        "asked": pulse.asked,
        "present": pulse.present,
        "partners": pulse.partners,
        "statements": [
            {"code": one.code, "text": one.text, "group": one.group, "counts": list(one.counts)}
            for one in pulse.statements
        ],
    }


# --- And back -----------------------------------------------------------------------------------


def restored(kept: Mapping[str, Any]) -> Balance:
    """What `document_of` wrote, as it was: no figure is computed anew."""
    return Balance(
        number=kept["round"],
        minutes=Minutes(**{name: Decimal(kept["minutes"][name]) for name in _CLASSES}),
        relationship=_restored_measure(kept["relationship"]),
        deal=_restored_measure(kept["deal"]),
        pulse=_restored_pulse(kept["pulse"]),
        alerts=tuple(Alert(alert["level"], alert["text"]) for alert in kept["alerts"]),
        checks=tuple(kept["checks"]),
        settled=tuple(kept["settled"]),
    )


def _figure(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def _restored_measure(kept: Mapping[str, Any]) -> Measure:
    parts = tuple(
        Part(
            Weighing(part["key"], part["label"], part["weight"]),
            Found(_figure(part["figure"]), part["said"], part["complete"]),
        )
        for part in kept["parts"]
    )
    return Measure(parts, _figure(kept["figure"]), kept["grey"])


def _restored_pulse(kept: Mapping[str, Any] | None) -> Pulse | None:
    if kept is None:
        return None
    statements = tuple(
        Statement(one["code"], one["text"], one["group"], tuple(one["counts"])) for one in kept["statements"]
    )
    return Pulse(statements, kept["answered"], kept["asked"], kept["present"], kept["partners"])


# --- Round by round -----------------------------------------------------------------------------


def kept_balances(partnership: Partnership) -> list[Balance]:
    """Of the closed rounds whose records hold one, the first round first. At most two queries, which bring nothing else along."""
    records = Record.objects.filter(round__partnership=partnership).order_by("round__number")
    digests = list(records.values_list("digest", flat=True))
    unread = [one for one in digests if one not in _READ]
    if unread:
        _READ.update(_read(records.filter(digest__in=unread)))
    return [kept for one in digests if (kept := _READ[one])]


# What stands under a digest never changes, and cutting it out of a large record takes the database a while.
# A few kilobytes for each round that was ever closed, so none is thrown out again.
_READ: dict[str, Balance | None] = {}


def _read(records: QuerySet[Record]) -> Iterator[tuple[str, Balance | None]]:
    kept = records.annotate(balance=KeyTransform("balance", Cast("frozen", JSONField())))
    for digest, balance in kept.values_list("digest", "balance"):
        yield digest, restored(balance) if balance else None


def balances_to(round_: Round) -> list[Balance]:
    """Of all rounds up to this one: those before from their records, this one from its record or as it stands."""
    kept = [one for one in kept_balances(round_.partnership) if one.number <= round_.number]
    if kept and kept[-1].number == round_.number:
        return kept
    before = kept[-1] if kept and kept[-1].number == round_.number - 1 else None
    return [*kept, balance_of(round_, before=before)]
