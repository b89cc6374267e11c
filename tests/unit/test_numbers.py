"""Numbers that forms send."""

import pytest

from partnerships.text import whole


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_a_whole_number_is_read(text, number):
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.0", "²", "١", "9" * 19, "9" * 5000])
def test_what_no_column_could_hold_is_none(text):
    assert whole(text) is None
