"""Roundtable as it is served, and beside it what only a measurement needs: a button press, and a vote without any middleware.

Run by `room.py`, with uvicorn, instead of `facilitation.asgi`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from facilitation.asgi import THREADS
from facilitation.asgi import application as roundtable

# isort: split
from a2wsgi import WSGIMiddleware
from django.core.signals import request_finished, request_started
from django.db import transaction

from facilitation.live.wake import announce
from facilitation.models import Workshop
from facilitation.polls import ballots

requests = 0


class Told(NamedTuple):
    """All that the vote transaction wants to know of a poll."""

    pk: int
    workshop_id: int


def _count(**_: object) -> None:
    global requests
    requests += 1


request_started.connect(_count)


def show(fields: dict[str, str]) -> str:
    """What the console's button does to the room, and no more."""
    with transaction.atomic():
        Workshop.objects.filter(pk=fields["workshop"]).show()
        announce(int(fields["workshop"]))
    return str(Workshop.objects.values_list("scene", flat=True).get(pk=fields["workshop"]))


def cast(fields: dict[str, str]) -> str:
    """The vote transaction of the product, in a bare view: it looks nothing up and believes everything."""
    ballots.cast(Told(int(fields["poll"]), int(fields["workshop"])), fields["token"], fields["choice"])
    return "counted"


def count(fields: dict[str, str]) -> str:
    """How many requests Django itself has answered in this process."""
    return str(requests)


ADDRESSES = {"/bench/show/": show, "/bench/cast/": cast, "/bench/requests/": count}


def _answer(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    fields = {name: value[0] for name, value in parse_qs(environ["wsgi.input"].read(length).decode()).items()}
    try:
        body = ADDRESSES[environ["PATH_INFO"]](fields).encode()
    finally:
        request_finished.send(sender=None)  # as Django does, for the connection's sake
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


bare = WSGIMiddleware(_answer, workers=THREADS)


async def application(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    wanted = bare if scope["type"] == "http" and scope["path"] in ADDRESSES else roundtable
    await wanted(scope, receive, send)
