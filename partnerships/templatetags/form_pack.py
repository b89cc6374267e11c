"""What the form pack in `templates/roundtable/` cannot say in a template: which kind a field is, and what describes it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString

from partnerships.widgets import PARTS, GovDateInput, missing_parts

register = template.Library()

# The first that fits decides; anything else is a plain input.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (GovDateInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)
CLASSES = {"select": "govuk-select", "textarea": "govuk-textarea", "file": "govuk-file-upload"}
ERROR_SUFFIX = "--error"


@register.filter
def kind(field: BoundField) -> str:
    """Which of the pack's templates draws the field."""
    widget = field.field.widget
    return next((name for widget_class, name in KINDS if isinstance(widget, widget_class)), "input")


@register.filter
def variant(field: BoundField) -> str:
    """How radios are laid out: "", "inline", "segmented" or "positions"."""
    return getattr(field.field.widget, "variant", "")


@register.filter
def prefix(field: BoundField) -> str:
    return getattr(field.field.widget, "prefix", "")


@register.filter
def suffix(field: BoundField) -> str:
    return getattr(field.field.widget, "suffix", "")


@register.filter
def describedby(field: BoundField) -> str:
    """The ids of count, hint and error, in reading order. Django knows the last two, by the same names."""
    count = f"{field.auto_id}-info" if limit(field) else ""
    return " ".join(part for part in (count, field.aria_describedby) if part)


@dataclass(frozen=True)
class Limit:
    """How much text fits: `unit` is "characters" or "words"."""

    most: int
    unit: str


@register.filter
def limit(field: BoundField) -> Limit | None:
    """The length that a text area counts down from."""
    if kind(field) != "textarea":
        return None
    attrs = field.field.widget.attrs
    if words := attrs.get("data-maxwords"):
        return Limit(int(words), "words")
    characters = attrs.get("maxlength")
    return Limit(int(characters), "characters") if characters else None


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with GOV.UK's classes and everything that describes it."""
    name = CLASSES.get(kind(field), "govuk-input")
    classes = [name, *([name + ERROR_SUFFIX] if field.errors else [])]
    if limit(field):
        classes.append("govuk-js-character-count")
    attrs = {"class": with_own_classes(field.field.widget, classes)}
    if described := describedby(field):
        attrs["aria-describedby"] = described
    # An answer is asked for by our own sentence beside the field, not by the browser's bubble.
    field.form.use_required_attribute = False
    # Grey words inside an input vanish when one needs them; the label and the hint say it all.
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget(attrs=attrs)


@register.filter
def date_parts(field: BoundField) -> list[dict[str, str]]:
    """Day, month and year with what was typed, for the three inputs."""
    widget = field.field.widget
    values = widget.decompress(field.value())
    wrong = wrong_parts(field)
    return [
        {
            "name": f"{field.html_name}_{part}",
            "id": f"{field.auto_id}_{part}",
            "label": part.capitalize(),
            "value": value,
            "class": with_own_classes(
                sub, ["govuk-input", *(["govuk-input--error"] if part in wrong else [])]
            ),
        }
        for part, sub, value in zip(PARTS, widget.widgets, values, strict=True)
    ]


def wrong_parts(field: BoundField) -> list[str]:
    """The parts of a date to mark: those left out, or all three when they make no date."""
    if not field.errors:
        return []
    return missing_parts(field.value() or "") or list(PARTS)


def with_own_classes(widget: forms.Widget, classes: list[str]) -> str:
    return " ".join([*classes, *widget.attrs.get("class", "").split()])


@register.filter
def own_classes(button: Any) -> list[str]:
    """The classes that a form gave its button, without those that crispy-forms presumes."""
    return [name for name in button.field_classes.split() if name.startswith(("govuk-", "rt-"))]


# --- Choices ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox. `hint` says more about it; `revealed` is the field asked under it."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    disabled: bool
    hint: str
    revealed: BoundField | None


@register.filter
def choices(field: BoundField) -> list[Choice]:
    widget = field.field.widget
    hints, reveals = getattr(widget, "hints", {}), getattr(widget, "reveals", {})
    return [
        Choice(
            id=sub.id_for_label,
            name=sub.data["name"],
            value=str(sub.data["value"]),
            label=sub.choice_label,
            checked=sub.data["selected"],
            disabled=field.field.disabled or "disabled" in sub.data["attrs"],
            hint=hints.get(str(sub.data["value"]), ""),
            revealed=field.form[reveals[str(sub.data["value"])]]
            if str(sub.data["value"]) in reveals
            else None,
        )
        for sub in field.subwidgets
    ]


