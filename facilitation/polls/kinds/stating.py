"""Statements, all on one page: how far each is true, from 1 to 5."""

from collections.abc import Sequence
from random import SystemRandom

from django.http import QueryDict

from facilitation.polls.kinds.kind import Keys, Kind, Typed, Unreadable
from facilitation.polls.tallies import Tally, on_statements

CANNOT_SAY = "x"
SAYS = (
    ("1", "Strongly disagree"),
    ("2", "Disagree"),
    ("3", "Neither agree nor disagree"),
    ("4", "Agree"),
    ("5", "Strongly agree"),
    (CANNOT_SAY, "Cannot say"),
)
NOTHING_SAID = "Answer at least one of the statements, then send."
NO_SUCH_ANSWER = "Answer each statement from 1 to 5, or with “Cannot say”."


def _of_each(data: QueryDict, keys: Keys) -> Typed:
    return {key: data.get(f"choice-{key}", "")[:10] for key in keys}


def _from_1_to_5(typed: Typed, keys: Keys) -> str:
    """What was passed over counts as “cannot say”."""
    said = {key: typed[key] or CANNOT_SAY for key in keys}
    if not set(said.values()) <= set(dict(SAYS)):
        raise Unreadable(NO_SUCH_ANSWER)
    if set(said.values()) <= {CANNOT_SAY}:
        raise Unreadable(NOTHING_SAID)
    return _page(said)


def _page(said: Typed) -> str:
    return " ".join(f"{key}:{value}" for key, value in said.items())


def _said(ballot: str) -> Typed:
    return dict(pair.split(":") for pair in ballot.split())


def _tally(ballots: Sequence[str], keys: Keys) -> Tally:
    return on_statements([_said(ballot) for ballot in ballots], keys)


def dealt_anew(ballots: Sequence[str]) -> list[str]:
    """The same answers to each statement, each statement’s by itself in random order among the ballots."""
    pages = [dict(_said(ballot)) for ballot in ballots]
    for key in pages[0] if pages else ():
        said = [page[key] for page in pages]
        _random.shuffle(said)
        for page, value in zip(pages, said, strict=True):
            page[key] = value
    return [_page(page) for page in pages]


_random = SystemRandom()

STATEMENTS = Kind(
    key="statements",
    name="Statements",
    hint="Everybody says of each statement, all on one page, how far it is true: from 1 to 5, or “cannot say”.",
    phone="facilitation/phone/kinds/statements.html",
    typed=_of_each,
    write=_from_1_to_5,
    read=_said,
    tally=_tally,
    say=lambda text, value: "",
    own_choices=True,
    scale=SAYS,
    part=dealt_anew,
)
