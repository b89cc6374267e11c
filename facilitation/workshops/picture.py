"""The effort share as one bar against the guide line and the band either side of it, for a page and for a paper.

On a page it is so narrow that a phone shows it at nearly its own size.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from facilitation.charts import LINE, block, colours, drawing, number, text_width, words

TALL = 28
TOP = 6
EDGE = 7  # how far the band reaches over the bar, above and below
PAGE = 400  # how wide it is on a page


def effort_picture(
    title: str, share: float, *, guide: int, low: int, high: int, width: int = PAGE
) -> SafeString:
    """All in per cent; `title` says the finding."""
    unit = width / 100
    bottom = TOP + TALL + EDGE
    share_words, guide_words = f"{share:.0f}% on relationships", f"guide {guide}%, band {low}–{high}%"
    reach = text_width(guide_words) / 2
    middle = min(max(guide * unit, reach), width - reach)
    has_room = middle - reach > text_width(share_words)
    last = bottom + LINE * (1 if has_room else 2)
    shapes = [
        block(low * unit, TOP - EDGE + 1, (high - low) * unit, TALL + 2 * EDGE, "relationship-soft", "line"),
        block(0, TOP, width, TALL, "level-0", "line-strong"),
        block(low * unit, TOP, (high - low) * unit, TALL, "relationship-soft", "line-strong"),
        block(0, TOP + 6, share * unit, TALL - 12, "relationship"),
        format_html(
            '<path d="M{0} {1}V{2}" stroke="{3}" stroke-width="3"/>',
            number(guide * unit),
            number(TOP - EDGE + 1),
            number(bottom),
            colours()["ink"],
        ),
        words(0, bottom + LINE, share_words, bold=True),
        words(middle, last, guide_words, anchor="middle"),
    ]
    return drawing(title, shapes, height=last + 6, width=width)
