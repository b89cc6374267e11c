"""Two looks at ourselves: do our tags agree with the room, and our names with what is said without them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from facilitation.balance.measures import share, whole
from facilitation.balance.polls import Asked
from facilitation.workshops.effort import workshop_effort
from partnerships.agreeing import standing
from partnerships.models import Endorsement, Partner, Round
from partnerships.steps.vision import STEP
from partnerships.vocabulary import Gradient

PERCEIVED, CONSENSUS = "POLL-21", "POLL-03"
DOUBTING = ("D", "E")  # fragile, illusory
PERCEPTION_GAP = 20
NAMED_SUPPORT = 80
DOUBTED_OVER = 50
DESTINATION = STEP.agreement("destination")


def perception(perceived: Counter[str], logged: Decimal) -> str:
    """What the room says it built, against what the run sheet says; a sentence if they are over 20 points apart."""
    middle = median([int(answer) for answer in perceived.elements()])
    if abs(Decimal(middle) - logged) <= PERCEPTION_GAP:
        return ""
    return (
        f"The room says that {middle:g}% of the time built relationships; the run sheet says {logged:.0f}%. "
        "Look again at how the blocks are tagged, or at the agenda."
    )


def named_and_not(gradients: Sequence[int], partners: int, consensus: Counter[str]) -> str:
    """Named support for the destination against the anonymous vote on how strong agreement is."""
    named = share(sum(gradient >= Gradient.LIVE_WITH for gradient in gradients), partners)
    doubting = share(sum(consensus[key] for key in DOUBTING), consensus.total())
    if named is None or doubting is None or named < NAMED_SUPPORT or doubting <= DOUBTED_OVER:
        return ""
    return (
        f"By name, {whole(named)}% of the partners support the destination; without names, {whole(doubting)}% call our "
        "agreement fragile or illusory. Ask what cannot be said by name."
    )


# --- From a round -------------------------------------------------------------------------------


def checks_of(round_: Round, asked: Iterable[Asked], partners: Sequence[Partner]) -> tuple[str, ...]:
    """Sentences about what should be looked at again; none where all agrees, or nobody was asked."""
    asked = list(asked)
    found = [_perceived(one) for one in asked if one.poll.code == PERCEIVED][-1:]
    found += [_doubted(round_, one, partners) for one in asked if one.poll.code == CONSENSUS][-1:]
    return tuple(sentence for sentence in found if sentence)


def _perceived(asked: Asked) -> str:
    """Of the last workshop whose room was asked."""
    logged = workshop_effort(asked.poll.workshop).share
    return perception(asked.counts, logged) if logged is not None else ""


def _doubted(round_: Round, asked: Asked, partners: Sequence[Partner]) -> str:
    rows = standing(DESTINATION, round_)
    given = Endorsement.objects.filter(agreement__in=rows, partner__in=partners)
    return named_and_not(list(given.values_list("gradient", flat=True)), len(partners), asked.counts)
