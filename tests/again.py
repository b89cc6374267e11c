"""What nearly every test begins with: built once through the domain's own verbs, and put back as it was for the next."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, transaction

Built = TypeVar("Built")
Rows = dict[str, list[tuple[Any, ...]]]


class Again(Generic[Built]):
    """Calls `build` the first time in a process; after that its rows are put back, and a copy of what it gave.

    Numbers of rows come again with them. None is given out twice all the same: a sequence never goes back behind
    what it gave the first time.
    """

    def __init__(self, build: Callable[[], Built]) -> None:
        self.build = build
        self.kept: tuple[Built, Rows] | None = None

    def __call__(self) -> Built:
        if self.kept is None:
            before, built = _rows(), self.build()
            new = {
                table: [row for row in rows if row not in before[table]] for table, rows in _rows().items()
            }
            self.kept = copy.deepcopy(built), {table: rows for table, rows in new.items() if rows}
            return built
        built, rows = self.kept
        with transaction.atomic(), connection.cursor() as cursor:
            for table, values in rows.items():
                gaps = ", ".join(["%s"] * len(values[0]))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({gaps})", values)
        return copy.deepcopy(built)


@cache
def _tables() -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def _rows() -> Rows:
    found = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = [tuple(map(_bare, row)) for row in cursor.fetchall()]
    return found


def _bare(value: Any) -> Any:
    """As the database takes it back: SQLite gives times of day that it does not take."""
    return connection.ops.adapt_timefield_value(value) if isinstance(value, dt.time) else value
