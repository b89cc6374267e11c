"""The words of the room: workshops, agenda items, polls, and what comes out of them."""

from django.db.models import IntegerChoices, TextChoices


class WorkshopKind(TextChoices):
    WORKSHOP = "workshop", "Workshop"
    ONE_TO_ONE = "one-to-one", "One-to-one"
    IN_HOUSE = "in-house", "In-house session of one partner"
    MEETING = "meeting", "Other meeting or contact"


class WorkshopState(TextChoices):
    PLANNED = "planned", "Planned"
    RUNNING = "running", "Running"
    ENDED = "ended", "Ended"


class ItemClass(TextChoices):
    """What an agenda item's time counts as. See `docs/method.md` on the effort share."""

    RELATIONSHIP = "relationship", "Relationship"
    MIXED = "mixed", "Mixed"
    DEAL = "deal", "Deal"
    ADMIN = "admin", "Admin"


class ItemKind(TextChoices):
    """What happens in an agenda item. Each has a class of its own (`CLASS_OF`)."""

    ONE_TO_ONE = "one-to-one", "One-to-one conversation"
    CHECK_IN = "check-in", "Check-in"
    GROUND_RULES = "ground-rules", "Purpose and ground rules"
    THEMES = "themes", "What the one-to-ones told us"
    LISTENING = "listening", "Listening round"
    HISTORY = "history", "Shared history"
    FEEDBACK = "feedback", "Feedback"
    BEHAVIOURS = "behaviours", "Principles and behaviours"
    REHEARSAL = "rehearsal", "Rehearsing a disagreement"
    VISIT = "visit", "Visit"
    PULSE = "pulse", "Pulse"
    PROMISES = "promises", "Promises review"
    CELEBRATION = "celebration", "Celebration"
    CLOSING = "closing", "Closing round"
    RESIDENTS = "residents", "With residents or staff, on how to work together"
    REVEAL = "reveal", "Reveal of mandates"
    VISION = "vision", "Building the vision"
    REALITY = "reality", "Reality check"
    BENEFITS = "benefits", "What is in this for us"
    WHO_LEADS = "who-leads", "Who leads what"
    POWERS = "powers", "Powers"
    MONEY = "money", "Money"
    GOVERNANCE = "governance", "Governance and voting rules"
    LEGAL = "legal", "Legal drafting"
    CASE = "case", "Business case"
    HOSTING = "hosting", "Hosting and staffing"
    PRIORITIES = "priorities", "Prioritising items"
    GOVERNMENT = "government", "Negotiating with government"
    BREAK = "break", "Break"
    LOGISTICS = "logistics", "Logistics"


_OF_CLASS = {
    ItemClass.RELATIONSHIP: (
        ItemKind.ONE_TO_ONE, ItemKind.CHECK_IN, ItemKind.GROUND_RULES, ItemKind.THEMES, ItemKind.LISTENING,
        ItemKind.HISTORY, ItemKind.FEEDBACK, ItemKind.BEHAVIOURS, ItemKind.REHEARSAL, ItemKind.VISIT, ItemKind.PULSE,
        ItemKind.PROMISES, ItemKind.CELEBRATION, ItemKind.CLOSING, ItemKind.RESIDENTS,
    ),
    ItemClass.MIXED: (
        ItemKind.REVEAL, ItemKind.VISION, ItemKind.REALITY, ItemKind.BENEFITS, ItemKind.WHO_LEADS,
    ),
    ItemClass.DEAL: (
        ItemKind.POWERS, ItemKind.MONEY, ItemKind.GOVERNANCE, ItemKind.LEGAL, ItemKind.CASE, ItemKind.HOSTING,
        ItemKind.PRIORITIES, ItemKind.GOVERNMENT,
    ),
    ItemClass.ADMIN: (ItemKind.BREAK, ItemKind.LOGISTICS),
}  # fmt: skip
CLASS_OF = {kind: item_class for item_class, kinds in _OF_CLASS.items() for kind in kinds}


