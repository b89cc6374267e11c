"""What other processes say through the database, where it carries messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from django.db import connection

from facilitation.live.wake import CHANNEL

RETRY = 2.0

_log = logging.getLogger(__name__)


async def hear(call: Callable[[int], None]) -> None:
    """Call with the number of each workshop that another process announces, until cancelled.

    On a connection of its own, since one that listens can do nothing else, and comes back when that breaks. Databases
    that carry no messages are left to the regular looks.
    """
    if connection.vendor != "postgresql":
        return
    import psycopg

    while True:
        try:
            await _listen(call)
        except (psycopg.Error, OSError) as error:
            _log.warning("Not hearing of changes from other processes for a moment: %s", type(error).__name__)
        await asyncio.sleep(RETRY)


async def _listen(call: Callable[[int], None]) -> None:
    from psycopg import AsyncConnection

    async with await AsyncConnection.connect(**_where(), autocommit=True) as line:
        await line.execute(f"LISTEN {CHANNEL}")
        async for notice in line.notifies():
            if notice.payload.isdecimal():
                call(int(notice.payload))


def _where() -> dict[str, Any]:
    """As Django connects, without what makes its own kind of cursors."""
    parameters = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in ("context", "cursor_factory")}
