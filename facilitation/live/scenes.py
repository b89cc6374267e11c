"""What the screens of a workshop show, as the inside of the page: rendered once, and the same for all of a kind.

A fragment therefore holds nothing of one person or one phone, and no token of a form; the script puts that in. The wall
reads the workshop's own row, the item on show and the poll on show: nothing private is within its reach.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from facilitation.live.stamps import Stamp, stamp
from facilitation.models import Workshop
from facilitation.polls.results import result
from facilitation.polls.scene import Scene
from facilitation.vocabulary import Cover, LiveScreen
from facilitation.workshops.codes import join_url, spoken_address

ITEM, WELCOME, JOIN, BLANK, POLL, ENDED = "item", "welcome", "join", "blank", "poll", "ended"


def wall(workshop: Workshop) -> str:
    """The inside of the projector's page, replaced as a whole when the scene changes."""
    return render_to_string("facilitation/wall_scene.html", scene(workshop))


def scene(workshop: Workshop) -> dict[str, Any]:
    """What the wall shows. The method notes, the promises and the names of people are not among it."""
    shown = kind_of(workshop)
    item = workshop.item if shown == ITEM else None
    return {
        "kind": shown,
        "stamp": workshop.scene,
        "title": workshop.title,
        "partnership": workshop.round.partnership.name,
        "is_example": workshop.round.partnership.is_example,
        "is_practice": workshop.is_practice,
        "item_title": item.title if item else "",
        "output": item.output if item else "",
        "ends_at": workshop.timer_ends_at if item else None,
        "left": left(workshop) if item else "",
        "poll": workshop.poll if shown == POLL else None,
        "result": result(workshop.poll) if shown == POLL else None,
        "hides_results": workshop.hides_results,
        "code": workshop.code,
        "address": spoken_address(workshop),
        "qr": qr(join_url(workshop)) if shown == JOIN else "",
        "wifi_name": workshop.wifi_name if shown == JOIN else "",
        "wifi_password": workshop.wifi_password if shown == JOIN else "",
    }


def kind_of(workshop: Workshop) -> str:
    if not workshop.is_running:
        return ENDED
    if workshop.cover == Cover.BLANK:
        return BLANK
    if workshop.cover == Cover.JOIN:
        return JOIN
    if workshop.poll_id:
        return POLL
    return ITEM if workshop.item_id else WELCOME


def left(workshop: Workshop) -> str:
    """The timer as whoever looks now would read it: `08:24`, and `Time is up` at its quiet end."""
    if workshop.timer_ends_at is None:
        return ""
    seconds = int((workshop.timer_ends_at - timezone.now()) / dt.timedelta(seconds=1))
    return f"{seconds // 60:02}:{seconds % 60:02}" if seconds > 0 else "Time is up"


def qr(text: str) -> SafeString:
    """An SVG with its own white margin, that the style sheet sizes."""
    made = segno.make(text, error="m", micro=False)
    # Its own markup and nothing of the text, which is in the squares.
    return mark_safe(made.svg_inline(border=4, omitsize=True, dark="#000", light="#fff"))  # noqa: S308


def phone(workshop: Workshop) -> str:
    return render_to_string(Scene.template, {"scene": Scene(workshop)})


def console(workshop: Workshop) -> str:
    return render_to_string("facilitation/live/console.html", {"workshop": workshop})


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
