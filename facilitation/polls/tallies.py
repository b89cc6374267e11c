"""Counting, and what may be shown of a count. Pure: no database, no poll, no person.

Where answers lie on a scale the rule of `partnerships.spread` says whether they are shared, mixed or split. A split is
shown as it lies; no average is ever made of it, nor of anything else here: the middle is the median.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from partnerships.spread import SHARED_FROM, SPLIT_BELOW
from partnerships.spread import Agreement as Closeness

# A part of the answers is shown only where so many are in it, and so many are not.
FEWEST_IN_A_PART = 10


@dataclass(frozen=True)
class Row:
    """One line of a result. `share` is in per cent, of a bar's whole length; `figure` is what is written beside it.

    Where the line is a question of its own, `answers` is how many said something to it, and `spread` what they said,
    from least to most.
    """

    key: str
    count: int
    share: int
    figure: str
    answers: int | None = None
    spread: tuple[int, ...] = ()
    closeness: Closeness | None = None


@dataclass(frozen=True)
class Tally:
    """`middle` and `closeness` are of answers on a scale, and None where there is no scale or nobody on it."""

    answers: int
    rows: tuple[Row, ...]
    middle: float | None = None
    closeness: Closeness | None = None


def per_cent(count: float, whole: float) -> int:
    """Halves go up, so that 50 of 100 reads the same whichever half one asks for."""
    return int(100 * count / whole + 0.5) if whole else 0


def counted(answers: Sequence[Collection[str]], keys: Iterable[str]) -> Tally:
    """How many chose each, in the order of `keys`. An answer may choose several."""
    found = Counter(key for answer in answers for key in answer)
    rows = tuple(
        Row(key, found[key], share, f"{share}%")
        for key in keys
        for share in (per_cent(found[key], len(answers)),)
    )
    return Tally(len(answers), rows)


def on_a_scale(answers: Sequence[str], keys: Iterable[str]) -> Tally:
    """As `counted`, with the middle and the closeness of those whose answer is a number."""
    plain = counted([(answer,) for answer in answers], keys)
    points = [int(answer) for answer in answers if answer.isdecimal()]
    if not points:
        return plain
    return Tally(plain.answers, plain.rows, median(points), closeness(points))


def closeness(points: Sequence[int]) -> Closeness:
    """How many lie within one point of the median: from 75% shared, below 50% split."""
    middle = median(points)
    near = sum(abs(point - middle) <= 1 for point in points) / len(points)
    if near >= SHARED_FROM:
        return Closeness.SHARED
    return Closeness.MIXED if near >= SPLIT_BELOW else Closeness.SPLIT


# On a statement, from “agree” on.
AGREES_FROM = 4
POINTS_OF_A_STATEMENT = range(1, 6)


def on_statements(answers: Sequence[Mapping[str, str]], keys: Iterable[str]) -> Tally:
    """Of each statement, how many agree among those who say something. A split has no such figure."""
    return Tally(
        len(answers), tuple(_statement(key, [answer.get(key, "") for answer in answers]) for key in keys)
    )


def _statement(key: str, said: Sequence[str]) -> Row:
    points = [int(point) for point in said if point.isdecimal()]
    agree = sum(point >= AGREES_FROM for point in points)
    near = closeness(points) if points else None
    share = 0 if near == Closeness.SPLIT else per_cent(agree, len(points))
    figure = str(Closeness.SPLIT.label) if near == Closeness.SPLIT else f"{share}%"
    spread = tuple(points.count(point) for point in POINTS_OF_A_STATEMENT)
    return Row(key, agree, share, figure, len(points), spread, near)


def together(rows: Sequence[Row]) -> Row:
    """Several statements as one line: split if one of them is, and else how many of all answers agree."""
    answers, agree = sum(row.answers or 0 for row in rows), sum(row.count for row in rows)
    if any(row.closeness == Closeness.SPLIT for row in rows):
        return Row("", agree, 0, str(Closeness.SPLIT.label), answers, closeness=Closeness.SPLIT)
    share = per_cent(agree, answers)
    return Row("", agree, share, f"{share}%", answers)


BANDS = {"0": "0 to 20", "1": "21 to 40", "2": "41 to 60", "3": "61 to 80", "4": "81 to 100"}


def band(value: int) -> int:
    """Which of five bands a value from 0 to 100 is in."""
    return max(0, (value - 1) // 20)


def in_bands(values: Sequence[int]) -> Tally:
    """Values from 0 to 100 by fifths; they are close where their bands are."""
    plain = counted([(str(band(value)),) for value in values], BANDS)
    if not values:
        return plain
    return Tally(plain.answers, plain.rows, median(values), closeness([band(value) for value in values]))


def ranked(orders: Sequence[Sequence[str]], keys: Sequence[str]) -> Tally:
    """The usual place of each: the median. A bar is as long as the share of the others that it was put before."""
    rows = []
    for key in keys:
        places = [order.index(key) + 1 for order in orders if key in order]
        before = sum(len(keys) - place for place in places)
        usual = f"place {median(places):g}" if places else "no place"
        first = places.count(1)
        rows.append(Row(key, first, per_cent(before, len(places) * (len(keys) - 1)), usual))
    return Tally(len(orders), tuple(rows))


def shared_out(allotments: Sequence[Mapping[str, int]], keys: Sequence[str]) -> Tally:
    """Of all points given out, the share of each. `count` is the points."""
    totals = Counter[str]()
    for allotment in allotments:
        totals.update(allotment)
    whole = sum(totals.values())
    rows = tuple(
        Row(key, totals[key], share, f"{share} of 100 points")
        for key in keys
        for share in (per_cent(totals[key], whole),)
    )
    return Tally(len(allotments), rows)


# --- What may be shown --------------------------------------------------------------------------


def parts_to_show(sizes: Mapping[str, int], *, fewest: int = FEWEST_IN_A_PART) -> list[str]:
    """The parts of a whole that may be shown beside it: those with ten, where ten are in none of them, or nobody is.

    Each part's complement has ten then, and so has whatever can be worked out by taking some of them from others. Where
    `fewest` is more than ten, it takes so many.
    """
    order, fewest = list(sizes), max(fewest, FEWEST_IN_A_PART)
    shown = sorted((part for part, size in sizes.items() if size >= fewest), key=lambda part: -sizes[part])
    rest = sum(sizes.values()) - sum(sizes[part] for part in shown)
    while shown and 0 < rest < fewest:
        rest += sizes[shown.pop()]
    return sorted(shown, key=order.index) if len(shown) > 1 or rest else []


def shifts(now: Tally, before: Tally) -> dict[str, int]:
    """By how many points the share of each has moved since the question was asked before."""
    were = {row.key: row.share for row in before.rows}
    return {row.key: row.share - were[row.key] for row in now.rows if row.key in were}


@dataclass(frozen=True)
class Gap:
    """How much more support words have by name than without names, in per cent of partners and of people."""

    named: int
    unnamed: int

    @property
    def points(self) -> int:
        return self.named - self.unnamed


def gap(named: Sequence[int], unnamed: Sequence[int], *, supports: int) -> Gap | None:
    """Of both, the share at `supports` or above; None where nobody has spoken by name, or without."""
    if not named or not unnamed:
        return None
    shares = (
        per_cent(sum(point >= supports for point in points), len(points)) for points in (named, unnamed)
    )
    return Gap(*shares)
