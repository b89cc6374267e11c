"""What happened, append-only."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class EventQuerySet(models.QuerySet["Event"]):
    def about_partner(self, partner: models.Model) -> EventQuerySet:
        return self.filter(partner_id=partner.pk)

    def seen_by_group(self) -> EventQuerySet:
        return self.filter(group=True)


class Event(models.Model):
    """One line of history. Plain numbers and text: no foreign keys, so that it never holds live data back.

    Holds no private content: what was done and to what kind of thing, never what it says.
    """

    partnership_id = models.BigIntegerField()
    partner_id = models.BigIntegerField(null=True)
    round_number = models.PositiveSmallIntegerField(null=True)
    group = models.BooleanField(help_text="The whole partnership may read this line.")
    verb = models.CharField(max_length=40)
    text = models.TextField()
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=120)
    seat_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("partnership_id", "partner_id")),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person_name}: {self.text}"
