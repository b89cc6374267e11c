"""The round summary for all boards, on four sides at most. Made from the frozen record and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from django.utils.text import capfirst

from facilitation.charts import stacked_bar, state_parts
from facilitation.documents import Plain
from facilitation.models import Record
from facilitation.papers import Ask, Paper
from facilitation.papers.approvals import approval_lines
from facilitation.papers.balance import balance_lines
from facilitation.papers.both_sides import both_sides
from facilitation.papers.bridges import bridges_of
from facilitation.papers.changed import changes_of
from facilitation.papers.words import CUT, counted, cut, day, named, shortened
from facilitation.papers.worked import worked
from partnerships.endorsing import Hold
from partnerships.positions import State
from partnerships.spread import Agreement
from partnerships.steps import CYCLE
from partnerships.steps.benefits import WORTH
from partnerships.text import listed
from partnerships.vocabulary import Verdict

KIND = "summary"
MOST_SIDES = 4
# States in which somebody says never: said at once, by name.
OPPOSED = {
    State.BLOCKED: "Blocked, with the partners that say never",
    State.STAND_OFF: "Stand-off, with the partners that say never",
}


@dataclass(frozen=True)
class Room:
    """How many of each there is room for: rows of a table, paragraphs about agreements, words of one thing, and so on.

    Where there is none for `steps`, only what section 2 does not say is taken out of their sections, in few words.
    """

    rows: int
    points: int
    changes: int
    unagreed: int
    named: int
    words: int
    steps: bool = True


# From most to least; a paper takes the first that keeps it to four sides. The record holds the rest.
ROOMS = (
    Room(rows=4, points=4, changes=8, unagreed=5, named=6, words=100),
    Room(rows=4, points=3, changes=6, unagreed=4, named=5, words=60),
    Room(rows=3, points=3, changes=6, unagreed=4, named=4, words=40),
    Room(rows=3, points=2, changes=4, unagreed=3, named=4, words=30),
    Room(rows=2, points=2, changes=4, unagreed=3, named=3, words=25),
    Room(rows=2, points=1, changes=3, unagreed=2, named=3, words=20),
    Room(rows=1, points=1, changes=2, unagreed=2, named=2, words=12),
    Room(rows=3, points=1, changes=2, unagreed=2, named=4, words=25, steps=False),
    Room(rows=3, points=1, changes=2, unagreed=2, named=4, words=15, steps=False),
    Room(rows=2, points=1, changes=2, unagreed=2, named=2, words=12, steps=False),
    Room(rows=1, points=1, changes=1, unagreed=1, named=1, words=8, steps=False),
    Room(rows=1, points=1, changes=1, unagreed=1, named=1, words=6, steps=False),
)


def summary(
    record: Record,
    *,
    asks: Sequence[Ask],
    purpose: str,
    marking: str = "",
    handling: str = "",
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
        contents=[partial(content_of, record.document, room) for room in ROOMS],
        most_sides=MOST_SIDES,
    )


def content_of(document: Plain, room: Room) -> dict[str, Any]:
    names = {partner["name"]: partner["short_name"] for partner in document["partners"]}
    sections = [_section(step, names, room) for step in document["steps"]]
    since = f"round {document['earlier']['round']}" if document["earlier"] else ""
    return {
        "document": document,
        "where": list(_where_we_are(document)),
        "balance": list(balance_lines(document)),
        "sections": [section for section in sections if section["begun"]],
        "not_begun": listed([section["name"] for section in sections if not section["begun"]]),
        **_powers(document["matrix"], room),
        **_agreements(document, room),
        "changes": cut(list(changes_of(document)), room.changes),
        "in_full": room.steps,
        "worked": worked(document.get("room", {}), most=room.named),
        "since": since,
        "changed_since": f"What changed since {since}",
        "splits": [
            rated["text"] for rated in document["ratings"] if rated["now"]["agreement"] == Agreement.SPLIT
        ],
        **both_sides(document, most=room.points, words=room.words, titles=room.steps),
        "approvals": " ".join(approval_lines(document)),
        # Where there is no room for the steps there is none for suggestions.
        "bridges": bridges_of(document, most=room.points - 1 if room.steps else 0, words=room.words),
        "verdicts": _verdicts(document),
    }


# --- Where the partnership is -------------------------------------------------------------------


def _where_we_are(document: Plain) -> Iterable[str]:
    round_, partners = document["round"], [partner for partner in document["partners"] if partner["voiced"]]
    opened, closed = day(round_["opened_at"]), day(document["closed"]["at"])
    focus = f" It was about this: {round_['focus'].rstrip('.')}." if round_["focus"] else ""
    when = f"on {closed}" if opened == closed else f"from {opened} to {closed}"
    yield (
        f"{counted(len(partners), 'partner', 'partners')} took part in round {round_['number']}, {when}. "
        f"The group had come to step {round_['place']} of {len(CYCLE)}, {round_['step']}.{focus}"
    )
    for step in document["steps"]:
        if step["signed_off"]:
            yield _signed(step, partners)
    yield from _ending(document["partners"])


def _signed(step: Plain, partners: Sequence[Plain]) -> str:
    """Whose own board stands behind what it laid, and who has not laid it yet."""
    laid = {entry["partner"] for entry in step["laid"] if entry["authority"] and not entry["withdrawn"]}
    without = [partner["short_name"] for partner in partners if partner["slug"] not in laid]
    what = step["name"].lower()
    if not without:
        return f"Every partner has laid a {what} that its own board signed off."
    signed = counted(len(partners) - len(without), "partner has", "partners have")
    return f"{signed} laid a {what} signed off at home. Not yet: {named(without, 8)}."


def _ending(partners: Iterable[Plain]) -> Iterable[str]:
    """Mandates given by bodies that end before the years looked ahead to are over."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for partner in partners:
        if partner["ends_within_horizon"]:
            successors = [successor["name"] for successor in partner["successors"]]
            follows = listed(successors) if successors else partner["successor_note"]
            alike[day(partner["ends"]), follows].append(partner["name"])
    for (ends, follows), names in alike.items():
        given = "mandate given by a body that" if len(names) == 1 else "mandates given by bodies that"
        after = f", to be followed by {follows}" if follows else ""
        yield f"{listed(names)}: {given} will end on {ends}{after}."


