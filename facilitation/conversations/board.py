"""The themes board, for everybody of the partnership: what at least three conversations came to, and no name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facilitation.conversations.coverage import groups
from facilitation.conversations.sources import counted
from facilitation.models import Theme, Workshop
from facilitation.models.conversations import FEWEST_SOURCES
from facilitation.vocabulary import Became, ThemeKind, WorkshopState
from partnerships.models import Actor, Round
from partnerships.steps import step_named
from partnerships.text import listed

WHAT_KINDS_ARE = {
    ThemeKind.COMMON: "What people say alike, whomever they speak for.",
    ThemeKind.DIFFERENCE: "Where views differ. It is not settled here.",
    ThemeKind.EXPLORE: "What nobody knows enough about yet.",
    ThemeKind.SURPRISE: "What nobody had expected to hear.",
}


@dataclass(frozen=True)
class Shown:
    """A theme as one person reads it. `sources` is nothing where the number is not theirs to know."""

    theme: Theme
    sources: int | None

    @property
    def step(self) -> str:
        found = step_named(self.theme.step)
        return found.name if found else ""

    @property
    def can_go_up(self) -> bool:
        return not self.theme.is_on_board and (self.sources or 0) >= FEWEST_SOURCES

    @property
    def still_needs(self) -> int:
        return max(FEWEST_SOURCES - (self.sources or 0), 0)

    @property
    def became(self) -> str:
        """What was made of it, in words."""
        made, where = self.theme.became, self.theme.became_in
        words = {
            Became.AGENDA: f"On the agenda of “{where}”.",
            Became.POLL: f"To be asked in a vote in “{where}”.",
            Became.PARKED: f"Parked in “{where}”.",
        }
        return words[Became(made)] if made else ""


@dataclass(frozen=True)
class Column:
    kind: ThemeKind
    hint: str
    themes: list[Shown]


def board(round_: Round) -> list[Column]:
    """What everybody reads."""
    return _columns([Shown(theme, theme.shown_sources) for theme in _themes(round_)])


def desk(actor: Actor, round_: Round) -> list[Shown]:
    """What a facilitator works on, and everybody does not read yet."""
    found = list(Theme.objects.in_round(round_).visible_to(actor).filter(shown_at=None))
    sources = counted(found)
    return [Shown(theme, sources[theme.pk]) for theme in found]


def where_they_lead(round_: Round) -> str:
    """“4 themes are on the board: 1 is on an agenda, 1 is asked in a vote, and 2 lead nowhere yet.”"""
    made = list(Theme.objects.in_round(round_).on_board().values_list("became", flat=True))
    if not made:
        return ""
    counts = ((sum(became == key for became in made), words) for key, words in _LEADING.items())
    said = [f"{count} {words[count > 1]}" for count, words in counts if count]
    themes = "1 theme is" if len(made) == 1 else f"{len(made)} themes are"
    return f"{themes} on the board: {listed(said)}."


# For one, and for several.
_LEADING = {
    Became.AGENDA: ("is on an agenda", "are on an agenda"),
    Became.POLL: ("is asked in a vote", "are asked in a vote"),
    Became.PARKED: ("is parked", "are parked"),
    "": ("leads nowhere yet", "lead nowhere yet"),
}


def _themes(round_: Round) -> list[Theme]:
    return list(Theme.objects.in_round(round_).on_board().select_related("became_in"))


def _columns(shown: Sequence[Shown]) -> list[Column]:
    return [
        Column(kind, WHAT_KINDS_ARE[kind], [one for one in shown if one.theme.kind == kind])
        for kind in ThemeKind
    ]


def next_planned(round_: Round) -> Workshop | None:
    """Where a theme goes with one click."""
    with_all = Workshop.objects.in_round(round_).for_all()
    return with_all.filter(state=WorkshopState.PLANNED).first()


def last_begun(round_: Round) -> Workshop | None:
    """Where it is parked."""
    begun = Workshop.objects.in_round(round_).for_all().filter(began_at__isnull=False)
    return begun.order_by("began_at").last()


def document_of(round_: Round) -> dict[str, object]:
    """As the record of the round keeps it: what was on the board."""
    shown = [one for column in board(round_) for one in column.themes]
    return {
        "themes": [
            {
                "kind": one.theme.kind,
                "heading": one.theme.get_kind_display(),
                "text": one.theme.text,
                "step": one.step,
                "strength": one.theme.strength,
                "words": one.theme.get_strength_display(),
                "sources": one.sources,
                "became": one.became,
            }
            for one in shown
        ],
        "groups": [{"group": one.group, "heard_on": one.heard_on.isoformat()} for one in groups(round_)],
    }
