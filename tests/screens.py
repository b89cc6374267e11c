"""Open screens, as tests see them: a server with its event loop, and what arrives on a stream."""

from __future__ import annotations

import http.client
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import uvicorn
from django.db import connection, transaction
from django.utils import timezone

from facilitation.live.wake import announce
from facilitation.models import Participant, Poll, Turnout, Workshop
from facilitation.vocabulary import PollState, WorkshopState
from tests import build

ROOT = Path(__file__).resolve().parents[1]
# Long enough for a busy machine; what must be quick is measured in tests/bench/room.py.
PATIENCE = 10.0


# --- Workshops ----------------------------------------------------------------------------------


def workshop(table: build.Table, title: str = "First workshop", code: str = "K7WM4P") -> Workshop:
    """One that is under way."""
    return Workshop.objects.create(
        round=table.round, title=title, code=code, state=WorkshopState.RUNNING, began_at=timezone.now()
    )


def show(workshop: Workshop, *, announced: bool = True, **what: object) -> None:
    """Change what the room sees, and say so unless the message is to be lost."""
    with transaction.atomic():
        Workshop.objects.filter(pk=workshop.pk).show(**what)
        if announced:
            announce(workshop.pk)


def open_poll(workshop: Workshop, table: build.Table, question: str = "How strong?") -> Poll:
    poll = Poll.objects.create(
        workshop=workshop,
        question=question,
        kind="single",
        state=PollState.OPEN,
        made_by=table.facilitator.person,
    )
    show(workshop, poll=poll)
    return poll


def vote(poll: Poll, number: int) -> None:
    phone = Participant.objects.create(workshop=poll.workshop, token_digest=f"{poll.pk}-{number}")
    Turnout.objects.create(poll=poll, participant=phone)


# --- Servers ------------------------------------------------------------------------------------


@dataclass
class Here:
    """The server, in a thread of the test's own process."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving_here(port: int = 0) -> Iterator[Here]:
    from facilitation.asgi import application

    config = uvicorn.Config(
        application, port=port, log_level="warning", lifespan="on", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        _until(lambda: server.started)
        yield Here(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


class Process:
    """The server as a process of its own, on the test's database. May be killed and started again."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.kill()

    def start(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "facilitation.asgi:application", "--log-level", "warning"]
        command += ["--port", str(self.port), "--timeout-graceful-shutdown", "1"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=os.environ | _same_database())
        _until(self._answers)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False


def _same_database() -> dict[str, str]:
    from django.conf import settings

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        host = connection.settings_dict["OPTIONS"].get("host") or connection.settings_dict["HOST"]
        url = f"postgres://{connection.settings_dict['USER']}@/{name}?host={host}"
    return {"DATABASE_URL": url, "ROUNDTABLE_SECRET_KEY": settings.SECRET_KEY}


def _until(condition: object) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "The server did not start."
        time.sleep(0.02)


# --- Screens ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    name: str
    data: str
    id: str = ""


class Listener:
    """An open stream: `scene()` waits for the next scene, `heard` has all that came."""

    def __init__(self, port: int, address: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.request("GET", address)
        self.answer = self._connection.getresponse()
        self.status = self.answer.status
        self.heard: list[Event] = []
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def scene(self) -> str:
        return self.wait("scene").data

    def wait(self, name: str) -> Event:
        """The next event of this name; those before it are only heard."""
        while True:
            event = self._events.get(timeout=PATIENCE)
            assert event, f"The stream broke before {name}."
            self.heard.append(event)
            if event.name == name:
                return event

    def listen(self, seconds: float) -> list[Event]:
        """All that comes within this time."""
        came, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            with suppress(queue.Empty):
                came.append(self._events.get(timeout=left))
        return came

    def is_broken(self) -> bool:
        self._reader.join(PATIENCE)
        return not self._reader.is_alive()

    def close(self) -> None:
        if self._connection.sock:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._reader.join(PATIENCE)
        self.answer.close()
        self._connection.close()

    def _read(self) -> None:
        fields: dict[str, list[str]] = {}
        with suppress(OSError, http.client.HTTPException, ValueError):
            while line := self.answer.readline():
                text = line.decode().rstrip("\n")
                if text:
                    name, _, value = text.partition(":")
                    fields.setdefault(name, []).append(value.removeprefix(" "))
                elif fields:
                    self._take(fields)
                    fields = {}
        self._events.put(None)

    def _take(self, fields: dict[str, list[str]]) -> None:
        if "data" in fields:
            name, id_ = fields.get("event", ["message"])[0], fields.get("id", [""])[0]
            self._events.put(Event(name, "\n".join(fields["data"]), id_))


@contextmanager
def listening(port: int, *addresses: str) -> Iterator[list[Listener]]:
    listeners = []
    try:
        for address in addresses:
            listeners.append(Listener(port, address))
        yield listeners
    finally:
        for listener in listeners:
            listener.close()
