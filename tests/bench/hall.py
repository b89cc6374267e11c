"""Where the room is measured: real servers, a workshop that they serve, and a poll."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from crowd import PATIENCE, Browser, Screens
from place import ROOT

CODE = "K7WM4P"


# --- Servers ------------------------------------------------------------------------------------


class Server:
    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "room_app:application", "--port", str(self.port)]
        command += ["--app-dir", "tests/bench", "--timeout-graceful-shutdown", "1", "--log-level", "critical"]
        path = {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen([*command, "--backlog", "4096"], cwd=ROOT, env=os.environ | path)

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise TimeoutError("The server did not start.")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def memory(self) -> float:
        """Megabytes that are resident."""
        with open(f"/proc/{self.process.pid}/status") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def serving(count: int) -> Iterator[list[Server]]:
    servers = [Server() for _ in range(count)]
    try:
        for server in servers:
            server.wait()
        yield servers
    finally:
        for server in servers:
            server.kill()


# --- The room -----------------------------------------------------------------------------------


@dataclass
class Room:
    """One workshop with a poll on show, and the servers that serve it."""

    workshop: int
    wall: str
    phone: str
    servers: list[Server]

    @property
    def ports(self) -> list[int]:
        return [server.port for server in self.servers]

    def screens(self, count: int, address: str = "", ports: list[int] | None = None) -> Screens:
        ports = ports or self.ports
        return Screens([(ports[number % len(ports)], address or self.phone) for number in range(count)])

    @property
    def near(self) -> Browser:
        """The facilitator's browser, at the first process."""
        return Browser(self.ports[0])

    async def change(self, browser: Browser) -> int:
        """Press the button; gives the scene that this led to."""
        return int((await browser.ask("/bench/show/", {"workshop": self.workshop}))[1])

    async def requests(self) -> int:
        return sum([int((await Browser(port).ask("/bench/requests/"))[1]) for port in self.ports])


def make_room(servers: list[Server]) -> Room:
    from django.utils import timezone

    from facilitation.live.keys import phone_key, wall_key
    from facilitation.models import Workshop
    from tests import build

    table = build.partnership("ABC")
    workshop = Workshop.objects.create(
        round=table.round, title="The room", code=CODE, state="running", began_at=timezone.now()
    )
    wall, phone = f"/live/wall/{wall_key(workshop)}/", f"/live/phone/{phone_key(workshop)}/"
    return Room(workshop.pk, wall, phone, servers)


def new_poll(room: Room) -> int:
    from facilitation.models import Choice, Poll, Workshop

    workshop = Workshop.objects.get(pk=room.workshop)
    workshop.polls.filter(state="open").update(state="closed", key="")
    poll = Poll.objects.create(
        workshop=workshop,
        question="How strong is agreement?",
        kind="single",
        state="open",
        key=secrets.token_hex(32),
        made_by=workshop.round.partnership.memberships.all()[0].person,
    )
    Choice.objects.bulk_create(Choice(poll=poll, key=key, text=f"Choice {key}") for key in "abc")
    Workshop.objects.filter(pk=room.workshop).show(poll=poll)
    return poll.pk


def new_seats(room: Room, count: int) -> list[str]:
    """Cookies of as many seats, as the phones' page gives them out: for where only the votes are measured."""
    from facilitation.models import Workshop
    from facilitation.polls import joining

    workshop = Workshop.objects.get(pk=room.workshop)
    return [f"{joining.COOKIE}={joining.new_seat(workshop).as_cookie()}" for _ in range(count)]


def counted(poll: int) -> tuple[int, int]:
    """How many have voted, and how many ballots there are."""
    from facilitation.models import Ballot, Turnout

    return Turnout.objects.filter(poll=poll).count(), Ballot.objects.filter(poll=poll).count()


async def stored(question: Callable, *arguments: object) -> object:
    """Ask the database outside the loop."""
    return await asyncio.to_thread(question, *arguments)
