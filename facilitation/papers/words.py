"""Small words of papers: lists cut to what fits, dates as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localdate

from partnerships.text import listed

MOST_NAMED = 6


def cut(things: Sequence[Any], most: int) -> dict[str, Any]:
    """The first few, and how many more the record holds. One more is shown rather than counted."""
    shown = things if len(things) <= most + 1 else things[:most]
    return {"shown": shown, "more": len(things) - len(shown), "all": len(things)}


def named(titles: Sequence[str], most: int = MOST_NAMED) -> str:
    """`Buses, Skills and 12 more in the record`."""
    few = cut(titles, most)
    rest = [f"{few['more']} more in the record"] if few["more"] else []
    return listed([*few["shown"], *rest])


CUT = "…"


def shortened(text: str, most: int) -> str:
    """As many words as there is room for; what is short enough keeps its lines."""
    words = text.split()
    return " ".join(words[:most]).rstrip(",;:.–-") + CUT if len(words) > most else text


def day(text: str) -> str:
    """An ISO date or time as people write it: 4 March 2027."""
    moment = parse_datetime(text) if "T" in text else None
    return date_format(localdate(moment) if moment else parse_date(text), "j F Y") if text else ""


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
