"""How many conversations came to a theme. Counted from the notes, and never from whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from facilitation.conversations.on_wall import show_anew
from facilitation.models import Coding, Theme
from facilitation.models.conversations import FEWEST_SOURCES
from partnerships.history import note
from partnerships.models import Actor, Round

# The number shown stays until so many more have come: one more at a time would tell who spoke last.
FEWEST_NEW = 3


def counted(themes: Sequence[Theme]) -> dict[int, int]:
    """By theme: conversations whose notes speak to it, and those whose notes are gone. One query."""
    rows = Coding.objects.filter(theme__in=[theme.pk for theme in themes]).values("theme")
    here = dict(rows.annotate(times=Count("note")).values_list("theme", "times"))
    return {theme.pk: here.get(theme.pk, 0) + theme.sources_gone for theme in themes}


def sources_of(theme: Theme) -> int:
    """As it is in the database now."""
    return counted([Theme.objects.get(pk=theme.pk)])[theme.pk]


def number_to_show(before: int | None, now: int) -> int:
    """What everybody reads when a theme is put up, once more or for the first time."""
    if before is None or abs(now - before) >= FEWEST_NEW:
        return now
    return before


def take_off_where_few(round_: Round, *, by: Actor) -> None:
    """A note that speaks to a theme no more may leave it with too few."""
    shown = list(Theme.objects.in_round(round_).on_board())
    few = [number for number, sources in counted(shown).items() if sources < FEWEST_SOURCES]
    if Theme.objects.filter(pk__in=few).update(shown_at=None):
        note("theme taken off", "Took a theme off the themes board", by=by, round_=round_, group=True)
        show_anew(round_)
