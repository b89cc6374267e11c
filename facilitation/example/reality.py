"""Step 3 in round 1: how each partner rates 28 statements, its own first step, and the first steps together.

Harbour came without ratings: its members had not met. That is why it rates in round 2.
"""

from facilitation.example.shapes import ORDER, Fields, Version
from partnerships.vocabulary import Confidence, Journey, Role

# Statement: now, then year five. County, Harbour, Moor, Vale, City, Health board, Police, Fire.
FIGURES = {
    "RC-01": ("2 - 1 2 3 2 1 1", "4 - 3 3 4 4 3 3"),
    "RC-02": ("3 - 2 2 3 2 2 0", "4 - 3 3 4 3 3 2"),
    "RC-03": ("3 - 2 0 3 2 0 2", "4 - 3 2 4 3 1 3"),
    "RC-04": ("3 - 1 3 2 3 3 3", "4 - 2 3 4 3 3 3"),
    "RC-05": ("2 - 2 2 1 2 2 1", "3 - 3 3 3 3 3 2"),
    "RC-06": ("4 - 0 1 4 2 4 0", "4 - 3 3 4 4 4 3"),
    "RC-07": ("4 - 1 3 4 3 2 1", "4 - 3 3 4 4 2 2"),
    "RC-08": ("2 - 2 2 2 1 3 1", "4 - 4 3 4 3 4 3"),
    "RC-09": ("1 - 0 1 2 1 1 0", "3 - 3 3 4 3 3 2"),
    "RC-10": ("3 - 3 3 3 2 3 1", "4 - 4 3 4 4 3 3"),
    "RC-11": ("2 - 1 2 2 2 1 0", "4 - 3 3 4 4 3 2"),
    "RC-12": ("2 - 1 4 2 2 4 1", "4 - 3 4 4 4 4 3"),
    "RC-13": ("2 - 1 2 3 1 2 1", "4 - 3 4 4 3 4 3"),
    "RC-14": ("3 - 0 1 4 1 0 3", "4 - 4 4 4 4 3 4"),
    "RC-15": ("1 - 1 1 2 2 1 1", "3 - 3 3 3 4 3 3"),
    "RC-16": ("2 - 1 2 2 2 2 2", "4 - 4 4 4 4 4 4"),
    "RC-17": ("2 - 1 2 1 2 1 2", "4 - 4 3 4 4 4 4"),
    "RC-18": ("0 - 0 1 0 1 0 0", "4 - 4 4 4 4 4 4"),
    "RC-19": ("4 - 0 0 4 2 0 3", "4 - 4 3 4 4 3 4"),
    "RC-20": ("3 - 1 2 3 2 2 1", "4 - 3 3 4 3 3 3"),
    "RC-21": ("1 - 1 3 1 1 2 0", "4 - 4 4 4 4 4 4"),
    "RC-22": ("3 - 1 1 3 2 2 1", "4 - 3 3 4 4 4 3"),
    "RC-23": ("2 - 1 1 2 1 1 1", "4 - 3 3 4 3 4 4"),
    "RC-24": ("3 - 0 2 4 2 2 1", "4 - 4 3 4 3 3 3"),
    "RC-25": ("2 - 1 2 2 2 1 3", "4 - 4 4 4 4 4 4"),
    "RC-26": ("1 - 0 1 2 1 1 0", "4 - 4 4 4 4 4 3"),
    "RC-27": ("2 - 1 2 1 2 0 1", "3 - 3 3 3 3 3 3"),
    "RC-28": ("3 - 0 1 3 3 3 2", "4 - 3 3 4 4 4 3"),
}

