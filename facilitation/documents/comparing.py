"""What changed between two rounds: one document held against the one before, so that each record is whole in itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from partnerships.changes import Worded, compare, differing
from partnerships.steps import CYCLE, agreement_kind, contribution_kind
from partnerships.wordings import text_of

# What JSON can hold.
Plain = dict[str, Any]

# What belongs to the round in which it was said is neither new nor dropped in another.
OF_ONE_ROUND = {kind.key for step in CYCLE for kind in (*step.alone, *step.together) if not kind.carries}


def changes_between(before: Plain, partners: Iterable[Plain], steps: Iterable[Plain]) -> list[Plain]:
    """Per step, what is new, reworded and dropped since the document `before`; nothing for a first round."""
    earlier = {step["key"]: step for step in before.get("steps", ())}
    names = {partner["slug"]: partner["short_name"] for partner in [*before.get("partners", ()), *partners]}
    return [_change(earlier.get(step["key"], {}), step, names) for step in steps] if before else []


def _change(earlier: Plain, later: Plain, names: Mapping[str, str]) -> Plain:
    changes = compare(_worded(earlier), _worded(later))
    headings = {thing["kind"]: thing["heading"] for step in (earlier, later) for thing in _things(step)}

    def plain(thing: Worded) -> Plain:
        """`whose` is a partner’s name, or for what the group agreed the heading that it stands under."""
        heading = headings[thing.kind]
        whose = names[str(thing.owner)] if thing.owner else heading
        return {
            "partner": thing.owner,
            "whose": whose,
            "kind": thing.kind,
            "heading": heading,
            "title": thing.title,
        }

    return {
        "key": later["key"],
        "name": later["name"],
        "new": [plain(thing) for thing in changes.new],
        "reworded": [
            {**plain(new), "earlier_title": old.title, "lines": _differences(old, new)}
            for old, new in changes.reworded
        ],
        "dropped": [plain(thing) for thing in changes.dropped],
        "as_before": len(changes.as_before),
    }


def _things(step: Plain) -> list[Plain]:
    return [*step.get("laid", ()), *step.get("agreed", ())]


def _worded(step: Plain) -> list[Worded]:
    """What stood at a step: laid and not withdrawn, or agreed."""
    return [
        Worded(thing["partner"], thing["lineage"], thing["kind"], thing["content"])
        for thing in _things(step)
        if not thing.get("withdrawn") and thing["kind"] not in OF_ONE_ROUND
    ]


def _differences(old: Worded, new: Worded) -> list[Plain]:
    """Which fields read differently. A thing of the later round always has a kind that we know."""
    kind = agreement_kind(new.kind)[1] if new.owner == "" else contribution_kind(new.kind)[1]
    return [
        {
            "label": kind.labels[name],
            "before": text_of(kind, name, old.content["fields"].get(name)),
            "after": text_of(kind, name, new.content["fields"][name]),
        }
        for name in differing(old.content, new.content)
    ]
