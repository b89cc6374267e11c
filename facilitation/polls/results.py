"""All that a wall, a phone or a page may show of a poll. What may not be shown is not in it, so nothing can slip out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from django.utils.safestring import SafeString

from facilitation.models import Ballot, Poll, WrittenAnswer
from facilitation.polls import tallies
from facilitation.polls.bank import Question, question_coded
from facilitation.polls.kinds import Kind, kind_named
from facilitation.polls.picture import bars_picture
from facilitation.polls.tallies import Gap, Tally
from facilitation.vocabulary import Body, PollState, TextState
from partnerships.models import Endorsement
from partnerships.vocabulary import Gradient

TOO_FEW = "Too few to show: fewer than five people have answered."
TOO_FEW_OF = "Too few to show: fewer than {} people have answered."
FIVE = 5
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
    source says where it gives no figure. `shift` is in points since the question was asked before.
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
    """`refusal` says why there are no figures although the poll is revealed."""

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
        if self.closeness == str(tallies.Closeness.SPLIT.label):
            return "Split: answers lie far apart."
        most = max((bar for bar in self.bars), key=lambda bar: bar.share or 0, default=None)
        lead = f"{most.label}: {most.figure}." if most and most.share else ""
        return " ".join(filter(None, [f"{self.closeness}." if self.closeness else "", lead]))

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
        for bar in sorted(self.bars, key=lambda bar: -(bar.share or 0)):
            lines += ceil(len(bar.label) / WALL_LINE)
            if lines > WALL_LINES:
                break
            kept.append(bar)
        return tuple(bar for bar in self.bars if bar in kept)

    @property
    def is_dense(self) -> bool:
        """More answers, or longer ones, than the wall shows with thick bars and words in a narrow column."""
        return len(self.bars) > DENSE or self.has_hands or any(len(bar.label) > SHORT for bar in self.bars)

    @property
    def has_lines(self) -> bool:
        return any(bar.benchmark is not None for bar in self.bars)

    @property
    def left_off_the_wall(self) -> int:
        return len(self.bars) - len(self.wall_bars)

    @property
    def gap_words(self) -> str:
        if self.gap is None or abs(self.gap.points) < WIDE_GAP:
            return ""
        return (
            f"By name, {self.gap.named}% of partners can live with these words or say more for them; "
            f"without names, {self.gap.unnamed}% of people do."
        )


def result(poll: Poll) -> Result:
    """What of this poll may be shown at this moment. Until it is revealed that is its question and the turnout."""
    reading = _Reading(poll)
    turnout = poll.turnout.count()
    if not poll.is_revealed:
        bars = tuple(Bar(key, label) for key, label in reading.lines)
        return Result(poll.pk, poll.question, reading.kind, poll.state, turnout, bars)
    refusal = reading.refusal
    return Result(
        poll.pk,
        poll.question,
        reading.kind,
        poll.state,
        turnout,
        reading.bars(),
        refusal=refusal,
        source=reading.source,
        **({} if refusal else reading.findings()),
    )


class _Reading:
    """One poll with its ballots, read once."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.kind = kind_named(poll.kind)
        self.choices = [(choice.key, choice.text) for choice in poll.choices.all()]
        self.lines = self.kind.labels or tuple(self.choices)

    @cached_property
    def ballots(self) -> list[Ballot]:
        return list(self.poll.ballots.all())

    @cached_property
    def fewest(self) -> int:
        return self.poll.workshop.round.partnership.anonymity_minimum

    @property
    def too_few(self) -> bool:
        return len(self.ballots) < self.fewest

    @property
    def refusal(self) -> str:
        if not self.too_few:
            return ""
        return TOO_FEW if self.fewest == FIVE else TOO_FEW_OF.format(self.fewest)

    @cached_property
    def question(self) -> Question | None:
        return question_coded(self.poll.code)

    @property
    def source(self) -> str:
        return self.question.source if self.question else ""

    def tally(self, body: str = "") -> Tally:
        keys = [key for key, _ in self.choices]
        chosen = [ballot.choice for ballot in self.ballots if not body or ballot.body == body]
        return self.kind.tally(chosen, keys)

    @cached_property
    def whole(self) -> Tally:
        return self.tally()

    def bars(self) -> tuple[Bar, ...]:
        """Figures only where they may be seen; hands always, for the whole room has seen them."""
        hands = dict(self.poll.hand_counts.values_list("choice", "count"))
        rows = {} if self.too_few else {row.key: row for row in self.whole.rows}
        shifts = self._shifts()
        return tuple(
            Bar(
                key,
                label,
                *((rows[key].count, rows[key].share, rows[key].figure) if key in rows else ()),
                hands=hands.get(key, 0),
                shift=shifts.get(key),
                **self._published(key),
            )
            for key, label in self.lines
        )

    def _published(self, key: str) -> dict[str, object]:
        option = self.question.benchmarks.get(key) if self.question else None
        return {"benchmark": option.share, "published": option.published} if option else {}

    def _shifts(self) -> dict[str, int]:
        """Since it was asked before: only if both may be shown, and the answers on offer are the same."""
        before = self.poll.asked_before
        if self.too_few or before is None or not before.is_revealed:
            return {}
        was = _Reading(before)
        if was.too_few or was.kind != self.kind or was.choices != self.choices:
            return {}
        return tallies.shifts(self.whole, was.whole)

    def findings(self) -> dict[str, object]:
        closeness = self.whole.closeness
        return {
            "closeness": str(closeness.label) if closeness else "",
            "middle": self._middle(),
            "texts": self._texts(),
            "parked": self._parked(),
            "parts": self._parts(),
            "gap": self._gap(),
        }

    def _middle(self) -> str:
        """The words of the median, or its number between two of them; nothing where answers are split."""
        if self.whole.middle is None or self.whole.closeness == tallies.Closeness.SPLIT:
            return ""
        words = dict(self.choices)
        return words.get(f"{self.whole.middle:g}", f"{self.whole.middle:g}")

    def _texts(self) -> tuple[Text, ...]:
        approved = WrittenAnswer.objects.filter(poll=self.poll, state=TextState.APPROVED)
        found: Counter[str] = Counter()
        said: dict[str, str] = {}
        for answer in approved.prefetch_related("merged"):
            same = answer.text.casefold()
            said.setdefault(same, answer.text)
            found[same] += 1 + len(answer.merged.all())
        return tuple(Text(said[same], count) for same, count in found.most_common())

    def _parked(self) -> tuple[str, ...]:
        parked = WrittenAnswer.objects.filter(poll=self.poll, state=TextState.PARKED)
        return tuple(parked.values_list("reason", flat=True))

    def _parts(self) -> tuple[Part, ...]:
        if not self.poll.asks_body:
            return ()
        sizes = Counter(ballot.body for ballot in self.ballots)
        known = {body.value: sizes[body.value] for body in Body if sizes[body.value]}
        unsaid = sum(sizes.values()) - sum(known.values())
        shown = tallies.parts_to_show({**known, "": unsaid})
        return tuple(
            Part(str(Body(body).label), sizes[body], tuple(row.figure for row in self.tally(body).rows))
            for body in shown
            if body
        )

    def _gap(self) -> Gap | None:
        if self.poll.about is None or not self.kind.offers:
            return None
        named = list(Endorsement.objects.filter(agreement=self.poll.about).values_list("gradient", flat=True))
        unnamed = [int(ballot.choice) for ballot in self.ballots]
        return tallies.gap(named, unnamed, supports=Gradient.LIVE_WITH)
