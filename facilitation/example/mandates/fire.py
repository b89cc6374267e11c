"""The fire authority: stays out of round 1. It had begun to draft, and did not lay a word."""

from facilitation.example.shapes import SHARE, MandateOf, never, on
from partnerships.vocabulary import Authority, Evidence, Flexibility, ReviewTrigger, Stance, Standing

MANDATE = MandateOf(
    terms={
        "stance": Stance.RELUCTANT,
        "standing": Standing.OBSERVER,
    },
    common={
        "authority": Authority.NOT_YET,
        "expires_on": "2028-03-31",
        "review_trigger": ReviewTrigger.POLICY,
    },
    positions={
        "LEA-09": on(
            SHARE,
            "The ambulance and the fire engine leave from the same place.",
            shared_with="Everybody here",
            offer="Six stations with room for one more vehicle.",
            weight=6,
            evidence=Evidence.SOLID,
        ),
        "ENV-09": on(
            SHARE,
            "They came by boat, in the dark, and knew which house had the baby.",
            shared_with="All councils",
            offer="Two boats, 40 trained crew and the flood desk.",
            weight=9,
            evidence=Evidence.TESTED,
        ),
        "SAF-02": never(
            "Crews will not follow a body that has never stood in a fire.",
            interest="Cover that does not change with the politics.",
            weight=10,
            flexibility=Flexibility.FIXED,
            evidence=Evidence.OPINION,
        ),
        "SAF-05": on(
            SHARE,
            "The firefighter who taught us to box is the reason I am not inside.",
            shared_with="Police, health and all councils",
            weight=5,
            evidence=Evidence.SOME_DATA,
        ),
    },
    no_view=(),
    private={
        "SAF-02": {
            "fallback": "Stay as we are, by saying little.",
            "least_acceptable": "An advisory seat until 2030.",
            "best_outcome": "The question is not asked again until our next plan.",
            "worries": "Our own members do not agree with each other about this.",
            "statutory_limit": "We must keep a risk management plan and pay for what it promises.",
        },
    },
)
