"""The kinds of poll. Their set and their order are this one tuple and nothing else."""

from facilitation.polls.kinds import choosing, measuring, stating, writing
from facilitation.polls.kinds.kind import ALONE, Kind, Typed, Unreadable

KINDS: tuple[Kind, ...] = (
    choosing.SINGLE,
    choosing.SEVERAL,
    choosing.SCALE,
    choosing.GRADIENT,
    measuring.SLIDER,
    measuring.RANKING,
    measuring.POINTS,
    stating.STATEMENTS,
    writing.TEXT,
    writing.WORDS,
)
_BY_KEY = {kind.key: kind for kind in KINDS}


def kind_named(key: str) -> Kind:
    return _BY_KEY[key]


__all__ = ["ALONE", "KINDS", "Kind", "Typed", "Unreadable", "kind_named"]
