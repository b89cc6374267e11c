"""Where the parts of the balance come from, what the record keeps of it, and what its page says."""

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation import documents
from facilitation.balance.deal import NO_APPROVALS, NOTHING_LIVE
from facilitation.balance.keeping import balances_to, document_of, kept_balances, restored
from facilitation.balance.relationship import NO_PULSE, NONE_DUE
from facilitation.balance.standing import balance_of
from facilitation.models import Attendance, Promise, Spell
from facilitation.papers.balance import balance_lines
from facilitation.vocabulary import Presence, PromiseState
from facilitation.workshops import outcomes
from partnerships.models import Partnership
from partnerships.vocabulary import ArrangementTopic, DeliveryModel, Position
from tests import build, room
from tests.unit.test_wall import is_private, tables_in
from tests.voting import Room

TODAY = dt.date(2027, 3, 10)
EVERY = [f"PU-{number:02}" for number in range(1, 13)]
TRUST = EVERY[:8]


def now(table, **given):
    return balance_of(table.round, today=TODAY, **given)


def part(measure, key):
    return next(part for part in measure.parts if part.weighing.key == key)


def page(point, codes):
    """One phone's answers: a point for each of these statements, and “cannot say” to the others."""
    every = dict.fromkeys((code.removeprefix("PU-") for code in EVERY), "x")
    return " ".join(
        f"{key}:{value}" for key, value in (every | {c.removeprefix("PU-"): point for c in codes}).items()
    )


def pulse(table, answers="33444", codes=(*TRUST[:4], "PU-09"), **fields):
    """As few statements as make a figure, answered alike, one phone a figure, and shown."""
    sitting = Room(table, **fields)
    poll = sitting.ask("PU")
    sitting.vote(poll, *(page(point, codes) for point in answers))
    sitting.show_result(poll)
    sitting.end()
    return sitting


def laid(table, *positions, **fields):
    """Each side lays its mandate with one position on every power, with authority."""
    given = {"authority": "cabinet", "expires_on": None, "evidence": 3} | fields
    for side, position in zip(table.sides.values(), positions, strict=True):
        for power in table.powers:
            side.write("position", power=power, position=position, **given)
        side.mandate("laid")


def endorsed(table, row, *gradients):
    for side, gradient in zip(table.sides.values(), gradients, strict=True):
        side.endorse(row, gradient, "Otherwise" if gradient == 0 else "")


# --- Relationship -------------------------------------------------------------------------------


def test_without_a_pulse_there_is_no_relationship_figure_and_that_is_said(table):
    found = now(table).relationship
    assert (found.value, part(found, "trust").found.said) == (None, NO_PULSE)


def test_the_pulse_counts_once_it_is_shown(table):
    sitting = Room(table)
    poll = sitting.ask("PU")
    sitting.vote(poll, *(page(point, TRUST) for point in "33444"))
    sitting.close(poll)
    assert now(table).pulse is None
    sitting.reveal(poll)
    assert now(table).pulse.trust == 65


def test_who_cannot_say_is_not_counted_and_fewer_than_five_are_not_shown(table):
    pulse(table, "4444x", codes=TRUST)
    assert now(table).pulse is None


def test_a_statement_that_few_answer_is_left_out_and_the_figure_is_partial(table):
    pulse(table, "55555", codes=TRUST[:7])
    found = now(table)
    assert (found.pulse.trust, found.pulse.has_all_of_trust) == (100, False)
    assert not part(found.relationship, "trust").found.complete


def test_asked_twice_the_later_answer_counts(table):
    pulse(table, "11111")
    pulse(table, "55555")
    assert now(table).pulse.trust == 100


def test_practice_says_nothing(table):
    pulse(table, "55555", is_practice=True)
    assert now(table).pulse is None


def test_principles_lived_are_what_partners_have_laid(table):
    line = table.agree("principle")
    table.move("review")
    for side, lived in ((table.a, 4), (table.b, 1), (table.c, 0)):
        row = side.write("lived", principle=line, lived=lived)
        if side is not table.c:
            side.lay("review", row)
    found = part(now(table).relationship, "lived")
    assert (found.figure, found.found.said) == (Decimal("62.5"), "2 ratings from 0 to 4")


