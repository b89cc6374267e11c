"""How the tests run: on which database, how many examples, and how a frozen table is emptied between two tests."""

import gc
import os
import tempfile
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import build
from tests.again import Again

_scratch = pytest.StashKey[tempfile.TemporaryDirectory]()

# ROUNDTABLE_EXAMPLES=500 looks for what the few examples of a daily run did not find.
hypothesis_settings.register_profile(
    "roundtable",
    max_examples=int(os.environ.get("ROUNDTABLE_EXAMPLES", "20")),
    deadline=None,
    stateful_step_count=25,
    # Every example that writes undoes it again (`build.undone`), so they may share one test's database.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("roundtable")


def pytest_configure(config: pytest.Config) -> None:
    # Static files as they lie in static/, since nobody has gathered them.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if _is_sqlite():
        # A real file, as in production: an SQLite database in memory knows no WAL and no waiting writers.
        config.stash[_scratch] = tempfile.TemporaryDirectory(prefix="roundtable-tests-")
        database = settings.DATABASES["default"]
        database["TEST"] = database.get("TEST", {}) | {"NAME": f"{config.stash[_scratch].name}/db.sqlite3"}
        # Nobody pulls the plug on a test, so it need not wait for the disk.
        sure = database["OPTIONS"]["init_command"]
        database["OPTIONS"]["init_command"] = sure.replace("synchronous=FULL", "synchronous=OFF")
        # Not above: it cannot be imported where PostgreSQL is in use.
        from django.db.backends.sqlite3.base import DatabaseWrapper

        DatabaseWrapper.ops_class.execute_sql_flush = _flush_past_the_triggers


def pytest_unconfigure(config: pytest.Config) -> None:
    if _scratch in config.stash:
        config.stash[_scratch].cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # First of all, so that nobody steals half of them: the worked example is built anew by whoever takes over in the middle.
    items.sort(key=lambda item: item.path.name != "test_example.py")
    if _is_sqlite():
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="shows something that only PostgreSQL does"))


def pytest_collection_finish() -> None:
    """From here on garbage is collected as seldom as on the server (`facilitation/asgi.py`): it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 200, 20)


def _is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def _flush_past_the_triggers(self: Any, sql_list: list[str]) -> None:
    """Empty all tables after a test with transactions of its own.

    SQLite empties them with DELETE, which frozen tables refuse; so their triggers step aside, inside the one
    transaction. PostgreSQL empties with TRUNCATE, which no row trigger sees.
    """
    with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {self.quote_name(name)}")
        for sql in sql_list:
            cursor.execute(sql)
        for _, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What an earlier test left in the cache, wrong codes that turn an address away among it, is gone."""
    cache.clear()


@pytest.fixture
def table(db: None) -> build.Table:
    """Partners A, B and C with their people, three powers, and the first round open."""
    return table_again()


table_again = Again(lambda: build.partnership("ABC"))
