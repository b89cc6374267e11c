"""Where the group has been."""

from django.db import models
from django.utils import timezone

from partnerships.models import Person, Round


class Move(models.Model):
    """One move of the group from step to step, with what was unfinished and why it went on all the same."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="moves")
    from_step = models.CharField(max_length=20)
    to_step = models.CharField(max_length=20)
    unfinished = models.TextField(blank=True)
    reason = models.TextField("why we go on all the same", blank=True)
    moved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.from_step} → {self.to_step}"
