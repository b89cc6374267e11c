"""The commissioner: brief, blunt, and gone in May 2028."""

from facilitation.example.shapes import SHARE, UP, Decided, MandateOf, never, on, on_if, open_to
from partnerships.vocabulary import Authority, Evidence, Flexibility, ReviewTrigger, Stance, Standing

MANDATE = MandateOf(
    terms={
        "stance": Stance.WILLING,
        "standing": Standing.OBSERVER,
        "speakers": "Miriam Stroud, police and crime commissioner\nGareth Oxlade, chief executive",
        "limits": "Nothing that touches operations. Nothing that binds whoever follows in May 2028.",
    },
    common={
        "authority": Authority.LEADER,
        "authority_limits": "The commissioner’s own decision. It ends with the office in May 2028.",
        "expires_on": "2028-05-10",
        "review_trigger": ReviewTrigger.POLICY,
    },
    decided=Decided("Commissioner’s decision", "2026-06-30", "PCC-D-2026-044"),
    positions={
        "LEA-09": on_if(
            SHARE,
            "If custody and armouries are left out.",
            "There is an officer at a desk in my library on Tuesdays.",
            shared_with="Everybody here",
            weight=5,
            flexibility=Flexibility.SOME,
            evidence=Evidence.SOME_DATA,
        ),
        "LEA-10": on_if(
            SHARE,
            "If intelligence stays ours and only patterns leave the building.",
            "They mended the lights where people kept being robbed.",
            shared_with="All councils",
            weight=6,
            flexibility=Flexibility.SOME,
            evidence=Evidence.SOLID,
        ),
        "TRN-10": on(
            UP,
            "Fewer crosses by the side of that road.",
            reasons="31 deaths in five years on roads with three owners.",
            weight=6,
            evidence=Evidence.TESTED,
        ),
        "HLT-06": on_if(
            SHARE,
            "If mental health crisis is inside it.",
            "When my son was ill, a nurse came, not a van.",
            shared_with="The health board, county and the city",
            reasons="We spend 11,000 officer hours a year sitting in emergency departments.",
            weight=9,
            flexibility=Flexibility.SOME,
            evidence=Evidence.SOLID,
        ),
        "SAF-01": on_if(
            UP,
            "If the handover starts a year before the office ends.",
            "There was always somebody in charge whom I could name.",
            interest="No gap in May 2028.",
            offer="Our office of 22, their contracts and their memory.",
            weight=10,
            flexibility=Flexibility.SOME,
            evidence=Evidence.SOME_DATA,
        ),
        "SAF-02": open_to(
            UP,
            "Police and fire under one roof works in some places. Ask fire.",
            weight=3,
            flexibility=Flexibility.WIDE,
        ),
        "SAF-05": never(
            "The duty and the grant are the commissioner’s until 2028. We will not move them twice.",
            direction=UP,
            interest="Projects that work with frightened families need one funder who stays.",
            weight=9,
            flexibility=Flexibility.FIXED,
            evidence=Evidence.SOLID,
        ),
        "OWN-02": open_to(
            SHARE,
            "Lost property and firearms licences could be asked about anywhere.",
            weight=2,
            flexibility=Flexibility.WIDE,
        ),
    },
    no_view=(
        *("FIN-02", "FIN-03", "FIN-05", "FIN-09", "TRN-02", "TRN-03", "TRN-15", "TRN-18", "TRN-24"),
        *("SKL-01", "SKL-05", "SKL-06", "HSG-01", "HSG-05", "HSG-09", "HSG-12", "HSG-13"),
        *("ECO-02", "ECO-08", "ENV-08", "ENV-09", "HLT-08", "HLT-09", "OWN-01"),
    ),
    private={
        "SAF-05": {
            "fallback": "Extend the grants to March 2029 and hand them over as they are.",
            "least_acceptable": "One joint board that advises, while the commissioner decides.",
            "best_outcome": "The successor keeps every project that works, by name.",
            "worries": "Councils will spend it on street lights.",
            "statutory_limit": "The grants come to the commissioner by name and may not be passed on without consent.",
        },
        "SAF-01": {
            "fallback": "A policing and crime board of leaders, with our office serving it.",
            "least_acceptable": "A named officer in the new authority by May 2027.",
            "best_outcome": "Staff know their employer a year ahead.",
            "worries": "Good people will leave in 2027 because nobody told them anything.",
            "statutory_limit": "Operational independence of the chief constable, always.",
        },
    },
)
