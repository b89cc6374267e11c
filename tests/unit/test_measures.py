"""The three numbers by their formulas, to the printed decimals of the worked example, and what they warn of."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from facilitation.balance.alerts import Alert, Figures, Level, alerts
from facilitation.balance.checks import named_and_not, perception
from facilitation.balance.measures import (
    DEAL,
    READINGS,
    RELATIONSHIP,
    Found,
    Measure,
    deal,
    gap,
    position_line,
    presence_and_voice,
    reading,
    relationship,
    rescaled,
    rounded,
    share,
)
from facilitation.balance.pulse import Pulse, Statement
from facilitation.balance.standing import Headline, Minutes
from facilitation.balance.words import NO_TRUST, sentence

TO_TWO = Decimal("0.01")


def found(**figures):
    return {key: Found(None if value is None else Fraction(value)) for key, value in figures.items()}


def measure(value) -> Measure:
    return Measure((), None if value is None else Fraction(value))


def statement(code="PU-01", group="fairness", counts=(0, 0, 5, 0, 0)) -> Statement:
    return Statement(code, "Some words.", group, counts)


def pulse(*statements, present=9, partners=12) -> Pulse:
    return Pulse(statements, answered=20, asked=25, present=present, partners=partners)


# --- The worked example of the method -----------------------------------------------------------

FIRST = relationship(
    {
        "trust": Found(rescaled(Fraction("3.4"))),
        "kept": Found(share(7, 10)),
        "presence": Found(presence_and_voice(share(9, 12), rescaled(Fraction("3.8")))),
    }
)
FIRST_DEAL = deal(
    {
        "mandates": Found(share(40, 72)),
        "convergence": Found(share(30, 75)),
        "case": Found(Fraction(25)),
        "machinery": Found(share(2, 10)),
        "approvals": Found(share(0, 8)),
    }
)
SECOND = relationship(found(trust=70, lived=65, kept=80, presence=76))
SECOND_DEAL = deal(found(mandates=85, convergence=62, case=50, machinery=60, approvals=25))


def test_the_first_round_comes_out_to_the_printed_decimals():
    assert [part.figure for part in FIRST.parts] == [Decimal("60.0"), None, Decimal("70.0"), Decimal("72.5")]
    assert (FIRST.figure, FIRST.partial) == (Decimal("65.6"), True)
    assert [part.figure for part in FIRST_DEAL.parts] == [
        Decimal(x) for x in ("55.6", "40.0", "25.0", "20.0", "0.0")
    ]
    assert (FIRST_DEAL.figure, FIRST_DEAL.partial) == (Decimal("32.9"), False)
    assert rounded(gap(FIRST, FIRST_DEAL)) == Decimal("32.7")
    assert rounded(position_line(FIRST, FIRST_DEAL)) == Decimal("57.4")
    assert reading(FIRST, FIRST_DEAL).title == "Good ground, deal to build"


def test_the_second_round_comes_out_to_the_printed_decimals():
    assert (SECOND.figure, SECOND.partial) == (Decimal("72.2"), False)
    assert rounded(SECOND_DEAL.value, TO_TWO) == Decimal("61.25")
    assert rounded(gap(SECOND, SECOND_DEAL), TO_TWO) == Decimal("10.95")
    assert reading(SECOND, SECOND_DEAL).title == "Ready for boards"


def test_the_plain_sentence_of_the_worked_example():
    minutes = Minutes(Decimal(450), Decimal(75), Decimal(145), Decimal(0))
    assert minutes.effort.share == Decimal("72.8")
    headline = Headline(minutes.effort, FIRST.part("trust"), FIRST_DEAL.value, ["fairness"])
    assert sentence(headline) == (
        "We spent 73% of our time on relationships. Trust is fair (60). The deal is early (33). "
        "Views on fairness are far apart."
    )


def test_without_time_pulse_and_deal_the_sentence_says_what_is_not_known():
    nothing = Minutes(*[Decimal(0)] * 4)
    assert sentence(Headline(nothing.effort, None, None, ())) == (
        f"No workshop has been held in this round yet. {NO_TRUST} Nothing can be said of the deal yet."
    )


def test_the_weights_of_each_measure_come_to_a_hundred():
    assert [sum(one.weight for one in weighings) for weighings in (RELATIONSHIP, DEAL)] == [100, 100]


# --- Reading and alerts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_relationship", "of_deal", "key"),
    [(60, 59, "good-ground"), (60, 60, "ready"), (59, 59, "early"), (59, 60, "paper-deal")],
)
def test_each_corner_of_the_reading(of_relationship, of_deal, key):
    assert reading(measure(of_relationship), measure(of_deal)).key == key


def test_without_one_of_the_two_nothing_is_read():
    assert [reading(measure(None), measure(70)), gap(measure(70), measure(None))] == [None, None]
    assert position_line(measure(None), measure(70)) is None
    assert len(READINGS) == 4


def warned(of_relationship, of_deal, *, kept=None, effort=None, before=None, splits=()):
    strength = Measure(
        relationship(found(kept=kept)).parts, None if of_relationship is None else Fraction(of_relationship)
    )
    return alerts(Figures(effort, strength, measure(of_deal)), before, splits=splits)


@pytest.mark.parametrize(
    ("of_relationship", "of_deal", "levels"),
    [(50, 59, []), (50, 60, [Level.AMBER]), (50, 69, [Level.AMBER]), (50, 70, [Level.RED]), (None, 70, [])],
)
def test_a_deal_that_runs_ahead_is_amber_by_ten_and_red_by_twenty(of_relationship, of_deal, levels):
    assert [alert.level for alert in warned(of_relationship, of_deal)] == levels


@pytest.mark.parametrize(("kept", "levels"), [(59, [Level.RED]), (60, []), (None, [])])
def test_few_promises_kept_are_red_whatever_the_rest(kept, levels):
    assert [alert.level for alert in warned(90, 90, kept=kept)] == levels


@pytest.mark.parametrize(
    ("shares", "deals", "said"),
    [
        (("86", "90"), (40, 44), True),
        (("86", "90"), (40, 45), False),
        (("85", "90"), (40, 40), False),
        (("86", None), (40, 40), False),
        (("86", "90"), (None, 40), False),
    ],
)
def test_talking_without_progress_takes_two_rounds_over_the_band(shares, deals, said):
    earlier, now = (None if share is None else Decimal(share) for share in shares)
    before = Figures(earlier, measure(70), measure(deals[0]))
    assert bool(warned(70, deals[1], effort=now, before=before)) is said


def test_a_split_marks_the_weakest_link_by_its_group():
    assert warned(70, 70, splits=["fairness", "openness"]) == (
        Alert(
            Level.WEAK_LINK,
            "Views on fairness and openness are far apart. Ask what people at both ends have seen.",
        ),
    )


# --- The pulse ----------------------------------------------------------------------------------


def test_trust_is_the_mean_of_the_eight_statements_rescaled():
    eight = [statement(f"PU-0{number}", counts=(0, 0, 3, 2, 0)) for number in range(1, 9)]
    found = pulse(*eight, statement("PU-09", "voice", counts=(0, 0, 1, 4, 0)))
    assert (found.trust, found.heard, found.has_all_of_trust) == (60, 70, True)


def test_fewer_than_half_of_the_statements_are_no_trust_figure():
    some = [statement(f"PU-0{number}") for number in range(1, 5)]
    assert (pulse(*some).trust, pulse(*some).has_all_of_trust) == (50, False)
    assert pulse(*some[:3]).trust is None


@pytest.mark.parametrize(
    ("counts", "split"), [((5, 0, 0, 0, 5), True), ((2, 0, 2, 1, 1), False), ((0, 0, 8, 1, 1), False)]
)
def test_the_split_rule_is_that_of_the_method(counts, split):
    assert statement(counts=counts).is_split is split


@pytest.mark.parametrize(("present", "grey"), [(7, True), (8, False)])
def test_a_pulse_of_few_partners_is_greyed(present, grey):
    coverage = pulse(statement(), present=present, partners=13).coverage
    assert relationship(found(trust=70), coverage=coverage).grey is grey


# --- Looks at ourselves -------------------------------------------------------------------------


@pytest.mark.parametrize(("logged", "said"), [("70", False), ("70.1", True), ("30", False), ("29.9", True)])
def test_the_room_and_the_run_sheet_may_differ_by_twenty_points(logged, said):
    assert bool(perception(Counter({"40": 3, "50": 4, "60": 3}), Decimal(logged))) is said


@pytest.mark.parametrize(
    ("gradients", "doubting", "said"),
    [
        ([6, 5, 4, 4, 3], 6, True),
        ([6, 5, 4, 3, 3], 6, False),
        ([6, 5, 4, 4], 6, True),
        ([6, 5, 4], 6, False),
        ([6, 5, 4, 4, 4], 5, False),
    ],
)
def test_support_by_name_and_doubt_without_names_are_said_side_by_side(gradients, doubting, said):
    votes = Counter({"A": 10 - doubting, "D": doubting - 1, "E": 1})
    assert bool(named_and_not(gradients, 5, votes)) is said
