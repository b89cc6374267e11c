"""Step 1, alone, in round 2: what partners changed, signed again and laid, and what is on its way."""

from dataclasses import dataclass

from facilitation.example.shapes import DRAW, SHARE, UP, Decided, Fields, not_now, on, on_if, open_to
from partnerships.vocabulary import Authority, Evidence, Flexibility, Stance


@dataclass(frozen=True)
class Change:
    """New or changed positions by the power's code; `decided` is left out where nobody has decided yet."""

    positions: dict[str, Fields]
    decided: Decided | None = None
    terms: Fields | None = None


# Signed again and laid: the table of round 2 shows these.
SIGNED_AGAIN = {
    "county": Change(
        {
            "TRN-03": {
                "offer": "The fares team, £2.4m a year of supported routes, and a rural floor kept to March 2030.",
                "reasons": "Two operators run 84% of our routes. Moor asked for a number; cabinet has given one.",
            },
            "HLT-06": {
                "conditions": "If the pool is for prevention only, and a deficit stays with whoever ran it up.",
                "weight": 9,
            },
            "SKL-09": open_to(
                SHARE,
                "The city’s careers hub is good. Ours is a telephone. We would listen.",
                weight=3,
                flexibility=Flexibility.WIDE,
            ),
        },
        Decided("Cabinet", "2026-11-10", "CAB/26/91"),
    ),
    "harbour": Change(
        {
            "TRN-03": on_if(
                DRAW,
                "If rural routes keep their subsidy for three years, and two evening routes run from the first day.",
                "I finish at ten at the fish dock and I am home by half past.",
                reasons="The first six weeks of the trial carried 2,100 people after nine at night. We stopped doubting.",
                offer="The say over routes 14 and 22.",
                weight=9,
                flexibility=Flexibility.SOME,
                evidence=Evidence.TESTED,
            ),
            "SKL-09": not_now(
                SHARE,
                "The college’s own adviser started in September. Let her have a year.",
                weight=4,
                flexibility=Flexibility.SOME,
            ),
        },
        Decided("Cabinet", "2026-11-09", "HDC 26/171"),
    ),
    "moor": Change(
        {
            "TRN-03": on_if(
                DRAW,
                "If the rural floor of £1.3m stays until March 2030 and a bus comes within an hour of a call.",
                "I rang at nine, the minibus came at ten to ten, and I was not late for the eye clinic.",
                reasons="We asked for a sentence with a number in it. We have it.",
                weight=10,
                flexibility=Flexibility.FIXED,
                evidence=Evidence.SOLID,
            ),
            "HSG-01": on_if(
                UP,
                "If it names main towns and main roads and leaves the rest to local plans.",
                "The map has our village on it, and nobody has drawn a line round it.",
                weight=7,
                flexibility=Flexibility.SOME,
                evidence=Evidence.OPINION,
            ),
            "ECO-02": on(
                SHARE,
                "They rang back. On a Tuesday. I had a form by Friday.",
                shared_with="All councils",
                weight=5,
                evidence=Evidence.SOME_DATA,
            ),
            "SKL-09": open_to(
                SHARE,
                "One school, 60 leavers a year. Somebody should see them all by name.",
                weight=4,
                flexibility=Flexibility.WIDE,
            ),
        },
        Decided("Full council", "2026-11-12", "C.26/58"),
        {"stance": Stance.WILLING},
    ),
    "vale": Change(
        {
            "TRN-18": on(
                DRAW,
                "The warehouse pass works on every bus.",
                weight=5,
                flexibility=Flexibility.WIDE,
                evidence=Evidence.SOME_DATA,
            ),
            "HSG-05": not_now(
                DRAW,
                "Not never; but ask the council that will live with it.",
                weight=5,
                flexibility=Flexibility.SOME,
            ),
            "SKL-06": open_to(
                SHARE,
                "Employers at the distribution park have asked for it by name.",
                weight=5,
                flexibility=Flexibility.WIDE,
            ),
            "SKL-09": on(
                SHARE,
                "Somebody told my son about a job that was not a warehouse.",
                shared_with="The city and the health board",
                weight=7,
                evidence=Evidence.SOLID,
            ),
        },
        Decided("Cabinet", "2026-11-05", "VDC/CAB/1126/4"),
    ),
    "city": Change(
        {
            "TRN-03": {
                "offer": "The network team, and late buses on the two routes to Saltquay from the first day.",
            },
            "FIN-09": on_if(
                SHARE,
                "If what is shared is spent on buses and trams for the first five years.",
                "The city did well, and there was a bus to it.",
                shared_with="County, Harbour, Moor and Vale",
                weight=8,
                flexibility=Flexibility.SOME,
                evidence=Evidence.SOLID,
            ),
            "SKL-09": on(
                SHARE,
                "I met three employers before I chose my courses.",
                shared_with="Everybody here",
                offer="Our careers hub and its 22 enterprise advisers.",
                weight=7,
                evidence=Evidence.SOLID,
            ),
            "OWN-02": open_to(
                SHARE,
                "Scrutiny asked why County can run 23 desks and we can run none. Fair question.",
                weight=5,
                flexibility=Flexibility.WIDE,
            ),
        },
        Decided("Cabinet", "2026-11-18", "ACC Cab 18.11.26 item 5"),
    ),
    "health-board": Change(
        {
            "LEA-10": on_if(
                SHARE,
                "If only figures for places leave the NHS, and an outsider has checked that no name can be found.",
                "They saw that our street was ill before any of us had said so.",
                shared_with="All councils",
                reasons="The university’s trusted room answers what worried us. Our no was to names, not to facts.",
                weight=8,
                flexibility=Flexibility.SOME,
                evidence=Evidence.TESTED,
            ),
            "HLT-06": on_if(
                SHARE,
                "If a deficit stays with whoever ran it up, and the pool is agreed for three years.",
                "Somebody came to look at the damp before I was ill again.",
                shared_with="County and the city",
                weight=9,
                flexibility=Flexibility.SOME,
                evidence=Evidence.SOLID,
            ),
            "SKL-09": on(
                SHARE,
                "I did not know that you could be a radiographer from here.",
                shared_with="All councils",
                weight=5,
                evidence=Evidence.SOME_DATA,
            ),
        },
        Decided("Board", "2026-11-13", "TICB 26/11/06"),
    ),
}

