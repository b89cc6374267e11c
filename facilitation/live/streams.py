"""Streams of what a room sees, answered by the event loop itself: `/live/<screen>/<key>/`.

A stream holds no thread, no database connection and no Django request. What it sends first is what is, never a replay.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

from facilitation.live import events
from facilitation.live.keys import workshop_of
from facilitation.live.rooms import Screen
from facilitation.live.watcher import Watcher
from facilitation.vocabulary import LiveScreen

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_ADDRESS = re.compile(rf"/live/({'|'.join(LiveScreen.values)})/([^/]+)/")

# Screens in one process. Whoever comes after them polls.
MOST = 5000
# Milliseconds: a thousand screens whose server restarts come back spread over two seconds.
RETRY_BETWEEN = (500, 2500)
# Seconds for which an opened key is taken at its word, so that a thousand phones ask the database once.
KEY_HOLDS = 1.0
# Seconds after which the key of an open console is tried again: who no longer facilitates does not go on listening.
CONSOLE_TRIED_EVERY = 5.0
_TRIED_AGAIN = (LiveScreen.CONSOLE, LiveScreen.FELLOW)

_STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Streams:
    """An ASGI application, with the screens that are open in this process."""

    def __init__(self) -> None:
        self._watcher: Watcher | None = None
        self._open = 0
        self._opened: dict[tuple[str, str], asyncio.Task[int | None]] = {}

    @property
    def watcher(self) -> Watcher:
        """Made at the first screen, in the loop to which it then belongs."""
        if self._watcher is None:
            self._watcher = Watcher()
        return self._watcher

    def answers(self, scope: Scope) -> bool:
        return scope["type"] == "http" and _ADDRESS.fullmatch(scope["path"]) is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind, key = _ADDRESS.fullmatch(scope["path"]).groups()
        if scope["method"] != "GET":
            await _refuse(send, 405)
        elif self._open >= MOST:
            await _refuse(send, 503)
        elif (workshop := await self._open_with(kind, key)) is None:
            await _refuse(send, 404)
        else:
            await self._stream(workshop, Screen(kind), key, receive, send)

    async def stop(self) -> None:
        if self._watcher:
            await self._watcher.stop()
            self._watcher = None

    async def _open_with(self, kind: str, key: str) -> int | None:
        """Asked once, however many screens come with the same key at the same time."""
        found = self._opened.get((kind, key))
        if found is None:
            found = self._opened[kind, key] = asyncio.create_task(self.watcher.ask(_number_of, kind, key))
            asyncio.get_running_loop().call_later(KEY_HOLDS, self._opened.pop, (kind, key), None)
        return await asyncio.shield(found)

    async def _stream(self, workshop: int, screen: Screen, key: str, receive: Receive, send: Send) -> None:
        self._open += 1
        self.watcher.enter(workshop, screen)
        tasks = [asyncio.create_task(_pump(screen, send)), asyncio.create_task(_gone(receive))]
        try:
            if screen.kind in _TRIED_AGAIN:
                tasks.append(asyncio.create_task(self._dead(screen.kind, key)))
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._open -= 1
            self.watcher.leave(workshop, screen)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await send({"type": "http.response.body", "body": b""})

    async def _dead(self, kind: str, key: str) -> None:
        """Until the key opens nothing any more."""
        while await self._open_with(kind, key) is not None:
            await asyncio.sleep(CONSOLE_TRIED_EVERY)


def _number_of(kind: str, key: str) -> int | None:
    workshop = workshop_of(kind, key)
    return workshop.pk if workshop else None


async def _pump(screen: Screen, send: Send) -> None:
    retry = random.randint(*RETRY_BETWEEN)  # noqa: S311  # spreads them, guards nothing
    await send({"type": "http.response.start", "status": 200, "headers": _STREAM})
    await _send(send, events.greeting(retry))
    while not screen.is_closed:
        await _send(send, await screen.take())


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
