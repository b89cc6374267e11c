"""What a rule answers: allowed, or refused with the sentence the person will read."""

from dataclasses import dataclass
from typing import TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Ruling:
    """True when allowed. When refused it is false and `reason` is a whole sentence in plain English."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Ruling(True)


def refused(reason: str) -> Ruling:
    return Ruling(False, reason)


IS_GONE = refused("Somebody removed this a moment ago, so nothing was changed. Go back to the list.")


class Refused(Exception):
    """A verb was called against its rule. Views turn it into a 403 page with the sentence."""

    def __init__(self, ruling: Ruling):
        super().__init__(ruling.reason)
        self.ruling = ruling


def insist(ruling: Ruling) -> None:
    """Raise `Refused` unless the ruling allows. Every verb calls this before it writes."""
    if not ruling:
        raise Refused(ruling)


def still_there(found: Row | None) -> Row:
    """What a verb looked up, unless somebody removed it after the page was opened."""
    if found is None:
        raise Refused(IS_GONE)
    return found
