"""The guide for a conversation of 45 minutes, the same for everybody, as data. Codes stay when words change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

MINUTES = 45


@dataclass(frozen=True)
class Prompt:
    code: str
    group: str
    text: str


@dataclass(frozen=True)
class Variant:
    """For whom, what to bear in mind with them, and what to ask besides."""

    key: str
    name: str
    mind: str
    adds: tuple[Prompt, ...] = ()


# Read out before the first question.
PROMISE = (
    "I write down what helps me to prepare our meetings. My notes are mine: no partner reads them, and no other facilitator "
    "unless I share them.",
    "You choose how far I may go: say that it was you, say only what sort of person said it, or name nobody.",
    "What several people say becomes a theme, in my words. A theme is shown only once it has come up in at least three "
    "conversations, with that number and no name.",
    "My notes have a day on which they are deleted, within six months. Ask me, and I delete them at once.",
    "Whoever runs the server could read what is kept until then. Tell me what I should not write down.",
)

_QUESTIONS: dict[str, Sequence[str]] = {
    "Start": ("What brought you to this?", "What would make it worth your time in two years?"),
    "Hopes": (
        "Picture a resident in five years: what is different?",
        "What are you proud of between these organisations?",
    ),
    "History": (
        "What has been left unsaid?",
        "When did joint working last go wrong, and what was learnt?",
    ),
    "Mandate": (
        "What can you offer without going back to ask?",
        "What can you never give up, and why?",
        "What would your members or board say if they were here?",
    ),
    "Others": (
        "Whose position do you understand least?",
        "What do you think others fear about you?",
        "Who is missing?",
    ),
    "Power": ("How should differences in size be handled?", "Who should decide what?"),
    "Worries": (
        "What would make you walk away?",
        "What happens to your organisation if this succeeds? If it fails?",
    ),
    "Method": ("What helps you speak frankly?", "What should I not do as facilitator?"),
    "Close": (
        "One small promise you could keep by next month?",
        "May I carry any of this into the room, and in what words?",
    ),
}
GUIDE = tuple(
    Prompt(f"OO-{number:02}", group, text)
    for number, (group, text) in enumerate(
        ((group, text) for group, texts in _QUESTIONS.items() for text in texts), start=1
    )
)

_NOTICING = tuple(
    Prompt(f"OO-R{number}", "What you see", text)
    for number, text in enumerate(
        (
            "What do you notice now?",
            "What would good look like?",
            "Who would you tell?",
        ),
        start=1,
    )
)

VARIANTS = (
    Variant(
        "leader",
        "Elected leader",
        "Ask for the view from the office, not for party matters: no notes are kept of those. Leave time for OO-09 and OO-16.",
    ),
    Variant(
        "chief",
        "Chief executive",
        "Ask where the officer’s view and the members’ may differ. OO-07 and OO-14 show how far a mandate goes.",
    ),
    Variant(
        "chair",
        "Health chair",
        "Read “members or board” as the board and the national line. Ask which duties of the health service nobody here can waive.",
    ),
    Variant(
        "scrutiny",
        "Non-executive or scrutiny member",
        "They do not negotiate. Ask what they would want to be able to check, and when; go lightly over OO-07 and OO-08.",
    ),
    Variant(
        "voice",
        "Resident or staff voice",
        "Say what this is about in a sentence first. Leave out the mandate, and begin with the three questions added here.",
        _NOTICING,
    ),
)


def variant_named(key: str) -> Variant:
    """The first, where there is none of that name."""
    return next((one for one in VARIANTS if one.key == key), VARIANTS[0])


def questions_for(variant: Variant) -> list[tuple[str, list[Prompt]]]:
    """By group; what the variant adds comes first. Groups and codes are as in the one guide."""
    asked = (*variant.adds, *GUIDE)
    return [(group, list(found)) for group, found in groupby(asked, key=lambda one: one.group)]
