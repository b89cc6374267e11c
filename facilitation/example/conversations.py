"""The conversations of both rounds: who was heard, what the facilitator wrote down, and what it came to."""

import datetime as dt

from facilitation.example.listening import Heard, Idea, Talk
from facilitation.vocabulary import Attribution, Strength, ThemeKind

# Round 1: the lead of every partner, and two groups. The notes are deleted once the themes are on the board.
FIRST_IDEAS = (
    Idea("buses", "Buses come before roads", ThemeKind.COMMON, Strength.VERY_STRONG, "vision"),
    Idea("late", "Everybody fears to be the last to hear", ThemeKind.SURPRISE, Strength.STRONG, "principles"),
    Idea(
        "size",
        "Whether size should count when we decide",
        ThemeKind.DIFFERENCE,
        Strength.STRONG,
        "leadership",
    ),
    Idea(
        "chair",
        "What becomes of promises when a council ends",
        ThemeKind.EXPLORE,
        Strength.CLEAR,
        "principles",
    ),
    Idea("young", "Nobody has asked people under 25", ThemeKind.EXPLORE, Strength.CLEAR, "reality"),
    Idea(
        "road",
        "The road is about trust more than about tarmac",
        ThemeKind.SURPRISE,
        Strength.SLIGHT,
        "mandate",
    ),
)
FIRST_TALKS = (
    Talk(
        "county",
        "Wants to be asked, not obeyed. Proud of the bus maps. Hears of things late.",
        Attribution.ROLE,
        "buses late",
    ),
    Talk(
        "harbour",
        "Two miles of quay, not roads. Learnt of the last plan from a newspaper.",
        Attribution.NONE,
        "late size road",
    ),
    Talk("moor", "Not on any map. Would give much for one evening bus.", Attribution.OPEN, "buses size late"),
    Talk("vale", "Who keeps our word after the last day?", Attribution.ROLE, "chair size"),
    Talk("city", "Could decide faster alone, and knows that it should not.", Attribution.NONE, "size buses"),
    Talk("health-board", "Missed appointments follow the timetable of the bus.", Attribution.OPEN, "buses"),
    Talk("police", "A commissioner’s term ends as well. Who inherits?", Attribution.ROLE, "chair young"),
    Talk("fire", "Asked in last, if at all. Will not sign what it has not read.", Attribution.NONE, "late"),
)
FIRST_KEPT_BACK = ("road", "young")
FIRST_GROUPS = (
    Heard(
        "Apprentices at the harbour",
        dt.date(2026, 7, 9),
        "Turned down places that no bus reaches.",
        "buses young",
    ),
    Heard(
        "Parish clerks of the moor",
        dt.date(2026, 7, 10),
        "Papers come after the meeting they are for.",
        "late chair",
    ),
)

# Round 2: wider voices first; the approvers are to come. Their notes are still there, for the facilitator alone.
SECOND_IDEAS = (
    Idea("evening", "The last bus decides who can work", ThemeKind.COMMON, Strength.VERY_STRONG, "mandate"),
    Idea(
        "fares",
        "What a fair fare is depends on where one stands",
        ThemeKind.DIFFERENCE,
        Strength.CLEAR,
        "benefits",
    ),
    Idea(
        "drivers",
        "There may be no drivers for what is promised",
        ThemeKind.SURPRISE,
        Strength.STRONG,
        "reality",
    ),
    Idea(
        "letters",
        "People want an answer more than a consultation",
        ThemeKind.COMMON,
        Strength.CLEAR,
        "principles",
    ),
)
SECOND_GROUPS = (
    Heard(
        "Drivers and staff of the Averminster depot",
        dt.date(2026, 11, 10),
        "Eleven posts empty. Nobody has asked us.",
        "drivers evening",
    ),
    Heard(
        "Carers in Lindle Vale",
        dt.date(2026, 11, 11),
        "Shifts end at ten, the bus at seven.",
        "evening fares",
    ),
    Heard(
        "Students of the further education college",
        dt.date(2026, 11, 12),
        "A day ticket costs what an hour earns.",
        "evening fares drivers letters",
    ),
    Heard(
        "Tenants in Highstead",
        dt.date(2026, 11, 16),
        "We filled in four forms. Nobody wrote back.",
        "letters drivers fares",
    ),
)
ON_AGENDA, ASKED = "drivers", "evening"
SECOND_KEPT_BACK = ("letters",)
TO_COME = (
    ("county", dt.date(2027, 1, 12)),
    ("harbour", dt.date(2027, 1, 13)),
    ("moor", dt.date(2027, 1, 14)),
)
