"""What could bring partners together, found in what they have shown each other. Pure: no database.

A bridge is a suggestion for a conversation: one sentence, and where it comes from. Each is made of fields that their
owners released, and of nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from django.db.models import TextChoices

from facilitation.synthesis.grounds import Ground, Item, Source
from partnerships.positions import Stand, State, state_of
from partnerships.steps import step_named
from partnerships.steps.benefits import STEP as BENEFITS
from partnerships.text import listed
from partnerships.vocabulary import Flexibility, Position, Size

WANTED = (Position.ON, Position.ON_IF)
HELD_BACK = (Position.NOT_NOW, Position.NEVER)
# For one partner, and for several.
HAVE_ROOM = {
    Flexibility.SOME: ("has some room", "have some room"),
    Flexibility.WIDE: ("is wide open", "are wide open"),
}


class BridgeKind(TextChoices):
    """In the order in which they are read: what is nearest first."""

    CONDITIONS = "conditions", "Conditions that would make it common ground"
    TRADE = "trade", "Trades that pay for both"
    INTEREST = "interest", "Interests that both sides name"
    ROOM = "room", "Partners with room to move"
    THEME = "theme", "Themes in common, where partners are apart"


@dataclass(frozen=True)
class Bridge:
    """`source` says where it comes from, `about` what it is about; `power` or `step` finds the page."""

    kind: BridgeKind
    sentence: str
    source: str
    about: str
    step: str
    power: str = ""


@dataclass(frozen=True)
class Voice:
    """What one partner has laid about one power."""

    stand: Stand
    conditions: str = ""
    interest: str = ""
    flexibility: str = ""

    @property
    def name(self) -> str:
        return self.stand.partner

    @property
    def position(self) -> str:
        return self.stand.position

    @property
    def wants(self) -> bool:
        return self.position in WANTED

    @property
    def holds_back(self) -> bool:
        return self.position in HELD_BACK

    @cached_property
    def telling_words(self) -> dict[str, str]:
        """Long words of its interest, by their stems, singular and plural alike. A crude reading, and quoted as such."""
        return _telling(self.interest)


@dataclass(frozen=True)
class Talk:
    """One power with everybody's voice on it, silent partners included."""

    item: Item
    voices: Sequence[Voice]


@dataclass(frozen=True)
class Given:
    """One offer that stands: what it costs who gives and what it is worth to who gets, from 0 to 4, where that was said."""

    giver: str
    receiver: str
    what: str
    cost: int | None = None
    worth: int | None = None

    @property
    def gain(self) -> int:
        return 0 if self.cost is None or self.worth is None else self.worth - self.cost


def bridges(talks: Sequence[Talk], offers: Sequence[Given], items: Sequence[Item]) -> list[Bridge]:
    """`items` is the whole map. In the order of the kinds, and within one in the order of the map."""
    return [
        *(bridge for talk in talks if (bridge := on_conditions(talk))),
        *trades(offers),
        *(bridge for talk in talks if (bridge := shared_interests(talk))),
        *(bridge for talk in talks if (bridge := with_room(talk))),
        *in_themes(items),
    ]


# --- One power ----------------------------------------------------------------------------------


def on_conditions(talk: Talk) -> Bridge | None:
    """Conditions that are all that stands between the partners and common ground, but for those who are open to it."""
    asking = [voice for voice in talk.voices if voice.position == Position.ON_IF and voice.conditions.strip()]
    if not asking or not _would_be_common(talk.voices):
        return None
    said = "; ".join(f"{voice.name}: “{_bare(voice.conditions)}”" for voice in asking)
    still = [voice.name for voice in talk.voices if voice.position == Position.OPEN]
    also = f" {listed(still)} {'is' if len(still) == 1 else 'are'} open to it." if still else ""
    met = "this is" if len(asking) == 1 else "these are"
    sentence = f"“{talk.item.title}” would be common ground if {met} met. {said}.{also}"
    return _of_power(BridgeKind.CONDITIONS, talk, sentence)


def _would_be_common(voices: Sequence[Voice]) -> bool:
    """Were every condition met and everybody open to it won over."""
    won = (Position.ON_IF, Position.OPEN)
    stands = [
        replace(voice.stand, position=Position.ON) if voice.position in won else voice.stand
        for voice in voices
    ]
    return state_of(stands).state == State.COMMON_GROUND


def shared_interests(talk: Talk) -> Bridge | None:
    """Partners that want it and partners that hold back, whose reasons have a word in common."""
    if not talk.item.is_apart:
        return None
    wanting = [voice for voice in talk.voices if voice.wants]
    holding = [voice for voice in talk.voices if voice.holds_back]
    shared = _words_of(wanting).keys() & _words_of(holding).keys()
    if not shared:
        return None
    words = listed([f"“{word}”" for stem, word in sorted(_words_of(wanting).items()) if stem in shared])
    for_it, against = (_quoted(side, shared) for side in (wanting, holding))
    sentence = (
        f"On “{talk.item.title}” both sides speak of {words}. For it, {for_it}. Holding back, {against}."
    )
    return _of_power(BridgeKind.INTEREST, talk, sentence)


def _words_of(voices: Iterable[Voice]) -> dict[str, str]:
    """By their stems, each as the first says it."""
    found: dict[str, str] = {}
    for voice in voices:
        found = voice.telling_words | found
    return found


