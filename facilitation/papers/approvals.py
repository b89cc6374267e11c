"""What a paper says of approvals, from a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from facilitation.papers.words import day
from partnerships.text import listed

MOST_NEXT = 3


def approval_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """How many are obtained, whose was refused or put off, and whose comes next."""
    # Records from before this was kept hold none.
    kept = document.get("approvals") or {"sentence": "", "list": ()}
    if not kept["sentence"]:
        return
    yield f"{kept['sentence']}."
    for words in ("Refused", "Put off"):
        said = [one["whose"] for one in kept["list"] if one["words"] == words]
        if said:
            yield f"{words}: {listed(said)}."
    coming = sorted((one["next_on"], one["whose"]) for one in kept["list"] if one["next_on"])
    if coming:
        names = [f"{whose} ({day(next_on)})" for next_on, whose in coming[:MOST_NEXT]]
        yield f"Next: {listed(names)}."
