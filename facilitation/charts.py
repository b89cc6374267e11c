"""Charts as SVG, drawn on the server so that a screen, a projector and a paper show the same thing.

Attributes only: our content security policy refuses a `style`, inside a drawing too. A chart's title says its finding,
for it is all that a screen reader hears. Colours are names of tokens; `static/css/tokens.css` alone holds the numbers.
Lengths are in the drawing's own units, about a pixel each; the style sheet scales the whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from partnerships.positions import State
from partnerships.templatetags.look import STATE_SIGNS

TOKENS = Path(__file__).resolve().parents[1] / "static" / "css" / "tokens.css"
FONTS = "'Source Sans 3','Roundtable Signs',Arial,sans-serif"  # no spaces: WeasyPrint would take them for part of a name
WIDTH = 640
SIZE = 15  # of text
LINE = 18  # from one line of text to the next
BAR = 38  # how tall a stacked bar is
GAP = 2

# Advance widths of Source Sans 3 semibold in ems, rounded up by class; its regular weight is 2% narrower.
ADVANCES = {" ": 0.2} | dict.fromkeys("ijlI.,:;'’!|·…", 0.29) | dict.fromkeys("frt()[]{}-/\\", 0.36)
ADVANCES |= dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.62) | dict.fromkeys("mwMW@%●◐○◷✕≈⊘≠→", 0.83)
OTHER_ADVANCE = 0.57
FULL_WIDTH_ADVANCE = 1.0


class Part(NamedTuple):
    """One piece of a whole. `fill` and `ink` are tokens without their dashes, as in "on-if" and "on-if-ink"."""

    label: str
    count: int
    fill: str
    ink: str
    sign: str = ""


# Each state in the colours of the position it comes nearest to.
STATE_LOOKS = {
    State.COMMON_GROUND: ("on", "on-ink"),
    State.CLOSE: ("on-if", "on-if-ink"),
    State.DISCUSS: ("not-now", "not-now-ink"),
    State.WANTED_BY_ONE: ("open", "open-ink"),
    State.STAND_OFF: ("error", "paper"),
    State.BLOCKED: ("never", "never-ink"),
    State.NO_MANDATE: ("no-view", "no-view-ink"),
}


def state_parts(counts: Mapping[str, int]) -> list[Part]:
    """How many powers are in each state, as parts of a stacked bar, in the order of `State`."""
    return [
        Part(state.label, counts.get(state, 0), *STATE_LOOKS[state], STATE_SIGNS[state]) for state in State
    ]


@cache
def colours() -> dict[str, str]:
    """Every token that is a colour, by its name without the dashes."""
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,8})\s*;", TOKENS.read_text(encoding="utf-8")))


def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a text is, rather too wide than too narrow; the server has no font to measure with."""
    return size * sum(_advance(character) for character in text)


def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return FULL_WIDTH_ADVANCE
    return ADVANCES.get(character, OTHER_ADVANCE)


def wrap(text: str, width: float, size: float = SIZE) -> list[str]:
    """The text in lines no wider than `width`, as far as can be told; a longer word is cut."""
    lines = [""]
    for word in text.split():
        for piece in _cut(word, width, size):
            longer = f"{lines[-1]} {piece}".strip()
            if text_width(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line]