@pytest.fixture
def meeting(table):
    return room.running_workshop(table)


def promised(table, meeting, due, *, state=None, now_due=None):
    # In words of its own: the same line a moment later is the same promise.
    text = f"Something {meeting.promises.count()}"
    made = outcomes.promise(meeting, text, owner="A", due=due, by=table.facilitator)
    if now_due:
        outcomes.renegotiate(made, now_due, by=table.facilitator)
    if state:
        outcomes.settle(made, state, by=table.facilitator)
    return made


def kept(table):
    return part(now(table).relationship, "kept").found


def test_promises_kept_are_those_on_time_of_all_that_came_due(table, meeting):
    due, later = TODAY, TODAY + dt.timedelta(1)
    for state in (PromiseState.KEPT, PromiseState.LATE, PromiseState.MISSED, None):
        promised(table, meeting, due, state=state)
    promised(table, meeting, due, state=PromiseState.RELEASED)
    promised(table, meeting, later)
    assert (kept(table).value, kept(table).said) == (25, "1 of 4 that came due")


def test_a_promise_given_another_day_in_time_is_kept_and_counts_once(table, meeting):
    made = promised(table, meeting, TODAY, now_due=TODAY + dt.timedelta(30))
    assert made.renegotiations.get().in_time
    assert kept(table).value == 100
    Promise.objects.filter(pk=made.pk).update(due=TODAY - dt.timedelta(1))
    assert (kept(table).value, kept(table).said) == (0, "0 of 1 that came due")


def test_a_promise_given_another_day_too_late_is_not_kept(table, meeting):
    yesterday = timezone.localdate() - dt.timedelta(1)
    made = promised(table, meeting, yesterday, now_due=TODAY, state=PromiseState.KEPT)
    assert not made.renegotiations.get().in_time
    assert kept(table).value == 0


def test_what_came_due_before_the_round_counts_in_the_round_before(table, meeting):
    assert kept(table).said == NONE_DUE
    promised(table, meeting, timezone.localdate(), state=PromiseState.MISSED)
    room.end(table, meeting)
    table.close()
    assert kept(table).said == NONE_DUE


def test_presence_and_voice_are_half_who_came_and_half_who_was_heard(table, meeting):
    room.present(table, meeting, table.a)
    room.present(table, meeting, table.b, presence=Presence.SUBSTITUTE, substitute="Sam Stand-in")
    assert part(now(table).relationship, "presence").value is None
    room.end(table, meeting)
    found = part(now(table).relationship, "presence")
    assert (found.value, found.found.complete) == (Fraction(100, 3), False)
    pulse(table, "55555", codes=["PU-09"])
    found = part(now(table).relationship, "presence")
    assert (found.value, found.found.complete) == (Fraction(200, 3), True)


def test_a_split_on_being_heard_is_said_without_a_figure(table):
    pulse(table, "111555", codes=["PU-09"])
    found = part(now(table).relationship, "presence")
    assert (found.value, found.found.said) == (50, "Nothing was held for all; views on “heard” are split")


# --- Deal ---------------------------------------------------------------------------------------


def test_mandates_are_positions_on_signed_authority_that_has_not_run_out(table):
    laid(table, Position.ON, Position.NO_VIEW, Position.NOT_NOW, expires_on=TODAY)
    found = part(now(table).deal, "mandates").found
    assert found.value == Fraction(600, 9)
    assert found.said == "6 of 9 positions. The group has put nothing in scope yet, so all powers count"
    assert part(balance_of(table.round, today=TODAY + dt.timedelta(1)).deal, "mandates").value == 0


def test_a_position_whose_authority_is_not_yet_given_is_no_mandate(table):
    laid(table, Position.ON, Position.ON, Position.ON, authority="not-yet")
    assert part(now(table).deal, "mandates").value == 0


def test_once_the_group_has_put_powers_in_scope_only_they_count(table):
    laid(table, Position.ON, Position.ON, Position.ON)
    table.agree("scope", power=table.powers[0], decision="in")
    table.agree("scope", power=table.powers[1], decision="later")
    assert part(now(table).deal, "mandates").found.said == "3 of 3 positions"


