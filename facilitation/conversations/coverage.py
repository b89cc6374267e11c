"""Who has been heard and who has not: by partner and role, and wider voices by group. Never what was said.

A conversation with one person is a one-to-one workshop, planned and held as others are; here is only whom it is with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from facilitation.conversations.rules import may_hear, may_strike
from facilitation.models import Conversation, Workshop
from facilitation.models.conversations import VOICES
from facilitation.vocabulary import WorkshopKind
from facilitation.workshops import planning, running
from facilitation.workshops.agendas import ONE_TO_ONE
from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor, Partner, Round
from partnerships.rulings import insist, still_there
from partnerships.vocabulary import Role

# Whom a facilitator should not go without. The others are heard where there is time.
TO_HEAR = (Role.LEAD, Role.APPROVER)
HEARD, PLANNED = "Heard", "Planned"

# --- Planning and noting ------------------------------------------------------------------------


@transaction.atomic
def arrange(
    partner: Partner, role: str, *, round_: Round, held_on: dt.date | None, by: Actor
) -> Conversation:
    """Plan a one-to-one with the guide's 45 minutes. On a day that has passed it has taken place."""
    # The partner's own people find it among their workshops: in which role somebody spoke is not theirs to read.
    title = f"Conversation with {partner.short_name}"
    bare = Workshop(kind=WorkshopKind.ONE_TO_ONE, title=title, partner=partner, held_on=held_on)
    planned = planning.plan(bare, round_=round_, agenda=ONE_TO_ONE, by=by)
    if held_on and held_on <= timezone.localdate():
        running.record_held(planned, at=_noon(held_on), by=by)
    return is_with(planned, role, by=by)


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


@transaction.atomic
def is_with(workshop: Workshop, role: str, *, by: Actor) -> Conversation:
    """Say whom a one-to-one is with, once or better."""
    insist(may_hear(by, workshop))
    found, _ = Conversation.objects.update_or_create(
        workshop=workshop, defaults={"role": role}, create_defaults={"role": role, "round": workshop.round}
    )
    note("conversation", "Said in which role somebody is heard", by=by, round_=workshop.round)
    return found


@transaction.atomic
def hear_group(group: str, heard_on: dt.date, *, round_: Round, by: Actor) -> Conversation:
    """A wider voice: tenants, apprentices, the staff of a depot. Everybody can read that they were heard."""
    insist(rules.may_step(by, round_))
    note("group heard", "Noted that a wider voice was heard", by=by, round_=round_, group=True)
    return Conversation.objects.create(round=round_, group=group.strip(), heard_on=heard_on)


@transaction.atomic
def strike(conversation: Conversation, *, by: Actor) -> None:
    kept = held(conversation)
    insist(may_strike(by, kept))
    note("group struck", "Struck out a wider voice", by=by, round_=kept.round, group=True)
    kept.delete()


def held(conversation: Conversation) -> Conversation:
    """As it is in the database now, locked until the transaction ends: striking out and noting come one after the other."""
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation.pk)
    return still_there(found.first())


# --- Reading ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One role at one partner: heard or planned on a day, or neither."""

    role: str
    heard: bool = False
    day: dt.date | None = None
    conversation: Conversation | None = None

    @property
    def whom(self) -> str:
        """As its column is headed."""
        return dict(VOICES)[self.role]

    @property
    def word(self) -> str:
        if self.conversation is None:
            return "Not yet" if self.role in TO_HEAR else ""
        return HEARD if self.heard else PLANNED


@dataclass(frozen=True)
class Line:
    partner: Partner
    cells: list[Cell]


@dataclass(frozen=True)
class Coverage:
    """`unsaid` are one-to-ones of which nobody has said whom they are with."""

    lines: list[Line]
    unsaid: list[Workshop]
    groups: list[Conversation]

    @property
    def sentences(self) -> list[str]:
        """How far the facilitator is with those that should be heard: `Leads: 3 of 8 heard, 2 planned.`"""
        return [self._sentence(role) for role in TO_HEAR]

    def _sentence(self, role: Role) -> str:
        words = [cell.word for line in self.lines for cell in line.cells if cell.role == role]
        heard, planned = words.count(HEARD), words.count(PLANNED)
        return f"{role.label}s: {heard} of {len(words)} heard, {planned} planned."


def coverage(round_: Round) -> Coverage:
    """Four queries, however many partners."""
    one_to_ones = list(_one_to_ones(round_))
    said = [one for one in one_to_ones if hasattr(one, "conversation")]
    # The later the better: what was held stands before what is planned.
    best = {(one.partner_id, one.conversation.role): one for one in sorted(said, key=lambda one: one.is_over)}
    partners = round_.partnership.partners.at_table()
    return Coverage(
        [Line(partner, [_cell(partner, role, best) for role, _ in VOICES]) for partner in partners],
        [one for one in one_to_ones if not hasattr(one, "conversation")],
        list(groups(round_)),
    )


def _one_to_ones(round_: Round) -> QuerySet[Workshop]:
    found = Workshop.objects.in_round(round_).real().filter(kind=WorkshopKind.ONE_TO_ONE)
    return found.select_related("conversation", "partner")


def _cell(partner: Partner, role: str, best: Mapping[tuple[int, str], Workshop]) -> Cell:
    found = best.get((partner.pk, role))
    if found is None:
        return Cell(role)
    return Cell(role, found.is_over, found.held_on, found.conversation)


def groups(round_: Round) -> QuerySet[Conversation]:
    return Conversation.objects.filter(round=round_, workshop=None).order_by("heard_on", "pk")


def conversations_of(round_: Round) -> QuerySet[Conversation]:
    """All that are to come or were held, with one person or a group, by day."""
    found = Conversation.objects.filter(round=round_).select_related("workshop__partner")
    return found.order_by(Coalesce("workshop__held_on", "heard_on").asc(nulls_last=True), "pk")
