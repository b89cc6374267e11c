"""Themes: written, put before everybody, taken off again, and made something of, once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from facilitation.conversations.on_wall import show_anew
from facilitation.conversations.rules import (
    USED_ALREADY,
    may_change_theme,
    may_drop,
    may_put_up,
    may_use,
)
from facilitation.conversations.sources import number_to_show, sources_of
from facilitation.models import AgendaItem, Theme, Workshop
from facilitation.polls import drafting
from facilitation.vocabulary import Became, ItemKind, ThemeKind
from facilitation.workshops import outcomes, planning
from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor, Round
from partnerships.rulings import ALLOWED, insist, still_there

WORDS = ("text", "kind", "step", "strength", "is_shared")
MINUTES = 20
HOW_FAR = ("Not at all", "A little", "Partly", "Mostly", "Entirely")
# What is common is heard together; what is not is listened to first.
ITEM_KINDS = {
    ThemeKind.COMMON: ItemKind.THEMES,
    ThemeKind.DIFFERENCE: ItemKind.LISTENING,
    ThemeKind.EXPLORE: ItemKind.LISTENING,
    ThemeKind.SURPRISE: ItemKind.THEMES,
}

# --- Writing ------------------------------------------------------------------------------------


@transaction.atomic
def add(theme: Theme, *, round_: Round, by: Actor) -> Theme:
    """Save a new theme. It is its writer's own until they share it or put it up."""
    insist(rules.may_step(by, round_))
    theme.round, theme.noted_by = round_, by.person
    theme.save()
    note("theme", "Wrote down a theme", by=by, round_=round_)
    return theme


@transaction.atomic
def change(theme: Theme, *, by: Actor) -> Theme:
    """Save what was changed on the row. On the board everybody reads the new words at once."""
    kept = _held(theme)
    insist(may_change_theme(by, kept))
    theme.save(update_fields=WORDS)
    note("theme changed", "Changed a theme", by=by, round_=theme.round, group=kept.is_on_board)
    if kept.is_on_board:
        show_anew(kept.round)
    return theme


@transaction.atomic
def drop(theme: Theme, *, by: Actor) -> None:
    kept = _held(theme)
    insist(may_drop(by, kept))
    note("theme removed", "Removed a theme", by=by, round_=kept.round)
    kept.delete()


@transaction.atomic
def put_up(theme: Theme, *, by: Actor) -> Theme:
    """Show it to everybody. Once more, to bring the number of conversations up to date."""
    kept = _held(theme)
    sources = sources_of(kept)
    insist(may_put_up(by, kept, sources))
    kept.shown_at = timezone.now()
    kept.shown_sources = number_to_show(kept.shown_sources, sources)
    kept.save(update_fields=("shown_at", "shown_sources"))
    note("theme shown", "Put a theme on the themes board", by=by, round_=kept.round, group=True)
    show_anew(kept.round)
    return kept


@transaction.atomic
def take_off(theme: Theme, *, by: Actor) -> None:
    kept = _held(theme)
    insist(may_change_theme(by, kept))
    if Theme.objects.on_board().filter(pk=kept.pk).update(shown_at=None):
        note("theme taken off", "Took a theme off the themes board", by=by, round_=kept.round, group=True)
        show_anew(kept.round)


def _held(theme: Theme) -> Theme:
    """As it is in the database now, locked until the transaction ends."""
    held = Theme.objects.select_for_update(of=("self",)).select_related("round__partnership")
    return still_there(held.filter(pk=theme.pk).first())


# --- Making something of it ---------------------------------------------------------------------


@transaction.atomic
def put_on_agenda(theme: Theme, workshop: Workshop, *, by: Actor) -> AgendaItem:
    """A block at the end of a planned workshop, to be moved to its place there."""
    _use(theme, Became.AGENDA, workshop, by)
    kind = ITEM_KINDS[ThemeKind(theme.kind)]
    item = AgendaItem(title=theme.text, kind=kind, step=theme.step, minutes=MINUTES)
    return planning.add_item(item, workshop=workshop, by=by)


@transaction.atomic
def ask(theme: Theme, workshop: Workshop, *, by: Actor) -> None:
    """A draft of a vote in a workshop, which nobody sees until it is opened."""
    _use(theme, Became.POLL, workshop, by)
    question = f"How far is this so for you? {theme.text}"
    drafting.draft(workshop, question=question, kind="scale", choices=HOW_FAR, by=by)


@transaction.atomic
def park(theme: Theme, workshop: Workshop, *, by: Actor) -> None:
    """Put aside in a workshop that has begun, for the facilitator to bring back."""
    _use(theme, Became.PARKED, workshop, by)
    outcomes.park(workshop, theme.text, owner=by.person.name, by=by)


def _use(theme: Theme, as_: Became, workshop: Workshop, by: Actor) -> None:
    """One conditional update, so that exactly one of two clicks makes something."""
    kept = _held(theme)
    insist(may_use(by, kept, workshop))
    used = Theme.objects.filter(pk=kept.pk, became="").update(became=as_, became_in=workshop)
    insist(ALLOWED if used else USED_ALREADY)
    note("theme used", "Made something of a theme", by=by, round_=kept.round, group=True)
    theme.refresh_from_db()


USES = {Became.AGENDA: put_on_agenda, Became.POLL: ask, Became.PARKED: park}
