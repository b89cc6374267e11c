"""The pictures of the balance say their finding, keep to tokens and attributes, and bear any figures."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitation import charts
from facilitation.balance import pictures
from facilitation.polls.tallies import Closeness

pytestmark = pytest.mark.once

SVG = "{http://www.w3.org/2000/svg}"
GUIDE = {"guide": 75, "low": 65, "high": 85}
HOSTILE = "</text><script>alert(1)</script>"


def texts(drawing: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


def every_picture(text: str = "A finding") -> list[str]:
    return [
        pictures.seesaw(text, 66, 33, effort=72.8, **GUIDE),
        pictures.seesaw(text, 50, 5, grey=True, effort=0.0, **GUIDE),
        pictures.seesaw(text, None, 5, effort=None, **GUIDE),
        pictures.minutes_by_round(text, [pictures.Spent(text, (450, 75, 145), "73%")]),
        pictures.two_lines(text, [pictures.Stood(text, (65.6, 32.9), (True, False))]),
        pictures.strip(text, [(text, Closeness.SPLIT), ("02", Closeness.SHARED)]),
    ]


@pytest.mark.parametrize("picture", every_picture(HOSTILE))
def test_a_picture_is_an_image_whose_text_stays_text(picture):
    drawing = ElementTree.fromstring(picture)
    assert (drawing.get("role"), drawing.findtext(f"{SVG}title")) == ("img", HOSTILE)
    assert not re.search(r"style=|<script|\son\w+=", picture)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}", picture)) <= set(charts.colours().values())


def test_the_seesaw_labels_both_weights_and_the_guide_line_with_its_band():
    said = texts(every_picture()[0])
    assert {"66", "33", "Relationship", "Deal", "Guide line 75, band 65 to 85"} <= set(said)
    assert "73% of our time on relationships" in said


def test_the_seesaw_dips_towards_the_heavier_and_lies_level_where_one_is_unknown():
    def tilt(picture):
        return float(re.search(r"rotate\((-?[\d.]+) ", picture)[1])

    left, _, level = every_picture()[:3]
    assert tilt(left) < 0 == tilt(level)
    assert "no figure yet" in texts(level)


def test_lines_break_where_a_round_has_no_figure_and_end_in_their_names():
    rounds = [
        pictures.Stood(str(number), (figure, 50.0), (False, False))
        for number, figure in enumerate((40.0, None, 60.0, 50.0))
    ]
    picture = pictures.two_lines("", rounds)
    full = re.search(
        r'd="([^"]+)" fill="none" stroke="[^"]+" stroke-width="3" stroke-dasharray="none"', picture
    )[1]
    assert (full.count("M"), full.count("L")) == (2, 1)
    assert {"Relationship 50", "Deal 50"} <= set(texts(picture))


def test_a_split_has_a_sign_of_its_own():
    assert texts(pictures.strip("", [("07", Closeness.SPLIT)]))[:2] == ["≠", "07"]


figure = some.none() | some.floats(0, 100)
stood = some.builds(pictures.Stood, some.just("1"), some.tuples(figure, figure), some.just((False, True)))


@given(some.lists(stood, min_size=1, max_size=12), some.lists(some.integers(0, 5000), min_size=3, max_size=3))
def test_no_figures_leave_the_picture(rounds, minutes):
    spent = [pictures.Spent("Round 1", tuple(minutes), "0%")]
    for drawn in (pictures.two_lines("", rounds), pictures.minutes_by_round("", spent)):
        drawing = ElementTree.fromstring(drawn)
        wide = float(drawing.get("width"))
        for box in drawing.iter(f"{SVG}rect"):
            assert float(box.get("x")) + float(box.get("width")) <= wide
