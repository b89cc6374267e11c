"""Bringing the ticked rows in: all of them, or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from partnerships.forming import add_partner
from partnerships.importing.proposals import Present, Preview, Proposed
from partnerships.importing.refusals import ImportRefused
from partnerships.models import Actor, Partner, Partnership, Succession
from partnerships.rulings import insist, refused

MOST_NAMED = 10


@dataclass
class Imported:
    """Partners that are new, and those that were here before and stay as they were."""

    created: list[Partner] = field(default_factory=list)
    left_alone: list[Partner] = field(default_factory=list)


@transaction.atomic
def commit(preview: Preview, chosen: Collection[int], *, partnership: Partnership, by: Actor) -> Imported:
    """Make partners of the rows with these numbers. A second call finds them here and leaves them alone.

    Raises `Refused` for the person and `ImportRefused` for the choice; nothing is brought in then.
    """
    if partnership != by.partnership:
        insist(refused("You act in another partnership than the one this file is for."))
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    rows = _chosen(preview, chosen)
    present = Present(partnership.partners.all())
    imported = Imported()
    for row in rows:
        partner = present.find(row.name, row.body.gss_code)
        if partner:
            imported.left_alone.append(partner)
        else:
            imported.created.append(add_partner(_partner(row), by=by))
            present.add(imported.created[-1])
    _link(preview.rows, present, {partner.pk for partner in imported.created})
    return imported


def _chosen(preview: Preview, chosen: Collection[int]) -> list[Proposed]:
    """The ticked rows in the order of the file."""
    if not chosen:
        raise ImportRefused("Tick at least one row.")
    unknown = sorted(set(chosen) - preview.by_number.keys())
    if unknown:
        raise ImportRefused(f"Row {unknown[0]} is not in this list. Look through the list and tick again.")
    rows = [row for row in preview.rows if row.number in chosen]
    problems = [problem for row in rows if not row.already for problem in row.problems]
    if problems:
        raise ImportRefused(" ".join(problems[:MOST_NAMED]))
    return rows


def _partner(row: Proposed) -> Partner:
    body = row.body
    return Partner(
        name=body.name,
        short_name=row.short_name,
        type=body.type,
        tier=body.tier,
        capacity=body.capacity,
        consent_required=body.consent_required,
        starts=body.starts,
        ends=body.ends,
        gss_code=body.gss_code,
        population=body.population,
        statutory_limits=body.statutory_limits,
        review_triggers=body.review_triggers,
    )


def _link(rows: Iterable[Proposed], present: Present, created: set[int]) -> None:
    """Write down who follows whom, wherever one of the two is new. Rows that were not ticked count if they are here."""
    for row in rows:
        partner = present.find(row.name, row.body.gss_code)
        if partner:
            _link_one(partner, row, present, created)


def _link_one(partner: Partner, row: Proposed, present: Present, created: set[int]) -> None:
    elsewhere = []
    for successor, share in zip(row.successors, equal_shares(len(row.successors)), strict=True):
        follower = present.find(successor.name, successor.gss_code)
        if follower is None:
            elsewhere.append(successor.name)
        elif follower != partner and created & {partner.pk, follower.pk}:
            Succession.objects.get_or_create(
                predecessor=partner, successor=follower, defaults={"share": share}
            )
    if elsewhere and partner.pk in created:
        partner.successor_note = "; ".join(elsewhere)[:200]
        partner.save(update_fields=["successor_note"])


def equal_shares(count: int) -> list[int]:
    """Whole per cents that add up to 100: three successors get 34, 33 and 33."""
    return [100 // count + (place < 100 % count) for place in range(count)]
