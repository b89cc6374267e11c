"""The words and scales of the field, each in one place: what is stored, and what a person reads.

The lists and scales are those of the method (see `docs/method.md`); the wording is ours.
"""

from django.db.models import IntegerChoices, TextChoices


class PartnerType(TextChoices):
    COUNTY = "county", "County council"
    UNITARY = "unitary", "Unitary council"
    METROPOLITAN = "metropolitan", "Metropolitan district council"
    DISTRICT = "district", "District or borough council"
    LONDON_BOROUGH = "london-borough", "London borough council"
    COMBINED_AUTHORITY = "combined-authority", "Combined authority"
    COMBINED_COUNTY_AUTHORITY = "combined-county-authority", "Combined county authority"
    HEALTH_BOARD = "health-board", "Integrated care board"
    NHS_TRUST = "nhs-trust", "NHS trust or foundation trust"
    POLICE_COMMISSIONER = "police-commissioner", "Police and crime commissioner"
    POLICE_FORCE = "police-force", "Police force"
    FIRE = "fire", "Fire and rescue authority"
    NATIONAL_PARK = "national-park", "National park authority"
    PARISHES = "parishes", "Parish and town council association"
    BUSINESS_BOARD = "business-board", "Business board"
    UNIVERSITY = "university", "University"
    COLLEGE = "college", "Further education college"
    HOUSING_ASSOCIATION = "housing-association", "Housing association"
    VOLUNTARY = "voluntary", "Voluntary sector alliance"
    JOBCENTRE = "jobcentre", "Jobcentre Plus or DWP"
    HOMES_ENGLAND = "homes-england", "Homes England"
    ENVIRONMENT_AGENCY = "environment-agency", "Environment Agency"
    GOVERNMENT = "government", "Government department"
    TRANSPORT_OPERATOR = "transport-operator", "Transport operator or Great British Railways"
    ENTERPRISE_PARTNERSHIP = "enterprise-partnership", "Local enterprise partnership (closed)"
    COMMISSIONING_GROUP = "commissioning-group", "Clinical commissioning group (closed)"
    OTHER = "other", "Other body"


class Tier(TextChoices):
    UPPER = "upper", "Upper tier"
    LOWER = "lower", "Lower tier"
    SINGLE = "single", "Single tier"
    STRATEGIC = "strategic", "Strategic authority"
    NONE = "", "Does not apply"


class Capacity(TextChoices):
    """In what capacity a partner sits, or would sit, on the authority."""

    CONSTITUENT = "constituent", "Constituent"
    PROSPECTIVE = "prospective", "Prospective constituent"
    NON_CONSTITUENT = "non-constituent", "Non-constituent"
    ASSOCIATE = "associate", "Associate"
    OBSERVER = "observer", "Observer"
    COUNTERPART = "counterpart", "Government counterpart"
    ADVISER = "adviser", "Adviser"


class PartnerStatus(TextChoices):
    INVITED = "invited", "Not joined yet"
    IN = "in", "In"
    OBSERVING = "observing", "Observing"
    PAUSED = "paused", "Paused"
    LEFT = "left", "Left"


class PartnershipStatus(TextChoices):
    EXPLORING = "exploring", "Exploring"
    FORMING = "forming", "Forming"
    NEGOTIATING = "negotiating", "Negotiating"
    AGREED = "agreed", "Agreed"
    IMPLEMENTING = "implementing", "Implementing"
    REVIEWING = "reviewing", "Reviewing"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


class Level(TextChoices):
    """The kind of statutory body intended, as in the English Devolution and Community Empowerment Act 2026."""

    FOUNDATION = "foundation", "Foundation strategic authority"
    MAYORAL = "mayoral", "Mayoral strategic authority"
    ESTABLISHED = "established", "Established mayoral strategic authority"
    NO_BODY = "no-body", "No statutory body"
    UNDECIDED = "undecided", "Undecided"


class PowerLevel(TextChoices):
    """The lowest level of authority at which a power is available."""

    FOUNDATION = "Foundation", "Foundation"
    MAYORAL = "Mayoral", "Mayoral"
    ESTABLISHED = "Established mayoral", "Established mayoral"
    OUTSIDE = "Outside framework", "Outside the framework"


class Role(TextChoices):
    FACILITATOR = "facilitator", "Facilitator"
    LEAD = "lead", "Lead"
    CONTRIBUTOR = "contributor", "Contributor"
    APPROVER = "approver", "Approver"
    READER = "reader", "Reader"


