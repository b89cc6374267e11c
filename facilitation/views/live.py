"""What a screen without a stream asks for again and again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from facilitation.live.keys import workshop_of
from facilitation.live.scenes import render_scene
from facilitation.live.stamps import stamp
from facilitation.vocabulary import LiveScreen
from partnerships.views.access import public


@public
@require_safe
def live_now(request: HttpRequest, screen: str, key: str) -> HttpResponse:
    """204 while this kind of screen looks as it did at `?stamp=`. The turnout is in X-Turnout, either way."""
    workshop = workshop_of(screen, key) if screen in LiveScreen.values else None
    if workshop is None:
        raise Http404
    now = stamp(workshop.pk)
    version = now.version_for(screen)
    headers = {"X-Stamp": version, "X-Turnout": str(now.turnout), "Cache-Control": "no-store"}
    if request.GET.get("stamp") == version:
        return HttpResponse(status=204, headers=headers)
    return HttpResponse(render_scene(screen, workshop.pk), headers=headers)
