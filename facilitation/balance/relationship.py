"""The parts of relationship strength, from what a round has left: the pulse, laid ratings, promises, who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.timezone import localdate

from facilitation.balance.measures import Found, mean, presence_and_voice, share, whole
from facilitation.balance.pulse import Pulse
from facilitation.models import Attendance, Promise
from facilitation.models.workshops import FOR_ALL
from facilitation.vocabulary import Presence, PromiseState, WorkshopState
from partnerships.models import Partner, Round, TableEntry
from partnerships.steps.review import LIVED

NO_PULSE = "No trust pulse has been taken and shown in this round, so there is no figure."
NOT_LIVED = "No partner has laid a rating of the principles."
NONE_DUE = "No promise has come due."
NOBODY_EXPECTED = (
    "No workshop with partners expected has been held, and nobody was asked whether they were heard."
)


def relationship_found(
    round_: Round, pulse: Pulse | None, partners: Sequence[Partner], *, today: dt.date
) -> dict[str, Found]:
    return {
        "trust": trust(pulse),
        "lived": lived(round_, partners),
        "kept": kept(round_, today),
        "presence": presence(round_, pulse, partners),
    }


def trust(pulse: Pulse | None) -> Found:
    if pulse is None or pulse.trust is None:
        return Found(None, NO_PULSE)
    said = f"{len(pulse.of_trust)} of 8 statements, {pulse.answered} answers"
    return Found(pulse.trust, said, complete=pulse.has_all_of_trust)


def lived(round_: Round, partners: Sequence[Partner]) -> Found:
    """What partners have laid about each principle, from 0 to 4: the mean of all ratings, by 25."""
    entries = TableEntry.objects.in_round(round_).filter(kind=LIVED.key, partner__in=partners).standing()
    laid = [entry.content["fields"]["lived"] for entry in entries.only("frozen")]
    ratings = [rating for rating in laid if rating is not None]
    average = mean(ratings)
    if average is None:
        return Found(None, NOT_LIVED)
    return Found(average * 25, f"{len(ratings)} {'rating' if len(ratings) == 1 else 'ratings'} from 0 to 4")


# --- Promises -----------------------------------------------------------------------------------


def kept(round_: Round, today: dt.date) -> Found:
    """On time, or given another day before they were due, of all that came due in the round. Each counts once."""
    after = _closed_before(round_)
    made = Promise.objects.in_partnership(round_.partnership_id).exclude(state=PromiseState.RELEASED)
    words = [_was_kept(one, after, today) for one in made.prefetch_related("renegotiations")]
    due = [word for word in words if word is not None]
    if not due:
        return Found(None, NONE_DUE)
    return Found(share(sum(due), len(due)), f"{sum(due)} of {len(due)} that came due")


def _was_kept(made: Promise, after: dt.date | None, until: dt.date) -> bool | None:
    """None if no day that it ever had lies in the round."""

    def in_round(day: dt.date) -> bool:
        return (after is None or day > after) and day <= until

    put_off = [one for one in made.renegotiations.all() if in_round(one.was_due)]
    is_due = in_round(made.due)
    if not put_off and not is_due:
        return None
    return all(one.in_time for one in put_off) and (not is_due or made.state == PromiseState.KEPT)


def _closed_before(round_: Round) -> dt.date | None:
    """The day on which the round before closed: what came due by then counted there."""
    earlier = Round.objects.filter(partnership=round_.partnership_id, number=round_.number - 1).first()
    return localdate(earlier.closed_at) if earlier and earlier.closed_at else None


# --- Presence and voice -------------------------------------------------------------------------


def presence(round_: Round, pulse: Pulse | None, partners: Sequence[Partner]) -> Found:
    """Half: how often the named leads came themselves. Half: “my organisation was heard”."""
    came, expected = _leads(_attendances(round_, partners))
    there, heard = share(came, expected), pulse.heard if pulse else None
    value = presence_and_voice(there, heard)
    if value is None:
        return Found(None, NOBODY_EXPECTED)
    said = f"{_came_said(came, expected)}; {_heard_said(pulse)}"
    return Found(value, said, complete=None not in (there, heard))


def _attendances(round_: Round, partners: Sequence[Partner]) -> Iterable[str]:
    held = Attendance.objects.filter(
        workshop__round=round_,
        workshop__kind__in=FOR_ALL,
        workshop__is_practice=False,
        workshop__state=WorkshopState.ENDED,
        partner__in=partners,
    )
    return held.values_list("presence", flat=True)


def _leads(words: Iterable[str]) -> tuple[int, int]:
    words = list(words)
    return words.count(Presence.PRESENT), len(words)


def _came_said(came: int, expected: int) -> str:
    return f"Named leads came {came} of {expected} times" if expected else "Nothing was held for all"


def _heard_said(pulse: Pulse | None) -> str:
    """A split has no figure of its own."""
    if pulse is None or pulse.heard is None:
        return "“heard” not asked"
    return "views on “heard” are split" if pulse.heard_is_split else f"“heard” {whole(pulse.heard)} of 100"
