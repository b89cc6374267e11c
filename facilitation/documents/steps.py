"""What was laid and agreed in a round, step by step, as its record keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from facilitation.documents.comparing import Plain
from facilitation.residents import without_residents
from facilitation.stepping import unfinished_everywhere
from partnerships.agreeing import Agreed, Boards, in_full
from partnerships.models import Agreement, Endorsement, Partner, Reveal, Round, TableEntry
from partnerships.readiness import Mark
from partnerships.steps import CYCLE, Kind, contribution_kind, place
from partnerships.vocabulary import Readiness
from partnerships.wordings import content_of, text_of


def steps_of(
    round_: Round, partners: Sequence[Partner], words: Mapping[Mark, Readiness], boards: Boards
) -> list[Plain]:
    """All seven, each table read once for all of them."""
    laid, dropped, revealed = _laid(round_), _dropped(round_), _revealed_at(round_)
    unfinished = unfinished_everywhere(round_, partners, words, boards, for_all=True)
    return [
        {
            "key": step.key,
            "number": place(step.key),
            "name": step.name,
            "question": step.question,
            "signed_off": step.signed_off,
            "has_laid": {partner.slug: words[partner.pk, step.key] == Readiness.LAID for partner in partners},
            "unfinished": unfinished[step.key],
            "without_residents": without_residents(step, round_),
            "revealed_at": revealed.get(step.key, ""),
            "laid": laid.get(step.key, []),
            "agreed": [_agreement(one) for _, agreed in boards[step.key] for one in agreed],
            "dropped": [title for kind in step.together for title in dropped.get(kind.key, ())],
        }
        for step in CYCLE
    ]


def _laid(round_: Round) -> dict[str, list[Plain]]:
    """The last word of every contribution laid, tombstones included, by the key of the step."""
    found: dict[str, list[Plain]] = {}
    for entry in TableEntry.objects.in_round(round_).latest().select_related("partner", "laid_by"):
        found.setdefault(entry.step, []).append(_entry(entry))
    return found


def _dropped(round_: Round) -> dict[str, list[str]]:
    """What agreements said that no longer stand, by the key of their kind."""
    found = in_full(Agreement.objects.in_round(round_).newest().filter(dropped=True))
    return {key: [str(row) for row in rows] for key, rows in found.items()}


def _revealed_at(round_: Round) -> dict[str, str]:
    """When the last reveal of a step was opened, by its key."""
    opened = Reveal.objects.filter(round=round_, opened_at__isnull=False)
    return {reveal.step: reveal.opened_at.isoformat() for reveal in opened}


def _entry(entry: TableEntry) -> Plain:
    kind = contribution_kind(entry.kind)[1]
    return {
        "partner": entry.partner.slug,
        "kind": entry.kind,
        "heading": kind.heading,
        "lineage": str(entry.lineage),
        "wording": entry.wording,
        "subject": entry.subject,
        "content": entry.content,
        "lines": _lines(kind, entry.content),
        "withdrawn": entry.withdrawn,
        "carried": entry.carried,
        "authority": entry.authority,
        "laid_by": entry.laid_by.name,
        "laid_at": entry.laid_at.isoformat(),
    }


def _agreement(one: Agreed) -> Plain:
    row, kind, support = one.agreement, one.kind, one.support
    content = content_of(kind, row)
    return {
        "partner": "",
        "kind": kind.key,
        "heading": kind.heading,
        "lineage": str(row.lineage),
        "version": row.version,
        "carried": row.carried,
        "content": content,
        "lines": _lines(kind, content),
        "proposed_by": row.proposed_for.short_name if row.proposed_for else "Facilitator",
        "hold": support.hold.value,
        "support": support.words,
        "waiting_for": [partner.short_name for partner in support.waiting_for],
        "endorsements": [_endorsement(given) for given in support.endorsements],
        "dissent": [_endorsement(given) for given in support.dissent],
    }


def _endorsement(given: Endorsement) -> Plain:
    return {
        "partner": given.partner.short_name,
        "gradient": given.gradient,
        "words": given.get_gradient_display(),
        "reservation": given.reservation,
    }


def _lines(kind: Kind, content: Mapping[str, Any]) -> list[Plain]:
    """Every field that says something, as a person reads it."""
    read = [(name, text_of(kind, name, content["fields"].get(name))) for name in kind.fields]
    return [{"name": name, "label": kind.labels[name], "text": text} for name, text in read if text]
