"""Who takes part. All of it is invented: the county, its rivers and towns, the bodies and the people."""

import datetime as dt

from partnerships.vocabulary import Capacity, Level, PartnershipStatus, PartnerType, Role, Tier

PARTNERSHIP = {
    "name": "Three Rivers partnership",
    "slug": "three-rivers",
    "place": "The invented county of Trevershire: the Aver, the Lindle and the Marrow, and the sea",
    "purpose": (
        "A fictitious example. People here live in one council’s area, work in another’s and are treated in a third’s. "
        "Buses, training and homes stop at lines that nobody’s day follows. We want to mend that together."
    ),
    "status": PartnershipStatus.FORMING,
    "intended_level": Level.FOUNDATION,
    "horizon_starts": dt.date(2027, 4, 1),
    "pre_election_from": dt.date(2027, 3, 23),
    "pre_election_to": dt.date(2027, 5, 6),
}

PARTNERS = (
    {
        "name": "Trevershire County Council",
        "short_name": "County",
        "type": PartnerType.COUNTY,
        "tier": Tier.UPPER,
        "capacity": Capacity.PROSPECTIVE,
        "consent_required": True,
        "population": 323_000,
        "statutory_limits": "Adult and children’s social care duties stay with the council that holds them.",
        "review_triggers": "After the county elections in May 2027.",
    },
    {
        "name": "Harbour District Council",
        "short_name": "Harbour",
        "type": PartnerType.DISTRICT,
        "tier": Tier.LOWER,
        "capacity": Capacity.PROSPECTIVE,
        "consent_required": True,
        "population": 118_000,
        "statutory_limits": "It is the harbour authority for Saltquay and must keep the harbour open and solvent.",
        "review_triggers": "If reorganisation of the coast is announced; otherwise every September.",
    },
    {
        "name": "Moor District Council",
        "short_name": "Moor",
        "type": PartnerType.DISTRICT,
        "tier": Tier.LOWER,
        "capacity": Capacity.PROSPECTIVE,
        "consent_required": True,
        "population": 74_000,
        "statutory_limits": "It decides planning applications and must keep its local plan up to date.",
        "review_triggers": "After the elections in May 2027.",
    },
    {
        "name": "Vale District Council",
        "short_name": "Vale",
        "type": PartnerType.DISTRICT,
        "tier": Tier.LOWER,
        "capacity": Capacity.PROSPECTIVE,
        "consent_required": True,
        "population": 131_000,
        "ends": dt.date(2028, 4, 1),
        "successor_note": "Lindle Vale Council, a new unitary council; its shadow council is elected in May 2027",
        "statutory_limits": "From May 2027 large contracts and sales need the shadow council’s consent.",
        "review_triggers": "When the shadow council first meets, and on 1 April 2028.",
    },
    {
        "name": "Averminster City Council",
        "short_name": "City",
        "type": PartnerType.UNITARY,
        "tier": Tier.SINGLE,
        "capacity": Capacity.PROSPECTIVE,
        "consent_required": True,
        "population": 214_000,
        "statutory_limits": "All council duties, social care and highways among them, in its own area.",
        "review_triggers": "If political control changes.",
    },
    {
        "name": "Trevershire Integrated Care Board",
        "short_name": "Health board",
        "type": PartnerType.HEALTH_BOARD,
        "capacity": Capacity.NON_CONSTITUENT,
        "consent_required": False,
        "starts": dt.date(2022, 7, 1),
        "population": 537_000,
        "statutory_limits": "It must break even each year and answers to NHS England for what it commissions.",
        "review_triggers": "If it is clustered or merged with a neighbouring board.",
    },
    {
        "name": "Police and Crime Commissioner for Trevershire",
        "short_name": "Police",
        "type": PartnerType.POLICE_COMMISSIONER,
        "capacity": Capacity.NON_CONSTITUENT,
        "consent_required": False,
        "ends": dt.date(2028, 5, 10),
        "successor_note": "a mayor if there is one by then, otherwise a policing and crime board of council leaders",
        "population": 537_000,
        "statutory_limits": "The chief constable’s operational independence cannot be traded.",
        "review_triggers": "When the regulations on what follows commissioners are made.",
    },
    {
        "name": "Trevershire Fire and Rescue Authority",
        "short_name": "Fire",
        "type": PartnerType.FIRE,
        "capacity": Capacity.NON_CONSTITUENT,
        "consent_required": False,
        "population": 537_000,
        "statutory_limits": "It must keep a risk management plan and the cover that the plan promises.",
        "review_triggers": "When its risk management plan is renewed in 2028.",
    },
)

