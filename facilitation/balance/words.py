"""The balance in plain English: one sentence a number. Pure: no database."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from facilitation.balance.measures import Measure, rounded, whole
from facilitation.balance.standing import Balance, Headline
from partnerships.text import listed

A_RULE_OF_THUMB = (
    "Three quarters relationship, one quarter deal is a rule of thumb of practitioners: a guide line, not a finding. "
    "Nobody passes or fails by it."
)
NO_TRUST = "There is no trust pulse yet, so nothing is said of the relationship."
# From which figure on each word is said.
TRUST_WORDS = ((80, "strong"), (60, "fair"), (40, "fragile"), (0, "low"))
DEAL_WORDS = ((80, "nearly ready"), (60, "well advanced"), (40, "taking shape"), (0, "early"))


def sentence(headline: Headline) -> str:
    """“We spent 73% of our time on relationships. Trust is fair (60). The deal is early (33). …”"""
    return " ".join(
        said
        for said in (_time(headline), _trust(headline), _deal(headline), far_apart(headline.splits))
        if said
    )


def _time(headline: Headline) -> str:
    if not headline.effort:
        return "No workshop has been held in this round yet."
    of = f", counting {headline.effort.source}" if headline.effort.source else ""
    return f"We spent {headline.effort.percent}% of our time on relationships{of}."


def _trust(headline: Headline) -> str:
    if headline.trust is None:
        return NO_TRUST
    return f"Trust is {word_for(headline.trust, TRUST_WORDS)} ({whole(headline.trust)})."


def _deal(headline: Headline) -> str:
    if headline.deal is None:
        return "Nothing can be said of the deal yet."
    return f"The deal is {word_for(headline.deal, DEAL_WORDS)} ({whole(headline.deal)})."


def far_apart(splits: Sequence[str]) -> str:
    return f"Views on {listed(splits)} are far apart." if splits else ""


def word_for(figure: Fraction, words: Sequence[tuple[int, str]]) -> str:
    """By the figure as it is read, so that a word never disagrees with the number beside it."""
    return next(word for least, word in words if (whole(figure) or 0) >= least)


def figure_words(measure: Measure) -> str:
    """`65.6, partial`."""
    if measure.figure is None:
        return "No figure"
    notes = [
        note
        for note, holds in (("partial", measure.partial), ("few partners present", measure.grey))
        if holds
    ]
    return ", ".join([str(measure.figure), *notes])


def gap_words(balance: Balance) -> str:
    """Which side is ahead, and by how much."""
    found = rounded(balance.gap)
    if found is None:
        return "No gap can be given yet."
    if not found:
        return "Relationship and deal are level."
    ahead, behind = ("relationship", "deal") if found > 0 else ("deal", "relationship")
    return f"The {ahead} is {abs(found)} points ahead of the {behind}."
