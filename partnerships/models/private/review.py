"""Step 7, alone: what a partner has learnt, and how promises and principles were kept."""

from django.db import models

from partnerships.models.agreed import Principle
from partnerships.models.private.base import Contribution, once_per_partner
from partnerships.vocabulary import Kept, Lived, ReflectionKind


class Reflection(Contribution):
    type = models.CharField("what kind is it?", max_length=8, choices=ReflectionKind, blank=True)
    words = models.TextField("in our words", blank=True)

    def __str__(self) -> str:
        return self.words


class PromiseReview(Contribution):
    promise = models.CharField("what we promised", max_length=300, blank=True)
    kept = models.CharField("did we keep it?", max_length=14, choices=Kept, blank=True)
    example = models.TextField("what happened", blank=True)

    def __str__(self) -> str:
        return self.promise


class LivedPrinciple(Contribution):
    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="+")
    lived = models.PositiveSmallIntegerField("was it lived?", choices=Lived, null=True, blank=True)
    example = models.TextField("an example", blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner("principle"))

    def __str__(self) -> str:
        return self.principle.statement
