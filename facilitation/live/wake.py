"""Wakes those who watch for changes, so that screens need not wait for the next look.

A wake-up is a hint and never the truth: whoever is woken reads what is, and whoever was not finds it at the next look.
A vote wakes nobody: watchers look several times a second in any case, and a notice from each vote would make votes
wait for each other.
"""

from collections.abc import Callable
from functools import partial

from django.db import connection, transaction

CHANNEL = "roundtable_room"

_watchers: set[Callable[[int], None]] = set()


def watch(watcher: Callable[[int], None]) -> Callable[[], None]:
    """Call `watcher` with the number of each workshop that changes in this process, from whatever thread writes.

    Returns what ends it.
    """
    _watchers.add(watcher)
    return partial(_watchers.discard, watcher)


def announce(workshop: int) -> None:
    """What the room sees has changed: say so here, and to the other processes where the database carries it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(workshop)))
    transaction.on_commit(partial(_wake, workshop))


def _wake(workshop: int) -> None:
    for watcher in tuple(_watchers):
        watcher(workshop)
