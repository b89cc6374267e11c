"""A room full of screens and phones, as cheap as it can be made: it shares the machine with what it measures."""

from __future__ import annotations

import asyncio
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

_SCENE = re.compile(rb"\nid: (\d+)\.")
_TURNOUT = re.compile(rb"event: turnout\ndata: (\d+)\n")
_TAIL = 60
_AGAIN_BETWEEN = (0.5, 2.5)  # the seconds that the server asks for
PATIENCE = 60.0


class Screen(asyncio.Protocol):
    """One stream. It comes back by itself, as a browser does."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address = port, address
        self.scene = self.turnout = -1
        self.at = 0.0
        self._tail = b""
        self._is_wanted = True
        self._transport: asyncio.Transport | None = None

    async def open(self) -> None:
        while self._is_wanted:
            try:
                await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", self.port)
                return
            except OSError:
                await asyncio.sleep(random.uniform(*_AGAIN_BETWEEN))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        transport.write(f"GET {self.address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        data = self._tail + data
        self._tail = data[-_TAIL:]
        for found in _SCENE.findall(data):
            if int(found) > self.scene:
                self.scene, self.at = int(found), time.monotonic()
        for found in _TURNOUT.findall(data):
            self.turnout = int(found)

    def connection_lost(self, error: Exception | None) -> None:
        if self._is_wanted:
            asyncio.get_running_loop().call_later(random.uniform(*_AGAIN_BETWEEN), self._come_back)

    def _come_back(self) -> None:
        self._coming = asyncio.ensure_future(self.open())

    def close(self) -> None:
        self._is_wanted = False
        if self._transport:
            self._transport.close()


class Screens:
    def __init__(self, addresses: list[tuple[int, str]]) -> None:
        self.all = [Screen(port, address) for port, address in addresses]

    async def __aenter__(self) -> Screens:
        for start in range(0, len(self.all), 50):
            await asyncio.gather(*(screen.open() for screen in self.all[start : start + 50]))
        await until(lambda: all(screen.scene > 0 for screen in self.all))
        return self

    async def __aexit__(self, *exception: object) -> None:
        for screen in self.all:
            screen.close()
        await asyncio.sleep(0.5)

    async def all_at(self, scene: int) -> float:
        """When the last of them showed this scene."""
        await until(lambda: all(screen.scene >= scene for screen in self.all))
        return max(screen.at for screen in self.all)


async def until(condition: object, patience: float = PATIENCE, every: float = 0.005) -> None:
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        await asyncio.sleep(every)


# --- Requests -----------------------------------------------------------------------------------


@dataclass
class Browser:
    """One connection that is kept open, with the one cookie that a phone needs."""

    port: int
    cookie: str = ""
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def ask(self, address: str, fields: dict[str, object] | None = None) -> tuple[int, bytes]:
        """GET, or POST of the fields. Raises OSError when there is no answer."""
        try:
            return await asyncio.wait_for(self._ask(address, fields), PATIENCE)
        except (OSError, asyncio.IncompleteReadError, ValueError, TimeoutError) as error:
            self.close()
            raise OSError from error

    async def _ask(self, address: str, fields: dict[str, object] | None) -> tuple[int, bytes]:
        if self._reader and self._reader.at_eof():  # the server has hung up meanwhile: browsers see that too
            self.close()
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = b"" if fields is None else urlencode(fields).encode()
        head = f"{'GET' if fields is None else 'POST'} {address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
        head += "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        head += f"Cookie: {self.cookie}\r\nContent-Length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        return await self._answer()

    async def _answer(self) -> tuple[int, bytes]:
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = [line.partition(": ")[::2] for line in lines[1:] if line]
        for name, value in headers:
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), None)
        if length is None:
            return int(lines[0].split()[1]), await self._chunks()
        return int(lines[0].split()[1]), await self._reader.readexactly(length)

    async def _chunks(self) -> bytes:
        body = b""
        while size := int(await self._reader.readline(), 16):
            body += await self._reader.readexactly(size)
            await self._reader.readexactly(2)
        await self._reader.readexactly(2)
        return body

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None


# --- Voting -------------------------------------------------------------------------------------


@dataclass
class Votes:
    """What became of the votes: seconds until each was acknowledged, and what was answered instead."""

    took: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


async def seated(ports: list[int], code: str, count: int) -> list[Browser]:
    """Phones which have opened the page, so that each holds its seat."""
    phones = [Browser(ports[number % len(ports)]) for number in range(count)]
    for start in range(0, count, 20):
        await asyncio.gather(*(phone.ask(f"/j/{code}/") for phone in phones[start : start + 20]))
    assert all(phone.cookie for phone in phones), "A phone got no seat."
    return phones


async def vote(phone: Browser, code: str, poll: int, votes: Votes, after: float = 0.0) -> None:
    """Vote, and go on until the server has answered, as the page's script does."""
    await asyncio.sleep(after)
    began = time.monotonic()
    while True:
        try:
            status, _ = await phone.ask(f"/j/{code}/vote/", {"poll": poll, "choice": random.choice("abc")})
        except OSError:
            await asyncio.sleep(random.uniform(*_AGAIN_BETWEEN))
            continue
        if status == 200:
            votes.took.append(time.monotonic() - began)
        else:
            votes.refused.append(status)
        return


def front_loaded(count: int, seconds: float) -> list[float]:
    """When each of them votes: a fifth in the first tenth, the others evenly."""
    first = count // 5
    return [random.uniform(0, seconds / 10) for _ in range(first)] + [
        random.uniform(seconds / 10, seconds) for _ in range(count - first)
    ]
