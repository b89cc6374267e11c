"""Step 6, alone: what a partner can put in, and how it would rather be led."""

from django.db import models

from partnerships.models.private.base import Contribution, once_per_partner
from partnerships.vocabulary import DeliveryModel, ResourceType


class Resource(Contribution):
    type = models.CharField("what kind", max_length=10, choices=ResourceType, blank=True)
    what = models.CharField("what we can put in", max_length=300, blank=True)
    amount = models.DecimalField(
        "how much",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Pounds a year for money, posts for people.",
    )
    until = models.CharField("for how long", max_length=120, blank=True)
    conditions = models.TextField("on what conditions", blank=True)

    def __str__(self) -> str:
        return self.what


class LeadershipPreference(Contribution):
    model = models.CharField(
        "which delivery model do we prefer?", max_length=14, choices=DeliveryModel, blank=True
    )
    sponsor = models.CharField("our senior sponsor", max_length=120, blank=True)
    reasons = models.TextField("why", blank=True)
    could_host = models.TextField("could we host it, and on what terms?", blank=True)
    scrutiny = models.TextField("how should it be held to account?", blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner())

    def __str__(self) -> str:
        return "Who should lead, and how"
