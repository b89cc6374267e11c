"""The starting catalogue of powers, and each partnership's own list copied from it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from partnerships.models.partnership import Partnership
from partnerships.vocabulary import PowerLevel


class CataloguePower(models.Model):
    """Reference data: what is devolved or could be. A starting point, not legal advice."""

    code = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    area = models.CharField("area of competence", max_length=80)
    level = models.CharField(max_length=20, choices=PowerLevel)
    holder = models.CharField("who holds it today", max_length=200, blank=True)
    notes = models.TextField(blank=True)
    source_url = models.URLField(max_length=400, blank=True)
    confirm_locally = models.BooleanField(
        default=False, help_text="The level or a fact is not yet confirmed."
    )
    as_at = models.DateField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.title


class PowerQuerySet(models.QuerySet["Power"]):
    def discussed(self) -> PowerQuerySet:
        """On the partnership's list today: not taken off it."""
        return self.filter(retired_at=None)


class Power(models.Model):
    """A power this partnership talks about, in its own words. The code stays, so that partnerships compare."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="powers")
    catalogue_power = models.ForeignKey(CataloguePower, null=True, blank=True, on_delete=models.PROTECT)
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    area = models.CharField("area of competence", max_length=80)
    level = models.CharField(
        "lowest level at which it is available", max_length=20, choices=PowerLevel, default=PowerLevel.OUTSIDE
    )
    holder = models.CharField("who holds it today", max_length=200, blank=True)
    notes = models.TextField(blank=True)
    source_url = models.URLField("source", max_length=400, blank=True)
    confirm_locally = models.BooleanField(default=False)
    as_at = models.DateField(default=timezone.localdate)
    order = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PowerQuerySet.as_manager()

    class Meta:
        ordering = ("order", "id")
        constraints = (models.UniqueConstraint(fields=("partnership", "code"), name="power_code_once"),)

    def __str__(self) -> str:
        return self.title