def test_convergence_weighs_powers_by_how_much_they_matter(table):
    first, second, third = table.powers
    places = {first: ("on", 10), second: ("open", 4), third: ("not-now", 6)}
    for side in table.sides.values():
        for power, (position, weight) in places.items():
            side.write("position", power=power, position=position, weight=weight)
        side.mandate("laid")
    found = part(now(table).deal, "convergence")
    assert (found.value, found.found.said) == (
        60,
        "1 powers common ground, 1 close, by how much each matters",
    )


def test_where_nothing_is_wanted_there_is_no_case_to_make(table):
    found = part(now(table).deal, "case").found
    assert (found.value, found.said) == (None, NOTHING_LIVE)


def test_a_case_needs_solid_evidence_and_benefit_and_cost_of_every_affected_partner(table):
    laid(table, Position.ON, Position.OPEN, Position.NO_VIEW)
    for side in (table.a, table.b):
        side.fill("benefits")
    table.a.lay("benefits")
    assert part(now(table).deal, "case").value == 0
    table.b.lay("benefits")
    assert part(now(table).deal, "case").value == 100


def test_a_case_without_solid_evidence_is_none(table):
    laid(table, Position.ON, Position.NO_VIEW, Position.NO_VIEW, evidence=2)
    table.a.fill("benefits")
    table.a.lay("benefits")
    assert part(now(table).deal, "case").value == 0


def test_machinery_is_what_the_group_has_agreed(table):
    undecided = table.agree("arrangement", topic=ArrangementTopic.DELIVERY, model=DeliveryModel.UNDECIDED)
    voting = table.agree("arrangement", topic=ArrangementTopic.VOTING)
    leaving = table.agree("arrangement", topic=ArrangementTopic.EXIT)
    endorsed(table, undecided, 6, 6, 6)
    endorsed(table, voting, 6, 6, 6)
    endorsed(table, leaving, 6, 6, 0)
    for side in table.sides.values():
        side.fill("leadership")
        side.lay("leadership")
    found = part(now(table).deal, "machinery")
    assert found.value == 20
    assert found.found.said.startswith(
        "2 of 10 in place. Not yet: model chosen, money for two years, programme lead"
    )


def test_what_was_agreed_stands_in_the_next_round_until_somebody_says_otherwise(table):
    voting = table.agree("arrangement", topic=ArrangementTopic.VOTING)
    endorsed(table, voting, 6, 6, 6)
    table.close()
    before = kept_balances(table.partnership)[0]
    assert part(now(table, before=before).deal, "machinery").value == 10
    assert part(now(table).deal, "machinery").value == 0
    carried = type(voting).objects.in_round(table.round).get()
    table.a.endorse(carried, 0, "Otherwise")
    assert part(now(table, before=before).deal, "machinery").value == 0


def test_approvals_are_left_out_and_that_is_said(table):
    found = now(table).deal
    assert (part(found, "approvals").value, part(found, "approvals").found.said, found.partial) == (
        None,
        NO_APPROVALS,
        True,
    )


# --- Looks at ourselves -------------------------------------------------------------------------


def test_support_by_name_and_doubt_without_names_are_said(table):
    endorsed(table, table.agree("destination"), 6, 5, 4)
    sitting = Room(table)
    poll = sitting.ask("POLL-03")
    sitting.vote(poll, *"DDDEA")
    sitting.show_result(poll)
    (said,) = now(table).checks
    assert "100% of the partners support the destination; without names, 80%" in said


# --- What the record keeps ----------------------------------------------------------------------


@pytest.fixture
def full(table):
    """A round with something of everything, closed."""
    laid(table, Position.ON, Position.ON, Position.OPEN)
    room.at_minutes(room.held(table), 0, 60)
    pulse(table, "111555")
    return table


def test_a_record_gives_back_the_balance_that_it_was_given(full):
    before = balance_of(full.round)
    full.close()
    (kept,) = kept_balances(full.partnership)
    assert document_of(kept) == document_of(before)
    assert restored(document_of(kept)) == kept
    assert (kept.pulse, kept.alerts) == (before.pulse, before.alerts)


def test_earlier_rounds_are_read_from_their_records_whatever_happens_after(full):
    full.close()
    frozen = [document_of(one) for one in kept_balances(full.partnership)]
    Attendance.objects.all().delete()
    Spell.objects.all().delete()
    pulse(full, "55555")
    first, second = balances_to(full.round)
    assert [document_of(first)] == frozen
    assert (second.number, second.pulse.trust) == (2, 100)


