"""What a wall, a phone or a page shows of a poll. What may not be shown is not in it, so nothing can slip out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from django.utils.safestring import SafeString

from facilitation.polls.kinds import Kind
from facilitation.polls.picture import bars_picture
from facilitation.polls.tallies import Closeness, Gap
from facilitation.vocabulary import PollState
from partnerships.text import listed

# How many lines the wall holds at a size that can be read from the back, where each of its question takes a line and a half;
# and how many letters a line has: of the question, of an answer beside its bar, of one alone, and of partners by name.
WALL_LINES = 10
QUESTION_LINE, WALL_LINE, WORDS_LINE, NAMES_LINE = 40, 32, 56, 26
DENSE, SHORT = 4, 14
# Up to how many answers that lead together are named.
MOST_EQUALS = 3
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
    def weight(self) -> int:
        """What bars are compared by: shares are rounded, so two that differ may look alike."""
        return self.share or 0 if self.count is None else self.count

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


def _lines(words: str, letters: int) -> int:
    return max(1, ceil(len(words) / letters))


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
        return " ".join(filter(None, [f"{self.closeness}." if self.closeness else "", self._lead]))

    @property
    def _lead(self) -> str:
        """What most have said; all of them where several have been said equally often."""
        most = max((bar.weight for bar in self.bars), default=0)
        first = [bar for bar in self.bars if bar.weight == most] if most else []
        if len(first) > MOST_EQUALS:
            return f"{len(first)} answers were given equally often."
        each = " each" if len(first) > 1 else ""
        return f"{listed([bar.label for bar in first])}: {first[0].figure}{each}." if first else ""

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
        left = self._wall_lines
        for bar in sorted(self.for_the_wall, key=lambda bar: -(bar.share or 0)):
            left -= _lines(bar.label, WALL_LINE if self.has_figures else WORDS_LINE)
            if left < 0:
                break
            kept.append(bar)
        return tuple(bar for bar in self.for_the_wall if bar in kept)

    @property
    def _wall_lines(self) -> int:
        return WALL_LINES - ceil(1.5 * _lines(self.question, QUESTION_LINE))

    @property
    def named_bars(self) -> tuple[Bar, ...]:
        """The partners by name, under a line of headings; where they are too many for the wall, how many they are, in the
        longest lines first."""
        bars = {bar.key: bar for bar in self.bars}
        for bar in sorted(self.bars, key=lambda bar: -len(", ".join(bar.names))):
            if sum(_lines(", ".join(one.names), NAMES_LINE) for one in bars.values()) < self._wall_lines:
                break
            bars[bar.key] = replace(bar, names=(f"{len(bar.names)} partners",)) if len(bar.names) > 1 else bar
        return tuple(bars.values())

    @property
    def counts_names(self) -> bool:
        return self.named_bars != self.bars

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