def _quoted(voices: Iterable[Voice], shared: Set[str]) -> str:
    """The interests of those who use one of the words."""
    speaking = [voice for voice in voices if shared & voice.telling_words.keys()]
    return "; ".join(f"{voice.name}: “{_bare(voice.interest)}”" for voice in speaking)


def with_room(talk: Talk) -> Bridge | None:
    """Partners that hold back from what others want, and have said that they could move."""
    if talk.item.ground != Ground.DIFFERENCE or not any(voice.wants for voice in talk.voices):
        return None
    moving = [voice for voice in talk.voices if voice.holds_back and voice.flexibility in HAVE_ROOM]
    if not moving:
        return None
    said = [
        f"{_says(names)} {Position(position).label.lower()} but {have}"
        for (position, have), names in _alike(moving).items()
    ]
    fast = [voice.name for voice in talk.voices if voice.holds_back and voice not in moving]
    rest = f" {listed(fast)} {'has' if len(fast) == 1 else 'have'} shown none." if fast else ""
    sentence = f"On “{talk.item.title}” {listed(said)}.{rest}"
    return _of_power(BridgeKind.ROOM, talk, sentence)


def _alike(voices: Iterable[Voice]) -> dict[tuple[str, str], list[str]]:
    """Names of those with the same position and the same room."""
    found: dict[tuple[str, str], list[str]] = {}
    for voice in voices:
        found.setdefault((voice.position, voice.flexibility), []).append(voice.name)
    return {
        (position, HAVE_ROOM[Flexibility(room)][len(names) > 1]): names
        for (position, room), names in found.items()
    }


def _says(names: Sequence[str]) -> str:
    return f"{listed(names)} {'says' if len(names) == 1 else 'say'}"


def _of_power(kind: BridgeKind, talk: Talk, sentence: str) -> Bridge:
    item = talk.item
    return Bridge(kind, sentence, "From the positions laid", item.title, item.step, power=item.key)


# --- Words in common ----------------------------------------------------------------------------

SHORTEST = 5
# Long words that say nothing of what somebody is after.
_EMPTY_WORDS = """
    about above after again against always another anywhere around because become becomes before being below
    better between could decide decided deciding doing during every everybody everywhere everyone first given
    gives going having however later least little makes making might needs never nobody often other others people
    place places rather really right shall should since something still their theirs there these thing things
    think those three through today together under until wants where whether which while whose without would years
    council councils district districts partner partners authority local
"""
EMPTY_WORDS = frozenset(_EMPTY_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def _telling(text: str) -> dict[str, str]:
    """Words by their stems."""
    words = sorted(word.lower() for word in _WORD.findall(text))
    return {_stem(word): word for word in words if len(word) >= SHORTEST and word not in EMPTY_WORDS}


def _stem(word: str) -> str:
    bare = word.removesuffix("’s").removesuffix("'s")
    if bare.endswith("ies"):
        return f"{bare[:-3]}y"
    return bare.removesuffix("s") if not bare.endswith("ss") else bare


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


# --- Gives and gets -----------------------------------------------------------------------------


def trades(offers: Sequence[Given]) -> list[Bridge]:
    """Two offers between the same two partners, each worth more to who gets it than it costs who gives it.

    Of several between the same two, the pair with the most to gain; the first of those that are alike.
    """
    paying = [offer for offer in offers if offer.gain > 0 and offer.giver != offer.receiver]
    found: dict[frozenset[str], tuple[Given, Given]] = {}
    for there, back in combinations(paying, 2):
        if (there.giver, there.receiver) != (back.receiver, back.giver):
            continue
        pair = frozenset((there.giver, there.receiver))
        if pair not in found or there.gain + back.gain > sum(one.gain for one in found[pair]):
            found[pair] = (there, back)
    return [_trade(there, back) for there, back in found.values()]


def _trade(there: Given, back: Given) -> Bridge:
    sentence = (
        f"{there.giver} gives {there.receiver} “{_bare(there.what)}” ({_sizes(there)}), and {back.giver} gives "
        f"{back.receiver} “{_bare(back.what)}” ({_sizes(back)}): each is worth more to who gets it than it costs who gives it."
    )
    about = f"{there.giver} and {there.receiver}"
    return Bridge(BridgeKind.TRADE, sentence, "From the gives and gets", about, BENEFITS.key)


def _sizes(offer: Given) -> str:
    return f"cost {Size(offer.cost).label.lower()}, worth {Size(offer.worth).label.lower()}"


# --- Themes -------------------------------------------------------------------------------------


def in_themes(items: Sequence[Item]) -> list[Bridge]:
    """Steps on which partners are apart, and conversations came to something in common."""
    apart = Counter(item.step for item in items if item.is_apart and item.source != Source.THEMES)
    return [
        _theme(item, apart[item.step])
        for item in items
        if item.source == Source.THEMES and item.ground == Ground.COMMON and apart[item.step]
    ]


def _theme(item: Item, apart: int) -> Bridge:
    things = "1 thing is" if apart == 1 else f"{apart} things are"
    sentence = (
        f"“{item.title}”: conversations came to this in common on {step_named(item.step).name}, where {things} still apart. "
        "Begin there."
    )
    return Bridge(BridgeKind.THEME, sentence, "From the themes board", item.title, item.step)
