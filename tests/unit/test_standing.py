"""Saying where one's own partner stands on all of a step that wait for it, in one go."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import endorsing
from partnerships.endorsing import Stand
from partnerships.models import Endorsement, Event, Partner
from partnerships.rulings import Refused
from partnerships.vocabulary import Capacity
from tests import build

pytestmark = pytest.mark.django_db


def at(actor):
    return reverse("stand", args=(actor.partnership.slug, actor.seat, "principles"))


def look(client, actor):
    client.force_login(actor.person)
    return client.get(at(actor))


def send(client, actor, *said, rest="", number=None):
    """As the page sends it: each of the agreements that it showed, with a point and words, or neither."""
    posted = {"rest": rest, "round": number or actor.partnership.rounds.latest("number").number}
    for row, point, words in said:
        posted |= {_named(row, "gradient"): point, _named(row, "reservation"): words}
    client.force_login(actor.person)
    return client.post(at(actor), posted)


def _named(row, field):
    return f"on-{row.lineage}-{row.version}-{field}"


def stands():
    return {
        (given.agreement_id, given.partner.short_name): (given.gradient, given.reservation)
        for given in Endorsement.objects.select_related("partner")
    }


def told(answer):
    return [str(message) for message in answer.wsgi_request._messages]


@pytest.fixture
def lines(table):
    return [table.agree("principle", statement=f"Principle {number}") for number in (1, 2, 3)]


# --- The page -----------------------------------------------------------------------------------


def test_the_page_has_what_waits_and_nothing_else(table, client, lines):
    table.a.endorse(lines[0], 6)
    table.drop(lines[1])
    table.agree("outcome", statement="Of another step")
    shown = look(client, table.a.approver).content.decode()
    assert "Principle 3" in shown
    for gone in ("Principle 1", "Principle 2", "Of another step"):
        assert gone not in shown


def test_what_is_chosen_counts_and_what_is_left_blank_goes_on_waiting(table, client, lines):
    answer = send(
        client, table.a.lead, (lines[0], "6", ""), (lines[1], "0", " A veto on the levy "), (lines[2], "", "")
    )
    assert stands() == {(lines[0].pk, "A"): (6, ""), (lines[1].pk, "A"): (0, "A veto on the levy")}
    assert told(answer) == ["Counted: 2. 1 still waits for you. You can change each while the round is open."]
    assert answer["Location"].endswith("/table/principles/")


def test_one_answer_goes_for_all_that_were_left_blank(table, client, lines):
    send(client, table.a.lead, (lines[0], "2", "Later"), (lines[1], "", ""), (lines[2], "", ""), rest="5")
    assert stands() == {
        (lines[0].pk, "A"): (2, "Later"),
        (lines[1].pk, "A"): (5, ""),
        (lines[2].pk, "A"): (5, ""),
    }


def test_the_answer_for_the_rest_says_nothing_about_words_that_were_not_on_the_page(table, client, lines):
    late = table.agree("principle", statement="Proposed meanwhile")
    send(client, table.a.lead, *((line, "", "") for line in lines), rest="6")
    assert {agreement for agreement, _ in stands()} == {line.pk for line in lines}
    assert late.pk not in {agreement for agreement, _ in stands()}


def test_nobody_can_refuse_all_the_rest_unseen(table, client, lines):
    answer = send(client, table.a.lead, (lines[0], "", ""), rest="0")
    assert (answer.status_code, stands()) == (422, {})


def test_nothing_is_counted_while_one_answer_is_wrong(table, client, lines):
    answer = send(client, table.a.lead, (lines[0], "6", ""), (lines[1], "0", ""), (lines[2], "", "Unless"))
    shown = answer.content.decode()
    assert (answer.status_code, stands()) == (422, {})
    assert shown.count(f"#id_{_named(lines[1], 'reservation')}") == 1  # linked from the summary
    assert "Say what would change that on “Principle 2”, so that the others know" in shown
    assert "Choose where you stand on “Principle 3”, so that what you wrote is counted." in shown
    assert "Unless</textarea>" in shown
    assert '<option value="6" selected>' in shown
    assert "<title>Error: " in shown


def test_an_answer_to_earlier_words_is_kept_in_its_box_and_not_counted(table, client, lines):
    newer = table.reword(lines[0], statement="Other words")
    answer = send(client, table.a.lead, (lines[0], "6", "But first the money"), (lines[1], "4", ""))
    shown = answer.content.decode()
    assert (answer.status_code, stands()) == (409, {(lines[1].pk, "A"): (4, "")})
    assert "1 of your answers is counted." in shown
    assert "Other words" in shown and "But first the money</textarea>" in shown
    send(client, table.a.lead, (newer, "5", "But first the money"))
    assert stands()[newer.pk, "A"] == (5, "But first the money")


def test_sending_twice_counts_once(table, client, lines):
    answers = [send(client, table.a.lead, (lines[0], "6", "")) for _ in range(2)]
    assert stands() == {(lines[0].pk, "A"): (6, "")}
    assert [told(answer)[-1].split(".")[0] for answer in answers] == ["Counted: 1"] * 2
    assert Event.objects.filter(verb="endorsed").count() == 1


def test_what_a_colleague_has_answered_meanwhile_stands_and_nothing_written_is_lost(table, client, lines):
    table.a.endorse(lines[0], 5)
    answer = send(client, table.a.approver, (lines[0], "1", "Only with a veto"), (lines[1], "6", ""))
    shown = answer.content.decode()
    assert (answer.status_code, "<title>Error: " in shown) == (409, True)
    assert stands() == {(lines[0].pk, "A"): (5, ""), (lines[1].pk, "A"): (6, "")}
    assert (
        f"{table.a.lead.person.name} has answered on “Principle 1” for you: support with small changes"
        in shown
    )
    assert "You wrote: Only with a veto" in shown


def test_what_was_dropped_meanwhile_is_said(table, client, lines):
    table.drop(lines[0])
    answer = send(client, table.a.lead, (lines[0], "6", ""), (lines[1], "6", ""))
    assert (answer.status_code, stands()) == (409, {(lines[1].pk, "A"): (6, "")})
    assert "1 of what you answered has been dropped." in answer.content.decode()


def test_a_page_of_a_round_that_closed_counts_nothing_in_the_next(table, client, lines):
    table.close()
    answer = send(client, table.a.lead, (lines[0], "6", "Kept"), number=1)
    shown = answer.content.decode()
    assert (answer.status_code, stands()) == (409, {})
    assert "A new round began while you had the page open, so nothing has been counted." in shown
    assert "Kept</textarea>" in shown


@pytest.mark.parametrize("written", ["a\0b", "x" * 4_001])
def test_what_no_reservation_can_be_is_refused_and_counts_nothing(table, client, lines, written):
    answer = send(client, table.a.lead, (lines[0], "0", written), (lines[1], "6", ""))
    assert (answer.status_code, stands()) == (422, {})


def test_where_nothing_waits_the_page_says_so(table, client, lines):
    Partner.objects.filter(pk=table.a.partner.pk).update(capacity=Capacity.OBSERVER)
    for actor, expected in (
        (table.a.lead, "Nothing of Principles waits for A."),
        (table.b.lead, "Principle 3"),
    ):
        assert expected in look(client, actor).content.decode()


def test_who_may_not_speak_for_a_partner_reads_why(table, client, lines):
    for actor in (table.facilitator, table.a.contributor, table.a.reader):
        for answer in (look(client, actor), send(client, actor, (lines[0], "6", ""))):
            assert answer.status_code == 403
            assert "Only the lead or an approver can say where a partner stands" in answer.content.decode()
    assert stands() == {}


# --- The verb -----------------------------------------------------------------------------------


def test_each_answer_has_its_line_in_the_history(table, lines):
    said = {lines[0]: Stand(6), lines[1]: Stand(2)}
    before = table.partnership.rounds.get().version
    assert endorsing.endorse_each(said, round_=table.round, by=table.a.lead) == 2
    assert sorted(Event.objects.filter(verb="endorsed").values_list("text", flat=True)) == [
        f"{table.a.partner} on “Principle 1”: fully behind it",
        f"{table.a.partner} on “Principle 2”: need more talk",
    ]
    assert table.partnership.rounds.get().version > before


def test_replaced_words_and_those_of_other_rounds_are_passed_over(table, lines):
    other = build.partnership("D", slug="elsewhere")
    table.reword(lines[0], statement="Otherwise")
    said = {lines[0]: Stand(6), other.agree("principle"): Stand(6), lines[2]: Stand(6)}
    assert endorsing.endorse_each(said, round_=table.round, by=table.a.lead) == 1
    assert stands() == {(lines[2].pk, "A"): (6, "")}


def test_what_a_colleague_has_answered_is_passed_over(table, lines):
    table.a.endorse(lines[0], 2, by=table.a.approver)
    said = {lines[0]: Stand(6), lines[1]: Stand(6)}
    assert endorsing.endorse_each(said, round_=table.round, by=table.a.lead) == 1
    assert stands() == {(lines[0].pk, "A"): (2, ""), (lines[1].pk, "A"): (6, "")}


def test_all_or_nothing_of_what_one_act_says(table, lines):
    said = {lines[0]: Stand(6), lines[1]: Stand(0, " ")}
    with pytest.raises(Refused, match="say what would change that"):
        endorsing.endorse_each(said, round_=table.round, by=table.a.lead)
    assert stands() == {}


def test_saying_much_at_once_asks_the_database_no_oftener_than_saying_little(table, client):
    def cost(actor, rows):
        look(client, actor)
        with CaptureQueriesContext(connection) as shown:
            look(client, actor)
        with CaptureQueriesContext(connection) as counted:
            send(client, actor, *((row, "5", "") for row in rows))
        return len(shown), len(counted)

    rows = [table.agree("principle", statement=f"Principle {number}") for number in range(2)]
    few = cost(table.a.lead, rows)
    rows += [table.agree("principle", statement=f"More {number}") for number in range(10)]
    assert cost(table.b.lead, rows) == few
    assert len(stands()) == 14