FACILITATORS = (
    ("Maren Tollis", "Independent facilitator"),
    ("Idris Pellow", "Independent facilitator"),
)

# The first lead of each partner is invited by a facilitator, everybody else by that lead. Imelda Foyle sits in
# two bodies: one person, two seats, and never both at once.
PEOPLE = {
    "county": (
        ("Helena Marchbank", Role.LEAD, "Director of place and partnerships"),
        ("Tobias Renn", Role.CONTRIBUTOR, "Policy manager"),
        ("Imelda Foyle", Role.CONTRIBUTOR, "Cabinet member for communities and safety"),
        ("Augustine Pell", Role.APPROVER, "Leader of the council"),
        ("Doreen Ashcombe", Role.READER, "Chair of overview and scrutiny"),
    ),
    "harbour": (
        ("Nadia Quayle", Role.LEAD, "Deputy chief executive"),
        ("Ben Ostrow", Role.CONTRIBUTOR, "Housing and regeneration manager"),
        ("Marguerite Sandon", Role.APPROVER, "Leader of the council"),
        ("Owen Tregear", Role.READER, "Chair of the scrutiny committee"),
    ),
    "moor": (
        ("Callum Birkrigg", Role.LEAD, "Chief executive"),
        ("Sunita Varkey", Role.CONTRIBUTOR, "Head of planning"),
        ("Edith Thornhow", Role.APPROVER, "Leader of the council"),
        ("Fergus Dunnock", Role.READER, "Member for the northern parishes"),
    ),
    "vale": (
        ("Priya Lanyon", Role.LEAD, "Corporate director"),
        ("Marcus Whitlow", Role.CONTRIBUTOR, "Transition programme manager"),
        ("Desmond Achebe", Role.APPROVER, "Leader of the council"),
        ("Janet Pomfrey", Role.READER, "Chair of the audit committee"),
    ),
    "city": (
        ("Yusuf Carradine", Role.LEAD, "Executive director for growth"),
        ("Bronwen Heald", Role.CONTRIBUTOR, "Strategy lead"),
        ("Rosalind Okafor", Role.APPROVER, "Leader of the council"),
        ("Tom Easterby", Role.READER, "Chair of the scrutiny board"),
    ),
    "health-board": (
        ("Amara Fenwright", Role.LEAD, "Director of strategy and partnerships"),
        ("Stephen Mallory", Role.CONTRIBUTOR, "Associate director for population health"),
        ("Lorna Hathersedge", Role.APPROVER, "Chair of the board"),
        ("Kit Bellweather", Role.READER, "Non-executive member"),
    ),
    "police": (
        ("Gareth Oxlade", Role.LEAD, "Chief executive to the commissioner"),
        ("Shirin Talbot", Role.CONTRIBUTOR, "Head of commissioning"),
        ("Miriam Stroud", Role.APPROVER, "Police and crime commissioner"),
        ("Harold Nutbourne", Role.READER, "Chair of the police and crime panel"),
    ),
    "fire": (
        ("Alison Brackenreed", Role.LEAD, "Assistant chief fire officer"),
        ("Dean Holloway", Role.CONTRIBUTOR, "Risk and planning manager"),
        ("Imelda Foyle", Role.APPROVER, "Chair of the fire and rescue authority"),
        ("Rupa Selwyn", Role.READER, "Member of the audit committee"),
    ),
}

# Across the table.
DEPARTMENT = {"department": "Department for Shires and Cities", "short_name": "Shires and Cities"}
OFFICIAL = ("Verity Lorne", "Deputy director, local growth")


def email_of(name: str) -> str:
    """Nobody can be written to here: `.example` is kept out of use for good."""
    return f"{name.lower().replace(' ', '.')}@threerivers.example"
