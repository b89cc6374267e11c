"""What the group agrees: proposing, rewording, dropping, endorsing, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from django.db import IntegrityError, transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import Truncator

from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor, Agreement, Endorsement, Event, Partner, Round
from partnerships.models.agreements import AgreementQuerySet
from partnerships.rulings import ALLOWED, Refused, Ruling, insist, refused
from partnerships.steps import AgreementKind, Step, agreement_kind
from partnerships.vocabulary import Gradient

PASS_MEDIAN = Gradient.SMALL_CHANGES
MOST_DOUBTERS = 1


class Reworded(Exception):
    """Somebody else reworded it first. Carries the newest version."""

    def __init__(self, newest: Agreement):
        super().__init__("Somebody else reworded this while you were writing.")
        self.newest = newest


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
class Agreed:
    """An agreement with its kind and how it stands."""

    agreement: Agreement
    kind: AgreementKind
    support: Support


# By the key of the step.
Boards = Mapping[str, Sequence[tuple[AgreementKind, Sequence[Agreed]]]]


def agreements(
    step: Step, round_: Round, partners: Sequence[Partner]
) -> Sequence[tuple[AgreementKind, Sequence[Agreed]]]:
    """Every kind of the step with its standing agreements, in a constant number of queries."""
    return agreements_of([step], round_, partners)[step.key]


def agreements_of(steps: Sequence[Step], round_: Round, partners: Sequence[Partner]) -> Boards:
    """The same for several steps, by their keys: two queries, and one for each kind of which there is anything."""
    keys = [step.key for step in steps]
    found = in_full(Agreement.objects.in_round(round_).standing().filter(step__in=keys))
    given: dict[int, list[Endorsement]] = {}
    rows = Endorsement.objects.filter(agreement__round=round_, agreement__step__in=keys)
    for endorsement in rows.select_related("partner"):
        given.setdefault(endorsement.agreement_id, []).append(endorsement)
    return {
        step.key: [
            (kind, [_agreed(row, kind, given, partners) for row in found.get(kind.key, ())])
            for kind in step.together
        ]
        for step in steps
    }


def in_full(rows: AgreementQuerySet) -> dict[str, list[Agreement]]:
    """Agreements of any kind with the fields of their own, by the keys of those kinds of which there is anything."""
    ids: dict[str, list[int]] = {}
    for key, pk in rows.values_list("kind", "pk"):
        ids.setdefault(key, []).append(pk)
    return {key: list(_whole(agreement_kind(key)[1]).filter(pk__in=ids[key])) for key in ids}


def standing(kind: AgreementKind, round_: Round) -> list[Agreement]:
    return list(_newest(kind, round_).filter(dropped=False))


def _newest(kind: AgreementKind, round_: Round) -> AgreementQuerySet:
    """Dropped ones included."""
    return _whole(kind).in_round(round_).newest()


def _whole(kind: AgreementKind) -> AgreementQuerySet:
    """With all that a page says of one."""
    relations = [name for name in kind.fields if kind.model._meta.get_field(name).is_relation]
    return kind.model._default_manager.select_related("proposed_for", "proposed_by", *relations)


def waiting_for_us(
    found: Iterable[tuple[AgreementKind, Sequence[Agreed]]],
    actor: Actor,
    round_: Round,
    partners: Sequence[Partner],
) -> list[Agreement]:
    """On which of these the actor is to say where the own partner stands, in the order of the board."""
    if actor.partner not in partners or not rules.may_say_where_we_stand(actor, round_):
        return []
    return [one.agreement for _, agreed in found for one in agreed if not one.support.has_from(actor.partner)]


def stood_before(step: Step, round_: Round, partners: Sequence[Partner]) -> dict[int, str]:
    """How what came along unchanged stood when the round before closed, such as “Agreed in round 1”.

    By the numbers of this round's agreements, in at most four queries. It counts those whom it would count today,
    but for partners that were added since.
    """
    carried = Agreement.objects.in_round(round_).newest().filter(step=step.key, carried=True)
    ids = {(row.lineage, row.version): row.pk for row in carried}
    if not ids:
        return {}
    earlier = Round.objects.get(partnership=round_.partnership_id, number=round_.number - 1)
    added = Event.objects.filter(
        partnership_id=round_.partnership_id, verb="partner added", at__gt=earlier.closed_at
    )
    newcomers = set(added.values_list("partner_id", flat=True))
    then = [partner for partner in partners if partner.pk not in newcomers]
    given: dict[tuple, list[Endorsement]] = {}
    rows = Endorsement.objects.filter(agreement__round=earlier, agreement__step=step.key)
    for one in rows.select_related("agreement"):
        given.setdefault((one.agreement.lineage, one.agreement.version), []).append(one)
    return {
        pk: f"{_before(support_of(given.get(words, ()), then))} in {str(earlier).lower()}"
        for words, pk in ids.items()
    }


def _before(support: Support) -> str:
    return str((Hold.AGREED if support.hold == Hold.AGREED else Hold.NOT_AGREED).label)


def _agreed(row: Agreement, kind: AgreementKind, given: dict, partners: Sequence[Partner]) -> Agreed:
    return Agreed(row, kind, support_of(given.get(row.pk, ()), partners))


@transaction.atomic
def propose(row: Agreement, kind: AgreementKind, step: Step, *, round_: Round, by: Actor) -> Agreement:
    """Put the first version of an agreement before the group."""
    round_.hold()
    insist(rules.may_agree(by, round_))
    insist(_only_one(kind, round_))
    _sign(row, kind, step, round_, by)
    row.save(force_insert=True)
    note("proposed", f"Proposed under “{kind.heading}”", by=by, round_=round_, group=True)
    return row


def _only_one(kind: AgreementKind, round_: Round) -> Ruling:
    if not kind.several and standing(kind, round_):
        return refused("There is already one of these. Reword it instead.")
    return ALLOWED


def _sign(row: Agreement, kind: AgreementKind, step: Step, round_: Round, by: Actor) -> None:
    row.round, row.step, row.kind = round_, step.key, kind.key
    row.proposed_for, row.proposed_by = by.partner, by.person


@transaction.atomic
def reword(row: Agreement, newer: Agreement, *, by: Actor) -> Agreement:
    """A new version of the words. Endorsements stay with the old one, so the new one asks everybody again.

    The new version of a dropped one stands again.
    """
    _, kind = agreement_kind(row.kind)
    row.round.hold()
    insist(rules.may_agree(by, row.round))
    if row.dropped:
        insist(_only_one(kind, row.round))
    _follow(row, newer, by)
    verb = "proposed" if row.dropped else "reworded"
    again = "Proposed a dropped agreement again" if row.dropped else "Reworded an agreement"
    note(verb, f"{again} under “{kind.heading}”", by=by, round_=row.round, group=True)
    return newer


def _follow(row: Agreement, newer: Agreement, by: Actor) -> None:
    """Save the next version of the same lineage, unless somebody else was first."""
    step, kind = agreement_kind(row.kind)
    _sign(newer, kind, step, row.round, by)
    newer.lineage, newer.version = row.lineage, row.version + 1
    try:
        with transaction.atomic():
            newer.save(force_insert=True)
    except IntegrityError as error:
        raise Reworded(newest_of(kind, row)) from error


def newest_of(kind: AgreementKind, row: Agreement) -> Agreement:
    return kind.model._default_manager.filter(round=row.round_id, lineage=row.lineage).newest().get()


@transaction.atomic
def drop(row: Agreement, *, because: str, by: Actor) -> Agreement:
    """Take an agreement off the board, giving a reason. Its words and endorsements stay in its history.

    `row` is of its own kind, for who gives and who gets may drop an offer.
    """
    _, kind = agreement_kind(row.kind)
    row.round.hold()
    insist(rules.may_drop(by, row, proposed_for=first_proposed_for(row)))
    if not because.strip():
        raise Refused(refused("Say why it is dropped, so that the others know."))
    copy = kind.model(**{field: getattr(row, field) for field in kind.fields})
    copy.dropped, copy.dropped_because = True, because.strip()
    _follow(row, copy, by)
    note("dropped", f"Dropped an agreement under “{kind.heading}”", by=by, round_=row.round, group=True)
    return copy


def first_proposed_for(row: Agreement) -> int | None:
    """The partner that proposed it in whatever round; nothing for the facilitator."""
    first = Agreement.objects.filter(lineage=row.lineage).order_by("round__number", "version")
    return first.values_list("proposed_for", flat=True).first()


def dropped(step: Step, round_: Round) -> dict[str, list[Agreement]]:
    """What was dropped in the round and not proposed again, by the keys of the step's kinds: a query each."""
    return {kind.key: list(_newest(kind, round_).filter(dropped=True)) for kind in step.together}


