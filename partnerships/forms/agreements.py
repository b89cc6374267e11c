"""Saying where a partner stands on an agreement."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

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


# Longer than anybody reads, and short enough that nobody's page is swamped by it.
LONGEST_RESERVATION = 4_000


class EndorsementForm(forms.Form):
    """`about` is added to its errors where several stand on one page."""

    about = ""
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
        written = clean_text(self.cleaned_data["reservation"])
        if len(written) > LONGEST_RESERVATION:
            raise ValidationError(
                f"Shorten what you wrote{self.about} to {LONGEST_RESERVATION:,} characters or fewer."
            )
        return written

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("gradient") == Gradient.CANNOT_ACCEPT and data.get("reservation") == "":
            said = f"Say what would change that{self.about}, so that the others know what to talk about."
            self.add_error("reservation", said)
        return data
