"""What a page is made of: its elements and what styles or names them, without words, numbers and rows that only repeat.

Two pages of the same make-up are one page to axe, and wrap alike. Which ids come twice, which references lead nowhere and
which regions share a name is part of it, for axe asks that of the whole page.
"""

from __future__ import annotations

import hashlib
import re
from itertools import groupby

import lxml.html

WORDS = re.compile(r"aria-label|title|alt|value|placeholder|content|datetime|data-word|data-filter-item")
LINKS = re.compile(
    r"id|for|name|href|action|src|hx-.*|list|aria-(controls|describedby|labelledby|owns)|data-(live|timer).*"
)
POINTING = ("for", "aria-labelledby", "aria-describedby", "href")
REGIONS = ("nav", "aside", "section", "form")


def make_up(html: str) -> list[str]:
    """Digests of a page's two parts: what is particular to it, and the frame around that."""
    root = lxml.html.document_fromstring(html)
    main = root.find(".//main")
    body = root if main is None else main
    parts = {"main": _inside(body) + _whole(root), "frame": _made(root) if main is not None else ""}
    return [f"{part} {hashlib.sha256(text.encode()).hexdigest()}" for part, text in parts.items()]


def _made(element: lxml.html.HtmlElement) -> str:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return ""
    if element.tag == "main":
        return "<main>"
    said = sorted(_said(name, value) for name, value in element.attrib.items())
    return f"<{element.tag} {' '.join(said)}>{_inside(element)}</>"


def _inside(element: lxml.html.HtmlElement) -> str:
    parts = [_word(element.text)]
    for child in element:
        parts += [_made(child), _word(child.tail)]
    return "".join(part for part, _ in groupby(filter(None, parts)))


def _word(text: str | None) -> str:
    return "w" if text and text.strip() else ""


def _said(name: str, value: str) -> str:
    if WORDS.fullmatch(name):
        return f"{name}=w" if value.strip() else name
    return name if LINKS.fullmatch(name) else f"{name}={value}"


def _whole(root: lxml.html.HtmlElement) -> str:
    """How many ids come twice, references lead nowhere, and regions share a name."""
    ids = root.xpath("//@id")
    named = [(one.tag, _name(one, root)) for one in root.iter() if one.tag in REGIONS or one.get("role")]
    pointed = [part for one in root.iter() for part in _points(one)]
    lost = [part for part in pointed if part not in ids]
    return f" {len(ids) - len(set(ids))} {len(lost)} {len(named) - len(set(named))}"


def _points(element: lxml.html.HtmlElement) -> list[str]:
    said = " ".join(element.get(name) or "" for name in POINTING)
    return [part.removeprefix("#") for part in said.split() if not re.search(r"^[/?]|:", part)]


def _name(element: lxml.html.HtmlElement, root: lxml.html.HtmlElement) -> str:
    by = root.get_element_by_id(element.get("aria-labelledby") or "", None)
    return element.get("aria-label") or (by.text_content() if by is not None else element.get("id") or "")
