"""Looking at pages again and again: times, and bytes of a first visit."""

from __future__ import annotations

import gc
import math
import os
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

import mandates
from area import Side
from browser import Visitor
from going_round import Journey
from served import Server
from walk import Opened, Walk

from partnerships.vocabulary import Position, Role

MOST_MS = 150
MOST_BYTES = 60_000
WARM_UP = 3
# Whose view of a page is taken: of those who may open it, the first.
ORDER = (
    Role.LEAD,
    Role.APPROVER,
    Role.FACILITATOR,
    Role.CONTRIBUTOR,
    Role.READER,
    "administrator",
    "stranger",
)
# No page: a PDF that is drawn at each look, which takes a second. `real_area.py` times those of papers.
DRAWN = ("themes-pdf",)
# The pages that the bytes of a first visit are promised for.
FIRST = ("workbook", "table", "board")


@dataclass(frozen=True)
class Look:
    label: str
    role: str
    path: str
    visitor: Visitor


def everything(journey: Journey) -> list[Look]:
    """Every page there is, once. One partner has a mandate with its approver, so that the page for signing is there."""
    area, at = journey.area, journey.movers[0]
    waiting = next(side for side in area.sides if side is not at)
    _hand_in(journey, waiting)
    looks = [*_looks(Walk(area, "", at)), *_looks(Walk(area, "", waiting))]
    return list({look.label: look for look in reversed(looks)}.values())[::-1]


def _hand_in(journey: Journey, side: Side) -> None:
    """Change one position and send the mandate for sign-off again."""
    power, position = next(iter(side.positions.items()))
    side.positions[power] = Position.OPEN if position != Position.OPEN else Position.NOT_NOW
    mandates.take_positions(side)
    mandates.submit(side)


def _looks(walk: Walk) -> list[Look]:
    """In the order of the walk, each page as the first of those who may open it sees it."""
    visitors = {
        **dict(walk.seats()),
        "administrator": walk.area.administrator,
        "stranger": Visitor(walk.area.log),
    }
    best: dict[str, Opened] = {}
    for opened in sorted(walk.pages(), key=lambda opened: ORDER.index(opened.role)):
        if opened.label not in DRAWN:
            best.setdefault(opened.label, opened)
    return [Look(one.label, one.role, one.path, visitors[one.role]) for one in best.values()]


def widest(journey: Journey) -> list[Look]:
    """The matrix of twenty partners by a hundred powers."""
    area = journey.area
    lead = area.sides[0].lead
    size = f"{len(area.sides)} × {len(area.powers)}"
    return [Look(f"{name}, {size}", Role.LEAD, lead.at(name), lead) for name in ("table", "positions")]


# --- Times --------------------------------------------------------------------------------------


def by_client(look: Look) -> bytes:
    answer = look.visitor.client.get(look.path)
    assert answer.status_code == 200, look.path
    return answer.content


@dataclass(frozen=True)
class Took:
    """Milliseconds of each look, in order: by the clock, and of this process's own work, which others do not slow."""

    clock: list[float]
    work: list[float]

    @property
    def p50(self) -> float:
        return _at(self.clock, 0.5)

    @property
    def p95(self) -> float:
        return _at(self.clock, 0.95)


def print_times(looks: list[Look], times: int, see: Callable[[Look], bytes]) -> list[str]:
    """Prints p50, p95 and the longest of every page, slowest first; gives those whose p95 is too long.

    Over HTTP the work is the looker's own, and the server's is not known.
    """
    # As often as the server collects garbage: what this program holds besides is not the page's.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 200, 20)
    measured = sorted(((_times(look, times, see), look) for look in looks), key=lambda pair: -pair[0].p95)
    print(f"{'page':<36}{'as':<15}{'p50':>6}{'p95':>6}{'max':>6}{'work':>7} ms")
    for took, look in measured:
        print(f"{look.label:<36}{look.role:<15}{_numbers(took)}")
    clocks, works = (sorted(chain.from_iterable(each)) for each in zip(*_pairs(measured), strict=True))
    title = f"all {len(looks)} pages, load {os.getloadavg()[0]:.2f}"
    print(f"{title:<51}{_numbers(Took(clocks, works))}")
    return [f"{look.label} ({took.p95:.0f} ms)" for took, look in measured if took.p95 > MOST_MS]


def _pairs(measured: list[tuple[Took, Look]]) -> list[tuple[list[float], list[float]]]:
    return [(took.clock, took.work) for took, _ in measured]


def _numbers(took: Took) -> str:
    return f"{took.p50:>6.0f}{took.p95:>6.0f}{took.clock[-1]:>6.0f}{_at(took.work, 0.5):>7.0f}"


def _times(look: Look, times: int, see: Callable[[Look], bytes]) -> Took:
    for _ in range(WARM_UP):
        see(look)
    gc.collect()
    clock, work = [], []
    for _ in range(times):
        began, worked = time.perf_counter(), time.thread_time()
        see(look)
        clock.append((time.perf_counter() - began) * 1000)
        work.append((time.thread_time() - worked) * 1000)
    return Took(sorted(clock), sorted(work))


def _at(took: list[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    return took[math.ceil(share * len(took)) - 1]


# --- Bytes --------------------------------------------------------------------------------------


def print_bytes(looks: list[Look], server: Server) -> list[str]:
    """Prints what a first visit fetches, compressed; gives the pages for which that is too much. Fonts are apart."""
    print(f"{'page':<28}{'html':>8}{'gzipped':>9}{'css':>8}{'js':>8}{'together':>10}{'fonts':>9}")
    large = []
    for look in looks:
        if look.label.split()[0].rstrip(",") not in FIRST:
            continue
        html = server.look(look)
        css, js, fonts = server.assets(html)
        gzipped = _gzipped(html)
        together = gzipped + css + js
        print(f"{look.label:<28}{len(html):>8}{gzipped:>9}{css:>8}{js:>8}{together:>10}{fonts:>9}")
        large += [f"{look.label} ({together:,})"] if together > MOST_BYTES else []
    return large


def _gzipped(content: bytes) -> int:
    """As a proxy in front would send it."""
    squeezed = zlib.compressobj(level=6, wbits=31)
    return len(squeezed.compress(content) + squeezed.flush())
