"""A facilitator's own note of a conversation: written, changed, shared or not, and deleted on its day or at once.

Fellow facilitators read it only if its writer shares it: people speak frankly to the one who promised, and a promise that
others keep cannot be given. What the note counted towards themes stays as a number when it goes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.db.models import Case, F, QuerySet, When
from django.utils import timezone

from facilitation.conversations.coverage import held
from facilitation.conversations.rules import may_change_theme, may_forget, may_write_note
from facilitation.conversations.sources import take_off_where_few
from facilitation.models import Coding, Conversation, ConversationNote, Theme
from facilitation.polls.ballots import vacuum
from partnerships.history import note
from partnerships.models import Actor
from partnerships.rulings import ALLOWED, insist, refused

USUALLY_KEPT = dt.timedelta(days=90)
AT_MOST_KEPT = dt.timedelta(days=180)

# Where a deleted note would be found until the database tidies up: itself, and what it counted for.
TRACES = ("facilitation_conversationnote", "facilitation_coding", "facilitation_theme")

NOT_IN_TIME = refused(
    "Choose a day to come, within six months of the first note. After it the note is deleted."
)


def usual_day() -> dt.date:
    return timezone.localdate() + USUALLY_KEPT


@transaction.atomic
def write(
    conversation: Conversation,
    text: str,
    *,
    attribution: str,
    delete_on: dt.date,
    is_shared: bool = False,
    themes: Collection[Theme] = (),
    by: Actor,
) -> ConversationNote:
    """Write the note, or write it anew. `themes` are all those it speaks to that the writer works with."""
    conversation = held(conversation)
    insist(may_write_note(by, conversation))
    for theme in themes:
        insist(may_change_theme(by, theme))
    kept = ConversationNote.objects.filter(conversation=conversation).first()
    delete_by = kept.delete_by if kept else timezone.localdate() + AT_MOST_KEPT
    insist(ALLOWED if timezone.localdate() < delete_on <= delete_by else NOT_IN_TIME)
    words = {"text": text.strip(), "attribution": attribution, "is_shared": is_shared, "delete_on": delete_on}
    written, _ = ConversationNote.objects.update_or_create(
        conversation=conversation,
        defaults=words,
        create_defaults={**words, "writer": by.person, "delete_by": delete_by},
    )
    unseen = written.themes.exclude(pk__in=Theme.objects.visible_to(by))
    written.themes.set([*themes, *unseen])
    take_off_where_few(conversation.round, by=by)
    note("conversation noted", "Wrote a note of a conversation", by=by, round_=conversation.round)
    return written


@transaction.atomic
def forget(written: ConversationNote, *, by: Actor) -> None:
    """Delete it now. What it counted towards themes stays, as a number."""
    insist(may_forget(by, written))
    note(
        "conversation forgotten", "Deleted a note of a conversation", by=by, round_=written.conversation.round
    )
    _delete(written.pk)
    _leave_no_trace()


def forget_past() -> int:
    """Delete every note whose day has come, whosever it is."""
    past = ConversationNote.objects.filter(delete_on__lte=timezone.localdate())
    gone = sum(_delete(number) for number in past.values_list("pk", flat=True))
    if gone:
        _leave_no_trace()
    return gone


@transaction.atomic
def _delete(number: int) -> int:
    """One, and what it counted for; nothing where somebody has deleted it a moment ago."""
    kept = ConversationNote.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if kept is None:
        return 0
    spoken_to = Coding.objects.filter(note=kept).values("theme")
    # All of the round are written: of those it spoke to alone, the mark of this transaction would lead to the conversation.
    Theme.objects.filter(round=kept.conversation.round_id).update(
        sources_gone=F("sources_gone") + Case(When(pk__in=spoken_to, then=1), default=0)
    )
    Conversation.objects.filter(pk=kept.conversation_id).update(is_settled=True)
    kept.delete()
    return 1


def _leave_no_trace() -> None:
    transaction.on_commit(partial(vacuum, TRACES), robust=True)


# --- Reading ------------------------------------------------------------------------------------


def note_of(conversation: Conversation, actor: Actor) -> ConversationNote | None:
    """What the actor may read of it. A note whose day has come is gone before anybody looks."""
    forget_past()
    return ConversationNote.objects.visible_to(actor).filter(conversation=conversation).first()


def notes_by_conversation(actor: Actor) -> dict[int, ConversationNote]:
    forget_past()
    found = ConversationNote.objects.visible_to(actor).select_related(
        "writer", "conversation__workshop__partner"
    )
    return {one.conversation_id: one for one in found}


def own_notes(actor: Actor) -> QuerySet[ConversationNote]:
    return ConversationNote.objects.visible_to(actor).filter(writer=actor.person)
