"""Step 2 in round 1, together: the destination in two versions, and the outcomes for residents."""

from facilitation.example.shapes import Version
from partnerships.vocabulary import Geography, Involvement, Remit, Role

_FIRST_WORDS = {
    "statement": (
        "By 2032 people in the three rivers area live well in the place they choose. They reach work, training and "
        "care by public transport, find a home they can afford and deal with services that know each other, "
        "whichever council they live under."
    ),
    "for_whom": "Everybody who lives, works or learns between the moor and the sea",
    "ambition": 8,
    "remit": Remit.REFORM,
    "geography": Geography.MAY_GROW,
    "health": Involvement.AT_TABLE,
    "police_and_fire": Involvement.AT_TABLE,
    "business": Involvement.CONSULTED,
    "local_councils": Involvement.CONSULTED,
    "voluntary_sector": Involvement.CONSULTED,
    "unchanged": "Social care duties.",
}

DESTINATION = [
    Version(
        Role.FACILITATOR,
        _FIRST_WORDS,
        "5 2 1 4 6 4 3 3",
        {
            "harbour": "“Reform” of what? Say what is left alone, and name the parks and the port.",
            "moor": "It could be anywhere. Where is the moor in it, apart from the bit between?",
        },
    ),
    Version(
        Role.FACILITATOR,
        {
            "statement": (
                "By 2032 nobody here is cut off: by a missing bus, a rent or a line on a map. From the moor to the "
                "harbour, people reach work, training and care within 40 minutes, can afford a home near them, and "
                "tell their story once."
            ),
            "ambition": 7,
            "remit": Remit.SUPPORT,
            "geography": Geography.FIXED,
            "business": Involvement.AT_TABLE,
            "local_councils": Involvement.JOINT,
            "unchanged": "Social care duties. The port, the parks and the playing fields. Who decides a local plan.",
        },
        "6 5 4 5 5 5 3 3",
        {
            "moor": "We can live with it. Forty minutes will need a bus on request in every parish.",
            "city": "Less than we hoped for. A fixed map will not hold for five years.",
        },
    ),
]

OUTCOMES = [
    [
        Version(
            "county",
            {
                "statement": "Nobody lives more than 40 minutes by public transport from work or training.",
                "residents": "Everybody of working age, and 16- to 18-year-olds",
                "measure": "Share of people within 40 minutes, at 8am and at 10pm",
                "baseline": "58% at 8am, 31% at 10pm",
                "year_1": "60% and 33%",
                "year_2": "64% and 40%",
                "year_3": "72% and 52%",
                "year_4": "82% and 65%",
                "year_5": "95% and 80%",
            },
            "6 6 4 6 6 5 4 3",
        ),
    ],
    [
        Version(
            "city",
            {
                "statement": "A person out of work is offered a course or a coach within a month.",
                "residents": "About 11,400 people out of work for six months or more",
                "measure": "Share offered a place within 30 days",
                "baseline": "22%",
                "year_1": "25%",
                "year_2": "40%",
                "year_3": "60%",
                "year_4": "75%",
                "year_5": "90%",
            },
            "6 5 5 6 6 6 3 3",
        ),
    ],
    [
        Version(
            "harbour",
            {
                "statement": "A working household can rent a home near its work for a third of its pay.",
                "residents": "Working households under 35, on the coast and the moor first",
                "measure": "New homes let at a third of the local wage, a year",
                "baseline": "140 a year",
                "year_1": "160",
                "year_2": "220",
                "year_3": "350",
                "year_4": "500",
                "year_5": "600",
            },
            "5 6 6 5 6 4 3 3",
        ),
    ],
    [
        Version(
            "health-board",
            {
                "statement": "People in the poorest wards live two more years in good health.",
                "residents": "People in the twelve poorest wards: seven in the city, four on the coast, one on the moor",
                "measure": "Gap in healthy life between the poorest and the richest tenth",
                "baseline": "12.1 years",
                "year_1": "12.1 years",
                "year_2": "11.9 years",
                "year_3": "11.5 years",
                "year_4": "10.9 years",
                "year_5": "10.0 years",
            },
            "5 5 4 5 6 6 4 4",
        ),
    ],
    [
        Version(
            "moor",
            {
                "statement": "A flood warning reaches every home at risk three hours before the water.",
                "residents": "8,900 homes on the three rivers and below the sea wall",
                "measure": "Share of homes at risk that had three hours’ warning",
                "baseline": "47% in the floods of February 2024",
                "year_1": "50%",
                "year_2": "65%",
                "year_3": "80%",
                "year_4": "90%",
                "year_5": "98%",
            },
            "6 6 6 6 6 4 5 6",
        ),
    ],
    [
        Version(
            "city",
            {
                "statement": "20,000 homes are built where trams and trains stop.",
                "residents": "Households waiting for a home in the city and around it",
                "measure": "Homes finished within ten minutes’ walk of a stop, in all",
                "baseline": "410 a year are finished now",
                "year_1": "1,000",
                "year_2": "3,500",
                "year_3": "8,000",
                "year_4": "13,500",
                "year_5": "20,000",
            },
            "4 0 2 3 6 3 3 3",
            {
                "harbour": "The second bridge first, with money. Then ask us about numbers.",
                "moor": "There are no trams on the moor. What is in this line for us?",
            },
        ),
    ],
]

AGREED = {"destination": [DESTINATION], "outcome": OUTCOMES}
