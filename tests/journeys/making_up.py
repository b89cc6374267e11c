"""What a page is made of: its elements and what styles or names them, without words, numbers and rows that only repeat.

A page all of whose parts were seen on others has nothing new for axe, and wraps as they did. How many ids come twice,
references lead nowhere and regions share a name is part of it, and which heading follows which, for axe asks that of the
whole page; so is how many labels name a field, for a label may stand anywhere.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

import lxml.html

WORDS = re.compile(r"aria-label|title|alt|value|placeholder|content|datetime|data-word|data-filter-item")
LINKS = re.compile(
    r"id|for|name|href|action|src|hx-.*|list|aria-(controls|describedby|labelledby|owns)|data-(live|timer).*"
)
LIMITS = re.compile(r"selected|min|max|step|maxlength|inputmode")
POINTING = ("for", "aria-labelledby", "aria-describedby", "href")
FIELDS = ("input", "select", "textarea")
REGIONS = ("nav", "aside", "section", "form")


# Where an element stands: which child of its parent it is, from the root of the page down.
Place = tuple[int, ...]


def make_up(html: str) -> dict[str, Place | None]:
    """Digests of a page's parts: every element with all it stands in, what in it stands beside what, and what axe asks of the whole.

    What is an element, or words in one, has the place where it first stands: its colours hang on nothing else.
    """
    root = lxml.html.document_fromstring(html)
    labelled = Counter(root.xpath("//label/@for"))
    parts: dict[str, Place | None] = {}
    for part, place in _parts(root, (), "", labelled):
        parts.setdefault(_digest(part), place)
    return parts | {_digest(part): None for part in (*_headings(root), *_whole(root))}


def _parts(
    element: lxml.html.HtmlElement, place: Place, stands_in: str, labelled: Counter[str]
) -> Iterator[tuple[str, Place | None]]:
    """`stands_in` is the digest of all the elements around this one."""
    labels = labelled[element.get("id", "")] if element.tag in FIELDS else ""
    made = f"{stands_in} {_element(element)} {labels}"
    here, inside = _digest(made), _inside(element)
    yield made, place
    if "w" in inside:
        yield f"{here} has words", place
    for before, after in pairwise(["", *inside, ""]):
        yield f"{here} {before} {after}", None
    for number, child in enumerate(element.iterchildren("*")):
        if _counts(child):
            yield from _parts(child, (*place, number), here, labelled)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _counts(element: lxml.html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in ("script", "style")


def _element(element: lxml.html.HtmlElement) -> str:
    said = sorted(_said(name, value) for name, value in element.attrib.items())
    return f"<{element.tag} {' '.join(said)}>"


def _inside(element: lxml.html.HtmlElement) -> list[str]:
    """The words and elements right within it, in their order; what repeats counts once."""
    parts = [_word(element.text)]
    for child in element:
        parts += [_element(child) if _counts(child) else "", _word(child.tail)]
    return [part for part, _ in groupby(filter(None, parts))]


def _word(text: str | None) -> str:
    return "w" if text and text.strip() else ""


def _said(name: str, value: str) -> str:
    if WORDS.fullmatch(name):
        return f"{name}=w" if value.strip() else name
    if LIMITS.fullmatch(name):
        return ""
    return name if LINKS.fullmatch(name) else f"{name}={value}"


def _headings(root: lxml.html.HtmlElement) -> Iterator[str]:
    """Which heading follows which, for none may leave out a level."""
    tags = ["", *(one.tag for one in root.iter("h1", "h2", "h3", "h4", "h5", "h6"))]
    return (f"{after} after {before}" for before, after in pairwise(tags))


def _whole(root: lxml.html.HtmlElement) -> Iterator[str]:
    """How many ids come twice, references lead nowhere, regions share a name, and main headings and regions there are."""
    ids = root.xpath("//@id")
    named = [(one.tag, _name(one, root)) for one in root.iter() if one.tag in REGIONS or one.get("role")]
    pointed = [part for one in root.iter() for part in _points(one)]
    lost = [part for part in pointed if part not in ids]
    yield f"{len(ids) - len(set(ids))} ids twice"
    yield f"{len(lost)} references lost"
    yield f"{len(named) - len(set(named))} named alike"
    yield f"{len(root.xpath('//h1'))} main headings, {len(root.xpath('//main'))} main regions"


def _points(element: lxml.html.HtmlElement) -> list[str]:
    said = " ".join(element.get(name) or "" for name in POINTING)
    return [part.removeprefix("#") for part in said.split() if not re.search(r"^[/?]|:", part)]


def _name(element: lxml.html.HtmlElement, root: lxml.html.HtmlElement) -> str:
    by = root.get_element_by_id(element.get("aria-labelledby") or "", None)
    return element.get("aria-label") or (by.text_content() if by is not None else element.get("id") or "")
