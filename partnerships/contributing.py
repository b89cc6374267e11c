"""What a partner writes in private: saving it, and saying that a step is finished."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships import lifecycle, rules
from partnerships.history import note
from partnerships.models import Actor, Power, Round, TableEntry
from partnerships.models.private import Contribution, Finished, Lodging, PrivateHalf
from partnerships.previewing import layable
from partnerships.rulings import ALLOWED, Refused, Ruling, insist, refused
from partnerships.steps import Step, has_reached
from partnerships.vocabulary import MandateState

REMOVED = refused("Somebody removed this while you were writing. Copy your text before you leave this page.")


class Conflict(Exception):
    """Somebody else saved first. Carries the row as it now stands."""

    def __init__(self, theirs: Contribution):
        super().__init__("Somebody else changed this while you were writing.")
        self.theirs = theirs


def may_edit(step: Step, actor: Actor, round_: Round) -> Ruling:
    """The ruling on changing anything of a step: by role, by round, and by where a mandate is."""
    waits = step.waits_for_group and not has_reached(round_.step, step)
    ruling = rules.may_contribute(actor, round_, waits=waits)
    if ruling and step.signed_off:
        return rules.may_edit_mandate(actor, lifecycle.mandate_of(actor.partner, round_))
    return ruling


def what_an_edit_undoes(step: Step, actor: Actor, round_: Round) -> str:
    """The sentence to read before changing anything of a step that is lodged or signed off; blank if neither."""
    mine = Lodging.objects.filter(partner=actor.partner, round=round_, step=step.key)
    if mine.exists():
        return "This is lodged for the reveal. Changing anything takes it back, and you can lodge it again."
    if step.signed_off and lifecycle.mandate_of(actor.partner, round_).state == MandateState.SIGNED_OFF:
        return "Your mandate is signed off. Changing anything makes the signature lapse."
    return ""


@transaction.atomic
def add(row: Contribution, step: Step, *, round_: Round, by: Actor) -> Contribution:
    """Save a new contribution. A second row where only one may be is a `Conflict` with the first."""
    round_.hold()
    insist(may_edit(step, by, round_))
    row.partner, row.round, row.edited_by = by.partner, round_, by.person
    reopen(step, round_, by)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_fellow_of(row)) from error
    return row


_SUBJECTS = ("power", "statement", "principle", "decision", "card")


def _fellow_of(row: Contribution) -> Contribution:
    """The row that already stands where a new one was meant to go."""
    alike = {name: getattr(row, name) for name in _SUBJECTS if hasattr(row, name)}
    return type(row)._default_manager.get(partner=row.partner, round=row.round, **alike)


@transaction.atomic
def revise(row: Contribution, step: Step, *, started_from: int, by: Actor) -> Contribution:
    """Save changes to a row if nobody saved since the wording that the editor started from.

    Words that are the same as before change nothing: no new wording, and a signature does not lapse.
    """
    row.round.hold()
    insist(may_edit(step, by, row.round))
    insist(rules.may_touch(by, row))
    present = type(row)._default_manager.filter(pk=row.pk).first()
    if present is None:
        raise Refused(REMOVED)
    if all(getattr(present, name) == getattr(row, name) for name in _words_of(row)):
        return present
    if present.wording != started_from:
        raise Conflict(present)
    reopen(step, row.round, by)
    row.wording, row.edited_by, row.edited_at = started_from + 1, by.person, timezone.now()
    row.save(update_fields=(*_words_of(row), "wording", "edited_by", "edited_at"))
    return row


_BOOKKEEPING = {"id", "partner_id", "round_id", "lineage", "wording", "edited_by_id", "edited_at"}


def _words_of(row: Contribution) -> list[str]:
    """The columns that hold what a person wrote."""
    return [field.attname for field in row._meta.concrete_fields if field.attname not in _BOOKKEEPING]


def keep_home(
    power: Power, words: Mapping[str, str], step: Step, *, round_: Round, by: Actor
) -> Contribution:
    """Write the private half of a position, which no verb can lay."""
    return add(PrivateHalf(power=power, **words), step, round_=round_, by=by)


@transaction.atomic
def remove(row: Contribution, step: Step, *, by: Actor) -> None:
    row.round.hold()
    insist(may_edit(step, by, row.round))
    insist(rules.may_touch(by, row))
    insist(may_remove(row))
    reopen(step, row.round, by)
    row.delete()


def may_remove(row: Contribution) -> Ruling:
    laid = TableEntry.objects.in_round(row.round).filter(partner=row.partner, lineage=row.lineage)
    if laid.standing().exists():
        return refused("This is on the table. Withdraw it first, then remove it here.")
    return ALLOWED


def reopen(step: Step, round_: Round, by: Actor) -> None:
    """An edit undoes what was said of the step before it: finished, lodged, signed off. Within a held round."""
    mine = {"partner": by.partner, "round": round_, "step": step.key}
    Finished.objects.filter(**mine).delete()
    if Lodging.objects.filter(**mine).delete()[0]:
        note(
            "lodging lapsed",
            f"An edit took back what was lodged for {step.name}",
            by=by,
            round_=round_,
            partner=by.partner,
        )
    if step.signed_off:
        lifecycle.unsettle(by.partner, round_, by=by)


@transaction.atomic
def finish(step: Step, *, round_: Round, by: Actor) -> None:
    round_.hold()
    insist(may_edit(step, by, round_))
    # Where nothing is left to lay, the group has what was finished: nobody need wait for a laying that cannot come.
    laid = all(thing.state == "laid" for thing in layable(step, by, round_))
    _, is_new = Finished.objects.get_or_create(
        partner=by.partner, round=round_, step=step.key, defaults={"by": by.person, "laid": laid}
    )
    if is_new:
        note("finished", f"Marked {step.name} as finished", by=by, round_=round_, partner=by.partner)


@transaction.atomic
def unfinish(step: Step, *, round_: Round, by: Actor) -> None:
    round_.hold()
    insist(may_edit(step, by, round_))
    Finished.objects.filter(partner=by.partner, round=round_, step=step.key).delete()
