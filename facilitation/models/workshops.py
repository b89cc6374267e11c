"""Workshops, their run sheets, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from facilitation.vocabulary import (
    CLASS_OF,
    Cover,
    ItemClass,
    ItemKind,
    Presence,
    WorkshopKind,
    WorkshopState,
)
from partnerships.models import Partner, Person, Round

if TYPE_CHECKING:
    from facilitation.models.polls import Poll

FOR_ALL = (WorkshopKind.WORKSHOP, WorkshopKind.MEETING)


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def in_round(self, round_: Round) -> WorkshopQuerySet:
        return self.filter(round=round_)

    def running(self) -> WorkshopQuerySet:
        return self.filter(state=WorkshopState.RUNNING)

    def ended(self) -> WorkshopQuerySet:
        return self.filter(state=WorkshopState.ENDED)

    def for_all(self) -> WorkshopQuerySet:
        """What every partner takes part in, and nobody only practises."""
        return self.real().filter(kind__in=FOR_ALL)

    def repeatable_in(self, workshop: Workshop) -> WorkshopQuerySet:
        """What was said where may be told in this one: what everybody takes part in, and what is held with the same partner."""
        if workshop.kind in FOR_ALL or workshop.partner_id is None:
            return self.for_all()
        return self.for_all() | self.real().filter(partner=workshop.partner_id)

    def real(self) -> WorkshopQuerySet:
        """Without practice, which counts for nothing."""
        return self.filter(is_practice=False)

    def show(self, **what: object) -> int:
        """Change what the room sees: every screen compares `scene`."""
        return self.update(scene=F("scene") + 1, **what)

    def touch(self) -> int:
        """Something small has changed that screens show: who has come, how many have voted."""
        return self.update(pulse=F("pulse") + 1)


class Workshop(models.Model):
    """One meeting of a round. While it runs this one row says what the room sees; nothing else can disagree with it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="workshops")
    kind = models.CharField(max_length=12, choices=WorkshopKind, default=WorkshopKind.WORKSHOP)
    title = models.CharField(max_length=120)
    partner = models.ForeignKey(
        Partner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="with which partner",
    )
    held_on = models.DateField("date", null=True, blank=True)
    starts_at = models.TimeField("starts at", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    wifi_name = models.CharField("name of the room’s Wi-Fi", max_length=60, blank=True)
    wifi_password = models.CharField("its password", max_length=63, blank=True)
    is_practice = models.BooleanField("practice", default=False)
    state = models.CharField(max_length=8, choices=WorkshopState, default=WorkshopState.PLANNED)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    # What phones type to get in; dead with the workshop.
    code = models.CharField(max_length=6, blank=True)
    # The site's name as the facilitator reached it, which is the one that the room can reach too.
    host = models.CharField(max_length=120, blank=True, editable=False)
    # Who has the console in hand, and to whom it is offered.
    run_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    run_by_seen_at = models.DateTimeField(null=True, blank=True)
    offered_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    # What the room sees.
    item = models.ForeignKey("AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    poll = models.ForeignKey("Poll", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover = models.CharField(max_length=12, choices=Cover, default=Cover.NONE, blank=True)
    hides_results = models.BooleanField(default=False)
    timer_ends_at = models.DateTimeField(null=True, blank=True)
    scene = models.PositiveIntegerField(default=1)
    pulse = models.PositiveIntegerField(default=0)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ("round", F("held_on").asc(nulls_last=True), "id")
        constraints = (
            models.UniqueConstraint(
                fields=("code",), condition=~Q(code=""), name="one_workshop_per_join_code"
            ),
            models.CheckConstraint(
                condition=Q(state=WorkshopState.PLANNED, began_at=None, ended_at=None)
                | Q(state=WorkshopState.RUNNING, began_at__isnull=False, ended_at=None)
                | Q(state=WorkshopState.ENDED, ended_at__isnull=False),
                name="workshop_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=WorkshopState.RUNNING) | Q(code=""), name="join_code_dies_with_the_workshop"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        return self.state == WorkshopState.RUNNING

    @property
    def is_for_all(self) -> bool:
        return self.kind in FOR_ALL and not self.is_practice

    @property
    def audience(self) -> tuple[bool, int | None]:
        """Whether it is held with everybody, and with which partner if not."""
        return self.kind in FOR_ALL, self.partner_id

    @property
    def is_over(self) -> bool:
        return self.state == WorkshopState.ENDED

    @property
    def poll_on_show(self) -> Poll | None:
        """The poll that the screens show, or would but for what covers them."""
        hidden = self.poll is None or (self.hides_results and self.poll.is_revealed)
        return None if hidden else self.poll

    def hold(self) -> None:
        """Lock the workshop until the transaction ends, and look again what it shows: one button press at a time."""
        self.refresh_from_db(from_queryset=Workshop.objects.select_for_update(no_key=True))


class AgendaItem(models.Model):
    """One block of a run sheet."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    kind = models.CharField("what happens", max_length=16, choices=ItemKind)
    item_class = models.CharField("counts as", max_length=12, choices=ItemClass)
    step = models.CharField(max_length=20, blank=True)
    minutes = models.PositiveSmallIntegerField()
    method = models.TextField("how we do it", blank=True, help_text="For facilitators only.")
    output = models.CharField("what comes out", max_length=200, blank=True)

    class Meta:
        ordering = ("workshop", "place", "id")
        constraints = (
            models.CheckConstraint(condition=Q(minutes__lte=600), name="agenda_item_ends_the_same_day"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_overridden(self) -> bool:
        """Whether it counts as something else than its kind usually does."""
        return self.item_class != CLASS_OF[ItemKind(self.kind)]


class ClassChange(models.Model):
    """Somebody said that an item counts as something else than it did. Frozen: the measure must not be gamed unseen."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="class_changes")
    title = models.CharField(max_length=120)
    was = models.CharField(max_length=12, choices=ItemClass)
    became = models.CharField(max_length=12, choices=ItemClass)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.title}: {self.was} → {self.became}"


class Spell(models.Model):
    """One stretch of time that an item was on show. Going back to an item begins another."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="spells")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("began_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("item",), condition=Q(ended_at=None), name="one_spell_under_way"),
        )

    def __str__(self) -> str:
        return f"{self.item} from {self.began_at:%H:%M}"


class Attendance(models.Model):
    """Whether a partner's named lead was there, and whether the partner has been heard."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="attendances")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=12, choices=Presence, default=Presence.EXPECTED)
    substitute = models.CharField("who came instead", max_length=120, blank=True)
    heard = models.BooleanField(default=False)

    class Meta:
        ordering = ("partner",)
        constraints = (
            models.UniqueConstraint(fields=("workshop", "partner"), name="one_attendance_per_partner"),
        )

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_presence_display().lower()}"
