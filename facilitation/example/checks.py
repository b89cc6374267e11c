"""Steps 3 and 6 in round 1: how ready each side is, what a resident could be told, who would decide, when, and what if.

Harbour came without answers, as it came without ratings; it says who would decide all the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from facilitation.example.shapes import ORDER, Fields, Version
from partnerships.vocabulary import Confidence, Decider, Role, YesNo

# From 0 no to 3 yes, with evidence. County, Harbour, Moor, Vale, City, Health board, Police, Fire.
_READY = {
    "PR-01": "3 - 2 2 3 2 2 1",
    "PR-02": "1 - 0 1 1 0 1 0",
    "PR-03": "2 - 1 2 2 1 2 1",
    "PR-04": "3 - 3 3 2 2 3 1",
    "PR-05": "2 - 1 2 3 2 1 1",
    "PR-06": "3 - 3 3 3 3 3 2",
    "PR-07": "0 - 0 1 1 1 0 0",
    "PR-08": "3 - 0 1 2 1 2 0",
    "RL-01": "2 - 2 2 3 3 1 2",
    "RL-02": "3 - 0 2 3 2 3 2",
    "RL-03": "2 - 1 2 3 2 2 0",
    "RL-04": "2 - 1 2 1 1 2 1",
    "RL-05": "2 - 1 2 2 1 3 3",
    "RL-06": "3 - 0 1 3 1 1 0",
    "RL-07": "2 - 0 1 2 1 0 1",
    "RL-08": "1 - 1 1 1 1 1 1",
    "RL-09": "1 - 1 1 2 1 2 1",
    "RL-10": "2 - 0 1 3 1 1 1",
    "RL-11": "3 - 1 1 3 1 0 0",
    "RL-12": "2 - 1 2 2 1 1 1",
    "RL-13": "1 - 0 1 1 1 1 0",
    "RL-14": "1 - 0 1 1 2 1 0",
    "RL-15": "3 - 0 1 3 1 2 0",
    "RL-16": "0 - 0 0 0 0 0 0",
    "RL-17": "2 - 1 3 2 1 3 1",
    "RL-18": "1 - 1 1 2 1 1 1",
    "RCN-01": "2 - 1 2 1 1 1 1",
    "RCN-02": "3 - 3 3 3 2 3 2",
    "RCN-03": "1 - 0 0 1 0 0 0",
    "RCN-04": "2 - 0 1 2 0 0 0",
    "RCN-05": "2 - 1 1 1 1 1 1",
    "RCN-06": "3 - 1 2 3 2 0 1",
    "RCN-07": "1 - 0 0 1 0 0 0",
    "RCN-08": "1 - 1 1 2 1 0 1",
    "RCN-09": "2 - 0 1 2 1 1 0",
    "RCN-10": "2 - 1 1 2 1 1 1",
    "RCN-11": "0 - 0 1 1 0 0 0",
    "RCN-12": "1 - 1 1 1 1 1 1",
    "RCN-13": "1 - 1 1 2 2 2 1",
    "RCN-14": "0 - 0 0 0 0 0 0",
    "EST-01": "0 - 0 0 0 0 0 0",
    "EST-02": "0 - 0 0 0 1 0 0",
    "EST-03": "3 - 3 3 3 1 1 1",
    "EST-04": "3 - 3 3 1 1 3 3",
    "EST-05": "3 - 1 1 3 1 1 1",
}
_SHOWN: Mapping[str, dict[str, Fields]] = {
    "county": {
        "PR-08": {"evidence": "Nine public meetings, and the papers are on our website."},
        "RL-06": {
            "evidence": "Four posts, paid for until March 2028.",
            "owner": "Tobias Renn",
            "by": dt.date(2027, 4, 1),
        },
        "RL-16": {"owner": "Helena Marchbank", "by": dt.date(2027, 1, 29)},
    },
    "moor": {
        "RL-02": {"evidence": "Our market and our hospital are in the next county."},
        "RL-15": {
            "evidence": "No paper so far has the word “parish” in it.",
            "owner": "Callum Birkrigg",
            "by": dt.date(2026, 12, 11),
        },
        "RCN-04": {"evidence": "We have had three contacts in three departments since spring."},
    },
    "city": {"RCN-04": {"evidence": "Our chief executive speaks to the same director every month."}},
}

# Yes, no, unsure.
_RESIDENTS = {
    "CI-01": "u - n u u y u n",
    "CI-02": "y - u y y y u u",
    "CI-03": "n - y u n u u y",
    "CI-04": "u - n u u n n n",
    "CI-05": "u - n u u y u u",
    "CI-06": "y - n u y u u n",
    "CI-07": "n - n n u u n n",
    "CI-08": "n - n n n n n n",
    "CI-09": "y - y y y u y u",
    "CI-10": "u - u u y y u u",
}
_YES_NO = {"y": YesNo.YES, "n": YesNo.NO, "u": YesNo.UNSURE}
_NOTES = {
    "moor": {"CI-03": {"note": "The last bus up the valley. Each time somebody saves money, it goes first."}},
    "county": {
        "CI-06": {"note": "In nine meetings. What we have not done is go back and say what we heard."}
    },
}

_DECIDES = {
    "WD-01": "t t a t c t t t",
    "WD-02": "m a a a m t t t",
    "WD-03": "m u u u m u u u",
    "WD-04": "a a a a a a a a",
    "WD-05": "a a a t t t a a",
    "WD-06": "m u t m c m x m",
    "WD-07": "t t u t t a u t",
    "WD-08": "t u u t m t t x",
    "WD-09": "t t t t m t t x",
    "WD-10": "m t t m m x m m",
}
_WHO = {
    "a": Decider.ALONE,
    "t": Decider.TOGETHER,
    "c": Decider.CHAIR,
    "m": Decider.MAJORITY,
    "u": Decider.UNANIMITY,
    "x": Decider.UNKNOWN,
}


def _column(slug: str, table: Mapping[str, str]) -> dict[str, str]:
    """What one partner answered, by statement."""
    place = ORDER.index(slug)
    return {code: row.split()[place] for code, row in table.items() if row.split()[place] != "-"}


READINESS = {
    slug: {
        code: {"level": int(figure), **_SHOWN.get(slug, {}).get(code, {})}
        for code, figure in _column(slug, _READY).items()
    }
    for slug in ORDER
}
RESIDENTS = {
    slug: {
        code: {"answer": _YES_NO[letter], **_NOTES.get(slug, {}).get(code, {})}
        for code, letter in _column(slug, _RESIDENTS).items()
    }
    for slug in ORDER
}
DECIDES = {
    slug: {code: {"who": _WHO[letter]} for code, letter in _column(slug, _DECIDES).items()} for slug in ORDER
}

CARDS: dict[str, Fields] = {
    "county": {"card": "GC-04", "words": "Our officers draft, brief and speak. Members see it last."},
    "harbour": {"card": "GC-02", "words": "We know each other’s leaders. Nobody has met our opposition."},
    "vale": {"card": "GC-03", "words": "We look ahead as far as May 2028, and then there is no “we”."},
    "health-board": {"card": "GC-01", "words": "Nobody yet. We each think that it is the county."},
    "fire": {"card": "GC-06", "words": "Not our crews: they heard of it from the radio."},
    "moor": {"card": "GC-06", "words": "The parishes would say that we hear them and do nothing."},
    "city": {"card": "GC-05", "words": "We think that we listen because we send people the slides."},
    "police": {
        "card": "GC-07",
        "words": "Our audit committee has not been shown a paper of this partnership.",
    },
}

ASSUMPTIONS = [
    [
        Version(
            Role.FACILITATOR,
            {
                "statement": "The money for buses comes in one pot, for at least three years.",
                "basis": "What officials said in June. Nothing is in writing.",
                "confidence": Confidence.MEDIUM,
                "owner": "Tobias Renn, County",
                "test": "Ask the department in writing, and share the answer the same day.",
            },
            "6 6 5 6 6 5 5 4",
        ),
    ],
    [
        Version(
            "moor",
            {
                "statement": "Government will not ask for a mayor before 2029.",
                "basis": "A minister’s letter to another place.",
                "confidence": Confidence.LOW,
                "owner": "Helena Marchbank, County",
                "test": "Put the question at the meeting with officials in November.",
                "result": "They would not say. We plan for both.",
            },
            "5 5 6 6 4 5 5 4",
        ),
    ],
]
_STRESS = (
    (
        "ST-02",
        "Buses first, skills second; the director’s team shrinks before a service does.",
        "Nobody has agreed which route goes last.",
        "Bronwen Heald, City",
        "6 5 4 5 6 5 5 4",
    ),
    (
        "ST-03",
        "The partner whose line it is speaks first. The others say nothing for a day.",
        "There is no list of whom to ring.",
        "Nadia Quayle, Harbour",
        "6 6 6 6 5 6 6 5",
    ),
    (
        "ST-10",
        "The leaders meet within ten days, and agree what is said before anybody says it.",
        "What the leaver still pays.",
        "Marcus Whitlow, Vale",
        "6 5 6 6 5 5 5 5",
    ),
)
STRESS_TESTS = [
    [
        Version(
            Role.FACILITATOR, {"situation": code, "response": response, "gap": gap, "owner": owner}, support
        )
    ]
    for code, response, gap, owner, support in _STRESS
]

# What, when, at the latest, who, and where partners stand. Each comes after the one before.
_ON_THE_WAY = (
    (
        "Finance officers sign the figures for two years.",
        dt.date(2027, 1, 29),
        dt.date(2027, 2, 26),
        "Tobias Renn, County",
        "6 6 5 6 6 5 5 4",
    ),
    (
        "The consultation with residents ends.",
        dt.date(2027, 3, 12),
        dt.date(2027, 4, 16),
        "Nadia Quayle, Harbour",
        "6 5 5 6 5 6 5 5",
    ),
    (
        "All five councils decide in public.",
        dt.date(2027, 7, 16),
        dt.date(2027, 7, 30),
        "Helena Marchbank, County",
        "6 5 5 5 6 5 5 4",
    ),
    (
        "The order is made.",
        dt.date(2028, 2, 25),
        dt.date(2028, 5, 26),
        "Helena Marchbank, County",
        "6 5 4 5 6 5 4 4",
    ),
)
_FIRST: tuple[Fields, ...] = ({}, *({"after": what} for what, *_ in _ON_THE_WAY[:-1]))
MILESTONES = [
    [
        Version(
            Role.FACILITATOR,
            {"what": what, "planned_for": planned_for, "latest": latest, "owner": owner, **first},
            support,
        )
    ]
    for (what, planned_for, latest, owner, support), first in zip(_ON_THE_WAY, _FIRST, strict=True)
]
