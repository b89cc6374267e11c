"""Two at once over a theme or a note: something is made of a theme once, and a note that goes is counted once."""

from collections.abc import Callable
from functools import partial

import pytest

from facilitation.conversations import coverage, noting, themes
from facilitation.conversations.sources import sources_of
from facilitation.models import AgendaItem, Conversation, ConversationNote, Poll, Theme, Workshop
from tests import build, room
from tests.trust.test_races import race, tables, winners

pytestmark = pytest.mark.django_db(transaction=True)


def theme_of_three(table: build.Table) -> Theme:
    by, day = table.facilitator, noting.usual_day()
    made = themes.add(Theme(text="Who pays", kind="common"), round_=table.round, by=by)
    for number in range(3):
        heard = coverage.hear_group(f"Group {number}", build.DAY, round_=table.round, by=by)
        noting.write(heard, "Words", attribution="none", delete_on=day, themes=[made], by=by)
    return made


def seen(model: type, number: int) -> object:
    """As one racer's page knows it."""
    return model.objects.get(pk=number)


def test_of_two_clicks_one_makes_something_of_a_theme():
    for table in tables():
        made, planned = theme_of_three(table), room.workshop(table)
        themes.put_up(made, by=table.facilitator)

        def clicking(verb: Callable, number: int = made.pk, at: int = planned.pk, by=table.facilitator):
            return partial(verb, seen(Theme, number), seen(Workshop, at), by=by)

        done = race(clicking(themes.put_on_agenda), clicking(themes.ask), clicking(themes.put_on_agenda))
        assert len(winners(done)) == 1
        blocks = AgendaItem.objects.filter(workshop=planned, title="Who pays").count()
        assert blocks + Poll.objects.filter(workshop=planned).count() == 1


def test_a_note_that_its_writer_and_its_day_delete_at_once_is_counted_once():
    for table in tables():
        made, by = theme_of_three(table), table.facilitator
        note = ConversationNote.objects.filter(codings__theme=made).first()
        race(*(partial(noting.forget, seen(ConversationNote, note.pk), by=by) for _ in range(2)))
        assert sources_of(made) == 3
        assert Conversation.objects.filter(round=table.round, is_settled=True).count() == 1
