"""Ready agendas: the three workshops of a round, a one-to-one and an in-house session, as data.

The minutes are those of the method; `docs/method.md` says where they come from. How each block is done is said in a
sentence or two, for the facilitator alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.vocabulary import CLASS_OF, ItemClass, ItemKind, WorkshopKind


@dataclass(frozen=True)
class ReadyItem:
    """One block. Where it counts as something else than its kind does, `because` says why, and the log keeps it."""

    title: str
    kind: ItemKind
    minutes: int
    step: str = ""
    method: str = ""
    output: str = ""
    counts_as: ItemClass | None = None
    because: str = ""

    @property
    def item_class(self) -> ItemClass:
        return self.counts_as or CLASS_OF[self.kind]


@dataclass(frozen=True)
class ReadyAgenda:
    key: str
    title: str
    kind: WorkshopKind
    summary: str
    items: tuple[ReadyItem, ...]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)


_BREAK = ReadyItem("Break", ItemKind.BREAK, 10)

FIRST = ReadyAgenda(
    "cards-on-the-table",
    "Cards on the table and destination",
    WorkshopKind.WORKSHOP,
    "Mandates are opened together, red lines are heard, and a first picture of the destination is drawn.",
    (
        ReadyItem(
            "Purpose and ground rules", ItemKind.GROUND_RULES, 15,
            method="Say what today is for and what it is not for. Offer five ground rules; the group strikes out or adds.",
            output="Ground rules that everybody can live with",
        ),
        ReadyItem(
            "Check-in round", ItemKind.CHECK_IN, 20,
            method="Each in turn, a minute or two: one hope and one worry for today. Nobody replies yet.",
        ),
        ReadyItem(
            "What the one-to-ones told us", ItemKind.THEMES, 15,
            method="Show the themes without names: what is common, where views differ, what to explore. Ask what is missing.",
        ),
        ReadyItem(
            "Reveal, and a silent walk of the table", ItemKind.REVEAL, 25, "mandate",
            method="Open all mandates at once. Ten minutes of reading in silence, pen in hand. Then: what surprised you?",
            output="Every mandate on the table",
        ),
        _BREAK,
        ReadyItem(
            "Listening rounds on red lines", ItemKind.LISTENING, 35, "mandate",
            method="Each partner says what lies behind one red line. The others ask only to understand; nobody argues.",
            output="Red lines and the reasons for them, heard",
        ),
        ReadyItem(
            "Five-year postcards", ItemKind.VISION, 35, "vision",
            method="Write a postcard from a resident in five years. Read aloud, lay side by side, find clusters and name them.",
            output="Three to five outcomes in residents’ words",
        ),
        _BREAK,
        ReadyItem(
            "Ambition and scope", ItemKind.POWERS, 15, "vision",
            method="Set the ambition dial, first alone and then together. Choose what is in scope for this round.",
            output="Ambition, and what is in scope",
        ),
        ReadyItem(
            "How near are we? The draft destination", ItemKind.PRIORITIES, 10, "vision",
            method="Each partner says where it stands on the seven points. Hear the strongest doubts first; do not settle them.",
            output="Where each partner stands on the draft",
        ),
        ReadyItem(
            "Promises, parked items, owners", ItemKind.PROMISES, 10,
            method="Read every promise aloud. Nothing leaves the room without a name and a day.",
            output="Promises and parked items with owners",
        ),
        ReadyItem(
            "Pulse and closing round", ItemKind.CLOSING, 10,
            method="Open the pulse on the phones. Then one sentence each: what do I take with me?",
        ),
    ),
)  # fmt: skip

SECOND = ReadyAgenda(
    "reality-and-benefits",
    "Reality check and what is in it for us",
    WorkshopKind.WORKSHOP,
    "The group looks honestly at where it is, and each partner says what it needs and what it can give.",
    (
        ReadyItem(
            "Check-in", ItemKind.CHECK_IN, 10,
            method="One sentence each: what has changed at home since we last met?",
        ),
        ReadyItem(
            "Promises review", ItemKind.PROMISES, 15,
            method="Go through the open promises one by one. Kept, late, another day, or no longer needed; no blame.",
            output="Every promise settled or given another day",
        ),
        ReadyItem(
            "Proud and sorry", ItemKind.HISTORY, 25,
            method="Draw a line for the years behind us. Each partner puts on it one thing it is proud of and one it regrets.",
            output="A history that everybody recognises",
        ),
        ReadyItem(
            "Reality check", ItemKind.REALITY, 45, "reality",
            method="Look at where ratings lie furthest apart. Those at the ends speak first. Look for reasons, not for a mean.",
            output="What we agree about where we are, and first steps",
        ),
        _BREAK,
        ReadyItem(
            "What is in it for us, in turn", ItemKind.BENEFITS, 40, "benefits",
            method="Five minutes a partner: what we gain, what we lose, what would make it worth it. The others write questions.",
            output="Benefits and costs of every partner",
        ),
        _BREAK,
        ReadyItem(
            "Options to trade", ItemKind.PRIORITIES, 20, "benefits",
            method="Look for things that cost one partner little and matter much to another. Offer packages, not single items.",
            output="Two or three packages to work on",
        ),
        ReadyItem(
            "Gives and gets", ItemKind.BENEFITS, 20, "benefits",
            method="Each partner offers something to one other, unasked, and says what it hopes for. Thank before you answer.",
            output="Offers between partners",
            counts_as=ItemClass.RELATIONSHIP,
            because="Partners offer unasked and thank each other; nothing is negotiated here.",
        ),
        ReadyItem(
            "Close and pulse", ItemKind.CLOSING, 15,
            method="Read out promises and parked items. Open the pulse. One sentence each to finish.",
        ),
    ),
)  # fmt: skip

THIRD = ReadyAgenda(
    "principles-and-who-leads",
    "Principles and who leads",
    WorkshopKind.WORKSHOP,
    "The group writes down how it treats each other, tries it on a hard case, and settles who leads what.",
    (
        ReadyItem(
            "Check-in", ItemKind.CHECK_IN, 10,
            method="One sentence each: when did working together go well since last time?",
        ),
        ReadyItem(
            "Principles in threes", ItemKind.BEHAVIOURS, 35, "principles",
            method="Three people from three partners write three principles. Join with another three, keep five.",
            output="Draft principles",
        ),
        ReadyItem(
            "What would we see if we kept this?", ItemKind.FEEDBACK, 20, "principles",
            method="For each principle one thing that we would see if it were kept, and one if it were broken.",
            output="Signs by which we notice",
        ),
        ReadyItem(
            "Rehearsing a disagreement", ItemKind.REHEARSAL, 25, "principles",
            method="Take a case that is likely and not today’s. Two partners play it by the principles; the others say what helped.",
        ),
        _BREAK,
        ReadyItem(
            "Who leads what", ItemKind.WHO_LEADS, 40, "leadership",
            method="For each task: who is closest to residents, who has the people, who would be trusted? Name one lead.",
            output="A lead for every task, or a reason why not yet",
        ),
        ReadyItem(
            "Hosting, money and people", ItemKind.HOSTING, 25, "leadership",
            method="Walk through what the leads need. What is there, what is missing, what could be lent?",
            output="Options with what they cost",
        ),
        _BREAK,
        ReadyItem(
            "Recommendations for boards", ItemKind.GOVERNANCE, 20, "leadership",
            method="Write the sentence that each board will be asked to agree. Read it aloud as if you were against it.",
            output="What boards are asked",
        ),
        ReadyItem(
            "Close and pulse", ItemKind.CLOSING, 15,
            method="Promises with names and days. Open the pulse. One sentence each to finish.",
        ),
    ),
)  # fmt: skip

ONE_TO_ONE = ReadyAgenda(
    "one-to-one",
    "One-to-one conversation",
    WorkshopKind.ONE_TO_ONE,
    "Forty-five minutes with one person, with the same guide for everybody. Themes are kept, names are not.",
    (
        ReadyItem(
            "One-to-one conversation", ItemKind.ONE_TO_ONE, 45,
            method="Say first what is kept, who sees it and for how long. Then hopes, history, mandate, others, worries.",
            output="Themes, without names",
        ),
    ),
)  # fmt: skip

IN_HOUSE = ReadyAgenda(
    "in-house",
    "In-house mandate session",
    WorkshopKind.IN_HOUSE,
    "Two hours in which one partner works out what it may offer, before its own board decides.",
    (
        ReadyItem(
            "Why would we want this?", ItemKind.LISTENING, 25, "mandate",
            method="Each says it in one sentence that a resident would use.",
        ),
        ReadyItem(
            "What is on the table, and on what terms?", ItemKind.POWERS, 45, "mandate",
            method="Power by power: on, on if, open, not now, never. Write the condition, not the argument.",
            output="A position on every power",
        ),
        ReadyItem(
            "What stays at home", ItemKind.PRIORITIES, 20, "mandate",
            method="What we fall back on, and the least we could accept. This leaves the room with nobody.",
        ),
        ReadyItem(
            "Who speaks for us, and how far?", ItemKind.GOVERNANCE, 20, "mandate",
            method="Names, limits, and what must come back to us first.",
            output="Who speaks for us, and within what limits",
        ),
        ReadyItem(
            "Close", ItemKind.CLOSING, 10,
            method="Who writes it up, and when does it go to the approver?",
        ),
    ),
)  # fmt: skip

READY = (FIRST, SECOND, THIRD, ONE_TO_ONE, IN_HOUSE)


def agenda_named(key: str) -> ReadyAgenda | None:
    return next((agenda for agenda in READY if agenda.key == key), None)
