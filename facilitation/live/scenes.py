"""What the screens of a workshop show, as the inside of the page: rendered once, and the same for all of a kind.

A fragment therefore holds nothing of one person or one phone, and no token of a form; the script puts that in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from facilitation.live.stamps import Stamp, stamp
from facilitation.models import Workshop
from facilitation.vocabulary import Cover, LiveScreen


def wall(workshop: Workshop) -> str:
    return render_to_string("facilitation/live/wall.html", _seen(workshop))


def phone(workshop: Workshop) -> str:
    return render_to_string("facilitation/live/phone.html", _seen(workshop))


def console(workshop: Workshop) -> str:
    return render_to_string("facilitation/live/console.html", _seen(workshop))


SCENES: dict[str, Callable[[Workshop], str]] = {
    LiveScreen.WALL: wall,
    LiveScreen.PHONE: phone,
    LiveScreen.CONSOLE: console,
}


def render_scene(screen: str, workshop: int) -> str:
    """As it is in the database now."""
    return SCENES[screen](Workshop.objects.select_related("item", "poll").get(pk=workshop))


@dataclass(frozen=True)
class Live:
    """What `components/live.html` needs to open a screen and keep it right."""

    screen: str
    key: str
    stamp: Stamp
    html: str

    @property
    def version(self) -> str:
        return self.stamp.version_for(self.screen)


def live(screen: str, key: str, workshop: Workshop) -> Live:
    # The stamp first: what changes between the two is then shown once more, and never missed.
    seen = stamp(workshop.pk)
    return Live(screen, key, seen, render_scene(screen, workshop.pk))


def _seen(workshop: Workshop) -> dict[str, Any]:
    return {
        "workshop": workshop,
        "blank": workshop.cover == Cover.BLANK,
        "join_card": workshop.cover == Cover.JOIN,
    }
