"""From the bytes of an upload to numbered rows of text. Knows nothing of what the columns mean."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.importing.refusals import ImportRefused
from partnerships.spreadsheets import plain_cell
from partnerships.text import clean_line

MOST_BYTES = 1_000_000
MOST_ROWS = 5_000
DELIMITERS = ",;\t"

SAVE_AS = "In the spreadsheet, choose Save As, then CSV UTF-8."
# The first bytes of what people upload by mistake, and what it is.
NOT_CSV = {
    b"PK\x03\x04": "This is an Excel or other packed file.",
    b"\xd0\xcf\x11\xe0": "This is an older Excel file.",
    b"%PDF": "This is a PDF.",
    b"\xff\xfe": "The file is saved as UTF-16.",
    b"\xfe\xff": "The file is saved as UTF-16.",
}
NOT_UTF8 = (
    "The file is not saved as UTF-8, so it was read as Windows text. "
    "Check names with accents, or save it again as CSV UTF-8."
)


@dataclass(frozen=True)
class Record:
    """One row below the headings. `number` is what a spreadsheet shows at its left; the headings are row 1."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Grid:
    headings: list[str]
    records: list[Record]
    warnings: tuple[str, ...]


def read_grid(upload: bytes, known: frozenset[str]) -> Grid:
    """Raises `ImportRefused`. `known` are the headings that tell the right delimiter from the wrong ones."""
    text, warnings = _decoded(upload)
    first_line = text.lstrip("\r\n").replace("\r", "\n").split("\n", 1)[0]
    records = _records(text, _delimiter(first_line, known))
    heading = next(records, None)
    if heading is None:
        raise ImportRefused("The file is empty.")
    rows = []
    for record in records:
        if len(rows) == MOST_ROWS:
            raise ImportRefused(f"The file has more than {MOST_ROWS:,} rows. Split it into smaller files.")
        rows.append(record)
    return Grid([clean_line(plain_cell(cell)) for cell in heading.cells], rows, warnings)


def _decoded(upload: bytes) -> tuple[str, tuple[str, ...]]:
    if len(upload) > MOST_BYTES:
        raise ImportRefused("The file is larger than 1 MB. Split it into smaller files.")
    for start, sentence in NOT_CSV.items():
        if upload.startswith(start):
            raise ImportRefused(f"{sentence} {SAVE_AS}")
    if b"\x00" in upload:
        raise ImportRefused(f"The file is not plain text. {SAVE_AS}")
    try:
        return upload.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _decoded_from_windows(upload)


def _decoded_from_windows(upload: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return upload.decode("cp1252"), (NOT_UTF8,)
    except UnicodeDecodeError:
        raise ImportRefused(f"The file holds characters that cannot be read. {SAVE_AS}") from None


def _delimiter(line: str, known: frozenset[str]) -> str:
    """The one that finds most known headings in the first line; a comma if none does."""

    def found(delimiter: str) -> int:
        return sum(heading_key(cell.strip().strip('"')) in known for cell in line.split(delimiter))

    return max(DELIMITERS, key=found)


def heading_key(heading: str) -> str:
    """Headings that differ only in case, spaces, hyphens or underscores are the same."""
    return " ".join(clean_line(heading).replace("_", " ").replace("-", " ").casefold().split())


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Rows that hold anything, numbered as a spreadsheet numbers them."""
    # Strict: otherwise one stray quotation mark swallows the rest of the file into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ImportRefused(
                f"Row {number} cannot be read. Look for a quotation mark that is not closed, or a very long cell."
            ) from None
        if any(cell.strip() for cell in cells):
            yield Record(number, cells)
