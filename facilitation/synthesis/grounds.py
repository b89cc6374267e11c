"""Where the partners stand on one thing: common ground, a difference, or something to explore. Pure: no database.

Counts and names only. What is laid is laid by name, so nothing here is a sample and nothing is an estimate; where too
few have spoken that is what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from facilitation.vocabulary import Strength, ThemeKind
from partnerships.endorsing import Hold, Support
from partnerships.models import Partner
from partnerships.positions import Standing, State
from partnerships.spread import Agreement, Spread
from partnerships.text import listed

# Below this share of the partners, in per cent, what was said does not speak for the group.
COVERED_FROM = 60


class Ground(TextChoices):
    """In the order in which they are counted."""

    COMMON = "common", "Common ground"
    DIFFERENCE = "difference", "Difference"
    EXPLORE = "explore", "To explore"
    TOO_FEW = "too-few", "Too few to say"


class Source(TextChoices):
    """Where a row of the map comes from, in the order of the map."""

    POWERS = "powers", "Powers"
    ANSWERS = "answers", "Answers given alone"
    AGREEMENTS = "agreements", "Agreements"
    THEMES = "themes", "Themes"


@dataclass(frozen=True)
class Stands:
    """What is found of one thing, and why, in words."""

    ground: Ground
    words: str


@dataclass(frozen=True)
class Item:
    """One row of the map. `cells` has one word a partner, in the partners' order, on `scale`; blank is nothing said.

    `key` finds the thing: a power's number, a statement's code, an agreement's lineage. A theme names nobody and has no cells.
    """

    source: Source
    step: str
    section: str
    title: str
    stands: Stands
    key: str = ""
    scale: str = ""
    cells: tuple[str | int, ...] = ()

    @property
    def ground(self) -> Ground:
        return self.stands.ground

    @property
    def is_apart(self) -> bool:
        return self.ground in (Ground.DIFFERENCE, Ground.EXPLORE)


def is_covered(said: int, partners: int) -> bool:
    return bool(partners) and 100 * said >= COVERED_FROM * partners


# --- By what it comes from ----------------------------------------------------------------------

OF_STATE = {
    State.COMMON_GROUND: Ground.COMMON,
    State.CLOSE: Ground.EXPLORE,
    State.WANTED_BY_ONE: Ground.EXPLORE,
    State.DISCUSS: Ground.DIFFERENCE,
    State.STAND_OFF: Ground.DIFFERENCE,
    State.BLOCKED: Ground.DIFFERENCE,
    State.NO_MANDATE: Ground.TOO_FEW,
}
OF_SPREAD = {
    Agreement.SHARED: Ground.COMMON,
    Agreement.MIXED: Ground.EXPLORE,
    Agreement.SPLIT: Ground.DIFFERENCE,
    Agreement.TOO_FEW: Ground.TOO_FEW,
}
OF_THEME = {
    ThemeKind.COMMON: Ground.COMMON,
    ThemeKind.DIFFERENCE: Ground.DIFFERENCE,
    ThemeKind.EXPLORE: Ground.EXPLORE,
    ThemeKind.SURPRISE: Ground.EXPLORE,
}


def of_power(standing: Standing, conditions: int) -> Stands:
    """`conditions` is how many partners want it on a condition: common ground then hangs on them."""
    ground = OF_STATE[standing.state]
    if standing.state == State.COMMON_GROUND and conditions:
        met = "a condition is met" if conditions == 1 else f"{conditions} conditions are met"
        return Stands(ground, f"Common ground, if {met}")
    return Stands(ground, ". ".join(part for part in (standing.words, standing.note) if part))


def of_answers(spread: Spread, words: Sequence[str], partners: int) -> Stands:
    """By the split rule; `words` are those of the scale, from least to most."""
    if spread.agreement == Agreement.TOO_FEW or not is_covered(spread.answers, partners):
        return Stands(Ground.TOO_FEW, f"{spread.answers} of {partners} have answered")
    said = [f"{count} {word.lower()}" for word, count in zip(words, spread.counts, strict=True) if count]
    return Stands(OF_SPREAD[spread.agreement], f"{spread.agreement.label}: {', '.join(said)}")


def of_agreement(support: Support, partners: Sequence[Partner]) -> Stands:
    """By the rule that agreements pass by. Who doubts is named, as on the agreement's own page."""
    doubts = [
        f"{given.partner.short_name}: {given.get_gradient_display().lower()}"
        for given in support.dissent
        if given.partner in partners
    ]
    words = ". ".join((support.words, *doubts))
    if support.hold == Hold.AGREED:
        return Stands(Ground.COMMON, words)
    if support.hold == Hold.NOT_AGREED:
        return Stands(Ground.DIFFERENCE, words)
    return Stands(Ground.EXPLORE if doubts else Ground.TOO_FEW, words)


def of_theme(kind: ThemeKind, strength: Strength, sources: int) -> Stands:
    """`sources` is the number that everybody reads on the board."""
    return Stands(OF_THEME[kind], f"{kind.label}, {strength.label.lower()}: {sources} conversations")


# --- All of them --------------------------------------------------------------------------------


def counted(items: Sequence[Item]) -> dict[Ground, int]:
    return {ground: sum(item.ground == ground for item in items) for ground in Ground}


def sentence(items: Sequence[Item]) -> str:
    """“Of 34 things, 12 are common ground; partners differ on 6; 10 are to explore; on 6 too few have spoken.”"""
    counts = counted(items)
    parts = [_SAID[ground][counts[ground] != 1].format(counts[ground]) for ground in Ground if counts[ground]]
    things = "1 thing" if len(items) == 1 else f"{len(items)} things"
    return f"Of {things}, {listed(parts)}." if items else ""


# For one, and for any other number.
_SAID = {
    Ground.COMMON: ("{} is common ground", "{} are common ground"),
    Ground.DIFFERENCE: ("{} is a difference", "{} are differences"),
    Ground.EXPLORE: ("{} is to be explored", "{} are to be explored"),
    Ground.TOO_FEW: ("on {} too few have spoken to say", "on {} too few have spoken to say"),
}
