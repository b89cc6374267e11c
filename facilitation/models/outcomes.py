"""What comes out of a workshop: decisions, promises, parked items, and the note that follows it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from facilitation.models.workshops import FOR_ALL, AgendaItem, Workshop
from facilitation.vocabulary import PromiseState
from partnerships.models import Partner, Person, Round


class Outcome(models.Model):
    """What all outcomes of a workshop share."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="%(class)ss")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=300)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class Decision(Outcome):
    decided_by = models.CharField("who decided", max_length=200, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class PromiseQuerySet(models.QuerySet["Promise"]):
    def in_round(self, round_: Round) -> PromiseQuerySet:
        return self.filter(workshop__round=round_, workshop__is_practice=False)

    def in_partnership(self, partnership: int) -> PromiseQuerySet:
        """Before everybody, in all its rounds: a promise outlives the round in which it was made."""
        made = self.filter(workshop__round__partnership=partnership, workshop__is_practice=False)
        return made.filter(workshop__kind__in=FOR_ALL)

    def open(self) -> PromiseQuerySet:
        return self.filter(state=PromiseState.OPEN)

    def due(self, today: dt.date) -> PromiseQuerySet:
        """Whose day has come, settled or not. A promise that is needed no longer was never due."""
        return self.filter(due__lte=today).exclude(state=PromiseState.RELEASED)


class Promise(Outcome):
    """Something that a partner said it would do by a day."""

    partner = models.ForeignKey(
        Partner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="which partner",
    )
    owner = models.CharField("who", max_length=120)
    due = models.DateField("by when")
    state = models.CharField(max_length=8, choices=PromiseState, default=PromiseState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PromiseQuerySet.as_manager()

    class Meta(Outcome.Meta):
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=PromiseState.OPEN, settled_at=None, settled_by=None)
                | (~Q(state=PromiseState.OPEN) & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="settled_promise_says_by_whom",
            ),
        )

    def words_on(self, day: dt.date) -> str:
        return PromiseState(self.state).words(is_past=self.due < day)


class Renegotiation(models.Model):
    """A promise was given another day. Frozen: it counts as kept only if that was said before it was due."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="renegotiations")
    was_due = models.DateField()
    now_due = models.DateField()
    said_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.promise}: {self.was_due} → {self.now_due}"

    @property
    def in_time(self) -> bool:
        return self.said_on <= self.was_due


class ParkedItem(Outcome):
    """Something put aside so that it is not lost."""

    owner = models.CharField("who brings it back", max_length=120)
    due = models.DateField("by when", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_as = models.CharField("what became of it", max_length=200, blank=True)


class FollowUp(models.Model):
    """The note that follows a workshop. Participants can correct it until it is final."""

    workshop = models.OneToOneField(Workshop, on_delete=models.PROTECT, related_name="follow_up")
    heard = models.TextField("what we heard", blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    # What was final, as a document; from then on nothing is read from live rows.
    frozen = models.TextField(blank=True, editable=False)
    final_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(final_at=None, final_by=None, frozen="")
                | Q(final_at__isnull=False, final_by__isnull=False, shared_at__isnull=False) & ~Q(frozen=""),
                name="final_note_was_shared_and_is_frozen",
            ),
        )

    def __str__(self) -> str:
        return f"Note of {self.workshop}"

    @property
    def is_final(self) -> bool:
        return self.final_at is not None


class Correction(models.Model):
    """What a partner says is wrong in the note, and what became of it."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="corrections")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what should it say?")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField("what was done about it", max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:60]
