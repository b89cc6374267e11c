"""Server-sent events as bytes, each encoded once however many screens it goes to."""

import re
import time

_LINE_END = re.compile(r"\r\n|\r|\n")


def scene(html: str, version: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in _LINE_END.split(html))
    return f"event: scene\nid: {version}\n{lines}\n".encode()


def turnout(count: int) -> bytes:
    return f"event: turnout\ndata: {count}\n\n".encode()


def beat() -> bytes:
    """A comment keeps proxies from hanging up; scripts cannot see it, so they get the server's clock (in ms) with it.

    By the clock a screen knows that its stream is alive, and counts timers down rightly where its own clock is wrong.
    """
    return f":\nevent: clock\ndata: {time.time_ns() // 1_000_000}\n\n".encode()


def greeting(retry: int) -> bytes:
    """`retry`: after how many milliseconds the browser comes back when the stream breaks."""
    return f"retry: {retry}\n".encode() + beat()
