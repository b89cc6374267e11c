"""Step 6: who leads, and how?"""

from partnerships.models.agreements import Arrangement
from partnerships.models.private import LeadershipPreference, Resource
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Step, Work, counted, unfilled

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


def missing(work: Work) -> list[Gap]:
    gaps = [] if work.rows[RESOURCE.key] else [Gap("You have not said what you can put in.", RESOURCE.key)]
    gaps += unfilled(work, RESOURCE, "type", "“{}” does not say what kind it is.")
    preference = next(iter(work.rows[PREFERENCE.key]), None)
    if preference is None or not preference.model:
        gaps.append(Gap("You have not said which delivery model you prefer.", PREFERENCE.key))
    if preference is None or not preference.sponsor.strip():
        gaps.append(Gap("You have not named a senior sponsor.", PREFERENCE.key))
    return gaps


def progress(work: Work) -> str:
    return counted(len(work.rows[RESOURCE.key]), "thing to put in", "things to put in").capitalize()


STEP = Step(
    key="leadership",
    name="Leadership",
    question="Who leads, and how?",
    alone=(RESOURCE, PREFERENCE),
    together=(
        AgreementKind(
            key="arrangement",
            model=Arrangement,
            heading="What we have settled",
            fields=("topic", "model", "words", "still_open"),
            empty="Nothing settled yet. Begin with what each partner can put in, then the delivery model, then governance.",
            propose="Propose an arrangement",
        ),
    ),
    alone_hint="Say what you can put in and how you would rather it was led.",
    together_hint="The delivery model, resources, governance and scrutiny.",
    missing=missing,
    progress=progress,
)
