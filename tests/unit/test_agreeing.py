"""What the group agrees: proposed by leads and facilitators, reworded in versions, endorsed version by version."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from partnerships import agreeing, forming
from partnerships.agreeing import Reworded, agreements
from partnerships.endorsing import Hold, Support, support_of
from partnerships.models import Agreement, Endorsement, Event, Partner, Principle
from partnerships.rulings import Refused
from partnerships.steps import CYCLE, agreement_kind, step_named
from partnerships.vocabulary import Capacity, PartnerStatus
from tests import build

KINDS = [kind.key for step in CYCLE for kind in step.together]


def given(partner, gradient):
    return Endorsement(partner=partner, gradient=gradient)


def members(consent):
    """Partners by letter, capitals where consent is needed: `members("ABc")`."""
    return [
        Partner(pk=number, short_name=letter.upper(), consent_required=letter.isupper())
        for number, letter in enumerate(consent, start=1)
    ]


# --- Whether it holds ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consent", "said", "hold"),
    [
        ("ABC", "6 6 6", Hold.AGREED),
        ("ABC", "5 5 5", Hold.AGREED),
        ("ABC", "6 5 2", Hold.AGREED),  # one doubter is carried along
        ("ABC", "6 5 1", Hold.AGREED),
        ("ABC", "6 2 2", Hold.NOT_AGREED),  # two are not
        ("ABCde", "6 6 6 2 1", Hold.NOT_AGREED),
        ("ABC", "6 4 4", Hold.NOT_AGREED),  # the median is under 5
        ("AB", "6 4", Hold.AGREED),  # … and here just 5
        ("AB", "5 4", Hold.NOT_AGREED),  # … and here 4.5
        ("ABC", "6 6 0", Hold.NOT_AGREED),  # whose consent is needed cannot accept
        ("ABc", "6 6 0", Hold.AGREED),  # whose consent is not needed cannot stop it alone
        ("ABC", "6 6 -", Hold.WAITING),
        ("ABc", "6 6 -", Hold.AGREED),  # nobody waits for those whose consent is not needed
        ("ABc", "- 6 6", Hold.WAITING),
        ("ABC", "0 - -", Hold.NOT_AGREED),  # who cannot accept is not hidden by those who are silent
        ("ABc", "6 - 0", Hold.WAITING),
        ("abc", "0 - -", Hold.NOT_AGREED),
        ("abc", "6 6 6", Hold.AGREED),  # where nobody's consent is needed, everybody's is waited for
        ("abc", "6 6 -", Hold.WAITING),
        ("abc", "6 6 0", Hold.NOT_AGREED),
        ("ABC", "- - -", Hold.WAITING),
        ("", "", Hold.WAITING),
    ],
)
def test_whether_an_agreement_holds(consent, said, hold):
    partners = members(consent)
    gradients = zip(partners, said.split(), strict=True)
    endorsements = [given(partner, int(gradient)) for partner, gradient in gradients if gradient != "-"]
    assert support_of(endorsements, partners).hold == hold


def test_it_says_whom_it_waits_for():
    partners = members("ABc")
    support = support_of([given(partners[1], 6)], partners)
    assert (support.waiting_for, support.words) == ((partners[0],), "Waiting for A")
    assert support_of([], partners).words == "Waiting for 2 partners"


def test_who_cannot_accept_is_named_at_once_and_the_others_are_still_asked():
    partners = members("ABC")
    support = support_of([given(partners[0], 0)], partners)
    assert (support.words, support.waiting_for) == ("A cannot accept", tuple(partners[1:]))
    both = support_of([given(partner, 0) for partner in partners[:2]], partners)
    assert both.words == "2 partners cannot accept"


@pytest.mark.parametrize(
    ("hold", "words"), [(Hold.AGREED, "Agreed"), (Hold.NOT_AGREED, "Not agreed"), (Hold.WAITING, "Waiting")]
)
def test_when_it_waits_for_nobody_it_says_so_in_one_word(hold, words):
    assert Support(hold, (), ()).words == words


def test_those_who_only_listen_or_have_left_are_shown_and_not_counted():
    partners = members("ABC")
    left = Partner(pk=9, short_name="Left", consent_required=True)
    support = support_of([given(partner, 6) for partner in partners] + [given(left, 0)], partners)
    assert support.hold == Hold.AGREED
    assert [endorsement.partner for endorsement in support.dissent] == [left]


def test_dissent_is_who_needs_more_talk_or_is_against():
    partners = members("ABCDE")
    support = support_of(
        [given(partner, gradient) for partner, gradient in zip(partners, (0, 1, 2, 3, 6), strict=True)],
        partners,
    )
    assert [endorsement.gradient for endorsement in support.dissent] == [0, 1, 2]


# --- Proposing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_leads_and_facilitators_propose_and_nobody_else(table, kind):
    fields = {"receiver": table.b.partner} if kind == "offer" else {}
    for actor in [table.facilitator, *table.a.actors]:
        with build.undone():
            if actor.leads or actor.facilitates:
                row = table.agree(kind, by=actor, **fields)
                assert (row.proposed_by, row.proposed_for, row.version) == (actor.person, actor.partner, 1)
            else:
                with pytest.raises(Refused, match="Only a lead or a facilitator"):
                    table.agree(kind, by=actor, **fields)
                assert not Agreement.objects.exists()


def test_what_is_proposed_is_news_for_the_group(table):
    before = table.partnership.rounds.get().version
    table.agree("principle", by=table.a.lead)
    assert table.partnership.rounds.get().version == before + 1
    assert Event.objects.get(verb="proposed").group


def test_of_a_kind_with_just_one_there_is_just_one(table):
    first = table.agree("destination")
    with pytest.raises(Refused, match="already one of these"):
        table.agree("destination")
    table.drop(first)
    assert table.agree("destination").version == 1


def test_nobody_proposes_in_another_partnership(table):
    other = build.partnership("D", slug="elsewhere")
    step, kind = agreement_kind("principle")
    for actor in (other.facilitator, other.side("D").lead):
        with pytest.raises(Refused, match="another partnership"):
            agreeing.propose(Principle(statement="Planted"), kind, step, round_=table.round, by=actor)
    assert not Agreement.objects.exists()


# --- Rewording ----------------------------------------------------------------------------------


def test_rewording_is_a_new_version_and_keeps_the_old_words(table):
    first = table.agree("principle", statement="Before", kept="Kept")
    second = table.reword(first, by=table.a.lead, statement="After")
    assert (second.version, second.lineage, second.kept) == (2, first.lineage, "Kept")
    assert list(Principle.objects.values_list("statement", "version")) == [("Before", 1), ("After", 2)]
    assert [row.statement for row in Principle.objects.standing()] == ["After"]


def test_a_new_version_asks_everybody_again(table):
    line = table.agree("principle")
    for side in table.sides.values():
        side.endorse(line, 6)
    assert _support(table, "principles").hold == Hold.AGREED
    table.reword(line, statement="Otherwise")
    support = _support(table, "principles")
    assert (support.hold, support.endorsements) == (Hold.WAITING, ())
    assert support.waiting_for == tuple(table.partners)
    assert line.endorsements.count() == 3


def _support(table, step):
    [(_, [agreed])] = agreements(step_named(step), table.round, table.partners)
    return agreed.support


def test_the_second_of_two_who_reword_is_shown_the_newest_version(table):
    first = table.agree("principle", statement="Before")
    theirs = table.reword(first, by=table.b.lead, statement="Theirs")
    with pytest.raises(Reworded) as reworded:
        table.reword(first, by=table.a.lead, statement="Mine")
    assert reworded.value.newest == theirs
    assert [row.statement for row in Principle.objects.standing()] == ["Theirs"]


def test_a_dropped_agreement_stands_no_more_and_keeps_its_history(table):
    line = table.agree("principle", statement="Dropped", by=table.a.lead)
    table.a.endorse(line, 6)
    table.drop(line, by=table.a.lead)
    assert agreements(step_named("principles"), table.round, table.partners)[0][1] == []
    assert [(row.version, row.dropped) for row in Principle.objects.order_by("version")] == [
        (1, False),
        (2, True),
    ]
    assert line.endorsements.count() == 1
    assert Event.objects.get(verb="dropped").text == "Dropped an agreement under “Our charter”"


def test_a_partner_cannot_drop_what_another_proposed(table):
    line = table.agree("principle", by=table.a.lead)
    theirs = table.reword(line, by=table.b.lead, statement="Rewording does not make it theirs")
    with pytest.raises(Refused, match="Only who proposed it or a facilitator can drop this"):
        table.drop(theirs, by=table.b.lead)
    assert table.drop(theirs, by=table.a.lead).dropped


def test_who_proposed_it_may_still_drop_it_in_the_next_round(table):
    table.agree("principle", by=table.a.lead)
    table.close()
    carried = Principle.objects.in_round(table.round).get()
    with pytest.raises(Refused):
        table.drop(carried, by=table.b.lead)
    assert table.drop(carried, by=table.a.lead).dropped


def test_who_gives_and_who_gets_may_drop_an_offer(table):
    offer = table.agree("offer", giver=table.a.partner, receiver=table.b.partner, by=table.c.lead)
    for side in table.sides.values():
        with build.undone():
            assert table.drop(offer, by=side.lead).dropped
    another = table.agree("offer", giver=table.a.partner, receiver=table.b.partner)
    with pytest.raises(Refused, match="Say where you stand instead"):
        table.drop(another, by=table.c.lead)


@pytest.mark.parametrize("because", ["", "  ", "\n"])
def test_dropping_needs_a_reason(table, because):
    line = table.agree("principle")
    with pytest.raises(Refused, match="Say why it is dropped"):
        table.drop(line, because=because)
    assert table.drop(line, because=" Said twice ").dropped_because == "Said twice"


def test_the_board_tells_what_was_dropped_by_whom_and_why(table, client):
    line = table.agree("principle", statement="We share our data", by=table.a.lead)
    table.drop(line, because="The auditor forbids it", by=table.a.lead)
    page = look(client, table.b.contributor, "board", "principles")
    assert "Dropped in this round: “We share our data”, by A: The auditor forbids it" in page
    table.close()
    assert "Dropped in this round" not in look(client, table.b.contributor, "board", "principles")


def look(client, actor, name, *args):
    """What a page says, as a person reads it."""
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name, args=(actor.partnership.slug, actor.seat, *args))
    return " ".join(strip_tags(client.get(address).content.decode()).split())


def send(client, actor, name, *args, **given):
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name, args=(actor.partnership.slug, actor.seat, *args))
    return client.post(address, given, follow=True)


def test_what_was_dropped_can_be_proposed_again(table, client):
    line = table.agree("principle", statement="Dropped", kept="Kept")
    table.drop(line)
    assert "Propose this again" in look(client, table.b.lead, "agreement", line.lineage)
    words = {"statement": "Once more", "kept": "Kept", "broken": "", "wording": 2}
    send(client, table.b.lead, "agreement-reword", line.lineage, **words)
    [again] = Principle.objects.standing()
    assert (again.statement, again.version, again.dropped_because) == ("Once more", 3, "")
    assert "Dropped in this round" not in look(client, table.b.lead, "board", "principles")


def test_of_a_kind_with_just_one_a_dropped_one_does_not_come_back_beside_another(table):
    dropped = table.drop(table.agree("destination"))
    table.agree("destination")
    with pytest.raises(Refused, match="already one of these"):
        table.reword(dropped)


def test_the_page_asks_why_it_is_dropped(table, client):
    line = table.agree("principle")
    assert send(client, table.facilitator, "agreement-drop", line.lineage).status_code == 422
    assert Principle.objects.count() == 1
    send(client, table.facilitator, "agreement-drop", line.lineage, because="Said twice")
    assert Principle.objects.get(dropped=True).dropped_because == "Said twice"
    assert "Said twice" in look(client, table.a.reader, "agreement", line.lineage)


def test_who_rewords_what_is_agreed_is_told_that_it_undoes_that(table, client):
    line = table.agree("principle")
    warning = "New words undo that until everybody has answered again"
    assert warning not in look(client, table.a.lead, "agreement-reword", line.lineage)
    for side in table.sides.values():
        side.endorse(line, 6)
    assert warning in look(client, table.a.lead, "agreement-reword", line.lineage)


def test_nobody_else_rewords_or_drops(table):
    line = table.agree("principle")
    for actor in (table.a.contributor, table.a.approver, table.a.reader):
        with pytest.raises(Refused):
            table.reword(line, by=actor, statement="Otherwise")
        with pytest.raises(Refused):
            table.drop(line, by=actor)
    assert Principle.objects.count() == 1


# --- Endorsing ----------------------------------------------------------------------------------


def test_lead_and_approver_endorse_for_their_own_partner_and_nobody_else(table):
    line = table.agree("principle")
    for actor in [table.facilitator, *table.a.actors]:
        with build.undone():
            if actor.leads or actor.approves:
                assert table.a.endorse(line, 6, by=actor).partner == table.a.partner
            else:
                with pytest.raises(Refused, match="Only the lead or an approver"):
                    table.a.endorse(line, 6, by=actor)
                assert not Endorsement.objects.exists()


def test_where_a_partner_stands_can_be_said_again(table):
    line = table.agree("principle")
    table.a.endorse(line, 2)
    table.a.endorse(line, 5, by=table.a.approver)
    endorsement = Endorsement.objects.get()
    assert (endorsement.gradient, endorsement.given_by) == (5, table.a.approver.person)


@pytest.mark.parametrize("reservation", ["", "   ", "\n"])
def test_who_cannot_accept_says_what_would_change_that(table, reservation):
    line = table.agree("principle")
    with pytest.raises(Refused, match="say what would change that"):
        table.a.endorse(line, 0, reservation)
    assert not Endorsement.objects.exists()
    assert table.a.endorse(line, 0, " A veto on the levy ").reservation == "A veto on the levy"


def test_words_that_were_replaced_or_dropped_cannot_be_endorsed(table):
    first = table.agree("principle")
    second = table.reword(first, statement="Otherwise")
    with pytest.raises(Refused, match="replaced or dropped"):
        table.a.endorse(first, 6)
    dropped = table.drop(second)
    for row in (second, dropped):
        with pytest.raises(Refused, match="replaced or dropped"):
            table.a.endorse(row, 6)
    assert not Endorsement.objects.exists()


def test_nobody_endorses_for_another_partnership(table):
    other = build.partnership("D", slug="elsewhere")
    line = table.agree("principle")
    with pytest.raises(Refused, match="another partnership"):
        other.side("D").endorse(line, 6)
    assert not Endorsement.objects.exists()


def test_nothing_is_agreed_in_a_closed_round(table):
    """Also from a page that was opened while the round was open."""
    line = table.agree("principle")
    opened_before = table.partnership.rounds.get()
    line.round = opened_before
    table.close()
    table.round = opened_before
    for write in (
        lambda: table.agree("outcome"),
        lambda: table.reword(line, statement="Otherwise"),
        lambda: table.drop(line),
        lambda: table.a.endorse(line, 6),
    ):
        with pytest.raises(Refused, match="This round is closed"):
            write()
    assert Agreement.objects.in_round(opened_before).count() == 1


def test_who_can_say_where_a_partner_stands_sees_what_waits_for_it(table, client):
    lines = [table.agree("principle", statement=f"Principle {number}") for number in range(3)]
    table.a.endorse(lines[0], 6)
    page = look(client, table.a.approver, "board", "principles")
    assert "2 wait for A" in page
    assert page.count("Waiting for you") == 2
    for actor in (table.facilitator, table.a.contributor, table.a.reader):
        page = look(client, actor, "board", "principles")
        assert "wait for A" not in page
        assert "Waiting for you" not in page


def test_what_one_cannot_accept_is_not_hidden_by_what_waits(table, client):
    table.b.endorse(table.agree("principle"), 0, "Never")
    page = look(client, table.a.lead, "board", "principles")
    assert "1 waits for A" in page
    assert "B cannot accept Waiting for you" in page


def test_who_has_said_goes_on_to_what_still_waits_and_then_to_the_board(table, client):
    lines = [table.agree("principle") for _ in range(3)]
    ways = []
    for line in lines:
        page = send(client, table.a.lead, "endorse", line.lineage, 1, gradient="5", reservation="")
        ways.append((page.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[-1], said_on(page)))
    assert ways == [
        (str(lines[1].lineage), "Counted. Next of 2 that wait for you."),
        (str(lines[2].lineage), "Counted. This is the last that waits for you."),
        ("principles", "Counted. You can change it while the round is open."),
    ]


def test_a_page_of_a_round_that_closed_endorses_nothing_in_the_next(table, client):
    line = table.agree("principle")
    table.close()
    said = {"round": "1", "gradient": "5", "reservation": "Kept here"}
    page = send(client, table.a.lead, "endorse", line.lineage, 1, **said)
    assert (page.status_code, Endorsement.objects.count()) == (422, 0)
    assert (
        "A new round began while you had the page open" in page.text and "Kept here</textarea>" in page.text
    )
    send(client, table.a.lead, "endorse", line.lineage, 1, **said | {"round": "2"})
    assert Endorsement.objects.get().reservation == "Kept here"


def said_on(page):
    [message] = page.context["messages"]
    return str(message)


def test_who_only_listens_is_not_asked(table, client):
    table.agree("principle")
    Partner.objects.filter(pk=table.a.partner.pk).update(capacity=Capacity.OBSERVER)
    assert "Waiting for you" not in look(client, table.a.lead, "board", "principles")


# --- Reading ------------------------------------------------------------------------------------


def test_every_kind_of_a_step_is_there_in_its_order_also_when_empty(table):
    table.agree("pooling")
    found = agreements(step_named("benefits"), table.round, table.partners)
    assert [(kind.key, len(agreed)) for kind, agreed in found] == [("offer", 0), ("pooling", 1)]


def test_what_came_along_in_the_same_words_says_how_it_stood(table, client):
    agreed = table.agree("principle", statement="Agreed words")
    for side in table.sides.values():
        side.endorse(agreed, 6)
    refused = table.agree("principle", statement="Refused words")
    table.a.endorse(refused, 0, "Never")
    reworded = table.agree("principle", statement="Old words")
    table.close()
    rows = {row.statement: row for row in Principle.objects.in_round(table.round)}
    table.reword(rows["Old words"], statement="New words")
    assert _before(table) == {"Agreed words": "Agreed in round 1", "Refused words": "Not agreed in round 1"}
    assert "Agreed in round 1" in look(client, table.b.reader, "board", "principles")
    assert "Agreed in round 1" in look(client, table.b.reader, "agreement", agreed.lineage)
    assert "in round 1" not in look(client, table.b.reader, "agreement", reworded.lineage)


def _before(table):
    said = agreeing.stood_before(
        step_named("principles"), table.round, list(table.partnership.partners.voiced())
    )
    return {Principle.objects.get(pk=pk).statement: words for pk, words in said.items()}


def test_who_was_added_since_does_not_undo_what_was_agreed(table):
    line = table.agree("principle", statement="Agreed words")
    for side in table.sides.values():
        side.endorse(line, 6)
    table.close()
    late = Partner(name="Late", short_name="Late", type=table.a.partner.type, consent_required=True)
    forming.add_partner(late, by=table.facilitator)
    assert _before(table) == {"Agreed words": "Agreed in round 1"}


def test_the_board_costs_the_same_number_of_queries_however_many(table, client):
    def propose(count):
        for _ in range(count):
            line = table.agree("principle")
            table.b.endorse(line, 3)
            table.drop(table.agree("principle"))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            look(client, table.a.lead, "board", "principles")
        return len(queries)

    propose(1)
    table.close()
    propose(1)
    look(client, table.a.lead, "board", "principles")
    few = cost()
    propose(3)
    assert cost() == few
    propose(2)
    table.close()
    propose(1)
    assert cost() == few


def test_agreements_cost_the_same_number_of_queries_however_many(table):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            agreements(step_named("principles"), table.round, table.partners)
        return len(queries)

    table.a.endorse(table.agree("principle"), 6)
    one = cost()
    for _ in range(3):
        line = table.agree("principle")
        for side in table.sides.values():
            side.endorse(line, 3)
    assert cost() == one


@pytest.mark.parametrize("without_voice", [{"capacity": Capacity.OBSERVER}, {"status": PartnerStatus.LEFT}])
def test_nobody_waits_for_a_partner_without_a_voice(table, without_voice):
    Partner.objects.filter(pk=table.c.partner.pk).update(**without_voice)
    line = table.agree("principle")
    table.a.endorse(line, 6)
    table.b.endorse(line, 6)
    voiced = list(table.partnership.partners.voiced())
    [(_, [agreed])] = agreements(step_named("principles"), table.round, voiced)
    assert agreed.support.hold == Hold.AGREED
