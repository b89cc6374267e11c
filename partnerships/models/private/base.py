"""What every private row shares, and the partner's own marks that a step is finished or lodged."""

from __future__ import annotations

import json
import uuid
from functools import cached_property
from typing import Any, Self

from django.db import models
from django.utils import timezone

from partnerships.models.actors import Actor
from partnerships.models.partnership import Partner
from partnerships.models.people import Person
from partnerships.models.rounds import Round


class PrivateQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Rows of the actor's own partner, and of nobody else, whoever the actor is."""
        if actor.partner is None or not (actor.works_inside or actor.answers_for_government):
            return self.none()
        return self.filter(partner=actor.partner)

    def of(self, partner: Partner) -> Self:
        return self.filter(partner=partner)

    def in_round(self, round_: Round) -> Self:
        return self.filter(round=round_)


class Private(models.Model):
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")

    objects = PrivateQuerySet.as_manager()

    class Meta:
        abstract = True


class Contribution(Private):
    """One thing a partner brings to a step, in private until it is laid.

    `lineage` stays the same across edits and rounds; `wording` goes up by one with every save, so that two
    people who edit at once cannot overwrite each other unseen.
    """

    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    wording = models.PositiveIntegerField(default=1, editable=False)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    edited_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "partner", "lineage"), name="%(class)s_lineage_once_per_round"
            ),
        )


def once_per_partner(*subject: str) -> models.UniqueConstraint:
    """Only one such row per partner and round (and subject)."""
    return models.UniqueConstraint(fields=("round", "partner", *subject), name="%(class)s_once_per_partner")


class Finished(Private):
    """The partner says: we have finished our part of this step. `laid` says that the group has it, too."""

    step = models.CharField(max_length=20)
    laid = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "partner", "step"), name="finished_once_per_step"),
        )

    def __str__(self) -> str:
        return f"{self.partner} has finished {self.step}"


class Lodging(Private):
    """What a partner has ready for a reveal: exactly the words that will open. Taking it back is free until then."""

    step = models.CharField(max_length=20)
    frozen = models.TextField(help_text="Canonical JSON: the entries that the reveal will write.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "partner", "step"), name="lodging_once_per_step"),
        )

    def __str__(self) -> str:
        return f"{self.partner} has lodged {self.step}"

    @cached_property
    def entries(self) -> list[dict[str, Any]]:
        return json.loads(self.frozen)
