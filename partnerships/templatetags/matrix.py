"""The squares of the matrix, made once: rendering a thousand of them through a template would take a second."""

from collections.abc import Iterable
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from partnerships.templatetags.look import as_position

register = template.Library()


@cache
def _cell(position: str) -> str:
    square = render_to_string("components/position_square.html", as_position(position)) if position else ""
    words = '<span class="govuk-visually-hidden">Not on the table</span>'
    return f"<td>{square or words}</td>"


@register.simple_tag
def squares(positions: Iterable[str]) -> SafeString:
    """One cell for every position, in order; blank is nothing laid."""
    return mark_safe("".join(map(_cell, positions)))  # noqa: S308  made of our own template and fixed words
