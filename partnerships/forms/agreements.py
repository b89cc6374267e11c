"""Saying where a partner stands on an agreement."""

from typing import Any

from django import forms

from partnerships.endorsing import Stand
from partnerships.models import Endorsement
from partnerships.text import clean_text
from partnerships.vocabulary import Gradient
from partnerships.widgets import Prose, Radios


class DropForm(forms.Form):
    because = forms.CharField(
        label="Why is it dropped?",
        help_text="Everybody in the partnership will read this.",
        widget=Prose(rows=3),
        error_messages={"required": "Say why it is dropped, so that the others know."},
    )

    def clean_because(self) -> str:
        return clean_text(self.cleaned_data["because"])


class EndorsementForm(forms.Form):
    gradient = forms.TypedChoiceField(
        label="Where do you stand?",
        choices=sorted(Gradient.choices, reverse=True),
        coerce=int,
        widget=Radios,
        error_messages={"required": "Choose where you stand, from fully behind it to cannot accept."},
    )
    reservation = Endorsement._meta.get_field("reservation").formfield(widget=Prose(rows=2))

    @property
    def stand(self) -> Stand:
        return Stand(self.cleaned_data["gradient"], self.cleaned_data["reservation"])

    def clean_reservation(self) -> str:
        return clean_text(self.cleaned_data["reservation"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("gradient") == Gradient.CANNOT_ACCEPT and not data["reservation"]:
            self.add_error(
                "reservation", "Say what would change that, so that the others know what to talk about."
            )
        return data
