"""What holds of the measures whatever the data are."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from facilitation.balance.measures import (
    DEAL,
    RELATIONSHIP,
    Found,
    deal,
    gap,
    position_line,
    presence_and_voice,
    relationship,
)
from facilitation.balance.pulse import Pulse, Statement

FIGURES = some.fractions(0, 100)
MEASURES = [(relationship, RELATIONSHIP), (deal, DEAL)]


def parts(weighings):
    """Any figures, any of them missing."""
    figure = some.none() | FIGURES
    return some.fixed_dictionaries({one.key: figure for one in weighings})


def of(measure, figures):
    return measure({key: Found(value) for key, value in figures.items()}).value


both = pytest.mark.parametrize(("measure", "weighings"), MEASURES, ids=["relationship", "deal"])


@both
@given(data=some.data())
def test_a_measure_lies_between_its_least_and_its_greatest_part(measure, weighings, data):
    figures = data.draw(parts(weighings))
    known = [value for value in figures.values() if value is not None]
    value = of(measure, figures)
    if value is None:
        assert not known or (measure is relationship and figures["trust"] is None)
    else:
        assert 0 <= min(known) <= value <= max(known) <= 100


@both
@given(data=some.data())
def test_a_measure_never_falls_when_a_part_rises(measure, weighings, data):
    figures = data.draw(parts(weighings))
    key = data.draw(some.sampled_from(list(figures)))
    assume(figures[key] is not None)
    higher = figures | {key: data.draw(some.fractions(figures[key], 100))}
    before, after = of(measure, figures), of(measure, higher)
    assert (before is None) == (after is None)
    assert before is None or before <= after


@both
@given(data=some.data())
def test_a_missing_part_leaves_the_others_their_proportions(measure, weighings, data):
    """As if it were whatever the others come to."""
    figures = data.draw(parts(weighings))
    value = of(measure, figures)
    assume(value is not None)
    assert of(measure, {key: value if figure is None else figure for key, figure in figures.items()}) == value


@given(FIGURES)
def test_of_the_pulse_alone_the_strength_is_the_pulse(trust):
    found = relationship({"trust": Found(trust)})
    assert (found.value, found.partial) == (trust, True)


@given(parts(RELATIONSHIP))
def test_without_the_pulse_there_is_no_figure(figures):
    assert of(relationship, figures | {"trust": None}) is None


@given(some.none() | FIGURES, some.none() | FIGURES)
def test_presence_and_voice_lies_between_its_halves(present, heard):
    halves = [half for half in (present, heard) if half is not None]
    value = presence_and_voice(present, heard)
    assert value is None if not halves else min(halves) <= value <= max(halves)


@given(FIGURES, FIGURES)
def test_gap_and_line_come_of_the_two_measures_alone(trust, mandates):
    strength, readiness = relationship({"trust": Found(trust)}), deal({"mandates": Found(mandates)})
    assert gap(strength, readiness) == trust - mandates
    assert min(trust, mandates) <= position_line(strength, readiness) <= max(trust, mandates)


counts = some.lists(some.integers(0, 9), min_size=5, max_size=5).filter(any)


@given(some.lists(counts, min_size=4, max_size=8))
def test_trust_is_between_0_and_100_and_each_answer_moves_it_the_right_way(answers):
    def trust(spread):
        statements = [Statement(f"PU-0{n}", "", "", tuple(one)) for n, one in enumerate(spread, start=1)]
        return Pulse(tuple(statements), 9, 9, 1, 1).trust

    value = trust(answers)
    assert Fraction(0) <= value <= 100
    least = next(point for point, count in enumerate(answers[0]) if count)
    if least < 4:
        better = [*answers[0]]
        better[least], better[least + 1] = better[least] - 1, better[least + 1] + 1
        assert trust([better, *answers[1:]]) > value
