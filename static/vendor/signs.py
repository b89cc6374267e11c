"""Draw `static/fonts/roundtable-signs.woff2`: the signs of positions and states, the same on every machine.

    python static/vendor/signs.py

The signs are ordinary characters, so copying, searching and reading aloud work. But few typefaces hold all of them, and
each machine would fill the gaps with shapes of its own, or with empty boxes. Ours are drawn here, as high as a capital.
A tool for developers; commit what it wrote. It needs fontTools, which WeasyPrint brings.
"""

from math import cos, pi, sin, tan
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

TARGET = Path(__file__).resolve().parent.parent / "fonts" / "roundtable-signs.woff2"
# In thousandths of the type size. Middle and radius fit the capitals of Source Sans 3, 660 high.
WIDTH, MIDDLE, RADIUS, STROKE = 760, 330, 310, 84
ASCENT, DESCENT = 1024, -400
SPACE = 200

Point = tuple[float, float]


def arc(
    pen: TTGlyphPen, centre: Point, radius: float, start: float, end: float, *, move: bool = True
) -> None:
    """A piece of a circle, in steps of an eighth turn at most; angles in turns, counted against the clock."""
    steps = max(1, round(abs(end - start) * 8))
    turn = (end - start) * 2 * pi / steps
    reach = radius / cos(turn / 2)

    def at(angle: float, distance: float) -> tuple[int, int]:
        return round(centre[0] + distance * cos(angle)), round(centre[1] + distance * sin(angle))

    angle = start * 2 * pi
    (pen.moveTo if move else pen.lineTo)(at(angle, radius))
    for _ in range(steps):
        pen.qCurveTo(at(angle + turn / 2, reach), at(angle + turn, radius))
        angle += turn


def disc(pen: TTGlyphPen, radius: float = RADIUS, *, hole: bool = False) -> None:
    """A full circle; a hole runs the other way round, so it is left empty."""
    arc(pen, (WIDTH / 2, MIDDLE), radius, 0, 1 if hole else -1)
    pen.closePath()


def ring(pen: TTGlyphPen) -> None:
    disc(pen)
    disc(pen, RADIUS - STROKE, hole=True)


def line(pen: TTGlyphPen, start: Point, end: Point, width: float = STROKE) -> None:
    """A straight stroke; points are measured from the middle of the sign."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    dx, dy = (y1 - y2) / length * width / 2, (x2 - x1) / length * width / 2
    corners = [(x1 - dx, y1 - dy), (x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy)]
    points = [(round(WIDTH / 2 + x), round(MIDDLE + y)) for x, y in corners]
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def wave(pen: TTGlyphPen, height: float) -> None:
    """A flat S on its side, for "about the same"."""
    left, right, half = WIDTH / 2 - 270, WIDTH / 2 + 270, STROKE / 2
    middle, swing, y = WIDTH / 2, 150, MIDDLE + height
    pen.moveTo((round(left), round(y - half)))
    pen.lineTo((round(left), round(y + half)))
    pen.qCurveTo((round((left + middle) / 2), round(y + half + swing)), (round(middle), round(y + half)))
    pen.qCurveTo((round((middle + right) / 2), round(y + half - swing)), (round(right), round(y + half)))
    pen.lineTo((round(right), round(y - half)))
    pen.qCurveTo((round((middle + right) / 2), round(y - half - swing)), (round(middle), round(y - half)))
    pen.qCurveTo((round((left + middle) / 2), round(y - half + swing)), (round(left), round(y - half)))
    pen.closePath()


def half_full(pen: TTGlyphPen) -> None:
    ring(pen)
    arc(pen, (WIDTH / 2, MIDDLE), RADIUS - STROKE / 2, 0.75, 0.25)
    pen.closePath()


def clock(pen: TTGlyphPen) -> None:
    ring(pen)
    line(pen, (0, RADIUS - STROKE), (0, -STROKE / 2))
    line(pen, (0, 0), (RADIUS - STROKE, 0))


def cross(pen: TTGlyphPen) -> None:
    line(pen, (-240, -240), (240, 240), 110)
    line(pen, (-240, 240), (240, -240), 110)


def tick(pen: TTGlyphPen) -> None:
    line(pen, (-300, -10), (-60, -250), 110)
    line(pen, (-100, -250), (280, 270), 110)


def near(pen: TTGlyphPen) -> None:
    wave(pen, 110)
    wave(pen, -110)


def barred(pen: TTGlyphPen) -> None:
    ring(pen)
    reach = (RADIUS - STROKE / 2) * cos(pi / 4) * tan(pi / 4)
    line(pen, (-reach, -reach), (reach, reach))


def apart(pen: TTGlyphPen) -> None:
    line(pen, (-270, 110), (270, 110))
    line(pen, (-270, -110), (270, -110))
    line(pen, (-130, -290), (130, 290))


def arrow(pen: TTGlyphPen) -> None:
    line(pen, (-300, 0), (270, 0))
    line(pen, (50, 240), (300, -10))
    line(pen, (50, -240), (300, 10))


SIGNS = {
    "●": disc,
    "◐": half_full,
    "○": ring,
    "◷": clock,
    "✕": cross,
    "✓": tick,
    "≈": near,
    "⊘": barred,
    "≠": apart,
    "→": arrow,
}


def main() -> None:
    # Spaces between signs are set in the signs' own typeface by some programs, so there has to be one.
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph()}
    for sign, draw in SIGNS.items():
        pen = TTGlyphPen(None)
        draw(pen)
        glyphs[f"uni{ord(sign):04X}"] = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({0x20: "space", **{ord(sign): f"uni{ord(sign):04X}" for sign in SIGNS}})
    font.setupGlyf(glyphs)
    # The left bearing must be where the drawing begins, or it is moved there.
    font.setupHorizontalMetrics(
        {
            name: (SPACE if name == "space" else WIDTH, getattr(font.font["glyf"][name], "xMin", 0))
            for name in glyphs
        }
    )
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable({"familyName": "Roundtable Signs", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    font.setupPost()
    # No clock in the file: drawn twice it is the same bytes.
    font.font.recalcTimestamp = False
    font.font["head"].created = font.font["head"].modified = 0
    font.font.flavor = "woff2"
    font.save(TARGET)


if __name__ == "__main__":
    main()
