"""Writing CSV that a spreadsheet program shows as text and never runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

# Escaped cells begin with apostrophes too, so that `plain_cell` undoes exactly what `safe_cell` did.
DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def safe_cell(value: object) -> str:
    """The text of a cell, with an apostrophe before anything a spreadsheet would take for a formula."""
    if value is None:
        return ""
    text = str(value)
    # A negative number is a number; only text can be a formula.
    if isinstance(value, int | float | Decimal) or not DANGEROUS.match(text):
        return text
    return f"'{text}"


def plain_cell(text: str) -> str:
    """What stood there before `safe_cell`."""
    return text[1:] if ESCAPED.match(text) else text


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8 with the mark by which spreadsheet programs know it, every cell quoted and safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in (headings, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
