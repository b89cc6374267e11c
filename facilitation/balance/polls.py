"""The polls of a round that the balance reads, each the last of its code, and only what may be shown of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from facilitation.models import Poll, Workshop
from facilitation.polls.results import answers_to
from facilitation.vocabulary import PollMode, PollState
from partnerships.models import Round


@dataclass(frozen=True)
class Asked:
    """A revealed poll, and how often each answer was given."""

    poll: Poll
    counts: Counter[str]


def asked_in(round_: Round, codes: Collection[str]) -> list[Asked]:
    """In the order in which they were asked, of everybody: not what one partner said by itself, nor practice. Two queries."""
    polls = Poll.objects.filter(
        workshop__in=Workshop.objects.in_round(round_).for_all(),
        code__in=codes,
        mode=PollMode.ANONYMOUS,
        state=PollState.REVEALED,
    )
    found = list(polls.select_related("workshop__round__partnership").order_by("pk"))
    counts = answers_to(found)
    return [Asked(poll, counts[poll.pk]) for poll in found if poll.pk in counts]


def last_of_each(asked: Collection[Asked]) -> dict[str, Asked]:
    """By code. Asked twice in a round, the later answer counts."""
    return {one.poll.code: one for one in asked}
