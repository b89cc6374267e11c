"""Workshops in any state, made through the verbs.

from tests import build, room

table = build.partnership("ABC")
meeting = room.workshop(table)                       # planned, with three short items: relationship, mixed, deal
meeting = room.workshop(table, agenda=agendas.FIRST)
room.begin(table, meeting)                           # by table.facilitator
room.show(table, meeting, 1)                         # the second item, pressed at whatever is there now
room.at_minutes(meeting, 0, 20)                      # as if the first item had been on the wall for 20 minutes
room.end(table, meeting)
fellow = room.facilitator(table, "Fay Fellow")       # a second facilitator
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from facilitation.models import AgendaItem, Attendance, Spell, Workshop
from facilitation.vocabulary import ItemKind, Presence
from facilitation.workshops import planning, running
from facilitation.workshops.agendas import ReadyAgenda
from partnerships.models import Actor
from partnerships.vocabulary import Role
from tests import build

HOST = "round.example"
THREE = (
    ("Check-in round", ItemKind.CHECK_IN, 20),
    ("Five-year postcards", ItemKind.VISION, 30),
    ("Ambition and scope", ItemKind.POWERS, 10),
)


def workshop(
    table: build.Table, title: str = "Workshop 1", *, agenda: ReadyAgenda | None = None, **fields: Any
) -> Workshop:
    """A planned workshop of the round; without an agenda it has the three short items above."""
    bare = Workshop(**({"title": title, "held_on": build.DAY, "starts_at": dt.time(10)} | fields))
    made = planning.plan(bare, round_=table.round, agenda=agenda, by=table.facilitator)
    if agenda is None:
        for words, kind, minutes in THREE:
            add(table, made, words, kind, minutes)
    return made


def add(
    table: build.Table, made: Workshop, title: str, kind: ItemKind, minutes: int, **fields: Any
) -> AgendaItem:
    row = AgendaItem(title=title, kind=kind, minutes=minutes, **fields)
    return planning.add_item(row, workshop=made, by=table.facilitator)


def items(made: Workshop) -> list[AgendaItem]:
    return list(made.items.all())


def fresh(made: Workshop) -> Workshop:
    return Workshop.objects.get(pk=made.pk)


def begin(table: build.Table, made: Workshop, *, by: Actor | None = None) -> Workshop:
    assert running.begin(made, host=HOST, by=by or table.facilitator)
    return made


def running_workshop(table: build.Table, **fields: Any) -> Workshop:
    return begin(table, workshop(table, **fields))


def show(table: build.Table, made: Workshop, place: int, *, by: Actor | None = None) -> AgendaItem:
    item = items(made)[place]
    assert running.show(made, item, at=fresh(made).item_id, by=by or table.facilitator)
    return item


def end(table: build.Table, made: Workshop) -> Workshop:
    assert running.end(made, by=table.facilitator)
    return made


def held(table: build.Table, title: str = "Workshop 1", **fields: Any) -> Workshop:
    """Begun, shown once through, and ended."""
    made = running_workshop(table, title=title, **fields)
    for place in range(made.items.count()):
        show(table, made, place)
    return end(table, made)


def at_minutes(made: Workshop, place: int, minutes: int) -> None:
    """Set the clock of an item: it was on the wall once, for so long. No test can wait for it."""
    item = items(made)[place]
    item.spells.all().delete()
    now = timezone.now()
    Spell.objects.create(item=item, began_at=now - dt.timedelta(minutes=minutes), ended_at=now)


def attendance(made: Workshop, side: build.Side) -> Attendance:
    return made.attendances.get(partner=side.partner)


def present(
    table: build.Table,
    made: Workshop,
    *sides: build.Side,
    presence: Presence = Presence.PRESENT,
    substitute: str = "",
) -> None:
    for side in sides:
        running.mark_presence(attendance(made, side), presence, substitute=substitute, by=table.facilitator)


def facilitator(table: build.Table, name: str = "Fay Fellow") -> Actor:
    return build.actor(build.person(name), table.partnership, None, Role.FACILITATOR)


def lose_connection(made: Workshop) -> None:
    """As if the console in hand had not been heard of for an hour."""
    Workshop.objects.filter(pk=made.pk).update(run_by_seen_at=timezone.now() - dt.timedelta(hours=1))
    made.refresh_from_db()
