"""Running a workshop. One row says what the room sees, and each change of it names what it was pressed at.

So a double click, or a second facilitator with an older page, moves nobody twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from facilitation import stepping
from facilitation.models import AgendaItem, Attendance, Poll, Spell, Workshop
from facilitation.polls.ballots import vacuum
from facilitation.vocabulary import Cover, PollState, Presence, ThemeKind, WorkshopKind, WorkshopState
from facilitation.workshops.codes import fresh_code
from facilitation.workshops.effort import minutes_shown
from facilitation.workshops.planning import quoted
from facilitation.workshops.rules import may_move_room, may_run
from facilitation.workshops.telling import small, told
from partnerships import rules
from partnerships.models import Actor, Partner
from partnerships.readiness import readiness
from partnerships.rulings import ALLOWED, insist, refused
from partnerships.steps import step_named

TRANSITIONS: Mapping[str, frozenset[str]] = {
    WorkshopState.PLANNED: frozenset({WorkshopState.RUNNING, WorkshopState.ENDED}),
    WorkshopState.RUNNING: frozenset({WorkshopState.ENDED}),
    WorkshopState.ENDED: frozenset(),
}
TRIES = 5
LONGEST_EXTENSION = 60

NOT_PLANNED = refused("This workshop has begun or ended already. Go to its console or its note.")
VOTE_IS_OPEN = refused("A vote is still open. Close it first, then end the workshop.")
ANOTHER_WORKSHOP = refused("This is not on the run sheet of this workshop. Choose an item from the list.")
NOT_FOR_ALL = refused("Themes are the whole group’s. Show them in a workshop in which everybody takes part.")
NAME_SUBSTITUTE = refused("Say who came instead, so that everybody knows who speaks.")


# --- From planned to ended ----------------------------------------------------------------------


def begin(workshop: Workshop, *, host: str = "", when: dt.datetime | None = None, by: Actor) -> bool:
    """Open the room under a join code. False if somebody has begun it already. `host` is where the room reaches us.

    `when`, here and below, is for what is told of a day gone by; otherwise it is now.
    """
    for _ in range(TRIES):
        try:
            return _begin(workshop, fresh_code(), host, when or timezone.now(), by)
        except IntegrityError:  # another workshop took the same code a moment ago
            continue
    raise RuntimeError("no free join code was found")


@transaction.atomic
def _begin(workshop: Workshop, code: str, host: str, now: dt.datetime, by: Actor) -> bool:
    insist(rules.may_step(by, workshop.round))
    workshop.round.hold()
    insist(rules.may_step(by, workshop.round))
    opened = _turn(
        workshop,
        WorkshopState.RUNNING,
        code=code,
        host=host,
        began_at=now,
        held_on=timezone.localdate(now),  # whatever it was planned for
        run_by=by.person,
        run_by_seen_at=now,
        cover=Cover.NONE,
    )
    if opened:
        Attendance.objects.bulk_create(
            [Attendance(workshop=workshop, partner=partner) for partner in expected(workshop)],
            ignore_conflicts=True,
        )
        told("workshop begun", f"Began {quoted(workshop)}", workshop, by, group=True)
    return opened


def expected(workshop: Workshop) -> list[Partner]:
    """Whose lead should be there: one partner's, or everybody's at the table."""
    if workshop.kind in (WorkshopKind.ONE_TO_ONE, WorkshopKind.IN_HOUSE):
        return [workshop.partner] if workshop.partner else []
    return list(workshop.round.partnership.partners.at_table())


@transaction.atomic
def end(workshop: Workshop, *, when: dt.datetime | None = None, by: Actor) -> bool:
    """Close the room: the join code and the projector's key die. False if it is closed already."""
    insist(may_run(by, workshop))
    workshop.hold()
    if not workshop.is_running:
        return False
    insist(may_move_room(by, workshop))
    insist(VOTE_IS_OPEN if workshop.polls.filter(state=PollState.OPEN).exists() else ALLOWED)
    now = when or timezone.now()
    _stop_spells(workshop, now)
    ended = _turn(
        workshop,
        WorkshopState.ENDED,
        code="",
        ended_at=now,
        item=None,
        poll=None,
        offered_to=None,
        timer_ends_at=None,
    )
    told("workshop ended", f"Ended {quoted(workshop)}", workshop, by, group=True)
    if workshop.polls.exists():
        transaction.on_commit(vacuum, robust=True)
    return ended


@transaction.atomic
def record_held(workshop: Workshop, *, at: dt.datetime | None = None, by: Actor) -> bool:
    """A conversation or meeting that took place without the console: its planned minutes count, and are marked so."""
    insist(may_run(by, workshop))
    held = workshop.state == WorkshopState.PLANNED and _turn(
        workshop, WorkshopState.ENDED, ended_at=at or timezone.now()
    )
    if held:
        told("workshop held", f"Recorded that {quoted(workshop)} took place", workshop, by, group=True)
    return held


def _turn(workshop: Workshop, to: WorkshopState, **what: Any) -> bool:
    """One conditional update, so that exactly one of two racers wins. The row then says what is."""
    allowed_from = [state for state, following in TRANSITIONS.items() if to in following]
    turned = Workshop.objects.filter(pk=workshop.pk, state__in=allowed_from).show(state=to, **what)
    workshop.refresh_from_db()
    return bool(turned)


# --- What the room sees -------------------------------------------------------------------------


