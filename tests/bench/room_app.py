"""Roundtable as it is served, and beside it what only a measurement needs: a button press, and a bare vote.

Run by `room.py`, with uvicorn, instead of `facilitation.asgi`. The bare views are views of Django in the same process, on
the same way through the server and with as many threads; they have no middleware, look nothing up and believe everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from facilitation.asgi import THREADS
from facilitation.asgi import application as roundtable

# isort: split
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from facilitation.live.wake import announce
from facilitation.models import Workshop
from facilitation.polls import ballots
from facilitation.short_way import ShortWay

requests = 0


class Told(NamedTuple):
    """All that the vote transaction wants to know of a poll."""

    pk: int
    workshop_id: int


def show(request: HttpRequest) -> HttpResponse:
    """What the console's button does to the room, and no more."""
    workshop = int(request.POST["workshop"])
    with transaction.atomic():
        Workshop.objects.filter(pk=workshop).show()
        announce(workshop)
    return HttpResponse(Workshop.objects.values_list("scene", flat=True).get(pk=workshop))


def cast(request: HttpRequest) -> HttpResponse:
    """The vote transaction of the product."""
    poll = Told(int(request.POST["poll"]), int(request.POST["workshop"]))
    ballots.cast(poll, request.POST["token"], request.POST["choice"])
    return HttpResponse("counted")


def count(request: HttpRequest) -> HttpResponse:
    """How many requests the product's Django has answered in this process."""
    return HttpResponse(requests)


urlpatterns = [path("bench/show/", show), path("bench/cast/", cast), path("bench/requests/", count)]


class BareHandler(WSGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        with override_settings(MIDDLEWARE=[]):
            super().load_middleware(is_async)

    def get_response(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return super().get_response(request)


def _count(sender: type, **_: object) -> None:
    global requests
    requests += sender is not BareHandler


request_started.connect(_count)
bare = ShortWay(BareHandler(), THREADS)


async def application(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    wanted = bare if scope["type"] == "http" and scope["path"].startswith("/bench/") else roundtable
    await wanted(scope, receive, send)
