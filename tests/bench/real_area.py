"""A real area goes round twice: thirteen partners and sixty powers, through the pages a person would use.

    python tests/bench/real_area.py REGISTER [--powers 60] [--seed 1] [--database sqlite|postgresql]

REGISTER is the public register of UK councils as a CSV file (see README.md). Everything happens in a private,
throw-away database. Prints what every stage cost and then checks what must hold; exits with 1 if something does not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from place import DATABASES, machine, throw_away


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("register", type=Path, help="the public register of UK councils, a CSV file")
    parser.add_argument("--powers", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    asked = parser.parse_args()
    with throw_away(asked.database):
        return run(asked.register, asked.powers, asked.seed)


def run(register: Path, powers: int, seed: int) -> int:
    from area import SMALL, devon
    from browser import Log
    from checks import failures
    from going_round import twice
    from printing import print_papers, print_stages

    print(machine())
    log = Log()
    large = twice(devon(powers), register, log, seed)
    print_stages(log)
    print_papers(large.papers)
    small = twice(SMALL, register, Log(), seed)
    print(f"\nAt the end: {machine()}")
    failed = failures(large, small)
    print(f"\n{'; '.join(failed)}" if failed else "\nEverything holds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