@transaction.atomic
def show(
    workshop: Workshop, item: AgendaItem, *, at: int | None, when: dt.datetime | None = None, by: Actor
) -> bool:
    """Put an item on the wall. `at` is the item that was there when the button was pressed: False if it is not now.

    Going back destroys nothing; an item that was shown before goes on with the minutes it has left.
    A poll that is open stays where it is: opening and closing a vote are acts of their own.
    """
    insist(may_move_room(by, workshop))
    insist(ALLOWED if item.workshop_id == workshop.pk else ANOTHER_WORKSHOP)
    workshop.hold()
    insist(may_move_room(by, workshop))
    now = when or timezone.now()
    here = Workshop.objects.running().filter(pk=workshop.pk, item=at)
    what = {"item": item, "cover": Cover.NONE, "timer_ends_at": now + _left(item), **_without_poll(workshop)}
    if item.pk == at or not here.show(**what):
        return False
    _stop_spells(workshop, now)
    Spell.objects.create(item=item, began_at=now)
    workshop.refresh_from_db()
    told("item shown", f"Put “{item.title}” on the wall in {quoted(workshop)}", workshop, by)
    return True


def _left(item: AgendaItem) -> dt.timedelta:
    used = dt.timedelta(minutes=float(minutes_shown(item)))
    return max(dt.timedelta(minutes=item.minutes) - used, dt.timedelta(0))


def _without_poll(workshop: Workshop) -> dict[str, None]:
    is_open = Poll.objects.filter(pk=workshop.poll_id, state=PollState.OPEN).exists()
    return {} if is_open else {"poll": None}


def _stop_spells(workshop: Workshop, now: dt.datetime) -> None:
    Spell.objects.filter(item__workshop=workshop, ended_at=None).update(ended_at=now)


@transaction.atomic
def extend(workshop: Workshop, minutes: int, *, at_scene: int, by: Actor) -> bool:
    """Give the item on the wall more time, counted from now if its time is up. False if the scene has changed since."""
    insist(may_move_room(by, workshop))
    workshop.hold()
    if workshop.timer_ends_at is None or not 0 < minutes <= LONGEST_EXTENSION:
        return False
    until = max(workshop.timer_ends_at, timezone.now()) + dt.timedelta(minutes=minutes)
    here = Workshop.objects.running().filter(pk=workshop.pk, scene=at_scene)
    if not here.show(timer_ends_at=until):
        return False
    workshop.refresh_from_db()
    told("time given", f"Gave {minutes} minutes more in {quoted(workshop)}", workshop, by)
    return True


@transaction.atomic
def cover(workshop: Workshop, with_: Cover, *, by: Actor) -> bool:
    """Lay something over the scene, or take it away again. False if that is so already."""
    insist(ALLOWED if with_ not in ThemeKind.values or workshop.is_for_all else NOT_FOR_ALL)
    return _show_as(
        workshop, f"Covered the wall: {with_.label.lower()}", ~Q(cover=with_), by, cover=with_.value
    )


@transaction.atomic
def hide_results(workshop: Workshop, hide: bool, *, by: Actor) -> bool:
    text = "Hid the results" if hide else "Showed the results again"
    return _show_as(workshop, text, ~Q(hides_results=hide), by, hides_results=hide)


def _show_as(workshop: Workshop, text: str, unless: Q, by: Actor, **what: Any) -> bool:
    insist(may_move_room(by, workshop))
    changed = Workshop.objects.running().filter(unless, pk=workshop.pk).show(**what)
    workshop.refresh_from_db()
    if changed:
        told("wall changed", f"{text} in {quoted(workshop)}", workshop, by)
    return bool(changed)


def neighbours(
    workshop: Workshop, items: Sequence[AgendaItem]
) -> tuple[AgendaItem | None, AgendaItem | None]:
    """The items before and after the one on the wall. Before anything is shown, the first is next."""
    here = next((at for at, one in enumerate(items) if one.pk == workshop.item_id), -1)
    before = items[here - 1] if here > 0 else None
    return before, items[here + 1] if here + 1 < len(items) else None


def unfinished(workshop: Workshop) -> list[str]:
    """Partners that are behind with the step of the item on the wall, in sentences; going on asks about them."""
    step = step_named(workshop.item.step) if workshop.item and workshop.item.step else None
    if step is None or workshop.is_practice:
        return []
    partners = stepping.partners_of(workshop.round)
    return stepping.partners_unfinished(step, partners, readiness(workshop.round, partners))


# --- Who is there -------------------------------------------------------------------------------


@transaction.atomic
def mark_presence(attendance: Attendance, presence: Presence, *, substitute: str = "", by: Actor) -> None:
    insist(may_run(by, attendance.workshop))
    stands_in = presence == Presence.SUBSTITUTE
    insist(NAME_SUBSTITUTE if stands_in and not substitute.strip() else ALLOWED)
    attendance.presence = presence
    attendance.substitute = substitute.strip() if stands_in else ""
    attendance.save(update_fields=["presence", "substitute"])
    text = f"{attendance.partner.short_name} is marked as {presence.label.lower()}"
    small("attendance", text, attendance.workshop, by)


@transaction.atomic
def mark_heard(attendance: Attendance, heard: bool, *, by: Actor) -> None:
    insist(may_run(by, attendance.workshop))
    attendance.heard = heard
    attendance.save(update_fields=["heard"])
    text = f"{attendance.partner.short_name} is marked as {'heard' if heard else 'not heard yet'}"
    small("attendance", text, attendance.workshop, by)
