"""Forms by which a mandate goes through its own house."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.forms.worded import formfield
from partnerships.models.private import MandateWording, PrivateHalf, Signature
from partnerships.widgets import GovDateField, Prose


class SignOffForm(forms.ModelForm):
    """The approver's declaration. `wording` is what they read, so that nothing else can be signed by mistake."""

    wording = forms.ModelChoiceField(MandateWording.objects.none(), widget=forms.HiddenInput)
    decided_on = GovDateField(label="When it decided", named="Decision date")

    class Meta:
        model = Signature
        fields = ("body", "decided_on", "minute")
        error_messages = {
            "body": {"required": "Enter which body decided"},
            "minute": {"required": "Enter the minute reference"},
        }

    def __init__(self, *args, offered: MandateWording, **kwargs):
        super().__init__(*args, initial={"wording": offered}, **kwargs)
        self.fields["wording"].queryset = MandateWording.objects.filter(partner=offered.partner)
        # The partner's own count: the number of the row would tell how often others have sent theirs.
        self.fields["wording"].to_field_name = "number"

    def clean_decided_on(self) -> dt.date:
        decided_on = self.cleaned_data["decided_on"]
        if decided_on > timezone.localdate():
            raise ValidationError("Decision date must be today or in the past, because the body has decided")
        return decided_on

    # The wording is handed to the verb; the row itself is made there.
    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"wording"}


class ReturnForm(forms.Form):
    because = forms.CharField(
        label="What needs to change?",
        help_text="The people who drafted it will read this.",
        widget=Prose(rows=3),
        error_messages={"required": "Say what needs to change, so that they know what to do next."},
    )


class PrivateHalfForm(forms.ModelForm):
    """What stays at home; saved beside the position it belongs to."""

    wording = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PrivateHalf
        fields = ("fallback", "least_acceptable", "best_outcome", "worries", "statutory_limit")
        formfield_callback = formfield
