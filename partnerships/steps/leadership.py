"""Step 6: who leads, and how?"""

from partnerships.banks import DECISIONS
from partnerships.models.agreed import Arrangement, StressTest
from partnerships.models.private import DeciderAnswer, GovernanceCard, LeadershipPreference, Resource
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Sheet, Step, Work, counted, unfilled
from partnerships.vocabulary import Decider

RESOURCE = ContributionKind(
    key="resource",
    model=Resource,
    heading="What we can put in",
    fields=("type", "what", "amount", "until", "conditions"),
    empty="Nothing here yet. Money, people, buildings, systems or data: what could you put in, and for how long?",
    add="Add something we can put in",
)
PREFERENCE = ContributionKind(
    key="preference",
    model=LeadershipPreference,
    heading="Who should lead, and how",
    several=False,
    fields=("model", "sponsor", "reasons", "could_host", "scrutiny"),
    empty="You have not said yet how you would rather it was led.",
)
DECIDES = ContributionKind(
    key="who-decides",
    model=DeciderAnswer,
    heading="Who decides?",
    fields=("decision", "who"),
    subject="decision",
    empty="You have not said yet who would decide what.",
    add="Say who would decide",
    page="who-decides",
    sheet=Sheet(
        DECISIONS,
        compares=("who",),
        compared="Who partners think decides",
        progress="{} of {} decisions answered",
        unknown=Decider.UNKNOWN,
    ),
)
CARD = ContributionKind(
    key="governance",
    model=GovernanceCard,
    heading="How well we govern",
    fields=("card", "words"),
    subject="card",
    empty="Nothing here yet. Seven questions to think about, in words and never as a score. Lay what you want to share.",
    add="Think about a question",
)


def missing(work: Work) -> list[Gap]:
    gaps = [] if work.rows[RESOURCE.key] else [Gap("You have not said what you can put in.", RESOURCE.key)]
    gaps += unfilled(work, RESOURCE, "type", "“{}” does not say what kind it is.")
    preference = next(iter(work.rows[PREFERENCE.key]), None)
    if preference is None or not preference.model:
        gaps.append(Gap("You have not said which delivery model you prefer.", PREFERENCE.key))
    if preference is None or not preference.sponsor.strip():
        gaps.append(Gap("You have not named a senior sponsor.", PREFERENCE.key))
    if not work.rows[DECIDES.key]:
        gaps.append(Gap("You have not said who would decide what.", DECIDES.key))
    return gaps


def progress(work: Work) -> str:
    return counted(len(work.rows[RESOURCE.key]), "thing to put in", "things to put in").capitalize()


STEP = Step(
    key="leadership",
    name="Leadership",
    question="Who leads, and how?",
    alone=(RESOURCE, PREFERENCE, DECIDES, CARD),
    together=(
        AgreementKind(
            key="arrangement",
            model=Arrangement,
            heading="What we have settled",
            fields=("topic", "model", "words", "still_open"),
            empty="Nothing settled yet. Begin with what each partner can put in, then the delivery model, then governance.",
            propose="Propose an arrangement",
        ),
        AgreementKind(
            key="stress-test",
            model=StressTest,
            heading="What if something goes wrong?",
            fields=("situation", "response", "gap", "owner"),
            subject="situation",
            empty="Nothing tested yet. Take one thing that could go wrong, and give it fifteen minutes.",
            propose="Test what you would do",
            awaited=False,
        ),
    ),
    alone_hint="Say what you can put in, how you would rather it was led, and who you think decides what.",
    together_hint="Who partners think decides, the delivery model, governance and scrutiny, and what to do if something goes wrong.",
    missing=missing,
    progress=progress,
)
