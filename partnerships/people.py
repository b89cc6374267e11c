"""Inviting people, taking up a place, leaving."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor, Invitation, Membership, Partner, Partnership, Person
from partnerships.rulings import ALLOWED, Refused, Ruling, insist, refused
from partnerships.vocabulary import PartnerStatus, Role
from partnerships.wordings import digest_of

INVITATION_LASTS = dt.timedelta(days=14)

# Roles that the whole partnership knows of; who else works for a partner is that partner's own business.
_KNOWN_TO_ALL = (Role.LEAD, Role.FACILITATOR)
_MAILED = Signer(salt="partnerships.people.mailed")

# --- Accounts -----------------------------------------------------------------------------------


@transaction.atomic
def account_for(email: str, name: str, *, is_example: bool = False) -> Person:
    """The person with this address, made if there is none yet: the one place where accounts begin."""
    found = Person.objects.filter(email=email.lower()).first()
    if found:
        return found
    person = Person.objects.create_person(email, name, is_example=is_example)
    # Without it no code is sent. Nothing opens before somebody has read mail sent to the address.
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def person_for(invitation: Invitation) -> Person:
    """The person with the invited address, made if there is none yet."""
    return account_for(invitation.email, invitation.name, is_example=invitation.partnership.is_example)


# --- Inviting -----------------------------------------------------------------------------------


def may_invite(actor: Actor, *, partner: Partner | None, role: str) -> Ruling:
    """A lead invites the own people; a facilitator a partner's first lead, or a fellow facilitator."""
    if not actor.facilitates:
        return _may_invite_colleague(actor, partner, role)
    if partner is None:
        return ALLOWED if role == Role.FACILITATOR else refused("Choose the partner this person belongs to.")
    if partner.partnership_id != actor.partnership.pk:
        return refused("That partner belongs to another partnership.")
    if role != Role.LEAD or partner.memberships.current().filter(role=Role.LEAD).exists():
        return refused("A facilitator invites a partner’s first lead. The lead invites everybody else.")
    return ALLOWED


def _may_invite_colleague(actor: Actor, partner: Partner | None, role: str) -> Ruling:
    ruling = rules.may_manage_people(actor)
    if ruling and (partner != actor.partner or role == Role.FACILITATOR):
        return refused("You can invite people of your own organisation only.")
    if ruling and actor.is_counterpart and role not in (Role.LEAD, Role.CONTRIBUTOR):
        return refused("Officials answer together or send the answers. Invite a contributor or a lead.")
    return ruling


@transaction.atomic
def invite(
    *, email: str, name: str, role: str, title: str = "", partner: Partner | None, by: Actor
) -> tuple[Invitation, str]:
    """Offer a place. Returns the invitation and its secret, which is kept nowhere else.

    Inviting somebody again to the same place ends the invitation before, link and all.
    """
    insist(may_invite(by, partner=partner, role=role))
    same = Invitation.objects.open().filter(
        partnership=by.partnership, partner=partner, role=role, email=email.lower()
    )
    same.update(withdrawn_at=timezone.now())
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


def waiting(actor: Actor) -> QuerySet[Invitation]:
    """The open invitations that are this actor's business."""
    mine = Q(partner=actor.partner)
    if actor.facilitates:
        led = Partner.objects.filter(memberships__role=Role.LEAD, memberships__ended_at=None)
        mine |= Q(role=Role.LEAD) & ~Q(partner__in=led)
    found = Invitation.objects.open().filter(mine, partnership=actor.partnership)
    return found.select_related("partner", "invited_by")


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    insist(rules.may_manage_people(by))
    if not waiting(by).filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        insist(refused("This invitation is no longer waiting, so there is nothing to withdraw."))
    text = f"Withdrew the invitation of {invitation.name}"
    note("invitation withdrawn", text, by=by, partner=invitation.partner)


# --- Taking up ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Opened:
    """What a link leads to. `mailed`: the link was in our mail to the invited address, so its reader is the owner."""

    invitation: Invitation
    mailed: bool


def mailed_secret(secret: str) -> str:
    """The secret as it stands in the mail, and only there. The link shown to the inviter proves less."""
    return _MAILED.sign(secret)


def invitation_for(secret: str) -> Opened | None:
    """The invitation of a link, whatever has become of it."""
    try:
        plain, mailed = _MAILED.unsign(secret), True
    except BadSignature:
        plain, mailed = secret, False
    found = Invitation.objects.select_related("partnership", "partner", "invited_by")
    invitation = found.filter(token_digest=digest_of(plain)).first()
    return Opened(invitation, mailed) if invitation else None


