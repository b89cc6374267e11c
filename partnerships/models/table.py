"""What has been laid on the table: immutable copies of what partners chose to show."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from partnerships.models.partnership import Partner
from partnerships.models.people import Person
from partnerships.models.rounds import Round


class TableEntryQuerySet(models.QuerySet["TableEntry"]):
    def in_round(self, round_: Round) -> TableEntryQuerySet:
        return self.filter(round=round_)

    def of_step(self, step: str) -> TableEntryQuerySet:
        return self.filter(step=step)

    def latest(self) -> TableEntryQuerySet:
        """The last word of each lineage in its round, tombstones included."""
        later = TableEntry.objects.filter(
            round=OuterRef("round"),
            partner=OuterRef("partner"),
            lineage=OuterRef("lineage"),
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(later))

    def standing(self) -> TableEntryQuerySet:
        """On the table now: the last word of each lineage, unless it was withdrawn."""
        return self.latest().filter(withdrawn=False)


class TableEntry(models.Model):
    """One wording of one contribution, as laid. A database trigger refuses every change (see `frozen.py`).

    A newer wording is a further row; a withdrawal is a further row with no content, because seen is seen.
    `subject` is what the wording is about (a power, a statement), so that partners' entries line up.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="entries")
    step = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    lineage = models.UUIDField()
    wording = models.PositiveIntegerField()
    subject = models.CharField(max_length=40, blank=True)
    frozen = models.TextField(help_text="Canonical JSON of the content.")
    withdrawn = models.BooleanField(default=False)
    authority = models.CharField(max_length=300, blank=True, help_text="Whose decision stands behind it.")
    laid_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField(default=timezone.now)
    carried = models.BooleanField(default=False, help_text="Came along from the round before.")

    objects = TableEntryQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("round", "partner", "lineage", "id")),
            models.Index(fields=("round", "step")),
        )

    def __str__(self) -> str:
        return f"{self.partner}: {self.kind}, wording {self.wording}"

    @cached_property
    def content(self) -> dict[str, Any]:
        return json.loads(self.frozen)
