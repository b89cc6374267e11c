"""Which partners have somebody to lead them, who is invited to, and what a first round still needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from partnerships.models import Invitation, Membership, Partner, Partnership
from partnerships.vocabulary import Role


@dataclass(frozen=True)
class Led:
    """One partner, its leads, and the open invitations to lead it, the newest first."""

    partner: Partner
    leads: list[Membership]
    invited: list[Invitation]


def led(partnership: Partnership) -> list[Led]:
    """Every partner in the order of names."""
    leads, invited = defaultdict(list), defaultdict(list)
    for lead in partnership.memberships.current().filter(role=Role.LEAD).select_related("person"):
        leads[lead.partner_id].append(lead)
    for invitation in Invitation.objects.open().filter(partnership=partnership, role=Role.LEAD):
        invited[invitation.partner_id].append(invitation)
    return [Led(partner, leads[partner.pk], invited[partner.pk]) for partner in partnership.partners.all()]


def without_lead(partnership: Partnership, at_table: Collection[Partner]) -> list[Led]:
    """Those of the partners at the table that nobody leads yet."""
    return [one for one in led(partnership) if one.partner in at_table and not one.leads]


def missing_for_first_round(partnership: Partnership) -> list[str]:
    """In sentences; nothing when partners have somebody to talk to, and something to talk about."""
    sentences = []
    if partnership.partners.at_table().count() < 2:
        sentences.append("Add at least two partners.")
    if not partnership.powers.discussed().exists():
        sentences.append("Choose at least one power.")
    return sentences