# Harbour, once more after that: with the leader of the council now.
WITH_APPROVER = {
    "harbour": Change(
        {
            "TRN-10": not_now(
                UP,
                "Cabinet would talk, if the last two miles are ours to decide and lorries are timed off the school run.",
                interest="Keeping the say over the last two miles, through homes and past a school.",
                weight=10,
                flexibility=Flexibility.SOME,
                evidence=Evidence.SOLID,
            ),
            "LEA-09": on(
                SHARE,
                "The Custom House has a clinic in it, and the roof does not leak.",
                shared_with="Everybody here",
                offer="Two floors of the Custom House in Saltquay.",
                weight=6,
                evidence=Evidence.SOME_DATA,
            ),
        },
    ),
}

# Moor thought again about homes after its council had voted: the signature has lapsed.
LAPSED = {
    "moor": Change(
        {
            "HSG-01": {
                "conditions": (
                    "If it names main towns and main roads, leaves the rest to local plans, "
                    "and pays for a planner who answers to us."
                ),
            },
        },
    ),
}

# The fire authority has a mandate now. It is signed off, and not laid yet.
FIRE = Change(
    {
        "FIN-05": open_to(
            SHARE,
            "We have a precept of our own. Mind that nobody pays twice.",
            weight=3,
            flexibility=Flexibility.WIDE,
        ),
        "LEA-10": on(
            SHARE,
            "The crew knew about the oxygen in the back bedroom.",
            shared_with="All councils and the health board",
            weight=7,
            evidence=Evidence.SOLID,
        ),
        "TRN-10": open_to(
            UP,
            "We want to be asked before any road is narrowed. Twelve minutes is twelve minutes.",
            weight=5,
            flexibility=Flexibility.WIDE,
        ),
        "SAF-01": open_to(
            UP,
            "Not ours. We would want to know early.",
            weight=2,
            flexibility=Flexibility.WIDE,
        ),
        "OWN-02": open_to(
            SHARE,
            "A smoke alarm could be booked at any desk.",
            weight=4,
            flexibility=Flexibility.WIDE,
        ),
    },
    Decided("Fire and rescue authority", "2026-11-12", "FRA/26/47"),
    {
        "stance": Stance.CAUTIOUS,
        "speakers": "Imelda Foyle, chair of the authority\nAlison Brackenreed, assistant chief fire officer",
        "limits": "Nothing that changes cover, crews or command.",
    },
)
FIRE_AUTHORITY = {
    "authority": Authority.BOARD,
    "authority_limits": "Until the next risk management plan, in 2028.",
}
FIRE_NO_VIEW = (
    *("FIN-02", "FIN-03", "FIN-09", "TRN-02", "TRN-03", "TRN-15", "TRN-18", "TRN-24"),
    *("SKL-01", "SKL-05", "SKL-06", "SKL-09", "HSG-01", "HSG-05", "HSG-09", "HSG-12", "HSG-13"),
    *("ECO-02", "ECO-08", "ENV-08", "HLT-06", "HLT-08", "HLT-09", "OWN-01"),
)