@transaction.atomic
def endorse(agreement: Agreement, *, gradient: int, reservation: str, by: Actor) -> Endorsement:
    """Say where the actor's partner stands on this version. It can be said again while the round is open."""
    agreement.round.hold()
    newer = Agreement.objects.filter(
        round=agreement.round_id, lineage=agreement.lineage, version__gt=agreement.version
    ).exists()
    insist(rules.may_endorse(by, agreement, standing=not (newer or agreement.dropped)))
    if gradient == Gradient.CANNOT_ACCEPT and not reservation.strip():
        raise Refused(refused("If you cannot accept it, say what would change that."))
    endorsement, _ = Endorsement.objects.update_or_create(
        agreement_id=agreement.pk,
        partner=by.partner,
        defaults={
            "gradient": gradient,
            "reservation": reservation.strip(),
            "given_by": by.person,
            "given_at": timezone.now(),
        },
    )
    text = f"{by.partner} on “{_short_title(agreement)}”: {endorsement.get_gradient_display().lower()}"
    note("endorsed", text, by=by, round_=agreement.round, partner=by.partner, group=True)
    return endorsement


def _short_title(agreement: Agreement) -> str:
    _, kind = agreement_kind(agreement.kind)
    if not isinstance(agreement, kind.model):
        agreement = kind.model._default_manager.get(pk=agreement.pk)
    return Truncator(agreement).chars(80)
