"""What a phone is asked, as plain values: a vote needs no more, and votes come by the hundred in one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from facilitation.polls.kinds import ALONE, Kind, kind_named
from facilitation.vocabulary import PollState, WorkshopState
from partnerships.text import whole


@dataclass(frozen=True)
class Asked:
    """A poll that has left its draft. `choices` are the words of each by its key, in order."""

    pk: int
    workshop_id: int
    asks_body: bool
    kind: Kind
    choices: dict[str, str]

    @cached_property
    def keys(self) -> list[str]:
        return list(self.choices)

    def said(self, answer: str) -> str:
        return in_words(self.kind, self.choices, answer)


def in_words(kind: Kind, choices: Mapping[str, str], answer: str) -> str:
    """An answer as a person would say it: `Fragile`, or `1. Trust, 2. Money`."""
    typed = kind.read(answer)
    if ALONE in typed:
        return typed[ALONE]
    words = (kind.say(choices[key], value) for key, value in typed.items() if key in choices)
    return ", ".join(filter(None, words))


# By hand, for the queries that Django would make of it cost more than all the rest of a vote.
_ASKED = """\
SELECT poll.id, poll.workshop_id, poll.asks_body, poll.kind, choice.key, choice.text
FROM facilitation_workshop AS workshop
JOIN facilitation_poll AS poll ON poll.workshop_id = workshop.id
LEFT JOIN facilitation_choice AS choice ON choice.poll_id = poll.id
WHERE workshop.code = %s AND workshop.state = %s AND poll.id = %s AND poll.state <> %s
ORDER BY choice.id
"""


def asked_in(code: str, number: str) -> Asked | None:
    """The poll with this number, as a form sends it, if the running workshop with this code has asked it."""
    poll = whole(number)
    if poll is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, (code, WorkshopState.RUNNING, poll, PollState.DRAFT))
        rows = cursor.fetchall()
    if not rows:
        return None
    pk, workshop, asks_body, kind = rows[0][:4]
    return Asked(
        pk, workshop, bool(asks_body), kind_named(kind), {key: text for *_, key, text in rows if key}
    )
