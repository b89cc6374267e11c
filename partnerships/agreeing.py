"""What the group agrees: proposing, rewording, dropping, and what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from partnerships import rules
from partnerships.endorsing import Hold, Support, support_of
from partnerships.history import note, note_each
from partnerships.models import Actor, Agreement, Endorsement, Event, Partner, Round
from partnerships.models.agreements import AgreementQuerySet
from partnerships.rulings import ALLOWED, Refused, Ruling, insist, refused
from partnerships.steps import AgreementKind, Step, agreement_kind
from partnerships.wordings import subject_of


class Reworded(Exception):
    """Somebody else reworded it first. Carries the newest version."""

    def __init__(self, newest: Agreement):
        super().__init__("Somebody else reworded this while you were writing.")
        self.newest = newest


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
    """What nobody opposed and not everybody spoke on was not refused."""
    return "Not settled" if support.hold == Hold.WAITING else str(support.hold.label)


def _agreed(row: Agreement, kind: AgreementKind, given: dict, partners: Sequence[Partner]) -> Agreed:
    return Agreed(row, kind, support_of(given.get(row.pk, ()), partners))


@transaction.atomic
def propose(row: Agreement, kind: AgreementKind, step: Step, *, round_: Round, by: Actor) -> Agreement:
    """Put the first version of an agreement before the group."""
    propose_each([row], kind, step, round_=round_, by=by)
    return row


@transaction.atomic
def propose_each(
    rows: Sequence[Agreement], kind: AgreementKind, step: Step, *, round_: Round, by: Actor
) -> None:
    """The same for several of one kind."""
    round_.hold()
    insist(rules.may_agree(by, round_))
    insist(_no_second(kind, rows, round_))
    for row in rows:
        _sign(row, kind, step, round_, by)
        row.save(force_insert=True)
    texts = [f"Proposed under “{kind.heading}”" for _ in rows]
    note_each("proposed", texts, by=by, round_=round_, group=True)


def _no_second(kind: AgreementKind, rows: Sequence[Agreement], round_: Round) -> Ruling:
    """Of some kinds the group has one, of others one about each thing."""
    if kind.several and not kind.once_each:
        return ALLOWED
    found = standing(kind, round_)
    if not kind.several and found:
        return refused("There is already one of these. Reword it instead.")
    about = {subject_of(kind, row) for row in found}
    if kind.once_each and any(subject_of(kind, row) in about for row in rows):
        return refused("There is already one about this. Reword it instead.")
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
        insist(_no_second(kind, [newer], row.round))
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
