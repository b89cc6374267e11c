"""The projector. Its address is its key, and it has a reader of its own: no seat, no session, no private table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from facilitation.live.keys import workshop_of_wall
from facilitation.live.scenes import live
from facilitation.vocabulary import LiveScreen
from partnerships.views.access import public


@require_safe
@public
def wall(request: HttpRequest, key: str) -> HttpResponse:
    found = workshop_of_wall(key)
    if found is None:
        raise Http404
    shown = live(LiveScreen.WALL, key, found)
    context = {"workshop": found, "live": shown, "dark": "dark" in request.GET}
    response = render(request, "facilitation/wall.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
