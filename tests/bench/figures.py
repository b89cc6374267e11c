"""The figures of the room: what each must reach, and what it was."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field


@dataclass
class Row:
    what: str
    limit: float
    unit: str
    at_least: bool = False
    runs: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, value: float, fault: str = "") -> None:
        self.runs.append(value)
        if fault:
            self.faults.append(fault)

    @property
    def worst(self) -> float:
        return min(self.runs) if self.at_least else max(self.runs)

    @property
    def holds(self) -> bool:
        """In every run. What was not measured is not held against it."""
        if not self.runs:
            return not self.faults
        return (self.worst >= self.limit if self.at_least else self.worst <= self.limit) and not self.faults

    def __str__(self) -> str:
        if not self.runs:
            return f"  {'–':4} {self.what}: not measured"
        figures = f"median {statistics.median(self.runs):.0f}, worst {self.worst:.0f} {self.unit}"
        limit = f"{'≥' if self.at_least else '≤'} {self.limit:.0f}"
        text = f"  {'pass' if self.holds else 'FAIL'} {self.what}: {figures} ({limit})"
        return "\n".join([text, *(f"        {fault}" for fault in self.faults)])


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)] if values else float("inf")


class Table:
    """The figures of the room, each with what it must reach."""

    def __init__(self) -> None:
        self.near = Row("scene to the last of 100 screens, same process, p95", 60, "ms")
        self.far = Row("scene to the last of 100 screens, other process, p95", 350, "ms")
        self.thousand = Row("scene to the last of 1,000 screens, p95", 1000, "ms")
        self.requests = Row("Django requests for 1,000 screens", 0, "requests")
        self.memory = Row("memory for 1,000 open screens, over idle", 150, "MB")
        self.crowd = Row("1,000 phones vote within 20 s, p95", 1000, "ms")
        self.sustained = Row("sustained votes, of those in a bare view", 60, "%", at_least=True)
        self.burst = Row("100 votes at once with 100 screens listening, p95", 400, "ms")
        self.slowest = Row("100 votes at once with 100 screens listening, last", 1000, "ms")
        self.turnout = Row("last vote to the right turnout on the projector", 700, "ms")
        self.killed = Row("server killed with 1,000 screens and voters, all right after", 10_000, "ms")

        self.rates: list[str] = []

    @property
    def rows(self) -> list[Row]:
        return [row for row in vars(self).values() if isinstance(row, Row)]

    @property
    def holds(self) -> bool:
        return all(row.holds for row in self.rows)

    def __str__(self) -> str:
        measured = [row for row in self.rows if row.runs]
        held = f"{sum(row.holds for row in measured)} of {len(measured)} pass in every run"
        rates = f"       sustained votes a second, and in the bare view: {'; '.join(self.rates)}"
        return "\n".join([*map(str, self.rows), *([rates] if self.rates else []), f"  {held}"])
