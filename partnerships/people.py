"""Inviting people, taking up a place, leaving."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from partnerships import rules
from partnerships.history import note, note_without_seat
from partnerships.models import Actor, Invitation, Membership, Partner, Partnership, Person
from partnerships.rulings import ALLOWED, Ruling, insist, refused
from partnerships.vocabulary import PartnerStatus, Role
from partnerships.wordings import digest_of

INVITATION_LASTS = dt.timedelta(days=14)


def may_invite(actor: Actor, *, partner: Partner | None, role: str) -> Ruling:
    """A lead invites the own people; a facilitator a partner's first lead, or a fellow facilitator."""
    if actor.leads and partner == actor.partner and role != Role.FACILITATOR:
        return ALLOWED
    if not actor.facilitates:
        return rules.may_manage_people(actor) and refused(
            "You can invite people of your own organisation only."
        )
    if partner is None:
        return ALLOWED if role == Role.FACILITATOR else refused("Choose the partner this person belongs to.")
    if role != Role.LEAD or partner.memberships.current().filter(role=Role.LEAD).exists():
        return refused("A facilitator invites a partner’s first lead. The lead invites everybody else.")
    return ALLOWED


@transaction.atomic
def invite(
    *, email: str, name: str, role: str, title: str = "", partner: Partner | None, by: Actor
) -> tuple[Invitation, str]:
    """Offer a place. Returns the invitation and its secret, which is kept nowhere else."""
    insist(may_invite(by, partner=partner, role=role))
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        partnership=by.partnership,
        partner=partner,
        email=email.lower(),
        name=name,
        role=role,
        title=title,
        token_digest=digest_of(secret),
        invited_by=by.person,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    note("invited", f"Invited {name} as {invitation.get_role_display().lower()}", by=by, partner=partner)
    return invitation, secret


def invitation_for(secret: str) -> Invitation | None:
    found = Invitation.objects.select_related("partnership", "partner", "invited_by")
    return found.open().filter(token_digest=digest_of(secret)).first()


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    insist(rules.may_manage_people(by))
    Invitation.objects.filter(pk=invitation.pk).open().update(withdrawn_at=timezone.now())
    note(
        "invitation withdrawn",
        f"Withdrew the invitation of {invitation.name}",
        by=by,
        partner=invitation.partner,
    )


def may_take_up(invitation: Invitation, person: Person) -> Ruling:
    if person.is_example != invitation.partnership.is_example:
        return refused("People of the worked example stay in the worked example.")
    if person.email.lower() != invitation.email.lower():
        return refused(
            f"This invitation is for {invitation.email}. Sign out, then open it again to take it up as that person."
        )
    return ALLOWED


@transaction.atomic
def take_up(invitation: Invitation, *, person: Person) -> Membership:
    """Give the person the place offered. A second click finds it taken and changes nothing."""
    insist(may_take_up(invitation, person))
    now = timezone.now()
    Invitation.objects.filter(pk=invitation.pk).open().update(taken_up_at=now, taken_up_by=person)
    membership = seat(
        person,
        partnership=invitation.partnership,
        partner=invitation.partner,
        role=invitation.role,
        title=invitation.title,
    )
    seat_name = invitation.partner.name if invitation.partner else "Facilitator"
    note_without_seat(
        "joined",
        f"{person.name} joined as {invitation.get_role_display().lower()}",
        person=person,
        partnership=invitation.partnership,
        seat_name=seat_name,
    )
    return membership


def person_for(invitation: Invitation) -> Person:
    """The person with the invited address, made if there is none yet."""
    found = Person.objects.filter(email__iexact=invitation.email).first()
    return found or Person.objects.create_person(invitation.email, invitation.name)


def seat(
    person: Person, *, partnership: Partnership, partner: Partner | None, role: str, title: str = ""
) -> Membership:
    """Give a person a role. The first lead of an invited partner brings the partner in."""
    membership, _ = Membership.objects.get_or_create(
        person=person,
        partnership=partnership,
        partner=partner,
        role=role,
        ended_at=None,
        defaults={"title": title},
    )
    if partner and role == Role.LEAD:
        Partner.objects.filter(pk=partner.pk, status=PartnerStatus.INVITED).update(status=PartnerStatus.IN)
    return membership


def may_end(actor: Actor, membership: Membership) -> Ruling:
    if membership.partnership_id != actor.partnership.pk or membership.partner_id != getattr(
        actor.partner, "pk", None
    ):
        return refused("You can remove people of your own organisation only.")
    if membership.person_id == actor.person.pk and membership.role in (Role.LEAD, Role.FACILITATOR):
        return refused("You cannot remove yourself. Ask another lead or a facilitator.")
    return rules.may_manage_people(actor)


@transaction.atomic
def end(membership: Membership, *, by: Actor) -> None:
    insist(may_end(by, membership))
    Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=timezone.now())
    text = f"Ended the role of {membership.person.name} as {membership.get_role_display().lower()}"
    note("role ended", text, by=by, partner=membership.partner)


def actor_for(person: Person, partnership: Partnership, seat_slug: str) -> Actor | None:
    """The person acting from one seat of a partnership, or nothing if they do not hold it."""
    held = list(
        Membership.objects.current()
        .of(person)
        .filter(partnership=partnership)
        .at(seat_slug)
        .select_related("partner")
    )
    if not held:
        return None
    partner = held[0].partner
    if partner:
        partner.partnership = partnership
    return Actor(person, partnership, partner, frozenset(membership.role for membership in held))
