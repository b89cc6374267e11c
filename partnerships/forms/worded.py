"""Forms made from what a step declares: the model's own labels and hints, drawn as the form pack draws them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.forms import modelform_factory

from partnerships.models import Actor, Agreement, Milestone, Partner, Power, Principle, Round, ScopeChoice
from partnerships.steps import AgreementKind, ContributionKind
from partnerships.text import clean_text
from partnerships.vocabulary import Position
from partnerships.widgets import GovDateField, InlineRadios, PositionStrip, Prose

# Up to this many choices are shown as radio buttons; more become a list to pick from.
MOST_RADIOS = 7
# Choices whose words come to no more letters than this fit on one line.
MOST_LETTERS_INLINE = 32
# What errors call a date whose label makes no noun.
DATES = {"planned_for": "Planned day", "latest": "Latest day", "by": "Day by which it is due"}


def formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Django's form field for a model field, with the widget that suits how people answer it."""
    if isinstance(field, models.TextField):
        kwargs["widget"] = Prose(rows=3)
    elif isinstance(field, models.DateField):
        kwargs |= {"form_class": GovDateField, "named": DATES.get(field.name, "")}
    made = field.formfield(**kwargs)
    if field.choices and made:
        _offer(field, made)
    _word_blank(made)
    for limit in field.validators if isinstance(made, forms.IntegerField) else ():
        if isinstance(limit, MaxValueValidator):
            # Before the row's own check, whose words name neither the field nor what to do.
            words = f"Enter a number from 0 to {limit.limit_value} for “{made.label}”"
            made.validators.append(MaxValueValidator(limit.limit_value, words))
    return made


def _offer(field: models.Field, made: forms.Field) -> None:
    choices = list(field.get_choices(include_blank=False))
    if len(choices) > MOST_RADIOS:
        return
    if choices == Position.choices:
        made.widget = PositionStrip()
    elif sum(len(str(word)) for _, word in choices) <= MOST_LETTERS_INLINE:
        made.widget = InlineRadios()
    else:
        made.widget = forms.RadioSelect()
    made.choices = made.widget.choices = choices


def _word_blank(made: forms.Field | None) -> None:
    """The first line of a list to pick from, in words: Django's dashes are read out one by one."""
    if isinstance(made, forms.ModelChoiceField):
        if made.empty_label:
            made.empty_label = _blank(made)
    elif isinstance(made, forms.ChoiceField) and isinstance(made.widget, forms.Select):
        made.choices = [(value, word if value else _blank(made)) for value, word in made.choices]


def _blank(made: forms.Field) -> str:
    return "Choose one" if made.required else "Not said"


class WordedForm(forms.ModelForm):
    """A contribution or an agreement. `wording` says which version the person started from."""

    wording = forms.IntegerField(widget=forms.HiddenInput, required=False)
    most_words: dict[str, int] = {}

    def __init__(self, *args: Any, actor: Actor, round_: Round, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = self._offered(field.queryset, name, actor, round_)
                if field.queryset.model is Milestone:
                    self.initial[name] = _as_it_stands(field.queryset, self.initial.get(name))
            if isinstance(field.widget, Prose) and name in self.most_words:
                field.widget = Prose(rows=3, max_words=self.most_words[name])

    def _offered(self, rows: models.QuerySet, name: str, actor: Actor, round_: Round) -> models.QuerySet:
        """Only what belongs to this partnership and round can be picked; a planted number is refused as unknown."""
        if rows.model is Partner:
            return rows.filter(partnership=actor.partnership).seated()
        if rows.model is Power:
            chosen = ScopeChoice.objects.in_round(round_).standing().values("power")
            return rows.filter(partnership=actor.partnership).discussed().exclude(pk__in=chosen)
        if rows.model is Milestone:
            return Milestone.objects.in_round(round_).standing().exclude(lineage=self.instance.lineage)
        return Principle.objects.in_round(round_).standing()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = clean_text(value)
        for name, most in self.most_words.items():
            count = len(str(data.get(name) or "").split())
            if count > most:
                label = self.fields[name].label
                self.add_error(
                    name, ValidationError(f"{label} has {count} words. Shorten it to {most} or fewer.")
                )
        return data


def _as_it_stands(rows: models.QuerySet, named: int | None) -> int | None:
    """Of what was named in earlier words, the row that stands now."""
    lineage = Milestone.objects.filter(pk=named).values("lineage")
    return rows.filter(lineage__in=lineage).values_list("pk", flat=True).first()


@cache
def contribution_form(kind: ContributionKind, *, existing: bool) -> Callable[..., WordedForm]:
    """The form of one contribution. What an existing row is about cannot be changed: it would be another row."""
    fields = [name for name in kind.fields if not (existing and name == kind.subject)]
    made: Any = modelform_factory(kind.model, form=WordedForm, fields=fields, formfield_callback=formfield)
    return made


@cache
def agreement_form(kind: AgreementKind, *, existing: bool = False) -> Callable[..., WordedForm]:
    fields = [name for name in kind.fields if not (existing and name == kind.subject)]
    base = type("AgreementForm", (WordedForm,), {"most_words": dict(kind.most_words)})
    made: Any = modelform_factory(kind.model, form=base, fields=fields, formfield_callback=formfield)
    return made


def fresh_version(kind: AgreementKind, row: Agreement, form: WordedForm) -> Agreement:
    """A new row with the words of the form and, where the form does not ask, of the version before."""
    values = {name: getattr(row, name) for name in kind.fields}
    return kind.model(
        **{**values, **{name: form.cleaned_data[name] for name in kind.fields if name in form.cleaned_data}}
    )
