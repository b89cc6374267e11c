"""Step 4, alone: what is in it for the partner, what it costs, and whether it is worth it."""

from django.db import models

from partnerships.models.private.base import Contribution, once_per_partner
from partnerships.vocabulary import BenefitType, Certainty, Impact, Level04, Size, Verdict


class Weighed(Contribution):
    """A benefit or a cost: of what type, how large, how certain and when."""

    type = models.CharField("of what kind", max_length=12, choices=BenefitType, blank=True)
    what = models.TextField("what is it?", blank=True)
    size = models.PositiveSmallIntegerField("how large?", choices=Size, null=True, blank=True)
    certainty = models.PositiveSmallIntegerField("how certain?", choices=Certainty, null=True, blank=True)
    when = models.CharField("when would we feel it?", max_length=120, blank=True)

    class Meta(Contribution.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.what


class Benefit(Weighed):
    pass


class Cost(Weighed):
    pass


class Worth(Contribution):
    finance = models.PositiveSmallIntegerField(
        "effect on our finances", choices=Impact, null=True, blank=True
    )
    staff = models.PositiveSmallIntegerField("effect on our staff", choices=Impact, null=True, blank=True)
    governance = models.PositiveSmallIntegerField(
        "effect on how we are governed", choices=Impact, null=True, blank=True
    )
    duties = models.PositiveSmallIntegerField(
        "effect on our statutory duties", choices=Impact, null=True, blank=True
    )
    identity = models.PositiveSmallIntegerField(
        "effect on our identity", choices=Impact, null=True, blank=True
    )
    readiness = models.PositiveSmallIntegerField(
        "how ready are we for that?", choices=Level04, null=True, blank=True
    )
    public_case = models.TextField("the case for the public", blank=True)
    financial_case = models.TextField(
        "the case for our finances", blank=True, help_text="Kept apart from the case for the public."
    )
    verdict = models.CharField("is it worth it?", max_length=16, choices=Verdict, blank=True)
    tipping_point = models.TextField("what would tip it?", blank=True)

    class Meta(Contribution.Meta):
        constraints = (*Contribution.Meta.constraints, once_per_partner())

    def __str__(self) -> str:
        return "Is it worth it?"
