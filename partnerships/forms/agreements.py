"""Saying where a partner stands on an agreement."""

from typing import Any

from django import forms

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


class EndorsementForm(forms.ModelForm):
    gradient = forms.TypedChoiceField(
        label="Where do you stand?",
        choices=sorted(Gradient.choices, reverse=True),
        coerce=int,
        widget=Radios,
        error_messages={"required": "Choose where you stand, from fully behind it to cannot accept."},
    )

    class Meta:
        model = Endorsement
        fields = ("gradient", "reservation")
        widgets = {"reservation": Prose(rows=2)}

    # The agreement and the partner are given by the verb, not by the form.
    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"agreement", "partner", "given_by"}

    def validate_constraints(self) -> None:
        """The form's own sentence below is plainer than the database's."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["reservation"] = clean_text(data.get("reservation") or "")
        if data.get("gradient") == Gradient.CANNOT_ACCEPT and not data["reservation"]:
            self.add_error(
                "reservation", "Say what would change that, so that the others know what to talk about."
            )
        return data