class Presence(TextChoices):
    EXPECTED = "expected", "Not here yet"
    PRESENT = "present", "Present"
    SUBSTITUTE = "substitute", "Substitute"
    APOLOGIES = "apologies", "Apologies"


class Cover(TextChoices):
    """What lies over the scene on the wall and the phones."""

    NONE = "", "Nothing"
    BLANK = "blank", "Blank"
    JOIN = "join", "Join card"
    # Themes of one kind, under that kind's own key.
    COMMON = "common", "Themes, common ground"
    DIFFERENCE = "difference", "Themes, differences"
    EXPLORE = "explore", "Themes, to explore"
    SURPRISE = "surprise", "Themes, surprises"


class LiveScreen(TextChoices):
    """The kinds of screen that follow a workshop while it runs."""

    WALL = "wall", "Projector"
    PHONE = "phone", "Phone"
    CONSOLE = "console", "Console"
    FELLOW = "fellow", "Console in somebody else’s hand"


class PollState(TextChoices):
    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    REVEALED = "revealed", "Revealed"


class PollMode(TextChoices):
    """Whose answer a ballot is. Chosen before the poll opens, and never loosened afterwards."""

    ANONYMOUS = "anonymous", "Anonymous"
    NAMED = "named", "By partner, named"


class Body(TextChoices):
    """What people may say they come from, where a poll asks: few and broad, so that ten can be found in each."""

    COUNCIL = "council", "A council"
    HEALTH = "health", "Health"
    SAFETY = "safety", "Police, fire or rescue"
    LEARNING = "learning", "Education"
    BUSINESS = "business", "Business"
    VOLUNTARY = "voluntary", "Voluntary or community sector"
    OTHER = "other", "Somewhere else"


class TextState(TextChoices):
    """How far the facilitator has got with a text that somebody wrote."""

    WAITING = "waiting", "Waiting"
    APPROVED = "approved", "Approved"
    PARKED = "parked", "Parked"
    MERGED = "merged", "Merged into another"


class PromiseState(TextChoices):
    OPEN = "open", "Open"
    KEPT = "kept", "Kept on time"
    LATE = "late", "Kept late"
    MISSED = "missed", "Missed"
    RELEASED = "released", "No longer needed"

    def words(self, *, is_past: bool) -> str:
        """As it reads on a day: `is_past` once the day by which it was promised is over."""
        return "Open, past its day" if self == PromiseState.OPEN and is_past else str(self.label)


class Attribution(TextChoices):
    """How far the facilitator may say who said something. Whoever spoke chooses."""

    OPEN = "open", "Open"
    ROLE = "role", "By role"
    NONE = "none", "Not for attribution"


class ThemeKind(TextChoices):
    """What several conversations came to, in the order of the themes board."""

    COMMON = "common", "Common ground"
    DIFFERENCE = "difference", "Difference"
    EXPLORE = "explore", "To explore"
    SURPRISE = "surprise", "Surprise"


class Strength(IntegerChoices):
    """How strongly a theme was put, by the facilitator's ear."""

    FAINT = 0, "Faint"
    SLIGHT = 1, "Slight"
    CLEAR = 2, "Clear"
    STRONG = 3, "Strong"
    VERY_STRONG = 4, "Very strong"


class Became(TextChoices):
    """What was made of a theme."""

    AGENDA = "agenda", "On an agenda"
    POLL = "poll", "A vote"
    PARKED = "parked", "Parked"


class ApprovalNeed(TextChoices):
    """What is needed of a body. Only what is noted holds nothing up."""

    CONSENT = "consent", "Consent"
    ENDORSE = "endorse", "Endorsement"
    NOTE = "note", "To note"


class ApprovalResult(TextChoices):
    """What a body has said. Blank is nothing yet."""

    APPROVED = "approved", "Approved"
    CONDITIONAL = "conditional", "Approved with conditions"
    DEFERRED = "deferred", "Put off"
    REFUSED = "refused", "Refused"
