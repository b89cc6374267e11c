"""What partners answered alone, as a record keeps it: the spread of each statement, kind by kind; and the timetable."""

from facilitation.documents.comparing import Plain
from partnerships.comparing import Compared, Comparison, comparisons
from partnerships.models import Round
from partnerships.steps import CYCLE, agreement_kind
from partnerships.steps.reality import RATING
from partnerships.timetable import Due, timetable


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


def timetable_of(round_: Round) -> Plain:
    """The milestones with their slack on the day of the record, and the sentence on the whole."""
    found = timetable(round_)
    step, _ = agreement_kind("milestone")
    return {
        "step": step.key,
        "finding": found.finding,
        "slack": found.slack,
        "rows": [_milestone(row) for row in found.rows],
    }


def _milestone(row: Due) -> Plain:
    return {
        "what": row.planned.what,
        "by": row.planned.by.isoformat(),
        "latest": row.planned.latest.isoformat(),
        "done_on": row.planned.done_on.isoformat() if row.planned.done_on else "",
        "owner": row.planned.owner,
        "after": row.first,
        "slack": row.slack,
        "words": row.words,
        "remarks": list(row.remarks),
    }


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
        "central": [
            {"partner": one.partner.slug, "name": one.partner.short_name, "word": one.word, "far": one.is_far}
            for one in row.central
        ],
    }
