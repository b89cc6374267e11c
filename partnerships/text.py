"""Text: several names as one phrase, numbers that forms send, and cleaning what people paste.

What is cleaned has one form of each letter, and nothing in it that cannot be seen.
"""

import unicodedata
from collections.abc import Sequence

# Controls, format characters (bidirectional overrides, zero widths, soft hyphens, tags) and lone surrogates.
UNSEEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs"))
# Unicode counts these as letters or marks, yet they show nothing and let two names look the same.
UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07"
)


def listed(names: Sequence[str]) -> str:
    """`Harbour, Moor and Vale`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def whole(text: str) -> int | None:
    """A whole number in plain figures, as a form sends it; nothing if it is none, or none that a column could hold."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def clean_line(text: str) -> str:
    """For names and titles: one line, NFC, single spaces, nothing unseen."""
    return " ".join(_visible(text).split())


def clean_text(text: str) -> str:
    """For longer text: the same, but lines stay lines and tabs become spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_visible(line).rstrip() for line in lines).strip()


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    spaced = (" " if character.isspace() else character for character in text)
    seen = "".join(character for character in spaced if not _is_unseen(character))
    # After the removal: letters and accents that were kept apart now meet.
    return unicodedata.normalize("NFC", seen)


def _is_unseen(character: str) -> bool:
    return character in UNSEEN or unicodedata.category(character) in UNSEEN_CATEGORIES
