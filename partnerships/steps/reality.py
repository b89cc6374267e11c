"""Step 3: where are we now?"""

from partnerships.models.agreements import JointStep
from partnerships.models.private import JourneyPosition, Rating
from partnerships.statements import STATEMENTS
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Step, Work

RATING = ContributionKind(
    key="rating",
    model=Rating,
    heading="Our ratings, now and in year five",
    fields=("statement", "now", "year_five", "confidence", "evidence", "obstacle"),
    subject="statement",
    empty="You have not rated anything yet. Each statement takes a moment: where are we now, and where by year five?",
    add="Rate the statements",
    page="ratings",
)
JOURNEY = ContributionKind(
    key="journey",
    model=JourneyPosition,
    heading="Where we are, and our first step",
    several=False,
    fields=("journey", "first_step", "who", "by", "cost", "help_from"),
    empty="You have not said yet how far along you are, or what you will do first.",
)


def missing(work: Work) -> list[Gap]:
    rated = {
        row.statement for row in work.rows[RATING.key] if row.now is not None and row.year_five is not None
    }
    groups = {statement.group: [] for statement in STATEMENTS}
    for statement in STATEMENTS:
        groups[statement.group].append(statement.code in rated)
    gaps = [
        Gap(f"Nobody has rated “{group}” yet." if not any(done) else f"“{group}” is rated in part.")
        for group, done in groups.items()
        if not all(done)
    ]
    journey = next(iter(work.rows[JOURNEY.key]), None)
    if journey is None or not journey.journey:
        gaps.append(Gap("You have not said how far along you are.", JOURNEY.key))
    if journey is None or not journey.first_step.strip():
        gaps.append(Gap("You have not named a first step.", JOURNEY.key))
    return gaps


def progress(work: Work) -> str:
    rated = sum(row.now is not None and row.year_five is not None for row in work.rows[RATING.key])
    return f"{rated} of {len(STATEMENTS)} statements rated"


STEP = Step(
    key="reality",
    name="Reality",
    question="Where are we now?",
    alone=(RATING, JOURNEY),
    together=(
        AgreementKind(
            key="joint-step",
            model=JointStep,
            heading="First steps together",
            fields=("what", "who", "by", "cost", "help_from"),
            empty="No first step agreed yet. Begin with something small that can be finished in a month.",
            propose="Propose a first step",
        ),
    ),
    alone_hint="Rate each statement as it is now and as it must be in year five. Be frank: the spread is the finding.",
    together_hint="Where partners see the same thing, where they are split, and what to do first.",
    missing=missing,
    progress=progress,
)
