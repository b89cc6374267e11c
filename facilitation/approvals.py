"""The list of approvals: putting a body on it, saying what it decided, and how many are obtained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from facilitation.models import Approval
from facilitation.vocabulary import ApprovalResult
from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor, Partnership
from partnerships.rulings import Ruling, insist, refused, still_there

# What is said of an approval, in the order of its form.
WORDS = (
    "partner",
    "body",
    "decision",
    "needed",
    "planned_on",
    "result",
    "decided_on",
    "conditions",
    "reference",
)

NOT_YOURS = refused(
    "This is a decision of somebody else’s body. Its own lead or approver or a facilitator keeps it up to date."
)
ONLY_LEADS = refused("Only a lead, an approver or a facilitator can say what a body decides. Ask your lead.")
HAS_DECIDED = refused("This body has decided, so it stays on the list. Change what came of it instead.")
CHANGED_MEANWHILE = (
    "Somebody else changed this while you had it open. Look at how it stands now, then change it."
)

# --- Who may ------------------------------------------------------------------------------------


def may_track(actor: Actor) -> Ruling:
    """Open the page that puts a body on the list."""
    ruling = rules.may_read_table(actor)
    return ONLY_LEADS if ruling and not (actor.facilitates or _speaks(actor)) else ruling


def may_track_this(actor: Actor, approval: Approval) -> Ruling:
    """A facilitator for all; for a body of the own partner its lead and approver."""
    ruling = may_track(actor)
    if actor.facilitates:
        here = rules.may_facilitate(actor, approval.partnership_id)
        return here and rules.may_change_partner(actor, approval.partner) if approval.partner else here
    own = actor.partner is not None and approval.partner_id == actor.partner.pk
    return NOT_YOURS if ruling and not own else ruling


def may_remove(actor: Actor, approval: Approval) -> Ruling:
    ruling = may_track_this(actor, approval)
    return HAS_DECIDED if ruling and approval.result else ruling


def _speaks(actor: Actor) -> bool:
    return bool(actor.partner and (actor.leads or actor.approves))


# --- Keeping the list ---------------------------------------------------------------------------


@transaction.atomic
def add(approval: Approval, *, by: Actor) -> Approval:
    approval.partnership, approval.noted_by = by.partnership, by.person
    insist(may_track_this(by, approval))
    approval.save(force_insert=True)
    _said("approval added", f"Put on the list of approvals: {approval}", by)
    return approval


@transaction.atomic
def change(approval: Approval, *, by: Actor) -> bool:
    """Save what was changed on the row, and with it what came of it. False if somebody changed it first.

    Whose it is now, and whose it would be, must both be the actor's to keep.
    """
    kept = Approval.objects.select_related("partnership").filter(pk=approval.pk)
    insist(may_track_this(by, still_there(kept.first())))
    insist(may_track_this(by, approval))
    words: dict[str, Any] = {name: getattr(approval, name) for name in WORDS}
    same = Approval.objects.filter(pk=approval.pk, wording=approval.wording)
    if not same.update(**words, wording=F("wording") + 1):
        return False
    became = f": {approval.get_result_display().lower()}" if approval.result else ""
    _said("approval changed", f"On the list of approvals, {approval}{became}", by)
    approval.refresh_from_db()
    return True


@transaction.atomic
def remove(approval: Approval, *, by: Actor) -> None:
    kept = Approval.objects.select_for_update(of=("self",)).select_related("partnership", "partner")
    found = still_there(kept.filter(pk=approval.pk).first())
    insist(may_remove(by, found))
    _said("approval removed", f"Took off the list of approvals: {found}", by)
    found.delete()


def _said(verb: str, text: str, by: Actor) -> None:
    note(verb, text, by=by, group=True)


# --- Reading ------------------------------------------------------------------------------------


def approvals_of(partnership: Partnership) -> list[Approval]:
    return list(Approval.objects.in_partnership(partnership.pk).select_related("partner"))


def obtained_words(approvals: Sequence[Approval]) -> str:
    """“3 of 8 obtained, 1 of them with conditions”; nothing where none is needed."""
    needed = [one for one in approvals if one.is_needed]
    if not needed:
        return ""
    obtained = [one for one in needed if one.is_obtained]
    with_conditions = sum(one.result == ApprovalResult.CONDITIONAL for one in obtained)
    also = f", {with_conditions} of them with conditions" if with_conditions else ""
    return f"{len(obtained)} of {len(needed)} obtained{also}"


def document_of(partnership: Partnership) -> dict[str, Any]:
    """As the record of a round keeps the list: as it stood when the round closed."""
    found = approvals_of(partnership)
    return {"sentence": obtained_words(found), "list": [_plain(one) for one in found]}


def _plain(one: Approval) -> dict[str, Any]:
    return {
        "whose": one.whose,
        "partner": one.partner.slug if one.partner else "",
        "body": one.body,
        "decision": one.decision,
        "needed": one.get_needed_display(),
        "planned_on": one.planned_on.isoformat() if one.planned_on else "",
        "next_on": one.next_on.isoformat() if one.next_on else "",
        "result": one.result,
        "words": one.get_result_display() if one.result else "Not decided yet",
        "decided_on": one.decided_on.isoformat() if one.decided_on else "",
        "conditions": one.conditions,
        "reference": one.reference,
    }
