"""Frozen rounds."""

import json
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import timezone

from partnerships.models import Person, Round


class Record(models.Model):
    """A round as it stood when it closed: one plain document, its digest chained to the record before.

    Refuses every change (see `partnerships/frozen.py`).
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="record")
    frozen = models.TextField(help_text="Canonical JSON.")
    digest = models.CharField(max_length=64, unique=True)
    previous_digest = models.CharField(max_length=64, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("round__number",)

    def __str__(self) -> str:
        return f"Record of {self.round}"

    @property
    def document(self) -> dict[str, Any]:
        """Not to be written into: all who ask in this process get the same one."""
        return _document(self.digest)


@lru_cache(maxsize=2)
def _document(digest: str) -> dict[str, Any]:
    """What a digest stands for never changes, and a large record takes 30 ms to read."""
    return json.loads(Record.objects.values_list("frozen", flat=True).get(digest=digest))
