"""What people write: made-up sentences of the length that people write, drawn from a seeded generator."""

from __future__ import annotations

import random

WHO = (
    "Residents of the smaller towns",
    "People who commute across the boundary",
    "Young people who leave school this year",
    "Families on the waiting list",
    "Our members",
    "Small firms along the coast",
    "Patients who are discharged on a Friday",
    "Officers in both halves of the service",
    "Parish councils",
    "Tenants of older homes",
)
WHAT = (
    "would see one plan instead of four",
    "would wait weeks, not months, for an answer",
    "need to know who decides, and by when",
    "have been promised this twice before",
    "would have a bus home after the late shift",
    "could train near where they live",
    "would pay no more than they do now",
    "must not be worse off in the first two years",
    "ask for one front door for all of it",
    "would keep a say in what happens next to them",
)
WHY = (
    "because the present split costs more than it saves",
    "so long as the money follows the duty",
    "if the formula is written down before anybody votes",
    "as the survey of last spring showed",
    "and we can show it within a year",
    "which no single council can do alone",
    "unless the terms change",
    "provided that rural costs are counted",
)


def sentence(rng: random.Random) -> str:
    """About twenty words, 110 characters."""
    return f"{rng.choice(WHO)} {rng.choice(WHAT)}, {rng.choice(WHY)}"


def passage(rng: random.Random) -> str:
    """One to three sentences."""
    return ". ".join(sentence(rng) for _ in range(rng.randint(1, 3))) + "."
