"""How long every page takes and how large the first visit is, on a real area with two rounds behind it.

    python tests/bench/pages.py REGISTER [--seed 1] [--times 30]

REGISTER is the public register of UK councils as a CSV file (see README.md). One user, SQLite, a private throw-away
database. Server-side times are those of Django's test client; times over HTTP are those of the real server on this
machine. Exits with 1 if a figure is exceeded; a busy machine exceeds them without anybody's fault, so read the load.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from place import machine, throw_away


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("register", type=Path, help="the public register of UK councils, a CSV file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=30)
    asked = parser.parse_args()
    with throw_away():
        return run(asked.register, asked.seed, asked.times)


def run(register: Path, seed: int, times: int) -> int:
    import founding
    import looking
    from area import WIDE, devon
    from browser import Log
    from going_round import Journey, as_far_as_the_reveal, nearly_twice
    from served import Server

    journey = nearly_twice(devon(60), register, Log(), seed)
    wide = Journey(founding.found(WIDE, register, Log(), seed), walking=False)
    as_far_as_the_reveal(wide)
    looks = [*looking.everything(journey), *looking.widest(wide)]
    print(f"\nServer-side, {machine()}")
    slow = looking.print_times(looks, times, looking.by_client)
    with Server() as server:
        print(f"\nOver HTTP, {machine()}")
        looking.print_times(looks, times, server.look)
        print("\nFirst visit, bytes")
        large = looking.print_bytes(looks, server)
    print(f"\nAt the end: {machine()}")
    print(f"Slower than {looking.MOST_MS} ms: {', '.join(slow) or 'nothing'}")
    print(f"Larger than {looking.MOST_BYTES:,} bytes: {', '.join(large) or 'nothing'}")
    return 1 if slow or large else 0


if __name__ == "__main__":
    sys.exit(main())
