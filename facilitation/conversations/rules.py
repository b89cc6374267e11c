"""Who may hear, note and show what, and the sentence for those who may not."""

from __future__ import annotations

from facilitation.models import Conversation, ConversationNote, Theme, Workshop
from facilitation.models.conversations import FEWEST_SOURCES
from facilitation.vocabulary import Became, WorkshopKind
from partnerships import rules
from partnerships.models import Actor
from partnerships.rulings import Ruling, refused

IS_SETTLED = refused(
    "The note of this conversation was deleted, and what it counted towards themes stays. "
    "Note nothing further about it: it would be counted twice."
)
SOMEBODY_ELSES = refused("Another facilitator keeps the note of this conversation. Ask them if you need it.")
NOT_YOUR_THEME = refused("A fellow facilitator works on this theme alone. Ask them to share it with you.")
TOO_FEW = refused(
    "Fewer than three conversations have come to this theme, so showing it would say who brought it. "
    "Wait for a third."
)
NOT_ON_BOARD = refused(
    "This theme is not on the board yet. Put it there first, so that everybody can read it."
)
ON_BOARD = refused("Everybody can read this theme. Take it off the board first, then remove it.")
USED_ALREADY = refused("Something has been made of this theme already. Look at the themes board for what.")
NOT_WITH_ALL = refused("Choose a workshop of this round in which everybody takes part.")
NOTED = refused("Something was noted about this conversation, so it stays on the list of who was heard.")
NOT_A_ONE_TO_ONE = refused("Only one-to-ones are conversations with one person. Choose one of those.")


def may_hear(actor: Actor, workshop: Workshop) -> Ruling:
    """Say who a one-to-one is with."""
    ruling = rules.may_step(actor, workshop.round)
    is_one = workshop.kind == WorkshopKind.ONE_TO_ONE and not workshop.is_practice
    return NOT_A_ONE_TO_ONE if ruling and not is_one else ruling


def may_write_note(actor: Actor, conversation: Conversation) -> Ruling:
    """One note of a conversation, and one person who writes it."""
    ruling = rules.may_step(actor, conversation.round)
    if ruling and conversation.is_settled:
        return IS_SETTLED
    kept = ConversationNote.objects.filter(conversation=conversation).exclude(writer=actor.person)
    return SOMEBODY_ELSES if ruling and kept.exists() else ruling


def may_forget(actor: Actor, note: ConversationNote) -> Ruling:
    """Its writer, at any time, also when the round has closed."""
    ruling = rules.may_facilitate(actor, note.conversation.round.partnership_id)
    return SOMEBODY_ELSES if ruling and note.writer_id != actor.person.pk else ruling


def may_change_theme(actor: Actor, theme: Theme) -> Ruling:
    ruling = rules.may_step(actor, theme.round)
    is_open = theme.is_on_board or theme.is_shared or theme.noted_by_id == actor.person.pk
    return NOT_YOUR_THEME if ruling and not is_open else ruling


def may_put_up(actor: Actor, theme: Theme, sources: int) -> Ruling:
    ruling = may_change_theme(actor, theme)
    return TOO_FEW if ruling and sources < FEWEST_SOURCES else ruling


def may_drop(actor: Actor, theme: Theme) -> Ruling:
    ruling = may_change_theme(actor, theme)
    return ON_BOARD if ruling and theme.is_on_board else ruling


def may_use(actor: Actor, theme: Theme, workshop: Workshop) -> Ruling:
    """Make something of a theme: only of what everybody can read, once, and where everybody takes part."""
    ruling = may_change_theme(actor, theme)
    if ruling and not theme.is_on_board:
        return NOT_ON_BOARD
    if ruling and theme.became in Became:
        return USED_ALREADY
    same = workshop.round_id == theme.round_id and workshop.is_for_all
    return NOT_WITH_ALL if ruling and not same else ruling


def may_strike(actor: Actor, conversation: Conversation) -> Ruling:
    """A group written down by mistake, while nothing was noted about it."""
    ruling = rules.may_step(actor, conversation.round)
    noted = conversation.is_settled or ConversationNote.objects.filter(conversation=conversation).exists()
    if ruling and (conversation.workshop_id or noted):
        return NOTED
    return ruling
