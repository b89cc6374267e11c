"""Journeys in a real browser: one chromium a worker, the live server, and the worked example built once.

    def test_something(sit, table):
        page = sit(table.a.lead, "positions")     # a browser of one's own, signed in, at that page of one's seat
        page = sit.visitor()                      # signed out
        sit.sign_in(page, "ann.lee@example.org")  # through the real pages, with the code from the mail

Whatever a page complains of in the console fails the test, and so does an answer of 500 or a missing file.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, expect, sync_playwright

from facilitation.example import build as example_building
from partnerships.models import Partnership
from tests.journeys.looking import look
from tests.journeys.sitting import PATIENCE, Sit
from tests.journeys.walking import Stop, Walk, found_others, issue_papers, walk_as

__all__ = ["look"]

HERE = Path(__file__).parent
# The first has no windows to draw, which takes a quarter off every journey.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# No page lives long enough to earn back what better code for its scripts, or tidying up after them, would cost.
QUICK = "--js-flags=--no-turbofan --no-maglev --single-threaded-gc --min-semi-space-size=32"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """ROUNDTABLE_CHROMIUM names the program; otherwise it is looked for, and Playwright's own is the last resort."""
    program = os.environ.get("ROUNDTABLE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    # Playwright's loop runs in this thread, where Django then refuses the database although nothing here is async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", QUICK]
        started = playwright.chromium.launch(executable_path=program, args=options)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def sit(browser, live_server) -> Iterator[Sit]:
    """Sit down in front of the pages as somebody; at the end, nothing may have been complained of."""
    sitting = Sit(browser, live_server.url)
    yield sitting
    sitting.leave()
    assert not sitting.complaints, "\n".join(sitting.complaints)


Sitting = Callable[[str], AbstractContextManager[Sit]]


@pytest.fixture
def sitting(browser) -> Sitting:
    @contextmanager
    def at(url: str) -> Iterator[Sit]:
        """People at one of the servers; their pages may have complained of nothing."""
        sit = Sit(browser, url)
        try:
            yield sit
        finally:
            sit.leave()
        assert not sit.complaints, "\n".join(sit.complaints)

    return at


# --- The worked example -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id) -> Path:
    """A folder for what is made once, whichever worker comes first."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@contextmanager
def once(made: Path) -> Iterator[bool]:
    """Whether this worker is the one to make it; the others wait until it is there."""
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not made.exists()


@pytest.fixture(scope="session")
def example_file(shared, django_db_setup, django_db_blocker) -> Path:
    """A copy of the database with the worked example, its papers, and what `found_others` puts beside it."""
    kept = shared / "example.sqlite3"
    with once(kept) as mine, django_db_blocker.unblock():
        if mine:
            issue_papers(example_building.build())
            found_others()
            copy = sqlite3.connect(kept)
            connection.connection.backup(copy)
            copy.close()
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    return kept


@pytest.fixture
def example(example_file, live_server) -> Partnership:
    """The worked example, fresh for this test."""
    connection.ensure_connection()
    copy = sqlite3.connect(example_file)
    copy.backup(connection.connection)
    copy.close()
    return Partnership.objects.get(is_example=True)


@pytest.fixture
def walk_of(example, shared) -> Callable[[str], Walk]:
    """The walk of one of the `WALKERS` through the example, which is the same for every test."""

    def walked(name: str) -> Walk:
        kept = shared / f"walk of {name}.json"
        with once(kept) as mine:
            if mine:
                kept.write_text(json.dumps(asdict(walk_as(name))))
        told = json.loads(kept.read_text())
        return Walk(
            [Stop(**stop | {"made_of": tuple(stop["made_of"])}) for stop in told["stops"]], told["dead"]
        )

    return walked
