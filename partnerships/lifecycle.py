"""How a mandate goes through its own house: draft → submitted → signed off, and back.

A change of state is one conditional update, so that exactly one of two racers wins.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships import rules
from partnerships.history import note
from partnerships.models import Actor, Membership, Partner, Round
from partnerships.models.private import Mandate, MandateWording, PrivateHalf, Signature
from partnerships.rulings import Refused, Ruling, insist, refused
from partnerships.steps import CYCLE, Step
from partnerships.vocabulary import MandateState, Role
from partnerships.wordings import canonical, content_of, digest_of, subject_of
from partnerships.workbook import rows_of

TRANSITIONS = {
    "submit": (MandateState.DRAFT, MandateState.SUBMITTED),
    "take back": (MandateState.SUBMITTED, MandateState.DRAFT),
    "return": (MandateState.SUBMITTED, MandateState.DRAFT),
    "sign off": (MandateState.SUBMITTED, MandateState.SIGNED_OFF),
    "lapse": (MandateState.SIGNED_OFF, MandateState.DRAFT),
}

OVERTAKEN = refused(
    "Somebody else did something with this mandate a moment ago. Look again before you go on."
)

NOBODY_SIGNS = refused(
    "Nobody can sign it off yet. Invite an approver: somebody other than whoever changed it last."
)


def _look_again(mandate: Mandate) -> None:
    """Hold the round and read the mandate as it is now: the page on which somebody decided may be old."""
    mandate.round.hold()
    mandate.refresh_from_db(fields=("state", "wording", "laid", "last_edited_by"))


def _move(mandate: Mandate, transition: str, **also: Any) -> None:
    before, after = TRANSITIONS[transition]
    moved = Mandate.objects.filter(pk=mandate.pk, state=before).update(state=after, **also)
    if not moved:
        raise Refused(OVERTAKEN)
    for name, value in {"state": after, **also}.items():
        setattr(mandate, name, value)


def signed_step() -> Step:
    """The step whose contributions a partner's own board signs off."""
    return next(step for step in CYCLE if step.signed_off)


def mandate_of(partner: Partner, round_: Round) -> Mandate:
    found = (
        Mandate.objects.select_related("wording", "signed", "round", "partner").of(partner).in_round(round_)
    )
    return found.first() or Mandate.objects.get_or_create(partner=partner, round=round_)[0]


def unsettle(partner: Partner, round_: Round, *, by: Actor) -> None:
    """An edit: the mandate is a draft again, and a signature on it lapses and says so. Within a held round."""
    mandate = mandate_of(partner, round_)
    insist(rules.may_edit_mandate(by, mandate))
    if mandate.state == MandateState.SIGNED_OFF:
        _move(mandate, "lapse", lapsed_at=timezone.now())
        note(
            "signature lapsed",
            "An edit made the signature on the mandate lapse",
            by=by,
            round_=round_,
            partner=partner,
        )
    Mandate.objects.filter(pk=mandate.pk).update(last_edited_by=by.person)


def somebody_signs(mandate: Mandate, *, sent_by: Actor) -> bool:
    """Whether the partner has an approver who could sign what would be sent now: not the one who changed it last."""
    approvers = Membership.objects.current().filter(partner=mandate.partner_id, role=Role.APPROVER)
    return approvers.exclude(person=mandate.last_edited_by_id or sent_by.person.pk).exists()


def may_send(actor: Actor, mandate: Mandate, *, complete: bool) -> Ruling:
    ruling = rules.may_submit(actor, mandate, complete=True)
    if ruling and not somebody_signs(mandate, sent_by=actor):
        return NOBODY_SIGNS
    return ruling and rules.may_submit(actor, mandate, complete=complete)


@transaction.atomic
def submit(mandate: Mandate, *, complete: bool, by: Actor) -> MandateWording:
    """Freeze the mandate as it is and send it for sign-off."""
    _look_again(mandate)
    insist(may_send(by, mandate, complete=complete))
    wording = _freeze(mandate, by)
    _move(mandate, "submit", wording=wording, returned_because="")
    note(
        "submitted",
        f"Sent the mandate for sign-off, wording {wording.number}",
        by=by,
        round_=mandate.round,
        partner=mandate.partner,
    )
    return wording


