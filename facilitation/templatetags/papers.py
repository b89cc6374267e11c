"""Numbers, marks and tables of a paper: `{% load papers %}`, in a template that extends papers/base.html."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from facilitation.papers.words import day
from partnerships.templatetags.look import CHANGE_WORDS, as_position, slug

register = template.Library()
register.filter("day", day)

_DAY = re.compile(r"\d{1,2} \w+ \d{4}")


class Numbering:
    """Where a paper has got to. Numbers are text, so they survive copying and reading aloud."""

    def __init__(self) -> None:
        self.sections = self.annexes = self.paragraphs = 0
        self.label = ""

    def section(self) -> str:
        self.sections += 1
        self.paragraphs = 0
        self.label = str(self.sections)
        return self.label

    def annex(self) -> str:
        self.annexes += 1
        self.paragraphs = 0
        self.label = chr(ord("A") + self.annexes - 1)
        return f"Annex {self.label}"

    def paragraph(self) -> str:
        """1.1, 1.2 in section 1; A.1, A.2 in annex A."""
        self.paragraphs += 1
        return f"{self.label}.{self.paragraphs}"


@register.simple_tag(takes_context=True)
def numbering(context: template.Context) -> str:
    """Begin to count; papers/base.html does this once."""
    context["numbers"] = Numbering()
    return ""


@register.simple_tag(takes_context=True)
def section(context: template.Context, heading: object) -> SafeString:
    """The next section's numbered heading, which can be linked to as #section-2."""
    number = context["numbers"].section()
    return _heading(number, f"section-{number}", heading)


@register.simple_tag(takes_context=True)
def annex(context: template.Context, heading: object) -> SafeString:
    """The next annex's heading, on a new page; its paragraphs are A.1, A.2."""
    number = context["numbers"].annex()
    return _heading(number, number.lower().replace(" ", "-"), heading, "paper-heading paper-heading--annex")


def _heading(number: str, anchor: str, heading: object, css: str = "paper-heading") -> SafeString:
    return format_html(
        '<h2 class="{}" id="{}"><span class="paper-number">{}</span> {}</h2>', css, anchor, number, heading
    )


@register.simple_block_tag(takes_context=True)
def para(context: template.Context, content: str, change: str = "", was: object = "") -> SafeString:
    """A numbered paragraph: `{% para %}…{% endpara %}`.

    `change` is new, changed, removed or as-before; `was` is the wording before. Boards cite the number, so it can be
    linked to: 2.3 is #para-2-3.
    """
    number = context["numbers"].paragraph()
    change, content = slug(change), mark_safe(content.strip())  # noqa: S308  (it was rendered by the template)
    return format_html(
        '<p class="paper-para{}" id="para-{}"><span class="paper-number">{}</span> {}{}</p>',
        f" paper-para--{change}" if change else "",
        number.lower().replace(".", "-"),
        number,
        marked(format_html("<del>{}</del>", content) if change == "removed" else content, change),
        format_html(' <span class="paper-was">It said: {}</span>', was) if was else "",
    )


@register.filter
def marked(text: object, change: str) -> SafeString:
    """A text with the word New, Changed or Removed before it; what is as before needs none."""
    if slug(change) in ("", "as-before"):
        return format_html("{}", text)
    return format_html(
        '<span class="rt-change rt-change--{}">{}</span> {}', slug(change), CHANGE_WORDS[slug(change)], text
    )


@register.filter
def pill(position: str) -> SafeString:
    """A position as its sign and word, for the cells of a table; in a template {% position %} does the same."""
    return mark_safe(render_to_string("components/position.html", as_position(position)).strip())  # noqa: S308


@register.filter
def in_fours(digest: str) -> str:
    """The first twelve characters of a digest in groups of four: 7f3a 91c2 e04b."""
    return " ".join(re.findall(".{1,4}", digest[:12]))


@register.inclusion_tag("papers/parts/table.html")
def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], note: str = "", css: str = ""
) -> dict[str, object]:
    """A table whose first column names the rows. Columns of numbers are set to the right.

    `head` names every column, the first perhaps ""; each row begins with its own name. `css` may be "paper-table--tight".
    """
    rows = [list(row) for row in rows]
    figures = [bool(rows) and all(_is_figure(row[column]) for row in rows) for column in range(len(head))]
    return {
        "caption": caption,
        "head": list(zip(head, figures, strict=True)),
        "rows": [list(zip(map(_in_words, row), figures, strict=True)) for row in rows],
        "note": note,
        "css": css,
    }


def _is_figure(cell: object) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def _in_words(cell: object) -> object:
    """1234567 is read as 1,234,567; a day stands on one line."""
    if isinstance(cell, str) and _DAY.fullmatch(cell):
        return format_html('<span class="paper-day">{}</span>', cell)
    return f"{cell:,}" if _is_figure(cell) else cell
