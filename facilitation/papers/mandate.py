"""A partner's mandate for its own board: what it is asked, and in part 2 what stays at home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from facilitation.papers import Ask, Paper
from facilitation.papers.asking import Exemption, Parts
from facilitation.papers.words import cut, named
from partnerships.mandate_papers import MandatePaper, Said
from partnerships.models import Actor, Round
from partnerships.vocabulary import Marking, Position

KIND = "mandate"
MOST_SIDES = 4


@dataclass(frozen=True)
class Group:
    """The powers in one position, under a heading; `field` is what the paper says of each. Red lines are never cut."""

    position: Position
    heading: str
    field: str
    cut: bool = True


GROUPS = (
    Group(Position.ON, "On the table", "resident_outcome"),
    Group(Position.ON_IF, "On the table, if…", "conditions"),
    Group(Position.OPEN, "Open: we are willing to explore", "reasons"),
    Group(Position.NOT_NOW, "Not now", "reasons"),
    Group(Position.NEVER, "Never: our red lines", "reasons", cut=False),
)


@dataclass(frozen=True)
class Room:
    """How many powers of a position are listed, in how many words each. Our workbook holds the rest."""

    listed: int
    words: int


# From most to least; a paper takes the first that keeps it to four sides.
ROOMS = (Room(40, 30), Room(25, 25), Room(15, 20), Room(10, 20), Room(5, 15))


def mandate(
    frozen: MandatePaper,
    *,
    round_: Round,
    by: Actor,
    meeting: str = "",
    marking: str = Marking.SENSITIVE,
    handling: str = "",
    parts: str = Parts.BOTH,
    exempt_under: str = "",
    interest: str = "",
) -> Paper:
    """`exempt_under` and `interest` say why part 2 is exempt: a paragraph of Schedule 12A, and a clause."""
    said = {"parts": parts, "exempt_under": exempt_under, "interest": interest}
    return Paper(
        kind=KIND,
        template="papers/mandate.html",
        title=f"Our mandate, wording {frozen.number}",
        round=round_,
        digest=frozen.digest,
        recipient=frozen.partner,
        meeting=meeting,
        purpose="for information" if frozen.is_signed else "for decision",
        status=_status(frozen),
        marking=marking,
        handling=handling,
        partner=by.partner,
        asks=_asks(frozen),
        contents=[partial(_content, frozen, room, **said) for room in ROOMS],
        most_sides=MOST_SIDES,
    )


def _status(frozen: MandatePaper) -> str:
    if frozen.lapsed:
        return "SIGNATURE LAPSED"
    return "SIGNED OFF" if frozen.is_signed else "DRAFT FOR BOARD"


def _asks(frozen: MandatePaper) -> tuple[Ask, ...]:
    if frozen.is_signed:
        return (Ask("Note", f"that this mandate was signed off: {_decision(frozen)}."),)
    return (
        Ask("Approve", "this mandate for talks with the other partners, red lines and all."),
        Ask("Authorise", "the people in section 1 to speak for us, within the limits given there."),
        Ask("Agree", "that part 1, and nothing of part 2, is laid before the other partners."),
    )


def _decision(frozen: MandatePaper) -> str:
    signature = frozen.signature
    return f"{signature.body}, {signature.date.day} {signature.date:%B %Y}, minute {signature.minute}"


def _content(
    frozen: MandatePaper, room: Room, *, parts: str, exempt_under: str, interest: str
) -> dict[str, Any]:
    said = dict(frozen.positions)
    return {
        "frozen": frozen,
        "figures": [
            {"value": len(things), "label": position.label} for position, things in frozen.positions if things
        ],
        "groups": [_group(group, said[group.position], room) for group in GROUPS if said[group.position]],
        "no_view": named([one.title for one in said[Position.NO_VIEW]], room.listed // 2),
        "words": room.words,
        "with_part_2": frozen.private and parts == Parts.BOTH,
        "private": cut(frozen.private, room.listed),
        "exemptions": _exemptions(exempt_under, interest),
        "withheld": [{"what": "What stays at home (part 2)", "paragraph": exempt_under}]
        if frozen.private
        else [],
    }


def _group(group: Group, things: Sequence[Said], room: Room) -> dict[str, Any]:
    listed = [{"title": one.title, "change": one.change, "text": one.words[group.field]} for one in things]
    return {"heading": group.heading, **cut(listed, room.listed if group.cut else len(listed))}


def _exemptions(paragraph: str, interest: str) -> list[dict[str, str]]:
    if not paragraph:
        return []
    words = Exemption(paragraph).label.partition(": ")[2]
    return [{"paragraph": paragraph, "words": words, "interest": f"{interest.rstrip('.')}."}]
