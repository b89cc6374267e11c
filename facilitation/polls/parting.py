"""Shuffling apart what one phone said to several statements, once a vote is closed.

A ballot holds a whole page of answers, and a whole page may give somebody away whom no single answer does. At the sealing
the answers to each statement are therefore dealt out anew among the ballots. The counts stay, and nothing else is read.
"""

from __future__ import annotations

from facilitation.models import Ballot, Poll
from facilitation.polls.kinds import kind_named


def part(poll: Poll) -> None:
    """In the transaction that seals the poll: what is vacuumed away after it are then the whole pages."""
    part_pages = kind_named(poll.kind).part
    if part_pages is None:
        return
    held = list(Ballot.objects.filter(poll=poll))
    for ballot, page in zip(held, part_pages([ballot.choice for ballot in held]), strict=True):
        ballot.choice = page
    Ballot.objects.bulk_update(held, ["choice"])