def test_a_record_from_before_the_balance_was_kept_is_passed_over(full, monkeypatch):
    monkeypatch.setattr(documents, "_balance", lambda *given: None)
    assert list(balance_lines(full.close().document)) == []
    assert kept_balances(full.partnership) == []
    assert [one.number for one in balances_to(full.round)] == [2]


def test_the_paper_has_sentence_figures_trend_and_alerts(full):
    first = full.close().document
    said = list(balance_lines(first))
    assert said[0] == (
        "We spent 100% of our time on relationships. Trust is fragile (50). The deal is taking shape (42). Views on "
        "reliability and openness are far apart. Three quarters relationship, one quarter deal "
        "is a guide line, not a finding."
    )
    assert said[1] == (
        "Relationship strength is 41.7 (partial, few partners present) and deal readiness is 41.7 (partial): early days."
    )
    assert said[2].startswith("Weakest link: Views on reliability")
    second = full.close().document
    assert list(balance_lines(second))[1].endswith("In the round before: relationship 41.7, deal 41.7.")


# --- What it reads and shows --------------------------------------------------------------------


def test_nothing_private_is_read(full):
    for step in ("vision", "benefits", "leadership"):
        full.b.fill(step)
    with CaptureQueriesContext(connection) as queries:
        found = balance_of(full.round)
    assert {model for model in tables_in(queries) if is_private(model)} == set()
    assert full.b.canary not in str(document_of(found))


def test_records_are_read_in_two_queries_however_many_and_later_in_one(full, django_assert_num_queries):
    full.close()
    full.close()
    full.close()
    with django_assert_num_queries(2):
        found = kept_balances(full.partnership)
    assert [one.number for one in found] == [1, 2, 3]
    with django_assert_num_queries(1):
        assert kept_balances(full.partnership) == found


def test_more_partners_powers_and_rounds_cost_no_more_queries(full):
    def asked(partnership):
        round_ = partnership.rounds.last()
        balances_to(round_)
        with CaptureQueriesContext(connection) as queries:
            balances_to(round_)
        return len(queries)

    few = asked(Partnership.objects.get(pk=full.partnership.pk))
    large = build.partnership("ABCDE", slug="large", powers=4)
    laid(large, *[Position.ON] * 5)
    large.close()
    large.close()
    for title in ("One", "Two"):
        room.held(large, title)
    pulse(large, "333555")
    assert asked(Partnership.objects.get(pk=large.partnership.pk)) == few


def page_of(client, table, actor=None, name="balance"):
    actor = actor or table.facilitator
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(name, args=(table.partnership.slug, actor.seat))).content.decode()


def test_the_page_of_a_first_round_without_anything_says_what_to_do(table, client):
    html = page_of(client, table)
    for said in (
        "a guide line, not a finding",
        "No workshop has been held in this round yet.",
        "There is no trust pulse yet",
        "Ask the trust pulse in the next workshop",
        "Relationship strength: No figure",
    ):
        assert said in html


def test_the_page_says_the_same_in_pictures_and_tables_and_names_nobody(full, client):
    html = page_of(client, full, full.b.reader)
    assert len(re.findall('<svg[^>]*role="img"[^>]*><title>[^<]', html)) == 4
    assert html.count("<caption") >= 6
    body = html[html.index("<main") : html.index("</main>")]
    assert not any(side.partner.name in body for side in full.sides.values())
    assert not re.search(r"style=|[Pp]assed|[Ff]ailed", body)


def test_the_page_of_a_record_says_its_sentence(full, client):
    full.close()
    client.force_login(full.facilitator.person, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("record", args=(full.partnership.slug, "facilitator", 1))
    assert "Trust is fragile (50)." in client.get(address).content.decode()


def test_desk_and_table_point_to_it_and_fetch_its_sentence(full, client):
    for name in ("desk", "table"):
        assert reverse("balance-brief", args=(full.partnership.slug, "facilitator")) in page_of(
            client, full, name=name
        )
    assert page_of(client, full, name="balance-brief").startswith(
        "We spent 100% of our time on relationships."
    )
