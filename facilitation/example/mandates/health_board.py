"""The health board: careful, bound by duties, cares about who dies early and where."""

from facilitation.example.shapes import DRAW, SHARE, Decided, MandateOf, never, on, open_to
from partnerships.vocabulary import Authority, Evidence, Flexibility, ReviewTrigger, Stance, Standing

MANDATE = MandateOf(
    terms={
        "stance": Stance.WILLING,
        "standing": Standing.CONTRIBUTOR,
        "speakers": "Lorna Hathersedge, chair\nDr Amara Fenwright, director of strategy and partnerships",
        "limits": "No transfer of NHS money outside a section 75 agreement. No identifiable patient records.",
    },
    common={
        "authority": Authority.BOARD,
        "authority_limits": "Falls if the board is clustered or merged with a neighbour.",
        "expires_on": "2027-03-31",
        "review_trigger": ReviewTrigger.MERGER,
    },
    decided=Decided("Board", "2026-07-09", "TICB 26/07/11"),
    positions={
        "LEA-09": on(
            SHARE,
            "My blood test is in the town hall, on market day.",
            shared_with="Everybody here",
            offer="Two clinics with empty afternoons.",
            weight=7,
            evidence=Evidence.SOLID,
        ),
        "LEA-10": never(
            "As it is drawn, named patients’ records would sit outside the NHS. We cannot consent for them.",
            interest="People go on telling their doctor the truth.",
            weight=9,
            flexibility=Flexibility.FIXED,
            evidence=Evidence.TESTED,
        ),
        "SKL-01": on(
            DRAW,
            "I trained as a care assistant in Saltquay and now I am a nurse there.",
            weight=7,
            evidence=Evidence.SOME_DATA,
        ),
        "SKL-05": on(
            SHARE,
            "My back and my job were treated as one problem.",
            shared_with="County and the city",
            weight=8,
            evidence=Evidence.SOLID,
        ),
        "SKL-06": on(
            SHARE,
            "Two years well, two years in work.",
            shared_with="County and the city",
            weight=7,
            evidence=Evidence.TESTED,
        ),
        "HSG-12": on(
            SHARE,
            "I left hospital for a room, not for a pavement.",
            shared_with="All councils",
            reasons="A homeless patient stays four days longer than anybody can justify.",
            offer="Two discharge nurses for the housing teams.",
            weight=8,
            evidence=Evidence.SOLID,
        ),
        "HLT-06": open_to(
            SHARE,
            "We would pool for prevention. First we must know who carries a deficit.",
            interest="The twelve years of healthy life between Hethermoor and the harbour estates.",
            weight=9,
            flexibility=Flexibility.SOME,
            evidence=Evidence.SOLID,
        ),
        "HLT-08": open_to(
            SHARE,
            "One team would be easier to work with. It is not ours to ask for.",
            weight=4,
            flexibility=Flexibility.WIDE,
        ),
        "HLT-09": open_to(
            SHARE,
            "We ask for a joint plan, not for the duty. We know how the question sounds.",
            weight=6,
            flexibility=Flexibility.WIDE,
        ),
        "SAF-05": on(
            SHARE,
            "The nurse in A&E asked who had hurt me, and somebody followed it up.",
            shared_with="Police and all councils",
            offer="Two navigators in the emergency department.",
            weight=7,
            evidence=Evidence.SOLID,
        ),
        "OWN-02": open_to(
            SHARE,
            "Receptionists spend a third of the day on questions that are not about health.",
            weight=5,
            flexibility=Flexibility.WIDE,
        ),
    },
    no_view=(
        *("FIN-02", "FIN-03", "FIN-05", "FIN-09"),
        *("TRN-02", "TRN-03", "TRN-10", "TRN-15", "TRN-18", "TRN-24"),
        *("HSG-01", "HSG-05", "HSG-09", "HSG-13", "ECO-02", "ECO-08", "ENV-08", "ENV-09"),
        *("SAF-01", "SAF-02", "OWN-01"),
    ),
    private={
        "HLT-06": {
            "fallback": "Two separate pools, one with each council, at the present size.",
            "least_acceptable": "A shared plan and a shared measure, with money kept apart.",
            "best_outcome": "£40m for prevention by 2030, governed by one committee in common.",
            "worries": "If we are merged in 2027, whoever follows may not honour a word of it.",
            "statutory_limit": "We must break even in the year, whatever a partner overspends.",
        },
        "LEA-10": {
            "fallback": "Go on answering requests one at a time.",
            "least_acceptable": "Figures for neighbourhoods, never for persons.",
            "best_outcome": "A trusted room, run by the university, that nobody can take a name out of.",
            "worries": "One breach and people stop telling their doctor things.",
            "statutory_limit": "We hold records in confidence. Most uses need consent or a reason in law.",
        },
    },
)
