"""Step 6 in round 1, alone: what each partner can put in, and how it would rather be led."""

from facilitation.example.shapes import Fields
from partnerships.vocabulary import DeliveryModel, ResourceType

CASH, IN_KIND, POSTS = ResourceType.CASH, ResourceType.IN_KIND, ResourceType.PEOPLE
PREMISES, SYSTEMS, DATA = ResourceType.PREMISES, ResourceType.SYSTEMS, ResourceType.DATA


def _puts_in(type_: str, what: str, amount: str, until: str, conditions: str = "") -> Fields:
    """`amount`: pounds a year for money, posts for people, one for a thing."""
    fields = {"type": type_, "what": what, "amount": amount, "until": until}
    return {**fields, "conditions": conditions} if conditions else fields


ALONE = {
    "county": {
        "resource": [
            _puts_in(
                CASH,
                "Programme money",
                "300000",
                "Until March 2028",
                "Others put in half as much between them.",
            ),
            _puts_in(POSTS, "Bus planners and a lawyer", "4", "Until March 2029"),
            _puts_in(PREMISES, "The east wing of County Hall", "1", "As long as it is wanted"),
        ],
        "preference": [
            {
                "model": DeliveryModel.HOSTED,
                "sponsor": "Helena Marchbank",
                "reasons": "Start small, in an existing house, and move out when there is something to move.",
                "could_host": "Yes: payroll, legal and finance, at cost, for three years.",
                "scrutiny": "One joint committee, with our members and the districts’ in equal number.",
            },
        ],
    },
    "harbour": {
        "resource": [
            _puts_in(POSTS, "An officer for the skills work", "0.5", "Two years", "Based in Saltquay."),
            _puts_in(
                PREMISES, "Two floors of the Custom House", "1", "Five years", "Somebody else mends the roof."
            ),
        ],
        "preference": [
            {
                "model": DeliveryModel.STAND_ALONE,
                "sponsor": "Nadia Quayle",
                "reasons": "A body hosted by the county will be the county in a different tie.",
                "could_host": "The homelessness team, gladly. Not the rest.",
                "scrutiny": "In public, in turn, in each of our towns. With call-in.",
            },
        ],
    },
    "moor": {
        "resource": [
            _puts_in(IN_KIND, "Hethermoor Town House and its kettle", "1", "For good"),
            _puts_in(
                POSTS,
                "One day a week of the chief executive",
                "0.2",
                "Until May 2027",
                "He goes on being ours.",
            ),
        ],
        "preference": [
            {
                "model": DeliveryModel.DISTRIBUTED,
                "sponsor": "Callum Birkrigg",
                "reasons": "Each of us should do the thing it does well. It keeps jobs out of one building.",
                "could_host": "Flood planning. We have the water.",
                "scrutiny": "By people who took the bus there.",
            },
        ],
    },
    "vale": {
        "resource": [
            _puts_in(DATA, "Ten years of records, cleaned and explained", "1", "Until 31 March 2028"),
            _puts_in(
                PREMISES,
                "The civic offices at Marrowford",
                "1",
                "Until 31 March 2028",
                "Then ask our successor.",
            ),
        ],
        "preference": [
            {
                "model": DeliveryModel.STAND_ALONE,
                "sponsor": "Priya Lanyon",
                "reasons": "Hosts change. We are the proof.",
                "could_host": "No. We would be handing it on within the year.",
                "scrutiny": "With a seat for the shadow council from its first day.",
            },
        ],
    },
    "city": {
        "resource": [
            _puts_in(
                CASH,
                "Programme money",
                "350000",
                "Until March 2029",
                "A director is appointed by summer 2027.",
            ),
            _puts_in(POSTS, "The bus network team", "5", "Until March 2029"),
            _puts_in(
                SYSTEMS, "Ticketing back office and data platform", "1", "Renewable each year", "At cost."
            ),
        ],
        "preference": [
            {
                "model": DeliveryModel.STAND_ALONE,
                "sponsor": "Yusuf Carradine",
                "reasons": "It must be able to hire, borrow and be sued in its own name.",
                "could_host": "Yes, and better than most. We see why others would rather we did not.",
                "scrutiny": "A proper committee with its own staff, and questions from the public every month.",
            },
        ],
    },
    "health-board": {
        "resource": [
            _puts_in(POSTS, "Two discharge nurses", "2", "One winter, then review"),
            _puts_in(
                DATA,
                "Neighbourhood health figures each quarter",
                "1",
                "As long as the board exists",
                "No names.",
            ),
        ],
        "preference": [
            {
                "model": DeliveryModel.HYBRID,
                "sponsor": "Amara Fenwright",
                "reasons": "A small core, and a committee in common for the prevention fund.",
                "could_host": "No. We are being cut by half ourselves.",
                "scrutiny": "Together with the health scrutiny committees, not beside them.",
            },
        ],
    },
    "police": {
        "resource": [
            _puts_in(DATA, "Patterns of crime by street and hour", "1", "Until May 2028", "No names."),
            _puts_in(IN_KIND, "Commissioning advice", "1", "Until May 2028"),
        ],
        "preference": [
            {
                "model": DeliveryModel.UNDECIDED,
                "sponsor": "Gareth Oxlade",
                "reasons": "It is not for an office that ends to choose.",
                "could_host": "No.",
                "scrutiny": "The panel has worked well because it meets in public. Keep that.",
            },
        ],
    },
    "fire": {
        "resource": [
            _puts_in(POSTS, "A flood officer", "1", "Three winters", "Commanded by us at an incident."),
        ],
        "preference": [
            {
                "model": DeliveryModel.DISTRIBUTED,
                "sponsor": "Alison Brackenreed",
                "reasons": "Then nothing moves that works.",
                "could_host": "The flood desk. We run one.",
                "scrutiny": "By people who have read the risk plan.",
            },
        ],
    },
}
