"""What changed since the last round, in a few words a thing, for the round summary."""

from __future__ import annotations

from collections.abc import Iterable

from facilitation.documents import Plain
from partnerships.positions import State
from partnerships.text import listed


def changes_of(document: Plain) -> Iterable[dict[str, str]]:
    """Powers that moved first, then what the group agreed, then who changed what it had laid.

    What a thing said before stands in the record, not here.
    """
    for row in document["matrix"]["rows"]:
        if row["earlier_state"] and row["earlier_state"] != row["state"]:
            before, after = State(row["earlier_state"]).label, State(row["state"]).label
            yield _changed("changed", f"{row['title']} moved from “{before}” to “{after}”.")
    for step in document["changes"]:
        for change, things in (("new", "new"), ("changed", "reworded"), ("removed", "dropped")):
            yield from (_changed(change, _thing(thing)) for thing in step[things] if not thing["partner"])
    names = {partner["slug"]: partner["short_name"] for partner in document["partners"]}
    for step in document["changes"]:
        movers = {thing["partner"] for key in ("new", "reworded", "dropped") for thing in step[key]} - {""}
        if movers:
            who = listed([name for slug, name in names.items() if slug in movers])
            yield _changed("changed", f"{step['name']}: {who} laid or reworded something.")


def _thing(thing: Plain) -> str:
    """An agreement; where its title reads as before, also which parts do not."""
    if thing.get("earlier_title") != thing["title"]:
        return f"{thing['heading']}: {thing['title']}"
    parts = listed([line["label"].lower() for line in thing["lines"]])
    return f"{thing['heading']}: {thing['title']} ({parts})"


def _changed(change: str, text: str) -> dict[str, str]:
    return {"change": change, "text": text}
