"""The workshops of both rounds: what was asked, said, decided, promised and parked, and how long it all took."""

import datetime as dt

from facilitation.example.holding import Held, Owed, Parked, Vote
from facilitation.vocabulary import ItemKind, PromiseState, WorkshopKind
from facilitation.workshops.agendas import FIRST, SECOND, THIRD, ReadyAgenda, ReadyItem


def _many(**counts: int) -> list[str]:
    """`_many(A=2, B=1)`: A, A, B."""
    return [answer for answer, count in counts.items() for _ in range(count)]


def _pages(*counts: str) -> list[str]:
    """Whole pages of the pulse from how many said 1 to 5 to each statement, each phone’s answers taken here and there."""
    columns = []
    for place, line in enumerate(counts):
        said = [point for point, count in zip("12345", line.split(), strict=True) for _ in range(int(count))]
        columns.append(said[3 * place :] + said[: 3 * place])
    return [
        " ".join(f"{number:02}:{point}" for number, point in enumerate(page, start=1))
        for page in zip(*columns, strict=True)
    ]


ONE_TO_ONES = dt.date(2026, 7, 8)
DRAFTING = ("Drafting what the leads will put to their boards", dt.date(2026, 10, 6), 120)

CARDS = Held(
    title="Cards on the table and destination",
    place="The old customs house, Saltquay",
    on=dt.date(2026, 7, 22),
    starts=dt.time(9, 30),
    agenda=FIRST,
    minutes=(12, 26, 14, 31, 12, 44, 38, 10, 12, 14, 9, 13),
    away={"fire": "Dean Holloway"},
    unheard=("fire",),
    votes=(
        Vote("POLL-03", _many(A=1, B=4, C=7, D=8, E=2)),
        Vote(
            "POLL-27",
            ("Careful", "careful", "Careful", "Hopeful", "Hopeful", "Tired", "Honest", "Watchful", "Wary", "Late"),
            merged={"Watchful": "Careful"},
            parked={"Late": "It was about one person."},
        ),
    ),
    gradient="6 6 5 5 5 5 4 4 4 4 4 3 3 2 2 2 2 2 1 1 1 0",
    decided=(
        ("Mandates are opened together in every round, and nobody adjusts theirs beforehand.", "All eight leads"),
        ("The destination goes to boards in its second version, with the doubts printed under it.", "All eight leads"),
    ),
    promised=(
        Owed("Send the bus figures to everybody, with the sums", "County", dt.date(2026, 10, 2), PromiseState.KEPT),
        Owed("Send papers ten days ahead", "County", dt.date(2026, 9, 13), PromiseState.LATE),
        Owed(
            "Clean the records of every joint contract",
            "Vale",
            dt.date(2026, 10, 31),
            moved_to=dt.date(2027, 1, 29),
            said_on=dt.date(2026, 8, 24),
        ),
        Owed("Place no family in another district without a call", "City", dt.date(2026, 9, 30), PromiseState.MISSED),
    ),
    parked=(
        Parked("Whether distance counts when costs are shared", "Moor", dt.date(2026, 9, 23), "It became question 2 of round 2."),
        Parked("What the airport road would do to the harbour", "Harbour", dt.date(2026, 11, 19)),
    ),
    heard=(
        "Seven mandates lay open at once, and the same four powers were wanted by nearly everybody: buses first.\n"
        "Harbour’s no to the road was about two miles of quay, not about roads. It had not been heard like that before.\n"
        "Moor asked where it was in the picture. The second version of the destination has it in the first line.\n"
        "Without names, fewer people said that they could live with the destination than partners had said with theirs."
    ),
    corrections=(
        ("moor", "We did not say that we would live with it. We said: with a bus on request in every parish.", "Put right."),
    ),
)  # fmt: skip

