"""How a round was worked, for the summary: time, workshops, decisions, promises, what was parked, what votes found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from facilitation.charts import WIDTH
from facilitation.documents import Plain
from facilitation.papers.words import counted, cut, day
from facilitation.vocabulary import PromiseState
from facilitation.workshops.picture import effort_picture
from partnerships.text import listed

# Where fewer than these many of each are named there is no room for a picture either.
CHART_FROM = 4
_TIMES = {1: "once", 2: "twice"}
_SAID = {
    PromiseState.KEPT: ("was kept on time", "were kept on time"),
    PromiseState.LATE: ("was kept late", "were kept late"),
    PromiseState.MISSED: ("was missed", "were missed"),
    PromiseState.OPEN: ("is open", "are open"),
    PromiseState.RELEASED: ("is no longer needed", "are no longer needed"),
}


def worked(room: Plain, *, most: int) -> dict[str, Any]:
    """Out of what a record says of its room; empty for a round without one. `most` is how many of each are named."""
    if not room or not (room["workshops"] or room["effort"] or room["promises"] or room["parked"]):
        return {}
    effort = room["effort"]
    return {
        "effort": _effort(effort) if effort else "",
        "chart": _chart(effort) if effort and most >= CHART_FROM else "",
        "met": _met(room["workshops"]),
        "decided": _few([one["text"] for held in room["workshops"] for one in held["decisions"]], most),
        "promises": _promises(room["promises"]),
        "still_open": _few(
            [_owed(one) for one in room["promises"] if one["state"] == PromiseState.OPEN], most
        ),
        "parked": _few([_put_aside(one) for one in room["parked"] if not one["settled_on"]], most),
        "votes": cut(list(_votes(room["polls"])), most),
    }


def _votes(polls: Sequence[Plain]) -> Iterable[Plain]:
    """Those that found something. What was asked by name too stands there once, with the gap between the two."""
    with_names = {poll["question"] for poll in polls if poll["by_name"]}
    for poll in polls:
        if poll["finding"] and (poll["by_name"] or poll["question"] not in with_names):
            yield poll


def _effort(effort: Plain) -> str:
    """With the round before, where there is one to set it beside."""
    before = effort["earlier"]
    return (
        effort["sentence"]
        if before is None
        else f"{effort['sentence']} In the round before it was {before}%."
    )


def _chart(effort: Plain) -> str:
    marks = {name: effort[name] for name in ("guide", "low", "high")}
    return effort_picture(effort["sentence"], effort["share"], **marks, width=WIDTH)


def _met(held: Sequence[Plain]) -> str:
    if not held:
        return ""
    names = [f"{one['title']} ({day(one['held_on'])})" for one in held]
    return f"The partners met {_TIMES.get(len(held)) or f'{len(held)} times'}: {listed(names)}."


def _promises(made: Sequence[Plain]) -> str:
    """`Of 4 promises, 2 were kept on time, 1 was kept late and 1 is open; 1 was given another day before it was due.`"""
    if not made:
        return ""
    states = Counter(one["state"] for one in made)
    said = listed(
        [f"{states[state]} {words[states[state] > 1]}" for state, words in _SAID.items() if states[state]]
    )
    moved = sum(any(again["in_time"] for again in one["renegotiations"]) for one in made)
    in_time = (
        f"; {moved} {'was' if moved == 1 else 'were'} given another day before it was due" if moved else ""
    )
    return f"Of {counted(len(made), 'promise', 'promises')}, {said}{in_time}."


def _owed(one: Plain) -> str:
    return f"{one['text'].rstrip('.')} ({one['owner']}, by {day(one['due'])})"


def _put_aside(one: Plain) -> str:
    return f"{one['text'].rstrip('.')} ({one['owner']})"


def _few(lines: Iterable[str], most: int) -> str:
    few = cut([line.rstrip(".") for line in lines], most)
    rest = [f"{few['more']} more in the record"] if few["more"] else []
    return "; ".join([*few["shown"], *rest])
