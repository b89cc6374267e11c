"""Answering many questions on one page: a position on every power, an answer to every statement.

Such a page is open for a long time and holds everybody's answers, so each answer comes with what the person saw.
What they did not touch is never written back; what somebody else has changed meanwhile is a clash, and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships import rules
from partnerships.banks import CENTRAL
from partnerships.contributing import may_edit, reopen
from partnerships.models import Actor, Power, Round
from partnerships.models.private import Contribution
from partnerships.rulings import insist
from partnerships.statements import Statement
from partnerships.steps import ContributionKind, Step
from partnerships.steps.reality import READY
from partnerships.steps.reality import STEP as REALITY
from partnerships.vocabulary import Position
from partnerships.wordings import canonical, digest_of

FINGERPRINT_LENGTH = 12


def fingerprint(values: Mapping[str, Any]) -> str:
    """A short mark of answers as they were shown, for the page to send back. Blank and missing are alike."""
    return digest_of(
        canonical({name: str(value) for name, value in values.items() if value not in (None, "")})
    )[:FINGERPRINT_LENGTH]


@dataclass(frozen=True)
class Answer:
    """What a person answered on one subject, and the fingerprint of what they had seen there."""

    values: Mapping[str, Any]
    seen: str

    @property
    def is_touched(self) -> bool:
        return fingerprint(self.values) != self.seen


@dataclass
class Outcome:
    """How many answers were written, the rows that somebody else had changed first, and what is now seen.

    `seen` has the new fingerprint of each answer that the database now holds as given, by subject: the page starts from
    these, or taking an answer back would look like never having touched it.
    """

    written: int = 0
    seen: dict[Any, str] = field(default_factory=dict)
    clashes: list[Contribution] = field(default_factory=list)


@transaction.atomic
def answer(
    kind: ContributionKind, step: Step, answers: Mapping[Any, Answer], *, round_: Round, by: Actor
) -> Outcome:
    """Write all touched answers of a kind: `{subject: answer}`, the subject as its database value."""
    round_.hold()
    insist(may_edit(step, by, round_))
    return _write(kind, step, answers, round_, by)


def _write(
    kind: ContributionKind, step: Step, answers: Mapping[Any, Answer], round_: Round, by: Actor
) -> Outcome:
    subject = kind.model._meta.get_field(kind.subject).attname
    rows = {getattr(row, subject): row for row in kind.model._default_manager.visible_to(by).in_round(round_)}
    outcome, new, changed = Outcome(), [], []
    for key, given in answers.items():
        row = rows.get(key)
        if not given.is_touched:
            continue
        if row is None:
            new.append(
                kind.model(
                    partner=by.partner, round=round_, edited_by=by.person, **{subject: key}, **given.values
                )
            )
        elif _was_changed_by_another(row, given, by):
            outcome.clashes.append(row)
            continue
        elif any(getattr(row, name) != value for name, value in given.values.items()):
            changed.append(_rewritten(row, given.values, by))
        outcome.seen[key] = fingerprint(given.values)
    if new or changed:
        reopen(step, round_, by)
        kind.model._default_manager.bulk_create(new)
        names = {name for given in answers.values() for name in given.values}
        kind.model._default_manager.bulk_update(
            changed, (*sorted(names), "wording", "edited_by", "edited_at")
        )
    outcome.written = len(new) + len(changed)
    return outcome


def _was_changed_by_another(row: Contribution, given: Answer, by: Actor) -> bool:
    present = {name: getattr(row, name) for name in given.values}
    return row.edited_by_id != by.person.pk and fingerprint(present) not in (
        given.seen,
        fingerprint(given.values),
    )


def _rewritten(row: Contribution, values: Mapping[str, Any], by: Actor) -> Contribution:
    for name, value in values.items():
        setattr(row, name, value)
    row.wording, row.edited_by, row.edited_at = row.wording + 1, by.person, timezone.now()
    return row


UNSEEN = fingerprint({})


def take_positions(
    kind: ContributionKind, step: Step, positions: Mapping[int, Answer], *, round_: Round, by: Actor
) -> Outcome:
    """Take a position on many powers at once: `{power number: answer}`. Other partnerships' powers are passed over."""
    ours = Power.objects.filter(partnership=round_.partnership_id).discussed().in_bulk(positions)
    given = {
        number: positions[number]
        for number in ours
        if positions[number].values["position"] in Position.values
    }
    return answer(kind, step, given, round_=round_, by=by)


def fill_positions(
    kind: ContributionKind, step: Step, numbers: Collection[int], position: str, *, round_: Round, by: Actor
) -> Outcome:
    """Give one position to those of the named powers that have none yet."""
    answers = {number: Answer({"position": position}, UNSEEN) for number in numbers}
    placed = kind.model._default_manager.visible_to(by).in_round(round_).exclude(position="")
    for number in placed.values_list("power_id", flat=True):
        answers.pop(number, None)
    return take_positions(kind, step, answers, round_=round_, by=by)


def answer_sheet(
    kind: ContributionKind, step: Step, answers: Mapping[str, Answer], *, round_: Round, by: Actor
) -> Outcome:
    """Answer many statements at once: `{code: answer}`. Codes that are not on the sheet are passed over."""
    return answer(kind, step, _among(kind.sheet.statements, answers), round_=round_, by=by)


def _among(statements: Iterable[Statement], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    known = {one.code for one in statements}
    return {code: given for code, given in answers.items() if code in known}


@transaction.atomic
def answer_for_government(answers: Mapping[str, Answer], *, round_: Round, by: Actor) -> Outcome:
    """Answer, as an official, what the partners answer about government: private until it is sent."""
    round_.hold()
    insist(rules.may_answer_for_government(by, round_))
    return _write(READY, REALITY, _among(CENTRAL, answers), round_, by)
