"""Tables of a paper's sections out of what a record holds: `{% load sections %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.text import Truncator

from facilitation.documents import Plain
from partnerships.text import listed

register = template.Library()

LONGEST = 25  # words in a cell
MOST_DOUBTERS = 3  # by name


@register.filter
def columns(names: str) -> list[str]:
    """`"What|Who|By when"|columns`: the names of a table's columns."""
    return names.split("|")


@register.filter
def rows(things: Iterable[Plain], fields: str) -> list[list[str]]:
    """`things|rows:"what,who,by"`: a row of words for each thing, and last how it stands."""
    return [[*(_cell(thing, name) for name in fields.split(",")), standing(thing)] for thing in things]


def _cell(thing: Plain, name: str) -> str:
    return Truncator(thing["words"].get(name, "")).words(LONGEST)


@register.filter
def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "!", "?", "…", "”")) else f"{text}."


@register.filter
def one_line(text: str) -> str:
    """Lines that a person wrote below each other, after each other."""
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())


@register.filter
def more(few: dict[str, Any], what: str) -> str:
    """`And 12 more outcomes, in the record.`, or nothing if all are shown."""
    return f"And {few['more']} more {what}, in the record." if few and few["more"] else ""


@register.filter
def standing(thing: Plain) -> str:
    """`Agreed; doubts: Harbour and Vale`."""
    doubters = [doubt["partner"] for doubt in thing["dissent"]]
    if len(doubters) > MOST_DOUBTERS:
        return f"{thing['support']}; doubts: {len(doubters)} partners"
    return f"{thing['support']}; doubts: {listed(doubters)}" if doubters else thing["support"]
