"""The short way for small forms: the loop takes the request whole, a thread answers it, the loop sends the answer whole.

a2wsgi hands body and answer over piece by piece, and at each piece loop and thread wait for each other. For a page that
is nothing; a vote takes longer to be handed over than to be counted.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi.wsgi import build_environ

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]

_VOTE = re.compile(r"/j/[^/]+/vote/")
# Bytes of a form that the loop keeps while it comes in. Longer ones, which no phone of ours sends, go the long way.
MOST = 64 * 1024


def is_short(scope: Scope) -> bool:
    """Whether this is a vote, of a length that is known and small."""
    if scope["type"] != "http" or scope["method"] != "POST" or not _VOTE.fullmatch(scope["path"]):
        return False
    length = dict(scope["headers"]).get(b"content-length", b"")
    return length.isdigit() and int(length) <= MOST


class ShortWay:
    """An ASGI application in front of a WSGI one, with threads of its own."""

    def __init__(self, app: Callable[..., Iterable[bytes]], threads: int) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="short-way")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _whole(receive)
        if body is None:
            return
        loop = asyncio.get_running_loop()
        status, headers, answer = await loop.run_in_executor(self._threads, self._answer, scope, body)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    def _answer(self, scope: Scope, body: bytes) -> Answer:
        environ = build_environ(scope, io.BytesIO(body))
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        answer = self._app(environ, lambda status, headers, *_: begun.append((status, headers)))
        try:
            content = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        status, headers = begun[-1]
        return (
            int(status[:3]),
            [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in headers],
            content,
        )


async def _whole(receive: Receive) -> bytes | None:
    """The body of the request; nothing if whoever sends it has gone in the middle."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)
