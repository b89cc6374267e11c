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

from facilitation.conversations.on_wall import themes_on
from facilitation.live.console import room
from facilitation.live.keys import phone_key
from facilitation.live.stamps import Stamp, stamp
from facilitation.models import Workshop
from facilitation.polls.results import result
from facilitation.polls.scene import Scene
from facilitation.vocabulary import Cover, LiveScreen, ThemeKind
from facilitation.workshops.codes import join_url, spoken_address

# Stands in the forms of a scene that is sent to many, until the script puts each browser's own there.
TOKEN_TO_COME = "to-come"  # noqa: S105
ITEM, WELCOME, JOIN, BLANK, POLL, ENDED = "item", "welcome", "join", "blank", "poll", "ended"
THEMES = "themes"


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
        "themes": themes_on(workshop) if shown == THEMES else None,
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
    if workshop.cover in ThemeKind.values:
        return THEMES
    if workshop.poll_on_show:
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


def console(workshop: Workshop, *, in_hand: bool = True, token: str = TOKEN_TO_COME) -> str:
    """`in_hand`: with the buttons that move the room."""
    context = {"mine": in_hand, "left": left(workshop), "csrf_token": token}
    return render_to_string("facilitation/live/console.html", room(workshop) | context)


def fellow(workshop: Workshop) -> str:
    return console(workshop, in_hand=False)


SCENES: dict[str, Callable[[Workshop], str]] = {
    LiveScreen.WALL: wall,
    LiveScreen.PHONE: phone,
    LiveScreen.CONSOLE: console,
    LiveScreen.FELLOW: fellow,
}


def render_scene(screen: str, workshop: int) -> str:
    """As it is in the database now."""
    return SCENES[screen](_read(workshop))


def _read(workshop: int) -> Workshop:
    return Workshop.objects.select_related("item", "poll", "round__partnership").get(pk=workshop)


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


def own_phone(own: Scene, **told: str) -> Live:
    """A phone's own page, with its own answer. The stamp is of the row that the scene was made from."""
    html = render_to_string(Scene.template, {"scene": own, **told})
    return Live(LiveScreen.PHONE, phone_key(own.workshop), Stamp(own.workshop.scene, 0, 0), html)


def own_console(key: str, workshop: Workshop, *, in_hand: bool, token: str) -> Live:
    """A console's page, with the token by which its forms work without a script."""
    seen = stamp(workshop.pk)
    html = console(_read(workshop.pk), in_hand=in_hand, token=token)
    return Live(LiveScreen.CONSOLE if in_hand else LiveScreen.FELLOW, key, seen, html)
