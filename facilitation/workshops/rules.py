"""Who may do what in a workshop, and the sentence for those who may not."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from facilitation.models import FollowUp, Workshop
from partnerships import rules
from partnerships.models import Actor, Round
from partnerships.rulings import ALLOWED, Ruling, refused

# The console asks for what is new every 20 seconds. Silent for six times as long, it is lost.
LOST_AFTER = dt.timedelta(minutes=2)

IS_OVER = refused("This workshop has ended, so its run sheet stays as it was. Duplicate it to plan another.")
NOT_RUNNING = refused("This workshop is not running. Go back to its plan to begin it.")
NO_NOTE = refused(
    "One-to-ones, in-house sessions and practice have no note for everybody. Nothing was shared."
)


def may_close(actor: Actor, round_: Round) -> Ruling:
    """Not while a workshop of it runs: what comes out of it would be in no record."""
    ruling = rules.may_facilitate(actor, round_.partnership_id)
    running = in_the_way_of_closing(round_) if ruling else None
    if running:
        return refused(f"“{running}” is still running. End it from its console first, then close the round.")
    return ruling


def in_the_way_of_closing(round_: Round) -> Workshop | None:
    return Workshop.objects.running().real().in_round(round_).first()


def may_run(actor: Actor, workshop: Workshop) -> Ruling:
    """What any facilitator of the partnership may do while a workshop goes on: attendance, notes, ending a vote."""
    return rules.may_facilitate(actor, workshop.round.partnership_id)


def may_plan(actor: Actor, workshop: Workshop) -> Ruling:
    ruling = rules.may_step(actor, workshop.round)
    return IS_OVER if ruling and workshop.is_over else ruling


def may_move_room(actor: Actor, workshop: Workshop) -> Ruling:
    """One person at a time has the console in hand."""
    ruling = may_run(actor, workshop)
    if ruling and not workshop.is_running:
        return NOT_RUNNING
    if ruling and workshop.run_by_id != actor.person.pk:
        return refused(f"{workshop.run_by} has the console in hand. Ask them to offer it to you.")
    return ruling


def may_take_over(actor: Actor, workshop: Workshop) -> Ruling:
    """Never from somebody who is there: only when the other console has gone silent."""
    ruling = may_run(actor, workshop)
    if ruling and not workshop.is_running:
        return NOT_RUNNING
    if ruling and not is_lost(workshop):
        return refused(
            f"{workshop.run_by} has the console in hand and is connected. Ask them to offer it to you."
        )
    return ruling


def is_lost(workshop: Workshop) -> bool:
    seen = workshop.run_by_seen_at
    return seen is None or timezone.now() - seen > LOST_AFTER


def may_write_note(actor: Actor, follow_up: FollowUp) -> Ruling:
    ruling = may_run(actor, follow_up.workshop)
    if ruling and follow_up.is_final:
        return refused("This note is final. Put what has changed since into the next workshop’s note.")
    return ruling


def may_correct(actor: Actor, follow_up: FollowUp) -> Ruling:
    """Anybody who acts for a partner, from the sharing until the note is final."""
    elsewhere = actor.partnership.pk != follow_up.workshop.round.partnership_id
    if elsewhere or not actor.partner or not rules.may_read_table(actor):
        return refused("Only people of the partners correct the note. A facilitator can change it.")
    if follow_up.shared_at is None:
        return refused("This note is not shared yet. You can correct it once it is.")
    if follow_up.is_final:
        return refused("This note is final. Raise what is wrong at the next workshop.")
    return ALLOWED
