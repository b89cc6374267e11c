"""Reading single cells. Whatever cannot be read becomes a sentence that names row and column."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from django.db.models import TextChoices

from partnerships.importing.files import Grid, Record, heading_key
from partnerships.importing.refusals import ImportRefused
from partnerships.spreadsheets import plain_cell
from partnerships.text import clean_line, clean_text

T = TypeVar("T")

DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b", re.IGNORECASE)
NUMBER = re.compile(r"(?P<whole>[0-9]{1,3}(?:[, ]?[0-9]{3})*|[0-9]{1,12})(?:\.0+)?")
MOST_PEOPLE = 100_000_000

# What is left of letters when text was saved as one alphabet and opened as another.
BROKEN = re.compile(r"\ufffd|[ÂÃ][^\x00-\x7f]|â€|ï[¿¾]")

BROKEN_NAME = (
    "some characters of the name are broken. Mend them in the file, or correct the name once it is in."
)

YES_NO = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}


class Unreadable(Exception):
    """One cell. `str()` of it is the sentence, without row and column."""


class Columns:
    """Where the known columns stand in one file, and how the file heads them."""

    def __init__(self, grid: Grid, known: Mapping[str, tuple[str, ...]]):
        """`known`: for each of our columns the headings it goes by. Raises `ImportRefused`."""
        by_key = {heading_key(heading): column for column, names in known.items() for heading in names}
        self.width = len(grid.headings)
        self.positions: dict[str, int] = {}
        self.unused: list[str] = []
        for position, heading in enumerate(grid.headings):
            column = by_key.get(heading_key(heading))
            if column is None:
                self.unused.append(heading)
            elif column in self.positions:
                raise ImportRefused(
                    f"Two columns are headed {quoted(heading)} or mean the same. Keep one of them."
                )
            else:
                self.positions[column] = position
        self.headings = {column: grid.headings[at][:40] for column, at in self.positions.items()}


class Cells:
    """The known cells of one row, and the problems met while reading them."""

    def __init__(self, record: Record, columns: Columns):
        self.number = record.number
        self.headings = columns.headings
        self.texts = {
            column: record.cells[at] for column, at in columns.positions.items() if at < len(record.cells)
        }
        self.problems: list[str] = []
        if any(cell.strip() for cell in record.cells[columns.width :]):
            self.problems.append(
                f"Row {self.number}: it has {len(record.cells)} cells under {columns.width} headings. "
                "A text with commas in it needs quotation marks around it."
            )

    def take(self, column: str, read: Callable[[str], T], blank: T) -> T:
        """The cell as `read` reads it; `blank` when there is none, or when it is a problem."""
        text = plain_cell(self.texts.get(column, ""))
        if not clean_line(text):
            return blank
        try:
            return read(text)
        except Unreadable as unreadable:
            self.complain(column, str(unreadable))
            return blank

    def line(self, column: str, longest: int) -> str:
        return self.take(column, lambda text: _at_most(clean_line(text), longest), "")

    def text(self, column: str, longest: int) -> str:
        return self.take(column, lambda text: _at_most(clean_text(text), longest), "")

    def lifetime(self) -> tuple[dt.date | None, dt.date | None]:
        starts, ends = self.take("starts", read_date, None), self.take("ends", read_date, None)
        if starts and ends and ends <= starts:
            self.complain("ends", "it ends before it starts.")
        return starts, ends

    def broken(self, column: str) -> bool:
        return bool(BROKEN.search(self.texts.get(column, "")))

    def sentence(self, column: str, words: str) -> str:
        return f"Row {self.number}, {self.headings.get(column, column)}: {words}"

    def complain(self, column: str, words: str) -> None:
        self.problems.append(self.sentence(column, words))


def quoted(text: str) -> str:
    """What stands in a cell, short enough for a sentence."""
    line = clean_line(text)
    return f"“{line if len(line) <= 40 else line[:39] + '…'}”"


def read_date(text: str) -> dt.date:
    """1 April 2028, 1/4/2028 (day first) or 2028-04-01."""
    line = ORDINAL.sub("", clean_line(text))
    for form in DATES:
        with suppress(ValueError):
            return dt.datetime.strptime(line, form).date()
    raise Unreadable(f"{quoted(text)} is not a date. Write it as 1 April 2028 or 2028-04-01.")


def read_number(text: str) -> int:
    """A whole number of people, with or without commas; 97831.0 counts as whole."""
    found = NUMBER.fullmatch(clean_line(text))
    number = int(re.sub("[, ]", "", found["whole"])) if found else MOST_PEOPLE + 1
    if number > MOST_PEOPLE:
        raise Unreadable(
            f"{quoted(text)} is not a number of people. Write it in figures, for example 148,080."
        )
    return number


def read_gss_code(text: str) -> str:
    code = clean_line(text).upper()
    if not re.fullmatch(r"[A-Z][0-9]{8}", code):
        raise Unreadable(f"{quoted(text)} is not a GSS code. It is one letter and eight figures.")
    return code


def read_yes_no(text: str) -> bool:
    answer = YES_NO.get(clean_line(text).casefold())
    if answer is None:
        raise Unreadable(f"{quoted(text)} is neither yes nor no.")
    return answer


def read_names(text: str) -> tuple[str, ...]:
    """Several names are parted by semicolons, since names hold commas."""
    names = [clean_line(part) for part in text.split(";")]
    return tuple(dict.fromkeys(name for name in names if name))


def read_choice(choices: type[TextChoices], aliases: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """A reader of a choice by its value, its label or another common name, in whatever case."""
    words = {heading_key(name): value for name, value in (aliases or {}).items()}
    words |= {heading_key(choice.label): choice.value for choice in choices}
    words |= {heading_key(choice.value): choice.value for choice in choices}
    labels = [choice.label for choice in choices]
    # The list of types is too long for a sentence.
    offer = f"Use {_listed(labels)}." if len(labels) < 9 else f"Use for example {_listed(labels[:4])}."

    def read(text: str) -> str:
        value = words.get(heading_key(text))
        if value is None:
            raise Unreadable(f"{quoted(text)} is not a choice here. {offer}")
        return value

    return read


def _at_most(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unreadable(f"{quoted(text)} is longer than {longest:,} characters.")
    return text


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
