"""A wording's lines: what stands under each label, and what stood there before.

Put together here and not in a template, since the record of a step holds thousands of them. A built-in like `look`.
"""

from collections.abc import Collection

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LIST = '<dl class="rt-lines">{}</dl>'
LINE = "<div><dt>{}</dt><dd>{}</dd></div>"
TAKEN_OUT = mark_safe('<span class="rt-muted">taken out</span>')


@register.simple_tag
def lines(pairs: Collection[tuple[str, object]]) -> str:
    """Label and text, line by line; nothing at all where there is no line."""
    return format_html(LIST, format_html_join("", LINE, pairs)) if pairs else ""


@register.simple_tag
def differing(triples: Collection[tuple[str, object, object]]) -> SafeString:
    """Lines that read differently now: label, was, is."""
    rows = ((label, _replaced(was, now)) for label, was, now in triples)
    return format_html(LIST, format_html_join("", LINE, rows))


def _replaced(was: object, now: object) -> SafeString:
    return format_html(
        "{}{}",
        format_html("<del>{}</del> ", was) if was else "",
        format_html("<ins>{}</ins>", now) if now else TAKEN_OUT,
    )
