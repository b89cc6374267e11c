"""Positions, spreads and support: never an error, never dependent on order, and moving only the way they should."""

from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from partnerships.endorsing import Hold, support_of
from partnerships.models import Endorsement, Partner
from partnerships.positions import Stand, State, state_of
from partnerships.spread import Agreement as Spreading
from partnerships.spread import spread_of
from partnerships.vocabulary import Direction, Gradient, Position

# --- Positions ----------------------------------------------------------------------------------

POSITIONS = st.sampled_from(("", *Position.values))
STANDS = st.lists(
    st.tuples(st.booleans(), POSITIONS, st.sampled_from(("", *Direction.values))), max_size=9
).map(lambda said: [Stand(f"P{number}", *word) for number, word in enumerate(said)])


def expected(stands):
    """The states as the method puts them, in the order in which they are tried."""
    consent_counts = any(stand.consent_required for stand in stands)
    relevant = [
        s for s in stands if s.consent_required or s.position not in ("", "no-view") or not consent_counts
    ]
    said = [stand.position for stand in relevant]
    wanted = [stand for stand in relevant if stand.position in ("on", "on-if")]
    silent = sum(position in ("", "no-view") for position in said)
    away = {stand.direction in ("keep", "return") for stand in wanted if stand.direction}
    if any(stand.position == "never" and stand.consent_required for stand in relevant):
        return State.BLOCKED
    if "never" in said:
        return State.STAND_OFF
    if len(wanted) == 1 and len(stands) > 1 and "open" not in said:
        return State.WANTED_BY_ONE
    if not said or Fraction(silent, len(said)) > Fraction(1, 3):
        return State.NO_MANDATE
    if "not-now" in said:
        return State.DISCUSS
    if away == {True, False} or "open" in said:
        return State.CLOSE
    return State.COMMON_GROUND


@given(STANDS)
def test_the_first_state_that_fits_is_the_state(stands):
    assert state_of(stands).state == expected(stands)


@given(STANDS, st.randoms())
def test_the_order_of_partners_does_not_matter(stands, chance):
    shuffled = list(stands)
    chance.shuffle(shuffled)
    one, other = state_of(stands), state_of(shuffled)
    assert (one.state, set(one.partners), one.note) == (other.state, set(other.partners), other.note)


@given(STANDS)
def test_those_who_are_named_said_what_they_are_named_for(stands):
    standing = state_of(stands)
    named = [stand for stand in stands if stand.partner in standing.partners]
    assert len(named) == len(standing.partners)
    fitting = {
        State.BLOCKED: lambda stand: stand.position == "never" and stand.consent_required,
        State.STAND_OFF: lambda stand: stand.position == "never" and not stand.consent_required,
        State.WANTED_BY_ONE: lambda stand: stand.position in ("on", "on-if"),
    }.get(standing.state)
    assert [stand.partner for stand in stands if fitting and fitting(stand)] == list(standing.partners)
    assert standing.words


@given(
    st.lists(
        st.tuples(st.text(max_size=3), st.booleans(), st.text(max_size=8), st.text(max_size=8)), max_size=6
    )
)
def test_no_words_whatever_break_it(said):
    """Frozen words of an older version may hold positions that are no more."""
    assert state_of([Stand(*word) for word in said]).state in State


@given(STANDS.filter(lambda stands: len(stands) > 1 and any(stand.consent_required for stand in stands)))
def test_who_need_not_consent_and_has_no_view_changes_nothing(stands):
    onlooker = Stand("Onlooker", False, "no-view")
    assert state_of([*stands, onlooker]) == state_of(stands)


# --- Spreads ------------------------------------------------------------------------------------

ANSWERS = st.lists(st.integers(0, 4), max_size=30)


@given(ANSWERS)
def test_every_answer_is_counted_once(answers):
    spread = spread_of(answers)
    assert spread.counts == tuple(answers.count(point) for point in range(5))
    assert spread.answers == len(answers)


@given(ANSWERS)
def test_the_word_follows_the_share_near_the_median(answers):
    agreement = spread_of(answers).agreement
    if len(answers) < 3:
        assert agreement == Spreading.TOO_FEW
    else:
        near = Fraction(sum(abs(answer - median(answers)) <= 1 for answer in answers), len(answers))
        shared, split = near >= Fraction(3, 4), near < Fraction(1, 2)
        assert agreement == (Spreading.SHARED if shared else Spreading.SPLIT if split else Spreading.MIXED)


