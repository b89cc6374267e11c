"""How far answers lie apart: shared from three quarters near the median, split below half, nothing under three."""

import pytest

from partnerships.spread import Agreement, spread_of


@pytest.mark.parametrize(
    ("answers", "agreement"),
    [
        ([2, 2, 2], Agreement.SHARED),
        ([1, 2, 3], Agreement.SHARED),
        ([2, 2, 2, 4], Agreement.SHARED),  # exactly three quarters near
        ([0, 2, 2, 4, 2, 2, 2, 2], Agreement.SHARED),
        ([1, 2, 2, 4, 4], Agreement.MIXED),  # three of five
        ([0, 4, 2, 2], Agreement.MIXED),  # exactly half
        ([0, 2, 4], Agreement.SPLIT),
        ([0, 0, 4, 4], Agreement.SPLIT),  # nobody is near the median of 2
        ([0, 0, 0, 4, 4, 4], Agreement.SPLIT),
        ([0, 0, 3, 3], Agreement.SPLIT),  # the median lies between two answers: 1.5
        ([1, 1, 2, 2], Agreement.SHARED),
        ([], Agreement.TOO_FEW),
        ([4], Agreement.TOO_FEW),
        ([0, 4], Agreement.TOO_FEW),
    ],
)
def test_how_far_answers_lie_apart(answers, agreement):
    assert spread_of(answers).agreement == agreement


def test_counts_say_how_many_answered_each_point():
    spread = spread_of([0, 4, 4, 2, 0, 0])
    assert (spread.counts, spread.answers) == ((3, 0, 1, 0, 2), 6)