# --- Agreed and not -----------------------------------------------------------------------------


def _agreements(document: Plain, room: Room) -> dict[str, Any]:
    """How much of what was put to the partners is agreed, and what is not, with who cannot live with it."""
    things = list(chain.from_iterable(step["agreed"] for step in document["steps"]))
    held = Counter(thing["hold"] for thing in things)
    refused = [thing for thing in things if thing["hold"] == Hold.NOT_AGREED]
    agreed = list(_agreed(things, room))
    return {
        "put": len(things),
        "agreed": agreed,
        "is_cut": any(CUT in titles for _, titles in agreed),
        "held": held[Hold.AGREED],
        "refused": held[Hold.NOT_AGREED],
        "waiting": held[Hold.WAITING],
        "not_agreed": cut(sorted(refused, key=_worst), room.unagreed),
    }


def _agreed(things: Iterable[Plain], room: Room) -> Iterable[tuple[str, str]]:
    """All that is agreed, by heading. Long words are shortened; nothing is left out, since boards are asked to endorse it."""
    titles: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        if thing["hold"] == Hold.AGREED:
            titles[thing["heading"]].append(thing["content"]["title"].rstrip("."))
    for heading, found in titles.items():
        # What stands alone, such as the destination, is worth its words.
        yield heading, "; ".join(_gathered(found, room.words if len(found) > 1 else ROOMS[0].words))


