"""The synthesis as a record keeps it: in words, so that a paper need not find them again."""

from __future__ import annotations

from typing import Any

from facilitation.synthesis.standing import Synthesis

Plain = dict[str, Any]


def document_of(synthesis: Synthesis) -> Plain:
    """Without the cells: each is in the record already, where it was laid or agreed."""
    return {
        "sentence": synthesis.sentence,
        "counts": {ground.value: count for ground, count in synthesis.counts.items()},
        "items": [
            {
                "source": item.source.value,
                "step": item.step,
                "section": item.section,
                "title": item.title,
                "ground": item.ground.value,
                "heading": item.ground.label,
                "words": item.stands.words,
            }
            for item in synthesis.items
        ],
        "sides": {"smaller": synthesis.sides.smaller_names, "larger": synthesis.sides.larger_names},
        "apart": [
            {"title": one.item.title, "smaller": one.smaller, "larger": one.larger} for one in synthesis.apart
        ],
        "bridges": [
            {
                "kind": bridge.kind.value,
                "heading": bridge.kind.label,
                "sentence": bridge.sentence,
                "source": bridge.source,
            }
            for bridge in synthesis.bridges
        ],
    }
