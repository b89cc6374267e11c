#!/usr/bin/env python
"""Django's command line for Roundtable. `./workbook manage …` runs it in the right environment."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as missing:
        raise SystemExit(
            "Django is not installed for this Python. Run ./workbook manage instead, which sets everything up."
        ) from missing
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