REALITY = Held(
    title="Reality check and what is in it for us",
    place="Moor district council, Highstead",
    on=dt.date(2026, 9, 23),
    starts=dt.time(10),
    agenda=SECOND,
    minutes=(11, 19, 31, 52, 10, 38, 12, 16, 22, 14),
    away={"fire": None, "police": "Shirin Talbot"},
    unheard=("police",),
    votes=(
        Vote("POLL-05", _many(A=1, B=9, C=7, D=3)),
        Vote("POLL-21", ["70", "80", "75", "60", "85", "70", "65", "90", "75", "70", "55", "80", "70", "75", "60", "70"]),
        Vote(
            "PU",
            _pages(
                "0 2 4 11 3", "1 3 5 9 2", "1 2 5 9 3", "2 5 6 6 1", "0 1 4 10 5", "1 2 5 9 3",
                "7 2 1 4 6", "6 3 1 4 6", "1 1 4 9 5", "1 2 5 8 4", "0 2 5 10 3", "0 0 2 9 9",
            ),
        ),
    ),
    decided=(
        ("Every figure that one partner sends goes to all of them on the same day.", "All leads but Fire’s, who was away"),
    ),
    promised=(
        Owed("List the contracts that outlast us", "Police", dt.date(2026, 10, 30)),
        Owed("Ring the others the same day if a merger is talked about", "Health board", dt.date(2026, 10, 30), PromiseState.KEPT),
        Owed("Show draft plans half done, with the blank spaces left in", "City", dt.date(2026, 10, 16), PromiseState.KEPT),
    ),
    parked=(
        Parked("Who sits in Vale’s chair on the day after", "Vale", dt.date(2027, 1, 21)),
    ),
    heard=(
        "Views on whether the moor and the coast have been listened to lie at both ends of the scale.\n"
        "County counts meetings. Moor counts buses to them.\n"
        "Gives came easier than gets: seven of eight partners offered something before they asked for anything.\n"
        "On fairness the room is in two halves. We did not settle it, and said so."
    ),
    corrections=(
        ("county", "It was nine meetings, not eight.", "Put right in what we heard."),
    ),
)  # fmt: skip

_BUSES_HOMES_MONEY = ReadyAgenda(
    "buses-homes-money",
    "Buses, homes and who pays",
    WorkshopKind.WORKSHOP,
    "The three questions that round 1 left open.",
    (
        ReadyItem("Check-in", ItemKind.CHECK_IN, 10, method="One sentence each: what has changed at home since September?"),
        ReadyItem("Promises review", ItemKind.PROMISES, 15, output="Every promise settled or given another day"),
        ReadyItem("Buses, in words that can be checked", ItemKind.POWERS, 45, "mandate", output="One sentence on buses"),
        ReadyItem("Break", ItemKind.BREAK, 10),
        ReadyItem("Who pays what, and does distance count?", ItemKind.MONEY, 40, "benefits", output="Two ways to share the cost"),
        ReadyItem("Rehearsing the argument about homes", ItemKind.REHEARSAL, 30, "principles"),
        ReadyItem("What we shall see in year five", ItemKind.VISION, 20, "vision"),
        ReadyItem("Close and pulse", ItemKind.CLOSING, 15),
    ),
)  # fmt: skip

BUSES = Held(
    title="Buses, homes and who pays",
    place="Averminster guildhall",
    on=dt.date(2026, 11, 19),
    starts=dt.time(9, 30),
    agenda=_BUSES_HOMES_MONEY,
    minutes=(9, 17, 52, 11, 47, 28, 14, 16),
    away={"health-board": "Stephen Mallory"},
    unheard=("fire",),
    votes=(
        Vote("POLL-03", _many(A=2, B=7, C=7, D=4)),
        Vote("POLL-28", [*"1122222233333344"]),
        Vote(
            "PU",
            _pages(
                "0 1 4 10 5", "0 2 4 10 4", "0 1 4 11 4", "0 3 5 9 3", "0 0 3 11 6", "0 1 4 11 4",
                "2 3 4 7 4", "1 2 4 8 5", "0 2 4 9 5", "0 2 4 10 4", "0 1 4 11 4", "0 0 2 8 10",
            ),
        ),
    ),
    decided=(
        ("Buses are common ground: 40 minutes to work or training, measured twice a year.", "All leads whose consent is needed"),
    ),
    promised=(
        Owed("Cost a minute of distance, with Moor’s own roads in it", "County", dt.date(2027, 1, 15)),
        Owed("Bring two evening routes as a trial, with what they cost", "Harbour", dt.date(2026, 12, 14)),
    ),
    parked=(
        Parked("A levy, and who could call it in", "City", dt.date(2027, 1, 21)),
    ),
    heard=(
        "Buses are settled between partners that did not expect it.\n"
        "Money is not. We spent more of the morning on it than planned, and less on each other.\n"
        "The rehearsal on homes was sharp and ended in laughter. Two people asked to do it again."
    ),
    corrections=(
        ("harbour", "The trial is of two routes until Easter, not for good.", None),
    ),
    is_final=False,
)  # fmt: skip

NEXT = Held(
    title="Principles and who leads, again",
    place="Lindle Vale council offices",
    on=dt.date(2027, 1, 21),
    starts=dt.time(10),
    agenda=THIRD,
)
