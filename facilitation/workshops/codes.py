"""Join codes, and where they lead."""

from __future__ import annotations

import secrets

from django.conf import settings

from facilitation.models import Workshop

# No 0 and O, no 1, I and L, and no U, which is taken for V from the back of a room.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6


def fresh_code() -> str:
    """A code that no running workshop has. Two that find the same one at once meet the database's constraint."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not Workshop.objects.filter(code=code).exists():
            return code


def join_url(workshop: Workshop) -> str:
    """What the picture of the join card says: where a phone goes."""
    scheme = "https" if settings.PUBLIC else "http"
    return f"{scheme}://{workshop.host}/j/{workshop.code}"


def spoken_address(workshop: Workshop) -> str:
    """The same to read out; the code is said apart."""
    return f"{workshop.host}/j"
