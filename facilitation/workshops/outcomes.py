"""What comes out of a workshop: decisions, promises, parked items. One line each, from the console."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from facilitation.live.wake import announce
from facilitation.models import Decision, ParkedItem, Promise, Renegotiation, Workshop
from facilitation.models.outcomes import Outcome
from facilitation.vocabulary import PromiseState
from facilitation.workshops.planning import quoted
from facilitation.workshops.rules import may_run
from partnerships.history import note
from partnerships.models import Actor, Partner
from partnerships.rulings import ALLOWED, insist, refused

Noted = TypeVar("Noted", bound=Outcome)

# A missed promise may still be kept late.
TRANSITIONS: Mapping[str, frozenset[str]] = {
    PromiseState.OPEN: frozenset(
        {PromiseState.KEPT, PromiseState.LATE, PromiseState.MISSED, PromiseState.RELEASED}
    ),
    PromiseState.MISSED: frozenset({PromiseState.LATE}),
    PromiseState.KEPT: frozenset(),
    PromiseState.LATE: frozenset(),
    PromiseState.RELEASED: frozenset(),
}
ROLLED_OVER_OFTEN = 2
# A double click, or a page sent again because no answer came.
SENT_TWICE_WITHIN = dt.timedelta(minutes=1)

NOT_BEGUN = refused("This workshop has not begun, so nothing can have come out of it. Begin it first.")
ANOTHER_DAY = refused("That is the day it has already. Give another one.")


# --- Noting -------------------------------------------------------------------------------------


@transaction.atomic
def decide(workshop: Workshop, text: str, *, decided_by: str = "", by: Actor) -> Decision:
    return _note(Decision(text=text, decided_by=decided_by), "a decision", workshop, by)


@transaction.atomic
def promise(workshop: Workshop, text: str, *, owner: str, due: dt.date, by: Actor) -> Promise:
    """`owner` may be a partner's name, short or long; the promise is then the partner's."""
    partner = partner_named(workshop, owner)
    return _note(Promise(text=text, owner=owner.strip(), partner=partner, due=due), "a promise", workshop, by)


@transaction.atomic
def park(workshop: Workshop, text: str, *, owner: str, due: dt.date | None = None, by: Actor) -> ParkedItem:
    return _note(ParkedItem(text=text, owner=owner.strip(), due=due), "something to park", workshop, by)


def _note(row: Noted, what: str, workshop: Workshop, by: Actor) -> Noted:
    """The same line by the same person a moment ago is this one, sent twice."""
    insist(may_run(by, workshop))
    insist(ALLOWED if workshop.began_at or workshop.is_over else NOT_BEGUN)
    workshop.hold()
    row.workshop, row.item_id, row.noted_by = workshop, workshop.item_id, by.person
    row.text = row.text.strip()
    if before := _sent_before(row):
        return before
    row.save()
    _said(what.split()[-1], f"Noted {what} in {quoted(workshop)}", workshop, by)
    return row


def _sent_before(row: Noted) -> Noted | None:
    said = {name: getattr(row, name) for name in ("text", "decided_by", "owner", "due") if hasattr(row, name)}
    lately = type(row).objects.filter(workshop=row.workshop, noted_by=row.noted_by, **said)
    return lately.filter(noted_at__gt=timezone.now() - SENT_TWICE_WITHIN).first()


def partner_named(workshop: Workshop, name: str) -> Partner | None:
    wanted = name.strip().casefold()
    partners = workshop.round.partnership.partners.seated()
    return next((one for one in partners if wanted in (one.name.casefold(), one.short_name.casefold())), None)


# --- What becomes of them -----------------------------------------------------------------------


@transaction.atomic
def settle(made: Promise, as_: PromiseState, *, by: Actor) -> bool:
    """Say what became of a promise. False if somebody has said so already."""
    insist(may_run(by, made.workshop))
    before = [state for state, following in TRANSITIONS.items() if as_ in following]
    settled = Promise.objects.filter(pk=made.pk, state__in=before).update(
        state=as_, settled_at=timezone.now(), settled_by=by.person
    )
    made.refresh_from_db()
    if settled:
        _said("promise settled", f"A promise is {as_.label.lower()}", made.workshop, by)
    return bool(settled)


@transaction.atomic
def renegotiate(
    made: Promise, now_due: dt.date, *, said_on: dt.date | None = None, by: Actor
) -> Renegotiation | None:
    """Give an open promise another day. It counts as kept only if that is said before it was due; all is logged.

    `said_on` is for what is told of a day gone by; otherwise it is today.
    """
    insist(may_run(by, made.workshop))
    insist(ANOTHER_DAY if now_due == made.due else ALLOWED)
    was_due = made.due
    if not Promise.objects.open().filter(pk=made.pk, due=was_due).update(due=now_due):
        return None
    made.due = now_due
    _said("promise given another day", "A promise was given another day", made.workshop, by)
    said_on = said_on or timezone.localdate()
    return Renegotiation.objects.create(
        promise=made, was_due=was_due, now_due=now_due, said_on=said_on, by=by.person
    )


@transaction.atomic
def settle_parked(parked: ParkedItem, as_: str, *, by: Actor) -> bool:
    """Bring a parked item to its end, in words."""
    insist(may_run(by, parked.workshop))
    done = ParkedItem.objects.filter(pk=parked.pk, settled_at=None).update(
        settled_at=timezone.now(), settled_as=as_.strip()
    )
    parked.refresh_from_db()
    if done:
        _said("parked item settled", "A parked item was brought to its end", parked.workshop, by)
    return bool(done)


def _said(verb: str, text: str, workshop: Workshop, by: Actor) -> None:
    Workshop.objects.filter(pk=workshop.pk).touch()
    note(verb, text, by=by, round_=workshop.round, group=workshop.is_for_all)
    announce(workshop.pk)


# --- Reading ------------------------------------------------------------------------------------


def open_promises(workshop: Workshop) -> list[Promise]:
    """What every workshop starts with: promises made before the same people that are still open. Practice has none."""
    if workshop.is_practice:
        return []
    made = Promise.objects.filter(workshop__in=_heard_before(workshop)).open()
    return list(made.select_related("workshop", "partner"))


def open_parked(workshop: Workshop) -> QuerySet[ParkedItem]:
    return ParkedItem.objects.filter(workshop__in=_heard_before(workshop), settled_at=None)


def _heard_before(workshop: Workshop) -> QuerySet[Workshop]:
    """What one partner said by itself stays off the console of a room where others look on."""
    heard = Workshop.objects.repeatable_in(workshop).exclude(pk=workshop.pk)
    return heard.filter(round__partnership=workshop.round.partnership_id)


def rolled_over_often(partnership: int) -> list[Promise]:
    """Open promises that were given another day twice or more."""
    made = Promise.objects.in_partnership(partnership).open()
    return list(made.annotate(times=Count("renegotiations")).filter(times__gte=ROLLED_OVER_OFTEN))