class RoundStatus(TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class MandateState(TextChoices):
    DRAFT = "draft", "Drafting"
    SUBMITTED = "submitted", "With approver"
    SIGNED_OFF = "signed-off", "Signed off"


class Readiness(TextChoices):
    """How far a partner is with a step. The only thing about unshared work that a facilitator may know."""

    NOT_STARTED = "not-started", "Not started"
    DRAFTING = "drafting", "Drafting"
    READY = "ready", "Ready to lay"
    WITH_APPROVER = "with-approver", "With approver"
    SIGNED_OFF = "signed-off", "Signed off"
    LODGED = "lodged", "Lodged"
    LAID = "laid", "Laid on the table"


class Direction(TextChoices):
    DRAW_DOWN = "draw-down", "Asked of government"
    PASS_UP = "pass-up", "Passed up from us"
    SHARE = "share", "Shared with partners"
    RETURN = "return", "Returned to us"
    KEEP = "keep", "Kept by us"


class Position(TextChoices):
    ON = "on", "On"
    ON_IF = "on-if", "On, if…"
    OPEN = "open", "Open"
    NOT_NOW = "not-now", "Not now"
    NEVER = "never", "Never"
    NO_VIEW = "no-view", "No view"


class Flexibility(TextChoices):
    FIXED = "fixed", "Fixed"
    SOME = "some", "Some room"
    WIDE = "wide", "Wide open"


class Evidence(IntegerChoices):
    NONE = 0, "None"
    OPINION = 1, "Opinion"
    SOME_DATA = 2, "Some data"
    SOLID = 3, "Solid"
    TESTED = 4, "Independently tested"


class Authority(TextChoices):
    """Who in the partner's own organisation stands behind a position."""

    NOT_YET = "not-yet", "Not yet given"
    FULL_COUNCIL = "full-council", "Full council"
    CABINET = "cabinet", "Cabinet"
    LEADER = "leader", "Leader"
    BOARD = "board", "Board"
    GOVERNING_BODY = "governing-body", "Governing body"
    CHIEF_OFFICER = "chief-officer", "Chief officer under delegation"


class ReviewTrigger(TextChoices):
    DATE = "date", "On the date"
    ELECTION = "election", "After an election"
    MERGER = "merger", "On a merger"
    VESTING = "vesting", "When a new council takes over"
    POLICY = "policy", "When policy changes"


class Stance(TextChoices):
    KEEN = "keen", "Keen"
    WILLING = "willing", "Willing"
    CAUTIOUS = "cautious", "Cautious"
    RELUCTANT = "reluctant", "Reluctant"


class Standing(TextChoices):
    """The relationship a partner wants with the authority."""

    LEADER = "leader", "A leader"
    EQUAL = "equal", "An equal"
    FOLLOWER = "follower", "A follower"
    CONTRIBUTOR = "contributor", "A contributor"
    OBSERVER = "observer", "An observer"


class Gradient(IntegerChoices):
    """Seven points of agreement, from 6 fully behind it to 0 cannot accept."""

    CANNOT_ACCEPT = 0, "Cannot accept"
    AGAINST = 1, "Against, but will not stop it"
    MORE_TALK = 2, "Need more talk"
    NEUTRAL = 3, "Neutral, or not ours to decide"
    LIVE_WITH = 4, "Can live with it"
    SMALL_CHANGES = 5, "Support with small changes"
    FULLY_BEHIND = 6, "Fully behind it"


class Remit(TextChoices):
    STRATEGIC = "strategic", "Strategic enabling only"
    SHARED_SERVICES = "shared-services", "Plus shared services"
    SUPPORT = "support", "Plus support to members’ own delivery"
    REFORM = "reform", "Full public service reform"


class Geography(TextChoices):
    FIXED = "fixed", "Fixed"
    MAY_GROW = "may-grow", "May grow"
    CONTESTED = "contested", "Contested"


class Involvement(TextChoices):
    NONE = "none", "No part"
    CONSULTED = "consulted", "Consulted"
    AT_TABLE = "at-table", "At the table"
    JOINT = "joint", "Joint decisions"


class Level04(IntegerChoices):
    """How far along: the scale of the reality check."""

    NOT_BEGUN = 0, "Not begun"
    TALKING = 1, "Talking"
    IN_PRINCIPLE = 2, "Agreed in principle"
    WORKING = 3, "Working"
    PROVEN = 4, "Proven"


class Level03(IntegerChoices):
    """Whether something is so: the scale of readiness."""

    NO = 0, "No"
    PARTLY = 1, "Partly"
    MOSTLY = 2, "Mostly"
    YES = 3, "Yes, with evidence"


class YesNo(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNSURE = "unsure", "Unsure"


class Decider(TextChoices):
    ALONE = "alone", "The partner alone"
    TOGETHER = "together", "The partners together"
    CHAIR = "chair", "The mayor or chair"
    MAJORITY = "majority", "The authority, by majority"
    UNANIMITY = "unanimity", "The authority, if all agree"
    OFFICERS = "officers", "Officers"
    UNKNOWN = "unknown", "Do not know"


class Confidence(TextChoices):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Journey(TextChoices):
    NOT_STARTED = "not-started", "Not started"
    EXPLORING = "exploring", "Exploring"
    COMMITTED = "committed", "Committed"
    PREPARING = "preparing", "Preparing"
    READY = "ready", "Ready"


class BenefitType(TextChoices):
    RESIDENTS = "residents", "Residents"
    MONEY = "money", "Money"
    INFLUENCE = "influence", "Influence"
    CAPABILITY = "capability", "Capability"
    RESILIENCE = "resilience", "Resilience"
    REPUTATION = "reputation", "Reputation"


class Size(IntegerChoices):
    NONE = 0, "None"
    SMALL = 1, "Small"
    FAIR = 2, "Fair"
    LARGE = 3, "Large"
    VERY_LARGE = 4, "Very large"


class Certainty(IntegerChoices):
    GUESS = 0, "A guess"
    POSSIBLE = 1, "Possible"
    LIKELY = 2, "Likely"
    VERY_LIKELY = 3, "Very likely"
    CERTAIN = 4, "Certain"


class Impact(IntegerChoices):
    NONE = 0, "None"
    SLIGHT = 1, "Slight"
    MODERATE = 2, "Moderate"
    SERIOUS = 3, "Serious"
    SEVERE = 4, "Severe"


class Verdict(TextChoices):
    CLEARLY = "clearly", "Clearly worth it"
    ON_BALANCE = "on-balance", "Worth it on balance"
    FINELY_BALANCED = "finely-balanced", "Finely balanced"
    NOT_YET = "not-yet", "Not yet"
    NOT_WORTH_IT = "not-worth-it", "Not worth it"


class OfferStatus(TextChoices):
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class ExpectationKind(TextChoices):
    EXPECT = "expect", "What we expect of the others"
    PROMISE = "promise", "What we promise"
    VOICE = "voice", "The voice we want"


class Voice(TextChoices):
    TOLD = "told", "Told"
    CONSULTED = "consulted", "Consulted"
    SHAPING = "shaping", "Shaping"
    VOTING = "voting", "Voting"
    VETO = "veto", "A veto"


class DeliveryModel(TextChoices):
    STAND_ALONE = "stand-alone", "A stand-alone body"
    HOSTED = "hosted", "Hosted by a partner"
    DISTRIBUTED = "distributed", "Shared out among partners"
    COMPANY = "company", "A company or trust"
    HYBRID = "hybrid", "A mixture"
    UNDECIDED = "undecided", "Undecided"


class ResourceType(TextChoices):
    CASH = "cash", "Money"
    IN_KIND = "in-kind", "Help in kind"
    PEOPLE = "people", "People"
    PREMISES = "premises", "Premises"
    SYSTEMS = "systems", "Systems"
    DATA = "data", "Data"


class ArrangementTopic(TextChoices):
    DELIVERY = "delivery", "Delivery model"
    HOST = "host", "Hosting"
    MONEY = "money", "Money and funding route"
    PEOPLE = "people", "People and programme lead"
    WORKFORCE = "workforce", "Workforce plan"
    MEMBERS = "members", "Members and votes"
    VOTING = "voting", "Voting rule and reserved matters"
    CHAIR = "chair", "Chair and quorum"
    SCRUTINY_LEADERS = "scrutiny-leaders", "Scrutiny: leaders holding the chair or mayor to account"
    SCRUTINY_PARTNERS = "scrutiny-partners", "Scrutiny: other partners"
    SCRUTINY_PUBLIC = "scrutiny-public", "Scrutiny: public and press"
    SCRUTINY_AUTHORITY = "scrutiny-authority", "Scrutiny: the authority’s own committee"
    SCRUTINY_COUNCILS = "scrutiny-councils", "Scrutiny: constituent councils"
    AUDIT = "audit", "Audit and assurance"
    INFORMATION = "information", "Sharing information"
    DISPUTES = "disputes", "When we fall out"
    EXIT = "exit", "Leaving and ending"
    LEGAL = "legal", "Legal route and approvals"
    FIRST_DAYS = "first-days", "The first hundred days"
    CHAMPION = "champion", "Our champion in government"
    FALLBACK = "fallback", "If we are not chosen"


class ReflectionKind(TextChoices):
    KEEP = "keep", "Keep doing"
    CHANGE = "change", "Do differently"
    LEARNT = "learnt", "What we learnt"


class Kept(TextChoices):
    YES = "yes", "Kept"
    PARTLY = "partly", "Partly kept"
    RENEGOTIATED = "renegotiated", "Renegotiated before it was due"
    NO = "no", "Not kept"


class Lived(IntegerChoices):
    NEVER = 0, "Never"
    SELDOM = 1, "Seldom"
    SOMETIMES = 2, "Sometimes"
    MOSTLY = 3, "Mostly"
    ALWAYS = 4, "Always"


class ScopeDecision(TextChoices):
    IN = "in", "In scope"
    LATER = "later", "Come back to it"
    OUT = "out", "Out of scope"


class Marking(TextChoices):
    NONE = "", "No marking"
    OFFICIAL = "OFFICIAL", "OFFICIAL"
    SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"
