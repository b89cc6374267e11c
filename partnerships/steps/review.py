"""Step 7: what have we learnt?"""

from partnerships.models.agreed import NextQuestion
from partnerships.models.private import LivedPrinciple, PromiseReview, Reflection
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Step, Work, counted, unfilled

# What was learnt belongs to the round in which it was learnt, so none of these carries on.
REFLECTION = ContributionKind(
    key="reflection",
    model=Reflection,
    heading="What we have learnt",
    fields=("type", "words"),
    empty="Nothing here yet. One thing to keep and one thing to do differently is a good start.",
    add="Add a reflection",
    carries=False,
)
PROMISE = ContributionKind(
    key="promise",
    model=PromiseReview,
    heading="Promises we made",
    fields=("promise", "kept", "example"),
    empty="Nothing here yet. What did you promise this round, and did you keep it?",
    add="Add a promise we made",
    carries=False,
)
LIVED = ContributionKind(
    key="lived",
    model=LivedPrinciple,
    heading="Principles, as we saw them lived",
    fields=("principle", "lived", "example"),
    subject="principle",
    empty="Nothing here yet. Was each principle lived this round? Give an example.",
    add="Rate a principle",
    carries=False,
)


def missing(work: Work) -> list[Gap]:
    gaps = (
        []
        if work.rows[REFLECTION.key]
        else [Gap("You have not written down what you learnt.", REFLECTION.key)]
    )
    gaps += unfilled(work, REFLECTION, "words", "One of your reflections has no words.")
    gaps += unfilled(work, PROMISE, "kept", "“{}” does not say whether it was kept.")
    return gaps + unfilled(work, LIVED, "lived", "“{}” is not rated.")


def progress(work: Work) -> str:
    return counted(len(work.rows[REFLECTION.key]), "reflection").capitalize()


STEP = Step(
    key="review",
    name="Review",
    question="What have we learnt?",
    alone=(REFLECTION, PROMISE, LIVED),
    together=(
        AgreementKind(
            key="next-question",
            model=NextQuestion,
            heading="What the next round must settle",
            fields=("question", "why", "importance"),
            empty="Nothing yet. What must the next round settle that this one could not?",
            propose="Propose a question for the next round",
        ),
    ),
    alone_hint="Look back: what to keep, what to do differently, and whether promises and principles were kept.",
    together_hint="What the group has learnt, and what the next round must settle.",
    missing=missing,
    progress=progress,
    waits_for_group=True,
)
