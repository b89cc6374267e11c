"""Join codes, and the keys by which a projector is let in."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from facilitation.models import Workshop

# No 0 and O, no 1, I and L, and no U, which is taken for V from the back of a room.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
_SALT = "facilitation.wall"


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


# --- The projector's key ------------------------------------------------------------------------


def wall_key(workshop: Workshop) -> str:
    """Opens the projector's page of this one running of the workshop, and nothing else. Empty before it begins."""
    return f"{workshop.pk}-{_signature(workshop)}" if workshop.began_at else ""


def workshop_at(key: str) -> Workshop | None:
    number, _, signature = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = Workshop.objects.filter(pk=int(number), began_at__isnull=False).first()
    return found if found and constant_time_compare(_signature(found), signature) else None


def _signature(workshop: Workshop) -> str:
    began = workshop.began_at.timestamp() if workshop.began_at else 0
    return salted_hmac(_SALT, f"{workshop.pk} {began:.6f}", algorithm="sha256").hexdigest()[:32]