@register.filter
def asked(form: BaseForm) -> list[BoundField]:
    """The fields to draw in turn: all but those that a choice reveals."""
    revealed = {name for field in form for name in getattr(field.field.widget, "reveals", {}).values()}
    return [field for field in form if field.name not in revealed]


# --- What went wrong, in words ------------------------------------------------------------------


@register.filter
def said(field: BoundField) -> list[str]:
    """A field's errors as sentences. Django's stock messages become ours, which name the field; a form's own stay."""
    return [sentence(field, error) for error in field.errors.as_data()]


def sentence(field: BoundField, error: ValidationError) -> str:
    own = " ".join(error.messages)
    stock = STOCK.get(error.code or "")
    if not stock or not is_stock(field, error):
        return own
    return stock(field, error.params or {})


def is_stock(field: BoundField, error: ValidationError) -> bool:
    """Whether this very message is Django's own, of the field's class or of a validator's."""
    stock = [
        kind.__dict__.get("default_error_messages", {}).get(error.code) for kind in type(field.field).__mro__
    ]
    stock += [getattr(type(validator), "message", None) for validator in field.field.validators]
    return any(error.message is message for message in stock)


def quoted(field: BoundField) -> str:
    return f"“{field.label}”"


def required_sentence(field: BoundField, _: Mapping[str, Any]) -> str:
    verbs = {"checkbox": "Tick", "file": "Choose a file for"}
    chosen = kind(field) in ("radios", "checkboxes", "select")
    return f"{verbs.get(kind(field), 'Choose an answer for' if chosen else 'Enter an answer for')} {quoted(field)}"


def invalid_sentence(field: BoundField, params: Mapping[str, Any]) -> str:
    if isinstance(field.field, forms.EmailField):
        return f"{quoted(field)} must be an e-mail address, like name@example.org"
    if isinstance(field.field, forms.IntegerField):
        whole = not isinstance(field.field, forms.DecimalField | forms.FloatField)
        return f"{quoted(field)} must be a {'whole ' if whole else ''}number"
    if isinstance(field.field, forms.URLField):
        return f"{quoted(field)} must be a web address, like https://www.example.org"
    return f"{quoted(field)} is not in a form that we understand"


STOCK: dict[str, Callable[[BoundField, Mapping[str, Any]], str]] = {
    "required": required_sentence,
    "invalid": invalid_sentence,
    "invalid_choice": lambda field, _: f"Choose one of the answers offered for {quoted(field)}",
    "max_length": lambda field, params: (
        f"{quoted(field)} must have {params['limit_value']} characters or fewer; it has {params['show_value']}"
    ),
    "min_length": lambda field, params: (
        f"{quoted(field)} must have {params['limit_value']} characters or more"
    ),
    "max_value": lambda field, params: f"{quoted(field)} must be {params['limit_value']} or less",
    "min_value": lambda field, params: f"{quoted(field)} must be {params['limit_value']} or more",
}


# --- The error summary --------------------------------------------------------------------------


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; without a target it belongs to the form as a whole."""

    message: str
    target: str = ""


def problems(form: BaseForm | BaseFormSet) -> list[Problem]:
    """Every error in the order of the page."""
    return list(formset_problems(form) if isinstance(form, BaseFormSet) else form_problems(form))


def form_problems(form: BaseForm) -> Iterator[Problem]:
    if not form.is_bound:
        return
    yield from (Problem(message) for message in form.non_field_errors())
    for field in form:
        for message in said(field):
            yield Problem(message) if field.is_hidden else Problem(message, first_control(field))


def formset_problems(formset: BaseFormSet) -> Iterator[Problem]:
    if not formset.is_bound:
        return
    yield from (Problem(message) for message in formset.non_form_errors())
    for form in formset.forms:
        yield from form_problems(form)


def first_control(field: BoundField) -> str:
    """The id that a link from the summary puts the cursor in: the first radio of a group, the first wrong part of a date."""
    if kind(field) in ("radios", "checkboxes"):
        return next((choice.id_for_label for choice in field.subwidgets), field.auto_id)
    if kind(field) == "date":
        return f"{field.auto_id}_{next(iter(wrong_parts(field)), PARTS[0])}"
    return field.id_for_label
