"""What partners answered alone, as a record keeps it: the spread of each statement, kind by kind."""

from facilitation.documents.comparing import Plain
from partnerships.comparing import Compared, Comparison, comparisons
from partnerships.models import Round
from partnerships.steps import CYCLE
from partnerships.steps.reality import RATING


def checks_of(round_: Round) -> list[Plain]:
    """Without the ratings of now and year five, which have a place of their own in the document."""
    return [
        {
            "step": step.key,
            "kind": found.kind.key,
            "heading": found.kind.sheet.compared,
            "rows": [_row(row, found) for row in found.rows],
        }
        for step in CYCLE
        for found in comparisons(step, round_)
        if found.kind is not RATING
    ]


def _row(row: Compared, found: Comparison) -> Plain:
    (spread,) = row.sides
    return {
        "code": row.statement.code,
        "group": row.statement.group,
        "text": row.statement.text,
        "said": [
            {"word": word, "count": count} for word, count in zip(found.words, spread.counts, strict=True)
        ],
        "agreement": spread.agreement.value,
        "words": spread.agreement.label,
    }
