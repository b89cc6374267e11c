"""What must hold at the end of two rounds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from area import Counts
from going_round import Journey

from facilitation.models import Record
from facilitation.records import verify
from partnerships.models import Partnership
from partnerships.steps import CYCLE

MOST_SIDES = 4
MOST_QUERIES = 30


def failures(large: Journey, small: Journey) -> list[str]:
    """Prints every check with its result; gives those that failed, in a few words."""
    print("\nChecks")
    failed = []
    for title, wrong in _all(large, small):
        print(f"  {'NO ' if wrong else 'yes'} {title}")
        for line in wrong[:40]:
            print(f"        {line}")
        failed += [title] if wrong else []
    return failed


def _all(large: Journey, small: Journey) -> Iterator[tuple[str, list[str]]]:
    expected = large.area.ledger.expected()
    total = sum(expected.values(), Counts())
    moved = expected[CYCLE[0].key].reworded
    powers, partners = len(large.area.powers), len(large.area.sides)
    yield (
        f"exactly a fifth of {powers * partners} positions was moved: {moved}",
        [] if moved == powers * partners // 5 else [f"{moved} were"],
    )
    yield f"the changes page counts exactly that: {total}", _differences(expected, large.said)
    listed = {step: replace(counts, as_before=0) for step, counts in expected.items()}
    yield "the changes page lists each of them once", _differences(listed, large.shown)
    yield "the record of round 2 counts exactly that", _differences(expected, _recorded(large, 2))
    yield "round 3 begins with everything as before", _differences(_after(large), large.said_after)
    yield "the records' chain verifies", _broken(large)
    yield "the signed words are what the record holds", _positions(large)
    heavy = sorted(
        {(visit.queries, visit.path) for visit in large.area.log.visits if visit.is_page}, reverse=True
    )
    yield (
        f"no page asks more than {MOST_QUERIES} times (most: {heavy[0][0]}, {heavy[0][1]})",
        [f"{queries} {path}" for queries, path in heavy if queries > MOST_QUERIES],
    )
    yield _growing(large, small)
    yield (
        "every summary keeps to four sides",
        [
            f"{paper.title}: {paper.sides}"
            for paper in [*large.papers, *small.papers]
            if paper.title.startswith("Summary") and paper.sides > MOST_SIDES
        ],
    )
    yield "every page was visited", [f"not: {name}" for name in large.not_visited]


def _differences(expected: dict[str, Counts], found: dict[str, Counts]) -> list[str]:
    return [
        f"{step}: {found.get(step)}, and it must be {counts}"
        for step, counts in expected.items()
        if found.get(step) != counts
    ]


def _recorded(journey: Journey, number: int) -> dict[str, Counts]:
    changes = _record(journey, number).document["changes"]
    return {
        step["key"]: Counts(len(step["new"]), len(step["reworded"]), len(step["dropped"]), step["as_before"])
        for step in changes
    }


def _record(journey: Journey, number: int) -> Record:
    return Record.objects.get(round__partnership__slug=journey.area.plan.slug, round__number=number)


def _after(journey: Journey) -> dict[str, Counts]:
    """From round 2 to round 3 everything is carried along."""
    expected = journey.area.ledger.expected()
    return {
        step: Counts(as_before=counts.new + counts.reworded + counts.as_before)
        for step, counts in expected.items()
    }


def _broken(journey: Journey) -> list[str]:
    """By the product's own check, and computed again here."""
    partnership = Partnership.objects.get(slug=journey.area.plan.slug)
    broken, previous = verify(partnership), ""
    for record in Record.objects.filter(round__partnership=partnership).order_by("round__number"):
        if hashlib.sha256(f"{previous}{record.frozen}".encode()).hexdigest() != record.digest:
            broken.append(f"{record}: the digest is another")
        previous = record.digest
    return broken


def _positions(journey: Journey) -> list[str]:
    """Every position in the record of round 2 is the one that the partner took."""
    laid = {
        (entry["partner"], int(entry["subject"])): entry["content"]["fields"]["position"]
        for step in _record(journey, 2).document["steps"]
        for entry in step["laid"]
        if entry["kind"] == "position"
    }
    taken = {
        (side.slug, power): position.value
        for side in journey.area.sides
        for power, position in side.positions.items()
    }
    return [
        f"{key}: {laid.get(key)}, not {position}"
        for key, position in taken.items()
        if laid.get(key) != position
    ]


def _growing(large: Journey, small: Journey) -> tuple[str, list[str]]:
    """The same page at the same moment from the same kind of seat asks as often, however large the partnership is."""
    few = {opened.key: opened.queries for opened in small.pages}
    many = {opened.key: opened.queries for opened in large.pages}
    both = [key for key in many if key in few]
    wrong = [
        f"{few[key]} → {many[key]} {key[1]}, {key[2]}, {key[0]}" for key in both if few[key] != many[key]
    ]
    wrong += [f"only in one of the two: {', '.join(key)}" for key in few.keys() ^ many.keys()]
    sizes = [f"{len(one.area.sides)} partners × {len(one.area.powers)} powers" for one in (small, large)]
    return f"{len(both)} pages ask as often with {sizes[0]} as with {sizes[1]}", wrong
