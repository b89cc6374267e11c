"""Questions of our own, without a benchmark."""

from facilitation.polls.bank.question import Option, Question, options

GROUP = "About today"


def _from_0_to_4(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(value), label) for value, label in enumerate(labels))


OURS = (
    Question("POLL-20", "How much of today was about residents?", "slider", GROUP),
    Question("POLL-21", "What share of today built relationships?", "slider", GROUP),
    Question(
        "POLL-22",
        "Would your board recognise what you said today?",
        "single",
        GROUP,
        options("Fully", "Mostly", "Partly", "No"),
    ),
    Question("POLL-23", "Name one resident outcome that this must change.", "text", GROUP),
    Question(
        "POLL-24",
        "Which would hurt your organisation more?",
        "single",
        GROUP,
        options("Waiting two years", "Signing something weak"),
    ),
    Question(
        "POLL-25",
        "Is there something that we all know and nobody has said?",
        "single",
        GROUP,
        options("Yes", "No", "Yes, and I will tell the facilitator"),
    ),
    Question(
        "POLL-26",
        "If talks stopped today, how would you feel?",
        "single",
        GROUP,
        options("Relieved", "Untroubled", "Disappointed", "Dismayed"),
    ),
    Question("POLL-27", "One word for the room", "words", GROUP),
    Question(
        "POLL-28",
        "How ready are we to show this to the public?",
        "scale",
        GROUP,
        _from_0_to_4("Not at all", "Hardly", "Half-way", "Nearly", "Ready"),
    ),
    Question(
        "POLL-29",
        "Who has been missing from this conversation?",
        "several",
        GROUP,
        options(
            "Councils",
            "Health",
            "Police and fire",
            "Education",
            "Business",
            "Voluntary and community",
            "Residents",
            "Staff",
            "Non-executives",
        ),
    ),
    Question(
        "POLL-30",
        "Is the size of the prize worth the effort so far?",
        "scale",
        GROUP,
        _from_0_to_4("Not at all", "Hardly", "Evenly balanced", "Mostly", "Clearly"),
    ),
)
