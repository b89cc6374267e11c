"""Reading a poll: the one door from ballots to what may be shown of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cached_property

from django.db.models import Count

from facilitation.models import Ballot, Poll, WrittenAnswer
from facilitation.polls import tallies
from facilitation.polls.bank import Question, question_coded
from facilitation.polls.kinds import kind_named
from facilitation.polls.shown import Bar, Part, Result, Text
from facilitation.polls.tallies import Gap, Tally
from facilitation.vocabulary import Body, TextState
from partnerships.models import Endorsement
from partnerships.vocabulary import Gradient

TOO_FEW = "Too few to show: fewer than five people have answered."
TOO_FEW_OF = "Too few to show: fewer than {} people have answered."
FIVE = 5


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


def answers_to(polls: Collection[Poll], *, fewest: int) -> dict[int, Counter[str]]:
    """How often each answer was given, by the number of the poll: only of those that are revealed and that enough
    people have answered. One query."""
    shown = [poll.pk for poll in polls if poll.is_revealed]
    found: dict[int, Counter[str]] = defaultdict(Counter)
    ballots = Ballot.objects.filter(poll__in=shown).order_by()
    for poll, choice, count in ballots.values_list("poll", "choice").annotate(count=Count("pk")):
        found[poll][choice] = count
    return {poll: counts for poll, counts in found.items() if counts.total() >= fewest}


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


__all__ = ["Result", "answers_to", "result"]
