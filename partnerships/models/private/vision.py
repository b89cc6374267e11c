"""Step 2, alone: what a partner hopes for."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from partnerships.models.private.base import Contribution, once_per_partner
from partnerships.vocabulary import Geography, Remit


class Hope(Contribution):
    what = models.TextField(
        "in five years, what is different?", blank=True, help_text="Picture one resident on an ordinary day."
    )
    for_whom = models.CharField("for whom", max_length=200, blank=True)
    sign = models.CharField(
        "how would we know?", max_length=200, blank=True, help_text="Something one could count or see."
    )

    def __str__(self) -> str:
        return self.what


class Ambition(Contribution):
    ambition = models.PositiveSmallIntegerField(
        "how big is the prize?",
        null=True,
        blank=True,
        validators=(MaxValueValidator(10),),
        help_text="From 0, hardly worth it, to 10, changes everything.",
    )
    remit = models.CharField("what should the authority do?", max_length=20, choices=Remit, blank=True)
    geography = models.CharField("is the map settled?", max_length=12, choices=Geography, blank=True)
    stakeholders = models.TextField(
        "who else must be part of it, and how?",
        blank=True,
        help_text="Health, police, fire, business, districts, parishes, the voluntary sector.",
    )
    governance = models.TextField("how should it be governed?", blank=True)
    unchanged = models.TextField("what must not change", blank=True)
    voices = models.TextField("what have staff and residents told us?", blank=True)

    class Meta(Contribution.Meta):
        constraints = (
            *Contribution.Meta.constraints,
            once_per_partner(),
            models.CheckConstraint(condition=Q(ambition=None) | Q(ambition__lte=10), name="ambition_0_to_10"),
        )

    def __str__(self) -> str:
        return "Ambition and remit"
