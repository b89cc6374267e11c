"""Kinds that are answered in numbers: a slider, an order, a hundred points."""

from collections.abc import Sequence

from django.http import QueryDict

from facilitation.polls.kinds.kind import ALONE, Keys, Kind, Typed, Unreadable
from facilitation.polls.tallies import BANDS, Tally, in_bands, ranked, shared_out

FROM_0_TO_100 = "Give a whole number from 0 to 100."
ALL_POINTS = 100


def _number(text: str) -> int | None:
    """A whole number of up to three figures, in plain figures."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else None


def _slid(data: QueryDict, keys: Keys) -> Typed:
    return {ALONE: data.get("choice", "")[:10]}


def _from_0_to_100(typed: Typed, keys: Keys) -> str:
    value = _number(typed[ALONE])
    if value is None or value > 100:
        raise Unreadable(FROM_0_TO_100)
    return str(value)


SLIDER = Kind(
    key="slider",
    name="0 to 100",
    hint="Everybody gives a number from 0 to 100. Shown in five bands.",
    phone="facilitation/phone/kinds/slider.html",
    typed=_slid,
    write=_from_0_to_100,
    read=lambda ballot: {ALONE: ballot},
    tally=lambda ballots, keys: in_bands([int(ballot) for ballot in ballots]),
    labels=tuple(BANDS.items()),
)


def _beside_each(data: QueryDict, keys: Keys) -> Typed:
    return {key: data.get(f"choice-{key}", "")[:10] for key in keys}


def _order(typed: Typed, keys: Keys) -> str:
    places = {key: _number(typed[key]) for key in keys}
    if set(places.values()) != set(range(1, len(keys) + 1)):
        raise Unreadable(f"Give each a different place, from 1 to {len(keys)}.")
    return " ".join(sorted(keys, key=lambda key: places[key] or 0))


def _places(ballot: str) -> Typed:
    return {key: str(place) for place, key in enumerate(ballot.split(), start=1)}


RANKING = Kind(
    key="ranking",
    name="Putting in order",
    hint="Everybody puts the answers in order, the best first. Four to six are easiest on a phone.",
    phone="facilitation/phone/kinds/ranking.html",
    typed=_beside_each,
    write=_order,
    read=_places,
    say=lambda text, value: f"{value}. {text}",
    tally=lambda ballots, keys: ranked([ballot.split() for ballot in ballots], keys),
    own_choices=True,
)


def _allotment(typed: Typed, keys: Keys) -> str:
    points = {key: _number(typed[key] or "0") for key in keys}
    if any(value is None for value in points.values()):
        raise Unreadable("Give each whole points from 0 to 100, and 100 in all.")
    given = sum(value or 0 for value in points.values())
    if given < ALL_POINTS:
        raise Unreadable(f"You have given {given} points. Give {ALL_POINTS - given} more, then send.")
    if given > ALL_POINTS:
        raise Unreadable(f"You have given {given} points. Take {given - ALL_POINTS} back, then send.")
    return " ".join(f"{key}:{value}" for key, value in points.items())


def _points(ballot: str) -> Typed:
    return dict(pair.split(":") for pair in ballot.split())


def _tally_points(ballots: Sequence[str], keys: Keys) -> Tally:
    allotments = [{key: int(value) for key, value in _points(ballot).items()} for ballot in ballots]
    return shared_out(allotments, keys)


POINTS = Kind(
    key="points",
    name="A hundred points",
    hint="Everybody shares out 100 points.",
    phone="facilitation/phone/kinds/points.html",
    typed=_beside_each,
    write=_allotment,
    read=_points,
    tally=_tally_points,
    say=lambda text, value: f"{text}: {value}",
    own_choices=True,
)
