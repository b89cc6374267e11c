"""Powers: wording one, and choosing many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from partnerships.forms.accounts import WHOLE_WIDTH, formfield, helper
from partnerships.models import Power
from partnerships.vocabulary import PowerLevel
from partnerships.widgets import Radios


class PowerForm(forms.ModelForm):
    helper = helper()

    class Meta:
        model = Power
        fields = ("title", "area", "level", "holder", "notes", "source_url", "confirm_locally")
        labels = {
            "title": "Power",
            "area": "Area",
            "level": "Lowest level of authority at which it is available",
            "holder": "Who holds it today",
            "notes": "Notes",
            "source_url": "Source",
            "confirm_locally": "Confirm locally: its level or a fact is not yet certain",
        }
        help_texts = {
            "title": "In words that every partner understands the same way.",
            "area": "Powers are listed by area. Take one that is there, or name a new one.",
            "source_url": "A web address.",
        }
        widgets = {"level": Radios, "area": forms.TextInput({"list": "areas"})}
        error_messages = {"title": {"required": "Enter the power"}, "area": {"required": "Enter the area"}}
        formfield_callback = formfield


class FindPowersForm(forms.Form):
    """Which part of the catalogue to look at."""

    q = forms.CharField(label="Search for words", required=False, max_length=100)
    area = forms.ChoiceField(label="Area", required=False, widget=forms.Select(WHOLE_WIDTH))
    level = forms.ChoiceField(
        label="Level",
        required=False,
        choices=[("", "All levels"), *PowerLevel.choices],
        widget=forms.Select(WHOLE_WIDTH),
    )

    def __init__(self, *args: Any, areas: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "All areas"), *((area, area) for area in areas)]


class TickedPowersForm(forms.Form):
    """Which of the powers offered were ticked, in view or not."""

    powers = forms.MultipleChoiceField(
        error_messages={
            "required": "Tick at least one power",
            "invalid_choice": "A power that you ticked is not on offer any more. Look through the list and tick again",
        }
    )

    def __init__(self, *args: Any, offered: QuerySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["powers"].choices = list(offered.values_list("pk", "title"))

    def clean_powers(self) -> QuerySet:
        return self.offered.filter(pk__in=self.cleaned_data["powers"])
