"""Bringing partners and powers in: a partner with who follows it, a file of partners, a choice of powers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from partnerships import rules
from partnerships.catalogue import copy_powers
from partnerships.forming import add_partner, change_partner
from partnerships.history import note
from partnerships.importing import Imported, Preview, commit
from partnerships.importing.remarks import spoken
from partnerships.models import Actor, CataloguePower, Partner, Power, Succession
from partnerships.rulings import insist
from partnerships.text import listed


@transaction.atomic
def save_partner(partner: Partner, *, successors: Mapping[Partner, int], by: Actor) -> Partner:
    """Add or change a partner, and write down who follows it with what share in per cent."""
    saved = change_partner(partner, by=by) if partner.pk else add_partner(partner, by=by)
    Succession.objects.filter(predecessor=saved).exclude(successor__in=successors).delete()
    for successor, share in successors.items():
        Succession.objects.update_or_create(predecessor=saved, successor=successor, defaults={"share": share})
    return saved


@transaction.atomic
def import_partners(preview: Preview, chosen: Collection[int], *, file_name: str, by: Actor) -> Imported:
    """Bring in the ticked rows of a file. Raises `ImportRefused` for the choice; nothing is brought in then."""
    insist(rules.may_facilitate(by))
    imported = commit(preview, chosen, partnership=by.partnership, by=by)
    if imported.created:
        text = f"Brought in {counted(len(imported.created), 'partner')} from the file {file_name}"
        note("partners imported", text, by=by, group=True)
    return imported


@transaction.atomic
def choose_powers(catalogue_powers: Iterable[CataloguePower], *, by: Actor) -> list[Power]:
    """Copy powers from the catalogue onto the list; those that were not on it before."""
    insist(rules.may_facilitate(by))
    added = copy_powers(by.partnership, catalogue_powers)
    if added:
        text = f"Put {counted(len(added), 'power')} from the catalogue on the list"
        note("powers chosen", text, by=by, group=True)
    return added


@transaction.atomic
def put_back_power(power: Power, *, by: Actor) -> None:
    """A power that was taken off the list is on it again, worded as before."""
    insist(rules.may_facilitate(by))
    back = by.partnership.powers.filter(pk=power.pk, retired_at__isnull=False)
    if back.update(retired_at=None):
        note("power put back", f"Put “{power.title}” back on the list", by=by, group=True)


def life_of(partner: Partner) -> str:
    """When it begins, when it ends and who follows, in sentences; nothing if there is nothing to say."""
    ended = f"{'Ended' if partner.has_ended else 'Ends'} on {spoken(partner.ends)}" if partner.ends else ""
    heirs = [_heir(succession) for succession in partner.successions.all()]
    followed = f"followed by {listed(heirs)}" if heirs else ""
    fate = ", ".join(part for part in (ended, followed) if part)
    sentences = [
        f"Will exist from {spoken(partner.starts)}."
        if partner.starts and partner.starts > timezone.localdate()
        else "",
        f"{fate[:1].upper()}{fate[1:]}." if fate else "",
        f"What follows: {partner.successor_note.rstrip('.')}." if partner.successor_note else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _heir(succession: Succession) -> str:
    share = f" ({succession.share}%)" if succession.share < 100 else ""
    return f"{succession.successor.name}{share}"


def counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
