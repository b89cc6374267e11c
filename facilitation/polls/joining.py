"""Getting in with a phone: the code on the wall, and a seat of which the phone holds the secret.

Only wrong codes are throttled, for a whole venue shares one address: whoever has guessed wrong too often is turned away
for a minute, with right codes too, or guessing would go on. An address from which people have joined a workshop already
is let in to that workshop all the same, so nobody in the room can shut the others out.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from facilitation.models import Workshop

COOKIE, COOKIE_PATH = "seat", "/j/"
COOKIE_AGE = 24 * 60 * 60
WRONG_FROM_ONE_ADDRESS = 20
WRONG_IN_ALL = 300
MINUTE, HOUR = 60, 60 * 60
CODE_LENGTH = 6

TOO_MANY = (
    "Too many wrong codes have been tried from here. Wait a minute, then type the code from the wall again."
)
NO_SUCH_CODE = "No workshop that is running has this code. Look at the wall and type it again."


class TooManyWrong(Exception):
    """This address has tried too many wrong codes in this minute."""


def clean_code(text: str) -> str:
    """As it is on the wall, however it was typed."""
    return "".join(character for character in text.upper() if character.isalnum())[:CODE_LENGTH]


def find_workshop(code: str, *, address: str, seat: Seat | None = None) -> Workshop | None:
    """The running workshop with this code. Who sits in it already, and neither guesses nor joins, is never kept out."""
    code = clean_code(code)
    workshop = _with_code(code)
    if seat and seat.code == code and (workshop is None or workshop.pk == seat.workshop):
        return workshop
    known = f"join-known:{_blurred(address)}:{workshop.pk}" if workshop else ""
    if known and cache.get(known):
        return workshop
    if _is_throttled(address):
        raise TooManyWrong
    if workshop is None:
        _count_wrong(address)
        return None
    cache.set(known, 1, HOUR)
    return workshop


def _with_code(code: str) -> Workshop | None:
    running = Workshop.objects.running().select_related("round__partnership")
    return running.filter(code=code).first() if len(code) == CODE_LENGTH else None


def _is_throttled(address: str) -> bool:
    own, everybody = _counters(address)
    counts = cache.get_many((own, everybody))
    wrong = counts.get(own, 0)
    return wrong >= WRONG_FROM_ONE_ADDRESS or (wrong > 0 and counts.get(everybody, 0) >= WRONG_IN_ALL)


def _count_wrong(address: str) -> None:
    for counter in _counters(address):
        if not cache.add(counter, 1, MINUTE):
            with suppress(ValueError):  # the minute has just ended
                cache.incr(counter)


def _counters(address: str) -> tuple[str, str]:
    """Both count for a minute from the first wrong code."""
    return f"join-wrong:{_blurred(address)}", "join-wrong:everybody"


def _blurred(address: str) -> str:
    """Enough to tell addresses apart for a while, without keeping them."""
    return salted_hmac("facilitation.polls.joining", address).hexdigest()[:16]


# --- Seats --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seat:
    """What a phone's cookie holds: for which workshop, and the secret. Signed, so that nobody makes seats of their own.

    The code is there so that a phone that looks again after the end of its workshop, when the code is dead, does not
    seem to guess.
    """

    workshop: int
    code: str
    token: str

    def is_in(self, workshop: int, code: str) -> bool:
        return (self.workshop, self.code) == (workshop, code)

    def as_cookie(self) -> str:
        return _signer.sign(f"{self.workshop}.{self.code}.{self.token}")


_signer = signing.Signer(salt="facilitation.polls.joining.seat")


def new_seat(workshop: Workshop) -> Seat:
    """Only the phone will have it: the database gets a digest with the first vote, and nothing before."""
    return Seat(workshop.pk, workshop.code, secrets.token_urlsafe(24))


def seat_in(cookie: str) -> Seat | None:
    """The seat of a cookie, if we made it."""
    try:
        workshop, code, token = _signer.unsign(cookie).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return Seat(int(workshop), code, token)
