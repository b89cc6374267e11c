"""Rows in addresses: by a mark, where their number would count what others do."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.crypto import salted_hmac

LENGTH = 16  # hex digits

Row = TypeVar("Row", bound=Model)


def mark_of(row: Model) -> str:
    """The same for a row as long as the installation keeps its secret key; it tells nothing else."""
    name = f"{row._meta.label_lower} {row.pk}"
    return salted_hmac("partnerships.marks", name, algorithm="sha256").hexdigest()[:LENGTH]


def marked(rows: QuerySet[Row], mark: str) -> Row | None:
    """The row with this mark. They are gone through one by one, so they should be few, as one partner's are."""
    wanted = (pk for pk in rows.values_list("pk", flat=True) if mark_of(rows.model(pk=pk)) == mark)
    pk = next(wanted, None)
    return None if pk is None else rows.filter(pk=pk).first()
