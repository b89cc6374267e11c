"""The components of every page, as template tags. Each renders the file of its name in `templates/components/`.

Tags that wrap content end in `end…`. Words come from the vocabulary; a tag takes a `word` only where the word depends on
the page. This library is a built-in: templates need no `{% load %}`.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from partnerships.templatetags.form_pack import problems
from partnerships.vocabulary import Gradient, Level04, MandateState, OfferStatus, Position, Readiness

register = template.Library()

# --- The mark -----------------------------------------------------------------------------------

SEATS = 7


@register.inclusion_tag("components/mark.html")
def mark(done: int | None = 0, here: int | None = 0, label: str = "") -> dict[str, Any]:
    """Seven seats round a table; `label` makes it a picture with that name, without it is decoration."""
    return {"seats": [seat(number, done or 0, here or 0) for number in range(1, SEATS + 1)], "label": label}


def seat(number: int, done: int, here: int) -> dict[str, Any]:
    """Where a seat stands, clockwise from the top, in a square of 40 by 40."""
    angle = 2 * pi * (number - 1) / SEATS
    kind = "here" if number == here else "done" if number <= done else "free"
    return {"x": f"{20 + 15 * sin(angle):.1f}", "y": f"{20 - 15 * cos(angle):.1f}", "kind": kind}


# --- Words with a look --------------------------------------------------------------------------

# The tone of each status: how near the table it is. What is not here is quiet.
TONES = {
    "not-started": "todo",
    "cannot-start": "todo",
    "drafting": "going",
    "in-progress": "going",
    "open": "going",
    "ready": "going",
    "draft": "going",
    "submitted": "wait",
    "with-approver": "wait",
    "returned": "wait",
    "offered": "wait",
    "substitute": "wait",
    "split": "wait",
    "far": "wait",
    "signed-off": "signed",
    "lodged": "signed",
    "finished": "signed",
    "laid": "laid",
    "agreed": "laid",
    "accepted": "laid",
    "approved": "laid",
    "conditional": "signed",
    "deferred": "wait",
    "refused": "over",
    "kept": "laid",
    "withdrawn": "over",
    "superseded": "over",
    "declined": "over",
    "closed": "over",
}
# Where lists share a key, the first has the word that the pill shows.
STATUS_WORDS: dict[str, str] = {
    **dict(OfferStatus.choices),
    **dict(MandateState.choices),
    **dict(Readiness.choices),
    "in-progress": "In progress",
    "cannot-start": "Cannot start yet",
}


@register.inclusion_tag("components/status.html")
def status(key: str, word: str = "") -> dict[str, str]:
    key = slug(key)
    return {"tone": TONES.get(key, "todo"), "word": word or STATUS_WORDS.get(key) or sentence(key)}


SIGNS = {
    Position.ON: "●",
    Position.ON_IF: "◐",
    Position.OPEN: "○",
    Position.NOT_NOW: "◷",
    Position.NEVER: "✕",
    Position.NO_VIEW: "·",
}
POSITION_WORDS = dict(Position.choices)


def as_position(value: str) -> dict[str, str]:
    """The key, sign and word of a position; nothing said is no view."""
    key = slug(value) or Position.NO_VIEW.value
    return {"key": key, "sign": SIGNS[Position(key)], "word": POSITION_WORDS[key]}


@register.filter
def sign(value: str) -> str:
    """The sign of a position."""
    return as_position(value)["sign"]


@register.inclusion_tag("components/position.html")
def position(value: str) -> dict[str, str]:
    return as_position(value)


@register.inclusion_tag("components/position_square.html")
def position_square(value: str, whose: str = "", url: str = "") -> dict[str, str]:
    return {**as_position(value), "whose": whose, "url": url}


@register.inclusion_tag("components/positions_key.html")
def positions_key() -> dict[str, Any]:
    return {"positions": [as_position(value) for value in Position.values]}


# The state of a power for the whole group (the words are computed with it), each with its sign.
STATE_SIGNS = {
    "common-ground": "=",
    "close": "≈",
    "discuss": "…",
    "to-discuss": "…",
    "blocked": "⊘",
    "stand-off": "≠",
    "wanted-by-one": "+",
    "no-mandate": "?",
    "common": "=",
    "explore": "≈",
    "difference": "≠",
    "too-few": "?",
}


@register.inclusion_tag("components/state.html")
def state(key: str, word: str = "") -> dict[str, str]:
    key = slug(key)
    return {"sign": STATE_SIGNS.get(key, ""), "word": word or sentence(key)}


CHANGE_WORDS = {"new": "New", "changed": "Changed", "removed": "Removed", "as-before": "As before"}


@register.inclusion_tag("components/change.html")
def change(key: str) -> dict[str, str]:
    key = slug(key)
    return {"key": key, "word": CHANGE_WORDS.get(key, "")}


# --- Strips and captions ------------------------------------------------------------------------


@register.inclusion_tag("components/private_strip.html")
def private_strip(body: object, rest: str = "") -> dict[str, object]:
    return {"body": body, "rest": rest}


@register.inclusion_tag("components/page_caption.html")
def page_caption(*parts: object, number: int = 0) -> dict[str, Any]:
    """`{% page_caption "alone" number=1 %}` says "Step 1 of 7 · alone"; without a number only the parts."""
    step = [f"Step {number} of {SEATS}"] if number else []
    return {"text": " · ".join([*step, *(str(part) for part in parts if part)])}


@register.inclusion_tag("components/save_status.html")
def save_status(saved_at: str = "") -> dict[str, str]:
    return {"saved_at": saved_at}


@register.inclusion_tag("components/step_item.html")
def step_item(
    number: int,
    title: str,
    url: str = "",
    note: str = "",
    status: str = "",
    word: str = "",
    seat: str = "",
) -> dict[str, Any]:
    """`seat` is "done", "here" or nothing, and colours the number as in the mark."""
    return {
        "number": number,
        "title": title,
        "url": url,
        "note": note,
        "status": status,
        "word": word,
        "seat": seat,
    }


# --- Scales -------------------------------------------------------------------------------------


@register.inclusion_tag("components/spread.html")
def spread(counts: Sequence[int], words: Sequence[str] = (), what: str = "partner") -> dict[str, Any]:
    """How many gave each value, from least to most; five counts read as the levels of the reality check."""
    counts = list(counts)
    words = list(words) or default_words(len(counts))
    most = max(counts, default=0)
    cells = [
        {
            "x": index * 60,
            "middle": index * 60 + 29,
            "count": count,
            "word": word,
            "shade": shade(count, most),
        }
        for index, (count, word) in enumerate(zip(counts, words, strict=True))
    ]
    said = [f"{word}: {counted(count, what)}" for word, count in zip(words, counts, strict=True) if count]
    return {"cells": cells, "width": len(cells) * 60, "title": ", ".join(said) or "No answers yet"}


def default_words(length: int) -> list[str]:
    scale = {len(Level04): Level04, len(Gradient): Gradient}.get(length)
    return [str(label) for label in scale.labels] if scale else [str(value) for value in range(length)]


def shade(count: int, most: int) -> int:
    """0 for nobody, then 1 to 3 by the share of the fullest cell."""
    return 0 if not count else 1 + (3 * count > most) + (3 * count > 2 * most)


@register.inclusion_tag("components/gradient.html")
def gradient(value: int | None) -> dict[str, Any]:
    """One partner's place on the seven points, with its words; None is not asked or not answered yet."""
    dots = [{"x": 8 + 16 * point, "here": point == value} for point in range(len(Gradient))]
    word = "No answer yet" if value is None else Gradient(value).label
    return {"dots": dots, "word": word, "low": value is not None and value <= Gradient.MORE_TALK}


