"""How far each partner is, in words only: the one thing about unshared work that leaves a partner's house."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField, Value

from partnerships.models import Partner, Round, TableEntry
from partnerships.models.private import Finished, Lodging, Mandate
from partnerships.steps import CYCLE, Step
from partnerships.vocabulary import MandateState, Readiness

# A partner and a step, as they come from the database.
Mark = tuple[int, str]


def readiness(round_: Round, partners: Sequence[Partner]) -> dict[Mark, Readiness]:
    """`{(partner number, step key): word}` for all partners and steps, in five queries."""
    marks = _Marks(round_)
    return {(partner.pk, step.key): marks.word(partner, step) for partner in partners for step in CYCLE}


def readiness_of(partner: Partner, round_: Round) -> dict[str, Readiness]:
    return {step: word for (_, step), word in readiness(round_, [partner]).items()}


class _Marks:
    """The bare facts that the words are made of. Never leaves this module."""

    def __init__(self, round_: Round):
        self.laid = _pairs(TableEntry.objects.in_round(round_).standing())
        self.lodged = _pairs(Lodging.objects.in_round(round_))
        # Finished, and whether the group has what was finished.
        finished = Finished.objects.in_round(round_).values_list("partner_id", "step", "laid")
        self.finished = {(partner, step): laid for partner, step, laid in finished}
        self.started = _started(round_)
        mandates = Mandate.objects.in_round(round_).only("partner_id", "state", "signed_id", "laid_id")
        self.mandates = {mandate.partner_id: mandate for mandate in mandates}

    def word(self, partner: Partner, step: Step) -> Readiness:
        mark = (partner.pk, step.key)
        if mark in self.lodged:
            return Readiness.LODGED
        if step.signed_off:
            return self._word_of_mandate(mark)
        if mark in self.finished:
            return Readiness.LAID if self.finished[mark] and mark in self.laid else Readiness.READY
        return Readiness.DRAFTING if mark in self.started else Readiness.NOT_STARTED

    def _word_of_mandate(self, mark: Mark) -> Readiness:
        mandate = self.mandates.get(mark[0])
        if mandate and mandate.state == MandateState.SUBMITTED:
            return Readiness.WITH_APPROVER
        if mandate and mandate.state == MandateState.SIGNED_OFF:
            is_laid = mandate.laid_id == mandate.signed_id and mark in self.laid
            return Readiness.LAID if is_laid else Readiness.SIGNED_OFF
        return Readiness.DRAFTING if mark in self.started else Readiness.NOT_STARTED


def _pairs(rows) -> set[Mark]:
    return set(rows.values_list("partner_id", "step"))


def _started(round_: Round) -> set[Mark]:
    """Which partners have written anything for which step, in one query over all private tables."""
    queries = [
        kind.model._default_manager.in_round(round_)
        .order_by()
        .annotate(of_step=Value(step.key, output_field=CharField()))
        .values_list("partner_id", "of_step")
        .distinct()
        for step in CYCLE
        for kind in step.alone
    ]
    return set(queries[0].union(*queries[1:]))
