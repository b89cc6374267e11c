"""A private, throw-away Roundtable: its own folder, its own database, and what machine it runs on."""

from __future__ import annotations

import io
import logging
import os
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATABASES = ("sqlite", "postgresql")
# Whatever the person's own surroundings say of a real Roundtable must not reach this one.
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")


@contextmanager
def throw_away(database: str = "sqlite") -> Iterator[Path]:
    """Set Django up on an empty, migrated database with gathered static files; gives the folder that holds them."""
    for name in [name for name in os.environ if name in OURS or name.startswith("ROUNDTABLE_")]:
        del os.environ[name]
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="roundtable-bench-") as folder:
        os.environ |= {"ROUNDTABLE_VAR": folder, "DJANGO_SETTINGS_MODULE": "facilitation.settings"}
        if database == "sqlite":
            _set_up()
            yield Path(folder)
            return
        from tests.postgres import private_server

        with private_server() as variables:
            os.environ |= variables
            _set_up()
            yield Path(folder)
            _leave()


def _set_up() -> None:
    import django
    from django.conf import settings
    from django.core import mail
    from django.core.management import call_command

    # Invitations are read where they arrive.
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    django.setup()
    # Every page is tried from every seat, so most refusals are meant.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def _leave() -> None:
    """The server stops next, and would wait for us."""
    from django.db import connection

    connection.close()


def machine() -> str:
    """Cores, versions and how busy the machine is."""
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            server = f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
        else:
            server = f"SQLite {sqlite3.sqlite_version}"
    loads = " ".join(f"{load:.2f}" for load in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Django {django.get_version()}, {server}, load average {loads}"
    )


def disk(folder: Path, times: int = 20) -> float:
    """Milliseconds that the disk takes to be sure of a few bytes, as it must be at the end of each transaction."""
    took = []
    with (folder / "disk").open("wb") as file:
        for _ in range(times):
            began = time.perf_counter()
            os.write(file.fileno(), b"sure")
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
