"""What the group agrees. Each row is one version of the words; endorsements belong to a version."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from partnerships.models.partnership import Partner
from partnerships.models.people import Person
from partnerships.models.rounds import Round
from partnerships.vocabulary import Gradient


class AgreementQuerySet(models.QuerySet):
    def in_round(self, round_: Round) -> AgreementQuerySet:
        return self.filter(round=round_)

    def of_kind(self, kind: str) -> AgreementQuerySet:
        return self.filter(kind=kind)

    def newest(self) -> AgreementQuerySet:
        """The last version of each lineage in its round, dropped ones included."""
        later = Agreement.objects.filter(
            round=OuterRef("round"), lineage=OuterRef("lineage"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(later))

    def standing(self) -> AgreementQuerySet:
        return self.newest().filter(dropped=False)


class Agreement(models.Model):
    """The part that all agreements share. A trigger refuses changes: rewording writes a new version."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="agreements")
    step = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    lineage = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    dropped = models.BooleanField(default=False)
    dropped_because = models.TextField(blank=True)
    carried = models.BooleanField(default=False, help_text="Came along from the round before.")
    proposed_for = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("round", "lineage", "version"), name="agreement_version_once"),
        )
        indexes = (models.Index(fields=("round", "kind")),)

    def __str__(self) -> str:
        return f"{self.kind}, version {self.version}"


class Endorsement(models.Model):
    """Where one partner stands on one version of an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="endorsements")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="endorsements")
    gradient = models.PositiveSmallIntegerField("where you stand", choices=Gradient)
    reservation = models.TextField(
        "what would change that",
        blank=True,
        help_text="Needed if you cannot accept it. Everybody will see this.",
    )
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("agreement", "partner")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "partner"), name="one_endorsement_per_partner_and_version"
            ),
            models.CheckConstraint(condition=Q(gradient__lte=6), name="gradient_has_seven_points"),
            models.CheckConstraint(
                condition=~Q(gradient=Gradient.CANNOT_ACCEPT) | ~Q(reservation=""),
                name="who_cannot_accept_says_what_would_change_that",
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_gradient_display()}"
