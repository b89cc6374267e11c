"""Kinds that are answered in one's own words. They are shown once five have answered and a facilitator approves."""

from collections.abc import Callable

from django.http import QueryDict

from facilitation.polls.kinds.kind import ALONE, Keys, Kind, Typed, Unreadable
from facilitation.polls.tallies import Tally
from partnerships.text import clean_line

LONGEST_TEXT = 200
LONGEST_WORD = 30


def _said(data: QueryDict, keys: Keys) -> Typed:
    return {ALONE: clean_line(data.get("choice", "")[:2000])}


def _up_to(most: int) -> Callable[[Typed, Keys], str]:
    def write(typed: Typed, keys: Keys) -> str:
        said = typed[ALONE]
        if not said:
            raise Unreadable("Write your answer, then send.")
        if len(said) > most:
            raise Unreadable(
                f"Your answer has {len(said)} characters. Shorten it to {most} or fewer, then send."
            )
        return said

    return write


TEXT = Kind(
    key="text",
    name="A sentence",
    hint="Everybody writes a sentence. You approve each before the room sees it.",
    phone="facilitation/phone/kinds/text.html",
    typed=_said,
    write=_up_to(LONGEST_TEXT),
    read=lambda ballot: {ALONE: ballot},
    tally=lambda ballots, keys: Tally(len(ballots), ()),
    wall="facilitation/polls/texts.html",
    written=True,
)
WORDS = Kind(
    key="words",
    name="One word",
    hint="Everybody writes a word or two. You approve them; the list says how often each was written.",
    phone="facilitation/phone/kinds/word.html",
    typed=_said,
    write=_up_to(LONGEST_WORD),
    read=lambda ballot: {ALONE: ballot},
    tally=lambda ballots, keys: Tally(len(ballots), ()),
    wall="facilitation/polls/texts.html",
    written=True,
)
