"""Step 1, alone: what a partner may put on the table, its private half, and how it was signed off."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.models.partnership import Partner
from partnerships.models.people import Person
from partnerships.models.powers import Power
from partnerships.models.private.base import Contribution, Private, PrivateQuerySet, once_per_partner
from partnerships.models.rounds import Round
from partnerships.vocabulary import (
    Authority,
    Direction,
    Evidence,
    Flexibility,
    MandateState,
    Position,
    ReviewTrigger,
    Stance,
    Standing,
)


class MandateTerms(Contribution):
    """Who speaks for the partner, and within what limits."""

    stance = models.CharField(
        "how do we feel about it as a whole?", max_length=10, choices=Stance, blank=True
    )
    standing = models.CharField("what do we want to be in it?", max_length=12, choices=Standing, blank=True)
    speakers = models.TextField(
        "who can speak for us",
        blank=True,
        help_text="Names and roles, one a line. Only these people may commit us.",
    )
    limits = models.TextField("what they may not agree without coming back", blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner())

    def __str__(self) -> str:
        return "Who speaks for us"


class MandateItem(Contribution):
    """Where a partner stands on one power."""

    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="+")
    position = models.CharField("our position", max_length=10, choices=Position, blank=True)
    direction = models.CharField("which way would it move?", max_length=10, choices=Direction, blank=True)
    shared_with = models.CharField(
        "shared with whom",
        max_length=200,
        blank=True,
        help_text="Only if it is to be shared. Name the partners.",
    )
    conditions = models.TextField(
        "on what conditions", blank=True, help_text="If our position is “On, if…”, what must be true."
    )
    resident_outcome = models.TextField("what would residents notice?", blank=True)
    reasons = models.TextField("why this is our position", blank=True)
    interest = models.TextField(
        "what matters to us underneath",
        blank=True,
        help_text="The need behind the position. It helps others find another way to meet it.",
    )
    weight = models.PositiveSmallIntegerField(
        "how much does it matter to us?",
        default=5,
        validators=(MaxValueValidator(10),),
        help_text="From 0, not at all, to 10, more than anything.",
    )
    flexibility = models.CharField("how much room is there?", max_length=8, choices=Flexibility, blank=True)
    offer = models.TextField(
        "what would we bring?", blank=True, help_text="Money, people, buildings, systems or data."
    )
    evidence = models.PositiveSmallIntegerField(
        "how strong is our evidence?", choices=Evidence, default=Evidence.NONE
    )
    authority = models.CharField(
        "on whose authority", max_length=16, choices=Authority, default=Authority.NOT_YET
    )
    authority_limits = models.CharField("limits of that authority", max_length=300, blank=True)
    expires_on = models.DateField("authority runs out on", null=True, blank=True)
    review_trigger = models.CharField(
        "what would make us look again", max_length=10, choices=ReviewTrigger, blank=True
    )

    class Meta(Contribution.Meta):
        constraints = (
            *Contribution.Meta.constraints,
            once_per_partner("power"),
            models.CheckConstraint(condition=Q(weight__lte=10), name="mandate_weight_0_to_10"),
            models.CheckConstraint(condition=Q(evidence__lte=4), name="mandate_evidence_0_to_4"),
        )

    def __str__(self) -> str:
        return self.power.title


class PrivateHalf(Contribution):
    """What stays at home whatever happens. No verb lays it: there is no way from here to the table."""

    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="+")
    fallback = models.TextField("what we do if there is no deal", blank=True)
    least_acceptable = models.TextField("the least we could accept", blank=True)
    best_outcome = models.TextField("the best we could hope for", blank=True)
    worries = models.TextField("what worries us", blank=True)
    statutory_limit = models.TextField("what our statutory duty stops us doing", blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner("power"))

    def __str__(self) -> str:
        return f"Private half of {self.power.title}"


class MandateWording(models.Model):
    """A mandate exactly as it was sent for sign-off. Frozen: what was signed is what is laid.

    `frozen` is what may be laid; `frozen_private` is the private half, for the partner's own board paper only.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    frozen = models.TextField()
    frozen_private = models.TextField()
    digest = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    last_edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = PrivateQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("partner", "number"), name="mandate_wording_number_once"),
        )

    def __str__(self) -> str:
        return f"Mandate of {self.partner}, wording {self.number}"

    @cached_property
    def entries(self) -> list[dict[str, Any]]:
        return json.loads(self.frozen)

    @cached_property
    def private_entries(self) -> list[dict[str, Any]]:
        return json.loads(self.frozen_private)


class Signature(models.Model):
    """That a named approver signed one wording off, for which body, when and where it is minuted. Frozen."""

    wording = models.OneToOneField(MandateWording, on_delete=models.PROTECT, related_name="signature")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    body = models.CharField("which body decided", max_length=120, help_text="For example Cabinet, or Board.")
    decided_on = models.DateField("when it decided")
    minute = models.CharField("minute reference", max_length=80)

    objects = PrivateQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.body}, {self.decided_on.day} {self.decided_on:%B %Y}, minute {self.minute}"


class Mandate(Private):
    """Where a partner's mandate is in its own house: drafting, with the approver, or signed off."""

    state = models.CharField(max_length=12, choices=MandateState, default=MandateState.DRAFT)
    wording = models.ForeignKey(
        MandateWording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The wording last sent for sign-off.",
    )
    signed = models.ForeignKey(
        MandateWording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The wording last signed off, also after the signature has lapsed.",
    )
    laid = models.ForeignKey(
        MandateWording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The signed wording that the group now has.",
    )
    last_edited_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_because = models.TextField("what needs to change", blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "partner"), name="one_mandate_per_partner_and_round"),
            models.CheckConstraint(
                condition=Q(state=MandateState.DRAFT) | Q(wording__isnull=False),
                name="a_mandate_on_its_way_has_a_wording",
            ),
            models.CheckConstraint(
                condition=~Q(state=MandateState.SIGNED_OFF) | Q(signed__isnull=False),
                name="a_signed_mandate_has_a_signed_wording",
            ),
        )

    def __str__(self) -> str:
        return f"Mandate of {self.partner}, {self.get_state_display().lower()}"