def still_stands(invitation: Invitation) -> Ruling:
    """Whether the place is still on offer, and still the inviter's to offer.

    A facilitator's offers end with a partner's first lead: from then on the partner has something to hide.
    """
    ask = f"Ask {invitation.invited_by.name} for a new one if you still need it."
    if invitation.taken_up_at:
        return refused("This invitation has been taken up. Sign in to go on where you left off.")
    if invitation.withdrawn_at:
        return refused(f"This invitation was withdrawn. {ask}")
    if invitation.expires_at <= timezone.now():
        return refused(f"This invitation has run out. {ask}")
    if not any(
        may_invite(actor, partner=invitation.partner, role=invitation.role)
        for actor in actors_of(invitation.invited_by)
        if actor.partnership == invitation.partnership  # seats elsewhere offer nothing here
    ):
        return refused(
            "The person who invited you can no longer offer this place. Ask your organisation for a new one."
        )
    return ALLOWED


def may_take_up(invitation: Invitation, person: Person) -> Ruling:
    if person.is_example != invitation.partnership.is_example:
        return refused("People of the worked example stay in the worked example.")
    if person.email.lower() != invitation.email.lower():
        return refused(
            f"This invitation is for {invitation.email}. Sign out, then open it again as that person."
        )
    return ALLOWED


@transaction.atomic
def take_up(invitation: Invitation, *, person: Person) -> Membership:
    """Give the person the place offered. A second click finds it taken and changes nothing."""
    insist(may_take_up(invitation, person))
    ours = Invitation.objects.filter(pk=invitation.pk)
    before = ours.select_for_update().select_related("invited_by", "partnership").get()
    if before.taken_up_by_id == person.pk:
        return _place_of(invitation, person)
    # Two first leads of one partner come one after the other.
    Partnership.objects.select_for_update().get(pk=before.partnership_id)
    insist(still_stands(before))
    ours.update(taken_up_at=timezone.now(), taken_up_by=person)
    membership = seat(
        person,
        partnership=invitation.partnership,
        partner=invitation.partner,
        role=invitation.role,
        title=invitation.title,
    )
    _note_joined(membership)
    return membership


def _place_of(invitation: Invitation, person: Person) -> Membership:
    """The place that was taken up before, unless it has ended since."""
    held = (
        Membership.objects.current()
        .of(person)
        .filter(partnership=invitation.partnership, role=invitation.role)
    )
    membership = held.filter(partner=invitation.partner).first()
    if membership is None:
        raise Refused(refused("The role you took up with this invitation has ended."))
    return membership


def _note_joined(membership: Membership) -> None:
    person, partner = membership.person, membership.partner
    actor = Actor(person, membership.partnership, partner, frozenset([membership.role]))
    text = f"{person.name} joined as {membership.get_role_display().lower()}"
    note("joined", text, by=actor, partner=partner, group=membership.role in _KNOWN_TO_ALL)


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


# --- Leaving ------------------------------------------------------------------------------------


def may_end(actor: Actor, membership: Membership) -> Ruling:
    """Leads end roles of their own people, facilitators those of fellow facilitators. One always remains."""
    ruling = rules.may_manage_people(actor)
    if not ruling:
        return ruling
    partner = actor.partner.pk if actor.partner else None
    if (membership.partnership_id, membership.partner_id) != (actor.partnership.pk, partner):
        return refused("You can end roles of your own people only.")
    if membership.role in _KNOWN_TO_ALL and _is_last(membership):
        word = membership.get_role_display().lower()
        return refused(f"This is the only {word}, and there must always be one. Invite another {word} first.")
    return ALLOWED


def _is_last(membership: Membership) -> bool:
    fellows = Membership.objects.current().filter(
        partnership=membership.partnership, partner=membership.partner, role=membership.role
    )
    return not fellows.exclude(pk=membership.pk).exists()


@transaction.atomic
def end(membership: Membership, *, by: Actor) -> None:
    """End a role. Doing it again changes nothing."""
    # Two leads who end each other's role must come one after the other.
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    insist(may_end(by, membership))
    if Membership.objects.current().filter(pk=membership.pk).update(ended_at=timezone.now()):
        text = f"Ended the role of {membership.person.name} as {membership.get_role_display().lower()}"
        note("role ended", text, by=by, partner=membership.partner)


# --- Acting -------------------------------------------------------------------------------------


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


def actors_of(person: Person) -> list[Actor]:
    """One actor for each seat the person holds, in the order of names."""
    held = Membership.objects.current().of(person).select_related("partnership", "partner")
    roles: dict[tuple[Partnership, Partner | None], set[str]] = {}
    for membership in held.order_by("partnership__name", "partner__name"):
        roles.setdefault((membership.partnership, membership.partner), set()).add(membership.role)
    return [Actor(person, *place, frozenset(found)) for place, found in roles.items()]
