"""New, reworded, dropped, as before: always a comparison of two frozen states, never a guess."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnerships.steps.step import counted


@dataclass(frozen=True)
class Worded:
    """One thing as it stood: whose it is, which lineage, and its content."""

    owner: Hashable
    lineage: str
    kind: str
    content: Mapping[str, Any]

    @property
    def key(self) -> tuple[Hashable, str]:
        return self.owner, self.lineage

    @property
    def title(self) -> str:
        return self.content.get("title", "")


@dataclass(frozen=True)
class Changes:
    """What happened between two states; a reworded thing keeps both wordings, before and after."""

    new: list[Worded] = field(default_factory=list)
    reworded: list[tuple[Worded, Worded]] = field(default_factory=list)
    dropped: list[Worded] = field(default_factory=list)
    as_before: list[Worded] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.new) + len(self.reworded) + len(self.dropped)

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def words(self) -> str:
        """`3 new, 1 dropped`; nothing of what there is none of."""
        named = {"new": self.new, "reworded": self.reworded, "dropped": self.dropped}
        return ", ".join(f"{len(things)} {word}" for word, things in named.items() if things)

    @property
    def words_of_kept(self) -> str:
        return f"{counted(len(self.as_before), 'thing')} as before"


def compare(before: Iterable[Worded], after: Iterable[Worded]) -> Changes:
    """Every thing of either side lands in exactly one of the four lists."""
    earlier = {thing.key: thing for thing in before}
    later = {thing.key: thing for thing in after}
    changes = Changes()
    for key, thing in later.items():
        if key not in earlier:
            changes.new.append(thing)
        elif earlier[key].content["fields"] == thing.content["fields"]:
            changes.as_before.append(thing)
        else:
            changes.reworded.append((earlier[key], thing))
    changes.dropped.extend(thing for key, thing in earlier.items() if key not in later)
    return changes


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of the fields in which two contents differ, in the order of the later one."""
    return [name for name, value in after["fields"].items() if before["fields"].get(name) != value]
