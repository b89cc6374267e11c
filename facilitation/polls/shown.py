"""What a wall, a phone or a page shows of a poll. What may not be shown is not in it, so nothing can slip out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from django.utils.safestring import SafeString

from facilitation.polls.kinds import Kind
from facilitation.polls.picture import bars_picture
from facilitation.polls.tallies import Closeness, Gap
from facilitation.vocabulary import PollState

# How many lines of answers the wall holds at a size that can be read from the back, and how many letters one has.
WALL_LINES = 7
WALL_LINE = 34
DENSE, SHORT = 4, 14
# From how many points apart named and unnamed support are worth a sentence.
WIDE_GAP = 20


@dataclass(frozen=True)
class Bar:
    """One answer. `count`, `share` and `figure` are None and "" as long as they may not be seen; `hands` are apart.

    `share` is how long the bar is, in per cent; `benchmark` is where the published line stands, `published` what the
    source says where it gives no figure. `shift` is in points since the question was asked before. Where the answer is a
    question of its own, `answers` is how many said something to it, and `spread` what they said, from least to most.
    `names` are of partners that said so by name.
    """

    key: str
    label: str
    count: int | None = None
    share: int | None = None
    figure: str = ""
    hands: int = 0
    benchmark: int | None = None
    published: str = ""
    shift: int | None = None
    parts: tuple[str, ...] = ()
    answers: int | None = None
    spread: tuple[int, ...] = ()
    closeness: Closeness | None = None
    names: tuple[str, ...] = ()

    @property
    def benchmark_words(self) -> str:
        return f"{self.benchmark}%" if self.benchmark is not None else self.published

    @property
    def shift_words(self) -> str:
        if self.shift is None:
            return ""
        points = "point" if abs(self.shift) == 1 else "points"
        return f"{self.shift:+d} {points}".replace("-", "−") if self.shift else "as before"


@dataclass(frozen=True)
class Text:
    """What was written and approved, and how many wrote it or something that was merged into it."""

    text: str
    count: int


@dataclass(frozen=True)
class Part:
    """The same result among those who come from one kind of body."""

    label: str
    answers: int
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """`refusal` says why there are no figures although the poll is revealed.

    Of a poll by name `turnout` is how many partners have spoken, of `asked`; its figures are those of the vote without
    names beside it.
    """

    poll_id: int
    question: str
    kind: Kind
    state: str
    turnout: int
    bars: tuple[Bar, ...]
    texts: tuple[Text, ...] = ()
    parked: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    refusal: str = ""
    closeness: str = ""
    middle: str = ""
    source: str = ""
    gap: Gap | None = None
    sections: tuple[Bar, ...] = ()
    asked: int = 0
    waiting_for: tuple[str, ...] = ()

    @property
    def is_by_name(self) -> bool:
        return bool(self.asked)

    @property
    def is_open(self) -> bool:
        return self.state == PollState.OPEN

    @property
    def is_revealed(self) -> bool:
        return self.state == PollState.REVEALED

    @property
    def has_figures(self) -> bool:
        return self.is_revealed and not self.refusal

    @property
    def has_hands(self) -> bool:
        return any(bar.hands for bar in self.bars)

    @property
    def has_benchmark(self) -> bool:
        return bool(self.source)

    @property
    def has_shift(self) -> bool:
        return any(bar.shift is not None for bar in self.bars)

    @property
    def finding(self) -> str:
        """The result in one sentence: never an average, and of a split only that it is one."""
        if not self.has_figures:
            return self.refusal
        if self.is_by_name:
            return f"{self.turnout} of {self.asked} partners have said where they stand."
        if self.closeness == str(Closeness.SPLIT.label):
            return "Split: answers lie far apart."
        if self.has_spreads:
            return self._of_statements
        most = max((bar for bar in self.bars), key=lambda bar: bar.share or 0, default=None)
        lead = f"{most.label}: {most.figure}." if most and most.share else ""
        return " ".join(filter(None, [f"{self.closeness}." if self.closeness else "", lead]))

    @property
    def _of_statements(self) -> str:
        apart = sum(bar.closeness == Closeness.SPLIT for bar in self.bars)
        if not apart:
            return "On no statement do views lie far apart."
        return f"Views lie far apart on {apart} of {len(self.bars)} statements."

    @property
    def has_spreads(self) -> bool:
        """Whether each line is a question of its own."""
        return bool(self.kind.scale)

    @property
    def scale(self) -> list[str]:
        """What the points of a spread mean."""
        return [f"{value} {words.lower()}" for value, words in self.kind.scale if value.isdecimal()]

    @property
    def picture(self) -> SafeString:
        return bars_picture(self.finding or self.question, self.bars)

    @property
    def table(self) -> list[Bar]:
        """The bars with what each part of the room said to them."""
        return [
            replace(bar, parts=tuple(part.figures[place] for part in self.parts))
            for place, bar in enumerate(self.bars)
        ]

    @property
    def wall_bars(self) -> tuple[Bar, ...]:
        """As many as the wall can hold without shrinking, the most chosen first to stay, in their own order."""
        kept: list[Bar] = []
        lines = 0
        for bar in sorted(self.for_the_wall, key=lambda bar: -(bar.share or 0)):
            lines += ceil(len(bar.label) / WALL_LINE)
            if lines > WALL_LINES:
                break
            kept.append(bar)
        return tuple(bar for bar in self.for_the_wall if bar in kept)

    @property
    def for_the_wall(self) -> tuple[Bar, ...]:
        """Statements by their headings, if they have any: twelve lines cannot be read from the back."""
        return self.sections or self.bars

    @property
    def is_dense(self) -> bool:
        """More answers, or longer ones, than the wall shows with thick bars and words in a narrow column."""
        bars = self.for_the_wall
        return len(bars) > DENSE or self.has_hands or any(len(bar.label) > SHORT for bar in bars)

    @property
    def has_shares(self) -> bool:
        return any(bar.share is not None for bar in self.bars)

    @property
    def has_lines(self) -> bool:
        return any(bar.benchmark is not None for bar in self.bars)

    @property
    def left_off_the_wall(self) -> int:
        return len(self.for_the_wall) - len(self.wall_bars)

    @property
    def gap_words(self) -> str:
        if self.gap is None or (abs(self.gap.points) < WIDE_GAP and not self.is_by_name):
            return ""
        return (
            f"Of the partners that have spoken by name, {self.gap.named}% can live with these words or say more for them; "
            f"of the people asked without names, {self.gap.unnamed}%."
        )