# What a partner says to a figure. Where nothing is said, only the figures stand.
SAID: dict[str, dict[str, Fields]] = {
    "county": {
        "RC-06": {
            "evidence": "Nine public meetings, one in every division that asked.",
            "obstacle": "We may be counting meetings and not listening.",
            "confidence": Confidence.HIGH,
        },
        "RC-14": {"evidence": "Our finance model, version 6. It has been sent to everybody."},
        "RC-18": {
            "evidence": "When the road works were argued over in 2024, it ended in the newspaper.",
            "obstacle": "Nobody wants to write down how we will fall out.",
            "confidence": Confidence.HIGH,
        },
        "RC-19": {"evidence": "£600,000 is in our budget for 2026 to 2028.", "confidence": Confidence.HIGH},
    },
    "moor": {
        "RC-04": {"evidence": "Our vet, our market and our hospital are all in the next county."},
        "RC-06": {
            "evidence": "We were told about the meetings. There was no bus to any of them.",
            "obstacle": "Twelve miles.",
            "confidence": Confidence.HIGH,
        },
        "RC-14": {
            "evidence": "We have seen a model. It has one line for us and the line is zero.",
            "obstacle": "Nobody has costed distance.",
            "confidence": Confidence.HIGH,
        },
        "RC-19": {
            "evidence": "We have found £15,000, once.",
            "obstacle": "Our whole policy team is one person.",
        },
        "RC-24": {"evidence": "27 parishes; none has had a letter."},
    },
    "vale": {
        "RC-03": {"evidence": "Our leader and our council both end. That is a change of leader."},
        "RC-12": {
            "evidence": "Clause 4 of our mandate. We wrote it before anything else.",
            "confidence": Confidence.HIGH,
        },
        "RC-19": {
            "evidence": "Our budget ends on 31 March 2028. So does our say in it.",
            "obstacle": "The shadow council has no budget until May 2027.",
            "confidence": Confidence.HIGH,
        },
        "RC-21": {"evidence": "All staff were written to in June, and again when the date was set."},
    },
    "city": {
        "RC-06": {"evidence": "Every neighbour has had a seat and a paper since 2025."},
        "RC-14": {"evidence": "Independent appraisal, March 2026.", "confidence": Confidence.HIGH},
        "RC-18": {"obstacle": "We have always relied on two leaders who get on."},
        "RC-19": {"evidence": "Four posts are filled until 2028."},
        "RC-27": {
            "evidence": "Three officials in two years. Each began again.",
            "obstacle": "Nobody in London will say no in writing.",
        },
    },
    "health-board": {
        "RC-08": {"evidence": "We agree in the room. The disagreement comes by e-mail on Thursday."},
        "RC-14": {
            "evidence": "The benefit to us is real and falls in year six.",
            "obstacle": "Our own books close every March.",
        },
        "RC-22": {"evidence": "We are at the table. We are not yet in the drafting."},
    },
    "police": {
        "RC-03": {"evidence": "There will be no commissioner.", "confidence": Confidence.HIGH},
        "RC-14": {"evidence": "Nothing has been worked out for us. We have asked twice."},
        "RC-19": {"evidence": "Zero. We cannot fund what we shall not see."},
        "RC-27": {"obstacle": "The regulations on our own future are not made."},
    },
    "fire": {
        "RC-02": {"evidence": "We do not know them ourselves yet."},
        "RC-06": {"evidence": "Retained crews on the coast read about it in the paper."},
        "RC-25": {"evidence": "The flood exercise in May. It worked."},
    },
}

_JOURNEYS = {
    "county": {
        "journey": Journey.COMMITTED,
        "first_step": "Put the bus figures, route by route, where every partner can read them",
        "who": "Tobias Renn",
        "by": "2026-11-30",
        "cost": "Staff time",
        "help_from": "Both bus operators",
    },
    "harbour": {
        "journey": Journey.EXPLORING,
        "first_step": "Take the 28 statements to a meeting of all members",
        "who": "Nadia Quayle",
        "by": "2026-12-09",
        "cost": "One evening",
        "help_from": "A facilitator for the evening",
    },
    "moor": {
        "journey": Journey.EXPLORING,
        "first_step": "Write to all 27 parishes, and read what comes back",
        "who": "Callum Birkrigg",
        "by": "2026-11-16",
        "cost": "£400 in postage",
        "help_from": "County, for the addresses",
    },
    "vale": {
        "journey": Journey.COMMITTED,
        "first_step": "Ask the candidates for the shadow council to one briefing",
        "who": "Marcus Whitlow",
        "by": "2027-03-15",
        "cost": "£1,200",
        "help_from": "The facilitators, to keep it even-handed",
    },
    "city": {
        "journey": Journey.PREPARING,
        "first_step": "Draw the first bus network plan with Moor’s and Harbour’s routes on it",
        "who": "Bronwen Heald",
        "by": "2027-01-29",
        "cost": "£45,000",
        "help_from": "Moor and Harbour, two days each",
    },
    "health-board": {
        "journey": Journey.EXPLORING,
        "first_step": "Publish the twelve-year gap, ward by ward, on one page",
        "who": "Stephen Mallory",
        "by": "2026-12-18",
        "cost": "Staff time",
        "help_from": "The public health teams",
    },
    "police": {
        "journey": Journey.EXPLORING,
        "first_step": "List every contract that runs past May 2028",
        "who": "Shirin Talbot",
        "by": "2026-11-06",
        "cost": "Nothing",
        "help_from": "County’s legal team",
    },
    "fire": {
        "journey": Journey.NOT_STARTED,
        "first_step": "Talk to the crews before talking to anybody else",
        "who": "Alison Brackenreed",
        "by": "2027-01-31",
        "cost": "Twelve evenings",
        "help_from": "Nobody",
    },
}

