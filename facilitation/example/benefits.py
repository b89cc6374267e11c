"""Step 4 in round 1, alone: what is in it for each partner, what it costs, and whether it is worth it."""

from facilitation.example.shapes import Fields, hit
from partnerships.vocabulary import BenefitType, Certainty, Level04, Size, Verdict

RESIDENTS, MONEY, INFLUENCE = BenefitType.RESIDENTS, BenefitType.MONEY, BenefitType.INFLUENCE
CAPABILITY, RESILIENCE, REPUTATION = BenefitType.CAPABILITY, BenefitType.RESILIENCE, BenefitType.REPUTATION


def _of(type_: str, what: str, size: int, certainty: int, when: str) -> Fields:
    return {"type": type_, "what": what, "size": size, "certainty": certainty, "when": when}


ALONE = {
    "county": {
        "benefit": [
            _of(RESIDENTS, "Buses that meet trains, planned once", Size.LARGE, Certainty.LIKELY, "From 2029"),
            _of(
                MONEY, "No more bidding: about £280,000 a year", Size.FAIR, Certainty.VERY_LIKELY, "Year two"
            ),
            _of(
                INFLUENCE,
                "One voice to government for half a million people",
                Size.FAIR,
                Certainty.LIKELY,
                "At once",
            ),
        ],
        "cost": [
            _of(
                CAPABILITY,
                "Twelve good transport officers would move",
                Size.FAIR,
                Certainty.CERTAIN,
                "Year two",
            ),
            _of(
                MONEY,
                "Our share of running costs, £250,000 a year",
                Size.SMALL,
                Certainty.LIKELY,
                "Year one on",
            ),
        ],
        "worth": [
            {
                "verdict": Verdict.CLEARLY,
                "tipping_point": "If social care comes back on to the table, we look again.",
                "public_case": "A quarter of our residents cross a council boundary every working day.",
                "financial_case": "Small at first. The prize is a settlement that lasts longer than a year.",
                "readiness": Level04.WORKING,
                **hit(1, 2, 2, 1, 1),
            },
        ],
    },
    "harbour": {
        "benefit": [
            _of(
                RESIDENTS, "Evening buses to the harbour estates", Size.VERY_LARGE, Certainty.POSSIBLE, "2029"
            ),
            _of(RESILIENCE, "The sea wall, finished", Size.VERY_LARGE, Certainty.POSSIBLE, "By 2031"),
            _of(
                RESIDENTS, "140 training places a year in marine trades", Size.FAIR, Certainty.LIKELY, "2028"
            ),
        ],
        "cost": [
            _of(
                INFLUENCE,
                "A say over two bus routes that we pay for now",
                Size.SMALL,
                Certainty.VERY_LIKELY,
                "2028",
            ),
            _of(REPUTATION, "“They gave Saltquay away”", Size.LARGE, Certainty.POSSIBLE, "The next election"),
            _of(
                INFLUENCE,
                "Being one vote in five on where homes go",
                Size.LARGE,
                Certainty.LIKELY,
                "With the first plan",
            ),
        ],
        "worth": [
            {
                "verdict": Verdict.FINELY_BALANCED,
                "tipping_point": "The second bridge, funded, before any new housing number.",
                "public_case": "Late buses and dry houses. Nobody on the quay has asked us for anything else.",
                "financial_case": "Honest answer: we pay a little and may get a wall.",
                "readiness": Level04.IN_PRINCIPLE,
                **hit(1, 1, 3, 1, 4),
            },
        ],
    },
    "moor": {
        "benefit": [
            _of(
                RESIDENTS,
                "A bus on request in every parish",
                Size.VERY_LARGE,
                Certainty.GUESS,
                "We would like a date",
            ),
            _of(MONEY, "Farmers paid to hold water back", Size.FAIR, Certainty.POSSIBLE, "2028"),
        ],
        "cost": [
            _of(
                CAPABILITY,
                "One of our two planners",
                Size.VERY_LARGE,
                Certainty.LIKELY,
                "The day it advertises",
            ),
            _of(INFLUENCE, "Being 74,000 among 537,000", Size.LARGE, Certainty.CERTAIN, "At once"),
            _of(
                REPUTATION,
                "The case for merging us: each thing that we share makes it easier to write",
                Size.LARGE,
                Certainty.POSSIBLE,
                "2028",
            ),
        ],
        "worth": [
            {
                "verdict": Verdict.NOT_YET,
                "tipping_point": "A sentence about rural subsidy with a number of pounds and a number of years in it.",
                "public_case": "If it mends the bus, people will forgive the rest.",
                "financial_case": "There is none for us. We would do it for the bus.",
                "readiness": Level04.TALKING,
                **hit(2, 4, 3, 2, 3),
            },
        ],
    },
    "vale": {
        "benefit": [
            _of(
                RESILIENCE,
                "Somebody to hand things to who is not brand new",
                Size.LARGE,
                Certainty.LIKELY,
                "1 April 2028",
            ),
            _of(RESIDENTS, "Shift buses to the distribution park", Size.LARGE, Certainty.LIKELY, "2028"),
        ],
        "cost": [
            _of(
                CAPABILITY,
                "The same six people are also closing a council",
                Size.VERY_LARGE,
                Certainty.CERTAIN,
                "Now",
            ),
            _of(MONEY, "Costs that our successor has not agreed", Size.FAIR, Certainty.LIKELY, "2028 on"),
        ],
        "worth": [
            {
                "verdict": Verdict.ON_BALANCE,
                "tipping_point": "If the shadow council, once elected, sends one person to listen.",
                "public_case": "People here will have a new council and should not also have a new muddle.",
                "financial_case": "We cannot make one beyond 2028 and will not pretend to.",
                "readiness": Level04.IN_PRINCIPLE,
                **hit(2, 4, 2, 1, 2),
            },
        ],
    },
    "city": {
        "benefit": [
            _of(
                MONEY,
                "A fund that we can borrow against for the tram",
                Size.VERY_LARGE,
                Certainty.POSSIBLE,
                "2029",
            ),
            _of(RESIDENTS, "Homes in the right places", Size.VERY_LARGE, Certainty.POSSIBLE, "From 2030"),
            _of(INFLUENCE, "The same table as bigger cities", Size.LARGE, Certainty.LIKELY, "At once"),
        ],
        "cost": [
            _of(MONEY, "Sharing growth that we make", Size.FAIR, Certainty.LIKELY, "Year two"),
            _of(CAPABILITY, "Waiting for others", Size.FAIR, Certainty.CERTAIN, "Every month"),
        ],
        "worth": [
            {
                "verdict": Verdict.CLEARLY,
                "tipping_point": "Two more years of “later” on the strategic plan, and we would go alone.",
                "public_case": "Our poorest estates are cut off by roads that we do not control.",
                "financial_case": "£1 of ours brings £3.40 over ten years, if the fund comes.",
                "readiness": Level04.WORKING,
                **hit(2, 1, 1, 0, 1),
            },
        ],
    },
    "health-board": {
        "benefit": [
            _of(
                RESIDENTS,
                "Fewer people falling ill for want of a dry house",
                Size.LARGE,
                Certainty.LIKELY,
                "Year three on",
            ),
            _of(
                RESILIENCE,
                "Partners who will outlast our next reorganisation",
                Size.FAIR,
                Certainty.POSSIBLE,
                "2027",
            ),
        ],
        "cost": [
            _of(
                MONEY,
                "Money goes out in year one and comes back in year six",
                Size.FAIR,
                Certainty.VERY_LIKELY,
                "Each March",
            ),
            _of(
                CAPABILITY,
                "Our staff are being cut by half while we do this",
                Size.LARGE,
                Certainty.CERTAIN,
                "Now",
            ),
        ],
        "worth": [
            {
                "verdict": Verdict.ON_BALANCE,
                "tipping_point": "A rule, agreed beforehand, for who carries a deficit in the pool.",
                "public_case": "Twelve years of healthy life lie between two wards that share a bus route.",
                "financial_case": "It pays, but not in the year in which it is spent.",
                "readiness": Level04.TALKING,
                **hit(2, 2, 1, 2, 0),
            },
        ],
    },
    "police": {
        "benefit": [
            _of(RESILIENCE, "A handover with a year’s notice", Size.LARGE, Certainty.POSSIBLE, "May 2027"),
            _of(
                RESIDENTS, "11,000 officer hours back on the street", Size.LARGE, Certainty.LIKELY, "Year two"
            ),
        ],
        "cost": [
            _of(
                CAPABILITY,
                "Staff leave early because nobody can promise them anything",
                Size.FAIR,
                Certainty.LIKELY,
                "2027",
            ),
        ],
        "worth": [
            {
                "verdict": Verdict.FINELY_BALANCED,
                "tipping_point": "Who comes after. Tell us and we will tell you.",
                "public_case": "Crisis care. The rest is for our successor to judge.",
                "financial_case": "None before May 2028.",
                "readiness": Level04.TALKING,
                **hit(0, 3, 4, 2, 4),
            },
        ],
    },
    "fire": {
        "benefit": [
            _of(
                RESIDENTS,
                "Warnings and wardens that join up from moor to sea",
                Size.LARGE,
                Certainty.LIKELY,
                "2028",
            ),
        ],
        "cost": [
            _of(
                REPUTATION,
                "Crews who feel decided about",
                Size.LARGE,
                Certainty.LIKELY,
                "The day it is announced",
            ),
            _of(
                INFLUENCE, "Our own authority, in the end", Size.VERY_LARGE, Certainty.POSSIBLE, "After 2030"
            ),
        ],
        "worth": [
            {
                "verdict": Verdict.NOT_YET,
                "tipping_point": "Show us one place where crews say that it went better.",
                "public_case": "For floods, yes. For the rest we have not seen it.",
                "financial_case": "Nobody has written one.",
                "readiness": Level04.NOT_BEGUN,
                **hit(1, 2, 3, 1, 3),
            },
        ],
    },
}
