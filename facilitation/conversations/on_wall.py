"""Themes on the projector: what is on the board, of one kind at a time, and neither a number of sources nor a note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import QuerySet

from facilitation.live.wake import announce
from facilitation.models import Theme, Workshop
from facilitation.vocabulary import Cover, ThemeKind
from partnerships.models import Round

# What a wall has room for at the size that the last row can read. What is more is on the board.
MOST, LINES, LETTERS = 4, 7, 60


@dataclass(frozen=True)
class OnWall:
    """The strongest first."""

    heading: str
    shown: list[str]
    more: int


def themes_on(workshop: Workshop) -> OnWall:
    """Of the kind that covers the wall."""
    kind = ThemeKind(workshop.cover)
    texts = list(_board(workshop).filter(kind=kind).values_list("text", flat=True))
    shown = fitting(texts)
    return OnWall(f"What we heard: {kind.label.lower()}", shown, len(texts) - len(shown))


def fitting(texts: Sequence[str]) -> list[str]:
    """The first of them, as many as fit on a wall: never a shrunken word, and never one below the edge."""
    lines = accumulate(-(-len(text) // LETTERS) for text in texts)
    return [text for text, line in zip(texts[:MOST], lines, strict=False) if line <= LINES]


@dataclass(frozen=True)
class OnOffer:
    """A kind that the console can put on the wall, and how many themes it has."""

    cover: str
    label: str
    count: int


def kinds_on_board(workshop: Workshop) -> list[OnOffer]:
    """Nothing where not everybody takes part: themes are the whole group's."""
    if not workshop.is_for_all:
        return []
    counts = Counter(_board(workshop).order_by().values_list("kind", flat=True))
    return [OnOffer(Cover(kind).value, kind.label, counts[kind]) for kind in ThemeKind if counts[kind]]


def show_anew(round_: Round) -> None:
    """Where themes are on a wall, it shows what is on the board now."""
    showing = Workshop.objects.running().in_round(round_).filter(cover__in=ThemeKind.values)
    for workshop in showing.values_list("pk", flat=True):
        Workshop.objects.filter(pk=workshop).show()
        announce(workshop)


def _board(workshop: Workshop) -> QuerySet[Theme]:
    return Theme.objects.filter(round=workshop.round_id).on_board()
