"""What a screen compares to know whether it still shows what is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F

from facilitation.models import Workshop
from facilitation.vocabulary import LiveScreen

# What phones ask of people must not be taken from under their fingers because somebody else has come in.
_SHOWS_SMALL_THINGS = (LiveScreen.WALL, LiveScreen.CONSOLE, LiveScreen.FELLOW)


@dataclass(frozen=True, order=True)
class Stamp:
    """`scene`: what the room sees. `pulse`: small things, and what is on the table. `turnout`: who has voted on show.

    `scene` and `pulse` only ever grow, so that of two stamps the newer is known.
    """

    scene: int
    pulse: int
    turnout: int

    def __str__(self) -> str:
        return f"{self.scene}.{self.pulse}.{self.turnout}"

    def version_for(self, screen: str) -> str:
        """Two stamps of one version look the same on this kind of screen, but for the turnout."""
        return f"{self.scene}.{self.pulse if screen in _SHOWS_SMALL_THINGS else 0}"


def stamp(workshop: int) -> Stamp:
    return stamps([workshop])[workshop]


def stamps(workshops: Iterable[int]) -> dict[int, Stamp]:
    """The stamps of these workshops, by number, in one SELECT. What is no more has none."""
    rows = (
        Workshop.objects.filter(pk__in=workshops)
        .order_by()
        .annotate(small=F("pulse") + F("round__version"), turnout=Count("poll__turnout"))
        .values_list("pk", "scene", "small", "turnout")
    )
    return {pk: Stamp(*counts) for pk, *counts in rows}
