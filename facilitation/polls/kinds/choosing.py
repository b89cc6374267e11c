"""Kinds that are answered by choosing: one, several, a point on a scale, a point of agreement."""

from collections.abc import Sequence

from django.http import QueryDict

from facilitation.polls.kinds.kind import Keys, Kind, Typed, Unreadable
from facilitation.polls.tallies import Tally, counted, on_a_scale
from partnerships.vocabulary import Gradient

CHOOSE_ONE = "Choose one of the answers."
CHOOSE_SOME = "Choose at least one of the answers."


def _chosen(data: QueryDict, keys: Keys) -> Typed:
    return dict.fromkeys(data.getlist("choice"), "1")


def _one(typed: Typed, keys: Keys) -> str:
    chosen = [key for key in keys if key in typed]
    if len(chosen) != 1 or len(typed) != 1:
        raise Unreadable(CHOOSE_ONE)
    return chosen[0]


def _some(typed: Typed, keys: Keys) -> str:
    chosen = [key for key in keys if key in typed]
    if not chosen or len(chosen) != len(typed):
        raise Unreadable(CHOOSE_SOME)
    return " ".join(chosen)


def _read(ballot: str) -> Typed:
    return dict.fromkeys(ballot.split(), "1")


def _tally(ballots: Sequence[str], keys: Keys) -> Tally:
    return counted([ballot.split() for ballot in ballots], keys)


SINGLE = Kind(
    key="single",
    name="One answer",
    hint="Everybody chooses one.",
    phone="facilitation/phone/kinds/one.html",
    typed=_chosen,
    write=_one,
    read=_read,
    tally=_tally,
    own_choices=True,
    by_hand=True,
)
SEVERAL = Kind(
    key="several",
    name="Several answers",
    hint="Everybody chooses as many as they like.",
    phone="facilitation/phone/kinds/several.html",
    typed=_chosen,
    write=_some,
    read=_read,
    tally=_tally,
    own_choices=True,
    by_hand=True,
)
SCALE = Kind(
    key="scale",
    name="Scale",
    hint="Answers in order, from least to most. Shows whether views are shared, mixed or split.",
    phone="facilitation/phone/kinds/one.html",
    typed=_chosen,
    write=_one,
    read=_read,
    tally=on_a_scale,
    own_choices=True,
    numbered=True,
    by_hand=True,
)
GRADIENT = Kind(
    key="gradient",
    name="Seven points of agreement",
    hint="From “cannot accept” to “fully behind it”. Can be about words that the group has on the table.",
    phone="facilitation/phone/kinds/one.html",
    typed=_chosen,
    write=_one,
    read=_read,
    tally=on_a_scale,
    offers=tuple((str(point.value), str(point.label)) for point in reversed(Gradient)),
    by_hand=True,
)
