"""What a paper says of common ground and of what could bring partners together, from a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from facilitation.papers.words import shortened


def bridges_of(document: Mapping[str, Any], *, most: int, words: int) -> dict[str, Any]:
    """The sentence, how many suggestions there are, and the first of each kind up to `most`, in few `words`."""
    # Records from before this was kept hold none.
    kept = document.get("synthesis") or {"sentence": "", "bridges": ()}
    first: dict[str, str] = {}
    for bridge in kept["bridges"]:
        first.setdefault(bridge["kind"], shortened(bridge["sentence"], words))
    return {
        "sentence": kept["sentence"],
        "count": len(kept["bridges"]),
        "few": list(first.values())[:most],
    }
