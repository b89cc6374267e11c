"""The round summary for all boards, on four sides at most. Made from the frozen record and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localdate

from facilitation.charts import stacked_bar, state_parts
from facilitation.documents import Plain
from facilitation.models import Record
from facilitation.papers import Ask, Paper
from facilitation.stepping import listed
from partnerships.agreeing import Hold
from partnerships.positions import State

KIND = "summary"
# What fits on four sides for a partnership of thirteen with sixty powers. The record holds the rest.
MOST_NAMED = 6
MOST_CHANGES = 8


def summary(
    record: Record, *, asks: Sequence[Ask], purpose: str, marking: str = "", handling: str = ""
) -> Paper:
    return Paper(
        kind=KIND,
        template="papers/round_summary.html",
        title=f"{record.round} summary for boards",
        round=record.round,
        digest=record.digest,
        recipient="For the boards of all partners",
        purpose=purpose.lower(),
        status="FOR BOARD",
        marking=marking,
        handling=handling,
        asks=tuple(asks),
        content=content_of(record.document),
    )


def content_of(document: Plain) -> dict[str, Any]:
    steps = [_section(step) for step in document["steps"]]
    return {
        "document": document,
        "where": list(_where_we_are(document)),
        "ending": list(_ending(document)),
        "steps": [step for step in steps if step["begun"]],
        "not_begun": listed([step["name"] for step in steps if not step["begun"]]),
        **_powers(document),
        "agreed": _held(document, Hold.AGREED),
        "not_agreed": _held(document, Hold.NOT_AGREED),
        "waiting": _held(document, Hold.WAITING),
        "changes": cut(list(_changes(document)), MOST_CHANGES),
        "earlier": document["earlier"],
    }


def cut(things: Sequence[Any], most: int = MOST_NAMED) -> dict[str, Any]:
    """The first few, and how many more the record holds. One more is shown rather than counted."""
    shown = things if len(things) <= most + 1 else things[:most]
    return {"shown": shown, "more": len(things) - len(shown), "all": len(things)}


def named(titles: Sequence[str], most: int = MOST_NAMED) -> str:
    """`buses, skills and 12 more in the record`."""
    few = cut(titles, most)
    return listed([*few["shown"], *([f"{few['more']} more in the record"] if few["more"] else [])])


def day(text: str) -> str:
    """An ISO date or time as people write it: 4 March 2027."""
    moment = parse_datetime(text) if "T" in text else None
    return date_format(localdate(moment) if moment else parse_date(text), "j F Y") if text else ""


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


# --- Where the partnership is -------------------------------------------------------------------


def _where_we_are(document: Plain) -> Iterable[str]:
    round_, partners = document["round"], [partner for partner in document["partners"] if partner["voiced"]]
    opened, closed = day(round_["opened_at"]), day(document["closed"]["at"])
    yield (
        f"{counted(len(partners), 'partner', 'partners')} with a voice took part in round {round_['number']}, "
        f"which opened on {opened} and closed on {closed}. The group had reached {round_['step']}."
    )
    if round_["focus"]:
        yield f"The round was about this: {round_['focus'].rstrip('.')}."
    for step in document["steps"]:
        if step["signed_off"]:
            yield _signed(step, partners)


def _signed(step: Plain, partners: Sequence[Plain]) -> str:
    """Whose own board stands behind what it laid, and who has not laid it yet."""
    laid = {entry["partner"] for entry in step["laid"] if entry["authority"] and not entry["withdrawn"]}
    without = [partner["short_name"] for partner in partners if partner["slug"] not in laid]
    signed = sum(partner["slug"] in laid for partner in partners)
    what = step["name"].lower()
    if not without:
        return f"Every partner has laid a {what} that its own board signed off."
    return (
        f"{counted(signed, 'partner has', 'partners have')} laid a {what} signed off by its own board. "
        f"Not yet: {named(without, 8)}."
    )


def _ending(document: Plain) -> Iterable[str]:
    """Mandates given by bodies that end before the years looked ahead to are over."""
    for partner in document["partners"]:
        if partner["ends_within_horizon"]:
            successors = [successor["name"] for successor in partner["successors"]]
            follows = listed(successors) if successors else partner["successor_note"]
            yield (
                f"{partner['name']}: mandate given by a body that will end on {day(partner['ends'])}"
                f"{f', to be followed by {follows}' if follows else ''}."
            )


# --- Agreed and not -----------------------------------------------------------------------------


def _held(document: Plain, hold: Hold) -> list[dict[str, Any]]:
    """Agreements that stand as asked, kind by kind in the order of the cycle."""
    found: dict[str, list[Plain]] = defaultdict(list)
    for thing in chain.from_iterable(step["agreed"] for step in document["steps"]):
        if thing["hold"] == hold:
            found[thing["heading"]].append(thing)
    return [{"heading": heading, **cut(things, 3)} for heading, things in found.items()]


def _powers(document: Plain) -> dict[str, Any]:
    rows, counts = document["matrix"]["rows"], document["matrix"]["counts"]
    parts = state_parts(counts)
    said = ", ".join(f"{count} {State(state).label.lower()}" for state, count in counts.items())
    finding = f"Of {counted(len(rows), 'power', 'powers')}: {said}."
    by_state = [
        (State(state).label, counts[state], [row for row in rows if row["state"] == state])
        for state in State
        if state in counts
    ]
    return {
        "finding": finding,
        "parts": parts,
        "chart": stacked_bar(finding, parts) if rows else "",
        "state_head": ("Where they stand", "Powers", "Which"),
        "states": [(label, count, named([_power(row) for row in rows])) for label, count, rows in by_state],
    }


def _power(row: Plain) -> str:
    """A power with whoever stands in its way."""
    names = row["words"].partition("by ")[2] or row["words"].partition(": ")[2]
    return f"{row['title']} ({names})" if names else row["title"]


# --- What changed -------------------------------------------------------------------------------


def _changes(document: Plain) -> Iterable[dict[str, Any]]:
    """Powers that moved first, then what the group agreed, then what partners laid, in words."""
    for row in document["matrix"]["rows"]:
        if row["earlier_state"] and row["earlier_state"] != row["state"]:
            before = State(row["earlier_state"]).label.lower()
            yield _changed(
                "changed",
                f"{row['title']}: was {before}, is now {row['words'][:1].lower()}{row['words'][1:]}.",
            )
    for step in document["changes"]:
        for change, things in (
            ("new", step["new"]),
            ("changed", step["reworded"]),
            ("removed", step["dropped"]),
        ):
            for thing in things:
                if not thing["partner"]:
                    yield _changed(
                        change, f"{thing['heading']}: {thing['title']}", thing.get("earlier_title", "")
                    )
    names = {partner["slug"]: partner["short_name"] for partner in document["partners"]}
    for step in document["changes"]:
        movers = {thing["partner"] for key in ("new", "reworded", "dropped") for thing in step[key]} - {""}
        if movers:
            who = listed([name for slug, name in names.items() if slug in movers])
            yield _changed("changed", f"{step['name']}: {who} laid or reworded something.")


def _changed(change: str, text: str, was: str = "") -> dict[str, Any]:
    return {"change": change, "text": text, "was": was if was not in text else ""}


# --- Step by step -------------------------------------------------------------------------------


def _section(step: Plain) -> dict[str, Any]:
    """A step for its own section: what was laid and agreed, by kind, each thing with its fields as read."""
    laid, agreed = _by_kind(step["laid"]), _by_kind(step["agreed"])
    return {
        "key": step["key"],
        "name": step["name"],
        "question": step["question"],
        "template": f"papers/sections/{step['key']}.html",
        "laid": laid,
        "agreed": agreed,
        "begun": bool(laid or agreed),
    }


def _by_kind(things: Iterable[Plain]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for thing in things:
        if not thing.get("withdrawn"):
            words = {line["name"]: line["text"] for line in thing["lines"]}
            found[thing["kind"].replace("-", "_")].append({**thing, "words": words})
    return dict(found)
