"""Voting: that somebody has voted in one row, how in another, and nothing that ties the two together.

What is promised, and proved by `tests/trust/test_ballots.py`:

- A ballot holds its poll, the answer and, where the poll asks, the kind of body. No person, phone, time or order.
- While a poll is open the number of a ballot is made of the phone's own secret and a key of the poll, so that a vote
  sent twice counts once and an answer can be changed. The database holds the secret's digest only, which does not make
  that number.
- `seal` closes the poll: the key is destroyed, all ballots are written anew under random numbers in random order, every
  turnout row is written anew, and what is left of the old rows is vacuumed away. From then on neither the database nor
  a backup made after it says who voted how, better than chance would.

What is not promised: before the sealing, whoever runs the server and watches it could tell (PostgreSQL marks rows of one
transaction; the phone sends its secret with its vote). Nor are copies promised that were made while the poll was open: a
backup, or the log that PostgreSQL or its archive keeps of what was written. `docs/data-protection.md` says so to people.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from functools import partial
from random import SystemRandom
from threading import local
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from facilitation.models import Ballot, Poll, Turnout, WrittenAnswer
from facilitation.polls import in_one_go
from facilitation.polls.kinds import kind_named
from facilitation.vocabulary import PollState
from partnerships.rulings import Refused, refused

VOTE_CLOSED = refused("The vote is closed. Your answer was not counted. Results come on the wall.")
ALREADY_SEALED = refused("This phone has voted already, before the vote was reopened. That answer counts.")


class OfWorkshop(Protocol):
    """A poll, or what is known of it."""

    @property
    def pk(self) -> int: ...

    @property
    def workshop_id(self) -> int: ...


def cast(poll: OfWorkshop, token: str, answer: str, *, body: str = "") -> None:
    """Count an answer, as the poll's kind writes it, from the phone whose secret is `token`; or change it."""
    in_one_go.write(partial(_cast, poll.pk, poll.workshop_id, token, answer, body))


# Written by hand: a room votes in one moment, and Django would take longer to put these words together than the database
# takes to do what they say.
_HAS_VOTED = """\
SELECT turnout.sealed FROM facilitation_turnout AS turnout
JOIN facilitation_participant AS participant ON participant.id = turnout.participant_id
WHERE turnout.poll_id = %s AND participant.token_digest = %s
"""
_TAKE_SEAT = """\
INSERT INTO "facilitation_participant" (workshop_id, token_digest) VALUES (%s, %s) ON CONFLICT DO NOTHING
"""
_TURN_OUT = """\
INSERT INTO "facilitation_turnout" (poll_id, participant_id, sealed)
SELECT %s, id, %s FROM facilitation_participant WHERE token_digest = %s ON CONFLICT DO NOTHING
"""
_COUNT = """\
INSERT INTO "facilitation_ballot" (id, poll_id, choice, body) VALUES (%s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET choice = excluded.choice, body = excluded.body
"""


def _cast(poll: int, workshop: int, token: str, answer: str, body: str) -> None:
    seat = digest(workshop, token)
    with connection.cursor() as cursor:
        key = _held_key(cursor, poll)
        if not key:
            raise Refused(VOTE_CLOSED)
        cursor.execute(_HAS_VOTED, (poll, seat))
        already = cursor.fetchone()
        if already is None:
            cursor.execute(_TAKE_SEAT, (workshop, seat))
            cursor.execute(_TURN_OUT, (poll, False, seat))
        elif already[0]:
            raise Refused(ALREADY_SEALED)
        cursor.execute(_COUNT, (_number(key, token), poll, answer, body))


def _held_key(cursor: CursorWrapper, poll: int) -> str:
    """The key of an open poll, which cannot be sealed before this transaction ends; nothing if it is not open.

    The lock is the weakest that keeps the sealing out, so votes do not wait for each other. Django has no word for it;
    SQLite needs none, for it lets one transaction write at a time.
    """
    lock = " FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    cursor.execute(
        f"SELECT key FROM facilitation_poll WHERE id = %s AND state = %s{lock}",  # noqa: S608  one of two literals
        (poll, PollState.OPEN),
    )
    row = cursor.fetchone()
    return row[0] if row else ""


def digest(workshop: int, token: str) -> str:
    """What the database knows a phone by. Another in each workshop."""
    return hashlib.sha256(f"{workshop}:{token}".encode()).hexdigest()


def _number(key: str, token: str) -> int:
    """63 bits that only the phone and the poll together can make."""
    made = hmac.digest(bytes.fromhex(key), token.encode(), "sha256")
    return int.from_bytes(made[:8], "big") >> 1


def new_key() -> str:
    return secrets.token_hex(32)


def cast_by(poll: Poll, token: str) -> Ballot | None:
    """The ballot of the phone that asks, as long as the poll is open."""
    return Ballot.objects.filter(pk=_number(poll.key, token), poll=poll).first() if poll.key else None


def has_voted(poll: Poll, token: str) -> bool:
    seat = digest(poll.workshop_id, token)
    return Turnout.objects.filter(poll=poll, participant__token_digest=seat).exists()


# --- Sealing ------------------------------------------------------------------------------------


@transaction.atomic
def seal(poll: Poll) -> bool:
    """Close an open poll for good: nothing in the database leads from a ballot to a voter any more.

    Waits for votes that are being counted. False if somebody else has closed it.
    """
    held = Poll.objects.select_for_update().open().filter(pk=poll.pk)
    if not held.exists():
        return False
    held.update(state=PollState.CLOSED, closed_at=timezone.now(), key="")
    _shuffle(poll)
    if kind_named(poll.kind).written:
        _take_out_texts(poll)
    Turnout.objects.filter(poll=poll).update(sealed=True)
    transaction.on_commit(vacuum, robust=True)
    return True


def _shuffle(poll: Poll) -> None:
    ballots = list(Ballot.objects.filter(poll=poll))
    Ballot.objects.filter(poll=poll).delete()
    _random.shuffle(ballots)
    Ballot.objects.bulk_create(
        Ballot(id=secrets.randbits(63), poll=poll, choice=ballot.choice, body=ballot.body)
        for ballot in ballots
    )


def _take_out_texts(poll: Poll) -> None:
    """To where they are moderated. The ballots stay, without words, to be counted."""
    ballots = Ballot.objects.filter(poll=poll).exclude(choice="")
    texts = list(ballots.values_list("choice", flat=True))
    _random.shuffle(texts)
    WrittenAnswer.objects.bulk_create(
        WrittenAnswer(id=secrets.randbits(63), poll=poll, text=text) for text in texts
    )
    ballots.update(choice="")


_random = SystemRandom()
# With the polls, of which each old row holds the key that was destroyed.
WRITTEN_ANEW = (
    "facilitation_ballot",
    "facilitation_turnout",
    "facilitation_poll",
    "facilitation_writtenanswer",
)


def vacuum(tables: Sequence[str] = WRITTEN_ANEW) -> None:
    """Take away what is left of rows that were deleted or written anew.

    PostgreSQL keeps old versions of a row, with the mark of their transaction, until they are vacuumed. SQLite keeps
    them in free pages of its file and in its write-ahead log; it can only rewrite the file whole, which takes as long
    as copying it.

    Whoever is still reading what was before keeps some of it there, so it is done once more when the workshop ends.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM {', '.join(tables)}")
        elif _last.rewritten != (written := (connection.connection, connection.connection.total_changes)):
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            _last.rewritten = written


class _Last(local):
    """When this thread's connection last rewrote its file, in rows changed: of all that one transaction sealed, once."""

    rewritten: tuple[Any, int] | None = None


_last = _Last()
