"""The words of every kind of agreement, in the order of the steps."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from partnerships.banks import SITUATIONS, choices
from partnerships.models.agreements import Agreement
from partnerships.models.partnership import Partner
from partnerships.models.powers import Power
from partnerships.vocabulary import (
    ArrangementTopic,
    Confidence,
    DeliveryModel,
    Geography,
    Involvement,
    OfferStatus,
    Remit,
    ScopeDecision,
    Size,
)


class ScopeChoice(Agreement):
    """Step 1, together: whether a power is part of what the group negotiates."""

    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="scope_choices")
    decision = models.CharField("is it in scope?", max_length=8, choices=ScopeDecision)
    terms = models.TextField(
        "on what terms", blank=True, help_text="Conditions the group accepts, in one or two sentences."
    )

    def __str__(self) -> str:
        return f"{self.power.title}: {self.get_decision_display().lower()}"


class Destination(Agreement):
    """Step 2, together: the shared picture of the authority at the end of the horizon."""

    statement = models.TextField(
        "where we will be in five years", help_text="Up to 60 words a resident would understand."
    )
    for_whom = models.CharField("for whom", max_length=200, blank=True)
    ambition = models.PositiveSmallIntegerField(
        "how big is the prize?",
        default=5,
        validators=(MaxValueValidator(10),),
        help_text="From 0, hardly worth it, to 10, changes everything.",
    )
    remit = models.CharField(max_length=20, choices=Remit, default=Remit.STRATEGIC)
    geography = models.CharField(max_length=12, choices=Geography, default=Geography.FIXED)
    health = models.CharField(
        "health bodies", max_length=12, choices=Involvement, default=Involvement.CONSULTED
    )
    police_and_fire = models.CharField(
        "police and fire", max_length=12, choices=Involvement, default=Involvement.CONSULTED
    )
    business = models.CharField("business", max_length=12, choices=Involvement, default=Involvement.CONSULTED)
    local_councils = models.CharField(
        "districts, towns and parishes", max_length=12, choices=Involvement, default=Involvement.CONSULTED
    )
    voluntary_sector = models.CharField(
        "voluntary and community sector", max_length=12, choices=Involvement, default=Involvement.CONSULTED
    )
    unchanged = models.TextField("what will not change", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ambition__lte=10), name="destination_ambition_0_to_10"),
        )

    def __str__(self) -> str:
        return self.statement


class Outcome(Agreement):
    """Step 2, together: something residents will notice, and how we will know."""

    statement = models.CharField("what residents will notice", max_length=300)
    residents = models.CharField("whose residents", max_length=200, blank=True)
    measure = models.CharField("how we will measure it", max_length=200, blank=True)
    baseline = models.CharField("where it stands today", max_length=120, blank=True)
    year_1 = models.CharField("year one", max_length=120, blank=True)
    year_2 = models.CharField("year two", max_length=120, blank=True)
    year_3 = models.CharField("year three", max_length=120, blank=True)
    year_4 = models.CharField("year four", max_length=120, blank=True)
    year_5 = models.CharField("year five", max_length=120, blank=True)

    def __str__(self) -> str:
        return self.statement


class JointStep(Agreement):
    """Step 3, together: a first step that the group takes."""

    what = models.CharField("what we will do", max_length=300)
    who = models.CharField("who does it", max_length=120)
    by = models.DateField("by when", null=True, blank=True)
    cost = models.CharField("what it costs", max_length=120, blank=True)
    help_from = models.CharField("help needed from", max_length=200, blank=True)

    def __str__(self) -> str:
        return self.what


class Assumption(Agreement):
    """Step 3, together: something the group takes for granted about government, until it is tested."""

    statement = models.CharField(
        "what we assume about government", max_length=300, help_text="One sentence that could turn out wrong."
    )
    basis = models.TextField("what it rests on", blank=True)
    confidence = models.CharField("how sure are we?", max_length=6, choices=Confidence, blank=True)
    owner = models.CharField("who finds out", max_length=120, blank=True)
    test = models.TextField("how we will find out", blank=True)
    result = models.TextField("what we found", blank=True)

    def __str__(self) -> str:
        return self.statement


class Milestone(Agreement):
    """Step 3, together: a day on the way, how far it may slip, and what must be done before it.

    `after` names a version; what stands for it now is found by its lineage.
    """

    what = models.CharField("what will be done", max_length=300)
    planned_for = models.DateField()
    latest = models.DateField("latest", help_text="The last day on which it would still do.")
    owner = models.CharField("who sees to it", max_length=120, blank=True)
    after = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="what must be done first",
    )
    done_on = models.DateField("done on", null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(latest__gte=F("planned_for")), name="milestone_latest_not_before_planned"
            ),
        )

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        if self.planned_for and self.latest and self.latest < self.planned_for:
            raise ValidationError({"latest": "The latest day must not be before the day it is planned for"})


class Offer(Agreement):
    """Step 4, together: what one partner gives another (the gives and gets)."""

    giver = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", verbose_name="who gives")
    receiver = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", verbose_name="who gets")
    what = models.CharField("what is given", max_length=300)
    in_return = models.CharField("what is hoped for in return", max_length=300, blank=True)
    cost = models.PositiveSmallIntegerField(
        "what it costs who gives it", choices=Size, null=True, blank=True, help_text="For the giver to say."
    )
    worth = models.PositiveSmallIntegerField(
        "what it is worth to who gets it",
        choices=Size,
        null=True,
        blank=True,
        help_text="For the receiver to say. Trades that pay for both are then pointed out to everybody.",
    )
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.OFFERED)

    def __str__(self) -> str:
        return self.what


class Pooling(Agreement):
    """Step 4, together: a service, budget or team that partners would share."""

    service = models.CharField("what is pooled", max_length=200)
    from_whom = models.CharField("from whom", max_length=200)
    to_whom = models.CharField("to whom", max_length=200)
    money = models.CharField("money", max_length=120, blank=True)
    staff = models.CharField("staff", max_length=120, blank=True)
    legal_route = models.CharField("legal route", max_length=200, blank=True)
    public_benefit = models.TextField("benefit to the public", blank=True)
    financial_benefit = models.TextField("benefit to finances", blank=True)
    reversible = models.CharField("how it could be undone", max_length=200, blank=True)

    def __str__(self) -> str:
        return self.service


class Principle(Agreement):
    """Step 5, together: one line of the charter."""

    statement = models.CharField("the principle", max_length=240, help_text="Up to 25 words.")
    kept = models.TextField("what we would see if we kept it", blank=True)
    broken = models.TextField("what we would see if we broke it", blank=True)

    def __str__(self) -> str:
        return self.statement


class Arrangement(Agreement):
    """Step 6, together: one part of who leads, and how."""

    topic = models.CharField("what it settles", max_length=20, choices=ArrangementTopic)
    model = models.CharField(
        "delivery model",
        max_length=14,
        choices=DeliveryModel,
        blank=True,
        help_text="Only for the delivery model.",
    )
    words = models.TextField("what we have agreed")
    still_open = models.TextField("what is still open", blank=True)

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.words}"


class StressTest(Agreement):
    """Step 6, together: what the group would do if something went wrong."""

    situation = models.CharField("what if?", max_length=6, choices=choices(SITUATIONS))
    response = models.TextField("what we would do")
    gap = models.TextField("what is missing for that", blank=True)
    owner = models.CharField("who closes the gap", max_length=120, blank=True)

    def __str__(self) -> str:
        return self.get_situation_display()


class NextQuestion(Agreement):
    """Step 7, together: what the next round must settle."""

    question = models.CharField("what the next round must settle", max_length=300)
    why = models.TextField("why it matters", blank=True)
    importance = models.PositiveSmallIntegerField("how much hangs on it", choices=Size, default=Size.FAIR)

    def __str__(self) -> str:
        return self.question
