"""A round as one plain document: all that the group could see when it closed, readable without this program.

Walks `CYCLE`, and reads the table, the agreements, who has laid and what was said in the room only, so it can hold
nothing private.
Partners are named by their slug, which never changes; times are ISO 8601.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from facilitation import approvals
from facilitation.balance import keeping
from facilitation.balance.standing import balance_of
from facilitation.conversations import board
from facilitation.documents.checks import checks_of, timetable_of
from facilitation.documents.comparing import Plain, changes_between
from facilitation.documents.room import room_of
from facilitation.documents.steps import steps_of
from facilitation.models import Move, Record
from facilitation.residents import share_of_the_day
from facilitation.synthesis import keeping as synthesis
from facilitation.synthesis.standing import synthesis_of
from partnerships.agreeing import agreements_of
from partnerships.models import Partner, Partnership, Power, Round
from partnerships.readiness import readiness
from partnerships.spread import Spread
from partnerships.steps import CYCLE, place, step_named
from partnerships.table import MatrixRow, RatedStatement, matrix, ratings

__all__ = ["Plain", "document_of"]

FORMAT = 3


def document_of(round_: Round, *, earlier: Record | None = None) -> Plain:
    """The document of a round as it stands. `earlier` is the record that it says the changes since."""
    voiced = list(round_.partnership.partners.voiced())
    words = readiness(round_, voiced)
    before = earlier.document if earlier else {}
    partners = _partners(round_, voiced)
    boards = agreements_of(CYCLE, round_, voiced)
    steps = steps_of(round_, voiced, words, boards)
    return {
        "format": FORMAT,
        "partnership": _partnership(round_.partnership),
        "round": _round(round_),
        "partners": partners,
        "powers": [
            _power(power) for power in Power.objects.filter(partnership=round_.partnership_id).discussed()
        ],
        "steps": steps,
        "matrix": _matrix(round_, before),
        "ratings": [_rating(rated) for rated in ratings(round_)],
        "checks": checks_of(round_),
        "timetable": timetable_of(round_),
        "moves": [_move(move) for move in Move.objects.filter(round=round_).select_related("moved_by")],
        "changes": changes_between(before, partners, steps),
        "balance": _balance(round_, before),
        "residents": share_of_the_day(round_),
        "room": room_of(round_, before=before.get("room", {})),
        "conversations": board.document_of(round_),
        "approvals": approvals.document_of(round_.partnership),
        "synthesis": synthesis.document_of(synthesis_of(round_, boards=boards)),
        "earlier": {"round": earlier.round.number, "digest": earlier.digest} if earlier else None,
    }


def _balance(round_: Round, before: Plain) -> Plain:
    kept = before.get("balance")
    earlier = keeping.restored(kept) if kept else None
    return keeping.document_of(balance_of(round_, before=earlier), before=earlier)


def _day(value: dt.date | None) -> str:
    return value.isoformat() if value else ""


# --- Who and what -------------------------------------------------------------------------------


def _partnership(partnership: Partnership) -> Plain:
    return {
        "name": partnership.name,
        "slug": partnership.slug,
        "place": partnership.place,
        "purpose": partnership.purpose,
        "status": partnership.get_status_display(),
        "level": partnership.get_intended_level_display(),
        "horizon": {"starts": _day(partnership.horizon_starts), "ends": _day(partnership.horizon_ends)},
    }


def _round(round_: Round) -> Plain:
    return {
        "number": round_.number,
        "focus": round_.focus,
        "step": step_named(round_.step).name,
        "place": place(round_.step),
        "opened_at": round_.opened_at.isoformat(),
        "planned_to_close_on": _day(round_.closes_on),
    }


def _partners(round_: Round, voiced: Sequence[Partner]) -> list[Plain]:
    partners = round_.partnership.partners.prefetch_related("successions__successor")
    with_voice = {partner.pk for partner in voiced}
    return [{**_partner(partner), "voiced": partner.pk in with_voice} for partner in partners]


def _partner(partner: Partner) -> Plain:
    return {
        "slug": partner.slug,
        "name": partner.name,
        "short_name": partner.short_name,
        "type": partner.get_type_display(),
        "capacity": partner.get_capacity_display(),
        "status": partner.get_status_display(),
        "consent_required": partner.consent_required,
        "starts": _day(partner.starts),
        "ends": _day(partner.ends),
        "ends_within_horizon": partner.ends_within_horizon,
        "successors": [
            {"name": succession.successor.name, "share": succession.share}
            for succession in partner.successions.all()
        ],
        "successor_note": partner.successor_note,
        "review_triggers": partner.review_triggers,
    }


def _power(power: Power) -> Plain:
    return {
        "id": power.pk,
        "code": power.code,
        "title": power.title,
        "area": power.area,
        "level": power.get_level_display(),
        "holder": power.holder,
    }


# --- Side by side -------------------------------------------------------------------------------


def _matrix(round_: Round, before: Plain) -> Plain:
    table = matrix(round_)
    slugs = [partner.slug for partner in table.partners]
    states = {row["code"]: row["state"] for row in before.get("matrix", {}).get("rows", ())}
    return {
        "partners": slugs,
        "counts": {state.value: count for state, count in table.counts},
        "rows": [_matrix_row(row, slugs, states) for row in table.rows],
    }


def _matrix_row(row: MatrixRow, slugs: Sequence[str], states: Mapping[str, str]) -> Plain:
    return {
        "code": row.power.code,
        "title": row.power.title,
        "area": row.power.area,
        "positions": dict(zip(slugs, row.positions, strict=True)),
        "state": row.standing.state.value,
        "words": row.standing.words,
        "partners": list(row.standing.partners),
        "note": row.standing.note,
        "scope": row.scope,
        "change": row.change,
        "earlier_state": states.get(row.power.code, ""),
    }


def _rating(rated: RatedStatement) -> Plain:
    return {
        "code": rated.statement.code,
        "group": rated.statement.group,
        "text": rated.statement.text,
        "now": _spread(rated.now),
        "year_five": _spread(rated.year_five),
    }


def _spread(spread: Spread) -> Plain:
    return {
        "counts": list(spread.counts),
        "agreement": spread.agreement.value,
        "words": spread.agreement.label,
    }


def _move(move: Move) -> Plain:
    return {
        "from": step_named(move.from_step).name,
        "to": step_named(move.to_step).name,
        "reason": move.reason,
        "by": move.moved_by.name,
        "at": move.moved_at.isoformat(),
    }
