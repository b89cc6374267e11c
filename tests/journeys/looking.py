"""What axe says of a page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.making_up import make_up

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}

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
        parts = set(make_up(page.content()))
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
