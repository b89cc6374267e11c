"""What a board is asked to do: the verbs of real decisions, and what suggests itself from a record."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices

from facilitation.documents import Plain
from facilitation.papers import Ask


class Purpose(TextChoices):
    DECISION = "decision", "For decision"
    DISCUSSION = "discussion", "For discussion"
    INFORMATION = "information", "For information"


class Verb(TextChoices):
    """Each begins the recommendation; the words that follow end it."""

    NOTE = "note", "Note"
    ENDORSE = "endorse", "Endorse"
    IN_PRINCIPLE = "in-principle", "Agree in principle"
    CONSULTATION = "consultation", "Approve for consultation"
    CONSENT = "consent", "Consent to"
    DELEGATE = "delegate", "Delegate"
    AUTHORISE = "authorise", "Authorise"
    LIMIT = "limit", "Set as the limit of our mandate"
    REPORT = "report", "Ask for a further report on"
    DECLINE = "decline", "Decline"


class Parts(TextChoices):
    BOTH = "both", "Part 1 and part 2"
    FIRST = "first", "Part 1 only, which may be published"


class Exemption(TextChoices):
    """The paragraphs of Schedule 12A to the Local Government Act 1972: what makes a passage exempt."""

    INDIVIDUAL = "1", "Paragraph 1: information relating to any individual"
    IDENTITY = "2", "Paragraph 2: information likely to reveal the identity of an individual"
    BUSINESS = (
        "3",
        "Paragraph 3: the financial or business affairs of any particular person, the authority included",
    )
    LABOUR = "4", "Paragraph 4: consultations or negotiations about labour relations"
    PRIVILEGE = "5", "Paragraph 5: legal professional privilege"
    NOTICES = "6", "Paragraph 6: a proposed notice, order or direction"
    CRIME = "7", "Paragraph 7: preventing, investigating or prosecuting crime"


MOST_ASKS = 4


def suggested_asks(document: Plain) -> list[tuple[str, str]]:
    """What a board is usually asked after a round like this one. The facilitator changes it at will."""
    things = [thing for step in document["steps"] for thing in step["agreed"]]
    asks: list[tuple[str, str]] = [(Verb.NOTE, "where the partnership stands (section 1).")]
    if any(thing["hold"] == "agreed" for thing in things):
        asks.append((Verb.ENDORSE, "what section 2 lists as agreed, in the words of the record."))
    if any(thing["hold"] == "not-agreed" for thing in things):
        asks.append((Verb.REPORT, "what section 2 lists as not agreed."))
    asks.append((Verb.AUTHORISE, f"our lead to take our mandate into round {document['next']['round']}."))
    return asks


def asks_from(given: Iterable[tuple[str, str]]) -> tuple[Ask, ...]:
    """Verb keys and words as asks; a line without a verb or words asks nothing."""
    return tuple(Ask(str(Verb(verb).label), text) for verb, text in given if verb and text)
