"""The cycle: seven steps, in the order of the method. The order is this one tuple and nothing else."""

from partnerships.steps import benefits, leadership, mandate, principles, reality, review, vision
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Kind, Sheet, Step, Work

CYCLE: tuple[Step, ...] = (
    mandate.STEP,
    vision.STEP,
    reality.STEP,
    benefits.STEP,
    principles.STEP,
    leadership.STEP,
    review.STEP,
)

_BY_KEY = {step.key: step for step in CYCLE}
_CONTRIBUTIONS = {kind.key: (step, kind) for step in CYCLE for kind in step.alone}
_AGREEMENTS = {kind.key: (step, kind) for step in CYCLE for kind in step.together}


def step_named(key: str) -> Step | None:
    return _BY_KEY.get(key)


def place(key: str) -> int:
    """A step's place in the cycle, from 1."""
    return next(number for number, step in enumerate(CYCLE, start=1) if step.key == key)


def has_reached(current: str, step: Step) -> bool:
    """Whether a group that is at the step `current` has come as far as this one."""
    return place(current) >= place(step.key)


def contribution_kind(key: str) -> tuple[Step, ContributionKind]:
    return _CONTRIBUTIONS[key]


def agreement_kind(key: str) -> tuple[Step, AgreementKind]:
    return _AGREEMENTS[key]


__all__ = [
    "CYCLE",
    "AgreementKind",
    "ContributionKind",
    "Gap",
    "Kind",
    "Sheet",
    "Step",
    "Work",
    "agreement_kind",
    "contribution_kind",
    "has_reached",
    "place",
    "step_named",
]
