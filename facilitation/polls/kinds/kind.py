"""What a kind of poll is made of. A kind is declared once, as a frozen value; everything else walks `KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from facilitation.polls.tallies import Tally

# What somebody typed or tapped, by the key of the choice; by "" where there is only one thing to say.
Typed = Mapping[str, str]
Keys = Sequence[str]
ALONE = ""


class Unreadable(Exception):
    """The answer cannot be counted as it is. Holds the sentence that says what to do."""


@dataclass(frozen=True)
class Kind:
    """One kind of poll.

    `typed` takes an answer from what was posted, `write` turns it into the one string that a ballot holds (or raises
    `Unreadable`), `read` turns that string back, and `tally` counts such strings. `phone` draws the answer's fields.
    `offers` are its choices where they are always the same, `labels` the lines of its result where these are not the
    choices; `say` puts a choice and what was given to it into words. `own_choices` says that whoever asks writes the
    choices, `numbered` that they are the points of a scale; `written`, that people answer in their own words; `by_hand`,
    that hands can be counted for it. Where each choice is a question of its own, `scale` is what can be said to it, and
    `part` shuffles at the sealing the answers to each apart, for a whole page of them may give somebody away.
    """

    key: str
    name: str
    hint: str
    phone: str
    typed: Callable[[QueryDict, Keys], Typed]
    write: Callable[[Typed, Keys], str]
    read: Callable[[str], Typed]
    tally: Callable[[Sequence[str], Keys], Tally]
    wall: str = "facilitation/polls/bars.html"
    own_choices: bool = False
    offers: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    say: Callable[[str, str], str] = lambda text, value: text
    numbered: bool = False
    written: bool = False
    by_hand: bool = False
    scale: tuple[tuple[str, str], ...] = ()
    part: Callable[[Sequence[str]], list[str]] | None = None

    def __str__(self) -> str:
        return self.name
