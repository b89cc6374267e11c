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

    def __str__(self) -> str:
        if not self.runs:
            return f"  {'–':3} {self.what}: not measured"
        worst = min(self.runs) if self.at_least else max(self.runs)
        holds = (worst >= self.limit if self.at_least else worst <= self.limit) and not self.faults
        figures = f"median {statistics.median(self.runs):.0f}, worst {worst:.0f} {self.unit}"
        limit = f"{'≥' if self.at_least else '≤'} {self.limit:.0f}"
        text = f"  {'yes' if holds else 'NO':3} {self.what}: {figures} ({limit})"
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

    def __str__(self) -> str:
        rows = [str(row) for row in vars(self).values() if isinstance(row, Row)]
        return "\n".join([*rows, *(f"      sustained votes a second: {rate}" for rate in self.rates)])
