"""Step 4 in round 1, together: gives and gets, and what partners would pool."""

from facilitation.example.shapes import Fields, Version
from partnerships.vocabulary import OfferStatus, Role, Size

ACCEPTED, DECLINED, OFFERED = OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.OFFERED


def _gives(
    giver: str,
    receiver: str,
    what: str,
    in_return: str,
    status: str,
    support: str,
    reservations: dict[str, str] | None = None,
    sizes: tuple[int, int] | None = None,
) -> list[Version]:
    """`sizes`: what it costs who gives, and what it is worth to who gets it."""
    words: Fields = {
        "giver": giver,
        "receiver": receiver,
        "what": what,
        "in_return": in_return,
        "status": status,
    }
    if sizes:
        words["cost"], words["worth"] = sizes
    return [Version(giver, words, support, reservations or {})]


OFFERS = [
    _gives(
        "county",
        "moor",
        "The county’s bus tendering team writes Moor’s next contract with it",
        "Moor’s drivers are counted in the network plan",
        ACCEPTED,
        "6 5 6 5 6 - - -",
        sizes=(Size.SMALL, Size.LARGE),
    ),
    _gives(
        "county",
        "harbour",
        "£60,000 towards two evening routes for one winter",
        "Harbour shares its passenger counts",
        ACCEPTED,
        "6 6 4 5 5 4 - -",
        sizes=(Size.SMALL, Size.LARGE),
    ),
    _gives(
        "harbour",
        "city",
        "A prevention officer for a year, who halved hotel stays here",
        "No more families placed in Saltquay without a call first",
        ACCEPTED,
        "5 6 6 6 6 6 5 -",
        sizes=(Size.FAIR, Size.VERY_LARGE),
    ),
    _gives(
        "harbour",
        "county",
        "Two routes that we pay for now, to be planned with the rest",
        "Evening services to the harbour estates",
        OFFERED,
        "6 5 4 5 6 - - -",
        sizes=(Size.SMALL, Size.FAIR),
    ),
    _gives(
        "moor",
        "vale",
        "Upland fields that hold back the Lindle for twelve hours",
        "A farm payment of £42 an acre from the flood budget",
        OFFERED,
        "5 6 6 5 5 - 4 6",
        sizes=(Size.LARGE, Size.LARGE),
    ),
    _gives(
        "vale",
        "health-board",
        "The ground floor of the civic offices, from January 2027",
        "Health stays in the building after the council has gone",
        ACCEPTED,
        "6 5 5 6 5 6 4 4",
    ),
    _gives(
        "city",
        "county",
        "The data platform, at cost, with two people to run it",
        "County’s four analysts work on it",
        ACCEPTED,
        "6 5 5 6 6 4 4 -",
        sizes=(Size.SMALL, Size.FAIR),
    ),
    _gives(
        "city",
        "moor",
        "A planner for two days a week, paid by the city, for two years",
        "Moor reads the first draft of the strategic plan",
        DECLINED,
        "5 4 2 5 6 - - -",
        {"moor": "Kindly meant. He would be your planner in our office. Lend us one who answers to us."},
    ),
    _gives(
        "health-board",
        "police",
        "A mental health nurse in the control room, every night",
        "Officers leave the emergency department within the hour",
        ACCEPTED,
        "6 5 5 5 6 6 6 5",
        sizes=(Size.FAIR, Size.VERY_LARGE),
    ),
    _gives(
        "police",
        "county",
        "The list of every contract that runs past May 2028",
        "A named officer to hand them to",
        ACCEPTED,
        "6 5 4 5 5 - 6 4",
    ),
    _gives(
        "fire",
        "harbour",
        "Two boats and a flood desk, on the quay from October to March",
        "A slipway that is lit",
        ACCEPTED,
        "6 6 5 5 5 4 5 6",
    ),
]

POOLING = [
    [
        Version(
            "health-board",
            {
                "service": "Prevention: falls, damp homes and crisis at home",
                "from_whom": "Health board, county and city",
                "to_whom": "One fund under a committee in common",
                "money": "£9.6m in year one",
                "staff": "14 posts, employer unchanged",
                "legal_route": "Section 75 agreement",
                "public_benefit": "1,300 fewer people go into hospital each winter.",
                "financial_benefit": "Saves £1.90 for each £1 by year six; costs £1.2m in year one.",
                "reversible": "Twelve months’ notice; each takes back its own pound",
            },
            "5 4 3 4 6 4 5 3",
            {"health-board": "Only once it is written down who carries a deficit."},
        ),
    ],
    [
        Version(
            "city",
            {
                "service": "One homelessness prevention team",
                "from_whom": "City, Harbour, Moor and Vale",
                "to_whom": "Hosted by Harbour",
                "money": "£2.1m a year",
                "staff": "31 posts",
                "legal_route": "Joint committee with delegated functions",
                "public_benefit": "Nobody is sent to a neighbour’s hotel.",
                "financial_benefit": "£700,000 a year less on hotel rooms.",
                "reversible": "Staff return to their council at six months’ notice",
            },
            "4 6 6 5 6 6 5 3",
        ),
    ],
    [
        Version(
            Role.FACILITATOR,
            {
                "service": "One register of public buildings",
                "from_whom": "All eight partners",
                "to_whom": "County’s property team",
                "money": "£40,000 a year",
                "staff": "One post",
                "legal_route": "Exchange of letters",
                "public_benefit": "People find more services behind one door.",
                "financial_benefit": "212 buildings are heated; perhaps 150 are needed.",
                "reversible": "At once: everybody keeps its own list",
            },
            "6 5 6 6 6 6 5 5",
        ),
    ],
    [
        Version(
            "county",
            {
                "service": "Supported bus routes",
                "from_whom": "County, Harbour and the city",
                "to_whom": "The new authority",
                "money": "£3.3m a year",
                "staff": "Nine posts",
                "legal_route": "Transfer of functions by regulations",
                "public_benefit": "Routes are planned where people go, not where boundaries are.",
                "financial_benefit": "Tenders with more than one bidder: about 8% less.",
                "reversible": "Hard to undo after franchising begins",
            },
            "6 4 2 5 6 4 3 3",
            {"moor": "Where is the line that keeps rural subsidy for three years?"},
        ),
    ],
]

AGREED = {"offer": OFFERS, "pooling": POOLING}
