"""Does the suite bite? Each rule is made to allow everything, each scope to hold back nothing, one at a time.

Then a check of `test_access`, `test_verbs` or `test_canaries` must fail. Beside each name stands the check that notices.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, models

from partnerships.rulings import Ruling
from tests.trust import test_access as access
from tests.trust import test_canaries as canaries
from tests.trust import test_verbs as verbs
from tests.trust.browsing import undone
from tests.trust.test_verbs import functions, modules
from tests.trust.world import World, standing_world

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Check = Callable[[World], object]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with standing_world(django_db_blocker) as made:
        yield made


def row(name: str) -> Check:
    """The row of one address."""
    (found,) = (row for row in access.AT_A_SEAT if row.name == name)
    return lambda world: access.check_row(world, found)


def verb(name: str) -> Check:
    return lambda world: verbs.check_verb(world, name)


def reading(key: str, *names: str) -> Check:
    """What somebody sees at some addresses of the own seat."""
    return lambda world: canaries.check_reading(world, key, names)


def elsewhere(key: str, *names: str) -> Check:
    """What somebody gets at seats that are not theirs."""
    return lambda world: canaries.check_other_seats(world, key, names)


RULES: dict[str, Check] = {
    "partnerships.rules.may_open_workbook": row("workbook"),
    "partnerships.rules.may_read_drafts": access.test_an_approver_reads_what_was_sent_or_finished_and_no_draft,
    "partnerships.rules.may_touch": verb("partnerships.contributing.revise"),
    "partnerships.rules.may_contribute": row("contribution-add"),
    "partnerships.rules.may_edit_mandate": access.test_a_mandate_with_the_approver_cannot_be_changed,
    "partnerships.rules.may_submit": row("mandate-check"),
    "partnerships.lifecycle.may_send": row("mandate-check"),
    "partnerships.rules.may_take_back": row("mandate-take-back"),
    "partnerships.rules.may_decide": row("mandate-sign-off"),
    "partnerships.rules.may_lay": row("lay"),
    "partnerships.rules.may_withdraw": row("withdraw"),
    "partnerships.rules.may_manage_people": row("people"),
    "partnerships.rules.may_read_own_history": row("history"),
    "partnerships.rules.may_read_mandate_paper": access.test_a_partners_own_paper_opens_to_its_lead_approver_and_readers_only,
    "partnerships.rules.may_sit_at_table": row("table"),
    "partnerships.rules.may_see_questions_to_government": row("central"),
    "partnerships.rules.may_answer_for_government": verb("partnerships.answering.answer_for_government"),
    "partnerships.rules.may_send_for_government": row("central-send"),
    "partnerships.officials.may_answer_here": verbs.test_a_body_at_the_table_does_not_sit_across_it,
    "partnerships.rules.may_agree": row("propose"),
    "partnerships.rules.may_drop": row("agreement-drop"),
    "partnerships.rules.may_say_where_we_stand": row("endorse"),
    "partnerships.rules.may_endorse": row("endorse"),
    "partnerships.rules.may_facilitate": row("desk"),
    "partnerships.rules.may_step": verb("partnerships.laying.open_reveal"),
    "partnerships.rules.may_ask_for_reveal": access.test_a_reveal_is_asked_for_once,
    "partnerships.rules.may_change_partner": verb("partnerships.forming.change_partner"),
    "partnerships.rules.may_read_table": access.test_who_has_left_reads_and_does_nothing_more_of_the_group,
    "partnerships.views.table.anybody_seated": access.test_who_has_left_reads_and_does_nothing_more_of_the_group,
    "partnerships.rules._takes_part": access.test_who_has_paused_takes_no_part,
    "partnerships.rules._round_open": lambda world: verbs.test_a_closed_round_stays_as_it_is(
        world, "contributing.add"
    ),
    "partnerships.contributing.may_edit": row("contribution-edit"),
    "partnerships.contributing.may_remove": access.test_what_is_laid_cannot_be_removed_before_it_is_withdrawn,
    "partnerships.previewing.may_lay": verb("partnerships.laying.lay"),
    "partnerships.agreeing._no_second": access.test_of_some_things_there_is_only_one,
    "partnerships.forming.may_appoint": verbs.test_only_a_site_administrator_appoints_a_facilitator_from_outside,
    "partnerships.people.may_invite": verb("partnerships.people.invite"),
    "partnerships.people._may_invite_colleague": verb("partnerships.people.invite"),
    "partnerships.people.may_end": access.test_the_last_lead_cannot_leave,
    "partnerships.people.still_stands": lambda world: access.test_an_invitation_opens_while_it_stands(
        world, "expired", 410
    ),
    "partnerships.people.may_take_up": access.test_an_invitation_is_taken_up_by_the_invited_person_only,
    "partnerships.mandate_papers.may_issue_mandate_paper": row("paper-mandate"),
    "partnerships.views.workbook.may_read": access.test_an_approver_reads_what_was_sent_or_finished_and_no_draft,
    "facilitation.papers.may_issue": verb("facilitation.papers.issue"),
    "facilitation.approvals.may_track": row("approval-add"),
    "facilitation.approvals.may_track_this": verb("facilitation.approvals.change"),
    "facilitation.approvals.may_remove": verbs.test_what_a_body_has_decided_stays_on_the_list,
    "facilitation.workshops.rules.may_close": verb("facilitation.records.close_round"),
    "facilitation.workshops.rules.may_run": verb("facilitation.workshops.outcomes.decide"),
    "facilitation.workshops.rules.may_plan": verb("facilitation.workshops.planning.use_agenda"),
    "facilitation.workshops.rules.may_move_room": verb("facilitation.workshops.running.cover"),
    "facilitation.workshops.rules.may_take_over": verbs.test_a_console_that_is_there_is_not_seized,
    "facilitation.workshops.rules.may_write_note": verb("facilitation.workshops.follow_up.share"),
    "facilitation.workshops.rules.may_correct": verb("facilitation.workshops.follow_up.correct"),
    "facilitation.polls.drafting.may_edit": verb("facilitation.polls.drafting.throw_away"),
    "facilitation.polls.polling.may_move": verb("facilitation.polls.polling.open_poll"),
    "facilitation.polls.polling.may_open": access.test_a_vote_opens_while_the_workshop_runs_and_beside_drafts_only,
    "facilitation.polls.polling.may_reopen": access.test_what_was_read_already_gets_no_answer_more,
    "facilitation.polls.polling.may_reveal": access.test_few_new_answers_after_a_reopening_are_not_given_away,
    "facilitation.polls.naming.may_ask_by_name": access.test_names_are_asked_for_after_the_vote_without_them,
    "facilitation.polls.hands.may_count_hands": verb("facilitation.polls.hands.count_hands"),
    "facilitation.polls.moderating.may_read_texts": access.test_what_fewer_than_five_wrote_is_read_by_nobody,
    "facilitation.conversations.rules.may_hear": verbs.test_a_workshop_of_all_is_no_conversation_with_one,
    "facilitation.conversations.rules.may_write_note": verbs.test_what_a_fellow_keeps_is_changed_by_nobody_else,
    "facilitation.conversations.rules.may_forget": verbs.test_what_a_fellow_keeps_is_changed_by_nobody_else,
    "facilitation.conversations.rules.may_change_theme": verbs.test_what_a_fellow_keeps_is_changed_by_nobody_else,
    "facilitation.conversations.rules.may_put_up": verbs.test_a_theme_of_two_conversations_goes_before_nobody,
    "facilitation.conversations.rules.may_drop": verbs.test_a_theme_on_the_board_is_not_removed_unseen,
    "facilitation.conversations.rules.may_use": verbs.test_something_is_made_of_a_theme_on_the_board_only,
    "facilitation.conversations.rules.may_strike": verbs.test_a_voice_about_which_something_was_noted_stays_on_the_list,
    "facilitation.stepping.may_move": access.test_going_on_while_partners_are_unfinished_asks_why,
}
NO_RULES = {
    "partnerships.rulings.refused": "makes a refusal",
    "partnerships.views.access.any_seat": "allows everybody who has the seat: there is nothing to open",
}

SCOPES: dict[str, Check] = {
    "PrivateQuerySet.visible_to": reading("B lead", "step"),
    "PrivateQuerySet.of": access.test_an_approver_reads_what_was_sent_or_finished_and_no_draft,
    "PrivateQuerySet.in_round": reading("A lead", "contribution-edit"),
    "TableEntryQuerySet.in_round": reading("facilitator", "board"),
    "TableEntryQuerySet.latest": reading("B lead", "board"),
    "TableEntryQuerySet.standing": access.test_what_was_withdrawn_cannot_be_withdrawn_again,
    "AgreementQuerySet.in_round": reading("A reader", "board"),
    "AgreementQuerySet.newest": reading("A lead", "agreement"),
    "AgreementQuerySet.standing": access.test_what_was_dropped_or_reworded_waits_for_nobody,
    "EventQuerySet.about_partner": reading("B lead", "history"),
    "EventQuerySet.seen_by_group": reading("facilitator", "desk"),
    "PartnerQuerySet.seated": access.test_who_left_the_table_is_neither_on_it_nor_offered,
    "PartnerQuerySet.at_table": access.test_a_department_has_no_line_among_the_partners_on_the_desk,
    "PartnerQuerySet.voiced": access.test_who_left_the_table_is_neither_on_it_nor_offered,
    "MembershipQuerySet.current": elsewhere("revoked", "table"),
    "MembershipQuerySet.of": elsewhere("stranger", "table"),
    "MembershipQuerySet.at": elsewhere("A lead", "table"),
    "InvitationQuerySet.open": lambda world: (
        access.test_an_invitation_that_stands_no_more_cannot_be_withdrawn(world, "expired")
    ),
    "PowerQuerySet.discussed": access.test_a_power_off_the_list_is_nothing_to_take_a_position_on,
    "RoundQuerySet.open": verbs.test_a_round_closes_once,
    "RevealQuerySet.pending": access.test_a_reveal_that_was_opened_can_be_asked_for_again,
    "WorkshopQuerySet.for_all": access.test_a_partner_finds_no_practice_and_no_talk_of_others,
    "WorkshopQuerySet.real": access.test_a_partner_finds_no_practice_and_no_talk_of_others,
    "WorkshopQuerySet.repeatable_in": access.test_no_room_is_told_what_another_partner_said_by_itself,
    "WorkshopQuerySet.running": verbs.test_a_workshop_that_is_over_shows_nothing_more,
    "PollQuerySet.open": access.test_a_vote_opens_while_the_workshop_runs_and_beside_drafts_only,
    "ThemeQuerySet.on_board": reading("A lead", "themes"),
    "ThemeQuerySet.visible_to": reading("facilitator", "themes"),
    "ApprovalQuerySet.in_partnership": reading("facilitator", "approvals"),
    "ConversationNoteQuerySet.visible_to": reading("facilitator", "conversation"),
    "IssueQuerySet.readable_from": access.test_a_partners_own_paper_opens_to_its_lead_approver_and_readers_only,
}
NO_SCOPES = {
    "TableEntryQuerySet.of_step": "sorts the table by step; who may see it does not hang on it",
    "AgreementQuerySet.of_kind": "sorts agreements by kind; who may see them does not hang on it",
    "RoundQuerySet.touch": "a write",
    "WorkshopQuerySet.show": "a write",
    "WorkshopQuerySet.touch": "a write",
    "WorkshopQuerySet.in_round": "sorts workshops by round; who may see them does not hang on it",
    "WorkshopQuerySet.ended": "finds the last workshop for a pitfall; who may see it does not hang on it",
    "ThemeQuerySet.in_round": "sorts themes by round; who may see them does not hang on it",
    "PromiseQuerySet.in_round": "sorts promises by round; who may see them does not hang on it",
    "PromiseQuerySet.in_partnership": "read on the console, whose partnership the address names; tests/unit/test_outcomes.py",
    "PromiseQuerySet.open": "whether a promise is settled; who may see it does not hang on it",
    "PromiseQuerySet.due": "whether its day has come; who may see it does not hang on it",
}

# The two places where a ruling becomes a refusal, and the one where a seat is taken.
DOORS: dict[str, Check] = {
    "partnerships.rulings.insist": verb("partnerships.contributing.add"),
    "partnerships.views.access.insist_on": row("desk"),
}


def rules_of_the_program() -> set[str]:
    return {
        name
        for name, function in functions()
        if str(inspect.signature(function).return_annotation).split(".")[-1].strip("'>") == "Ruling"
        or name.split(".")[-1].startswith("may_")
    }


def scopes_of_the_program() -> dict[str, type[models.QuerySet]]:
    return {
        f"{found.__name__}.{name}": found
        for module in modules()
        for found in vars(module).values()
        if inspect.isclass(found)
        and issubclass(found, models.QuerySet)
        and found.__module__ == module.__name__
        for name, method in vars(found).items()
        if inspect.isfunction(method)
    }


def test_every_rule_is_tried() -> None:
    assert rules_of_the_program() == set(RULES) | set(NO_RULES)


def test_every_scope_is_tried() -> None:
    assert set(scopes_of_the_program()) == set(SCOPES) | set(NO_SCOPES)


def _allow(*_: object, **__: object) -> Ruling:
    from partnerships.rulings import ALLOWED

    return ALLOWED


def _let_through(*_: object, **__: object) -> None:
    return None


def _all(self: models.QuerySet, *_: object, **__: object) -> models.QuerySet:
    return self.all()


def insist_that_it_bites(world: World, check: Check, name: str) -> None:
    try:
        with undone():
            check(world)
    except (AssertionError, IntegrityError):  # or the database itself refuses
        return
    pytest.fail(f"nothing noticed that {name} holds nothing back")


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_allows_everything_is_noticed(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its code, not its name: it was imported and handed to decorators long ago.
    monkeypatch.setattr(dict(functions())[name], "__code__", _allow.__code__)
    insist_that_it_bites(world, RULES[name], name)


@pytest.mark.parametrize("name", SCOPES)
def test_a_scope_that_holds_back_nothing_is_noticed(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes_of_the_program()[name], name.split(".")[1], _all)
    insist_that_it_bites(world, SCOPES[name], name)


@pytest.mark.parametrize("name", DOORS)
def test_a_door_that_stands_open_is_noticed(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dict(functions())[name], "__code__", _let_through.__code__)
    insist_that_it_bites(world, DOORS[name], name)


def looks_about(check: Check) -> bool:
    """Made here, of `reading` or `elsewhere`. The rest are tests of `test_access` and `test_verbs` as they stand there."""
    return check.__qualname__.startswith((reading.__name__, elsewhere.__name__))


@pytest.mark.parametrize("name", [name for name, check in SCOPES.items() if looks_about(check)])
def test_as_things_are_nothing_is_noticed(world: World, name: str) -> None:
    """What the checks above notice is the change, and not something that was so before. The others pass where they stand."""
    SCOPES[name](world)
