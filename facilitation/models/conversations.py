"""Conversations with one person or one group, a facilitator's own notes of them, and the themes that several come to.

A note lives until its day and is its writer's alone. That a note speaks to a theme is a row beside the note, and goes when
the note goes; the theme keeps a number. So once a note is gone nothing leads from a theme to who said it.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from facilitation.models.workshops import Workshop
from facilitation.vocabulary import Attribution, Became, Strength, ThemeKind
from partnerships.models import Actor, Person, Round
from partnerships.vocabulary import Role

# Fewer conversations than this, and a theme would say who brought it.
FEWEST_SOURCES = 3
# Whom a partner has, by the roles that everybody knows there are; never who holds one.
VOICES = [(role.value, role.label) for role in Role if role != Role.FACILITATOR]


class Conversation(models.Model):
    """Whose voice was heard, never what it said: somebody of a partner in a one-to-one, or a wider group."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="conversations")
    # A one-to-one stands on the list of workshops already, with its partner, its day and its minutes.
    workshop = models.OneToOneField(
        Workshop, null=True, blank=True, on_delete=models.PROTECT, related_name="conversation"
    )
    role = models.CharField("who was it with?", max_length=20, choices=VOICES, blank=True)
    group = models.CharField("which group", max_length=120, blank=True)
    heard_on = models.DateField("when", null=True, blank=True)
    # Its note was deleted, and what it counted towards themes stays: it cannot be counted again.
    is_settled = models.BooleanField(default=False)

    class Meta:
        ordering = ("round", "id")
        constraints = (
            models.CheckConstraint(
                condition=(Q(workshop__isnull=False, group="", heard_on=None) & ~Q(role=""))
                | (Q(workshop=None, role="", heard_on__isnull=False) & ~Q(group="")),
                name="conversation_is_with_one_voice",
            ),
        )

    def __str__(self) -> str:
        if self.workshop is None:
            return self.group
        return f"{self.workshop.partner}, {self.get_role_display().lower()}"

    @property
    def day(self) -> dt.date | None:
        return self.workshop.held_on if self.workshop else self.heard_on


class ThemeQuerySet(models.QuerySet["Theme"]):
    def in_round(self, round_: Round) -> ThemeQuerySet:
        return self.filter(round=round_)

    def on_board(self) -> ThemeQuerySet:
        """What everybody of the partnership reads."""
        return self.filter(shown_at__isnull=False)

    def visible_to(self, actor: Actor) -> ThemeQuerySet:
        """To a facilitator what they wrote or were let in on, besides what everybody reads."""
        return self.filter(Q(shown_at__isnull=False) | Q(noted_by=actor.person) | Q(is_shared=True))


class Theme(models.Model):
    """What several people said in words of the facilitator's. It names nobody."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="themes")
    text = models.CharField("the theme", max_length=120)
    kind = models.CharField(max_length=10, choices=ThemeKind)
    step = models.CharField(max_length=20, blank=True)
    strength = models.PositiveSmallIntegerField(choices=Strength, default=Strength.CLEAR)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    is_shared = models.BooleanField("let my fellow facilitators work with it", default=False)
    sources_gone = models.PositiveSmallIntegerField(default=0, editable=False)
    shown_at = models.DateTimeField(null=True, blank=True)
    # The number that everybody reads, as it was when the theme was put up: it does not move with each conversation. It stays
    # when the theme is taken off, for otherwise putting it up once more would tell who spoke last.
    shown_sources = models.PositiveSmallIntegerField(null=True, blank=True)
    became = models.CharField(max_length=8, choices=Became, blank=True)
    became_in = models.ForeignKey(Workshop, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ("round", "-strength", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(shown_at=None)
                | Q(shown_sources__isnull=False, shown_sources__gte=FEWEST_SOURCES),
                name="theme_on_board_has_three_sources",
            ),
            models.CheckConstraint(condition=Q(strength__lte=4), name="theme_strength_is_at_most_four"),
            models.CheckConstraint(
                condition=Q(became="", became_in=None) | (~Q(became="") & Q(became_in__isnull=False)),
                name="theme_became_something_somewhere",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_on_board(self) -> bool:
        return self.shown_at is not None


class ConversationNoteQuerySet(models.QuerySet["ConversationNote"]):
    def visible_to(self, actor: Actor) -> ConversationNoteQuerySet:
        """One's own, and what a fellow facilitator has shared; nothing whose day has come."""
        lasting = self.filter(
            conversation__round__partnership=actor.partnership, delete_on__gt=timezone.localdate()
        )
        return lasting.filter(Q(writer=actor.person) | Q(is_shared=True))


class ConversationNote(models.Model):
    """What a facilitator wrote down for themselves. It has a day on which it is deleted."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="note")
    writer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what was said")
    attribution = models.CharField(max_length=8, choices=Attribution, default=Attribution.NONE)
    is_shared = models.BooleanField("let my fellow facilitators read it", default=False)
    delete_on = models.DateField("delete it on")
    # Half a year from the first word, however often it is changed.
    delete_by = models.DateField(editable=False)
    themes = models.ManyToManyField(Theme, through="Coding", related_name="+")

    objects = ConversationNoteQuerySet.as_manager()

    class Meta:
        ordering = ("conversation",)
        constraints = (
            models.CheckConstraint(
                condition=Q(delete_on__lte=F("delete_by")), name="conversation_note_goes_in_time"
            ),
        )

    def __str__(self) -> str:
        return "A note of a conversation"


class Coding(models.Model):
    """That a note speaks to a theme. Goes with the note."""

    note = models.ForeignKey(ConversationNote, on_delete=models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="codings")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("note", "theme"), name="conversation_counts_once_for_a_theme"),
        )

    def __str__(self) -> str:
        return "A note speaks to a theme"
