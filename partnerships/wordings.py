"""Freezing a row into plain content, and reading frozen content back as lines a person can read."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from partnerships.steps import Kind


def content_of(kind: Kind, row: models.Model) -> dict[str, Any]:
    """`{"title": …, "fields": {name: plain value}}`: everything that a reader may ever see of a row."""
    return {"title": str(row), "fields": {name: _plain(row, name) for name in kind.fields}}


def _plain(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, models.Model):
        return {"id": value.pk, "text": str(value)}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value


def subject_of(kind: Kind, row: models.Model) -> str:
    """What a row is about, as one string: the code of a statement, the number of a power, or nothing."""
    if not kind.subject:
        return ""
    return str(row.serializable_value(kind.subject))


def canonical(document: object) -> str:
    """The one spelling of a document, so that the same content always has the same digest."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str, *, after: str = "") -> str:
    """SHA-256 in hex, chained to the digest before it."""
    return hashlib.sha256(f"{after}{text}".encode()).hexdigest()


def lines(kind: Kind, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and text of every field that says something, in the kind's order."""
    fields = content.get("fields", {})
    read = ((kind.labels[name], text_of(kind, name, fields.get(name))) for name in kind.fields)
    return [(label, text) for label, text in read if text]


def lines_below(kind: Kind, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same, for below a heading that is the title: without the lines that would only repeat it."""
    repeated = {kind.labels[name] for name in kind.in_title}
    return [
        (label, text)
        for label, text in lines(kind, content)
        if text != content["title"] and label not in repeated
    ]


def differing_lines(kind: Kind, was: Mapping[str, Any], now: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Label, earlier and later text of every field whose words differ. A content that is not there is empty."""
    before, after = was.get("fields", {}), now.get("fields", {})
    read = (
        (kind.labels[name], *(text_of(kind, name, side.get(name)) for side in (before, after)))
        for name in kind.fields
    )
    return [(label, earlier, later) for label, earlier, later in read if earlier != later]


def text_of(kind: Kind, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        return str(value["text"])
    field, words = _read(kind.model, name)
    if words:
        return str(words.get(value, value))
    if isinstance(field, models.DateField):
        return date_format(parse_date(value), "j F Y")
    if isinstance(field, models.DecimalField):
        return f"{Decimal(value).normalize():,f}"
    return str(value)


@cache
def _read(model: type[models.Model], name: str) -> tuple[Any, dict[Any, Any]]:
    """A field with the words of its choices, worked out once: a page of changes asks some ten thousand times."""
    field = model._meta.get_field(name)
    return field, dict(field.flatchoices or ())
