"""From the partner's own side to the table: laying, lodging, opening a reveal, withdrawing.

The only module that writes table entries.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from partnerships import lifecycle, rules
from partnerships.history import note
from partnerships.models import Actor, Partner, Person, Reveal, Round, TableEntry
from partnerships.models.private import Finished, Lodging, Mandate, Signature
from partnerships.previewing import (
    Layable,
    PreviewChanged,
    layable,
    layable_for_government,
    may_lay,
    preview_mark,
)
from partnerships.rulings import Refused, insist, refused
from partnerships.steps import Step
from partnerships.steps.reality import STEP as REALITY
from partnerships.wordings import canonical


def pending_reveal(step: Step, round_: Round) -> Reveal | None:
    return Reveal.objects.filter(round=round_, step=step.key).pending().first()


@transaction.atomic
def lay(
    step: Step, lineages: Collection[str], *, round_: Round, by: Actor, previewed: str | None = None
) -> int:
    """Lay the chosen things now, or lodge them if a reveal is pending. Returns how many. Safe to repeat.

    With the mark of a preview nothing is laid but what it showed; otherwise raises PreviewChanged.
    """
    round_.hold()
    insist(may_lay(step, by, round_))
    things, reveal = layable(step, by, round_), pending_reveal(step, round_)
    if previewed is not None and previewed != preview_mark(things, reveal, round_):
        raise PreviewChanged
    chosen = [thing for thing in things if thing.lineage in lineages]
    return _lay(step, chosen, reveal, round_=round_, by=by)


@transaction.atomic
def send_for_government(*, round_: Round, by: Actor, previewed: str) -> int:
    """An official puts the department's answers beside the partners' own: all of them, as the preview showed them."""
    round_.hold()
    insist(rules.may_send_for_government(by, round_))
    things, reveal = layable_for_government(by, round_), pending_reveal(REALITY, round_)
    if previewed != preview_mark(things, reveal, round_):
        raise PreviewChanged
    return _lay(REALITY, things, reveal, round_=round_, by=by)


def _lay(step: Step, chosen: Sequence[Layable], reveal: Reveal | None, *, round_: Round, by: Actor) -> int:
    if not chosen:
        return 0
    documents = [thing.document for thing in chosen if thing.state != "laid"]
    if documents and reveal:
        return _lodge(step, documents, round_=round_, by=by)
    _write(
        step, documents, by.partner, round_, person=by.person, authority=_authority(step, by.partner, round_)
    )
    _settle(step, by.partner, round_, by.person)
    if documents:
        note(
            "laid",
            f"{by.partner} laid {step.name} on the table",
            by=by,
            round_=round_,
            partner=by.partner,
            group=True,
        )
    return len(documents)


def _lodge(step: Step, documents: list[dict[str, Any]], *, round_: Round, by: Actor) -> int:
    Lodging.objects.update_or_create(
        partner=by.partner,
        round=round_,
        step=step.key,
        defaults={"frozen": canonical(documents), "by": by.person, "at": timezone.now()},
    )
    _finish(step, by.partner, round_, by.person, laid=False)
    note("lodged", f"Lodged {step.name} for the reveal", by=by, round_=round_, partner=by.partner)
    return len(documents)


def _authority(step: Step, partner: Partner, round_: Round) -> str:
    """On whose decision a signed step is laid, in words that stay true when the row behind them is gone."""
    if not step.signed_off:
        return ""
    return str(Signature.objects.get(wording=lifecycle.mandate_of(partner, round_).signed_id))


def _write(
    step: Step,
    documents: Sequence[dict[str, Any]],
    partner: Partner,
    round_: Round,
    *,
    person: Person,
    authority: str,
) -> None:
    before = _laid_wordings(partner, [document["lineage"] for document in documents])
    TableEntry.objects.bulk_create(
        TableEntry(
            round=round_,
            partner=partner,
            step=step.key,
            kind=document["kind"],
            lineage=document["lineage"],
            wording=before.get(document["lineage"], 0) + 1,
            subject=document["subject"],
            frozen=canonical(document["content"]),
            authority=authority,
            laid_by=person,
        )
        for document in documents
    )


def _laid_wordings(partner: Partner, lineages: Collection[str]) -> dict[str, int]:
    """How many wordings of each the group has been shown. How often it was saved at home is nobody else's business."""
    laid = TableEntry.objects.filter(partner=partner, lineage__in=lineages).order_by()
    counted = laid.values("lineage").annotate(latest=Max("wording"))
    return {str(row["lineage"]): row["latest"] for row in counted}


