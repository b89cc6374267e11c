"""The trust and relationship pulse: twelve statements and two questions, about three minutes.

A statement’s code is that of the pulse with the key of its choice: PU-01. Trust is of PU-01 to PU-08.
"""

from facilitation.polls.bank.question import Option, Question

CODE = "PU"
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

STATEMENTS = Question(
    CODE,
    "How are we working together?",
    "statements",
    "Trust and relationship pulse",
    tuple(
        Option(code.removeprefix("PU-"), text)
        for statements in _STATEMENTS.values()
        for code, text in statements
    ),
    sections=tuple(
        (name, tuple(code.removeprefix("PU-") for code, _ in statements))
        for name, statements in _STATEMENTS.items()
    ),
)
# The statements are answered on one page, the two questions in one's own words after them.
PULSE = (
    STATEMENTS,
    Question("PU-13", "One thing to keep", "text", "Trust and relationship pulse"),
    Question("PU-14", "One thing to change", "text", "Trust and relationship pulse"),
)
