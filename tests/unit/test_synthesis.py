"""Synthesis: common ground and differences are counted from what is laid, and bridges from what was released."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from facilitation.conversations import themes
from facilitation.documents import document_of
from facilitation.papers.bridges import bridges_of
from facilitation.synthesis import bridges, grounds, tiers
from facilitation.synthesis.bridges import BridgeKind, Given, Talk, Voice
from facilitation.synthesis.grounds import Ground, Item, Source, Stands
from facilitation.synthesis.standing import synthesis_of, word_of
from facilitation.vocabulary import Strength, ThemeKind
from partnerships.models.private import PrivateHalf
from partnerships.positions import Stand, Standing, State
from partnerships.spread import spread_of
from partnerships.steps import CYCLE
from partnerships.vocabulary import PartnerType, Tier
from tests import build

pytestmark = pytest.mark.django_db
LEVELS = ("Not begun", "Talking", "Agreed in principle", "Working", "Proven")


def voice(name, position, **words):
    return Voice(Stand(name, True, position), **words)


def talk(*voices, ground=Ground.DIFFERENCE):
    item = Item(Source.POWERS, "mandate", "Transport", "Buses", Stands(ground, ""), key="7")
    return Talk(item, voices)


def found(synthesis, source):
    return {item.title: item for item in synthesis.items if item.source == source}


def kinds(synthesis):
    return [bridge.kind for bridge in synthesis.bridges]


# --- Common ground, difference, to explore ------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "ground"),
    [
        (State.COMMON_GROUND, Ground.COMMON),
        (State.CLOSE, Ground.EXPLORE),
        (State.WANTED_BY_ONE, Ground.EXPLORE),
        (State.DISCUSS, Ground.DIFFERENCE),
        (State.STAND_OFF, Ground.DIFFERENCE),
        (State.BLOCKED, Ground.DIFFERENCE),
        (State.NO_MANDATE, Ground.TOO_FEW),
    ],
)
def test_every_state_of_a_power_has_its_ground(state, ground):
    assert grounds.of_power(Standing(state), 0).ground == ground


def test_common_ground_that_hangs_on_conditions_says_so():
    said = [grounds.of_power(Standing(State.COMMON_GROUND), number).words for number in (0, 1, 2)]
    assert said == [
        "Common ground",
        "Common ground, if a condition is met",
        "Common ground, if 2 conditions are met",
    ]


@pytest.mark.parametrize(
    ("answers", "partners", "expected"),
    [
        ((3, 3, 3, 4), 4, (Ground.COMMON, "Shared view: 3 working, 1 proven")),
        ((0, 0, 4, 4), 4, (Ground.DIFFERENCE, "Split: 2 not begun, 2 proven")),
        ((0, 2, 2, 4, 2), 6, (Ground.EXPLORE, "Mixed: 1 not begun, 3 agreed in principle, 1 proven")),
        ((3, 3), 4, (Ground.TOO_FEW, "2 of 4 have answered")),
        ((3, 3, 3, 3), 8, (Ground.TOO_FEW, "4 of 8 have answered")),
        ((3, 3, 3, 3, 3), 8, (Ground.COMMON, "Shared view: 5 working")),
    ],
)
def test_answers_follow_the_split_rule_and_say_when_too_few_have_spoken(answers, partners, expected):
    stands = grounds.of_answers(spread_of(answers), LEVELS, partners)
    assert (stands.ground, stands.words) == expected


def test_a_theme_is_told_with_the_number_that_everybody_reads():
    stands = grounds.of_theme(ThemeKind.SURPRISE, Strength.STRONG, 4)
    assert (stands.ground, stands.words) == (Ground.EXPLORE, "Surprise, strong: 4 conversations")


def test_the_sentence_counts_and_does_not_estimate():
    items = [Item(Source.POWERS, "mandate", "", str(n), Stands(g, "")) for n, g in enumerate(Ground)]
    assert grounds.sentence(items) == (
        "Of 4 things, 1 is common ground, 1 is a difference, 1 is to be explored and on 1 too few have spoken to say."
    )
    assert grounds.sentence(()) == ""


# --- Smaller and larger -------------------------------------------------------------------------

SIDES = tiers.Sides((0, 1, 2), (3, 4), ("Harbour", "Moor", "Vale", "County", "City"))


def row(*cells, scale="position"):
    return Item(Source.POWERS, "mandate", "", "Buses", Stands(Ground.DIFFERENCE, ""), "7", scale, cells)


def test_sides_are_told_in_counts_and_names():
    (apart,) = tiers.apart([row("not-now", "not-now", "on", "on", "on-if")], SIDES, word_of)
    assert (apart.smaller, apart.larger) == (
        "2 of 3 not now (Harbour and Moor); 1 of 3 on (Vale)",
        "1 of 2 on (County); 1 of 2 on, if… (City)",
    )


@pytest.mark.parametrize(
    "cells",
    [
        ("on", "on", "on", "on", "on-if"),  # near each other
        ("never", "", "", "on", "on"),  # a third of the smaller speaks for no side
        ("", "", "", "on", "on"),
        ("no-view", "no-view", "no-view", "on", "on"),
    ],
)
def test_sides_that_are_near_or_silent_are_not_set_against_each_other(cells):
    assert tiers.apart([row(*cells)], SIDES, word_of) == []


def test_a_partnership_of_one_tier_has_no_sides(table):
    assert not tiers.sides_of([side.partner for side in table.sides.values()])


def test_the_tier_comes_before_what_kind_of_council_it_is(table):
    partners = [side.partner for side in table.sides.values()]
    for partner, type_, tier in zip(
        partners,
        (PartnerType.DISTRICT, PartnerType.COUNTY, PartnerType.DISTRICT),
        ("", Tier.UPPER, Tier.SINGLE),
        strict=True,
    ):
        partner.type, partner.tier = type_, tier
    sides = tiers.sides_of(partners)
    assert (sides.smaller, sides.larger) == ((0,), (1, 2))


# --- Bridges ------------------------------------------------------------------------------------


def test_conditions_that_would_make_it_common_ground_are_quoted():
    bridge = bridges.on_conditions(
        talk(voice("A", "on"), voice("B", "on-if", conditions="If it is free."), voice("C", "open"))
    )
    assert bridge.sentence == (
        "“Buses” would be common ground if this is met. B: “If it is free”. C is open to it."
    )
    assert (bridge.kind, bridge.power) == (BridgeKind.CONDITIONS, "7")


@pytest.mark.parametrize("against", ["not-now", "never"])
def test_conditions_do_not_bridge_what_somebody_is_against(against):
    voices = (voice("A", "on"), voice("B", "on-if", conditions="If it is free"), voice("C", against))
    assert bridges.on_conditions(talk(*voices)) is None


def test_an_interest_that_both_sides_name_is_found_whatever_the_order():
    one = voice("A", "on", interest="Homes near the station.")
    other = voice("B", "never", interest="A home for those who work here.")
    nothing = voice("C", "not-now", interest="Money.")
    third = voice("D", "not-now", interest="Stations that are open.")
    assert bridges.shared_interests(talk(one, other, nothing)) is None
    for voices in ((one, nothing, third), (third, nothing, one)):
        assert bridges.shared_interests(talk(*voices)).sentence == (
            "On “Buses” both sides speak of “station”. "
            "For it, A: “Homes near the station”. Holding back, D: “Stations that are open”."
        )


def test_one_bridge_quotes_everybody_who_names_the_shared_interest():
    wanting = [voice(name, "on", interest="Stations.") for name in "AB"]
    holding = [voice(name, "never", interest="My station") for name in "CD"]
    assert bridges.shared_interests(talk(*wanting, *holding)).sentence == (
        "On “Buses” both sides speak of “stations”. "
        "For it, A: “Stations”; B: “Stations”. Holding back, C: “My station”; D: “My station”."
    )


def test_partners_on_the_same_side_need_no_bridge():
    same = [voice(name, "on", interest="Stations") for name in "AB"]
    assert bridges.shared_interests(talk(*same)) is None


def test_who_holds_back_with_room_is_named_and_who_shows_none_too():
    bridge = bridges.with_room(
        talk(
            voice("A", "on"),
            voice("B", "not-now", flexibility="some"),
            voice("C", "not-now", flexibility="some"),
            voice("D", "never", flexibility="fixed"),
        )
    )
    assert bridge.sentence == "On “Buses” B and C say not now but have some room. D has shown none."
    assert bridges.with_room(talk(voice("B", "not-now", flexibility="wide"))) is None  # nobody wants it
    assert bridges.with_room(talk(voice("A", "on"), voice("B", "never"))) is None


def test_a_trade_pays_for_both_or_is_none():
    there = Given("A", "B", "Buses", cost=1, worth=3)
    back = Given("B", "A", "Data", cost=0, worth=2)
    (bridge,) = bridges.trades([there, back])
    assert bridge.sentence == (
        "A gives B “Buses” (cost small, worth large), and B gives A “Data” (cost none, worth fair): "
        "each is worth more to who gets it than it costs who gives it."
    )
    for other in (
        Given("B", "A", "Data", cost=2, worth=2),
        Given("B", "A", "Data", cost=None, worth=4),
        Given("B", "C", "Data", cost=0, worth=4),
    ):
        assert bridges.trades([there, other]) == []


def test_of_several_trades_between_two_the_one_with_most_to_gain_is_told():
    offers = [
        Given("A", "B", "Buses", cost=1, worth=3),
        Given("B", "A", "Little", cost=1, worth=2),
        Given("B", "A", "Much", cost=0, worth=4),
    ]
    (bridge,) = bridges.trades(offers)
    assert "“Much”" in bridge.sentence and "“Little”" not in bridge.sentence


def test_a_common_theme_is_told_where_partners_are_apart_on_its_step():
    common = Item(Source.THEMES, "mandate", "", "Buses first", Stands(Ground.COMMON, ""))
    elsewhere = Item(Source.THEMES, "vision", "", "Homes first", Stands(Ground.COMMON, ""))
    bridge_found = bridges.in_themes([talk().item, common, elsewhere])
    assert [bridge.about for bridge in bridge_found] == ["Buses first"]


# --- From a round -------------------------------------------------------------------------------


def lay_positions(table, *positions, **words):
    for side, position in zip(table.sides.values(), positions, strict=True):
        for power in table.powers:
            side.write("position", power=power, position=position, **words)
        side.mandate("laid")


def test_what_is_not_laid_is_neither_counted_nor_told(table):
    """Three drafts, ratings and wishes with canaries, and not a word or a number of them on the map."""
    for side in table.sides.values():
        side.write("position", power=table.powers[0], position="on-if", flexibility="wide")
        side.fill("reality")
    empty = synthesis_of(table.round)
    assert (empty.items, empty.bridges, empty.sentence) == ((), (), "")
    table.a.mandate("signed")
    assert synthesis_of(table.round) == empty


def test_no_private_word_is_on_the_page_or_in_the_record(table):
    """Everything that A keeps for itself is planted, beside a mandate of B's and C's that is laid."""
    for power in table.powers:
        table.a.write("position", power=power, position="on-if", flexibility="wide")
        table.a.write_private_half(power)
    table.a.fill("reality")
    for side in (table.b, table.c):
        for power in table.powers:
            side.write("position", power=power, position="on-if", flexibility="wide")
            side.write_private_half(power)
        side.mandate("laid")
    said = look(table, table.facilitator).text + str(document_of(table.round)["synthesis"])
    private = {half.pk: half for half in PrivateHalf.objects.all()}
    assert len(private) == 9
    words = [value for half in private.values() for value in vars(half).values() if "canary" in str(value)]
    assert len(words) > len(private) and not any(word in said for word in words)
    assert table.a.canary not in said and table.b.canary in said


def test_what_is_withdrawn_is_counted_no_more(table):
    lay_positions(table, "on", "on", "on")
    before = found(synthesis_of(table.round), Source.POWERS)
    table.a.withdraw(table.a.rows("position")[0])
    after = found(synthesis_of(table.round), Source.POWERS)
    assert [item.cells for item in before.values()] == [("on", "on", "on")] * 3
    assert sorted(item.cells for item in after.values()) == [("", "on", "on"), *[("on", "on", "on")] * 2]


def test_conditions_are_found_on_the_table(table):
    lay_positions(table, "on", "on", "on-if")
    synthesis = synthesis_of(table.round)
    assert set(synthesis.counts.items()) == {
        (Ground.COMMON, 3),
        (Ground.DIFFERENCE, 0),
        (Ground.EXPLORE, 0),
        (Ground.TOO_FEW, 0),
    }
    assert kinds(synthesis) == [BridgeKind.CONDITIONS] * 3


def test_an_agreement_is_on_the_map_once_somebody_has_said_where_they_stand_on_these_words(table):
    line = table.agree("principle", statement="No surprises")
    assert synthesis_of(table.round).items == ()
    table.a.endorse(line, 2)
    (item,) = synthesis_of(table.round).items
    assert (item.ground, item.cells, item.stands.words) == (
        Ground.EXPLORE,
        (2, "", ""),
        "Waiting for 2 partners. A: need more talk",
    )
    table.reword(line, statement="No surprises at all")
    assert synthesis_of(table.round).items == ()


def test_offers_make_a_trade_once_both_have_said_what_it_costs_and_is_worth(table):
    a, b = table.a.partner, table.b.partner
    table.agree("offer", giver=a, receiver=b, what="Buses", cost=1, worth=3, status="offered")
    back = table.agree("offer", giver=b, receiver=a, what="Data", cost=None, worth=3, status="offered")
    assert kinds(synthesis_of(table.round)) == []
    priced = table.reword(back, cost=0)
    assert kinds(synthesis_of(table.round)) == [BridgeKind.TRADE]
    table.reword(priced, status="declined")
    assert kinds(synthesis_of(table.round)) == []


def shown_theme(table, **fields):
    """On the board, from three conversations."""
    from tests.unit.test_conversations import theme_from

    return themes.put_up(theme_from(table, 3, **fields), by=table.facilitator)


def test_only_themes_on_the_board_are_on_the_map(table):
    from tests.unit.test_conversations import theme

    theme(table, "Held back")
    shown_theme(table, text="On the board")
    assert list(found(synthesis_of(table.round), Source.THEMES)) == ["On the board"]


def one_agreement_of_each(table):
    for kind in (kind for step in CYCLE for kind in step.together):
        table.a.endorse(table.agree(kind.key), 5)


def test_a_map_costs_the_same_queries_however_much_is_on_it(table, django_assert_num_queries):
    lay_positions(table, "on", "never", "on-if")
    for side in table.sides.values():
        side.fill("reality")
        side.lay("reality")
    one_agreement_of_each(table)
    with django_assert_num_queries(18):
        synthesis_of(table.round)


# --- The page, the record and the paper ---------------------------------------------------------


def look(table, actor, name="synthesis", query=""):
    client = Client()
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(name, args=(table.partnership.slug, actor.seat)) + query)


def test_everybody_reads_the_map(table):
    lay_positions(table, "on", "never", "on-if")
    pages = [look(table, actor) for actor in (table.facilitator, table.a.lead, table.b.reader)]
    assert [page.status_code for page in pages] == [200] * 3
    assert all("Blocked by B" in page.text for page in pages)


def test_the_map_is_narrowed_by_links_and_by_nothing_else(table):
    lay_positions(table, "on", "never", "on-if")
    table.a.endorse(table.agree("principle", statement="No surprises"), 5)
    rows = {
        query: len(re.findall(r'<th scope="row">', look(table, table.a.lead, query=query).text))
        for query in ("", "?show=difference", "?of=agreements", "?show=difference&of=agreements", "?show=<x>")
    }
    assert rows == {
        "": 4,
        "?show=difference": 3,
        "?of=agreements": 1,
        "?show=difference&of=agreements": 0,
        "?show=<x>": 4,
    }


def test_an_empty_table_says_what_will_be_there(table):
    assert "Nothing is on the table yet" in look(table, table.a.lead).text


def test_the_record_keeps_it_and_the_paper_says_it_short(table):
    lay_positions(table, "on", "on", "on-if")
    document = document_of(table.round)
    kept = document["synthesis"]
    assert kept["counts"] == {"common": 3, "difference": 0, "explore": 0, "too-few": 0}
    assert [item["title"] for item in kept["items"]] == ["Power 1", "Power 2", "Power 3"]
    said = bridges_of(document, most=2, words=10)
    assert (said["count"], len(said["few"]), said["sentence"]) == (
        3,
        1,
        "Of 3 things, 3 are common ground.",
    )
    assert bridges_of({}, most=2, words=10) == {"sentence": "", "count": 0, "few": []}


def test_the_larger_partnership_is_read_in_the_same_number_of_queries(django_assert_num_queries):
    large = build.partnership("ABCDEF", slug="large", powers=12)
    lay_positions(large, *["on"] * 6)
    one_agreement_of_each(large)
    with django_assert_num_queries(18):
        synthesis_of(large.round)
