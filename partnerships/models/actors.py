"""Who a request acts as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from partnerships.models.partnership import Partner, Partnership
from partnerships.models.people import Person
from partnerships.text import listed
from partnerships.vocabulary import Capacity, PartnerStatus, Role


@dataclass(frozen=True)
class Actor:
    """Who a request acts as: one person, from one seat of one partnership. Never two bodies at once."""

    person: Person
    partnership: Partnership
    partner: Partner | None
    roles: frozenset[str]

    @cached_property
    def seat(self) -> str:
        """The part of every address that says for whom one acts."""
        return self.partner.slug if self.partner else Role.FACILITATOR.value

    @cached_property
    def seat_name(self) -> str:
        return self.partner.name if self.partner else "Facilitator"

    @property
    def role_names(self) -> str:
        """`lead and approver`, in the order of the roles; nothing for facilitators, whose seat says it."""
        held = [role.label.lower() for role in Role if role in self.roles and self.partner]
        return listed(held)

    @property
    def facilitates(self) -> bool:
        return Role.FACILITATOR in self.roles

    @property
    def is_counterpart(self) -> bool:
        """Sits across the table, for government. None of the rights of a partner's people is theirs, whatever their role."""
        return self.partner is not None and self.partner.capacity == Capacity.COUNTERPART

    @property
    def has_left(self) -> bool:
        return self.partner is not None and self.partner.status == PartnerStatus.LEFT

    @property
    def steps_back(self) -> bool:
        """Has paused or left, and takes no part in what the group does meanwhile."""
        return self.has_left or (self.partner is not None and self.partner.status == PartnerStatus.PAUSED)

    @property
    def leads(self) -> bool:
        return Role.LEAD in self.roles and not self.is_counterpart

    @property
    def drafts(self) -> bool:
        """May write what is still private to the partner."""
        return bool(self.roles & {Role.LEAD, Role.CONTRIBUTOR}) and not self.is_counterpart

    @property
    def approves(self) -> bool:
        return Role.APPROVER in self.roles and not self.is_counterpart

    @property
    def answers_for_government(self) -> bool:
        return bool(self.roles & {Role.LEAD, Role.CONTRIBUTOR}) and self.is_counterpart

    @property
    def manages_people(self) -> bool:
        return bool(self.roles & {Role.LEAD, Role.FACILITATOR})

    @property
    def works_inside(self) -> bool:
        """Sees the partner's own workbook at all; board readers do not."""
        return self.drafts or self.approves
