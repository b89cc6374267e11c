"""One process, one port: the event loop in front, Django as WSGI in a pool of threads behind it.

Pages are several times faster this way than through Django's own ASGI handler, and streams can be answered
by the loop itself without holding a thread or a database connection.
"""

import gc
import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")

from a2wsgi import WSGIMiddleware  # noqa: E402  settings first
from django.urls import get_resolver  # noqa: E402

from facilitation.wsgi import application as django  # noqa: E402  sets Django up for what follows

# isort: split
from facilitation.live.streams import Streams  # noqa: E402
from facilitation.short_way import ShortWay, is_short  # noqa: E402

THREADS = 8

pages = WSGIMiddleware(django, workers=THREADS)
votes = ShortWay(django, THREADS)
streams = Streams()

# All views are loaded now, and what is loaded stays, so the collector of garbage need not look through it again. And it
# looks seldom: a large page makes some 100,000 objects and leaves them behind, and would pause for half its time.
get_resolver().check()
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 200, 20)


async def application(
    scope: dict[str, Any], receive: Callable, send: Callable[[dict], Awaitable[None]]
) -> None:
    if scope["type"] == "lifespan":
        await _answer_lifespan(receive, send)
    elif streams.answers(scope):
        await streams(scope, receive, send)
    elif is_short(scope):
        await votes(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def _answer_lifespan(receive: Callable, send: Callable[[dict], Awaitable[None]]) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await streams.stop()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
