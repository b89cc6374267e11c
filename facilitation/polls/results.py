"""Reading a poll: the one door from ballots to what may be shown of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from django.db.models import Count

from facilitation.models import Ballot, Poll, Workshop, WrittenAnswer
from facilitation.polls import tallies
from facilitation.polls.bank import Question, question_coded
from facilitation.polls.kinds import kind_named
from facilitation.polls.naming import Stands, asked_without_names
from facilitation.polls.shown import Bar, Part, Result, Text
from facilitation.polls.tallies import Gap, Row, Tally
from facilitation.vocabulary import Body, TextState
from partnerships.models import Endorsement
from partnerships.vocabulary import Gradient

TOO_FEW = "Too few to show: fewer than five people have answered."
TOO_FEW_HERE = "Too few"
TOO_FEW_OF = "Too few to show: fewer than {} people have answered."
FIVE = 5


def result(poll: Poll) -> Result:
    """What of this poll may be shown at this moment. Until it is revealed that is its question and the turnout."""
    if poll.is_by_name:
        return _by_name(poll)
    reading = _Reading(poll)
    turnout = poll.turnout.count()
    if not poll.is_revealed:
        bars = tuple(Bar(key, label) for key, label in reading.lines)
        sections = tuple(Bar("", name) for name, _ in reading.headings)
        return Result(poll.pk, poll.question, reading.kind, poll.state, turnout, bars, sections=sections)
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


def answers_to(polls: Collection[Poll]) -> dict[int, Counter[str]]:
    """How often each answer was given, by the number of the poll: only of those that are revealed and that enough
    people have answered. One query, where the polls bring their partnership."""
    shown = {poll.pk: poll.fewest_together for poll in polls if poll.is_revealed}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    ballots = Ballot.objects.filter(poll__in=shown).order_by()
    for poll, choice, count in ballots.values_list("poll", "choice").annotate(count=Count("pk")):
        found[poll][choice] = count
    return {poll: counts for poll, counts in found.items() if counts.total() >= shown[poll]}


def _by_name(poll: Poll) -> Result:
    """Who stands where, once it is revealed; beside it, as far as it may be seen, the vote without names."""
    stands, kind = Stands(poll), kind_named(poll.kind)
    beside = asked_without_names(poll) if poll.is_revealed else None
    plain = result(beside) if beside else None
    if plain is None or not plain.has_figures:
        bars = tuple(Bar(choice.key, choice.text) for choice in poll.choices.all())
        gap = None
    else:
        bars, gap = plain.bars, plain.gap
    if poll.is_revealed:
        bars = tuple(replace(bar, names=stands.names_at(bar.key), hands=0) for bar in bars)
    return Result(
        poll.pk,
        poll.question,
        kind,
        poll.state,
        len(stands.given),
        bars,
        gap=gap,
        asked=len(stands.asked),
        waiting_for=tuple(stands.waiting_for),
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
        return self.poll.fewest_together

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
                **self._figures(rows.get(key)),
                hands=hands.get(key, 0),
                shift=shifts.get(key),
                **self._published(key),
            )
            for key, label in self.lines
        )

    def _figures(self, row: Row | None) -> dict[str, object]:
        """What may be seen of a line: one that is a question of its own needs as many answers as a whole poll."""
        if row is None:
            return {}
        if row.answers is None:
            return {"count": row.count, "share": row.share, "figure": row.figure}
        if row.answers < self.fewest:
            return {"figure": TOO_FEW_HERE}
        return {
            "count": row.count,
            "share": row.share,
            "figure": row.figure,
            "answers": row.answers,
            "spread": row.spread,
            "closeness": row.closeness,
        }

    @property
    def headings(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return self.question.sections if self.question else ()

    def _sections(self) -> tuple[Bar, ...]:
        """Statements under one heading as one line, as long as each of them may be seen by itself."""
        rows = {row.key: row for row in self.whole.rows}
        return tuple(self._section(name, [rows[key] for key in keys]) for name, keys in self.headings)

    def _section(self, name: str, rows: Sequence[Row]) -> Bar:
        seen = all((row.answers or 0) >= self.fewest for row in rows)
        return Bar("", name, **(self._figures(tallies.together(rows)) if seen else {"figure": TOO_FEW_HERE}))

    def _published(self, key: str) -> dict[str, object]:
        option = self.question.benchmarks.get(key) if self.question else None
        return {"benchmark": option.share, "published": option.published} if option else {}

    def _shifts(self) -> dict[str, int]:
        """Since it was asked before: only if both may be shown here, and the answers on offer are the same."""
        before = self.poll.asked_before
        if self.too_few or before is None or not (before.is_revealed and self._may_repeat(before)):
            return {}
        was = _Reading(before)
        if was.too_few or was.kind != self.kind or was.choices != self.choices:
            return {}
        moved = tallies.shifts(self.whole, was.whole)
        seen = {row.key for row in self.whole.rows if self._has_share(row)}
        seen &= {row.key for row in was.whole.rows if was._has_share(row)}
        return {key: points for key, points in moved.items() if key in seen}

    def _may_repeat(self, before: Poll) -> bool:
        """Taken from this result, the shift gives the earlier one: what one partner said by itself is not for all."""
        heard = Workshop.objects.repeatable_in(self.poll.workshop).filter(pk=before.workshop_id)
        return before.workshop_id == self.poll.workshop_id or heard.exists()

    def _has_share(self, row: Row) -> bool:
        return row.answers is None or (
            row.answers >= self.fewest and row.closeness != tallies.Closeness.SPLIT
        )

    def findings(self) -> dict[str, object]:
        closeness = self.whole.closeness
        return {
            "closeness": str(closeness.label) if closeness else "",
            "middle": self._middle(),
            "texts": self._texts(),
            "parked": self._parked(),
            "parts": self._parts(),
            "gap": self._gap(),
            "sections": self._sections(),
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
        sizes = Counter(ballot.body for ballot in self.ballots)
        known = {body.value: sizes[body.value] for body in Body if sizes[body.value]}
        unsaid = sum(sizes.values()) - sum(known.values())
        shown = tallies.parts_to_show({**known, "": unsaid}, fewest=self.fewest)
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
