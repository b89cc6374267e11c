"""Who may do what: one literal table of rules and roles, and the sentence that comes with every refusal."""

import inspect

import pytest

from partnerships import rules
from partnerships.models import Actor, Agreement, Offer, Partner, Partnership, Person, Reveal, Round
from partnerships.models.private import Mandate
from partnerships.rulings import ALLOWED, Refused, Ruling, insist, refused
from partnerships.vocabulary import Capacity, MandateState, PartnerStatus, Role, RoundStatus

HERE, ELSEWHERE = Partnership(pk=1), Partnership(pk=2)
OURS, THEIRS = Partner(pk=1, partnership=HERE), Partner(pk=2, partnership=HERE)
DEPARTMENT = Partner(pk=3, partnership=HERE, capacity=Capacity.COUNTERPART)
ANN, BOB = Person(pk=1), Person(pk=2)

F, L, C, A, R = Role.FACILITATOR, Role.LEAD, Role.CONTRIBUTOR, Role.APPROVER, Role.READER


def actor(*roles, partner=OURS, partnership=HERE, person=ANN):
    return Actor(person, partnership, None if F in roles else partner, frozenset(roles))


def round_(status=RoundStatus.OPEN, partnership=HERE):
    return Round(pk=1, partnership=partnership, status=status)


def mandate(state=MandateState.DRAFT, *, partner=OURS, last_edited_by=BOB, of=None):
    return Mandate(partner=partner, round=of or round_(), state=state, last_edited_by=last_edited_by)


SUBMITTED = MandateState.SUBMITTED
AGREEMENT = Agreement(round=round_())
OFFER = Offer(round=round_(), giver=THEIRS, receiver=OURS)

# The rule as it is asked where nothing else stands in the way, and the roles that it allows.
RULES = {
    "may_open_workbook": (lambda a: rules.may_open_workbook(a), {L, C, A}),
    "may_read_drafts": (lambda a: rules.may_read_drafts(a, shown_to_approver=False), {L, C}),
    "may_read_drafts, finished": (lambda a: rules.may_read_drafts(a, shown_to_approver=True), {L, C, A}),
    "may_touch": (lambda a: rules.may_touch(a, mandate()), {L, C, A, R}),
    "may_contribute": (lambda a: rules.may_contribute(a, round_()), {L, C}),
    "may_edit_mandate": (lambda a: rules.may_edit_mandate(a, mandate()), {L, C}),
    "may_submit": (lambda a: rules.may_submit(a, mandate(), complete=True), {L}),
    "may_take_back": (lambda a: rules.may_take_back(a, mandate(SUBMITTED)), {L}),
    "may_decide": (lambda a: rules.may_decide(a, mandate(SUBMITTED)), {A}),
    "may_lay": (lambda a: rules.may_lay(a, round_()), {L, A}),
    "may_lay, signed": (lambda a: rules.may_lay(a, round_(), needs_signature=True, signed=True), {L, A}),
    "may_withdraw": (lambda a: rules.may_withdraw(a, round_()), {L}),
    "may_manage_people": (lambda a: rules.may_manage_people(a), {F, L}),
    "may_read_own_history": (lambda a: rules.may_read_own_history(a), {L, A}),
    "may_read_mandate_paper": (lambda a: rules.may_read_mandate_paper(a), {L, A, R}),
    "may_sit_at_table": (lambda a: rules.may_sit_at_table(a), {F, L, C, A, R}),
    "may_read_table": (lambda a: rules.may_read_table(a), {F, L, C, A, R}),
    "may_see_questions_to_government": (lambda a: rules.may_see_questions_to_government(a), set()),
    "may_answer_for_government": (lambda a: rules.may_answer_for_government(a, round_()), set()),
    "may_send_for_government": (lambda a: rules.may_send_for_government(a, round_()), set()),
    "may_agree": (lambda a: rules.may_agree(a, round_()), {F, L}),
    "may_drop": (lambda a: rules.may_drop(a, AGREEMENT, proposed_for=OURS.pk), {F, L}),
    "may_drop, another's": (lambda a: rules.may_drop(a, AGREEMENT, proposed_for=THEIRS.pk), {F}),
    "may_drop, the facilitator's": (lambda a: rules.may_drop(a, AGREEMENT, proposed_for=None), {F}),
    "may_drop, who gets": (lambda a: rules.may_drop(a, OFFER, proposed_for=None), {F, L}),
    "may_say_where_we_stand": (lambda a: rules.may_say_where_we_stand(a, round_()), {L, A}),
    "may_endorse": (lambda a: rules.may_endorse(a, AGREEMENT, standing=True), {L, A}),
    "may_facilitate": (lambda a: rules.may_facilitate(a), {F}),
    "may_step": (lambda a: rules.may_step(a, round_()), {F}),
    "may_ask_for_reveal": (lambda a: rules.may_ask_for_reveal(a, round_(), None), {F}),
    "may_change_partner": (lambda a: rules.may_change_partner(a, OURS), {F}),
}
WRITING = {
    "may_contribute": lambda a, r: rules.may_contribute(a, r),
    "may_edit_mandate": lambda a, r: rules.may_edit_mandate(a, mandate(of=r)),
    "may_submit": lambda a, r: rules.may_submit(a, mandate(of=r), complete=True),
    "may_take_back": lambda a, r: rules.may_take_back(a, mandate(SUBMITTED, of=r)),
    "may_decide": lambda a, r: rules.may_decide(a, mandate(SUBMITTED, of=r)),
    "may_lay": lambda a, r: rules.may_lay(a, r),
    "may_withdraw": lambda a, r: rules.may_withdraw(a, r),
    "may_agree": lambda a, r: rules.may_agree(a, r),
    "may_drop": lambda a, r: rules.may_drop(a, Agreement(round=r), proposed_for=OURS.pk),
    "may_say_where_we_stand": lambda a, r: rules.may_say_where_we_stand(a, r),
    "may_endorse": lambda a, r: rules.may_endorse(a, Agreement(round=r), standing=True),
    "may_step": lambda a, r: rules.may_step(a, r),
    "may_ask_for_reveal": lambda a, r: rules.may_ask_for_reveal(a, r, None),
}


