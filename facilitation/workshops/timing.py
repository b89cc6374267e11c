"""When each item of a run sheet begins, from the order and the minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from facilitation.models import AgendaItem, Workshop


@dataclass(frozen=True)
class Slot:
    """An item and when it begins by the plan; without a start of the workshop, by minutes from its beginning."""

    item: AgendaItem
    begins: dt.time | None
    offset: int

    @property
    def when(self) -> str:
        """`10:35`, or `0:35` from the beginning."""
        if self.begins:
            return f"{self.begins:%H:%M}"
        return f"{self.offset // 60}:{self.offset % 60:02}"


def slots(workshop: Workshop, items: Sequence[AgendaItem] | None = None) -> list[Slot]:
    """The run sheet in order, with start times computed from the order and the minutes."""
    items = list(workshop.items.all()) if items is None else items
    found, offset = [], 0
    for item in items:
        found.append(Slot(item, _clock(workshop.starts_at, offset), offset))
        offset += item.minutes
    return found


def ends_at(workshop: Workshop) -> dt.time | None:
    return _clock(workshop.starts_at, total_minutes(workshop))


def total_minutes(workshop: Workshop) -> int:
    return sum(item.minutes for item in workshop.items.all())


def _clock(starts: dt.time | None, minutes: int) -> dt.time | None:
    if starts is None:
        return None
    return (dt.datetime.combine(dt.date(2000, 1, 1), starts) + dt.timedelta(minutes=minutes)).time()
