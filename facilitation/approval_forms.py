"""The form of one approval: which body decides what, when, and what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from facilitation.approvals import WORDS
from facilitation.models import Approval
from facilitation.vocabulary import ApprovalNeed, ApprovalResult
from partnerships.forms.accounts import formfield, helper
from partnerships.models import Actor
from partnerships.widgets import GovDateField, Prose, Radios

NOT_YET = ("", "It has not decided yet")


class ApprovalForm(forms.ModelForm):
    """Partners keep the list for their own bodies; a facilitator for all, and for bodies outside."""

    helper = helper()

    wording = forms.IntegerField(widget=forms.HiddenInput, required=False)
    planned_on = GovDateField(
        label="When is it planned?",
        named="Planned date",
        help_text="Leave it empty if there is no date yet.",
        required=False,
    )
    decided_on = GovDateField(label="When did it decide?", named="Date of the decision", required=False)

    class Meta:
        model = Approval
        fields = WORDS
        help_texts = {
            "body": "For example: full council, cabinet, board, or the Secretary of State.",
            "decision": "One sentence, for example: consent to the regulations that make the authority.",
            "conditions": "Needed if it approved with conditions. Everybody in the partnership can read this.",
            "reference": "The number of the minute or of the report.",
        }
        error_messages = {
            "body": {"required": "Say which body decides"},
            "decision": {"required": "Say what it decides"},
            "needed": {"required": "Choose what is needed of it"},
        }
        widgets = {
            "needed": Radios(
                hints={
                    ApprovalNeed.CONSENT: "Without it nothing can go ahead in law.",
                    ApprovalNeed.ENDORSE: "The partners have agreed not to go ahead without it.",
                    ApprovalNeed.NOTE: "It is told. This holds nothing up, and is not counted.",
                }
            ),
            "result": Radios,
            "conditions": Prose(rows=3),
        }
        formfield_callback = formfield

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["needed"].choices = ApprovalNeed.choices
        self.fields["result"].choices = [NOT_YET, *ApprovalResult.choices]
        self.initial["wording"] = self.instance.wording
        if not self.instance.pk:
            # Nothing is chosen for anybody: consent asked for by mistake would hold everything up.
            self.initial["needed"] = ""
        if actor.partner:
            del self.fields["partner"]
            if not self.instance.pk:
                self.instance.partner = actor.partner
        else:
            # A partner that has left keeps what its body decided.
            partners = actor.partnership.partners
            own = partners.filter(pk=self.instance.partner_id)
            self.fields["partner"].queryset = partners.seated() | own
            self.fields["partner"].empty_label = "A body outside the partnership"

    def clean_decided_on(self) -> dt.date | None:
        day = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Date of the decision must be today or before")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        result = given.get("result")
        if result and not given.get("decided_on") and "decided_on" not in self.errors:
            self.add_error("decided_on", "Enter the date of the decision")
        if result == ApprovalResult.CONDITIONAL and not given.get("conditions"):
            self.add_error("conditions", "Say on what conditions it approved")
        if not result:
            given["decided_on"] = None
        return given

    def save_over(self) -> Approval:
        """The row as it would be, with the wording that the page was opened from."""
        approval = self.save(commit=False)
        approval.wording = self.cleaned_data.get("wording") or 0
        return approval
