"""Round 2, together, as far as it has come: what was proposed, reworded, dropped, and where partners stand.

A thing from round 1 is found by how its words begin.
"""

from facilitation.example.shapes import Version
from partnerships.vocabulary import OfferStatus, Role, ScopeDecision

# Kind, the new agreement.
PROPOSED = (
    (
        "outcome",
        Version(
            "health-board",
            {
                "statement": "A person in crisis at home is seen by a nurse within four hours, at any hour.",
                "residents": "About 1,900 people a year",
                "measure": "Share seen within four hours",
                "baseline": "34%",
                "year_1": "40%",
                "year_2": "55%",
                "year_3": "70%",
                "year_4": "80%",
                "year_5": "90%",
            },
            "5 5 5 - 6 6 6 -",
        ),
    ),
    (
        "outcome",
        Version(
            "harbour",
            {
                "statement": "No family without a home is placed more than ten miles from its child’s school.",
                "residents": "About 600 families a year",
                "measure": "Families placed further away, on any one night",
                "baseline": "212",
                "year_1": "180",
                "year_2": "120",
                "year_3": "60",
                "year_4": "20",
                "year_5": "None",
            },
            "6 6 6 6 5 6 - -",
        ),
    ),
    (
        "scope",
        Version(
            "city",
            {
                "power": "SKL-09",
                "decision": ScopeDecision.LATER,
                "terms": "When Harbour’s college adviser has had her year.",
            },
            "5 6 5 4 4 - - -",
        ),
    ),
    (
        "offer",
        Version(
            "county",
            {
                "giver": "county",
                "receiver": "moor",
                "what": "A rural floor of £1.3m a year for buses, kept to March 2030",
                "in_return": "Moor’s support for one bus network",
                "status": OfferStatus.ACCEPTED,
            },
            "6 5 6 5 5 - - -",
        ),
    ),
    (
        "joint-step",
        Version(
            "harbour",
            {
                "what": "The trial of two evening routes to the harbour estates goes on until Easter",
                "who": "Ben Ostrow, Harbour, with County’s bus team",
                "by": "2026-12-14",
                "cost": "£60,000 from the county, £22,000 from Harbour",
                "help_from": "Both bus operators",
            },
            "6 6 5 - 5 - - -",
        ),
    ),
)

# Kind, how it began, its new words.
REWORDED_TOGETHER = (
    (
        "outcome",
        "Nobody lives more than 40 minutes",
        Version(
            "moor",
            {
                "statement": (
                    "Nobody lives more than 40 minutes by public transport from work or training; "
                    "on the moor, a bus on request counts if it comes within the hour."
                ),
                "baseline": "58% at 8am, 31% at 10pm; on the moor 9% and 2%",
            },
            "6 6 6 6 5 5 - -",
        ),
    ),
    (
        "outcome",
        "20,000 homes are built",
        Version(
            "city",
            {
                "statement": "12,000 homes are built where trams and trains stop, and what they need is there first.",
                "year_1": "500",
                "year_2": "1,500",
                "year_3": "4,000",
                "year_4": "7,500",
                "year_5": "12,000",
            },
            "5 2 4 5 5 - - -",
            {"harbour": "“First” is the right word. Name the bridge and we are at five."},
        ),
    ),
    (
        "scope",
        "Bus franchising",
        Version(
            Role.FACILITATOR,
            {
                "terms": "The rural floor is kept to March 2030, and two evening routes run from the first day."
            },
            "6 6 6 5 6 - - -",
        ),
    ),
    (
        "scope",
        "Joint intelligence and data office",
        Version(
            "health-board",
            {
                "decision": ScopeDecision.IN,
                "terms": "Figures for places only, in the university’s trusted room, checked by an outsider.",
            },
            "6 5 5 6 6 6 5 -",
        ),
    ),
    (
        "offer",
        "Two routes that we pay for now",
        Version("county", {"status": OfferStatus.ACCEPTED}, "6 6 5 5 6 - - -"),
    ),
)

# Kind, how it begins: done or overtaken.
# Kind, how it begins, and why.
DROPPED = (
    ("joint-step", "Each leader spends a morning", "The visits are in every leader’s diary as it is."),
)

# Kind, how it begins, where partners stand in this round on words that came along unchanged.
STILL_STANDING = (
    ("destination", "By 2032 nobody here is cut off", "6 5 5 5 5 - - -"),
    ("outcome", "A flood warning reaches every home", "6 6 6 6 6 - 5 6"),
    ("outcome", "A person out of work", "6 5 5 - 6 6 - -"),
)
