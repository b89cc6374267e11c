"""The screens that listen in this process, workshop by workshop. Touched by the event loop alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from facilitation.live import events
from facilitation.live.stamps import Stamp
from facilitation.vocabulary import LiveScreen

# Seconds between two updates of one kind of small thing: turnout, who has come.
SMALL_THINGS_EVERY = 1 / 3
# Phones say "Counted." and leave the number to the wall: a thousand of them would cost the votes their speed.
_SHOWS_TURNOUT = (LiveScreen.WALL, LiveScreen.CONSOLE, LiveScreen.FELLOW)


class Screen:
    """One open screen. Of each kind of message only the latest waits for it, however slow it is."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._waiting: dict[str, bytes] = {}
        self._news = asyncio.Event()
        self.is_closed = False

    def offer(self, name: str, message: bytes) -> None:
        self._waiting[name] = message
        self._news.set()

    def close(self) -> None:
        self.is_closed = True
        self._news.set()

    async def take(self) -> bytes:
        """What has come since the last time; waits for it. Empty when the screen is closed."""
        await self._news.wait()
        self._news.clear()
        message = b"".join(self._waiting.values())
        self._waiting.clear()
        return message


class Room:
    """One workshop as this process last saw it, and the screens that show it here."""

    def __init__(self, workshop: int) -> None:
        self.workshop = workshop
        self.screens: dict[str, set[Screen]] = defaultdict(set)
        self._shown: dict[str, tuple[Stamp, bytes]] = {}
        self._turnout: int | None = None
        self._turnout_message = b""
        self._may_refresh = self._may_count = 0.0

    @property
    def is_empty(self) -> bool:
        return not any(self.screens.values())

    def enter(self, screen: Screen) -> bool:
        """Give a new screen what is known; false when nothing is known yet."""
        self.screens[screen.kind].add(screen)
        known = self._shown.get(screen.kind)
        if known is None:
            return False
        screen.offer("scene", known[1])
        self._tell_turnout(screen)
        return True

    def leave(self, screen: Screen) -> None:
        screens = self.screens[screen.kind]
        screens.discard(screen)
        if not screens:  # nobody keeps it right any longer
            self._shown.pop(screen.kind, None)

    def stale(self, stamp: Stamp, now: float) -> list[str]:
        """The kinds of screen that must be rendered anew to show this stamp. New scenes at once, small things merged."""
        return [
            kind for kind, screens in self.screens.items() if screens and self._is_stale(kind, stamp, now)
        ]

    def _is_stale(self, kind: str, stamp: Stamp, now: float) -> bool:
        shown = self._shown.get(kind)
        if shown is None or shown[0].scene != stamp.scene:
            return True
        return shown[0].version_for(kind) != stamp.version_for(kind) and now >= self._may_refresh

    def show(self, kind: str, stamp: Stamp, html: str, now: float) -> None:
        message = events.scene(html, stamp.version_for(kind))
        self._shown[kind] = (stamp, message)
        self._may_refresh = now + SMALL_THINGS_EVERY
        for screen in self.screens[kind]:
            screen.offer("scene", message)
            self._tell_turnout(screen)
        self._count(stamp, now)

    def count(self, stamp: Stamp, now: float) -> None:
        """Tell of the turnout, if it has moved and the last time is long enough ago."""
        if now >= self._may_count:
            self._count(stamp, now)

    def _count(self, stamp: Stamp, now: float) -> None:
        """Told to all of them, also when only one kind is shown something: the others would not hear of it again."""
        if stamp.turnout == self._turnout:
            return
        self._turnout = stamp.turnout
        self._turnout_message = events.turnout(stamp.turnout)
        self._may_count = now + SMALL_THINGS_EVERY
        for screens in self.screens.values():
            for screen in screens:
                self._tell_turnout(screen)

    def _tell_turnout(self, screen: Screen) -> None:
        if screen.kind in _SHOWS_TURNOUT and self._turnout_message:
            screen.offer("turnout", self._turnout_message)

    def offer_all(self, name: str, message: bytes) -> None:
        for screens in self.screens.values():
            for screen in screens:
                screen.offer(name, message)

    def close(self) -> None:
        for screens in self.screens.values():
            for screen in screens:
                screen.close()
