"""The trust pulse of a round: what was answered to each statement, and what that makes of trust. Frozen values and pure
functions; `pulse_of` alone reads polls."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitation.balance.measures import mean, rescaled, share
from facilitation.balance.polls import Asked
from facilitation.models import Attendance, Participant
from facilitation.polls.bank.pulse import CODE, HEARD, STATEMENTS, TRUST
from facilitation.polls.kinds.stating import STATEMENTS as STATED
from facilitation.polls.tallies import Closeness, closeness
from facilitation.vocabulary import Presence
from partnerships.models import Partner

POINTS = range(1, 6)
# With fewer of the eight statements than this, what is left is not the trust that is meant.
FEWEST_STATEMENTS = 4
HERE = (Presence.PRESENT, Presence.SUBSTITUTE)


@dataclass(frozen=True)
class Statement:
    """One statement and `counts`, how many answered 1, 2, 3, 4 and 5; who cannot say is not among them."""

    code: str
    text: str
    group: str
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def points(self) -> list[int]:
        return [point for point, count in zip(POINTS, self.counts, strict=True) for _ in range(count)]

    @property
    def mean(self) -> Fraction | None:
        """Between 1 and 5. Of a split statement it counts in the trust figure, and is shown nowhere by itself."""
        return mean(self.points)

    @property
    def closeness(self) -> Closeness:
        return closeness(self.points)

    @property
    def is_split(self) -> bool:
        return self.closeness == Closeness.SPLIT


@dataclass(frozen=True)
class Pulse:
    """The statements that enough people have answered; those answered by fewer are not in it at all.

    `answered` of `asked` phones took part; `present` of `partners` were in the room.
    """

    statements: tuple[Statement, ...]
    answered: int
    asked: int
    present: int
    partners: int

    @property
    def of_trust(self) -> list[Statement]:
        return [statement for statement in self.statements if statement.code in TRUST]

    @property
    def trust(self) -> Fraction | None:
        """From 0 to 100: the mean of the statements' means, rescaled. None from fewer than half of the eight."""
        found = self.of_trust
        if len(found) < FEWEST_STATEMENTS:
            return None
        return rescaled(mean(statement.mean for statement in found if statement.mean is not None))

    @property
    def has_all_of_trust(self) -> bool:
        return len(self.of_trust) == len(TRUST)

    @property
    def heard(self) -> Fraction | None:
        """From 0 to 100, how far organisations say that they were heard."""
        return rescaled(
            mean(one.mean for one in self.statements if one.code == HEARD and one.mean is not None)
        )

    @property
    def heard_is_split(self) -> bool:
        return any(one.is_split for one in self.statements if one.code == HEARD)

    @property
    def split_groups(self) -> list[str]:
        """The groups in which views on a statement of trust are far apart, each once, as in “fairness”."""
        return list(dict.fromkeys(one.group for one in self.of_trust if one.is_split))

    @property
    def response(self) -> Fraction | None:
        return share(self.answered, self.asked)

    @property
    def coverage(self) -> Fraction | None:
        return share(self.present, self.partners)


# --- From polls ---------------------------------------------------------------------------------


def pulse_of(asked: Mapping[str, Asked], partners: list[Partner]) -> Pulse | None:
    """From the polls of a round, by their codes in the bank. Nothing where no statement may be shown."""
    one = asked.get(CODE)
    statements = _statements(one.counts, one.poll.fewest_together) if one else ()
    if one is None or not statements:
        return None
    workshops = {one.poll.workshop_id}
    return Pulse(
        statements,
        answered=one.counts.total(),
        asked=_phones(workshops),
        present=_present(workshops, partners),
        partners=len(partners),
    )


def _statements(pages: Counter[str], fewest: int) -> tuple[Statement, ...]:
    """Those that enough people have answered. A page is what one ballot holds after it was dealt anew."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for page, count in pages.items():
        for key, point in STATED.read(page).items():
            said[key][point] += count
    texts = {option.key: option.text for option in STATEMENTS.options}
    found = (
        Statement(f"{CODE}-{key}", texts[key], name.lower(), tuple(said[key][str(point)] for point in POINTS))
        for name, keys in STATEMENTS.sections
        for key in keys
    )
    return tuple(one for one in found if one.answers >= fewest)


def _phones(workshops: set[int]) -> int:
    """In the fullest of the rooms that were asked."""
    joined = Participant.objects.filter(workshop__in=workshops).values_list("workshop", flat=True)
    return max(Counter(joined).values(), default=0)


def _present(workshops: set[int], partners: list[Partner]) -> int:
    """How many partners were in one of the rooms, by their lead or a substitute."""
    here = Attendance.objects.filter(workshop__in=workshops, partner__in=partners, presence__in=HERE)
    return here.values("partner").distinct().order_by().count()
