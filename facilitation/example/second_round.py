"""Round 2, part-way: mandates in every state, the group at step 3, and a reveal that three partners have lodged for."""

from __future__ import annotations

from facilitation import stepping
from facilitation.conversations import themes
from facilitation.example import (
    approving,
    conversations,
    holding,
    later_alone,
    later_mandates,
    later_together,
    listening,
    mandating,
    meetings,
    powers,
)
from facilitation.example.cast import Cast, copy_from_catalogue, powers_by_code
from facilitation.example.doing import (
    agreement_of,
    answer_all,
    endorse,
    lay_all,
    propose,
    revise,
    reword,
    row_of,
    write,
)
from facilitation.example.later_mandates import Change
from facilitation.example.mandates import MANDATES
from facilitation.example.shapes import Version
from facilitation.models import Workshop
from partnerships import agreeing, contributing, laying
from partnerships.models import Round
from partnerships.steps import agreement_kind, contribution_kind
from partnerships.vocabulary import Role
from partnerships.workbook import rows_of


def second_round(cast: Cast) -> None:
    round_ = cast.partnership.rounds.open().get()
    copy_from_catalogue(cast.partnership, powers.ADDED_IN_ROUND_TWO)
    cast.powers.update(powers_by_code(cast.partnership))
    mandates(cast, round_)
    go_to(
        "vision",
        "Harbour’s leader signs next week, Moor thinks again about homes, Fire will lay its own.",
        cast,
        round_,
    )
    words_alone(cast, round_)
    words_together(cast, round_)
    go_to("reality", "The city is still writing. It has said that it will catch up.", cast, round_)
    ratings(cast, round_)
    fire_is_ready(cast, round_)
    approving.answer(approving.SECOND_ANSWERS, cast)
    holding.hold(meetings.BUSES, cast, round_)
    to_come = holding.plan(meetings.NEXT, cast, round_)
    listen(to_come, cast, round_)


def go_to(key: str, reason: str, cast: Cast, round_: Round) -> None:
    stepping.move(round_, from_step=round_.step, to_step=key, reason=reason, by=cast.facilitator)


def listen(to_come: Workshop, cast: Cast, round_: Round) -> None:
    """To wider voices. Two themes go on into the next workshop."""
    ideas = listening.write_down(conversations.SECOND_IDEAS, cast, round_)
    listening.hear_groups(conversations.SECOND_GROUPS, ideas, cast, round_)
    listening.show(ideas, conversations.SECOND_KEPT_BACK, cast)
    themes.put_on_agenda(ideas[conversations.ON_AGENDA], to_come, by=cast.facilitator)
    themes.ask(ideas[conversations.ASKED], to_come, by=cast.facilitator)
    listening.plan_with_approvers(conversations.TO_COME, cast, round_)


# --- Step 1 -------------------------------------------------------------------------------------


def mandates(cast: Cast, round_: Round) -> None:
    for slug, change in later_mandates.SIGNED_AGAIN.items():
        change_mandate(slug, change, cast, round_)
        mandating.decide_and_lay(cast, slug, change.decided, round_=round_)
    for slug, change in later_mandates.WITH_APPROVER.items():
        change_mandate(slug, change, cast, round_)
        mandating.send(cast, slug, round_=round_)
    for slug, change in later_mandates.LAPSED.items():
        change_mandate(slug, change, cast, round_)
    fire_signs(cast, round_)


def change_mandate(slug: str, change: Change, cast: Cast, round_: Round) -> None:
    by = cast.contributor(slug)
    present = {row.power.code: row for row in rows_of(mandating.ITEM, by, round_)}
    new = {code: fields for code, fields in change.positions.items() if code not in present}
    mandating.place(new, (), MANDATES[slug].common, cast, round_=round_, by=by)
    for code, fields in change.positions.items():
        if code in present:
            revise(present[code], mandating.STEP, fields, by=by)
    if change.terms:
        terms = row_of(mandating.TERMS, "", round_=round_, by=by)
        revise(terms, mandating.STEP, change.terms, by=by)


