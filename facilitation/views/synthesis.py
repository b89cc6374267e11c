"""Common ground, difference and what to explore, as everybody in the partnership reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from facilitation.synthesis.bridges import Bridge, BridgeKind
from facilitation.synthesis.grounds import Ground, Item, Source
from facilitation.synthesis.standing import Synthesis, synthesis_of, words_of
from partnerships.models import Actor, Round
from partnerships.views.access import address, seated
from partnerships.views.table import anybody_seated

# So many of each are read at once; the rest unfold.
FIRST = 6


@seated(anybody_seated)
def synthesis(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    found = synthesis_of(round_)
    narrowed = Narrowed.by(request)
    shown = [item for item in found.items if narrowed.shows(item)]
    context = {
        "title": "Common ground and differences",
        "found": found,
        "bridges": _bridges(found.bridges, actor),
        "apart": _parted(found.apart),
        "partners": found.partners,
        "shown": shown,
        "narrowed": narrowed,
        "grounds": _links(Ground, narrowed, found),
        "sources": _links(Source, narrowed, found),
        "sections": _sections(shown, actor),
    }
    return render(request, "facilitation/synthesis.html", context)


@seated(anybody_seated)
def synthesis_brief(request: HttpRequest, actor: Actor, round_: Round) -> HttpResponse:
    """The sentence, for pages that only point here; they fetch it when they are there."""
    return render(request, "facilitation/synthesis_brief.html", {"found": synthesis_of(round_)})


# --- The map ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Narrowed:
    """What the map shows: of one ground or of all, from one source or from all."""

    ground: str = ""
    source: str = ""

    @classmethod
    def by(cls, request: HttpRequest) -> Narrowed:
        """What is none of the choices shows everything."""
        ground, source = request.GET.get("show", ""), request.GET.get("of", "")
        return cls(ground if ground in Ground else "", source if source in Source else "")

    def shows(self, item: Item) -> bool:
        return self.ground in ("", item.ground) and self.source in ("", item.source)

    @property
    def query(self) -> str:
        given = {"show": self.ground, "of": self.source}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class Choice:
    word: str
    count: int
    query: str
    current: bool


def _links(kinds: type[Ground] | type[Source], narrowed: Narrowed, found: Synthesis) -> list[Choice]:
    """All, then each that there is, with how many there would be."""
    choices = []
    for value, word in (("", "All"), *kinds.choices):
        to = Narrowed(value, narrowed.source) if kinds is Ground else Narrowed(narrowed.ground, value)
        count = sum(to.shows(item) for item in found.items)
        current = to == narrowed
        if count or current or not value:
            choices.append(Choice(word, count, to.query, current))
    return choices


@dataclass(frozen=True)
class MapRow:
    item: Item
    url: str

    @property
    def is_position(self) -> bool:
        return self.item.source == Source.POWERS

    @property
    def words(self) -> tuple[str, ...]:
        """Those of its scale, from least to most."""
        return words_of(self.item.scale)


def _sections(items: Sequence[Item], actor: Actor) -> list[tuple[str, list[MapRow]]]:
    return [
        (section, [MapRow(item, _where(item, actor)) for item in rows])
        for section, rows in groupby(items, key=lambda item: item.section)
    ]


def _where(item: Item, actor: Actor) -> str:
    """The page that has all of it."""
    match item.source:
        case Source.POWERS:
            return address(actor, "power", item.key)
        case Source.AGREEMENTS:
            return address(actor, "agreement", item.key)
        case Source.ANSWERS:
            return address(actor, "board", item.step)
        case _:
            return address(actor, "themes")


# --- What is read from it -----------------------------------------------------------------------


def _parted(rows: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """The first, and the rest."""
    return {"first": rows[:FIRST], "rest": rows[FIRST:]}


def _bridges(found: Iterable[Bridge], actor: Actor) -> list[dict[str, Any]]:
    linked = [(bridge, _crossing(bridge, actor)) for bridge in found]
    of_kind = {kind: [pair for pair in linked if pair[0].kind == kind] for kind in BridgeKind}
    return [{"kind": kind, **_parted(rows)} for kind, rows in of_kind.items() if rows]


def _crossing(bridge: Bridge, actor: Actor) -> str:
    """Where what it is made of stands."""
    if bridge.power:
        return address(actor, "power", bridge.power)
    if bridge.kind == BridgeKind.THEME:
        return address(actor, "themes")
    return address(actor, "board", bridge.step)
