"""A wording's lines: what stands under each label, and what stood there before.

Put together here and not in a template, since the record of a step holds thousands of them. A built-in like `look`.
"""

from collections.abc import Collection, Iterable
from html import escape  # four times as quick as Django's, which first looks for words to translate

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TAKEN_OUT = '<span class="rt-muted">taken out</span>'


@register.simple_tag
def lines(pairs: Collection[tuple[str, str]]) -> str:
    """Label and text, line by line; nothing at all where there is no line."""
    return _listed((label, escape(text)) for label, text in pairs) if pairs else ""


@register.simple_tag
def differing(triples: Collection[tuple[str, str, str]]) -> SafeString:
    """Lines that read differently now: label, was, is."""
    return _listed((label, _replaced(was, now)) for label, was, now in triples)


def _replaced(was: str, now: str) -> str:
    before = f"<del>{escape(was)}</del> " if was else ""
    return before + (f"<ins>{escape(now)}</ins>" if now else TAKEN_OUT)


def _listed(rows: Iterable[tuple[str, str]]) -> SafeString:
    """Labels as text, what stands beside them as HTML."""
    drawn = (f"<div><dt>{escape(label)}</dt><dd>{html}</dd></div>" for label, html in rows)
    return mark_safe(f'<dl class="rt-lines">{"".join(drawn)}</dl>')  # noqa: S308  (all is escaped here)
