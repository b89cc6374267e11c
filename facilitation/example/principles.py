"""Step 5 in round 1: what each expects and promises, the voice it wants, and the charter of seven."""

from facilitation.example.shapes import Fields, Version
from partnerships.vocabulary import ExpectationKind, Role, Voice


def _expect(words: str) -> Fields:
    return {"type": ExpectationKind.EXPECT, "words": words}


def _promise(words: str) -> Fields:
    return {"type": ExpectationKind.PROMISE, "words": words}


def _voice(words: str, voice: str, on_what: str) -> Fields:
    return {"type": ExpectationKind.VOICE, "words": words, "voice": voice, "on_what": on_what}


_EXPECTATIONS = {
    "county": [
        _expect("If you disagree with our figures, say which figure."),
        _expect("Tell us before you tell the newspaper."),
        _promise("We will send papers ten days ahead, with the numbers."),
        _promise("We will not use our size in a sentence."),
        _voice("We answer for roads and care, so we vote on both.", Voice.VOTING, "Transport and money"),
    ],
    "harbour": [
        _expect("Do not draw on a map of Saltquay without somebody from Saltquay."),
        _expect("Pay by what you get, not by what you can be made to pay."),
        _promise("We will say no early, and say what would make it a yes."),
        _voice(
            "Nothing changes in the last two miles without our consent.",
            Voice.VETO,
            "Roads and land in Saltquay",
        ),
        _voice("We want a vote on where homes go.", Voice.VOTING, "Homes"),
    ],
    "moor": [
        _expect("Come here. Twice a year will do."),
        _expect("Say “rural” only when followed by a number."),
        _promise("We will answer every letter within a week. There are not many of us, but we can write."),
        _voice(
            "Shape it with us before it has a cover.",
            Voice.SHAPING,
            "Buses and plans above the 200-metre line",
        ),
    ],
    "vale": [
        _expect("Do not plan around us as if we had gone already."),
        _expect("Do not plan on us as if we should stay."),
        _promise("Every promise we make will say when it ends and who is asked to take it over."),
        _voice(
            "A vote until 31 March 2028; then ask our successor.",
            Voice.VOTING,
            "Everything that starts before April 2028",
        ),
    ],
    "city": [
        _expect("Decide in the month in which you said you would."),
        _expect("Do not ask the city to pay and then complain that it leads."),
        _promise("We will bring draft plans half done, so that they can still be changed."),
        _promise("We will send no family to another district without a call first."),
        _voice("A vote on everything, and no casting vote for anybody.", Voice.VOTING, "All that is pooled"),
    ],
    "health-board": [
        _expect("Ask us for data by purpose, not by field."),
        _expect("Understand that we close our books every March."),
        _promise("We will tell you about a merger on the day we are told."),
        _voice("A vote on what we pool, and a voice on the rest.", Voice.VOTING, "The prevention fund"),
    ],
    "police": [
        _expect("Do not ask for an opinion on who should replace us."),
        _promise("We will leave a tidy house: contracts, grants and names, listed by May 2027."),
        _voice("Consult us until May 2028. After that, not us.", Voice.CONSULTED, "Community safety"),
    ],
    "fire": [
        _expect("Do not surprise our crews."),
        _promise("We will say plainly what we think, once we know it."),
        _voice("Tell us. We will say if we want more.", Voice.TOLD, "Everything but floods"),
        _voice("We shape the flood work or we do not do it.", Voice.SHAPING, "Floods"),
    ],
}

ALONE = {slug: {"expectation": rows} for slug, rows in _EXPECTATIONS.items()}


def _principle(
    statement: str, kept: str, broken: str, support: str, reservations: dict[str, str] | None = None
) -> list[Version]:
    words = {"statement": statement, "kept": kept, "broken": broken}
    return [Version(Role.FACILITATOR, words, support, reservations or {})]


CHARTER = [
    _principle(
        "Residents first: every proposal names who benefits.",
        "The first line of each paper names people: “shift workers at the fish dock”.",
        "A paper about governance that could be about anywhere.",
        "6 6 6 6 6 6 6 6",
    ),
    _principle(
        "No surprises: tell partners before telling the press.",
        "A call the day before, even when it is awkward.",
        "A leader reads about a road on the way to the meeting about it.",
        "6 6 6 6 6 6 5 6",
    ),
    _principle(
        "Equal right to the table: size sets weight in votes, never right to be heard.",
        "Moor speaks first on moor items. Nobody sums up for anybody else.",
        "Two large partners settle it in the corridor.",
        "5 6 6 6 5 5 4 5",
    ),
    _principle(
        "Say the hard thing in the room.",
        "“We cannot support this, and this is why”, before the break.",
        "Agreement at noon and an e-mail on Thursday.",
        "6 6 6 5 6 5 6 4",
    ),
    _principle(
        "Same facts, shared openly, with the sum that made them.",
        "One model, and everybody’s treasurer can open it.",
        "Two spreadsheets and a raised voice.",
        "6 6 6 6 6 4 4 4",
        {"health-board": "Yes to figures. Never to names."},
    ),
    [
        Version(
            Role.FACILITATOR,
            {
                "statement": "Successors keep our promises.",
                "kept": "The new council finds a list of what was promised for it.",
                "broken": "“That was the old council.”",
            },
            "6 5 5 1 6 5 2 4",
            {
                "vale": "We cannot bind them, in law or in fairness. They are not here.",
                "police": "Nor can we. Try again.",
            },
        ),
        Version(
            Role.FACILITATOR,
            {"statement": "Every promise says when it ends and who is asked to take it over."},
            "6 6 6 6 5 6 6 5",
        ),
    ],
    _principle(
        "Leave well: anyone can pause or go, and is thanked.",
        "A partner says that it will sit out one round, and keeps its chair.",
        "A place card taken away between two meetings.",
        "5 6 6 6 4 6 6 6",
        {"city": "Pausing is fine. Pausing and stopping the others is not."},
    ),
]

AGREED = {"principle": CHARTER}
