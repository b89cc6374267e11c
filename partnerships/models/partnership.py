"""The partnership, and the organisations that are partners in it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partnerships.vocabulary import Capacity, Level, PartnershipStatus, PartnerStatus, PartnerType, Tier


class Partnership(models.Model):
    name = models.CharField(max_length=120)
    slug = models.SlugField(
        "short name for addresses",
        max_length=40,
        unique=True,
        help_text="Lower-case letters, numbers and hyphens. For example three-rivers.",
    )
    place = models.CharField("place it covers", max_length=200)
    purpose = models.TextField(
        blank=True, help_text="What can only be solved at this scale, in words a resident would use."
    )
    status = models.CharField(max_length=20, choices=PartnershipStatus, default=PartnershipStatus.EXPLORING)
    intended_level = models.CharField(
        "what the partners mean to form", max_length=20, choices=Level, default=Level.UNDECIDED
    )
    horizon_starts = models.DateField("year one begins on", default=timezone.localdate)
    horizon_years = models.PositiveSmallIntegerField("years looked ahead", default=5)
    balance_target = models.PositiveSmallIntegerField(
        "share of effort on relationships, guide line", default=75
    )
    balance_band = models.PositiveSmallIntegerField("band either side of the guide line", default=10)
    anonymity_minimum = models.PositiveSmallIntegerField("fewest answers ever shown together", default=5)
    pre_election_from = models.DateField("pre-election period begins", null=True, blank=True)
    pre_election_to = models.DateField("pre-election period ends", null=True, blank=True)
    is_example = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(horizon_years__range=(1, 30)), name="horizon_between_1_and_30_years"
            ),
            models.CheckConstraint(
                condition=Q(balance_target__lte=100), name="balance_target_is_a_percentage"
            ),
            # Smaller groups would let one person's answer be worked out.
            models.CheckConstraint(
                condition=Q(anonymity_minimum__gte=5), name="anonymity_minimum_at_least_5"
            ),
            models.CheckConstraint(
                condition=Q(pre_election_to=None) | Q(pre_election_to__gte=F("pre_election_from")),
                name="pre_election_period_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def horizon_ends(self) -> dt.date:
        """The last day of the last year looked ahead to."""
        starts = self.horizon_starts
        # 29 February has no fellow in most years; the day before serves.
        day = min(starts.day, 28) if starts.month == 2 else starts.day
        return starts.replace(year=starts.year + self.horizon_years, day=day) - dt.timedelta(days=1)

    @property
    def in_pre_election_period(self) -> bool:
        today = timezone.localdate()
        return bool(
            self.pre_election_from
            and self.pre_election_from <= today <= (self.pre_election_to or dt.date.max)
        )


class PartnerQuerySet(models.QuerySet["Partner"]):
    def seated(self) -> PartnerQuerySet:
        """Those who take part, or are about to: not those who have paused or left."""
        return self.exclude(status__in=(PartnerStatus.PAUSED, PartnerStatus.LEFT))

    def at_table(self) -> PartnerQuerySet:
        """Of these the partners' own: not government, which sits across the table."""
        return self.seated().exclude(capacity=Capacity.COUNTERPART)

    def voiced(self) -> PartnerQuerySet:
        """Those whose position counts on the table; observers, counterparts and advisers listen."""
        return self.seated().exclude(capacity__in=LISTENING)


LISTENING: tuple[str, ...] = (Capacity.OBSERVER, Capacity.COUNTERPART, Capacity.ADVISER)


class Partner(models.Model):
    """An organisation that takes part in a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=30, help_text="For table headings, for example Harbour.")
    slug = models.SlugField(max_length=60, editable=False)
    type = models.CharField(max_length=30, choices=PartnerType)
    tier = models.CharField(max_length=12, choices=Tier, blank=True)
    capacity = models.CharField(
        "membership capacity", max_length=20, choices=Capacity, default=Capacity.PROSPECTIVE
    )
    status = models.CharField(max_length=12, choices=PartnerStatus, default=PartnerStatus.INVITED)
    consent_required = models.BooleanField("its consent is needed to go ahead", default=False)
    starts = models.DateField("exists from", null=True, blank=True)
    ends = models.DateField("will end on", null=True, blank=True)
    successors = models.ManyToManyField(
        "self", through="Succession", symmetrical=False, related_name="predecessors", blank=True
    )
    successor_note = models.CharField(
        "succeeded by",
        max_length=200,
        blank=True,
        help_text="If the body that follows is not a partner here.",
    )
    gss_code = models.CharField("GSS code", max_length=9, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    statutory_limits = models.TextField("what its statutory duties rule out", blank=True)
    review_triggers = models.CharField("when its mandate must be looked at again", max_length=200, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ("partnership", "id")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "name"), name="partner_name_once_per_partnership"),
            models.UniqueConstraint(fields=("partnership", "slug"), name="partner_slug_once_per_partnership"),
            models.CheckConstraint(
                condition=~Q(slug="facilitator"), name="partner_slug_is_not_the_facilitators"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gt=F("starts")),
                name="partner_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_ended(self) -> bool:
        return self.ends is not None and self.ends <= timezone.localdate()

    @property
    def ends_within_horizon(self) -> bool:
        return self.ends is not None and self.ends <= self.partnership.horizon_ends


class Succession(models.Model):
    """That one body follows another, and what share of it."""

    predecessor = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="inheritances")
    share = models.PositiveSmallIntegerField("share, in per cent", default=100)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once"),
            models.CheckConstraint(
                condition=Q(share__range=(1, 100)), name="succession_share_is_a_percentage"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="nobody_succeeds_itself"),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.share}%)"
