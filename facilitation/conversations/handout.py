"""The themes board on one side of paper, to be handed round. It says what everybody reads on the board, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from facilitation import pdf
from facilitation.conversations import board
from facilitation.conversations.coverage import groups
from facilitation.papers.words import cut
from partnerships.models import Round

TITLE = "What the conversations told us"
# How many themes of each kind: all that a board ever held, then fewer, until they keep to one side.
LENGTHS = (99, 12, 8, 6, 4, 2)


def html_of(round_: Round, *, most: int = LENGTHS[0], links: Mapping[str, str] | None = None) -> str:
    return render_to_string(
        "papers/themes.html", _content(round_, most) | {"paper": _head(round_, links or {})}
    )


def pdf_of(round_: Round) -> bytes:
    """Raises `pdf.PdfFailed`, and `pdf.PdfUnavailable` where none can be made."""
    lengths = [html_of(round_, most=most) for most in LENGTHS]
    return pdf.render_fitting(lengths, most_sides=1, title=TITLE, created=timezone.localdate())[1]


def _content(round_: Round, most: int) -> dict[str, Any]:
    columns = [(column, cut(column.themes, most)) for column in board.board(round_) if column.themes]
    return {"columns": columns, "leading": board.where_they_lead(round_), "groups": groups(round_)}


def _head(round_: Round, links: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": TITLE,
        "recipient": "For everybody in the partnership",
        "partnership": round_.partnership.name,
        "round": str(round_),
        "status": f"As of {timezone.localdate():%-d %B %Y}",
        **links,
    }