_SURE = {
    "county": Confidence.MEDIUM,
    "moor": Confidence.MEDIUM,
    "fire": Confidence.LOW,
    "police": Confidence.LOW,
}


def _ratings(slug: str) -> dict[str, Fields]:
    """A partner's ratings by statement, read from its column of the figures."""
    column = ORDER.index(slug)
    ratings = {}
    for code, (now, year_five) in FIGURES.items():
        if now.split()[column] != "-":
            figures = {"now": int(now.split()[column]), "year_five": int(year_five.split()[column])}
            sure = {"confidence": _SURE.get(slug, Confidence.MEDIUM)}
            ratings[code] = {**figures, **sure, **SAID.get(slug, {}).get(code, {})}
    return ratings


RATINGS = {slug: _ratings(slug) for slug in ORDER}
ALONE = {slug: {"journey": [fields]} for slug, fields in _JOURNEYS.items()}

AGREED = {
    "joint-step": [
        [
            Version(
                "county",
                {
                    "what": "One timetable for the three rivers, on paper and on every stop",
                    "who": "Tobias Renn, County",
                    "by": "2026-11-08",
                    "cost": "£9,000, shared by all",
                    "help_from": "Both bus operators",
                },
                "6 6 6 6 6 5 4 3",
            ),
        ],
        [
            Version(
                "health-board",
                {
                    "what": "Two discharge nurses sit with the housing teams for one winter",
                    "who": "Stephen Mallory, Health board",
                    "by": "2026-12-01",
                    "cost": "£88,000 from the health board",
                    "help_from": "Housing teams in Harbour and the city",
                },
                "6 6 5 5 6 6 5 3",
            ),
        ],
        [
            Version(
                "moor",
                {
                    "what": "A flood exercise from the moor to the sea, in one day, with farmers and wardens",
                    "who": "Callum Birkrigg, Moor, with Dean Holloway, Fire",
                    "by": "2027-02-20",
                    "cost": "£6,500",
                    "help_from": "Everybody for one Saturday",
                },
                "6 6 6 6 5 4 6 6",
            ),
        ],
        [
            Version(
                Role.FACILITATOR,
                {
                    "what": "Each leader spends a morning in the place that they know least",
                    "who": "The five leaders and three chairs",
                    "by": "2026-11-13",
                    "cost": "Eight mornings",
                    "help_from": "The hosts, for the kettle",
                },
                "5 6 6 6 5 5 4 2",
                {"fire": "Another visit with a photograph. Come out on a night shift or do not come."},
            ),
        ],
        [
            Version(
                "city",
                {
                    "what": "A sheet of costs and gains for each partner, one side of paper, checked by its own treasurer",
                    "who": "The eight finance officers, led by Yusuf Carradine’s team",
                    "by": "2027-01-22",
                    "cost": "£20,000 for an outside reader",
                    "help_from": "Every treasurer",
                },
                "4 6 6 6 6 6 6 4",
                {"county": "We have a model. We are content for somebody else to check it."},
            ),
        ],
    ]
}
