"""How fast the room is: screens, votes, and what is left when the server is killed in the middle.

    .venv/bin/python tests/bench/room.py                         SQLite, one process
    .venv/bin/python tests/bench/room.py --database postgresql   PostgreSQL, two processes
    .venv/bin/python tests/bench/room.py --runs 1 --only screens

Everything happens in a private, throw-away database. Durability is as in production on SQLite and off on PostgreSQL,
whose private server keeps nothing: its figures for votes are those of a disk that never waits.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from crowd import PATIENCE, Browser, Screens, Votes, front_loaded, seated, until, vote
from place import DATABASES, ROOT, machine, throw_away

CODE = "K7WM4P"
PROCESSES = {"sqlite": 1, "postgresql": 2}
CHANGES = 20  # scenes shown in one run
SUSTAINED = 8.0  # seconds
CLIENTS = 16


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


def counted(poll: int) -> tuple[int, int]:
    """How many have voted, and how many ballots there are."""
    from facilitation.models import Ballot, Turnout

    return Turnout.objects.filter(poll=poll).count(), Ballot.objects.filter(poll=poll).count()


async def stored(question: Callable, *arguments: object) -> object:
    """Ask the database outside the loop."""
    return await asyncio.to_thread(question, *arguments)


# --- Results ------------------------------------------------------------------------------------


@dataclass
class Row:
    what: str
    limit: float
    unit: str
    at_least: bool = False
    runs: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, value: float, fault: str = "") -> None:
        self.runs.append(value)
        if fault:
            self.faults.append(fault)

    def __str__(self) -> str:
        if not self.runs:
            return f"  {'–':3} {self.what}: not measured"
        worst = min(self.runs) if self.at_least else max(self.runs)
        holds = (worst >= self.limit if self.at_least else worst <= self.limit) and not self.faults
        figures = f"median {statistics.median(self.runs):.0f}, worst {worst:.0f} {self.unit}"
        limit = f"{'≥' if self.at_least else '≤'} {self.limit:.0f}"
        text = f"  {'yes' if holds else 'NO':3} {self.what}: {figures} ({limit})"
        return "\n".join([text, *(f"        {fault}" for fault in self.faults)])


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)] if values else float("inf")


class Table:
    """The figures of the room, each with what it must reach."""

    def __init__(self) -> None:
        self.near = Row("scene to the last of 100 screens, same process, p95", 60, "ms")
        self.far = Row("scene to the last of 100 screens, other process, p95", 350, "ms")
        self.thousand = Row("scene to the last of 1,000 screens, p95", 1000, "ms")
        self.requests = Row("Django requests for 1,000 screens", 0, "requests")
        self.memory = Row("memory for 1,000 open screens, over idle", 150, "MB")
        self.crowd = Row("1,000 phones vote within 20 s, p95", 1000, "ms")
        self.sustained = Row("sustained votes, of those in a bare view", 60, "%", at_least=True)
        self.burst = Row("100 votes at once with 100 screens listening, p95", 400, "ms")
        self.slowest = Row("100 votes at once with 100 screens listening, last", 1000, "ms")
        self.turnout = Row("last vote to the right turnout on the projector", 700, "ms")
        self.killed = Row("server killed with 1,000 screens and voters, all right after", 10_000, "ms")

        self.rates: list[str] = []

    def __str__(self) -> str:
        rows = [str(row) for row in vars(self).values() if isinstance(row, Row)]
        return "\n".join([*rows, *(f"      sustained votes a second: {rate}" for rate in self.rates)])


# --- What is measured ---------------------------------------------------------------------------


async def changes(room: Room, screens: Screens, count: int = CHANGES) -> list[float]:
    """Milliseconds from the press of the button until the last screen shows it, for each of some changes."""
    browser, took = room.near, []
    for _ in range(count):
        await asyncio.sleep(0.1)
        began = time.monotonic()
        took.append((await screens.all_at(await room.change(browser)) - began) * 1000)
    browser.close()
    return took


async def screens_run(room: Room, table: Table) -> None:
    async with room.screens(100, ports=room.ports[:1]) as screens:
        table.near.add(p95(await changes(room, screens)))
    if len(room.ports) > 1:
        async with room.screens(100, ports=room.ports[1:]) as screens:
            table.far.add(p95(await changes(room, screens)))
    idle = sum(server.memory for server in room.servers)
    before = await room.requests()
    async with room.screens(1000) as screens:
        table.thousand.add(p95(await changes(room, screens)))
        table.memory.add(sum(server.memory for server in room.servers) - idle)
    table.requests.add(await room.requests() - before)


async def votes_run(room: Room, table: Table) -> None:
    await _crowd(room, table)
    await _burst(room, table)
    bare, product = await _sustained(room, table)
    table.sustained.add(100 * product / bare)
    table.rates.append(f"{product:.0f} of {bare:.0f}")


async def _crowd(room: Room, table: Table) -> None:
    poll, votes = await stored(new_poll, room), Votes()
    phones = await seated(room.ports, CODE, 1000)
    async with room.screens(1, room.wall) as wall:
        pauses = front_loaded(1000, 20.0)
        await asyncio.gather(
            *(vote(phone, CODE, poll, votes, after) for phone, after in zip(phones, pauses, strict=True))
        )
        last = time.monotonic()
        await until(lambda: wall.all[0].turnout == 1000)
        table.turnout.add((time.monotonic() - last) * 1000)
    found = await stored(counted, poll)
    table.crowd.add(
        p95(votes.took) * 1000,
        "" if found == (1000, 1000) else f"counted {found}, refused {votes.refused[:3]}",
    )
    _hang_up(phones)


async def _burst(room: Room, table: Table) -> None:
    poll, votes = await stored(new_poll, room), Votes()
    phones = await seated(room.ports, CODE, 100)
    async with room.screens(100):
        await asyncio.gather(*(vote(phone, CODE, poll, votes) for phone in phones))
    found = await stored(counted, poll)
    table.burst.add(p95(votes.took) * 1000, "" if found == (100, 100) else f"counted {found}")
    table.slowest.add(max(votes.took) * 1000)
    _hang_up(phones)


async def _sustained(room: Room, table: Table) -> tuple[float, float]:
    """Votes a second in the bare view, and through the product."""
    poll = await stored(new_poll, room)
    bare = await _as_many_as_possible(
        room,
        lambda phone: phone.ask(
            "/bench/cast/", {"poll": poll, "token": secrets.token_urlsafe(24), "choice": "a"}
        ),
    )
    poll = await stored(new_poll, room)
    # Seats beforehand: only the votes are measured.
    waiting = await seated(room.ports, CODE, int(SUSTAINED * 500))
    cookies = [phone.cookie for phone in waiting]
    _hang_up(waiting)

    async def one_vote(phone: Browser) -> None:
        phone.cookie = cookies.pop()
        await phone.ask(f"/j/{CODE}/vote/", {"poll": poll, "choice": "a"})

    return bare, await _as_many_as_possible(room, one_vote)


async def _as_many_as_possible(room: Room, act: Callable) -> float:
    done, end = 0, time.monotonic() + SUSTAINED

    async def client(number: int) -> None:
        nonlocal done
        phone = Browser(room.ports[number % len(room.ports)])
        while time.monotonic() < end:
            await act(phone)
            done += 1
        phone.close()

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    return done / SUSTAINED


async def killing_run(room: Room, table: Table, has_votes: bool) -> None:
    """Kill the first server in the middle of a vote; a screen is right when it shows the scene of after the restart."""
    poll, votes = await stored(new_poll, room), Votes()
    phones = await seated(room.ports, CODE, 1000) if has_votes else []
    async with room.screens(1000) as screens:
        pauses = front_loaded(len(phones), 6.0)
        voting = [
            asyncio.create_task(vote(phone, CODE, poll, votes, after))
            for phone, after in zip(phones, pauses, strict=True)
        ]
        await asyncio.sleep(2)
        killed = time.monotonic()
        room.servers[0].kill()
        room.servers[0].start()
        await asyncio.to_thread(room.servers[0].wait)
        scene = await room.change(room.near)
        table.killed.add((await screens.all_at(scene) - killed) * 1000)
        await asyncio.gather(*voting)
    found = await stored(counted, poll)
    if has_votes and (found != (1000, 1000) or votes.refused):
        table.killed.faults.append(
            f"counted {found}, acknowledged {len(votes.took)}, refused {votes.refused[:3]}"
        )
    _hang_up(phones)


def _hang_up(phones: list[Browser]) -> None:
    for phone in phones:
        phone.close()


# --- Running ------------------------------------------------------------------------------------


async def one_run(room: Room, table: Table, only: str) -> None:
    has_votes = _has_votes()
    if only in ("", "screens"):
        await screens_run(room, table)
    if only in ("", "votes") and has_votes:
        await votes_run(room, table)
    if only in ("", "killing"):
        await killing_run(room, table, has_votes)


def _has_votes() -> bool:
    from django.urls import Resolver404, resolve

    try:
        resolve(f"/j/{CODE}/vote/")
    except Resolver404:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=("screens", "votes", "killing"), default="")
    asked = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 16_384), most))
    with throw_away(asked.database), serving(PROCESSES[asked.database]) as servers:
        print(f"{machine()}; {len(servers)} process(es), load from the same machine")
        table, room = Table(), make_room(servers)
        for number in range(asked.runs):
            asyncio.run(one_run(room, table, asked.only))
            print(f"  run {number + 1}, load average {os.getloadavg()[0]:.2f}", flush=True)
        print(table)


if __name__ == "__main__":
    main()