def _cut(word: str, width: float, size: float) -> Iterable[str]:
    piece = ""
    for character in word:
        if piece and text_width(piece + character, size) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def drawing(title: str, shapes: Iterable[SafeString], *, height: float, width: float = WIDTH) -> SafeString:
    """The frame of every chart."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'font-family="{2}" font-size="{3}"><title>{4}</title>{5}</svg>',
        number(width),
        number(height),
        FONTS,
        SIZE,
        title,
        mark_safe("".join(shapes)),  # noqa: S308  (each was escaped where it was made)
    )


def number(length: float) -> str:
    """A length with one decimal at most."""
    return f"{length:.1f}".removesuffix(".0")


def words(
    x: float,
    y: float,
    text: object,
    *,
    ink: str = "ink",
    bold: bool = False,
    anchor: str = "start",
    size: float = SIZE,
) -> SafeString:
    """One line of text on its baseline."""
    return format_html(
        '<text x="{}" y="{}" fill="{}" font-weight="{}" text-anchor="{}" font-size="{}">{}</text>',
        *(number(x), number(y), colours()[ink], 600 if bold else 400, anchor, number(size), text),
    )


def block(x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> SafeString:
    """A rectangle with its edge inside. A token `…-edge` outlines a pale fill, which would be lost on white paper."""
    stroke = colours()[edge] if edge else colours().get(f"{fill}-edge", colours()[fill])
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>',
        number(x + 0.5),
        number(y + 0.5),
        number(max(width - 1, 0.5)),
        number(max(height - 1, 0.5)),
        colours()[fill],
        stroke,
    )


class Segment(NamedTuple):
    """A part with its place in the bar."""

    part: Part
    x: float
    width: float

    @property
    def figure(self) -> str:
        return f"{self.part.sign} {self.part.count}".strip()

    @property
    def holds_figure(self) -> bool:
        return text_width(self.figure) + 14 <= self.width


class Label(NamedTuple):
    """A name under the bar: its lines, from where to where they run, and the row of text that the first is on."""

    segment: Segment
    lines: list[str]
    x: float
    end: float
    row: int = 0

    def touches(self, other: "Label") -> bool:
        apart = self.end + 10 <= other.x or other.end + 10 <= self.x
        return (
            not apart and self.row < other.row + len(other.lines) and other.row < self.row + len(self.lines)
        )


def stacked_bar(title: str, parts: Iterable[Part | tuple[str, int, str, str, str]]) -> SafeString:
    """How a whole divides: each part with its sign, number and name. A part of none is left out."""
    segments = _segments([Part(*part) for part in parts])
    shapes = [] if segments else [block(0, 0, WIDTH, BAR, "paper", "line-strong")]
    for segment in segments:
        shapes.append(block(segment.x, 0, segment.width, BAR, segment.part.fill))
        if segment.holds_figure:
            shapes.append(
                words(
                    segment.x + 9, BAR / 2 + 6, segment.figure, ink=segment.part.ink, bold=True, size=SIZE + 1
                )
            )
    labels = _labels(segments)
    for label in labels:
        shapes += _written(label)
    rows = max((label.row + len(label.lines) for label in labels), default=0)
    return drawing(title, shapes, height=BAR + LINE * rows + 6)


def _segments(parts: list[Part]) -> list[Segment]:
    shown = [part for part in parts if part.count > 0]
    unit = (WIDTH - GAP * (len(shown) - 1)) / max(sum(part.count for part in shown), 1)
    segments, x = [], 0.0
    for part in shown:
        segments.append(Segment(part, x, part.count * unit))
        x += part.count * unit + GAP
    return segments


def _labels(segments: list[Segment]) -> list[Label]:
    """The names without one touching another.

    A thin line leads down to a name that has to give way. Names that begin with their segment are placed from the
    right, those pushed in by the edge from the left: then no line crosses a name.
    """
    labels = [_label(segment) for segment in segments]
    starting = [label for label in reversed(labels) if label.x == label.segment.x]
    pushed = [label for label in labels if label.x != label.segment.x]
    placed: list[Label] = []
    for label in starting + pushed:
        while any(label.touches(other) for other in placed):
            label = label._replace(row=label.row + 1)
        placed.append(label)
    return placed


def _label(segment: Segment) -> Label:
    name = segment.part.label if segment.holds_figure else f"{segment.figure} {segment.part.label}"
    lines = wrap(name, max(segment.width, 150))
    wide = max(map(text_width, lines), default=0)
    x = segment.x if segment.x + wide <= WIDTH else segment.x + segment.width - wide
    return Label(segment, lines, x, x + wide)


def _written(label: Label) -> list[SafeString]:
    top = BAR + LINE * (label.row + 1)
    shapes = [words(label.x, top + LINE * row, line) for row, line in enumerate(label.lines)]
    if label.row:
        middle = label.segment.x + label.segment.width / 2
        line = '<path d="M{} {}V{}" stroke="{}"/>'
        shapes.append(
            format_html(line, number(middle), BAR + 2, number(top - SIZE + 2), colours()["line-strong"])
        )
    return shapes


def spread_strip(title: str, counts: Sequence[int], labels: Sequence[str] = ()) -> SafeString:
    """How many chose each level of a scale that begins at 0, the least first: five counts for a scale of 0 to 4."""
    column = WIDTH / len(counts)
    tallest, most = 60, max(*counts, 1)
    shapes, bottom = [], 0.0
    for level, count in enumerate(counts):
        x, tall = column * level, tallest * count / most
        fill = f"level-{round(4 * level / max(len(counts) - 1, 1))}"
        shapes.append(block(x + 4, 20 + tallest - tall, column - 8, tall, fill, "line-strong"))
        shapes.append(words(x + column / 2, 14 + tallest - tall, count, bold=True, anchor="middle"))
        lines = wrap(f"{level} {labels[level] if labels else ''}", column - 8)
        shapes += _centred(x + column / 2, 40 + tallest, lines)
        bottom = max(bottom, 40 + tallest + LINE * len(lines) - 10)
    return drawing(title, shapes, height=bottom)


def _centred(x: float, y: float, lines: Iterable[str]) -> list[SafeString]:
    return [words(x, y + LINE * row, line, anchor="middle") for row, line in enumerate(lines)]


def beam(title: str, relationship: int, deal: int) -> SafeString:
    """The two sides of the method on a beam that dips towards the heavier; both from 0 to 100."""
    tilt = max(-8.0, min(8.0, (relationship - deal) / 6))
    shapes = [
        format_html('<g transform="rotate({} 160 92)">', number(-tilt)),
        block(20, 90, 280, 7, "ink"),
        *_weight(80, relationship, "relationship"),
        *_weight(240, deal, "deal"),
        mark_safe("</g>"),
        format_html('<path d="M160 97L142 126H178Z" fill="{}"/>', colours()["ink"]),
        words(80, 138, "Relationship", anchor="middle"),
        words(240, 138, "Deal", anchor="middle"),
    ]
    return drawing(title, shapes, width=320, height=144)


def _weight(x: float, score: int, fill: str) -> list[SafeString]:
    """A load on the beam as tall as its score, which is written in it, or above it where it is too flat."""
    tall = score * 0.62
    inside = tall >= 22
    figure = words(
        x,
        82 if inside else 82 - tall,
        score,
        ink="paper" if inside else "ink",
        bold=True,
        anchor="middle",
        size=20,
    )
    return [block(x - 45, 90 - tall, 90, tall, fill), figure]
