"""What waits for a person in their own house: sentences, each with the page where it can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships import lifecycle, rules
from partnerships.models import Actor, Agreement, Reveal, Round
from partnerships.models.partnership import LISTENING
from partnerships.models.private import Lodging, MandateItem
from partnerships.previewing import may_lay
from partnerships.steps import CYCLE, step_named
from partnerships.steps.step import counted
from partnerships.vocabulary import MandateState


@dataclass(frozen=True)
class Waiting:
    """`page` and `args` name the page as `address` takes them."""

    sentence: str
    page: str
    args: tuple[object, ...] = ()


def waiting_for(actor: Actor, round_: Round) -> list[Waiting]:
    if not round_.is_open:
        return []
    return [*_mandate(actor, round_), *_reveals(actor, round_), *_agreements(actor, round_)]


def _mandate(actor: Actor, round_: Round) -> Iterator[Waiting]:
    step, mandate = lifecycle.signed_step(), lifecycle.mandate_of(actor.partner, round_)
    if rules.may_decide(actor, mandate):
        yield Waiting("Your mandate waits for your sign-off.", "mandate-sign-off")
    if not actor.drafts:
        return
    if (
        mandate.state == MandateState.DRAFT
        and not MandateItem.objects.visible_to(actor).in_round(round_).exists()
    ):
        yield Waiting("Begin with your mandate: say where you stand on each power.", "positions")
    elif mandate.state == MandateState.DRAFT and mandate.returned_because:
        yield Waiting("Your approver returned your mandate and said why.", "step", (step.key,))
    elif mandate.state == MandateState.DRAFT and mandate.lapsed_at:
        yield Waiting(
            "The signature on your mandate has lapsed. Send it for sign-off again.", "step", (step.key,)
        )
    elif mandate.state == MandateState.SIGNED_OFF and mandate.laid_id != mandate.signed_id:
        yield Waiting("Your mandate is signed off. Choose what to lay on the table.", "step", (step.key,))


def _reveals(actor: Actor, round_: Round) -> Iterator[Waiting]:
    reveals = list(Reveal.objects.filter(round=round_).pending())
    if not reveals:
        return
    lodged = set(Lodging.objects.visible_to(actor).in_round(round_).values_list("step", flat=True))
    for reveal in reveals:
        step = step_named(reveal.step)
        # An approver lodges too, but cannot open what is still a draft.
        can_do_it = step and (actor.drafts or may_lay(step, actor, round_))
        if can_do_it and step.key not in lodged:
            yield Waiting(
                f"The facilitator asks everybody to lodge {step.name} for a reveal.", "step", (step.key,)
            )


def _agreements(actor: Actor, round_: Round) -> Iterator[Waiting]:
    """One sentence for all agreements that wait for the partner's word, leading to the first step that has any."""
    if not rules.may_say_where_we_stand(actor, round_) or actor.partner.capacity in LISTENING:
        return
    unanswered = Agreement.objects.in_round(round_).standing().exclude(endorsements__partner=actor.partner)
    steps = list(unanswered.values_list("step", flat=True))
    first = next((step for step in CYCLE if step.key in steps), None)
    if first:
        waits = counted(len(steps), "agreement waits", "agreements wait")
        yield Waiting(
            f"{waits.capitalize()} for you to say where you stand, first under {first.name}.",
            "board",
            (first.key,),
        )
