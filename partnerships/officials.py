"""Government at the other side of the table: inviting officials to answer for a department, and nothing more."""

from __future__ import annotations

from django.db import transaction

from partnerships import people, rules
from partnerships.forming import add_partner
from partnerships.models import Actor, Invitation, Partner, Round, TableEntry
from partnerships.rulings import ALLOWED, Ruling, insist, refused
from partnerships.steps.reality import READY
from partnerships.vocabulary import Capacity, PartnerType, Role


@transaction.atomic
def invite(
    *, department: str, short_name: str, name: str, email: str, title: str, by: Actor
) -> tuple[Invitation, str]:
    """Offer a named official the department's seat, which is added if it is not there. Returns also the link's secret."""
    insist(rules.may_facilitate(by))
    partner = by.partnership.partners.filter(name__iexact=department).first()
    insist(may_answer_here(partner))
    if partner is None:
        bare = Partner(
            name=department,
            short_name=short_name,
            type=PartnerType.GOVERNMENT,
            capacity=Capacity.COUNTERPART,
        )
        partner = add_partner(bare, by=by)
    return people.invite(email=email, name=name, role=Role.LEAD, title=title, partner=partner, by=by)


def silent(round_: Round) -> list[str]:
    """The departments across the table that have sent nothing in this round, by name."""
    across = round_.partnership.partners.seated().filter(capacity=Capacity.COUNTERPART)
    heard = TableEntry.objects.in_round(round_).filter(kind=READY.key).values("partner")
    return list(across.exclude(pk__in=heard).values_list("name", flat=True))


def may_answer_here(partner: Partner | None) -> Ruling:
    """A body that is at the table answers in its own workbook; it cannot sit on both sides."""
    if partner is None or partner.capacity == Capacity.COUNTERPART:
        return ALLOWED
    return refused(
        f"{partner.name} is a partner here already, so its own people answer in their workbook. "
        "Make it a government counterpart first if it sits across the table."
    )
