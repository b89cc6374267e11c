"""Round 2, alone, apart from mandates: what partners reworded, added, withdrew, keep to themselves and rate again.

A thing from round 1 is found by how its words begin.
"""

from facilitation.example.shapes import Fields
from partnerships.vocabulary import BenefitType, Certainty, Confidence, Impact, Size, Verdict

# Partner, kind, how it began, what is different now. All of these are laid again.
REWORDED: tuple[tuple[str, str, str, Fields], ...] = (
    (
        "county",
        "hope",
        "A girl in Lindle Bridge",
        {
            "what": "A girl in Lindle Bridge, or in Nine Wells, does her apprenticeship in the city and is home by seven.",
            "sign": "One in three 17-year-olds within 45 minutes of a college by bus, the moor counted by itself.",
        },
    ),
    (
        "moor",
        "ambition",
        "Ambition and remit",
        {
            "ambition": 6,
            "voices": "The trial bus carried 61 people in its first week. Eleven of them wrote to us.",
        },
    ),
    (
        "moor",
        "worth",
        "Is it worth it?",
        {
            "verdict": Verdict.FINELY_BALANCED,
            "tipping_point": "The rural floor, once it is signed by everybody and not only by the county.",
            "governance": Impact.MODERATE,
        },
    ),
)

# Partner, kind, the new thing. Laid.
ADDED: tuple[tuple[str, str, Fields], ...] = (
    (
        "health-board",
        "hope",
        {
            "what": "Somebody in crisis at midnight is met by a nurse at home, not by a van.",
            "for_whom": "About 1,900 people a year, and whoever loves them",
            "sign": "A nurse there within four hours, nine times in ten.",
        },
    ),
    (
        "county",
        "cost",
        {
            "type": BenefitType.MONEY,
            "what": "The rural floor: £1.3m a year, kept to March 2030",
            "size": Size.FAIR,
            "certainty": Certainty.CERTAIN,
            "when": "Each year until 2030",
        },
    ),
)

# Partner, kind, how it begins: off the table again.
WITHDRAWN = (("vale", "hope", "A new civic centre at Marrowford"),)

# Partner, kind, the new thing. Nobody else has seen these.
DRAFTS: tuple[tuple[str, str, Fields], ...] = (
    (
        "city",
        "hope",
        {
            "what": "A mayor whom people in Hethermoor would vote for as well.",
            "for_whom": "Everybody",
            "sign": "We do not know yet. That is why this is a draft.",
        },
    ),
    (
        "health-board",
        "cost",
        {
            "type": BenefitType.CAPABILITY,
            "what": "If we are merged next year, whoever leads the fund will sit 60 miles away",
            "size": Size.LARGE,
            "certainty": Certainty.POSSIBLE,
            "when": "From April 2027",
        },
    ),
)

# Ratings changed since round 1: statement, now, year five. The first three partners have lodged theirs.
RATED_AGAIN: dict[str, dict[str, Fields]] = {
    "county": {
        "RC-06": {
            "now": 3,
            "year_five": 4,
            "evidence": "We went to Nine Wells by bus. It took two changes and we missed one.",
        },
        "RC-18": {
            "now": 2,
            "year_five": 4,
            "evidence": "There is a route now, and we used it once, about lorries.",
        },
        "RC-25": {"now": 3, "year_five": 4, "evidence": "The timetable. It is on 640 stops."},
    },
    "vale": {
        "RC-08": {"now": 3, "year_five": 3, "evidence": "We said no to a principle and it was rewritten."},
        "RC-21": {
            "now": 4,
            "year_five": 4,
            "evidence": "Third letter to staff; 84% say that they know what happens next.",
        },
    },
    "city": {
        "RC-14": {
            "now": 2,
            "year_five": 4,
            "evidence": "Moor’s treasurer found a mistake in ours. We were too sure.",
            "confidence": Confidence.MEDIUM,
        },
        "RC-06": {
            "now": 3,
            "year_five": 4,
            "evidence": "A seat and a paper are not the same as being heard.",
        },
    },
    "moor": {
        "RC-06": {"now": 1, "year_five": 3, "evidence": "They came. Twice. One of them by bus."},
    },
}
LODGED = ("county", "vale", "city")

# Harbour has rated twelve of 28 so far. Statement: now, year five.
HARBOUR_SO_FAR = {
    "RC-01": (3, 4),
    "RC-02": (2, 3),
    "RC-03": (1, 3),
    "RC-04": (2, 3),
    "RC-05": (2, 3),
    "RC-06": (0, 4),
    "RC-07": (2, 3),
    "RC-08": (3, 4),
    "RC-09": (1, 3),
    "RC-10": (4, 4),
    "RC-11": (2, 3),
    "RC-12": (1, 4),
}
HARBOUR_SAYS = {
    "RC-06": {
        "evidence": "The harbour estates had one meeting, at two in the afternoon.",
        "obstacle": "People who work shifts are counted as not interested.",
        "confidence": Confidence.HIGH,
    },
    "RC-09": {"evidence": "Nobody has yet said aloud who closed the branch line."},
    "RC-12": {"obstacle": "If the coast is reorganised, this mandate is a scrap of paper."},
}
