"""The one watcher of a process: reads what is, renders what has changed, and hands it to the screens that listen here.

It works while anybody listens, and then looks four times a second; whoever announces a change wakes it at once. State
is truth and messages are hints: a hint that was lost costs a quarter of a second.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from django.db import close_old_connections, connections

from facilitation.live import events, wake
from facilitation.live.hints import hear
from facilitation.live.rooms import Room, Screen
from facilitation.live.scenes import render_scene
from facilitation.live.stamps import Stamp, stamps

LOOK_EVERY = 0.25
BEAT_EVERY = 15.0
# After something went wrong, before the next look.
REST = 1.0

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Watcher:
    """Touched by one event loop. What asks the database does so in one thread, with one connection, of its own."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="room-watcher")
        self._woken = asyncio.Event()
        self._working: asyncio.Task[None] | None = None

    # --- Screens come and go ------------------------------------------------------------------------

    def enter(self, workshop: int, screen: Screen) -> None:
        room = self.rooms.setdefault(workshop, Room(workshop))
        if not room.enter(screen):
            self._woken.set()
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())

    def leave(self, workshop: int, screen: Screen) -> None:
        room = self.rooms.get(workshop)
        if room is None:
            return
        room.leave(screen)
        if room.is_empty:
            del self.rooms[workshop]

    async def ask(self, question: Callable[..., T], *arguments: Any) -> T:
        """Ask the database, without holding up the loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, _asked, question, *arguments)

    async def stop(self) -> None:
        """Stops with its process."""
        if self._working:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)
        for room in self.rooms.values():
            room.close()
        await asyncio.get_running_loop().run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown()

    # --- Watching -----------------------------------------------------------------------------------

    async def _work(self) -> None:
        """Until nobody listens any more."""
        loop = asyncio.get_running_loop()
        ears = asyncio.create_task(hear(self._hint))
        unwatch = wake.watch(lambda workshop: loop.call_soon_threadsafe(self._hint, workshop))
        try:
            next_beat = loop.time() + BEAT_EVERY
            while self.rooms:
                await self._look_safely()
                if loop.time() >= next_beat:
                    self._beat()
                    next_beat += BEAT_EVERY
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), LOOK_EVERY)
        finally:
            unwatch()
            ears.cancel()

    def _hint(self, workshop: int) -> None:
        if workshop in self.rooms:
            self._woken.set()

    async def _look_safely(self) -> None:
        try:
            await self._look()
        except Exception:
            # A database that is away for a moment, or a scene that cannot be rendered, must not end the watch.
            _log.exception("The screens of the room could not be brought up to date")
            await asyncio.sleep(REST)

    async def _look(self) -> None:
        self._woken.clear()  # before looking: a hint that comes meanwhile leads to another look
        found = await self.ask(stamps, tuple(self.rooms))
        for workshop, room in tuple(self.rooms.items()):
            if workshop in found:
                await self._refresh(room, found[workshop])

    async def _refresh(self, room: Room, stamp: Stamp) -> None:
        now = asyncio.get_running_loop().time()
        for kind in room.stale(stamp, now):
            html = await self.ask(render_scene, kind, room.workshop)
            room.show(kind, stamp, html, now)
        room.count(stamp, now)

    def _beat(self) -> None:
        beat = events.beat()
        for room in self.rooms.values():
            room.offer_all("beat", beat)


def _asked(question: Callable[..., T], *arguments: Any) -> T:
    close_old_connections()
    return question(*arguments)
