"""A new partnership, and the details of one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.core.exceptions import ValidationError

from partnerships.forms.accounts import BAD_ADDRESS, LineField, formfield, helper, usable_address
from partnerships.models import Partnership
from partnerships.widgets import Affixed

NOTHING_USES_THEM = "These are kept for the workshops and votes to come. Nothing uses them yet."


class NewPartnershipForm(forms.ModelForm):
    """What a site administrator says of a new partnership. Everything else is the facilitator's to fill in."""

    helper = helper()

    facilitator_name = LineField(
        label="Name of its first facilitator",
        max_length=120,
        error_messages={"required": "Enter the name of the first facilitator"},
    )
    facilitator_email = forms.EmailField(
        label="Their e-mail address",
        error_messages={
            "required": "Enter the e-mail address of the first facilitator",
            "invalid": BAD_ADDRESS,
        },
    )

    class Meta:
        model = Partnership
        fields = ("name", "slug", "place")
        labels = {
            "name": "Name of the partnership",
            "place": "Place it covers",
            "slug": "Short name for addresses",
        }
        error_messages = {
            "name": {"required": "Enter the name of the partnership"},
            "slug": {
                "required": "Enter a short name for addresses",
                "invalid": "Use only lower-case letters, numbers and hyphens, for example three-rivers",
                "unique": "Another partnership has this short name. Choose a different one",
            },
            "place": {"required": "Enter the place it covers"},
        }
        formfield_callback = formfield

    def clean_facilitator_email(self) -> str:
        return usable_address(self.cleaned_data["facilitator_email"], example=False)


class AppointForm(forms.Form):
    """Another facilitator of a partnership, named by a site administrator."""

    helper = helper()

    name = LineField(label="Their name", max_length=120, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="Their own, not a shared mailbox: whoever reads it can facilitate the partnership.",
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": BAD_ADDRESS,
        },
    )

    def clean_email(self) -> str:
        return usable_address(self.cleaned_data["email"], example=False)


class PartnershipForm(forms.ModelForm):
    helper = helper(
        Fieldset("What it is", "name", "place", "purpose", "status"),
        Fieldset("What it means to become", "intended_level", "horizon_starts", "horizon_years"),
        Fieldset("Pre-election period", "pre_election_from", "pre_election_to"),
        Fieldset(
            "For workshops and votes",
            HTML(f'<p class="govuk-hint">{NOTHING_USES_THEM}</p>'),
            "balance_target",
            "balance_band",
            "anonymity_minimum",
        ),
    )

    class Meta:
        model = Partnership
        fields = (
            "name",
            "place",
            "purpose",
            "status",
            "intended_level",
            "horizon_starts",
            "horizon_years",
            "balance_target",
            "balance_band",
            "anonymity_minimum",
            "pre_election_from",
            "pre_election_to",
        )
        labels = {
            "horizon_starts": "Year one begins on",
            "horizon_years": "Years looked ahead",
            "balance_target": "Share of effort for relationships",
            "balance_band": "Band either side of it",
            "anonymity_minimum": "Fewest answers ever shown together",
            "pre_election_from": "Pre-election period begins",
            "pre_election_to": "Pre-election period ends",
        }
        help_texts = {
            "balance_target": "The guide line that the effort of a round is held against. The method says 75%.",
            "balance_band": "Within the band, the balance counts as kept.",
            "anonymity_minimum": "At least 5: fewer, and somebody’s answer could be worked out.",
            "pre_election_from": "While it lasts, pages and papers remind everybody of it.",
        }
        widgets = {
            "horizon_years": Affixed(suffix="years", width=3),
            "balance_target": Affixed(suffix="%", width=3),
            "balance_band": Affixed(suffix="points", width=3),
            "anonymity_minimum": Affixed(suffix="answers", width=3),
            "intended_level": forms.RadioSelect,
        }
        error_messages = {
            "name": {"required": "Enter the name of the partnership"},
            "place": {"required": "Enter the place it covers"},
        }
        formfield_callback = formfield

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        whole = {"horizon_years": (1, 30), "balance_target": (0, 100), "balance_band": (0, 50)}
        for name, (least, most) in {**whole, "anonymity_minimum": (5, 100)}.items():
            self.fields[name] = whole_number(self.fields[name], least, most)

    def clean_horizon_starts(self) -> dt.date:
        """The years looked ahead must be ones that a calendar has."""
        starts = self.cleaned_data["horizon_starts"]
        if not 2000 <= starts.year <= 2100:
            raise ValidationError("Year one must begin between 2000 and 2100")
        return starts

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        begins, ends = data.get("pre_election_from"), data.get("pre_election_to")
        if ends and not begins and "pre_election_from" not in self.errors:
            self.add_error("pre_election_from", "Enter when the pre-election period begins")
        if begins and ends and ends < begins:
            self.add_error("pre_election_to", "The pre-election period must end after it begins")
        return data


def whole_number(field: forms.Field, least: int, most: int) -> forms.IntegerField:
    """The same field with limits that it names in its own words."""
    sentence = f"{field.label} must be a whole number from {least} to {most}"
    words = ("required", "invalid", "min_value", "max_value")
    return forms.IntegerField(
        label=field.label,
        help_text=field.help_text,
        widget=field.widget,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(words, sentence),
    )
