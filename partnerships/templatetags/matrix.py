"""The squares of a matrix, made once: rendering a thousand of them through a template would take a second."""

import re
from collections.abc import Iterable
from functools import cache

import pyphen
from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from partnerships.templatetags.look import as_position, shade

register = template.Library()

# Shorter words fit into the narrowest column.
_LONG_WORD = re.compile(r"\w{9,}")


@register.filter
@cache
def hyphenated(name: str) -> str:
    """With soft hyphens in its long words: browsers hyphenate no word that begins with a capital, and cut it instead."""
    patterns = pyphen.Pyphen(lang="en_GB", left=3, right=3)
    return _LONG_WORD.sub(lambda word: patterns.inserted(word.group(), "\u00ad"), name)


@cache
def _cell(position: str) -> str:
    square = render_to_string("components/position_square.html", as_position(position)) if position else ""
    words = '<span class="govuk-visually-hidden">Not on the table</span>'
    return f"<td>{square or words}</td>"


@register.simple_tag
def squares(positions: Iterable[str]) -> SafeString:
    """One cell for every position, in order; blank is nothing laid."""
    return mark_safe("".join(map(_cell, positions)))  # noqa: S308  made of our own template and fixed words


@cache
def _figure(value: int, words: tuple[str, ...]) -> str:
    """A point on a scale from least to most: its figure, the darker the more, with its word for who cannot see that."""
    context = {"figure": value, "word": words[value], "shade": shade(value, len(words) - 1)}
    return f"<td>{render_to_string('components/figure_square.html', context)}</td>"


@register.simple_tag
def figures(values: Iterable[int | str], words: tuple[str, ...]) -> SafeString:
    """One cell for every answer on a scale with these words; blank is nothing said."""
    return mark_safe("".join(_figure(value, words) if value != "" else _cell("") for value in values))  # noqa: S308  as above
