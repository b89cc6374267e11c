"""Step 4: what is in this for us?"""

from partnerships.models.agreed import Offer, Pooling
from partnerships.models.private import Benefit, Cost, Worth
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Step, Work, counted, unfilled
from partnerships.vocabulary import BenefitType

_WEIGHED = ("type", "what", "size", "certainty", "when")
BENEFIT = ContributionKind(
    key="benefit",
    model=Benefit,
    heading="What we would gain",
    fields=_WEIGHED,
    empty="Nothing here yet. What would residents gain, and what would you?",
    add="Add a benefit",
    for_residents=("type", BenefitType.RESIDENTS),
)
COST = ContributionKind(
    key="cost",
    model=Cost,
    heading="What it would cost us, and what we would lose",
    fields=_WEIGHED,
    empty="Nothing here yet. An honest list of costs is what makes the benefits believable.",
    add="Add a cost or loss",
)
WORTH = ContributionKind(
    key="worth",
    model=Worth,
    heading="Is it worth it?",
    several=False,
    fields=(
        "verdict",
        "tipping_point",
        "public_case",
        "financial_case",
        "finance",
        "staff",
        "governance",
        "duties",
        "identity",
        "readiness",
    ),
    empty="You have not said yet whether it is worth it.",
)


def missing(work: Work) -> list[Gap]:
    gaps = [
        Gap(sentence, kind.key)
        for kind, sentence in (
            (BENEFIT, "You have named no benefit."),
            (COST, "You have named no cost or loss."),
        )
        if not work.rows[kind.key]
    ]
    for kind in (BENEFIT, COST):
        gaps += unfilled(work, kind, "size", "“{}” does not say how large it is.")
    worth = next(iter(work.rows[WORTH.key]), None)
    if worth is None or not worth.verdict:
        gaps.append(Gap("You have not said whether it is worth it.", WORTH.key))
    return gaps


def progress(work: Work) -> str:
    return f"{counted(len(work.rows[BENEFIT.key]), 'benefit')}, {counted(len(work.rows[COST.key]), 'cost')}".capitalize()


STEP = Step(
    key="benefits",
    name="Benefits",
    question="What is in this for us?",
    alone=(BENEFIT, COST, WORTH),
    together=(
        AgreementKind(
            key="offer",
            model=Offer,
            heading="Gives and gets",
            fields=("giver", "receiver", "what", "in_return", "cost", "worth", "status"),
            empty="No offers yet. Begin with something that costs the giver little and helps the other a lot.",
            propose="Make an offer",
        ),
        AgreementKind(
            key="pooling",
            model=Pooling,
            heading="What we would pool",
            fields=(
                "service",
                "from_whom",
                "to_whom",
                "money",
                "staff",
                "legal_route",
                "public_benefit",
                "financial_benefit",
                "reversible",
            ),
            empty="Nothing to pool yet. Services, budgets, teams or buildings that would do more together go here.",
            propose="Propose something to pool",
            for_residents=("public_benefit",),
        ),
    ),
    alone_hint="Say what you would gain, what it would cost you, and whether it is worth it.",
    together_hint="Who gains what, what partners offer each other, and what they would pool.",
    missing=missing,
    progress=progress,
)