# Ours, in another state.
GONE = Partner(pk=OURS.pk, partnership=HERE, status=PartnerStatus.LEFT)
PAUSED = Partner(pk=OURS.pk, partnership=HERE, status=PartnerStatus.PAUSED)


@pytest.mark.parametrize("rule", [rule for rule in WRITING if rule not in ("may_step", "may_ask_for_reveal")])
def test_who_has_left_writes_nothing_and_who_has_paused_writes_at_home(rule):
    everything = {L, C, A, R}
    gone, paused = (
        WRITING[rule](Actor(ANN, HERE, partner, frozenset(everything)), round_())
        for partner in (GONE, PAUSED)
    )
    at_home = {
        "may_contribute",
        "may_edit_mandate",
        "may_submit",
        "may_take_back",
        "may_decide",
        "may_withdraw",
    }
    assert (gone.allowed, "has left" in gone.reason) == (False, True)
    assert (paused.allowed, "has paused" in paused.reason) == (rule in at_home, rule not in at_home)


def everybody():
    return [actor(role) for role in Role]


def allowed_to(ask):
    return {role for role in Role if ask(actor(role))}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_allows_exactly_these_roles(rule):
    ask, roles = RULES[rule]
    assert allowed_to(ask) == roles


def test_every_rule_is_in_the_table():
    there_are = {name for name, _ in inspect.getmembers(rules, inspect.isfunction) if name.startswith("may_")}
    assert {rule.split(",")[0] for rule in RULES} == there_are


@pytest.mark.parametrize("rule", RULES)
def test_a_refusal_is_a_whole_sentence(rule):
    ask, _ = RULES[rule]
    for ruling in map(ask, everybody()):
        assert bool(ruling.reason) != ruling.allowed
        assert ruling.allowed or (ruling.reason[0].isupper() and ruling.reason.endswith("."))


@pytest.mark.parametrize("rule", RULES)
def test_roles_add_up(rule):
    """Whoever holds two roles may do what either may."""
    ask, roles = RULES[rule]
    inside = [role for role in Role if role != F]
    for one in inside:
        for other in inside:
            assert bool(ask(actor(one, other))) == bool({one, other} & roles)


def test_nobody_without_a_role_may_do_anything():
    """`may_touch` asks whose a thing is, the others on which side of the table: a seat in it was looked at before."""
    nobody = Actor(ANN, HERE, OURS, frozenset())
    allowed = [rule for rule, (ask, _) in RULES.items() if ask(nobody)]
    assert allowed == ["may_touch", "may_sit_at_table", "may_read_table"]


def test_an_official_answers_for_government_and_does_nothing_else_at_the_table():
    allowed = {
        rule: {role for role in (L, C, A, R) if ask(actor(role, partner=DEPARTMENT))}
        for rule, (ask, _) in RULES.items()
    }
    assert {rule: roles for rule, roles in allowed.items() if roles} == {
        "may_manage_people": {L},
        "may_see_questions_to_government": {L, C},
        "may_answer_for_government": {L, C},
        "may_send_for_government": {L},
    }


