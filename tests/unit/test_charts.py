"""Charts say their finding, carry no markup from outside, and keep to tokens and attributes."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitation import charts
from partnerships.positions import State

pytestmark = pytest.mark.once

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script><image href='file:///etc/passwd'/>\" onload=\"x"
DRAWN = {"svg", "title", "rect", "text", "path", "g"}
PARTS = charts.state_parts({State.COMMON_GROUND: 9, State.CLOSE: 11, State.DISCUSS: 6, State.BLOCKED: 5})


def every_chart(text: str = "A finding") -> list[str]:
    return [
        charts.stacked_bar(text, [(text, 3, "on", "on-ink", "●"), (text, 1, "never", "never-ink", "✕")]),
        charts.spread_strip(text, [1, 0, 4, 2, 1], [text] * 5),
        charts.beam(text, 66, 33),
    ]


@pytest.mark.parametrize("chart", every_chart(HOSTILE))
def test_hostile_text_stays_text(chart: str) -> None:
    drawing = ElementTree.fromstring(chart)
    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= DRAWN
    assert not any(
        name.startswith("on") or "href" in name for element in drawing.iter() for name in element.attrib
    )
    assert drawing.findtext(f"{SVG}title") == HOSTILE


@pytest.mark.parametrize("chart", every_chart())
def test_a_chart_is_an_image_that_says_its_finding(chart: str) -> None:
    drawing = ElementTree.fromstring(chart)
    assert drawing.get("role") == "img"
    assert (drawing[0].tag, drawing[0].text) == (f"{SVG}title", "A finding")


@pytest.mark.parametrize("chart", every_chart())
def test_nothing_that_the_content_security_policy_refuses(chart: str) -> None:
    assert not re.search(r"style|<script|\son\w+=", chart)


@pytest.mark.parametrize("chart", every_chart())
def test_every_colour_is_a_token(chart: str) -> None:
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}", chart)) <= set(charts.colours().values())


def test_a_colour_that_is_no_token_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        charts.stacked_bar("", [("", 1, "puce", "ink", "")])


def test_a_bar_shows_sign_number_and_name_of_each_part() -> None:
    said = " ".join(ElementTree.fromstring(charts.stacked_bar("", PARTS)).itertext())
    for words in ("= 9", "≈ 11", "… 6", "⊘ 5", "Common ground", "Close", "To discuss", "Blocked"):
        assert words in said
    assert "Stand-off" not in said


def test_a_bar_of_nothing_is_an_empty_frame() -> None:
    drawing = ElementTree.fromstring(charts.stacked_bar("Nothing is laid yet", charts.state_parts({})))
    assert len(drawing.findall(f"{SVG}rect")) == 1


@given(some.lists(some.integers(0, 500), min_size=1, max_size=7))
def test_names_under_a_bar_neither_touch_nor_leave_the_drawing(counts: list[int]) -> None:
    parts = [charts.Part("To discuss", count, "on", "on-ink", "…") for count in counts]
    labels = charts._labels(charts._segments(parts))
    assert not any(one.touches(other) for one in labels for other in labels if one is not other)
    assert all(label.x >= 0 and label.end <= charts.WIDTH + 0.01 for label in labels)


def test_a_strip_shows_none_as_none() -> None:
    drawing = ElementTree.fromstring(charts.spread_strip("", [0, 0, 0, 0, 0]))
    assert [text.text for text in drawing.findall(f"{SVG}text")][::2] == ["0"] * 5


@given(some.text(), some.integers(20, 400))
def test_lines_fit_their_width_and_lose_nothing(text: str, width: int) -> None:
    lines = charts.wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(charts.text_width(line) <= width for line in lines)


@pytest.mark.parametrize(
    "text", ["Common ground", "Wanted by one", "Agreed in principle", "Mwmwm 100%", "12 to discuss"]
)
def test_text_is_measured_rather_too_wide(text: str) -> None:
    font_tools = pytest.importorskip("fontTools.ttLib")
    font = font_tools.TTFont(
        BytesIO((charts.TOKENS.parents[1] / "fonts/source-sans-3-latin-600.woff2").read_bytes())
    )
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    real = (
        sum(advances[glyphs[ord(character)]][0] for character in text) / font["head"].unitsPerEm * charts.SIZE
    )
    assert real <= charts.text_width(text) <= real * 1.2
