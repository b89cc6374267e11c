"""From one round into the next: content goes along, votes and endorsements never."""

from __future__ import annotations

import copy

from django.db.models import Model

from partnerships.agreeing import in_full
from partnerships.models import Agreement, Round, TableEntry
from partnerships.models.private import Finished, Mandate, PrivateHalf
from partnerships.steps import CYCLE


def carry(earlier: Round, later: Round) -> None:
    """Copy what is laid as laid, and what is unfinished as draft to its owner. Within the caller's transaction."""
    for step in CYCLE:
        for kind in step.alone:
            if kind.carries:
                _copy_rows(kind.model, earlier, later)
    _carry_agreements(earlier, later)
    _copy_rows(PrivateHalf, earlier, later)
    _copy_rows(Mandate, earlier, later)
    _carry_entries(earlier, later)


def _copy_rows(model: type[Model], earlier: Round, later: Round) -> None:
    rows = model._default_manager.in_round(earlier)
    model._default_manager.bulk_create(_copy(row, later) for row in rows.order_by("pk"))


def _copy(row: Model, later: Round) -> Model:
    fresh = copy.copy(row)
    fresh.pk, fresh.round = None, later
    fresh._state = copy.copy(row._state)
    fresh._state.adding = True
    return fresh


def _carry_agreements(earlier: Round, later: Round) -> None:
    """One by one: an agreement lies in two tables, which bulk creation cannot fill."""
    carried = [kind.key for step in CYCLE for kind in step.together if kind.carries]
    found = in_full(Agreement.objects.in_round(earlier).standing().filter(kind__in=carried))
    for row in (row for key in carried for row in found.get(key, ())):
        fresh = _copy(row, later)
        fresh.id, fresh.agreement_ptr_id, fresh.carried = None, None, True
        fresh.save(force_insert=True)


def _carry_entries(earlier: Round, later: Round) -> None:
    carried = {kind.key for step in CYCLE for kind in step.alone if kind.carries}
    entries = TableEntry.objects.in_round(earlier).filter(kind__in=carried).standing().order_by("pk")
    fresh = [_copy(entry, later) for entry in entries]
    for entry in fresh:
        entry.carried = True
    TableEntry.objects.bulk_create(fresh)
    _carry_finished({(entry.partner_id, entry.step) for entry in fresh}, earlier, later)


def _carry_finished(laid: set[tuple[int, str]], earlier: Round, later: Round) -> None:
    """A partner that had laid its part of a step is still finished with it; the others are drafting."""
    marks = Finished.objects.in_round(earlier)
    Finished.objects.bulk_create(_copy(mark, later) for mark in marks if (mark.partner_id, mark.step) in laid)
