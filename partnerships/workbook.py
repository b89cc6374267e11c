"""The partner's own side, read by its own people: rows, the work on a step, what is finished."""

from __future__ import annotations

from partnerships.models import Actor, Partner, Power, Round
from partnerships.models.private import Contribution, Finished, PrivateHalf
from partnerships.steps import ContributionKind, Step, Work


def rows_of(kind: ContributionKind, actor: Actor, round_: Round) -> list[Contribution]:
    """The actor's own rows of one kind, with what they are about fetched along."""
    rows = kind.model._default_manager.visible_to(actor).in_round(round_)
    relations = [name for name in kind.fields if kind.model._meta.get_field(name).is_relation]
    return list(rows.select_related(*relations) if relations else rows)


def work_of(step: Step, actor: Actor, round_: Round) -> Work:
    rows = {kind.key: rows_of(kind, actor, round_) for kind in step.alone}
    powers = (
        list(Power.objects.filter(partnership=round_.partnership_id).discussed()) if step.signed_off else ()
    )
    return Work(rows, powers)


def private_half(power: Power, *, round_: Round, actor: Actor) -> PrivateHalf | None:
    return PrivateHalf.objects.visible_to(actor).in_round(round_).filter(power=power).first()


def finished_mark(step: Step, partner: Partner, round_: Round) -> Finished | None:
    """That the partner has finished its part of a step; its `laid` says whether the group has it."""
    return Finished.objects.of(partner).in_round(round_).filter(step=step.key).first()


def is_finished(step: Step, partner: Partner, round_: Round) -> bool:
    return finished_mark(step, partner, round_) is not None
