"""Step 6 in round 1, together: the arrangements, all five strands of scrutiny among them."""

from facilitation.example.shapes import Version
from partnerships.vocabulary import ArrangementTopic as Topic
from partnerships.vocabulary import DeliveryModel, Role


def _settles(
    topic: str,
    words: str,
    support: str,
    *,
    still_open: str = "",
    model: str = "",
    reservations: dict[str, str] | None = None,
) -> list[Version]:
    said = {"topic": topic, "words": words}
    said |= {"still_open": still_open} if still_open else {}
    said |= {"model": model} if model else {}
    return [Version(Role.FACILITATOR, said, support, reservations or {})]


ARRANGEMENTS = [
    _settles(
        Topic.DELIVERY,
        "A small team hosted by the county until the authority exists, then a body of its own.",
        "6 4 4 5 4 5 3 3",
        model=DeliveryModel.HYBRID,
        still_open="What “small” means. The city says 24 posts and Moor says nine.",
        reservations={"harbour": "Hosted for three years at most, with the date in the agreement."},
    ),
    _settles(
        Topic.HOST,
        "The county employs the team, at cost, and does not manage it. The director answers to all five leaders.",
        "6 4 5 5 5 5 3 3",
        still_open="Who pays if a post is made redundant.",
    ),
    _settles(
        Topic.MONEY,
        "£1.2m for two years: county and city a third each, the rest by population.",
        "5 4 2 4 5 3 3 3",
        still_open="Whether miles count as well as heads.",
        reservations={"moor": "By population we pay 5p in the pound and get a seat at the back."},
    ),
    _settles(
        Topic.PEOPLE,
        "A director by July 2027. Until then each partner names one senior person for a day a week.",
        "6 5 5 5 6 5 4 3",
    ),
    _settles(
        Topic.MEMBERS,
        "Five councils with one vote each. Health, police and fire speak on everything and vote on what they pool.",
        "6 6 6 6 4 5 5 4",
        reservations={"city": "One in five votes for 40% of the people. We accept it for now."},
    ),
    _settles(
        Topic.VOTING,
        "A simple majority, except for money, plans and what happens on one council’s land: that council must agree.",
        "5 6 6 5 3 4 4 4",
        still_open="Whether a plan counts as one decision or as many.",
        reservations={"city": "Five locks on one door. We will live to regret this."},
    ),
    _settles(
        Topic.CHAIR,
        "The chair goes round the five leaders every year, in alphabetical order. Four of five make a quorum.",
        "6 6 6 6 5 5 4 4",
    ),
    _settles(
        Topic.SCRUTINY_LEADERS,
        "The other leaders question the chair in public, once a quarter, with written answers.",
        "6 6 6 6 6 5 5 4",
    ),
    _settles(
        Topic.SCRUTINY_PARTNERS,
        "Health, police and fire say once a year, in writing, whether what was promised to them was done.",
        "5 5 5 5 5 6 6 6",
    ),
    _settles(
        Topic.SCRUTINY_PUBLIC,
        "Meetings move round the five areas. Half an hour of questions from the public comes first, not last.",
        "6 6 6 6 6 5 6 5",
        still_open="Evening or afternoon. There is no bus home to the moor after seven.",
    ),
    _settles(
        Topic.SCRUTINY_AUTHORITY,
        "One committee of 15, with its own officer, papers ten days ahead and the right to call in.",
        "6 6 5 5 6 5 5 5",
    ),
    _settles(
        Topic.SCRUTINY_COUNCILS,
        "Each council’s own committee may ask for any paper and hears the director twice a year.",
        "6 6 6 6 5 - - 4",
    ),
    _settles(
        Topic.AUDIT,
        "An audit committee with an outside chair, and an assurance framework before any money moves.",
        "6 5 5 6 6 6 5 5",
    ),
    _settles(
        Topic.INFORMATION,
        "Figures for places, not for persons, until a trusted room has been checked by somebody outside.",
        "6 5 5 6 5 6 6 5",
    ),
    _settles(
        Topic.DISPUTES,
        "Leads meet within five days, leaders within ten. After that, an outsider listens and writes one page.",
        "6 6 6 6 6 6 5 5",
    ),
    _settles(
        Topic.EXIT,
        "A year’s notice. What was pooled is counted back out, pound by pound, and nobody speaks ill.",
        "5 6 6 5 5 6 6 6",
        still_open="What happens to debt.",
    ),
    _settles(
        Topic.LEGAL,
        "A foundation strategic authority by regulations. All five councils take a decision in public by July 2027.",
        "6 4 4 4 6 5 3 3",
        still_open="Whether Vale’s consent counts if its successor takes office first.",
    ),
    _settles(
        Topic.FIRST_DAYS,
        "One timetable, one number to ring, one meeting on the moor, and a list of what we promised.",
        "6 6 6 6 6 6 5 5",
    ),
    _settles(
        Topic.CHAMPION,
        "The regional director in the lead department, who has said that he will stay until the order is made.",
        "6 5 4 5 6 5 4 4",
        still_open="Who speaks for the Treasury.",
    ),
    _settles(
        Topic.FALLBACK,
        "Buses, discharge and the flood exercise go on by agreement between us. We ask again after two years.",
        "6 6 6 6 5 6 6 5",
    ),
]

AGREED = {"arrangement": ARRANGEMENTS}
