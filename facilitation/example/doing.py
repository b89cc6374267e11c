"""What partners and the group do again and again in both rounds: write, lay, propose, reword, endorse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from facilitation.example.cast import Cast
from facilitation.example.shapes import Fields, Version
from partnerships import agreeing, contributing, endorsing, laying, previewing
from partnerships.answering import UNSEEN, Answer, answer
from partnerships.models import Actor, Agreement, Milestone, Round
from partnerships.steps import AgreementKind, ContributionKind, Step
from partnerships.workbook import rows_of

if TYPE_CHECKING:
    from partnerships.models.private import Contribution

# --- Alone --------------------------------------------------------------------------------------


def write(step: Step, rows: Mapping[str, Iterable[Fields]], *, round_: Round, by: Actor) -> None:
    """Add a partner's rows: `{kind: rows}`."""
    for key, described in rows.items():
        kind = step.contribution(key)
        for fields in described:
            contributing.add(kind.model(**fields), step, round_=round_, by=by)


def answer_all(
    kind: ContributionKind, step: Step, answers: Mapping[Any, Fields], *, round_: Round, by: Actor
) -> None:
    """Write many rows at once on a page that nobody else has open: `{subject: fields}`."""
    fresh = {subject: Answer(fields, UNSEEN) for subject, fields in answers.items()}
    answer(kind, step, fresh, round_=round_, by=by)


def row_of(kind: ContributionKind, says: str, *, round_: Round, by: Actor) -> Contribution:
    """The partner's one row of a kind whose name begins like this."""
    (found,) = [row for row in rows_of(kind, by, round_) if str(row).startswith(says)]
    return found


def revise(row: Contribution, step: Step, changes: Fields, *, by: Actor) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    contributing.revise(row, step, started_from=row.wording, by=by)


def lay_all(step: Step, *, round_: Round, by: Actor) -> None:
    """Lay everything of a step; lodge it if a reveal is pending."""
    lineages = [thing.lineage for thing in previewing.layable(step, by, round_)]
    laying.lay(step, lineages, round_=round_, by=by)


# --- Together -----------------------------------------------------------------------------------


def settle(
    step: Step, agreed: Mapping[str, Iterable[Sequence[Version]]], cast: Cast, *, round_: Round
) -> None:
    """Propose, reword and endorse: `{kind: [the versions of one agreement, oldest first]}`."""
    for key, histories in agreed.items():
        kind = step.agreement(key)
        for first, *later in histories:
            row = propose(kind, step, first, cast, round_=round_)
            for version in later:
                row = reword(row, kind, version, cast)


def propose(kind: AgreementKind, step: Step, version: Version, cast: Cast, *, round_: Round) -> Agreement:
    row: Agreement = kind.model(**found_in(cast, version.words))
    agreeing.propose(row, kind, step, round_=round_, by=cast.speaker(version.by))
    endorse(row, version, cast)
    return row


def reword(row: Agreement, kind: AgreementKind, version: Version, cast: Cast) -> Agreement:
    """A new version that says what the old one said, but for the words that are given."""
    kept = {name: getattr(row, name) for name in kind.fields}
    newer: Agreement = kind.model(**{**kept, **found_in(cast, version.words)})
    agreeing.reword(row, newer, by=cast.speaker(version.by))
    endorse(newer, version, cast)
    return newer


def endorse(row: Agreement, version: Version, cast: Cast) -> None:
    for slug, gradient in version.gradients.items():
        stand = endorsing.Stand(gradient, version.reservations.get(slug, ""))
        endorsing.endorse(row, stand, by=cast.lead(slug))


def agreement_of(kind: AgreementKind, says: str, *, round_: Round) -> Agreement:
    """The one standing agreement of a kind whose words begin like this."""
    (found,) = [row for row in agreeing.standing(kind, round_) if str(row).startswith(says)]
    return found


def found_in(cast: Cast, words: Fields) -> Fields:
    """The words with powers, partners and milestones in the place of their codes, slugs and words."""
    named = dict(words)
    if "power" in named:
        named["power"] = cast.powers[named["power"]]
    for name in ("giver", "receiver"):
        if name in named:
            named[name] = cast.partners[named[name]]
    if "after" in named:
        said = Milestone.objects.filter(round__partnership=cast.partnership, what=named["after"])
        named["after"] = said.latest("pk")
    return named
