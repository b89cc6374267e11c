"""The trust and relationship pulse: twelve statements and two questions, about three minutes. Trust is of PU-01 to PU-08."""

from facilitation.polls.bank.question import Option, Question

CANNOT_SAY = "x"
SCALE = (
    Option("1", "Strongly disagree"),
    Option("2", "Disagree"),
    Option("3", "Neither agree nor disagree"),
    Option("4", "Agree"),
    Option("5", "Strongly agree"),
    Option(CANNOT_SAY, "Cannot say"),
)
TRUST = tuple(f"PU-0{number}" for number in range(1, 9))
HEARD = "PU-09"

_STATEMENTS = {
    "Reliability": (
        ("PU-01", "Partners do what they said they would."),
        ("PU-02", "When plans change, we are told in good time."),
    ),
    "Openness": (
        ("PU-03", "I can raise something awkward here."),
        ("PU-04", "We hear bad news early."),
    ),
    "Shared purpose": (
        ("PU-05", "We want the same things for residents."),
        ("PU-06", "Partners weigh the whole area, not only their own patch."),
    ),
    "Fairness": (
        ("PU-07", "Smaller partners are treated as partners."),
        ("PU-08", "Gains and losses are shared in a way I can defend."),
    ),
    "Voice": (("PU-09", "My organisation was heard this round."),),
    "Outlook": (
        ("PU-10", "I would bring a bigger issue to this table next time."),
        ("PU-11", "We can disagree and still finish."),
    ),
    "Candour": (("PU-12", "I answered this as I really think."),),
}

PULSE = (
    *(
        Question(code, text, "scale", f"Pulse: {group.lower()}", SCALE)
        for group, statements in _STATEMENTS.items()
        for code, text in statements
    ),
    Question("PU-13", "One thing to keep", "text", "Pulse: in your own words"),
    Question("PU-14", "One thing to change", "text", "Pulse: in your own words"),
)
