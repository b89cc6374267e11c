"""The effort share as one bar against the guide line and the band either side of it."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from facilitation.charts import LINE, WIDTH, block, colours, drawing, number, words

TALL = 28
TOP = 6
EDGE = 7  # how far the band reaches over the bar, above and below


def effort_picture(title: str, share: float, *, guide: int, low: int, high: int) -> SafeString:
    """All in per cent; `title` says the finding."""
    unit = WIDTH / 100
    bottom = TOP + TALL + EDGE
    shapes = [
        block(low * unit, TOP - EDGE + 1, (high - low) * unit, TALL + 2 * EDGE, "relationship-soft", "line"),
        block(0, TOP, WIDTH, TALL, "level-0", "line-strong"),
        block(low * unit, TOP, (high - low) * unit, TALL, "relationship-soft", "line-strong"),
        block(0, TOP + 6, share * unit, TALL - 12, "relationship"),
        format_html(
            '<path d="M{0} {1}V{2}" stroke="{3}" stroke-width="3"/>',
            number(guide * unit),
            number(TOP - EDGE + 1),
            number(bottom),
            colours()["ink"],
        ),
        words(0, bottom + LINE, f"{share:.0f}% on relationships", bold=True),
        words(guide * unit, bottom + LINE, f"guide {guide}%, band {low}–{high}%", anchor="middle"),
    ]
    return drawing(title, shapes, height=bottom + LINE + 6)
