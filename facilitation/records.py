"""Closing a round: freezing it into a record, chained to the one before, and opening the next round.

What a record's document holds is in `facilitation/documents/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from facilitation.documents import document_of
from facilitation.models import Record
from facilitation.workshops.rules import may_close
from partnerships.carrying import carry
from partnerships.history import note
from partnerships.models import Actor, Partnership, Round
from partnerships.rulings import insist
from partnerships.steps import CYCLE
from partnerships.vocabulary import RoundStatus
from partnerships.wordings import canonical, digest_of


@transaction.atomic
def close_round(
    round_: Round, *, by: Actor, focus_of_next: str = "", closes_on_of_next: dt.date | None = None
) -> Record | None:
    """Freeze the round into a record and open the next one with its content. Nothing if it is closed already."""
    insist(may_close(by, round_))
    now = timezone.now()
    # Whatever is on its way lands before this or finds the round closed.
    round_.hold()
    insist(may_close(by, round_))
    if not Round.objects.open().filter(pk=round_.pk).update(status=RoundStatus.CLOSED, closed_at=now):
        return None
    round_.refresh_from_db()
    following = {"focus": focus_of_next, "planned_to_close_on": str(closes_on_of_next or "")}
    record = _freeze(round_, following, now, by)
    note("round closed", f"Closed round {round_.number}", by=by, round_=round_, group=True)
    later = _open_after(round_, focus_of_next, closes_on_of_next)
    carry(round_, later)
    note("round opened", f"Opened round {later.number}", by=by, round_=later, group=True)
    return record


def _freeze(round_: Round, following: dict[str, str], now: dt.datetime, by: Actor) -> Record:
    earlier = record_before(round_)
    document = document_of(round_, earlier=earlier)
    document["closed"] = {"at": now.isoformat(), "by": by.person.name}
    document["next"] = {"round": round_.number + 1, **following}
    frozen = canonical(document)
    previous = earlier.digest if earlier else ""
    return Record.objects.create(
        round=round_,
        frozen=frozen,
        digest=digest_of(frozen, after=previous),
        previous_digest=previous,
        closed_by=by.person,
        closed_at=now,
    )


def _open_after(round_: Round, focus: str, closes_on: dt.date | None) -> Round:
    return Round.objects.create(
        partnership=round_.partnership,
        number=round_.number + 1,
        step=CYCLE[0].key,
        focus=focus,
        closes_on=closes_on,
    )


def record_before(round_: Round) -> Record | None:
    """The newest record from before this round."""
    records = Record.objects.filter(round__partnership=round_.partnership_id, round__number__lt=round_.number)
    return records.select_related("round").order_by("-round__number").first()


def records_of(partnership: Partnership) -> QuerySet[Record]:
    """From the first round on."""
    records = Record.objects.filter(round__partnership=partnership).order_by("round__number")
    return records.select_related("round__partnership", "closed_by")


def verify(partnership: Partnership) -> list[str]:
    """Compute the chain of digests again: a sentence for everything that does not hold, nothing if all does."""
    return list(_broken(partnership))


def _broken(partnership: Partnership) -> Iterator[str]:
    records = records_of(partnership)
    previous = ""
    for record in records:
        if record.previous_digest != previous:
            yield f"The record of round {record.round.number} does not follow the one before it."
        if record.digest != digest_of(record.frozen, after=record.previous_digest):
            yield f"The record of round {record.round.number} has been changed since it was closed."
        previous = record.digest
    recorded = {record.round_id for record in records}
    for round_ in partnership.rounds.exclude(status=RoundStatus.OPEN):
        if round_.pk not in recorded:
            yield f"Round {round_.number} is closed but has no record."
