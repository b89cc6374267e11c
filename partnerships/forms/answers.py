"""One statement of a page on which many are answered, as posted."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.db import models

from partnerships.answering import UNSEEN, Answer, fingerprint
from partnerships.models.private import Contribution
from partnerships.steps import ContributionKind
from partnerships.text import clean_text


class AnswerForm(forms.Form):
    """Dozens of these stand on one page, so the template draws their few inputs itself, grouped by how they are answered."""

    kind: ContributionKind
    seen = forms.CharField(required=False)

    def __init__(self, *args: Any, row: Contribution | None, **kwargs: Any):
        initial = {name: getattr(row, name) for name in self.kind.answers} if row else {}
        initial["seen"] = fingerprint(initial) if row else UNSEEN
        super().__init__(*args, initial=initial, auto_id="%s", **kwargs)

    @property
    def answer(self) -> Answer:
        given = {name: self.cleaned_data[name] for name in self.kind.answers}
        values = {
            name: clean_text(value) if isinstance(value, str) else value for name, value in given.items()
        }
        return Answer(values, self.cleaned_data["seen"] or UNSEEN)

    @property
    def scales(self) -> list[forms.BoundField]:
        return [self[name] for name in self.kind.sheet.scales]

    @property
    def picks(self) -> list[forms.BoundField]:
        """Chosen from a list."""
        return [self[name] for name in self._others if isinstance(self.fields[name], forms.ChoiceField)]

    @property
    def written(self) -> list[forms.BoundField]:
        return [self[name] for name in self._others if not isinstance(self.fields[name], forms.ChoiceField)]

    @property
    def says_something(self) -> bool:
        return any(field.value() for field in self.written)

    @property
    def _others(self) -> list[str]:
        return [name for name in self.kind.answers if name not in self.kind.sheet.scales]


@cache
def answer_form(kind: ContributionKind) -> type[AnswerForm]:
    made = {name: _input(kind, name) for name in kind.answers}
    return type("AnswerForm", (AnswerForm,), {**made, "kind": kind})


def _input(kind: ContributionKind, name: str) -> forms.Field:
    field = kind.model._meta.get_field(name)
    given: dict[str, Any] = {"label": kind.labels[name], "required": False}
    if isinstance(field, models.IntegerField):
        return forms.TypedChoiceField(choices=field.choices, coerce=int, empty_value=None, **given)
    if field.choices:
        widget = forms.Select({"class": "govuk-select"})
        return forms.ChoiceField(choices=[("", "Not said"), *field.choices], widget=widget, **given)
    if isinstance(field, models.DateField):
        look = {"class": "govuk-input govuk-input--width-10", "type": "date"}
        return forms.DateField(widget=forms.DateInput(look, format="%Y-%m-%d"), **given)
    if isinstance(field, models.TextField):
        return forms.CharField(widget=forms.Textarea({"class": "govuk-textarea", "rows": 2}), **given)
    widget = forms.TextInput({"class": "govuk-input"})
    return forms.CharField(widget=widget, max_length=field.max_length, **given)