# --- Boxes and lists ----------------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, quiet: bool = False) -> SafeString:
    return render_to_string(
        "components/card.html", {"content": content, "title": title, "level": level, "quiet": quiet}
    )


@register.simple_block_tag
def empty(content: str, title: str = "", url: str = "", action: str = "") -> SafeString:
    """What will be here and how to begin; `action` is the link to begin with."""
    return render_to_string(
        "components/empty.html", {"content": content, "title": title, "url": url, "action": action}
    )


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows are mappings: key, value, and where it can be changed url and action ("Change")."""
    return {"rows": rows}


@register.simple_block_tag
def summary_row(content: str, key: str, url: str = "", action: str = "Change") -> SafeString:
    """One row inside `<dl class="govuk-summary-list">`; nothing between the tags reads "Not provided"."""
    value = content if strip_tags(content).strip() else ""
    row = {"key": key, "value": value, "url": url, "action": action}
    return render_to_string("components/summary_row.html", {"row": row})


@register.inclusion_tag("components/error_summary.html")
def problem_summary(message: str, target: str = "") -> dict[str, Any]:
    """The same for one problem that is no form's: `target` is the id of where it is mended."""
    return {"problems": [{"message": message, "target": target}]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet | Sequence[BaseForm] | str) -> dict[str, Any]:
    """All problems of forms or lists of them, each linked to its field; what is no form, or comes twice, is passed over."""
    given = [form for some in forms for form in (some if isinstance(some, list) else [some])]
    real = dict.fromkeys(form for form in given if isinstance(form, BaseForm | BaseFormSet))
    return {"problems": [problem for form in real for problem in problems(form)]}


# --- Small words --------------------------------------------------------------------------------


def slug(value: object) -> str:
    """ON_IF, on_if and on-if are one key."""
    return str(value or "").lower().replace("_", "-")


def sentence(key: str) -> str:
    return key.replace("-", " ").capitalize()


def counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
