"""Which bodies have to say yes, when, and what they have said: the list of approvals."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from facilitation.vocabulary import ApprovalNeed, ApprovalResult
from partnerships.models import Partner, Partnership, Person
from partnerships.vocabulary import PartnerStatus

OBTAINED = (ApprovalResult.APPROVED, ApprovalResult.CONDITIONAL)


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def in_partnership(self, partnership: int) -> ApprovalQuerySet:
        """Of all its rounds: an approval is for the deal, and a round is one time round it."""
        return self.filter(partnership=partnership)


class Approval(models.Model):
    """One decision of one body. It is the partner's whose body it is; without one it is of a body outside."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="approvals")
    partner = models.ForeignKey(
        Partner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="whose body is it?",
    )
    body = models.CharField("which body decides?", max_length=160)
    decision = models.CharField("what does it decide?", max_length=300)
    needed = models.CharField(
        "what is needed of it?", max_length=8, choices=ApprovalNeed, default=ApprovalNeed.CONSENT
    )
    planned_on = models.DateField("when is it planned?", null=True, blank=True)
    result = models.CharField("what came of it?", max_length=12, choices=ApprovalResult, blank=True)
    decided_on = models.DateField("when did it decide?", null=True, blank=True)
    conditions = models.TextField("on what conditions?", blank=True)
    reference = models.CharField("where is it minuted?", max_length=120, blank=True)
    # Counts up with every change, so that nobody overwrites what they have not seen.
    wording = models.PositiveIntegerField(default=1, editable=False)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("partnership", models.F("planned_on").asc(nulls_last=True), "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(result="", decided_on=None) | (~Q(result="") & Q(decided_on__isnull=False)),
                name="approval_result_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(result=ApprovalResult.CONDITIONAL) | ~Q(conditions=""),
                name="conditional_approval_says_on_what_conditions",
            ),
        )

    def __str__(self) -> str:
        return f"{self.whose}: {self.decision}"

    @property
    def whose(self) -> str:
        """“Moor, full council”; a body outside stands by itself."""
        return f"{self.partner.short_name}, {_lower_first(self.body)}" if self.partner else self.body

    @property
    def is_needed(self) -> bool:
        """It cannot go ahead without. What is only noted holds nothing up, and neither does who has left."""
        return self.needed != ApprovalNeed.NOTE and not self.has_left

    @property
    def has_left(self) -> bool:
        return self.partner is not None and self.partner.status == PartnerStatus.LEFT

    @property
    def is_obtained(self) -> bool:
        return self.result in OBTAINED

    @property
    def is_to_come(self) -> bool:
        """Nothing was decided yet, or it was put off."""
        return self.result in ("", ApprovalResult.DEFERRED)

    @property
    def next_on(self) -> dt.date | None:
        """The day it is planned for; where it was put off on that day or later, there is none yet."""
        put_off = self.decided_on and self.planned_on and self.planned_on <= self.decided_on
        return self.planned_on if self.is_to_come and not put_off else None

    @property
    def is_late(self) -> bool:
        return self.next_on is not None and self.next_on < timezone.localdate()


def _lower_first(text: str) -> str:
    """`Full council` becomes `full council`; `NHS board` stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
