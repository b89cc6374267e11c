"""Steps 3 and 6, alone: how ready each side is, what residents get, who would decide, and how we govern."""

from django.db import models
from django.db.models import Q

from partnerships.banks import CARDS, CITIZENS, DECISIONS, READINESS, choices
from partnerships.models.private.base import Contribution, once_per_partner
from partnerships.vocabulary import Decider, Level03, YesNo


class ReadinessAnswer(Contribution):
    statement = models.CharField(max_length=6, choices=choices(READINESS))
    level = models.PositiveSmallIntegerField("is it so?", choices=Level03, null=True, blank=True)
    evidence = models.TextField("what shows it?", blank=True)
    owner = models.CharField("who sees to it?", max_length=120, blank=True)
    by = models.DateField("by when?", null=True, blank=True)

    class Meta(Contribution.Meta):
        constraints = (
            *Contribution.Meta.constraints,
            once_per_partner("statement"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__lte=3), name="readiness_level_0_to_3"),
        )

    def __str__(self) -> str:
        return self.get_statement_display()


class CitizenAnswer(Contribution):
    statement = models.CharField(max_length=6, choices=choices(CITIZENS))
    answer = models.CharField("yes, no or unsure?", max_length=6, choices=YesNo, blank=True)
    note = models.TextField("in a sentence", blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner("statement"))

    def __str__(self) -> str:
        return self.get_statement_display()


class DeciderAnswer(Contribution):
    decision = models.CharField(max_length=6, choices=choices(DECISIONS))
    who = models.CharField("who decides?", max_length=10, choices=Decider, blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner("decision"))

    def __str__(self) -> str:
        return self.get_decision_display()


class GovernanceCard(Contribution):
    """Words only, and never a score."""

    card = models.CharField("which question?", max_length=6, choices=choices(CARDS))
    words = models.TextField("what we think", blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner("card"))

    def __str__(self) -> str:
        return self.get_card_display()
