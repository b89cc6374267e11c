"""Writes what many threads bring at the same moment in one transaction, where the database writes one at a time.

SQLite waits for the disk at the end of each transaction, and meanwhile nobody else can write. A hundred votes would wait
a hundred times, each for all before it. So whoever's turn it is writes, with what he has brought himself, all that has
come while the disk was busy. Nobody is answered before the transaction that holds his part has ended.

PostgreSQL lets many transactions wait for the disk together, and needs none of this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.db import connection, transaction

from partnerships.rulings import Refused


@dataclass(eq=False)
class Part:
    """What one thread brings. A part that is refused has written nothing."""

    act: Callable[[], None]
    is_written: bool = False
    problem: Exception | None = None

    @property
    def is_settled(self) -> bool:
        return self.is_written or self.problem is not None


_turn = Lock()
_waiting: list[Part] = []


def write(act: Callable[[], None]) -> None:
    """Do it in a transaction. `act` may raise `Refused` as long as it has written nothing."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            act()
        return
    part = Part(act)
    _waiting.append(part)
    with _turn:
        if not part.is_settled:
            _write_all()
    if part.problem:
        raise part.problem


def _write_all() -> None:
    parts = list(_waiting)
    _write_together(parts)
    del _waiting[: len(parts)]


def _write_together(parts: list[Part]) -> None:
    """All of them or none. If that fails with several, each for itself, so that nobody suffers from another's fault."""
    refused: dict[Part, Refused] = {}
    try:
        with transaction.atomic():
            for part in parts:
                try:
                    part.act()
                except Refused as refusal:
                    refused[part] = refusal
    except Exception as error:
        if len(parts) == 1:
            parts[0].problem = error
            return
        for part in parts:
            _write_together([part])
        return
    for part in parts:
        part.problem = refused.get(part)
        part.is_written = part not in refused
