"""Whatever a facilitator notes, unticks, deletes and puts up: each conversation counts once, and nobody reads of fewer than three."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from facilitation.conversations import coverage, noting, themes
from facilitation.conversations.sources import sources_of
from facilitation.models import Theme
from partnerships.rulings import Refused
from tests import build

CONVERSATIONS = 5
DOINGS = st.lists(
    st.tuples(st.sampled_from(("tick", "tick", "untick", "forget", "put up", "take off")), st.integers(0, 4)),
    max_size=20,
)


def do(what, conversation, theme, by):
    if what in ("tick", "untick"):
        chosen = [theme] if what == "tick" else []
        day = noting.usual_day()
        noting.write(conversation, "Words", attribution="none", delete_on=day, themes=chosen, by=by)
    elif what == "forget":
        for note in noting.own_notes(by).filter(conversation=conversation):
            noting.forget(note, by=by)
    elif what == "put up":
        themes.put_up(theme, by=by)
    else:
        themes.take_off(theme, by=by)


@given(doings=DOINGS)
def test_each_conversation_counts_once_and_the_board_shows_no_fewer_than_three(table, doings):
    with build.undone():
        by, counted, settled = table.facilitator, set(), set()
        theme = themes.add(Theme(text="Buses", kind="common"), round_=table.round, by=by)
        heard = [
            coverage.hear_group(f"Group {number}", build.DAY, round_=table.round, by=by)
            for number in range(CONVERSATIONS)
        ]
        noted = set()
        for what, number in doings:
            with suppress(Refused):
                do(what, heard[number], theme, by)
            if number not in settled and what in ("tick", "untick"):
                noted.add(number)
                (counted.add if what == "tick" else counted.discard)(number)
            if what == "forget" and number in noted:
                settled.add(number)
            theme.refresh_from_db()
            assert sources_of(theme) == len(counted)
            assert not theme.is_on_board or theme.shown_sources >= 3 <= len(counted)