def _settle(step: Step, partner: Partner, round_: Round, person: Person) -> None:
    """Laying says that the partner has finished, and which signed wording the group now has."""
    _finish(step, partner, round_, person, laid=True)
    if step.signed_off:
        mandate = lifecycle.mandate_of(partner, round_)
        Mandate.objects.filter(pk=mandate.pk).update(laid=mandate.signed_id)


def _finish(step: Step, partner: Partner, round_: Round, person: Person, *, laid: bool) -> None:
    mine = {"partner": partner, "round": round_, "step": step.key}
    if not Finished.objects.filter(**mine).update(laid=laid):
        Finished.objects.create(**mine, laid=laid, by=person)


@transaction.atomic
def take_back_lodging(step: Step, *, round_: Round, by: Actor) -> None:
    round_.hold()
    insist(may_lay(step, by, round_))
    if Lodging.objects.filter(partner=by.partner, round=round_, step=step.key).delete()[0]:
        note(
            "lodging taken back",
            f"Took back what was lodged for {step.name}",
            by=by,
            round_=round_,
            partner=by.partner,
        )


def lodging_of(step: Step, partner: Partner, round_: Round) -> Lodging | None:
    return Lodging.objects.of(partner).in_round(round_).filter(step=step.key).first()


@transaction.atomic
def withdraw(step: Step, lineage: str, *, round_: Round, by: Actor) -> TableEntry:
    """Take something off the table. What was seen stays seen: a tombstone says that it was withdrawn."""
    round_.hold()
    insist(rules.may_withdraw(by, round_))
    standing = (
        TableEntry.objects.in_round(round_).filter(partner=by.partner, lineage=lineage).standing().first()
    )
    if standing is None:
        raise Refused(refused("This is not on the table any more."))
    tombstone = TableEntry.objects.create(
        round=round_,
        partner=by.partner,
        step=step.key,
        kind=standing.kind,
        lineage=standing.lineage,
        wording=standing.wording,
        subject=standing.subject,
        frozen=canonical({"title": standing.content["title"], "fields": {}}),
        withdrawn=True,
        laid_by=by.person,
    )
    note(
        "withdrawn",
        f"{by.partner} withdrew something from {step.name}",
        by=by,
        round_=round_,
        partner=by.partner,
        group=True,
    )
    return tombstone


# --- Reveals ------------------------------------------------------------------------------------


@transaction.atomic
def ask_for_reveal(step: Step, *, round_: Round, by: Actor) -> Reveal:
    """From now on partners lodge for this step; nobody sees anything until it is opened."""
    round_.hold()
    insist(rules.may_ask_for_reveal(by, round_, pending_reveal(step, round_)))
    reveal = Reveal.objects.create(round=round_, step=step.key, asked_by=by.person)
    note(
        "reveal asked for",
        f"Asked everybody to lodge {step.name} for a reveal",
        by=by,
        round_=round_,
        group=True,
    )
    return reveal


@transaction.atomic
def cancel_reveal(reveal: Reveal, step: Step, *, by: Actor) -> bool:
    """Ask no more. What was lodged goes back to its partner, which can lay it at once. False if it is open already."""
    reveal.round.hold()
    insist(rules.may_step(by, reveal.round))
    if not Reveal.objects.filter(pk=reveal.pk).pending().delete()[0]:
        return False
    Lodging.objects.in_round(reveal.round).filter(step=step.key).delete()
    note(
        "reveal cancelled",
        f"Cancelled the reveal of {step.name}. What was lodged went back to its partners",
        by=by,
        round_=reveal.round,
        group=True,
    )
    return True


@transaction.atomic
def open_reveal(reveal: Reveal, step: Step, *, by: Actor) -> list[Partner]:
    """Open what all partners have lodged, in one transaction. Returns whose. A second call opens nothing twice."""
    reveal.round.hold()
    insist(rules.may_step(by, reveal.round))
    opened = (
        Reveal.objects.filter(pk=reveal.pk).pending().update(opened_at=timezone.now(), opened_by=by.person)
    )
    if not opened:
        return []
    lodgings = list(
        Lodging.objects.select_for_update(of=("self",))
        .in_round(reveal.round)
        .filter(step=step.key)
        .select_related("partner", "by")
        .order_by("partner")  # who lodged first shows nowhere
    )
    for lodging in lodgings:
        authority = _authority(step, lodging.partner, reveal.round)
        _write(step, lodging.entries, lodging.partner, reveal.round, person=lodging.by, authority=authority)
        _settle(step, lodging.partner, reveal.round, lodging.by)
    Lodging.objects.filter(pk__in=[lodging.pk for lodging in lodgings]).delete()
    note("revealed", f"Opened {step.name} for everybody at once", by=by, round_=reveal.round, group=True)
    return [lodging.partner for lodging in lodgings]
