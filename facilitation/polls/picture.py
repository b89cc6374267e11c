"""A result as bars, for pages and papers: words before, figure after, the published share as a line across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString

from facilitation.charts import LINE, WIDTH, block, colours, drawing, number, words, wrap

if TYPE_CHECKING:
    from facilitation.polls.shown import Bar

LABEL = 210  # how wide the words before a bar are
FIGURE = 130  # and the figure after it
TALL = 24
GAP = 12


def bars_picture(title: str, bars: Sequence[Bar]) -> SafeString:
    """Bars one below the other; `title` says the finding."""
    shapes: list[SafeString] = []
    y = 0.0
    for bar in bars:
        drawn, tall = _row(bar, y)
        shapes += drawn
        y += tall + GAP
    return drawing(title, shapes, height=max(y - GAP, TALL) + 2)


def _row(bar: Bar, y: float) -> tuple[list[SafeString], float]:
    lines = wrap(bar.label, LABEL - 15)
    tall = max(TALL, LINE * len(lines) + 2)
    top = y + (tall - TALL) / 2
    long = WIDTH - LABEL - FIGURE
    first = y + (tall - LINE * len(lines)) / 2 + 14
    shapes = [words(0, first + LINE * place, line) for place, line in enumerate(lines)]
    shapes.append(block(LABEL, top, long, TALL, "level-0", "line"))
    if bar.share:
        shapes.append(block(LABEL, top, long * bar.share / 100, TALL, "relationship"))
    if bar.benchmark is not None:
        shapes.append(_line(LABEL + long * bar.benchmark / 100, top))
    shapes.append(words(LABEL + long + 12, top + 17, bar.figure, bold=True))
    return shapes, tall


def _line(x: float, top: float) -> SafeString:
    """Black with a white edge, so that it is seen on the bar and beside it."""
    drawn = '<path d="M{0} {1}V{2}" stroke="{3}" stroke-width="7"/><path d="M{0} {1}V{2}" stroke="{4}" stroke-width="3"/>'
    return format_html(
        drawn, number(x), number(top - 3), number(top + TALL + 3), colours()["paper"], colours()["ink"]
    )