def _freeze(mandate: Mandate, by: Actor) -> MandateWording:
    frozen = canonical(entries_of(signed_step(), by, mandate.round))
    frozen_private = canonical(private_entries_of(by, mandate.round))
    earlier = MandateWording.objects.of(mandate.partner).order_by("-number").first()
    return MandateWording.objects.create(
        partner=mandate.partner,
        round=mandate.round,
        number=earlier.number + 1 if earlier else 1,
        frozen=frozen,
        frozen_private=frozen_private,
        digest=digest_of(frozen + frozen_private, after=earlier.digest if earlier else ""),
        submitted_by=by.person,
        last_edited_by=mandate.last_edited_by or by.person,
    )


def entries_of(step: Step, actor: Actor, round_: Round) -> list[dict[str, Any]]:
    """What the actor's partner could lay of a step, ready to be frozen."""
    return [
        {
            "kind": kind.key,
            "lineage": str(row.lineage),
            "wording": row.wording,
            "subject": subject_of(kind, row),
            "content": content_of(kind, row),
        }
        for kind in step.alone
        for row in rows_of(kind, actor, round_)
    ]


PRIVATE_FIELDS = ("fallback", "least_acceptable", "best_outcome", "worries", "statutory_limit")


def private_lines(row: PrivateHalf) -> list[tuple[str, str]]:
    """Label and text of what a private half says, for the partner's own people."""
    labels = ((str(row._meta.get_field(name).verbose_name), getattr(row, name)) for name in PRIVATE_FIELDS)
    return [(label[:1].upper() + label[1:], text) for label, text in labels if text]


def private_entries_of(actor: Actor, round_: Round) -> list[dict[str, Any]]:
    """The private halves, for the partner's own board paper; never for the table."""
    rows = PrivateHalf.objects.visible_to(actor).in_round(round_).select_related("power")
    return [{"power": row.power.title, "lines": private_lines(row)} for row in rows if private_lines(row)]


@transaction.atomic
def take_back(mandate: Mandate, *, by: Actor) -> None:
    _look_again(mandate)
    insist(rules.may_take_back(by, mandate))
    _move(mandate, "take back")
    note(
        "taken back",
        "Took the mandate back from the approver",
        by=by,
        round_=mandate.round,
        partner=mandate.partner,
    )


@transaction.atomic
def return_(mandate: Mandate, *, because: str, by: Actor) -> None:
    _look_again(mandate)
    insist(rules.may_decide(by, mandate))
    _move(mandate, "return", returned_because=because)
    note(
        "returned", "Returned the mandate with a reason", by=by, round_=mandate.round, partner=mandate.partner
    )


@transaction.atomic
def sign_off(
    mandate: Mandate, wording: MandateWording, *, body: str, decided_on: dt.date, minute: str, by: Actor
) -> Signature:
    """Sign exactly the wording that the approver read."""
    _look_again(mandate)
    insist(rules.may_decide(by, mandate))
    if mandate.wording_id != wording.pk:
        raise Refused(OVERTAKEN)
    # Where nothing that may be laid has changed, the group has these words already.
    laid = wording if mandate.laid and _words(mandate.laid) == _words(wording) else mandate.laid
    _move(mandate, "sign off", signed=wording, laid=laid, lapsed_at=None)
    signature = Signature.objects.create(
        wording=wording,
        partner=mandate.partner,
        signed_by=by.person,
        body=body,
        decided_on=decided_on,
        minute=minute,
    )
    note(
        "signed off",
        f"Signed off the mandate for {signature}",
        by=by,
        round_=mandate.round,
        partner=mandate.partner,
    )
    return signature


def _words(wording: MandateWording) -> list[tuple[str, Any]]:
    return [(entry["lineage"], entry["content"]) for entry in wording.entries]