@pytest.mark.parametrize("rule", [rules.may_answer_for_government, rules.may_send_for_government])
def test_an_official_answers_in_a_round_that_is_open_and_theirs(rule):
    official = actor(L, partner=DEPARTMENT)
    assert rule(official, round_())
    assert rule(official, round_(RoundStatus.CLOSED)) == rules.ROUND_CLOSED
    assert not rule(official, round_(partnership=ELSEWHERE))


@pytest.mark.parametrize("rule", WRITING)
def test_nothing_is_written_in_a_closed_round(rule):
    closed = round_(RoundStatus.CLOSED)
    may = [a for a in everybody() if WRITING[rule](a, round_())]
    assert may
    assert [WRITING[rule](a, closed) for a in may] == [rules.ROUND_CLOSED] * len(may)


@pytest.mark.parametrize("rule", WRITING)
def test_nobody_writes_in_a_round_of_another_partnership(rule):
    elsewhere = round_(partnership=ELSEWHERE)
    assert [a.roles for a in everybody() if WRITING[rule](a, elsewhere)] == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda a: rules.may_edit_mandate(a, mandate(partner=THEIRS)),
        lambda a: rules.may_submit(a, mandate(partner=THEIRS), complete=True),
        lambda a: rules.may_take_back(a, mandate(SUBMITTED, partner=THEIRS)),
        lambda a: rules.may_decide(a, mandate(SUBMITTED, partner=THEIRS)),
        lambda a: rules.may_touch(a, mandate(partner=THEIRS)),
    ],
)
def test_nobody_touches_what_is_another_partners(ask):
    assert allowed_to(ask) == set()


def test_a_facilitator_facilitates_the_own_partnership():
    assert rules.may_facilitate(actor(F), HERE.pk)
    assert not rules.may_facilitate(actor(F), ELSEWHERE.pk)
    assert not rules.may_change_partner(actor(F), Partner(partnership=ELSEWHERE))


# --- What else stands in the way ----------------------------------------------------------------


def test_a_step_that_waits_is_closed_to_all():
    assert allowed_to(lambda a: rules.may_contribute(a, round_(), waits=True)) == set()


@pytest.mark.parametrize(
    ("rule", "states"),
    [
        (lambda m: rules.may_edit_mandate(actor(L), m), {MandateState.DRAFT, MandateState.SIGNED_OFF}),
        (lambda m: rules.may_submit(actor(L), m, complete=True), {MandateState.DRAFT}),
        (lambda m: rules.may_take_back(actor(L), m), {MandateState.SUBMITTED}),
        (lambda m: rules.may_decide(actor(A), m), {MandateState.SUBMITTED}),
    ],
)
def test_where_a_mandate_must_be(rule, states):
    assert {state for state in MandateState if rule(mandate(state))} == states


def test_an_incomplete_mandate_is_not_sent():
    assert not rules.may_submit(actor(L), mandate(), complete=False)


def test_the_last_editor_does_not_decide_whatever_the_role():
    mine = mandate(SUBMITTED, last_edited_by=ANN)
    assert not rules.may_decide(actor(A), mine)
    assert not rules.may_decide(actor(L, C, A), mine)
    assert rules.may_decide(actor(A, person=BOB), mine)


def test_a_signed_step_is_laid_only_when_signed():
    assert not rules.may_lay(actor(L), round_(), needs_signature=True, signed=False)
    assert rules.may_lay(actor(L), round_(), needs_signature=False, signed=False)


def test_what_is_dropped_is_not_dropped_again():
    assert not rules.may_drop(actor(F), Agreement(round=round_(), dropped=True), proposed_for=None)


def test_only_the_standing_words_are_endorsed():
    assert not rules.may_endorse(actor(L), AGREEMENT, standing=False)


def test_a_reveal_is_asked_for_once():
    assert not rules.may_ask_for_reveal(actor(F), round_(), Reveal())


# --- Rulings ------------------------------------------------------------------------------------


def test_a_refusal_is_false_and_carries_its_sentence():
    ruling = refused("Ask your lead.")
    assert (bool(ruling), ruling.reason) == (False, "Ask your lead.")
    assert bool(ALLOWED) is True
    assert Ruling(True) == ALLOWED


def test_insisting_on_a_refusal_raises_it_with_its_sentence():
    insist(ALLOWED)
    with pytest.raises(Refused, match=r"^Ask your lead\.$") as refusal:
        insist(refused("Ask your lead."))
    assert refusal.value.ruling == refused("Ask your lead.")


def test_rules_never_ask_the_database():
    """None of these tests has a database: a rule that asked one would have failed already."""
    source = inspect.getsource(rules)
    assert ".objects" not in source and "filter(" not in source
