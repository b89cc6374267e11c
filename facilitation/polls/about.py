"""The words of the group that a poll can ask about."""

from facilitation.models import Poll
from partnerships.models import Agreement, Round
from partnerships.steps import agreement_kind


def words_to_ask_about(round_: Round) -> list[tuple[int, str]]:
    """Every agreement that stands in a round, by its number, in the words that it says first."""
    return [(row.pk, _words(row)) for row in Agreement.objects.in_round(round_).standing()]


def words_about(poll: Poll | None) -> str:
    return _words(poll.about) if poll and poll.about else ""


def _words(row: Agreement) -> str:
    """An agreement is a row of its kind's own table, which alone knows its words."""
    _, kind = agreement_kind(row.kind)
    return str(kind.model.objects.get(pk=row.pk))
