"""The balance drawn: seesaw, minutes by round, two lines with their gap, strip of splits. See `facilitation/charts.py`.

Narrow enough that a phone shows them at nearly their own size. Every picture's title says what it shows, and a table on the
page says the same; form and sign tell apart what colour does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from facilitation.charts import LINE, block, colours, drawing, number, text_width, words
from facilitation.polls.tallies import Closeness

WIDTH = 400

# --- Seesaw -------------------------------------------------------------------------------------

BEAM = 104  # how far down the beam lies
TILT = 8.0  # degrees at most
SCALE = 200  # how far down the scale of time lies
MARGIN = 20


def seesaw(
    title: str,
    relationship: int | None,
    deal: int | None,
    *,
    grey: bool = False,
    effort: float | None,
    guide: int,
    low: int,
    high: int,
) -> SafeString:
    """The two weights on a beam that dips towards the heavier, and below it where the time went, with guide line and band.

    All from 0 to 100; a weight of which nothing is known leaves the beam level. `grey` is a relationship of which too few
    have spoken.
    """
    tilt = 0.0
    if relationship is not None and deal is not None:
        tilt = max(-TILT, min(TILT, (relationship - deal) / 6))
    shapes = [
        format_html('<g transform="rotate({} {} {})">', number(-tilt), WIDTH // 2, BEAM),
        block(MARGIN, BEAM - 2, WIDTH - 2 * MARGIN, 7, "ink"),
        *_weight(90, relationship, "line" if grey else "relationship", "ink" if grey else "paper"),
        *_weight(310, deal, "deal"),
        mark_safe("</g>"),
        _filled(f"M200 {BEAM + 5}L180 {BEAM + 36}H220Z", "ink"),
        words(90, BEAM + 54, "Relationship", anchor="middle", bold=True),
        words(310, BEAM + 54, "Deal", anchor="middle", bold=True),
        *_scale(effort, guide, low, high),
    ]
    return drawing(title, shapes, width=WIDTH, height=SCALE + 72)


def _weight(x: float, figure: int | None, fill: str, on_it: str = "paper") -> list[SafeString]:
    if figure is None:
        return [words(x, BEAM - 12, "no figure yet", anchor="middle")]
    tall = figure * 0.75
    inside = tall >= 24
    y, ink = (BEAM - 12, on_it) if inside else (BEAM - 10 - tall, "ink")
    return [
        block(x - 45, BEAM - 2 - tall, 90, tall, fill),
        words(x, y, figure, ink=ink, bold=True, anchor="middle", size=20),
    ]


def _scale(effort: float | None, guide: int, low: int, high: int) -> list[SafeString]:
    """The share of time on relationships, 0 to 100."""
    unit = (WIDTH - 2 * MARGIN) / 100
    at = [MARGIN + unit * figure for figure in (low, high, guide)]
    filled = [block(MARGIN, SCALE + 4, unit * effort, 12, "relationship")] if effort else []
    said = f"{effort:.0f}% of our time on relationships" if effort is not None else "No time logged yet"
    return [
        block(at[0], SCALE - 6, at[1] - at[0], 32, "relationship-soft", "line-strong"),
        block(MARGIN, SCALE + 4, WIDTH - 2 * MARGIN, 12, "paper", "line-strong"),
        *filled,
        _stroked(f"M{number(at[2])} {SCALE - 10}V{SCALE + 30}", "ink", width=3),
        words(MARGIN, SCALE + 26 + LINE, said, bold=True),
        words(MARGIN, SCALE + 26 + 2 * LINE, f"Guide line {guide}, band {low} to {high}"),
    ]


def _filled(path: str, fill: str, edge: str = "") -> SafeString:
    return format_html(
        '<path d="{}" fill="{}" stroke="{}" stroke-width="2"/>',
        path,
        colours()[fill],
        colours()[edge or fill],
    )


def _stroked(path: str, ink: str, *, width: int = 2, dashes: str = "none") -> SafeString:
    line = '<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>'
    return format_html(line, path, colours()[ink], width, dashes)


# --- Minutes by round ---------------------------------------------------------------------------

BAR, STEP = 26, 40
LEFT, RIGHT = 72, 52  # room for the round's name and for its share
# Class of time: token of its ground and of the ink on it.
CLASSES = (("relationship", "paper"), ("level-1", "ink"), ("deal", "paper"))
CLASS_NAMES = ("Relationship", "Mixed", "Deal")


class Spent(NamedTuple):
    """The minutes of one round by class, in the order of `CLASSES`, and its effort share in words."""

    name: str
    minutes: tuple[int, int, int]
    share: str


def minutes_by_round(title: str, rounds: Sequence[Spent]) -> SafeString:
    most = max((sum(spent.minutes) for spent in rounds), default=0) or 1
    unit = (WIDTH - LEFT - RIGHT) / most
    shapes: list[SafeString] = _key()
    for row, spent in enumerate(rounds):
        shapes += _spent(spent, LINE + 14 + STEP * row, unit)
    return drawing(title, shapes, width=WIDTH, height=LINE + 14 + STEP * len(rounds))


def _key() -> list[SafeString]:
    shapes, x = [], 0.0
    for name, (fill, _) in zip(CLASS_NAMES, CLASSES, strict=True):
        shapes += [block(x, 2, 14, 14, fill, "line-strong"), words(x + 20, 14, name)]
        x += 20 + text_width(name) + 16
    return shapes


def _spent(spent: Spent, y: float, unit: float) -> Iterable[SafeString]:
    x: float = LEFT
    yield words(0, y + 18, spent.name)
    for minutes, (fill, ink) in zip(spent.minutes, CLASSES, strict=True):
        wide = minutes * unit
        if minutes:
            yield block(x, y, wide, BAR, fill, "line-strong")
        if minutes and text_width(str(minutes)) + 8 <= wide:
            yield words(x + wide / 2, y + 18, minutes, ink=ink, anchor="middle")
        x += wide
    yield words(x + 8, y + 18, spent.share, bold=True)


# --- Two lines over the rounds ------------------------------------------------------------------

TALL, TOP = 170, 12
FROM, TO = 34, 262
SIDES = (("Relationship", "relationship", "none"), ("Deal", "deal", "7 4"))


class Stood(NamedTuple):
    """Where a round stood: figures from 0 to 100, None where there is none; hollow where a figure is partial or grey."""

    name: str
    figures: tuple[float | None, float | None]
    hollow: tuple[bool, bool]


def two_lines(title: str, rounds: Sequence[Stood]) -> SafeString:
    """Relationship as a full line with squares, deal as a dashed one with diamonds; the gap between them is shaded."""
    across = [_across(place, len(rounds)) for place in range(len(rounds))]
    shapes = [*_axes(rounds, across), *_gaps(rounds, across)]
    for side, (_, ink, dashes) in enumerate(SIDES):
        shapes += _line([stood.figures[side] for stood in rounds], across, ink, dashes)
        shapes += _points(rounds, across, side, ink)
    shapes += _ends(rounds)
    return drawing(title, shapes, width=WIDTH, height=TOP + TALL + 30)


def _across(place: int, rounds: int) -> float:
    return (FROM + TO) / 2 if rounds == 1 else FROM + 14 + (TO - FROM - 28) * place / (rounds - 1)


def _down(figure: float) -> float:
    return TOP + TALL * (1 - figure / 100)


def _axes(rounds: Sequence[Stood], across: Sequence[float]) -> Iterable[SafeString]:
    for figure in (0, 50, 100):
        y = _down(figure)
        yield _stroked(f"M{FROM} {number(y)}H{TO}", "line", width=1)
        yield words(FROM - 6, y + 5, figure, anchor="end", ink="ink-soft")
    for stood, x in zip(rounds, across, strict=True):
        yield words(x, TOP + TALL + 22, stood.name, anchor="middle")


def _gaps(rounds: Sequence[Stood], across: Sequence[float]) -> Iterable[SafeString]:
    """Between two rounds of which both figures are known; a lone round has a gap as wide as its points."""
    known = [
        (x, *stood.figures) for stood, x in zip(rounds, across, strict=True) if None not in stood.figures
    ]
    if len(known) == 1:
        x, upper, lower = known[0]
        known = [(x - 8, upper, lower), (x + 8, upper, lower)]
    if len(known) > 1:
        there = "L".join(f"{number(x)} {number(_down(upper))}" for x, upper, _ in known)
        back = "L".join(f"{number(x)} {number(_down(lower))}" for x, _, lower in reversed(known))
        yield _filled(f"M{there}L{back}Z", "level-0", "line-soft")


def _line(
    figures: Sequence[float | None], across: Sequence[float], ink: str, dashes: str
) -> Iterable[SafeString]:
    """Broken where a round has no figure."""
    pen, path = "M", ""
    for figure, x in zip(figures, across, strict=True):
        if figure is not None:
            path += f"{pen}{number(x)} {number(_down(figure))}"
        pen = "M" if figure is None else "L"
    if path:
        yield _stroked(path, ink, width=3, dashes=dashes)


def _points(rounds: Sequence[Stood], across: Sequence[float], side: int, ink: str) -> Iterable[SafeString]:
    for stood, x in zip(rounds, across, strict=True):
        figure = stood.figures[side]
        if figure is not None:
            fill = "paper" if stood.hollow[side] else ink
            yield _filled(_mark(side, x, _down(figure)), fill, ink)


def _mark(side: int, x: float, y: float) -> str:
    """A square for the relationship, a diamond for the deal."""
    if side == 0:
        return f"M{number(x - 5)} {number(y - 5)}h10v10h-10Z"
    return f"M{number(x)} {number(y - 7)}l7 7l-7 7l-7 -7Z"


def _ends(rounds: Sequence[Stood]) -> Iterable[SafeString]:
    """The names of the lines beside their last figures, far enough apart to be read."""
    last = rounds[-1].figures
    ends = [(_down(0 if figure is None else figure) + 5, side) for side, figure in enumerate(last)]
    ends.sort()
    if ends[1][0] - ends[0][0] < LINE:
        ends[0] = (ends[1][0] - LINE, ends[0][1])
    for y, side in ends:
        name, ink, _ = SIDES[side]
        figure = last[side]
        said = f"{name} {figure:.0f}" if figure is not None else f"{name}: none"
        yield words(TO + 8, y, said, ink=ink, bold=True)


# --- Strip of splits ----------------------------------------------------------------------------

# By closeness: ground, ink, sign, word.
LOOKS = {
    Closeness.SHARED: ("level-0", "ink", "●", "shared view"),
    Closeness.MIXED: ("level-2", "ink", "◐", "mixed"),
    Closeness.SPLIT: ("never", "paper", "≠", "split"),
}


def strip(title: str, statements: Sequence[tuple[str, Closeness]]) -> SafeString:
    """One cell a statement, by its number and in its order: how far apart the answers to it lie."""
    wide = WIDTH / max(len(statements), 1)
    shapes: list[SafeString] = []
    for place, (name, close) in enumerate(statements):
        fill, ink, sign, _ = LOOKS[close]
        shapes.append(block(wide * place + 1, 0, wide - 2, 34, fill, "line-strong"))
        shapes.append(words(wide * (place + 0.5), 23, sign, ink=ink, bold=True, anchor="middle", size=18))
        shapes.append(words(wide * (place + 0.5), 52, name, anchor="middle"))
    x = 0.0
    for _, _, sign, word in LOOKS.values():
        said = f"{sign} {word}"
        shapes.append(words(x, 80, said, ink="ink-soft"))
        x += text_width(said) + 20
    return drawing(title, shapes, width=WIDTH, height=88)
