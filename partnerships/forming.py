"""Founding a partnership, its partners, its list of powers and its first round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from partnerships import rules
from partnerships.history import note, note_without_seat
from partnerships.models import Actor, Partner, Partnership, Person, Power, Round
from partnerships.people import seat
from partnerships.rulings import ALLOWED, Ruling, insist, refused
from partnerships.steps import CYCLE
from partnerships.vocabulary import Role


@transaction.atomic
def found(partnership: Partnership, *, facilitator: Person, by: Person) -> Partnership:
    """Create a partnership with its first facilitator. For site administrators."""
    if not by.is_site_administrator:
        insist(refused("Only a site administrator can create a partnership."))
    partnership.save()
    seat(facilitator, partnership=partnership, partner=None, role=Role.FACILITATOR)
    note_without_seat(
        "founded",
        f"Created the partnership with {facilitator.name} as its first facilitator",
        person=by,
        partnership=partnership,
        seat_name="Site administrator",
    )
    return partnership


@transaction.atomic
def appoint(partnership: Partnership, *, facilitator: Person, by: Person) -> bool:
    """Another facilitator, where the address of the first was wrong or nobody is left. For site administrators.

    False if they facilitate it already. Ending a role is for the facilitators themselves.
    """
    insist(may_appoint(by, partnership))
    held = partnership.memberships.current().filter(role=Role.FACILITATOR)
    if held.filter(person=facilitator).exists():
        return False
    seat(facilitator, partnership=partnership, partner=None, role=Role.FACILITATOR)
    note_without_seat(
        "facilitator appointed",
        f"Made {facilitator.name} a facilitator",
        person=by,
        partnership=partnership,
        seat_name="Site administrator",
    )
    return True


def may_appoint(person: Person, partnership: Partnership) -> Ruling:
    if not person.is_site_administrator:
        return refused("Only a site administrator can appoint a facilitator from outside the partnership.")
    if partnership.is_example:
        return refused("People of the worked example stay in the worked example.")
    return ALLOWED


@transaction.atomic
def open_round(
    partnership: Partnership, *, by: Actor, focus: str = "", closes_on: dt.date | None = None
) -> Round:
    """Open the first round; later ones are opened by closing the one before. A second click finds it open."""
    insist(rules.may_facilitate(by, partnership.pk))
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    existing = partnership.rounds.last()
    if existing:
        return existing
    round_ = Round.objects.create(
        partnership=partnership, number=1, step=CYCLE[0].key, focus=focus, closes_on=closes_on
    )
    note("round opened", "Opened round 1", by=by, round_=round_, group=True)
    return round_


@transaction.atomic
def add_partner(partner: Partner, *, by: Actor) -> Partner:
    insist(rules.may_facilitate(by))
    partner.partnership = by.partnership
    partner.slug = partner_slug(by.partnership, partner.short_name or partner.name)
    partner.save()
    note("partner added", f"Added {partner.name} as a partner", by=by, partner=partner, group=True)
    return partner


def partner_slug(partnership: Partnership, name: str) -> str:
    """A slug from the name, not used by another partner here and not the facilitator's own."""
    base = slugify(name)[:50] or "partner"
    taken = set(partnership.partners.values_list("slug", flat=True)) | {Role.FACILITATOR.value}
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)


@transaction.atomic
def change_partner(partner: Partner, *, by: Actor) -> Partner:
    insist(rules.may_change_partner(by, partner))
    partner.save()
    note("partner changed", f"Changed the details of {partner.name}", by=by, group=True)
    return partner


@transaction.atomic
def change_partnership(partnership: Partnership, *, by: Actor) -> Partnership:
    insist(rules.may_facilitate(by, partnership.pk))
    partnership.save()
    note("partnership changed", "Changed the details of the partnership", by=by, group=True)
    return partnership


@transaction.atomic
def add_own_power(power: Power, *, by: Actor) -> Power:
    """A power that is not in the catalogue, with a code of the partnership's own."""
    insist(rules.may_facilitate(by))
    number = by.partnership.powers.filter(code__startswith="OWN-").count() + 1
    power.partnership, power.code = by.partnership, f"OWN-{number:02d}"
    power.order = (by.partnership.powers.aggregate(last=Max("order"))["last"] or 0) + 1
    power.save()
    note("power added", f"Added “{power.title}” to the powers we discuss", by=by, group=True)
    return power


@transaction.atomic
def reword_power(power: Power, *, by: Actor) -> Power:
    insist(rules.may_facilitate(by, power.partnership_id))
    power.save()
    note("power reworded", f"Reworded “{power.title}”", by=by, group=True)
    return power


@transaction.atomic
def retire_powers(powers: Iterable[Power], *, by: Actor) -> None:
    """Take powers off the list. What partners wrote about them stays theirs."""
    insist(rules.may_facilitate(by))
    ids = [power.pk for power in powers]
    Power.objects.filter(pk__in=ids, partnership=by.partnership, retired_at=None).update(
        retired_at=timezone.now()
    )
    note("powers retired", f"Took {len(ids)} off the powers we discuss", by=by, group=True)
