"""What axe says of a page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.making_up import Place, make_up

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
# This rule takes longer than all others together, and asks of each element by itself: of the new ones is enough.
CONTRAST = """places => {
    const at = place => place.reduce((element, number) => element.children[number], document.documentElement);
    const options = { runOnly: ["color-contrast"], resultTypes: ["violations"] };
    return axe.run({ include: places.map(at) }, options).then(found => found.violations);
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
        parts = make_up(page.content())
        new = parts.keys() - _looked_at
        if not new:
            return
        found = AXE.run(page, options=OPTIONS).response["violations"]
        if places := _outermost(parts[part] for part in new):
            found += page.evaluate(CONTRAST, places)
        for rule in found:
            for node in rule["nodes"][:3]:
                said.append(
                    f"{what}: {rule['id']} {rule['tags']}: {node['html'][:200]} {node['failureSummary']}"
                )
        if not said:
            _looked_at.update(parts)

    look_at.said = said
    yield look_at
    assert not said, "\n".join(said)


def _outermost(places: Iterable[Place | None]) -> list[Place]:
    """Without those that stand in another."""
    found: list[Place] = []
    for place in sorted({place for place in places if place is not None}):
        if not found or place[: len(found[-1])] != found[-1]:
            found.append(place)
    return found
