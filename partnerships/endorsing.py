"""Where partners stand on what the group agrees: saying it, and whether it then holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import Truncator

from partnerships import rules
from partnerships.history import note_each
from partnerships.models import Actor, Agreement, Endorsement, Partner, Round
from partnerships.rulings import Refused, insist, refused
from partnerships.steps import agreement_kind
from partnerships.vocabulary import Gradient

PASS_MEDIAN = Gradient.SMALL_CHANGES
MOST_DOUBTERS = 1


class Hold(TextChoices):
    AGREED = "agreed", "Agreed"
    NOT_AGREED = "not-agreed", "Not agreed"
    WAITING = "waiting", "Waiting"


@dataclass(frozen=True)
class Support:
    """How an agreement stands with the partners: the word, who is still to speak, who said what.

    `refusing` are those whose consent is needed and who cannot accept.
    """

    hold: Hold
    waiting_for: tuple[Partner, ...]
    endorsements: tuple[Endorsement, ...]
    refusing: tuple[Partner, ...] = ()

    @property
    def words(self) -> str:
        if self.refusing:
            names = [partner.short_name for partner in self.refusing]
            return f"{names[0]} cannot accept" if len(names) == 1 else f"{len(names)} partners cannot accept"
        if self.hold != Hold.WAITING or not self.waiting_for:
            return str(self.hold.label)
        names = [partner.short_name for partner in self.waiting_for]
        return f"Waiting for {names[0]}" if len(names) == 1 else f"Waiting for {len(names)} partners"

    def has_from(self, partner: Partner | None) -> bool:
        return any(partner and given.partner_id == partner.pk for given in self.endorsements)

    @property
    def dissent(self) -> list[Endorsement]:
        return [given for given in self.endorsements if given.gradient <= Gradient.MORE_TALK]


def support_of(endorsements: Iterable[Endorsement], partners: Sequence[Partner]) -> Support:
    """Agreed when no partner whose consent is needed says 0, the median is 5 or more, and at most one is 2 or lower.

    Such a 0 is said at once, whoever else is still to speak. Otherwise it waits until every partner whose consent is
    needed has spoken (every partner, where none is needed). What others than `partners` said is shown and not counted:
    they only listen, or have left since.
    """
    given = tuple(endorsements)
    gradients = {endorsement.partner_id: endorsement.gradient for endorsement in given}
    needed = [partner for partner in partners if partner.consent_required] or list(partners)
    waiting = tuple(partner for partner in needed if partner.pk not in gradients)
    counted = [gradients[partner.pk] for partner in partners if partner.pk in gradients]
    refusing = tuple(partner for partner in needed if gradients.get(partner.pk) == Gradient.CANNOT_ACCEPT)
    if refusing:
        return Support(Hold.NOT_AGREED, waiting, given, refusing)
    if waiting or not counted:
        return Support(Hold.WAITING, waiting, given)
    doubters = sum(gradient <= Gradient.MORE_TALK for gradient in counted)
    holds = doubters <= MOST_DOUBTERS and median(counted) >= PASS_MEDIAN
    return Support(Hold.AGREED if holds else Hold.NOT_AGREED, (), given)


@dataclass(frozen=True)
class Stand:
    """Where a partner stands on one version of the words; `reservation` is what would change that."""

    gradient: int
    reservation: str = ""


@transaction.atomic
def endorse(agreement: Agreement, stand: Stand, *, by: Actor) -> None:
    """Say where the actor's partner stands on this version. It can be said again while the round is open."""
    agreement.round.hold()
    insist(rules.may_endorse(by, agreement, standing=_standing([agreement], agreement.round) != []))
    _endorse({agreement: stand}, agreement.round, by)


@transaction.atomic
def endorse_each(stands: Mapping[Agreement, Stand], *, round_: Round, by: Actor) -> int:
    """The same for many that wait for the actor's partner, in a constant number of queries. Returns how many counted.

    What was reworded or dropped meanwhile is passed over, for nobody endorses words they have not read; and so is what
    a colleague has answered, which nobody overwrites unseen.
    """
    round_.hold()
    insist(rules.may_say_where_we_stand(by, round_))
    answered = set(given_by(by.partner, stands))
    current = {row: stands[row] for row in _standing(stands, round_) if row.pk not in answered}
    _endorse(current, round_, by)
    return len(current)


def given_by(partner: Partner, rows: Iterable[Agreement]) -> dict[int, Endorsement]:
    """Where the partner stands on these, by their numbers."""
    found = Endorsement.objects.filter(partner=partner, agreement__in=[row.pk for row in rows])
    return {given.agreement_id: given for given in found.select_related("given_by")}


def _standing(rows: Iterable[Agreement], round_: Round) -> list[Agreement]:
    """Those of the round that are neither replaced nor dropped."""
    rows = list(rows)
    standing = Agreement.objects.in_round(round_).standing().filter(pk__in=[row.pk for row in rows])
    kept = set(standing.values_list("pk", flat=True))
    return [row for row in rows if row.pk in kept]


def _endorse(stands: Mapping[Agreement, Stand], round_: Round, by: Actor) -> None:
    if any(
        stand.gradient == Gradient.CANNOT_ACCEPT and not stand.reservation.strip()
        for stand in stands.values()
    ):
        raise Refused(refused("If you cannot accept it, say what would change that."))
    given = [
        Endorsement(
            agreement_id=row.pk,
            partner=by.partner,
            gradient=stand.gradient,
            reservation=stand.reservation.strip(),
            given_by=by.person,
            given_at=timezone.now(),
        )
        for row, stand in stands.items()
    ]
    Endorsement.objects.bulk_create(
        given,
        update_conflicts=True,
        unique_fields=("agreement", "partner"),
        update_fields=("gradient", "reservation", "given_by", "given_at"),
    )
    texts = [_said(row, stand, by.partner) for row, stand in stands.items()]
    note_each("endorsed", texts, by=by, round_=round_, partner=by.partner, group=True)


def _said(row: Agreement, stand: Stand, partner: Partner) -> str:
    return f"{partner} on “{_short_title(row)}”: {Gradient(stand.gradient).label.lower()}"


def _short_title(agreement: Agreement) -> str:
    _, kind = agreement_kind(agreement.kind)
    if not isinstance(agreement, kind.model):
        agreement = kind.model._default_manager.get(pk=agreement.pk)
    return Truncator(agreement).chars(80)
