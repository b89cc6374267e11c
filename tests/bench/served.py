"""The real server on this machine, looked at over HTTP."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from place import ROOT

if TYPE_CHECKING:
    from looking import Look

PATIENCE = 30


class Server:
    """Serves the database that Django is set up on, as `./workbook run` does."""

    def __enter__(self) -> Self:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", "facilitation.asgi:application", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--timeout-graceful-shutdown", "3", "--log-level", "warning"]
        self.process = subprocess.Popen(command, cwd=ROOT)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self._wait()
        self.sizes: dict[str, int] = {}
        return self

    def __exit__(self, *exception: object) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.wait(PATIENCE)

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError):
                self.get("/").read()
                return
            time.sleep(0.1)
        raise TimeoutError("The server did not start.")

    def get(self, path: str, cookie: str = "") -> http.client.HTTPResponse:
        """The answer with its body still to be read. One connection, kept open, as a browser does."""
        headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
        try:
            self.connection.request("GET", path, headers=headers)
            return self.connection.getresponse()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise

    def look(self, look: Look) -> bytes:
        cookies = "; ".join(f"{name}={one.value}" for name, one in look.visitor.client.cookies.items())
        answer = self.get(look.path, cookies)
        body = answer.read()
        assert answer.status == 200, f"{look.path}: {answer.status}"
        assert not answer.headers["Content-Encoding"], (
            "The server compresses pages itself: count that instead."
        )
        return body

    def assets(self, html: bytes) -> tuple[int, int, int]:
        """Bytes on the wire of the style sheets, the scripts, and the fonts that the style sheets name."""
        page = html.decode()
        styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
        scripts = re.findall(r'<script[^>]* src="([^"]+)"', page)
        fonts = {font for style in styles for font in self._fonts(style)}
        return self._sum(styles), self._sum(scripts), self._sum(fonts)

    def _sum(self, addresses: object) -> int:
        return sum(self._size(address) for address in addresses)

    def _size(self, address: str) -> int:
        if address not in self.sizes:
            answer = self.get(address)
            self.sizes[address] = len(answer.read())
            assert answer.status == 200, address
        return self.sizes[address]

    def _fonts(self, style: str) -> list[str]:
        """Without the letters beyond Latin-1, which a browser fetches only where they occur."""
        self.connection.request("GET", style)
        text = self.connection.getresponse().read().decode()
        found = re.findall(r"url\([\"']?([^\"')]+\.woff2)", text)
        return [urljoin(style, font) for font in found if "latin-ext" not in font]
