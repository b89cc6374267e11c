"""Step 5: how do we treat each other?"""

from partnerships.models.agreed import Principle
from partnerships.models.private import Expectation
from partnerships.starters import PRINCIPLE_STARTERS
from partnerships.steps.step import AgreementKind, ContributionKind, Gap, Step, Work, counted, unfilled
from partnerships.vocabulary import ExpectationKind

EXPECTATION = ContributionKind(
    key="expectation",
    model=Expectation,
    heading="What we expect, what we promise, the voice we want",
    fields=("type", "words", "voice", "on_what"),
    empty="Nothing here yet. What do you expect of the others, and what do you promise in return?",
    add="Add an expectation, a promise or a voice",
)

_NEEDED = {
    ExpectationKind.EXPECT: "You have not said what you expect of the others.",
    ExpectationKind.PROMISE: "You have promised nothing in return.",
    ExpectationKind.VOICE: "You have not said what voice you want.",
}


def missing(work: Work) -> list[Gap]:
    rows = work.rows[EXPECTATION.key]
    given = {row.type for row in rows if row.words.strip()}
    gaps = [Gap(sentence, EXPECTATION.key) for type_, sentence in _NEEDED.items() if type_ not in given]
    return gaps + unfilled(work, EXPECTATION, "type", "“{}” does not say what kind it is.")


def progress(work: Work) -> str:
    rows = work.rows[EXPECTATION.key]
    promises = sum(row.type == ExpectationKind.PROMISE for row in rows)
    return f"{counted(len(rows) - promises, 'expectation')}, {counted(promises, 'promise')}".capitalize()


STEP = Step(
    key="principles",
    name="Principles",
    question="How do we treat each other?",
    alone=(EXPECTATION,),
    together=(
        AgreementKind(
            key="principle",
            model=Principle,
            heading="Our charter",
            fields=("statement", "kept", "broken"),
            empty="No principle agreed yet. Pick one to start from, or write your own.",
            propose="Propose a principle",
            most_words=(("statement", 25),),
            starters=PRINCIPLE_STARTERS,
        ),
    ),
    alone_hint="Say what you expect of the others, what you promise in return, and what voice you want.",
    together_hint="The charter: the few lines that every partner will be held to.",
    missing=missing,
    progress=progress,
)
