"""Step 3: where are we now?"""

from partnerships.banks import CENTRAL, CITIZENS, READINESS
from partnerships.models.agreed import Assumption, JointStep, Milestone
from partnerships.models.private import CitizenAnswer, JourneyPosition, Rating, ReadinessAnswer
from partnerships.statements import STATEMENTS
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Sheet, Step, Work
from partnerships.vocabulary import YesNo

RATING = ContributionKind(
    key="rating",
    model=Rating,
    heading="Our ratings, now and in year five",
    fields=("statement", "now", "year_five", "confidence", "evidence", "obstacle"),
    subject="statement",
    empty="You have not rated anything yet. Each statement takes a moment: where are we now, and where by year five?",
    add="Rate the statements",
    page="ratings",
    sheet=Sheet(
        STATEMENTS,
        compares=("now", "year_five"),
        compared="Where partners see us",
        progress="{} of {} statements rated",
        scales=("now", "year_five"),
        more="Evidence and obstacles",
    ),
)
READY = ContributionKind(
    key="readiness",
    model=ReadinessAnswer,
    heading="How ready each side is",
    fields=("statement", "level", "evidence", "owner", "by"),
    subject="statement",
    empty="You have not said yet how ready we are, and how ready government is.",
    add="Say how ready each side is",
    page="readiness",
    sheet=Sheet(
        READINESS,
        compares=("level",),
        compared="How ready partners find each side",
        progress="{} of {} answered",
        scales=("level",),
        more="Evidence, who sees to it, and by when",
        central=CENTRAL,
    ),
)
CITIZEN = ContributionKind(
    key="citizens",
    model=CitizenAnswer,
    heading="What it means for residents",
    fields=("statement", "answer", "note"),
    subject="statement",
    empty="You have not said yet what you could tell a resident.",
    add="Say what you could tell a resident",
    page="citizens",
    for_residents=("answer", YesNo.YES),
    sheet=Sheet(
        CITIZENS,
        compares=("answer",),
        compared="What partners could tell a resident",
        progress="{} of {} answered",
        scales=("answer",),
        more="Add a note",
        unknown=YesNo.UNSURE,
    ),
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
    rated = RATING.answered(work.rows[RATING.key])
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
    if not work.rows[READY.key]:
        gaps.append(Gap("You have not said how ready each side is.", READY.key))
    if not work.rows[CITIZEN.key]:
        gaps.append(Gap("You have not said what you could tell a resident.", CITIZEN.key))
    return gaps


def progress(work: Work) -> str:
    return RATING.progress(work.rows[RATING.key])


STEP = Step(
    key="reality",
    name="Reality",
    question="Where are we now?",
    alone=(RATING, JOURNEY, READY, CITIZEN),
    together=(
        AgreementKind(
            key="joint-step",
            model=JointStep,
            heading="First steps together",
            fields=("what", "who", "by", "cost", "help_from"),
            empty="No first step agreed yet. Begin with something small that can be finished in a month.",
            propose="Propose a first step",
        ),
        AgreementKind(
            key="assumption",
            model=Assumption,
            heading="What we assume about government",
            fields=("statement", "basis", "confidence", "owner", "test", "result"),
            empty="Nothing here yet. Write down what you take for granted about government, and how you will find out.",
            propose="Add an assumption",
            awaited=False,
        ),
        AgreementKind(
            key="milestone",
            model=Milestone,
            heading="Timetable",
            fields=("what", "planned_for", "latest", "owner", "after", "done_on"),
            empty="No milestone yet. Begin with the day by which all must be decided, and go back from there.",
            propose="Add a milestone",
            awaited=False,
            page="timetable",
            to_page="See the timetable and its slack",
        ),
    ),
    alone_hint="Rate where we are, how ready each side is, and what you could tell a resident. Be frank: the spread is the finding.",
    together_hint="Where partners see the same thing, where they are split, and what to do first.",
    missing=missing,
    progress=progress,
)
