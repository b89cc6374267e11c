"""Principles to start from: pick, reword, add. Our own wording."""

PRINCIPLE_STARTERS = (
    "Residents first: every proposal names who benefits.",
    "No surprises: tell partners before telling the press.",
    "Equal right to the table: size sets weight in votes, never right to be heard.",
    "Say the hard thing in the room.",
    "Mandate honesty: say when you go beyond it.",
    "Keep small promises, renegotiate early.",
    "Decide at the lowest level that works.",
    "Share gains and burdens in a way we can defend.",
    "Challenge is welcome: scrutiny sees papers in time.",
    "Same facts, shared openly.",
    "Leave well: anyone can pause or leave with respect.",
    "Successors inherit our promises.",
    "Health, police, fire, business and voluntary partners know what we ask and what they get.",
    "Public by default, private with a reason and an end date.",
)
