"""Step 2 in round 1, alone: what each partner hopes for, how big the prize is, and what its people said."""

from partnerships.vocabulary import Geography, Remit

ALONE = {
    "county": {
        "hope": [
            {
                "what": "A girl in Lindle Bridge does her apprenticeship in the city and is home by half past six.",
                "for_whom": "Young people in the market towns",
                "sign": "One in three 17-year-olds within 45 minutes of a college by bus; it is one in eight now.",
            },
            {
                "what": "Families hear from one service before things go wrong, and not from six after.",
                "for_whom": "The 900 families whom we all know",
                "sign": "Fewer children coming into care, three years running.",
            },
        ],
        "ambition": [
            {
                "ambition": 7,
                "remit": Remit.SUPPORT,
                "geography": Geography.FIXED,
                "stakeholders": "Health and police at the table from the start. Parishes through a yearly assembly.",
                "governance": "One council, one vote, and a chair that goes round every year.",
                "unchanged": "Social care stays with the councils that answer for it.",
                "voices": "In 14 drop-ins people asked about buses 212 times and about governance twice.",
            },
        ],
    },
    "harbour": {
        "hope": [
            {
                "what": "A fish packer finishes at ten at night and catches a bus home to the harbour estates.",
                "for_whom": "People who work late in Saltquay",
                "sign": "The last bus leaves after the last shift, six nights a week.",
            },
            {
                "what": "My nephew, who mends engines, rents a flat in the town he was born in.",
                "for_whom": "Working people under 35 in Saltquay",
                "sign": "400 homes let at a third of a local wage.",
            },
            {
                "what": "When the tide is high and the wind is east, people sleep.",
                "for_whom": "The 1,150 homes below the sea wall",
                "sign": "The wall is finished and insured against.",
            },
        ],
        "ambition": [
            {
                "ambition": 7,
                "remit": Remit.STRATEGIC,
                "geography": Geography.FIXED,
                "stakeholders": "The port users’ association has a right to be heard on anything with wheels.",
                "governance": "Nobody’s area is changed without that area’s vote.",
                "unchanged": "The port, the parks and planning stay in Saltquay.",
                "voices": "The lifeboat crew, the college and 61 traders: buses, rents, and “do not let them run us”.",
            },
        ],
    },
    "moor": {
        "hope": [
            {
                "what": "A farmer’s widow gets to her eye appointment and back without asking a favour.",
                "for_whom": "People over 75 who have stopped driving",
                "sign": "A bus on request within the hour, in every parish, by telephone.",
            },
            {
                "what": "The school at Nine Wells is still open.",
                "for_whom": "Children in the northern parishes",
                "sign": "Eleven new families in homes they can afford.",
            },
        ],
        "ambition": [
            {
                "ambition": 4,
                "remit": Remit.STRATEGIC,
                "geography": Geography.CONTESTED,
                "stakeholders": "Commoners, parishes, the vet. Anybody who knows which gate sticks.",
                "governance": "A seat that cannot be outvoted on what happens above the 200-metre line.",
                "unchanged": "Who decides about a barn.",
                "voices": "Nobody came to the first meeting. Forty came to the second, because there was a bus.",
            },
        ],
    },
    "vale": {
        "hope": [
            {
                "what": "Somebody who rings on 3 April 2028 gets an answer, and does not notice that we have gone.",
                "for_whom": "131,000 people in the Vale",
                "sign": "Calls answered in the first week as fast as in the last.",
            },
            {
                "what": "Warehouse workers move on to better jobs without moving house.",
                "for_whom": "9,000 people at the distribution park",
                "sign": "One in ten takes a course a year, up from one in sixty.",
            },
            {
                "what": "A new civic centre at Marrowford, with the councils, health and the library in it.",
                "for_whom": "People in Marrowford",
                "sign": "The doors open in 2030.",
            },
        ],
        "ambition": [
            {
                "ambition": 6,
                "remit": Remit.SHARED_SERVICES,
                "geography": Geography.MAY_GROW,
                "stakeholders": "The shadow council from the day it is elected. Before that, an empty chair with its name.",
                "governance": "Whatever we sign, a successor can read and refuse.",
                "unchanged": "The flood meadows.",
                "voices": "Staff ask one thing: will there be a desk for me? Residents ask who will empty the bins.",
            },
        ],
    },
    "city": {
        "hope": [
            {
                "what": "A nurse from Hethermoor and a coder from the city sit on the same tram at eight.",
                "for_whom": "Everybody who works in the city and sleeps outside it",
                "sign": "A third fewer cars on the ring road in the morning.",
            },
            {
                "what": "Children on the eastern estates live as long as children by the park.",
                "for_whom": "The 41,000 people in our five poorest wards",
                "sign": "The gap in healthy life falls from twelve years to eight.",
            },
        ],
        "ambition": [
            {
                "ambition": 9,
                "remit": Remit.REFORM,
                "geography": Geography.MAY_GROW,
                "stakeholders": "Both universities, the chamber, health with a vote on health.",
                "governance": "Majority vote, with a lock for the council whose land it is. A mayor in time.",
                "unchanged": "Social care, and the city’s own name on the city’s own things.",
                "voices": "1,900 people answered the city survey. First: homes. Second: buses after dark.",
            },
        ],
    },
    "health-board": {
        "hope": [
            {
                "what": "A man with a bad chest is seen before Christmas in a warm house, not after in a hospital bed.",
                "for_whom": "People with lung disease in damp homes, most of them on the coast",
                "sign": "A fifth fewer winter admissions from the harbour estates.",
            },
            {
                "what": "People recover at home because somebody fitted the rail and somebody looked in.",
                "for_whom": "Older people after a fall",
                "sign": "Two in three at home three months later.",
            },
        ],
        "ambition": [
            {
                "ambition": 6,
                "remit": Remit.REFORM,
                "geography": Geography.FIXED,
                "stakeholders": "Both hospital trusts, general practice and the hospices. Not only us.",
                "governance": "A committee in common for what we pool. We cannot be bound on the rest.",
                "unchanged": "Clinical decisions.",
                "voices": "Patients said “stop asking me the same questions”. Staff said the same, with more feeling.",
            },
        ],
    },
    "police": {
        "hope": [
            {
                "what": "A woman rings once about her ex-husband, and everybody who should know, knows.",
                "for_whom": "Victims of abuse at home",
                "sign": "Repeat calls down by a quarter.",
            },
            {
                "what": "In June 2028 a resident can name who answers for policing.",
                "for_whom": "Everybody",
                "sign": "Ask a hundred people in Averminster market.",
            },
        ],
        "ambition": [
            {
                "ambition": 5,
                "remit": Remit.STRATEGIC,
                "geography": Geography.FIXED,
                "stakeholders": "Courts, probation and the youth service. They are never invited.",
                "governance": "One person who answers in public.",
                "unchanged": "Operational independence.",
                "voices": "Our panel of 400 wants to see officers. They do not mind who employs them.",
            },
        ],
    },
    "fire": {
        "hope": [
            {
                "what": "Nobody drowns in a street.",
                "for_whom": "6,300 homes at high risk of flood",
                "sign": "No death, and every home visited once in three years.",
            },
        ],
        "ambition": [
            {
                "ambition": 3,
                "remit": Remit.STRATEGIC,
                "geography": Geography.FIXED,
                "stakeholders": "The lifeboat, mountain rescue, and the parish flood wardens.",
                "governance": "As it is. We have not been shown what would be better.",
                "unchanged": "Who commands at an incident.",
                "voices": "Crews think that this is about buildings and badges. We have not told them otherwise.",
            },
        ],
    },
}
