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
import sys
import time
from collections.abc import Callable

from crowd import Browser, Screens, Votes, front_loaded, seated, until, vote
from figures import Table, p95
from hall import CODE, Room, counted, make_room, new_poll, new_seats, serving, stored
from place import DATABASES, disk, machine, throw_away

PROCESSES = {"sqlite": 1, "postgresql": 2}
CHANGES = 20  # scenes shown in one run
SUSTAINED = 6.0  # seconds, for the bare view and for the product each …
TURNS = 3  # … in so many turns
MOST_A_SECOND = 2000  # votes for which there are seats
CLIENTS = 16


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
    idle = sum(server.memory for server in room.servers)
    async with room.screens(100, ports=room.ports[:1]) as screens:
        table.near.add(p95(await changes(room, screens)))
    if len(room.ports) > 1:
        async with room.screens(100, ports=room.ports[1:]) as screens:
            table.far.add(p95(await changes(room, screens)))
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
    """Votes a second in the bare view, and through the product. In turns, so that neither has the quieter machine."""
    cookies = await stored(new_seats, room, int(SUSTAINED * MOST_A_SECOND))
    poll = await stored(new_poll, room)

    async def bare(phone: Browser) -> None:
        token = {"token": secrets.token_urlsafe(24), "workshop": room.workshop}
        assert await phone.ask("/bench/cast/", {"poll": poll, "choice": "a", **token}) == (200, b"counted")

    async def product(phone: Browser) -> None:
        phone.cookie = cookies.pop()
        status, _ = await phone.ask(f"/j/{CODE}/vote/", {"poll": poll, "choice": "a"})
        assert status == 200, status

    done = {bare: 0, product: 0}
    for act in (bare, product) * TURNS:
        done[act] += await _as_many_as_possible(room, act, SUSTAINED / TURNS)
    found = await stored(counted, poll)
    if found != (sum(done.values()), sum(done.values())):
        table.sustained.faults.append(f"counted {found}, acknowledged {sum(done.values())}")
    return done[bare] / SUSTAINED, done[product] / SUSTAINED


async def _as_many_as_possible(room: Room, act: Callable, seconds: float) -> int:
    done, end = 0, time.monotonic() + seconds

    async def client(number: int) -> None:
        nonlocal done
        phone = Browser(room.ports[number % len(room.ports)])
        while time.monotonic() < end:
            await act(phone)
            done += 1
        phone.close()

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    return done


async def killing_run(room: Room, table: Table, has_votes: bool) -> None:
    """Kill the first server in the middle of a vote; a screen is right when it shows the scene of after the restart."""
    poll, votes = await stored(new_poll, room), Votes()
    phones = [
        Browser(room.ports[number % len(room.ports)], cookie)
        for number, cookie in enumerate(await stored(new_seats, room, 1000 if has_votes else 0))
    ]
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
    began = time.monotonic()
    with throw_away(asked.database) as folder, serving(PROCESSES[asked.database]) as servers:
        print(f"{machine()}; {len(servers)} process(es), load from the same machine")
        table, room = Table(), make_room(servers)
        for number in range(asked.runs):
            before = f"load average {os.getloadavg()[0]:.2f}, the disk takes {disk(folder):.1f} ms"
            asyncio.run(one_run(room, table, asked.only))
            print(f"  run {number + 1}: before it {before}; after it {os.getloadavg()[0]:.2f}", flush=True)
        print(table)
    print(f"  {asked.runs} run(s) in {(time.monotonic() - began) / 60:.1f} minutes")
    sys.exit(not table.holds)


if __name__ == "__main__":
    main()
