"""Whatever partners lay: every row has one ground, sides may be swapped, and bridges rest on released words alone."""

from hypothesis import given
from hypothesis import strategies as st

from facilitation.synthesis import bridges, grounds, tiers
from facilitation.synthesis.bridges import Given, Talk, Voice
from facilitation.synthesis.grounds import Ground, Item, Source
from facilitation.synthesis.standing import word_of
from partnerships.positions import Stand, State, state_of
from partnerships.spread import spread_of
from partnerships.vocabulary import Flexibility, Position

NAMES = ("Harbour", "Moor", "Vale", "County", "City")
LEVELS = ("Not begun", "Talking", "Agreed in principle", "Working", "Proven")
TEXTS = st.sampled_from(("", "Homes near stations", "One station", "Money", "A home for workers"))
VOICES = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(("", *Position.values)),
        TEXTS,
        TEXTS,
        st.sampled_from(("", *Flexibility.values)),
    ),
    min_size=1,
    max_size=5,
).map(
    lambda said: [
        Voice(Stand(NAMES[place], needed, position), *words)
        for place, (needed, position, *words) in enumerate(said)
    ]
)
OFFERS = st.lists(
    st.builds(
        Given,
        st.sampled_from(NAMES[:3]),
        st.sampled_from(NAMES[:3]),
        st.sampled_from(("Buses", "Data")),
        st.none() | st.integers(0, 4),
        st.none() | st.integers(0, 4),
    ),
    max_size=6,
)
CELLS = st.tuples(*[st.sampled_from(("", *Position.values))] * 5)
SIDES = tiers.Sides((0, 1, 2), (3, 4), NAMES)


def talk_of(voices):
    standing = state_of([voice.stand for voice in voices])
    conditions = sum(voice.position == Position.ON_IF for voice in voices)
    cells = tuple(voice.position for voice in voices)
    stands = grounds.of_power(standing, conditions)
    return Talk(Item(Source.POWERS, "mandate", "", "Buses", stands, "7", "position", cells), voices)


def item(cells, scale="position"):
    stands = grounds.Stands(Ground.DIFFERENCE, "")
    return Item(Source.POWERS, "mandate", "", "Buses", stands, "7", scale, cells)


@given(st.lists(st.sampled_from(list(Ground)), max_size=30))
def test_counts_add_up_and_the_sentence_has_each_of_them(found):
    items = [
        Item(Source.POWERS, "", "", str(n), grounds.Stands(ground, "")) for n, ground in enumerate(found)
    ]
    counts = grounds.counted(items)
    assert sum(counts.values()) == len(items)
    said = grounds.sentence(items)
    assert all(str(count) in said for count in counts.values() if count)


@given(st.lists(st.integers(0, 4), max_size=20), st.integers(1, 20))
def test_too_few_are_never_spoken_for(answers, partners):
    stands = grounds.of_answers(spread_of(answers), LEVELS, partners)
    enough = len(answers) >= 3 and 5 * len(answers) >= 3 * partners
    assert (stands.ground == Ground.TOO_FEW) == (not enough)


@given(st.lists(st.integers(0, 4), min_size=3, max_size=20), st.randoms())
def test_the_order_of_answers_changes_nothing(answers, random):
    shuffled = random.sample(answers, len(answers))
    found = [grounds.of_answers(spread_of(some), LEVELS, len(some)) for some in (answers, shuffled)]
    assert found[0] == found[1]


@given(CELLS)
def test_the_sides_may_be_swapped(cells):
    there = tiers.apart([item(cells)], SIDES, word_of)
    back = tiers.apart([item(cells)], SIDES.swapped, word_of)
    assert [(one.smaller, one.larger) for one in there] == [(one.larger, one.smaller) for one in back]


@given(CELLS)
def test_what_a_side_says_names_its_own_partners_and_nobody_else(cells):
    for one in tiers.apart([item(cells)], SIDES, word_of):
        for said, own, others in ((one.smaller, NAMES[:3], NAMES[3:]), (one.larger, NAMES[3:], NAMES[:3])):
            assert any(name in said for name in own)
            assert not any(name in said for name in others)
    silent = item(("",) * 5)
    assert tiers.apart([silent], SIDES, word_of) == []


@given(VOICES)
def test_conditions_bridge_only_what_they_would_make_common_ground(voices):
    bridge = bridges.on_conditions(talk_of(voices))
    won = [
        Stand(v.name, v.stand.consent_required, "on" if v.position in ("on-if", "open") else v.position)
        for v in voices
    ]
    asked = any(voice.position == "on-if" and voice.conditions for voice in voices)
    assert (bridge is not None) == (asked and state_of(won).state == State.COMMON_GROUND)


@given(VOICES)
def test_a_bridge_quotes_words_of_those_who_said_them(voices):
    found = bridges.bridges([talk_of(voices)], [], [])
    said = {text for voice in voices for text in (voice.conditions, voice.interest) if text}
    for bridge in found:
        quoted = [text for text in ("Homes near stations", "One station", "Money") if text in bridge.sentence]
        assert set(quoted) <= said


@given(VOICES, st.randoms())
def test_interests_are_shared_whatever_the_order_of_partners(voices, random):
    shuffled = random.sample(voices, len(voices))
    found = [bridges.shared_interests(talk_of(some)) for some in (voices, shuffled)]
    assert (found[0] is None) == (found[1] is None)


@given(TEXTS, TEXTS)
def test_an_interest_is_shared_whichever_side_says_it(one, other):
    def found(wanting, holding):
        sides = (("on", wanting), ("never", holding))
        said = [Voice(Stand("A", True, position), "", text) for position, text in sides]
        return bridges.shared_interests(talk_of(said)) is not None

    assert found(one, other) == found(other, one)
    assert found(one, one) == bool(one)


@given(OFFERS)
def test_each_trade_pays_both_and_each_pair_is_told_once(offers):
    found = bridges.trades(offers)
    about = [frozenset(bridge.about.split(" and ")) for bridge in found]
    assert len(about) == len(set(about))
    paying = {
        (one.giver, one.receiver)
        for one in offers
        if None not in (one.cost, one.worth) and one.worth > one.cost and one.giver != one.receiver
    }
    assert all({(a, b), (b, a)} <= paying for a, b in (bridge.about.split(" and ") for bridge in found))


@given(OFFERS)
def test_an_offer_without_its_sizes_makes_no_trade(offers):
    bare = [Given(one.giver, one.receiver, one.what) for one in offers]
    assert bridges.trades(bare) == []
