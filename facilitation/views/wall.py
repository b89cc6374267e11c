"""The projector. Its address is its key, and it has a reader of its own: no seat, no session, no private table."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from facilitation.live import scenes
from facilitation.models import Workshop
from facilitation.workshops.codes import workshop_at
from partnerships.views.access import public

# A laptop may still stand there in the evening; on the next day the address is nothing.
SAYS_GOODBYE_FOR = dt.timedelta(hours=12)


@require_safe
@public
def wall(request: HttpRequest, key: str) -> HttpResponse:
    found = workshop_at(key)
    if found is None or _is_long_over(found):
        raise Http404
    context = {"workshop": found, "scene": scenes.wall(found), "dark": "dark" in request.GET}
    response = render(request, "facilitation/wall.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_long_over(found: Workshop) -> bool:
    return found.ended_at is not None and timezone.now() - found.ended_at > SAYS_GOODBYE_FOR
