"""The words of the group that a poll can ask about."""

from facilitation.models import Poll
from partnerships.models import Round
from partnerships.steps import CYCLE, agreement_kind


def words_to_ask_about(round_: Round) -> list[tuple[int, str]]:
    """Every agreement that stands in a round, by its number, in the words that it says first."""
    return [
        (row.pk, str(row))
        for step in CYCLE
        for kind in step.together
        for row in kind.model.objects.in_round(round_).standing()
    ]


def words_about(poll: Poll | None) -> str:
    """The words of a poll's agreement, which its kind's own table alone knows."""
    if poll is None or poll.about is None:
        return ""
    _, kind = agreement_kind(poll.about.kind)
    return str(kind.model.objects.get(pk=poll.about_id))
