"""What the phones show at this moment: the same for all of them, but for what one phone has typed or chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from facilitation.conversations.on_wall import OnWall, themes_on
from facilitation.models import Ballot, Poll, Workshop
from facilitation.polls.about import words_about
from facilitation.polls.asked import in_words
from facilitation.polls.kinds import ALONE, Kind, kind_named
from facilitation.polls.results import Result, result
from facilitation.vocabulary import Body, Cover, PollState, ThemeKind
from partnerships.text import whole


@dataclass(frozen=True)
class Field:
    """One choice with what this phone has given it."""

    key: str
    text: str
    value: str = ""


class Scene:
    """`state` is ended, blank, themes, waiting, by-name (nothing for phones to answer), or the state of the poll on show.

    `typed` is by the key of the choice.
    """

    template = "facilitation/phone/scene.html"

    def __init__(self, workshop: Workshop, *, typed: Mapping[str, str] | None = None, body: str = "") -> None:
        self.workshop = workshop
        self.typed = typed or {}
        self.body = body

    @cached_property
    def poll(self) -> Poll | None:
        return self.workshop.poll

    @property
    def state(self) -> str:
        if self.workshop.is_over:
            return "ended"
        if self.workshop.cover == Cover.BLANK:
            return "blank"
        if self.workshop.poll_on_show is None or self.poll.is_draft:
            return "themes" if self.workshop.cover in ThemeKind.values else "waiting"
        return "by-name" if self.poll.is_open and self.poll.is_by_name else self.poll.state

    @property
    def themes(self) -> OnWall:
        """What is on the wall, for who cannot read it there."""
        return themes_on(self.workshop)

    @property
    def is_open(self) -> bool:
        return self.state == PollState.OPEN

    @property
    def types(self) -> bool:
        """Whether somebody may be in the middle of an answer, so that nothing may move of itself."""
        return self.is_open

    @cached_property
    def kind(self) -> Kind | None:
        return kind_named(self.poll.kind) if self.poll else None

    @cached_property
    def fields(self) -> list[Field]:
        choices = self.poll.choices.all() if self.poll else ()
        return [Field(choice.key, choice.text, self.typed.get(choice.key, "")) for choice in choices]

    @property
    def words(self) -> str:
        """What was typed where there is one thing to say."""
        return self.typed.get(ALONE, "")

    @property
    def points_left(self) -> int:
        given = [field.value for field in self.fields]
        return 100 - sum(whole(value) or 0 for value in given)

    @property
    def bodies(self) -> list[tuple[str, str]]:
        return list(Body.choices) if self.poll and self.poll.asks_body else []

    @property
    def fewest(self) -> int:
        asked = self.poll.fewest if self.poll else 0
        return max(asked, self.workshop.round.partnership.anonymity_minimum)

    @cached_property
    def about(self) -> str:
        """The words that the poll asks about: they lie on the table for everybody."""
        return words_about(self.poll)

    @cached_property
    def result(self) -> Result | None:
        return result(self.poll) if self.poll else None


def said(poll: Poll, answer: str) -> str:
    return in_words(kind_named(poll.kind), {choice.key: choice.text for choice in poll.choices.all()}, answer)


def scene_of(workshop: Workshop, ballot: Ballot | None = None) -> Scene:
    """The scene, with what was chosen where the phone has voted already."""
    if ballot is None or workshop.poll is None:
        return Scene(workshop)
    typed = kind_named(workshop.poll.kind).read(ballot.choice)
    return Scene(workshop, typed=typed, body=ballot.body)
