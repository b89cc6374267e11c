"""What a paper says of the balance, from a record: the sentence, the two figures, the trend, the alerts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

GUIDE_LINE = "Three quarters relationship, one quarter deal is a guide line, not a finding."
TENTH = Decimal("0.1")


def balance_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Paragraphs; none for a record from before the balance was kept."""
    kept = document.get("balance")
    if not kept:
        return
    yield f"{kept['sentence']} {GUIDE_LINE}"
    if kept["relationship"]["figure"] or kept["deal"]["figure"]:
        yield " ".join(sentence for sentence in (_figures(kept), _trend(kept.get("earlier"))) if sentence)
    for alert in kept["alerts"]:
        yield f"{alert['word']}: {alert['text']}"


def _figures(kept: Mapping[str, Any]) -> str:
    """“Relationship strength is 65.6 (partial) and deal readiness 32.9: good ground, deal to build.”"""
    sides = (
        f"Relationship strength {_figure(kept['relationship'])} and deal readiness {_figure(kept['deal'])}"
    )
    reading = f": {kept['reading'][:1].lower()}{kept['reading'][1:]}" if kept["reading"] else ""
    return f"{sides}{reading}."


def _figure(measure: Mapping[str, Any]) -> str:
    if not measure["figure"]:
        return "has no figure yet"
    notes = [
        word
        for word, holds in (("partial", measure["partial"]), ("few partners present", measure["grey"]))
        if holds
    ]
    return f"is {_tenth(measure['figure'])}" + (f" ({', '.join(notes)})" if notes else "")


def _trend(earlier: Mapping[str, str] | None) -> str:
    if not earlier or not (earlier["relationship"] or earlier["deal"]):
        return ""
    figures = {side: _tenth(figure) if figure else "no figure" for side, figure in earlier.items()}
    return f"In the round before: relationship {figures['relationship']}, deal {figures['deal']}."


def _tenth(figure: str) -> Decimal:
    return Decimal(figure).quantize(TENTH, ROUND_HALF_UP)
