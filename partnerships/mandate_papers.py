"""A partner's own mandate for its own board, private half and all, as it was frozen when sent for sign-off.

The only way from there to a paper. It answers to the partner's own people and to nobody else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from partnerships import rules
from partnerships.changes import Worded, compare
from partnerships.lifecycle import signed_step
from partnerships.models import Actor, Round
from partnerships.models.private import Mandate, MandateWording, Signature
from partnerships.rulings import Ruling, insist, refused
from partnerships.steps.mandate import ITEM, TERMS
from partnerships.vocabulary import MandateState, Position
from partnerships.wordings import text_of


@dataclass(frozen=True)
class Said:
    """What the mandate says of one thing: its fields by name, as a person reads them.

    `change` is new, changed or nothing, since the mandate signed before.
    """

    title: str
    words: dict[str, str]
    change: str = ""


@dataclass(frozen=True)
class Signed:
    body: str
    date: dt.date
    minute: str
    name: str


@dataclass(frozen=True)
class MandatePaper:
    """One frozen wording in words. `positions` holds every position, in the order of the scale.

    `private` is the private half: for each power, the label and text of what stays at home.
    """

    partner: str
    number: int
    digest: str
    submitted_on: dt.date
    submitted_by: str
    terms: Said | None
    positions: list[tuple[Position, list[Said]]]
    removed: list[str]
    compared_with: int | None
    private: list[tuple[str, list[tuple[str, str]]]]
    signature: Signed | None
    lapsed: bool

    @property
    def is_signed(self) -> bool:
        return self.signature is not None


def may_issue_mandate_paper(actor: Actor) -> Ruling:
    if actor.partner and (actor.leads or actor.approves):
        return rules.may_read_mandate_paper(actor)
    return refused("Only your lead or an approver can issue this paper.")


def mandate_paper(actor: Actor, round_: Round) -> MandatePaper | None:
    """What the actor's board is asked to approve, or has signed. Nothing before it was first sent for sign-off."""
    insist(rules.may_read_mandate_paper(actor))
    mandate = Mandate.objects.of(actor.partner).in_round(round_).select_related("wording", "signed").first()
    wording = mandate and (mandate.wording if mandate.state == MandateState.SUBMITTED else mandate.signed)
    if wording is None:
        return None
    signature = (
        Signature.objects.of(actor.partner).filter(wording=wording).select_related("signed_by").first()
    )
    return _paper(wording, signature, lapsed=mandate.state == MandateState.DRAFT)


def _paper(wording: MandateWording, signature: Signature | None, *, lapsed: bool) -> MandatePaper:
    before = _signed_before(wording)
    changes = compare(_worded(before), _worded(wording))
    marks = {thing.lineage: "new" for thing in changes.new} if before else {}
    marks |= {later.lineage: "changed" for _, later in changes.reworded}
    said = [(entry, _said(entry, marks)) for entry in wording.entries]
    return MandatePaper(
        partner=wording.partner.name,
        number=wording.number,
        digest=wording.digest,
        submitted_on=timezone.localdate(wording.submitted_at),
        submitted_by=wording.submitted_by.name,
        terms=next((one for entry, one in said if entry["kind"] == TERMS.key), None),
        positions=[
            (position, [one for entry, one in said if _position(entry) == position]) for position in Position
        ],
        removed=[thing.title for thing in changes.dropped],
        compared_with=before.number if before else None,
        private=[
            (entry["power"], [tuple(line) for line in entry["lines"]]) for entry in wording.private_entries
        ],
        signature=_signed(signature) if signature else None,
        lapsed=lapsed,
    )


def _signed_before(wording: MandateWording) -> MandateWording | None:
    """The wording that this partner's board signed last, before this one."""
    earlier = MandateWording.objects.of(wording.partner).filter(number__lt=wording.number)
    return earlier.filter(signature__isnull=False).order_by("-number").first()


def _worded(wording: MandateWording | None) -> list[Worded]:
    entries = wording.entries if wording else ()
    return [Worded("", entry["lineage"], entry["kind"], entry["content"]) for entry in entries]


def _position(entry: Mapping[str, Any]) -> str | None:
    """Where the partner stands on a power; an item without a position yet is no view."""
    if entry["kind"] != ITEM.key:
        return None
    return entry["content"]["fields"]["position"] or Position.NO_VIEW


def _said(entry: Mapping[str, Any], marks: Mapping[str, str]) -> Said:
    kind, content = signed_step().contribution(entry["kind"]), entry["content"]
    words = {name: text_of(kind, name, content["fields"].get(name)) for name in kind.fields}
    return Said(content["title"], words, marks.get(entry["lineage"], ""))


def _signed(signature: Signature) -> Signed:
    return Signed(signature.body, signature.decided_on, signature.minute, signature.signed_by.name)
