"""What laying would show: exactly these words, and nothing that is typed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnerships import lifecycle, rules
from partnerships.banks import CENTRAL
from partnerships.models import Actor, Reveal, Round, TableEntry
from partnerships.rulings import Ruling
from partnerships.steps import Step
from partnerships.steps.reality import READY
from partnerships.steps.reality import STEP as REALITY
from partnerships.vocabulary import MandateState
from partnerships.wordings import canonical, digest_of
from partnerships.workbook import is_finished


@dataclass(frozen=True)
class Layable:
    """One thing that could be laid, and whether the group has it already: new, changed or laid."""

    document: dict[str, Any]
    state: str

    @property
    def lineage(self) -> str:
        return self.document["lineage"]


def may_lay(step: Step, actor: Actor, round_: Round) -> Ruling:
    """By role and round; an approver lays what is signed off or said to be finished, never what is still a draft."""
    signed = False
    if step.signed_off and actor.partner:
        signed = lifecycle.mandate_of(actor.partner, round_).state == MandateState.SIGNED_OFF
    ruling = rules.may_lay(actor, round_, needs_signature=step.signed_off, signed=signed)
    if ruling and not step.signed_off:
        return rules.may_read_drafts(actor, shown_to_approver=is_finished(step, actor.partner, round_))
    return ruling


def layable(step: Step, actor: Actor, round_: Round) -> list[Layable]:
    """Exactly the words that laying would show: for a signed step the signed ones, otherwise the present ones."""
    latest = {
        str(entry.lineage): entry
        for entry in TableEntry.objects.in_round(round_)
        .of_step(step.key)
        .filter(partner=actor.partner)
        .latest()
    }
    return [Layable(document, _state_of(document, latest)) for document in _documents(step, actor, round_)]


def is_all_laid(step: Step, actor: Actor, round_: Round) -> bool:
    """Whether the group has all that could be laid, word for word."""
    things = layable(step, actor, round_)
    return bool(things) and all(thing.state == "laid" for thing in things)


def layable_for_government(actor: Actor, round_: Round) -> list[Layable]:
    """What an official's department could send: its answers about the side of government, and nothing else it may have."""
    asked = {one.code for one in CENTRAL}
    return [
        thing
        for thing in layable(REALITY, actor, round_)
        if thing.document["kind"] == READY.key and thing.document["subject"] in asked
    ]


def _documents(step: Step, actor: Actor, round_: Round) -> list[dict[str, Any]]:
    if not step.signed_off:
        return lifecycle.entries_of(step, actor, round_)
    mandate = lifecycle.mandate_of(actor.partner, round_)
    return mandate.signed.entries if mandate.state == MandateState.SIGNED_OFF else []


def _state_of(document: dict[str, Any], latest: dict[str, TableEntry]) -> str:
    entry = latest.get(document["lineage"])
    if entry is None or entry.withdrawn:
        return "new"
    return "laid" if entry.frozen == canonical(document["content"]) else "changed"


class PreviewChanged(Exception):
    """What would be laid, or what laying would come to, is not what the person was shown."""


def preview_mark(things: Iterable[Layable], reveal: Reveal | None, round_: Round) -> str:
    """A mark of what a preview shows: the words, the round, and whether they are lodged for a reveal or laid."""
    shown = [[thing.lineage, thing.document["content"]] for thing in things]
    return digest_of(canonical([round_.number, reveal.pk if reveal else None, shown]))
