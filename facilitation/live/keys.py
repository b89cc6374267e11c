"""Keys that open one kind of screen of one workshop, and nothing else.

None of them can be guessed, so no throttle is needed here; not even the phones' is the join code, or this would be a
place to guess codes at unseen. Wall and phone keys die on the day that the workshop ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core import signing
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from facilitation.models import Workshop
from facilitation.vocabulary import LiveScreen, WorkshopState
from partnerships.models import Membership, Person
from partnerships.text import whole
from partnerships.vocabulary import Role

# A laptop may stand there until the evening and should say goodbye, also after a reload. On the next day it is nothing.
AFTERGLOW = dt.timedelta(hours=12)
CONSOLE_KEY_LASTS = dt.timedelta(hours=12)

_CONSOLE = "facilitation.live.keys.console"


def wall_key(workshop: Workshop) -> str:
    """Empty for a workshop that has not begun: it has no wall yet."""
    return _key(LiveScreen.WALL, workshop)


def phone_key(workshop: Workshop) -> str:
    """For the pages of those who are in already. Empty for a workshop that has not begun."""
    return _key(LiveScreen.PHONE, workshop)


def console_key(workshop: Workshop, person: Person) -> str:
    """Good for `CONSOLE_KEY_LASTS`, and only while this person facilitates."""
    return signing.dumps([workshop.pk, person.pk], salt=_CONSOLE)


def workshop_of_wall(key: str) -> Workshop | None:
    return _workshop_of(LiveScreen.WALL, key)


def workshop_of_phone(key: str) -> Workshop | None:
    return _workshop_of(LiveScreen.PHONE, key)


def workshop_of_console(key: str) -> Workshop | None:
    try:
        workshop, person = signing.loads(key, salt=_CONSOLE, max_age=CONSOLE_KEY_LASTS)
    except signing.BadSignature:
        return None
    facilitates = Membership.objects.current().filter(
        person=person, person__is_active=True, role=Role.FACILITATOR
    )
    return Workshop.objects.filter(
        pk=workshop, round__partnership__in=facilitates.values("partnership")
    ).first()


_OPENERS: dict[str, Callable[[str], Workshop | None]] = {
    LiveScreen.WALL: workshop_of_wall,
    LiveScreen.PHONE: workshop_of_phone,
    LiveScreen.CONSOLE: workshop_of_console,
    LiveScreen.FELLOW: workshop_of_console,
}


def workshop_of(screen: str, key: str) -> Workshop | None:
    """The workshop that this key opens on this kind of screen now; none for a wrong key or a dead one."""
    return _OPENERS[screen](key)


def _key(screen: str, workshop: Workshop) -> str:
    if workshop.began_at is None:
        return ""
    begun = f"{screen}:{workshop.pk}:{workshop.began_at.timestamp()}"
    proof = salted_hmac("facilitation.live.keys", begun, algorithm="sha256").hexdigest()
    return f"{workshop.pk}-{proof[:32]}"


def _workshop_of(screen: str, key: str) -> Workshop | None:
    number = whole(key.partition("-")[0])
    if number is None:
        return None
    ended_just_now = Q(state=WorkshopState.ENDED, ended_at__gt=timezone.now() - AFTERGLOW)
    alive = Q(state=WorkshopState.RUNNING) | ended_just_now
    found = Workshop.objects.filter(alive, pk=number).first()
    return found if found and constant_time_compare(_key(screen, found), key) else None
