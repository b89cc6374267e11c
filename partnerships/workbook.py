"""The partner's own side, read by its own people: rows, the work on a step, what is finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnerships.models import Actor, Partner, Power, Round
from partnerships.models.private import Contribution, Finished, PrivateHalf
from partnerships.steps import ContributionKind, Step, Work


def rows_of(kind: ContributionKind, actor: Actor, round_: Round) -> list[Contribution]:
    """The actor's own rows of one kind, with what they are about fetched along."""
    rows = kind.model._default_manager.visible_to(actor).in_round(round_)
    relations = [name for name in kind.fields if kind.model._meta.get_field(name).is_relation]
    return list(rows.select_related(*relations) if relations else rows)


class _Rows(Mapping[str, list[Contribution]]):
    """Rows by kind, each read when it is first asked for: to say how far a step is takes few of them."""

    def __init__(self, step: Step, actor: Actor, round_: Round):
        self.kinds = {kind.key: kind for kind in step.alone}
        self.whose = (actor, round_)
        self.read: dict[str, list[Contribution]] = {}

    def __getitem__(self, key: str) -> list[Contribution]:
        if key not in self.read:
            self.read[key] = rows_of(self.kinds[key], *self.whose)
        return self.read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kinds)

    def __len__(self) -> int:
        return len(self.kinds)


def work_of(step: Step, actor: Actor, round_: Round) -> Work:
    powers = (
        list(Power.objects.filter(partnership=round_.partnership_id).discussed()) if step.signed_off else ()
    )
    return Work(_Rows(step, actor, round_), powers)


def private_half(power: Power, *, round_: Round, actor: Actor) -> PrivateHalf | None:
    return PrivateHalf.objects.visible_to(actor).in_round(round_).filter(power=power).first()


def finished_mark(step: Step, partner: Partner, round_: Round) -> Finished | None:
    """That the partner has finished its part of a step; its `laid` says whether the group has it."""
    return Finished.objects.of(partner).in_round(round_).filter(step=step.key).first()


def is_finished(step: Step, partner: Partner, round_: Round) -> bool:
    return finished_mark(step, partner, round_) is not None
