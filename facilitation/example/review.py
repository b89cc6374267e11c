"""Step 7 in round 1: what each has learnt, what became of promises, and what round 2 must settle."""

from facilitation.example.shapes import Fields, Version
from partnerships.vocabulary import Kept, ReflectionKind, Role, Size


def _keep(words: str) -> Fields:
    return {"type": ReflectionKind.KEEP, "words": words}


def _change(words: str) -> Fields:
    return {"type": ReflectionKind.CHANGE, "words": words}


def _learnt(words: str) -> Fields:
    return {"type": ReflectionKind.LEARNT, "words": words}


def _promised(promise: str, kept: str, example: str) -> Fields:
    return {"promise": promise, "kept": kept, "example": example}


ALONE = {
    "county": {
        "reflection": [
            _keep("Opening the mandates together. Nobody could adjust to anybody."),
            _change("We talked for most of the first hour. We have counted."),
            _learnt("Harbour’s no was about two miles, not about a road."),
        ],
        "promise": [
            _promised("Papers ten days ahead", Kept.PARTLY, "Twice out of three. The third was eight days."),
            _promised("Bus figures to everybody", Kept.YES, "Sent on 2 October, with the sums."),
        ],
    },
    "harbour": {
        "reflection": [
            _keep("Meeting on the quay. People saw the lorries."),
            _change("Let our members rate things before we are asked for ratings."),
            _learnt("The city’s homeless families worry the city as much as they worry us."),
        ],
        "promise": [
            _promised(
                "Say no early and say what would change it", Kept.YES, "Done on roads, homes and the precept."
            ),
        ],
    },
    "moor": {
        "reflection": [
            _keep("The facilitator who waited."),
            _change("Start at eleven. The bus gets in at 10.50."),
            _learnt("If we write the sentence ourselves, others sign it."),
        ],
        "promise": [
            _promised("Answer letters within a week", Kept.YES, "Fourteen letters, fourteen answers."),
        ],
    },
    "vale": {
        "reflection": [
            _keep("The principle about promises that end. It let us speak."),
            _change("Put an empty chair out for the shadow council."),
            _learnt("Being about to end makes us oddly useful. Nobody thinks that we are after anything."),
        ],
        "promise": [
            _promised("Every promise says when it ends", Kept.YES, "All nine do."),
            _promised(
                "Records cleaned by October", Kept.RENEGOTIATED, "We asked in August for January, and got it."
            ),
        ],
    },
    "city": {
        "reflection": [
            _keep("Half-done plans. They came back better."),
            _change("We used “obviously” in front of people to whom it was not."),
            _learnt("Slower than we wanted and further than we expected."),
        ],
        "promise": [
            _promised(
                "No family placed in another district without a call",
                Kept.NO,
                "Three in September. We have apologised.",
            ),
            _promised(
                "Draft plans half done", Kept.YES, "The bus sketch had blank spaces, and Moor filled two."
            ),
        ],
    },
    "health-board": {
        "reflection": [
            _keep("Starting each paper with a person."),
            _change("Ask us about March in October, not in February."),
            _learnt("Our no on data was heard as a no to everything."),
        ],
        "promise": [
            _promised(
                "Tell partners about a merger the same day",
                Kept.YES,
                "We rang on 21 September: nothing is decided yet.",
            ),
        ],
    },
    "police": {
        "reflection": [
            _keep("Short meetings."),
            _learnt("People assume that we have opinions about 2028. We have duties until then."),
        ],
        "promise": [
            _promised("List contracts that outlast us", Kept.PARTLY, "31 of about 40."),
        ],
    },
    "fire": {
        "reflection": [
            _keep("Being allowed to stay out without a speech."),
            _change("We will bring a mandate next time, or say that we will not."),
        ],
        "promise": [
            _promised(
                "Say what we think once we know it",
                Kept.PARTLY,
                "We know more than we did. We have not said it.",
            ),
        ],
    },
}


# How far each principle of the charter was lived: one figure for each of the seven, then which of them the example
# is about, from one.
LIVED = {
    "county": ("4 3 3 3 4 3 4", 5, "We ran our figures past Moor before anybody else saw them."),
    "harbour": ("4 4 2 3 3 3 4", 3, "On the first day two leaders went for a walk, and we heard the result."),
    "moor": ("3 4 2 2 2 3 4", 3, "Somebody summed up for us. Kindly, and wrongly."),
    "vale": ("4 4 3 3 3 4 4", 6, "The words about promises were changed for us within the hour."),
    "city": ("4 3 4 3 4 3 3", 4, "We said the hard thing about homes, and nobody left."),
    "health-board": ("4 4 3 2 2 3 4", 4, "The e-mail on Thursday was ours. We shall try harder."),
    "police": ("4 3 3 4 3 4 4", 2, "We were told about the road before it was in the paper."),
    "fire": ("3 3 4 3 2 3 4", 7, "Nobody asked us to explain ourselves."),
}


def _question(question: str, why: str, importance: int, by: str, support: str) -> list[Version]:
    return [Version(by, {"question": question, "why": why, "importance": importance}, support)]


AGREED = {
    "next-question": [
        _question(
            "What would make buses a yes for Harbour and for Moor, in words that can be checked?",
            "Everything that residents asked for begins with a bus.",
            Size.VERY_LARGE,
            Role.FACILITATOR,
            "6 6 6 6 6 5 4 4",
        ),
        _question(
            "Who pays what, and does distance count?",
            "Moor and the city are furthest apart, and each has a point.",
            Size.VERY_LARGE,
            "moor",
            "5 6 6 6 5 4 3 3",
        ),
        _question(
            "Where do homes go, and what comes before them?",
            "Without an answer the city’s line and Harbour’s line cannot both stand.",
            Size.LARGE,
            "city",
            "6 5 5 6 6 4 3 3",
        ),
        _question(
            "How do we share figures without sharing anybody’s name?",
            "Health cannot join in until this is safe, and half of the rest waits for it.",
            Size.LARGE,
            "health-board",
            "6 5 5 6 6 6 6 4",
        ),
        _question(
            "Who sits in Vale’s chair, and in the commissioner’s, on the day after?",
            "Two of eight partners end within six weeks of each other.",
            Size.FAIR,
            "vale",
            "5 5 5 6 5 5 6 4",
        ),
    ]
}
