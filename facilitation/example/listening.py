"""Holding the example's conversations: heard, noted, put on the themes board, and the notes deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitation.conversations import coverage, noting, themes
from facilitation.example.cast import Cast
from facilitation.models import Conversation, Theme, Workshop
from facilitation.vocabulary import Attribution, Strength, ThemeKind, WorkshopKind
from facilitation.workshops import planning
from facilitation.workshops.agendas import ONE_TO_ONE
from partnerships.models import Round
from partnerships.vocabulary import Role


@dataclass(frozen=True)
class Idea:
    """A theme, by the name under which conversations speak to it."""

    name: str
    text: str
    kind: ThemeKind
    strength: Strength
    step: str


@dataclass(frozen=True)
class Talk:
    """With a partner's lead, who said how far it may be told; `speaks_to` are names of ideas."""

    slug: str
    note: str
    attribution: Attribution
    speaks_to: str


@dataclass(frozen=True)
class Heard:
    """A wider voice."""

    group: str
    on: dt.date
    note: str
    speaks_to: str


def write_down(ideas: Sequence[Idea], cast: Cast, round_: Round) -> dict[str, Theme]:
    return {
        one.name: themes.add(
            Theme(text=one.text, kind=one.kind, strength=one.strength, step=one.step),
            round_=round_,
            by=cast.facilitator,
        )
        for one in ideas
    }


def hear_leads(talks: Sequence[Talk], ideas: Mapping[str, Theme], cast: Cast, round_: Round) -> None:
    """In the one-to-ones that were held already."""
    held = {
        one.partner_id: one for one in Workshop.objects.in_round(round_).filter(kind=WorkshopKind.ONE_TO_ONE)
    }
    for talk in talks:
        conversation = coverage.is_with(held[cast.partners[talk.slug].pk], Role.LEAD, by=cast.facilitator)
        _note(conversation, talk.note, talk.attribution, talk.speaks_to, ideas, cast)


def hear_groups(groups: Sequence[Heard], ideas: Mapping[str, Theme], cast: Cast, round_: Round) -> None:
    for heard in groups:
        conversation = coverage.hear_group(heard.group, heard.on, round_=round_, by=cast.facilitator)
        _note(conversation, heard.note, Attribution.ROLE, heard.speaks_to, ideas, cast)


def _note(
    conversation: Conversation,
    text: str,
    attribution: Attribution,
    speaks_to: str,
    ideas: Mapping[str, Theme],
    cast: Cast,
) -> None:
    noting.write(
        conversation,
        text,
        attribution=attribution,
        delete_on=noting.usual_day(),
        themes=[ideas[name] for name in speaks_to.split()],
        by=cast.facilitator,
    )


def show(ideas: Mapping[str, Theme], kept_back: Sequence[str], cast: Cast) -> None:
    for name, theme in ideas.items():
        if name not in kept_back:
            themes.put_up(theme, by=cast.facilitator)


def forget_all(cast: Cast) -> None:
    for note in noting.own_notes(cast.facilitator):
        noting.forget(note, by=cast.facilitator)


def plan_with_approvers(to_come: Sequence[tuple[str, dt.date]], cast: Cast, round_: Round) -> None:
    """Planned for a day, whenever the example is loaded."""
    for slug, day in to_come:
        partner = cast.partners[slug]
        title = f"Conversation with {partner.short_name}"
        bare = Workshop(kind=WorkshopKind.ONE_TO_ONE, title=title, partner=partner, held_on=day)
        planned = planning.plan(bare, round_=round_, agenda=ONE_TO_ONE, by=cast.facilitator)
        coverage.is_with(planned, Role.APPROVER, by=cast.facilitator)