@given(ANSWERS, st.randoms())
def test_the_order_of_answers_does_not_matter(answers, chance):
    shuffled = list(answers)
    chance.shuffle(shuffled)
    assert spread_of(shuffled) == spread_of(answers)


@given(ANSWERS)
def test_the_scale_may_be_turned_round(answers):
    turned = spread_of([4 - answer for answer in answers])
    assert (turned.counts[::-1], turned.agreement) == (
        spread_of(answers).counts,
        spread_of(answers).agreement,
    )


@given(st.integers(0, 3), st.lists(st.integers(0, 1), min_size=3, max_size=30))
def test_answers_next_to_each_other_are_a_shared_view(low, steps):
    assert spread_of([low + step for step in steps]).agreement == Spreading.SHARED


# --- Support ------------------------------------------------------------------------------------

PARTNERS = st.lists(st.booleans(), min_size=1, max_size=8).map(
    lambda consents: [
        Partner(pk=number, short_name=f"P{number}", consent_required=consent)
        for number, consent in enumerate(consents, start=1)
    ]
)
GRADIENTS = st.lists(st.none() | st.sampled_from(Gradient.values), min_size=8, max_size=8)


def said(partners, gradients):
    pairs = zip(partners, gradients, strict=False)
    return [Endorsement(partner=partner, gradient=given) for partner, given in pairs if given is not None]


@given(PARTNERS, GRADIENTS, st.integers(0, 7), st.integers(1, 6))
def test_more_support_never_undoes_an_agreement(partners, gradients, who, more):
    who %= len(partners)
    before = support_of(said(partners, gradients), partners).hold
    raised = [
        min(6, given + more) if number == who and given is not None else given
        for number, given in enumerate(gradients)
    ]
    after = support_of(said(partners, raised), partners).hold
    assert after == before or before == Hold.NOT_AGREED


@given(PARTNERS, GRADIENTS, st.randoms())
def test_the_order_of_endorsements_does_not_matter(partners, gradients, chance):
    shuffled = said(partners, gradients)
    chance.shuffle(shuffled)
    one, other = support_of(said(partners, gradients), partners), support_of(shuffled, partners)
    assert (one.hold, one.waiting_for) == (other.hold, other.waiting_for)


@given(PARTNERS, GRADIENTS)
def test_it_waits_exactly_for_those_who_are_needed_and_silent(partners, gradients):
    support = support_of(said(partners, gradients), partners)
    silent = {partner.pk for partner, given in zip(partners, gradients, strict=False) if given is None}
    needed = [partner for partner in partners if partner.consent_required] or partners
    assert [partner.pk for partner in support.waiting_for] == [p.pk for p in needed if p.pk in silent]
    assert (support.hold == Hold.WAITING) == bool(support.waiting_for and not support.refusing)


@given(PARTNERS, GRADIENTS)
def test_it_is_agreed_exactly_when_the_rule_of_the_method_holds(partners, gradients):
    support = support_of(said(partners, gradients), partners)
    if support.hold == Hold.WAITING:
        return
    given = dict(zip((partner.pk for partner in partners), gradients, strict=False))
    spoken = [gradient for gradient in given.values() if gradient is not None]
    needed = [partner for partner in partners if partner.consent_required] or partners
    no_refusal = all(given.get(partner.pk) != 0 for partner in needed)
    assert no_refusal == (not support.refusing)
    holds = no_refusal and median(spoken) >= 5 and sum(gradient <= 2 for gradient in spoken) <= 1
    assert support.hold == (Hold.AGREED if holds else Hold.NOT_AGREED)


@given(PARTNERS, GRADIENTS, st.sampled_from(Gradient.values))
def test_who_only_listens_moves_nothing(partners, gradients, gradient):
    listener = Endorsement(partner=Partner(pk=99, consent_required=True), gradient=gradient)
    endorsements = said(partners, gradients)
    with_listener = support_of([*endorsements, listener], partners)
    assert (with_listener.hold, with_listener.waiting_for) == (
        support_of(endorsements, partners).hold,
        support_of(endorsements, partners).waiting_for,
    )
