"""Who has the console in hand. It goes over by offer and acceptance, and is never seized from somebody who is there."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from facilitation.models import Workshop
from facilitation.workshops.planning import quoted
from facilitation.workshops.rules import may_move_room, may_run, may_take_over
from facilitation.workshops.telling import small
from partnerships.models import Actor, Membership, Person
from partnerships.rulings import ALLOWED, insist, refused
from partnerships.vocabulary import Role

NOT_A_FACILITATOR = refused(
    "Only a facilitator of this partnership can take the console. Choose one of them."
)


def seen(workshop: Workshop, *, by: Actor) -> None:
    """The console in hand has been heard of."""
    Workshop.objects.running().filter(pk=workshop.pk, run_by=by.person).update(run_by_seen_at=timezone.now())


def co_facilitators(workshop: Workshop) -> list[Person]:
    """To whom the console can be offered."""
    current = Membership.objects.current().filter(
        partnership=workshop.round.partnership_id, role=Role.FACILITATOR
    )
    people = Person.objects.filter(memberships__in=current, is_active=True).exclude(pk=workshop.run_by_id)
    return list(people.order_by("name").distinct())


@transaction.atomic
def offer(workshop: Workshop, to: Person | None, *, by: Actor) -> bool:
    """Offer the console to a fellow facilitator, or take the offer back with `None`."""
    insist(may_move_room(by, workshop))
    insist(ALLOWED if to is None or to in co_facilitators(workshop) else NOT_A_FACILITATOR)
    changed = Workshop.objects.running().filter(pk=workshop.pk, run_by=by.person).update(offered_to=to)
    workshop.refresh_from_db()
    text = (
        f"Offered the console of {quoted(workshop)} to {to}" if to else "Took the offer of the console back"
    )
    small("console offered", text, workshop, by)
    return bool(changed)


@transaction.atomic
def accept(workshop: Workshop, *, by: Actor) -> bool:
    """Take what was offered. False if the offer was taken back, or is for somebody else."""
    insist(may_run(by, workshop))
    return _hand_to(workshop, Q(offered_to=by.person), "Took the console", by)


@transaction.atomic
def take_over(workshop: Workshop, *, by: Actor) -> bool:
    """Take the console whose connection is lost. Whoever had it can be offered it again."""
    insist(may_run(by, workshop))
    workshop.hold()
    insist(may_take_over(by, workshop))
    return _hand_to(workshop, Q(run_by=workshop.run_by_id), "Took over the silent console", by)


def _hand_to(workshop: Workshop, while_: Q, text: str, by: Actor) -> bool:
    taken = Workshop.objects.running().filter(while_, pk=workshop.pk)
    done = taken.update(run_by=by.person, offered_to=None, run_by_seen_at=timezone.now())
    workshop.refresh_from_db()
    if done:
        small("console taken", text, workshop, by)
    return bool(done)
