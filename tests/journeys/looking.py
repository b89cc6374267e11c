"""What axe says of a page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}

# What a page is made of: its elements and what styles or names them, without words, numbers and rows that only repeat.
# Which ids come twice, which references lead nowhere and which regions share a name is kept, for axe asks that of the whole.
MAKE_UP = """() => {
    const WORDS = /^(aria-label|title|alt|value|placeholder|content|datetime|data-word|data-filter-item)$/;
    const LINKS = /^(id|for|name|href|action|src|hx-.*|list|aria-(controls|describedby|labelledby|owns)|data-(live|timer).*)$/;
    const said = (attribute) =>
        WORDS.test(attribute.name) ? attribute.name + (attribute.value.trim() ? "=w" : "")
        : LINKS.test(attribute.name) ? attribute.name
        : attribute.name + "=" + attribute.value;
    const made = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "w" : "";
        if (node.nodeType !== Node.ELEMENT_NODE || /^(script|style)$/i.test(node.localName)) return "";
        if (node.localName === "main") return "<main>";
        const inside = [...node.childNodes].map(made).filter(Boolean).filter((part, at, all) => part !== all[at - 1]);
        return `<${node.localName} ${[...node.attributes].map(said).sort().join(" ")}>${inside.join("")}</>`;
    };
    const twice = (all) => all.length - new Set(all).size;
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    const lost = [...document.querySelectorAll("[for],[aria-labelledby],[aria-describedby],a[href^='#']")].flatMap((one) =>
        ["for", "aria-labelledby", "aria-describedby", "href"].flatMap((name) => (one.getAttribute(name) ?? "").split(" "))
    ).filter((id) => id && !/^[/?]|:/.test(id) && !ids.includes(id.replace(/^#/, "")));
    const named = (one) =>
        one.getAttribute("aria-label") ?? document.getElementById(one.getAttribute("aria-labelledby"))?.textContent ?? one.id;
    const regions = [...document.querySelectorAll("nav,aside,section,form,[role]")].map((one) => one.localName + named(one));
    const main = document.querySelector("main");
    return [[...(main ?? document.body).childNodes].map(made).join(""), main ? made(document.body) : "",
        `${twice(ids)} ${lost.length} ${twice(regions)}`];
}"""
_looked_at: set[str] = set()

Look = Callable[[Page, str], None]


@pytest.fixture
def look(request) -> Iterator[Look]:
    """Let axe look at a page; at the end of the test it may have complained of none.

    A page whose every part was looked at before, words aside, is passed over: many roles see the same pages.

    ROUNDTABLE_PICTURES names a folder to keep pictures of all these pages in, for people to look at.
    """
    said: list[str] = []
    pictures = os.environ.get("ROUNDTABLE_PICTURES")

    def look_at(page: Page, what: str) -> None:
        if pictures:
            name = re.sub(r"\W+", "-", what)[:90]
            page.screenshot(path=Path(pictures) / f"{request.node.name}-{name}.png", full_page=True)
        parts = {f"{place} {part}" for place, part in enumerate(page.evaluate(MAKE_UP))}
        if parts <= _looked_at:
            return
        for rule in AXE.run(page, options=OPTIONS).response["violations"]:
            for node in rule["nodes"][:3]:
                said.append(
                    f"{what}: {rule['id']} {rule['tags']}: {node['html'][:200]} {node['failureSummary']}"
                )
        if not said:
            _looked_at.update(parts)

    look_at.said = said
    yield look_at
    assert not said, "\n".join(said)