def fire_signs(cast: Cast, round_: Round) -> None:
    """It finishes the draft that it kept to itself in round 1. It signs off, and lays nothing yet."""
    by = cast.contributor("fire")
    for row in rows_of(mandating.ITEM, by, round_):
        revise(row, mandating.STEP, later_mandates.FIRE_AUTHORITY, by=by)
    change_mandate("fire", later_mandates.FIRE, cast, round_)
    mandating.place({}, later_mandates.FIRE_NO_VIEW, {}, cast, round_=round_, by=by)
    mandating.send(cast, "fire", round_=round_)
    mandating.sign(cast, "fire", later_mandates.FIRE.decided, round_=round_)


# --- Steps 2 to 6 -------------------------------------------------------------------------------


def words_alone(cast: Cast, round_: Round) -> None:
    for slug, key, began, words in later_alone.REWORDED:
        step, kind = contribution_kind(key)
        by = cast.contributor(slug)
        revise(row_of(kind, began, round_=round_, by=by), step, words, by=by)
        lay_all(step, round_=round_, by=cast.lead(slug))
    for slug, key, fields in later_alone.ADDED:
        step, _ = contribution_kind(key)
        write(step, {key: [fields]}, round_=round_, by=cast.contributor(slug))
        lay_all(step, round_=round_, by=cast.lead(slug))
    for slug, key, began in later_alone.WITHDRAWN:
        step, kind = contribution_kind(key)
        row = row_of(kind, began, round_=round_, by=cast.lead(slug))
        laying.withdraw(step, str(row.lineage), round_=round_, by=cast.lead(slug))
    for slug, key, fields in later_alone.DRAFTS:
        step, _ = contribution_kind(key)
        write(step, {key: [fields]}, round_=round_, by=cast.contributor(slug))


def words_together(cast: Cast, round_: Round) -> None:
    for key, version in later_together.PROPOSED:
        step, kind = agreement_kind(key)
        propose(kind, step, version, cast, round_=round_)
    for key, began, version in later_together.REWORDED_TOGETHER:
        _, kind = agreement_kind(key)
        reword(agreement_of(kind, began, round_=round_), kind, version, cast)
    for key, began, because in later_together.DROPPED:
        _, kind = agreement_kind(key)
        agreeing.drop(agreement_of(kind, began, round_=round_), because=because, by=cast.facilitator)
    for key, began, support in later_together.STILL_STANDING:
        _, kind = agreement_kind(key)
        stands = Version(Role.FACILITATOR, {}, support)
        endorse(agreement_of(kind, began, round_=round_), stands, cast)


def ratings(cast: Cast, round_: Round) -> None:
    """A reveal is asked for. Three partners have lodged, Harbour is part-way, Moor has begun again."""
    step, rating = contribution_kind("rating")
    laying.ask_for_reveal(step, round_=round_, by=cast.facilitator)
    for slug, changes in later_alone.RATED_AGAIN.items():
        by = cast.contributor(slug)
        present = {row.statement: row for row in rows_of(rating, by, round_)}
        for code, fields in changes.items():
            revise(present[code], step, fields, by=by)
        if slug in later_alone.LODGED:
            lay_all(step, round_=round_, by=cast.lead(slug))
    so_far = {
        code: {"now": now, "year_five": year_five, **later_alone.HARBOUR_SAYS.get(code, {})}
        for code, (now, year_five) in later_alone.HARBOUR_SO_FAR.items()
    }
    answer_all(rating, step, so_far, round_=round_, by=cast.contributor("harbour"))


def fire_is_ready(cast: Cast, round_: Round) -> None:
    """What it can put in has lain finished since its members met; it has still not laid it."""
    step, _ = contribution_kind("resource")
    contributing.finish(step, round_=round_, by=cast.lead("fire"))
