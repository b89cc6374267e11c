"""Which powers the group negotiates: chosen for many at once, and for each of them once."""

import pytest
from django.urls import reverse

from partnerships import agreeing, scoping
from partnerships.models import Endorsement, Power, ScopeChoice
from partnerships.rulings import Refused
from partnerships.scoping import Choice
from tests import build

pytestmark = pytest.mark.django_db


def at(actor):
    return reverse("scope", args=(actor.partnership.slug, actor.seat))


def look(client, actor):
    client.force_login(actor.person)
    return client.get(at(actor)).content.decode()


def send(client, actor, seen, rest="", **chosen):
    """As the page sends it: what stood there for every power on it, and what is chosen by the power's number."""
    posted = {f"seen-{number}": scoping.seen_mark(row) for number, row in seen.items()} | {"rest": rest}
    client.force_login(actor.person)
    return client.post(at(actor), posted | {f"scope-{key[1:]}": value for key, value in chosen.items()})


def standing(table):
    return {
        row.power_id: (row.decision, row.version)
        for row in ScopeChoice.objects.in_round(table.round).standing()
    }


def told(answer):
    return [str(message) for message in answer.wsgi_request._messages]


@pytest.fixture
def powers(table):
    return [
        power.pk for power in Power.objects.filter(partnership=table.partnership).discussed().order_by("pk")
    ]


# --- The page -----------------------------------------------------------------------------------


def test_many_powers_are_chosen_on_one_page(table, client, powers):
    first, second, *others = powers
    seen = dict.fromkeys(powers)
    answer = send(client, table.a.lead, seen, **{f"s{first}": "in", f"s{second}": "out"})
    assert standing(table) == {first: ("in", 1), second: ("out", 1)}
    assert told(answer) == ["Proposed for 2 powers. Every partner can now say where it stands."]
    assert {row.proposed_for for row in ScopeChoice.objects.all()} == {table.a.partner}


def test_one_choice_goes_for_all_that_have_none(table, client, powers):
    first, *others = powers
    send(client, table.facilitator, dict.fromkeys(powers), rest="in", **{f"s{first}": "later"})
    assert standing(table) == {first: ("later", 1), **dict.fromkeys(others, ("in", 1))}


def test_choosing_differently_asks_everybody_again_and_choosing_alike_asks_nobody(table, client, powers):
    first, second, *_ = powers
    kept = table.agree("scope", power_id=first, decision="in", terms="Funded")
    changed = table.agree("scope", power_id=second, decision="in", terms="With a review")
    for row in (kept, changed):
        table.b.endorse(row, 6)
    send(
        client, table.facilitator, {first: kept, second: changed}, **{f"s{first}": "in", f"s{second}": "out"}
    )
    assert standing(table) == {first: ("in", 1), second: ("out", 2)}
    newest = ScopeChoice.objects.in_round(table.round).standing().get(power=second)
    assert newest.terms == "With a review"
    asked_again = Endorsement.objects.filter(agreement=newest.pk)
    assert (list(asked_again), kept.endorsements.count()) == ([], 1)


def test_what_somebody_else_chose_meanwhile_stands_and_is_said(table, client, powers):
    first, second, *_ = powers
    title = Power.objects.get(pk=first).title
    table.agree("scope", power_id=first, decision="out")
    answer = send(
        client, table.facilitator, {first: None, second: None}, **{f"s{first}": "in", f"s{second}": "in"}
    )
    shown = answer.content.decode()
    assert (answer.status_code, "<title>Error: " in shown) == (409, True)
    assert f'<a href="#s{first}-in">{title}</a>' in shown
    assert standing(table) == {first: ("out", 1), second: ("in", 1)}


def test_a_choice_made_on_words_that_were_dropped_and_proposed_anew_is_not_put_over_them(
    table, client, powers
):
    first, *_ = powers
    dropped = table.agree("scope", power_id=first, decision="in")
    table.drop(dropped)
    table.agree("scope", power_id=first, decision="out")
    assert send(client, table.facilitator, {first: dropped}, **{f"s{first}": "in"}).status_code == 409
    assert standing(table) == {first: ("out", 1)}


def test_a_page_of_a_round_that_closed_changes_nothing_in_the_next(table, client, powers):
    first, *_ = powers
    row = table.agree("scope", power_id=first, decision="in")
    table.close()
    assert send(client, table.facilitator, {first: row}, **{f"s{first}": "out"}).status_code == 409
    assert standing(table) == {first: ("in", 1)}


def test_sending_twice_proposes_once(table, client, powers):
    seen, chosen = dict.fromkeys(powers), {f"s{powers[0]}": "in"}
    answers = [send(client, table.facilitator, seen, **chosen) for _ in range(2)]
    assert standing(table) == {powers[0]: ("in", 1)}
    assert told(answers[1])[-1] == "You changed nothing, so nothing was proposed."


def test_everybody_reads_what_is_in_scope_and_leads_and_facilitators_choose(table, client, powers):
    table.agree("scope", power_id=powers[0], decision="later")
    for actor in (table.facilitator, *table.a.actors):
        shown = look(client, actor)
        assert "Come back to it" in shown
        assert ('name="scope-' in shown) == bool(actor.facilitates or actor.leads)


def test_who_may_not_propose_reads_why(table, client, powers):
    answer = send(client, table.a.approver, {powers[0]: None}, **{f"s{powers[0]}": "in"})
    assert answer.status_code == 403
    assert "Only a lead or a facilitator can propose" in answer.content.decode()
    assert standing(table) == {}


# --- The verbs ----------------------------------------------------------------------------------


def test_powers_of_others_and_those_off_the_list_are_passed_over(table, powers):
    other = build.partnership("D", slug="elsewhere")
    theirs = Power.objects.filter(partnership=other.partnership).first().pk
    choices = {theirs: Choice("in", ""), powers[0]: Choice("in", ""), powers[1]: Choice("perhaps", "")}
    assert scoping.choose(choices, round_=table.round, by=table.facilitator).written == 1
    assert standing(table) == {powers[0]: ("in", 1)}
    assert standing(other) == {}


def test_of_one_power_there_is_one_choice(table, powers):
    first = table.agree("scope", power_id=powers[0], decision="in")
    with pytest.raises(Refused, match="already one about this"):
        table.agree("scope", power_id=powers[0], decision="out")
    dropped = table.drop(first)
    table.agree("scope", power_id=powers[0], decision="out")
    with pytest.raises(Refused, match="already one about this"):
        table.reword(dropped, decision="in")
    assert standing(table) == {powers[0]: ("out", 1)}


def test_the_form_for_one_offers_the_powers_without_a_choice(table, client, powers):
    table.agree("scope", power_id=powers[0], decision="in")
    client.force_login(table.facilitator.person)
    page = client.get(reverse("propose", args=(table.partnership.slug, "facilitator", "mandate", "scope")))
    shown = page.content.decode()
    assert f'<option value="{powers[0]}">' not in shown
    assert f'<option value="{powers[1]}">' in shown


def test_proposing_nothing_leaves_no_trace(table, powers):
    before = table.partnership.rounds.get().version
    assert scoping.choose({powers[0]: Choice("", "")}, round_=table.round, by=table.facilitator).written == 0
    assert table.partnership.rounds.get().version == before
    assert list(agreeing.standing(agreeing.agreement_kind("scope")[1], table.round)) == []
