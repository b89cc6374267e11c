"""A follow-up note as a Word document, for clerks who paste it into their own papers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from facilitation.papers.words import day
from facilitation.workshops.follow_up import Plain, document_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

    from facilitation.models import FollowUp

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_of(follow_up: FollowUp) -> bytes:
    # The library takes a third of a second to load, and few requests need it.
    import docx

    note, partnership = document_of(follow_up), follow_up.workshop.round.partnership
    made = docx.Document()
    made.core_properties.title = f"Note of {note['title']}"
    made.core_properties.author = partnership.name
    made.core_properties.language = "en-GB"
    made.core_properties.comments = ""  # the library would name itself here
    _speak_british(made)
    made.add_heading(f"Note of {note['title']}", 0)
    status = "Final" if follow_up.is_final else "Draft, not final"
    made.add_paragraph(
        " · ".join(part for part in (partnership.name, day(note["held_on"]), note["place"], status) if part)
    )
    _fill(made, note)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _speak_british(made: Document) -> None:
    """What reads it out goes by the language of the styles, which the library's model has as American."""
    from docx.oxml.ns import qn

    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _fill(made: Document, note: Plain) -> None:
    _list(made, "What we heard", note["heard"], "Nothing was written down.")
    decided = [f"{one['text']} {_in_brackets(one['by'])}" for one in note["decided"]]
    _list(made, "What we decided", decided, "Nothing was decided.")
    _table(
        made,
        "What we promised",
        ("Promise", "Who", "By when"),
        [(one["text"], one["owner"], day(one["due"])) for one in note["promised"]],
        "Nothing was promised.",
    )
    _table(
        made,
        "What we parked",
        ("Item", "Who brings it back", "By when"),
        [(one["text"], one["owner"], day(one["due"])) for one in note["parked"]],
        "Nothing was parked.",
    )
    _table(
        made,
        "Who was there",
        ("Partner", "Its lead"),
        [(one["partner"], one["word"]) for one in note["presence"]],
        "Attendance was not recorded.",
    )
    if note["time"]:
        made.add_heading("How we used the time", 1)
        made.add_paragraph(note["time"])


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""


def _list(made: Document, heading: str, lines: list[str], nothing: str) -> None:
    made.add_heading(heading, 1)
    for line in lines:
        made.add_paragraph(line.strip(), style="List Bullet")
    if not lines:
        made.add_paragraph(nothing)


def _table(
    made: Document, heading: str, head: tuple[str, ...], rows: list[tuple[str, ...]], nothing: str
) -> None:
    made.add_heading(heading, 1)
    if not rows:
        made.add_paragraph(nothing)
        return
    table = made.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    _head_columns(table)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _head_columns(table: Table) -> None:
    """Say that the first row holds the names of the columns, or Word reads it as one row among others."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
