"""Step 1, together, in round 1: which powers the group negotiates, and on what terms."""

from facilitation.example.shapes import Version
from partnerships.vocabulary import Role, ScopeDecision

IN, LATER, OUT = ScopeDecision.IN, ScopeDecision.LATER, ScopeDecision.OUT


def _on(
    code: str, decision: str, terms: str, support: str, reservations: dict[str, str] | None = None
) -> list[Version]:
    words = {"power": code, "decision": decision, "terms": terms}
    return [Version(Role.FACILITATOR, words, support, reservations or {})]


#                            County Harbour Moor Vale City Health board Police Fire
SCOPE = [
    _on("FIN-02", IN, "A fair share for coast and moor is written into the offer.", "6 6 5 6 6 3 3 -"),
    _on(
        "FIN-03", OUT, "Not while the partners mean to form an authority without a mayor.", "5 6 6 5 5 3 3 3"
    ),
    _on(
        "FIN-05",
        LATER,
        "When there is a bus network to pay for, and a sum that counts miles as well as heads.",
        "4 5 5 5 4 - - -",
        {"county": "A network without a budget is a drawing. We would sooner have settled it now."},
    ),
    _on(
        "FIN-09",
        IN,
        "No council is worse off in the first five years. Growth at the port is looked at by itself.",
        "6 6 4 6 5 3 3 -",
    ),
    _on("LEA-09", IN, "One register by Christmas. Custody and armouries are left out.", "6 4 6 6 6 6 5 5"),
    _on(
        "LEA-10",
        LATER,
        "When the health board is content that no named patient can be found in it.",
        "5 5 5 5 5 6 5 -",
    ),
    _on("TRN-02", IN, "One plan, with a chapter for the moor that the moor writes.", "6 5 4 6 6 3 - -"),
    _on(
        "TRN-03",
        IN,
        "Rural routes and evening routes are in the first network plan, or it comes back.",
        "6 4 4 6 6 5 3 -",
        {"moor": "In scope is not the same as yes. We want the sentence about rural subsidy first."},
    ),
    _on(
        "TRN-10",
        LATER,
        "Not before Harbour has a written say over the last two miles through Saltquay.",
        "4 2 4 5 4 3 4 3",
        {"harbour": "We would rather it were out. We will not walk away because it is on a list for later."},
    ),
    _on("TRN-15", IN, "Hethermoor Halt is named in the first letter to government.", "6 6 6 5 6 3 3 -"),
    _on("TRN-18", IN, "The ferry counts as public transport.", "6 6 5 4 6 - - -"),
    _on("TRN-24", OUT, "Each council mends its own roads. One winter rota is welcome.", "6 5 5 4 6 - - -"),
    _on("SKL-01", IN, "Evening and small-group courses are costed from the start.", "6 6 6 6 6 5 3 -"),
    _on("SKL-05", IN, "One front door, led with health.", "6 5 4 6 6 6 3 -"),
    _on("SKL-06", IN, "The county goes on hosting it for everybody.", "6 3 3 4 6 6 - -"),
    _on(
        "HSG-01",
        LATER,
        "When government has said which numbers it starts from.",
        "4 5 5 5 2 3 3 -",
        {"city": "Later costs us appeals we lose. We accept one round of waiting, not two."},
    ),
    _on(
        "HSG-05", OUT, "Nobody here has asked for a corporation against a council’s wish.", "5 6 5 6 4 - - -"
    ),
    _on("HSG-09", IN, "Sites of under 50 homes count.", "6 6 6 6 6 3 3 -"),
    _on("HSG-12", IN, "No placement more than ten miles from a child’s school.", "4 6 6 6 6 6 5 3"),
    _on(
        "HSG-13",
        OUT,
        "Local plans stay local. Sites that straddle a boundary are planned by both.",
        "4 6 6 6 5 - - -",
    ),
    _on(
        "ECO-02", IN, "The growth hub calls back within two working days, on the moor too.", "6 5 5 6 6 - - -"
    ),
    _on("ECO-08", IN, "Harbour leads. Others join when they have something to show.", "5 6 6 4 4 - - -"),
    _on(
        "ENV-08",
        OUT,
        "Two contracts and eleven new lorries stand in the way until 2030.",
        "1 6 6 6 6 - - 3",
        {"county": "£3m a year is being left on the pavement. We will say so again."},
    ),
    _on("ENV-09", IN, "Upland farmers are part of the answer and part of the budget.", "6 6 6 6 6 3 5 5"),
    _on("HLT-06", IN, "Prevention only. Each can see its own pound.", "5 4 3 4 6 4 6 -"),
    _on("HLT-09", OUT, "The duty stays where the law puts it.", "6 5 5 5 6 3 3 -"),
    _on("SAF-01", IN, "Preparing the handover, not changing who decides before May 2028.", "6 4 5 5 6 3 6 -"),
    _on(
        "SAF-05",
        LATER,
        "When what follows the commissioner is known.",
        "4 4 5 4 4 5 6 4",
        {"city": "Later must mean this time next year."},
    ),
    _on("OWN-01", OUT, "Written down so that nobody need ask again.", "5 6 6 5 5 - - -"),
]

AGREED = {"scope": SCOPE}
