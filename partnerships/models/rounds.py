"""Rounds, and the request that all partners open a step together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partnerships.models.partnership import Partnership
from partnerships.models.people import Person
from partnerships.vocabulary import RoundStatus


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self) -> RoundQuerySet:
        return self.filter(status=RoundStatus.OPEN)

    def touch(self) -> int:
        """Say that something the group can see has changed; live screens compare `version`."""
        return self.update(version=F("version") + 1)


class Round(models.Model):
    """One time round the cycle."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    focus = models.CharField("what this round is about", max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=RoundStatus, default=RoundStatus.OPEN)
    step = models.CharField("where the group is", max_length=20)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    closes_on = models.DateField("planned to close on", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("partnership", "number")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "number"), name="round_number_once"),
            models.UniqueConstraint(
                fields=("partnership",), condition=Q(status=RoundStatus.OPEN), name="one_open_round"
            ),
            models.CheckConstraint(
                condition=Q(status=RoundStatus.OPEN, closed_at=None)
                | Q(status=RoundStatus.CLOSED, closed_at__isnull=False),
                name="closed_round_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"Round {self.number}"

    @property
    def is_open(self) -> bool:
        return self.status == RoundStatus.OPEN

    def hold(self) -> None:
        """Lock the round until the transaction ends, and look again whether it is open and where the group is.

        Every verb that writes in a round begins with it, so that each comes wholly before the closing or finds
        the round closed, and one after the other.
        """
        self.refresh_from_db(
            fields=("status", "step", "closed_at"), from_queryset=Round.objects.select_for_update(no_key=True)
        )


class RevealQuerySet(models.QuerySet["Reveal"]):
    def pending(self) -> RevealQuerySet:
        return self.filter(opened_at=None)


class Reveal(models.Model):
    """The facilitator's request that a step opens for all at once. Until then partners only lodge."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reveals")
    step = models.CharField(max_length=20)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = RevealQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "step"), condition=Q(opened_at=None), name="one_pending_reveal_per_step"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="reveal_opened_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"Reveal of {self.step}, {self.round}"