def _gathered(titles: Iterable[str], words: int) -> Iterable[str]:
    """What is said of several things is said once: `In scope: Buses and Skills` for `Buses: in scope; Skills: in scope`."""
    alike: dict[str, list[str]] = defaultdict(list)
    for title in titles:
        thing, _, said = title.rpartition(": ")
        alike[said].append(thing)
    for said, things in alike.items():
        if len(things) > 1 and all(things):
            yield f"{capfirst(said)}: {listed([shortened(thing, words) for thing in things])}"
        else:
            yield from (shortened(f"{thing}: {said}" if thing else said, words) for thing in things)


def _worst(thing: Plain) -> tuple[int, int]:
    """What most partners cannot live with comes first."""
    gradients = [given["gradient"] for given in thing["dissent"]]
    return min(gradients, default=6), -len(gradients)


def _powers(matrix: Plain, room: Room) -> dict[str, Any]:
    rows, counts = matrix["rows"], matrix["counts"]
    parts = state_parts(counts)
    said = listed([f"{counts[state]} {state.label.lower()}" for state in State if state in counts])
    finding = f"Of {counted(len(rows), 'power', 'powers')}, {said}."
    by_state = {state: [row for row in rows if row["state"] == state] for state in State if state in counts}
    scope = Counter(row["scope"] for row in rows if row["scope"])
    return {
        "finding": finding,
        "parts": parts,
        "chart": stacked_bar(finding, parts) if rows else "",
        "opposed": [
            (heading, named([_held_up(row) for row in by_state[state]], room.named))
            for state, heading in OPPOSED.items()
            if state in by_state
        ],
        "state_head": ("Where they stand", "Powers", "Which"),
        "states": [
            (state.label, len(found), named([_held_up(row) for row in found], room.named))
            for state, found in by_state.items()
            if state not in OPPOSED
        ],
        "scope": [f"{decision}: {count}" for decision, count in scope.most_common()],
    }


def _held_up(row: Plain) -> str:
    """A power with the partners that make its state what it is."""
    return f"{row['title']} ({listed(row['partners'])})" if row["partners"] else row["title"]


def _verdicts(document: Plain) -> list[str]:
    """How many partners find it worth it, in the words of the scale, with their names."""
    said = {
        entry["partner"]: entry["content"]["fields"]["verdict"]
        for entry in chain.from_iterable(step["laid"] for step in document["steps"])
        if entry["kind"] == WORTH.key and not entry["withdrawn"]
    }
    found: dict[str, list[str]] = defaultdict(list)
    # In the partners' order: who was first to lay is nobody's business.
    for partner in document["partners"]:
        if partner["slug"] in said:
            found[said[partner["slug"]]].append(partner["short_name"])
    return [f"{verdict.label}: {listed(found[verdict])}" for verdict in Verdict if found[verdict]]


# --- Step by step -------------------------------------------------------------------------------


def _section(step: Plain, names: Mapping[str, str], room: Room) -> dict[str, Any]:
    """A step for its own section: what was agreed, by kind, each thing with its fields as a person reads them.

    What is agreed comes first. `rows` are cut for a table, `points` for paragraphs. A field that names a partner takes its short name.
    """
    things: dict[str, list[Plain]] = defaultdict(list)
    for thing in sorted(step["agreed"], key=lambda thing: thing["hold"] != Hold.AGREED):
        words = {
            line["name"]: shortened(names.get(line["text"], line["text"]), room.words)
            for line in thing["lines"]
        }
        things[thing["kind"].replace("-", "_")].append({**thing, "words": words})
    return {
        "name": step["name"],
        "question": step["question"],
        "template": f"papers/sections/{step['key']}.html",
        "rows": {kind: cut(found, room.rows) for kind, found in things.items()},
        "points": {kind: cut(found, room.points) for kind, found in things.items()},
        "begun": bool(step["agreed"]) or any(not entry["withdrawn"] for entry in step["laid"]),
    }
