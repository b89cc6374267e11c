"""How long the balance and the synthesis take, and how often it asks the database, for a partnership the size of Devon over six rounds.

    python tests/bench/balance.py [--times 30] [--database postgresql]

Thirteen partners, sixty powers, every statement rated, five closed rounds and one that is open, each with a workshop and a trust pulse;
everything is made through the domain's own verbs, in a private throw-away database. Times are those of Django's test client, the whole
page, with garbage collected as seldom as the server does. Exits with 1 if a figure is exceeded or a larger partnership costs more queries
than a small one.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module

from place import DATABASES, machine, throw_away

MOST_MS = 150
LARGE = ("ABCDEFGHIJKLM", 60, 6)
SMALL = ("ABC", 10, 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    asked = parser.parse_args()
    with throw_away(asked.database):
        return run(asked.times)


def run(times: int) -> int:
    few, _ = looked_at(partnership(*SMALL), 1)
    large = partnership(*LARGE)
    import_module("facilitation.asgi")
    many, took = looked_at(large, times)
    print(f"\n{machine()}")
    print(f"{'page':<16}{'p50 ms':>8}{'p95 ms':>8}{'longest':>9}{'queries':>9}{'in a small one':>16}")
    for name, spent in took.items():
        middle, late = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
        print(f"{name:<16}{middle:>8.0f}{late:>8.0f}{spent[-1]:>9.0f}{many[name]:>9}{few[name]:>16}")
    slow = [name for name, spent in took.items() if spent[int(len(spent) * 0.95)] > MOST_MS]
    growing = [name for name in many if many[name] > few[name]]
    print(f"Slower than {MOST_MS} ms: {', '.join(slow) or 'nothing'}")
    print(f"More queries in a larger one: {', '.join(growing) or 'nothing'}")
    return 1 if slow or growing else 0


def partnership(letters: str, powers: int, rounds: int):
    """With every mandate laid, and in each round a workshop and a pulse."""
    from partnerships.steps import CYCLE
    from tests import build

    began = time.monotonic()
    table = build.partnership(letters, slug=f"size-{len(letters)}", powers=powers)
    positions = ("on", "on-if", "open", "not-now")
    for place, side in enumerate(table.sides.values()):
        for number, power in enumerate(table.powers):
            side.write("position", power=power, position=positions[(place * number) % 4], authority="cabinet")
        side.mandate("laid")
        for step in ("benefits", "leadership"):
            side.fill(step)
            side.lay(step)
        _rate(side, place)
    # One of each, which comes along from round to round.
    for kind in (kind for step in CYCLE for kind in step.together):
        table.agree(kind.key)
    for number in range(1, rounds + 1):
        _meet(table, number)
        _agree(table)
        if number < rounds:
            table.close()
    print(
        f"{len(letters)} partners, {powers} powers, {rounds} rounds, built in {time.monotonic() - began:.0f} s"
    )
    return table


def _rate(side, place: int) -> None:
    """Every statement of every scale, each partner a little otherwise."""
    from facilitation.synthesis.standing import ANSWERED
    from partnerships.answering import UNSEEN, Answer, answer

    for step, kind in ANSWERED:
        given = {name: place % len(kind.options) for name in kind.sheet.scales}
        answers = {one.code: Answer(given, UNSEEN) for one in kind.sheet.statements}
        answer(kind, step, answers, round_=side.round, by=side.lead)
    side.lay("reality")


def _agree(table) -> None:
    """Endorsed anew in each round, for where partners stand stays behind with the old one."""
    for number in range(10):
        row = table.agree("principle", statement=f"Principle {number} of round {table.round.number}")
        for place, side in enumerate(table.sides.values()):
            side.endorse(row, (place + number) % 7, "Say more" if not (place + number) % 7 else "")


def _meet(table, number: int) -> None:
    from tests import room
    from tests.voting import Room

    made = room.running_workshop(table, title=f"Workshop {number}")
    room.present(table, made, *table.sides.values())
    room.show(table, made, 1)
    room.end(table, made)
    sitting = Room(table, title=f"Pulse {number}")
    poll = sitting.ask("PU")
    sitting.vote(poll, *(" ".join(f"{key:02}:{point}" for key in range(1, 13)) for point in "1234544355"))
    sitting.show_result(poll)
    sitting.end()


def looked_at(table, times: int) -> tuple[dict[str, int], dict[str, list[float]]]:
    """Of each page the number of queries, and the milliseconds it took, the shortest first."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(table.facilitator.person, backend="django.contrib.auth.backends.ModelBackend")
    queries, took = {}, {}
    for name in ("balance", "balance-brief", "synthesis", "synthesis-brief"):
        address = reverse(name, args=(table.partnership.slug, "facilitator"))
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        queries[name], took[name] = len(counted), sorted(_milliseconds(client, address) for _ in range(times))
    return queries, took


def _milliseconds(client, address: str) -> float:
    began = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
