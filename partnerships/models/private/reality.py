"""Step 3, alone: where a partner thinks we are now, and its own first step."""

from django.db import models
from django.db.models import Q

from partnerships.models.private.base import Contribution, once_per_partner
from partnerships.statements import STATEMENT_CHOICES
from partnerships.vocabulary import Confidence, Journey, Level04


class Rating(Contribution):
    statement = models.CharField(max_length=6, choices=STATEMENT_CHOICES)
    now = models.PositiveSmallIntegerField("now", choices=Level04, null=True, blank=True)
    year_five = models.PositiveSmallIntegerField("year five", choices=Level04, null=True, blank=True)
    confidence = models.CharField("how sure are we?", max_length=6, choices=Confidence, blank=True)
    evidence = models.TextField("what makes us think so?", blank=True)
    obstacle = models.TextField("what stands in the way?", blank=True)

    class Meta(Contribution.Meta):
        constraints = (
            *Contribution.Meta.constraints,
            once_per_partner("statement"),
            models.CheckConstraint(condition=Q(now=None) | Q(now__lte=4), name="rating_now_0_to_4"),
            models.CheckConstraint(
                condition=Q(year_five=None) | Q(year_five__lte=4), name="rating_year_five_0_to_4"
            ),
        )

    def __str__(self) -> str:
        return self.get_statement_display()


class JourneyPosition(Contribution):
    journey = models.CharField("how far along are we?", max_length=12, choices=Journey, blank=True)
    first_step = models.CharField("our first step", max_length=300, blank=True)
    who = models.CharField("who does it", max_length=120, blank=True)
    by = models.DateField("by when", null=True, blank=True)
    cost = models.CharField("what it costs", max_length=120, blank=True)
    help_from = models.CharField("help we need, and from whom", max_length=200, blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner())

    def __str__(self) -> str:
        return "Where we are, and our first step"
