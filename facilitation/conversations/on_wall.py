"""Themes on the projector: what is on the board, of one kind at a time, and neither a number of sources nor a note."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from facilitation.models import Theme, Workshop
from facilitation.vocabulary import Cover, ThemeKind

# Each may take two lines, and a wall has eight. What is more is on the board.
MOST = 4


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
    return OnWall(f"What we heard: {kind.label.lower()}", texts[:MOST], max(len(texts) - MOST, 0))


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


def _board(workshop: Workshop) -> QuerySet[Theme]:
    return Theme.objects.filter(round=workshop.round_id).on_board()
