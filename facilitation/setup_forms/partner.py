"""A partner, and who follows it."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.html import format_html

from partnerships.forms.accounts import WHOLE_WIDTH, formfield, helper
from partnerships.models import Partner
from partnerships.vocabulary import PartnerType
from partnerships.widgets import Affixed


class PartnerForm(forms.ModelForm):
    """Who follows it is asked between the two parts, in `Successors`."""

    opening = helper(
        Fieldset("The organisation", "name", "short_name", "type", "tier"),
        Fieldset("Its part here", "capacity", "status", "consent_required"),
        Fieldset("How long it exists", "starts", "ends"),
    )
    closing = helper(
        "successor_note",
        Fieldset("What it is bound by", "statutory_limits", "review_triggers"),
        Fieldset("For figures", "gss_code", "population"),
        csrf=False,
    )

    class Meta:
        model = Partner
        fields = (
            "name",
            "short_name",
            "type",
            "tier",
            "capacity",
            "status",
            "consent_required",
            "starts",
            "ends",
            "successor_note",
            "statutory_limits",
            "review_triggers",
            "gss_code",
            "population",
        )
        labels = {
            "type": "Kind of organisation",
            "tier": "Tier",
            "capacity": "In what capacity it takes part",
            "status": "Where it is with us",
            "consent_required": "Its formal consent is needed to go ahead",
            "starts": "Exists from",
            "ends": "Will end on",
            "successor_note": "Followed by a body that is not a partner here",
            "statutory_limits": "What its statutory duties rule out",
            "review_triggers": "When its mandate must be looked at again",
            "gss_code": "GSS code",
            "population": "Population",
        }
        help_texts = {
            "short_name": "For headings of tables, at most 30 characters. For example: Harbour",
            "capacity": "A government counterpart sits across the table: it sees nothing there, and can say how ready government is.",
            "consent_required": "This is not the same as agreeing in the room, nor as a vote once the body exists.",
            "successor_note": "For example: Lindle Vale Council, a new unitary council",
            "review_triggers": "For example: after the elections in May 2027",
            "gss_code": "One letter and eight figures. For example: E07000040",
        }
        widgets = {"population": Affixed(suffix="people", width=10)}
        error_messages = {
            "name": {"required": "Enter the name of the partner"},
            "short_name": {"required": "Enter a short name"},
            "type": {"required": "Choose the kind of organisation"},
            "population": dict.fromkeys(
                ("invalid", "min_value", "max_value"),
                "Population must be a whole number, for example 148,080",
            ),
        }
        formfield_callback = formfield

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", "Choose"), *PartnerType.choices]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = self.instance.partnership.partners.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError("There is a partner of this name already")
        return name

    def clean_gss_code(self) -> str:
        code = self.cleaned_data["gss_code"].upper()
        if code and not re.fullmatch(r"[A-Z][0-9]{8}", code):
            raise ValidationError("GSS code must be one letter and eight figures")
        return code

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "It must end after the day it starts")
        return data


class SuccessorForm(forms.Form):
    """One body that follows, and what share of the partner it takes over."""

    successor = forms.ModelChoiceField(
        Partner.objects.none(),
        label="Followed by",
        required=False,
        empty_label="Nobody",
        widget=forms.Select(WHOLE_WIDTH),
    )
    share = forms.IntegerField(label="Share", required=False, widget=Affixed(suffix="%", width=3))

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = partner.partnership.partners.exclude(pk=partner.pk)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        share = data.get("share")
        if data.get("successor") and "share" not in self.errors:
            data["share"] = 100 if share is None else share
            if not 1 <= data["share"] <= 100:
                self.add_error("share", "Share must be a whole number from 1 to 100")
        return data


class BaseSuccessors(BaseFormSet):
    def add_fields(self, form: SuccessorForm, index: int | None) -> None:
        """The rows are alike: who does not see them one under the other hears which this is."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.label = format_html(
                '{}<span class="govuk-visually-hidden">, line {}</span>', field.label, (index or 0) + 1
            )

    def clean(self) -> None:
        if any(self.errors):
            return
        found = [form.cleaned_data["successor"] for form in self.forms if form.cleaned_data.get("successor")]
        if len(found) > len(set(found)):
            raise ValidationError("Name each body that follows once only")
        if sum(self.shares.values()) > 100:
            raise ValidationError("The shares of those who follow come to more than 100%")

    @property
    def shares(self) -> dict[Partner, int]:
        rows = [form.cleaned_data for form in self.forms]
        return {row["successor"]: row["share"] for row in rows if row.get("successor")}


MOST_SUCCESSORS = 20
Successors = formset_factory(
    SuccessorForm, formset=BaseSuccessors, extra=2, max_num=MOST_SUCCESSORS, absolute_max=40
)
