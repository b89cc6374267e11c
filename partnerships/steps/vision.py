"""Step 2: where are we in five years?"""

from partnerships.models.agreed import Destination, Outcome
from partnerships.models.private import Ambition, Hope
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Step, Work, counted, unfilled

HOPE = ContributionKind(
    key="hope",
    model=Hope,
    heading="What we hope for",
    fields=("what", "for_whom", "sign"),
    empty="Nothing here yet. Picture one resident in five years: what is different on an ordinary day?",
    add="Add a hope",
)
AMBITION = ContributionKind(
    key="ambition",
    model=Ambition,
    heading="Ambition and remit",
    several=False,
    fields=("ambition", "remit", "geography", "stakeholders", "governance", "unchanged", "voices"),
    empty="You have not said yet how big the prize is, or what the authority should do.",
)


def missing(work: Work) -> list[Gap]:
    gaps = [] if work.rows[HOPE.key] else [Gap("You have not written down a hope.", HOPE.key)]
    gaps += unfilled(work, HOPE, "what", "One of your hopes has no words.")
    gaps += unfilled(work, HOPE, "for_whom", "“{}” does not say for whom.")
    ambition = next(iter(work.rows[AMBITION.key]), None)
    if ambition is None or ambition.ambition is None:
        gaps.append(Gap("You have not said how big the prize is.", AMBITION.key))
    if ambition is None or not ambition.remit:
        gaps.append(Gap("You have not said what the authority should do.", AMBITION.key))
    if ambition is None or not ambition.voices.strip():
        gaps.append(Gap("You have not said what staff and residents told you.", AMBITION.key))
    return gaps


def progress(work: Work) -> str:
    ambition = next((row.ambition for row in work.rows[AMBITION.key]), None)
    hopes = counted(len(work.rows[HOPE.key]), "hope")
    return hopes.capitalize() if ambition is None else f"Ambition {ambition} of 10 · {hopes}"


STEP = Step(
    key="vision",
    name="Vision",
    question="Where are we in five years?",
    alone=(HOPE, AMBITION),
    together=(
        AgreementKind(
            key="destination",
            model=Destination,
            heading="Our shared destination",
            several=False,
            fields=(
                "statement",
                "for_whom",
                "ambition",
                "remit",
                "geography",
                "health",
                "police_and_fire",
                "business",
                "local_councils",
                "voluntary_sector",
                "unchanged",
            ),
            empty="The group has not written its destination yet.",
            propose="Propose a destination",
            most_words=(("statement", 60),),
        ),
        AgreementKind(
            key="outcome",
            model=Outcome,
            heading="Outcomes for residents",
            fields=(
                "statement",
                "residents",
                "measure",
                "baseline",
                "year_1",
                "year_2",
                "year_3",
                "year_4",
                "year_5",
            ),
            empty="No outcome for residents yet. Begin with one thing a resident would notice.",
            propose="Propose an outcome",
            for_residents=("statement",),
        ),
    ),
    alone_hint="Say what you hope for, how big the prize is, and what the authority should do.",
    together_hint="The shared picture: where we will be, and what residents will notice.",
    missing=missing,
    progress=progress,
)
