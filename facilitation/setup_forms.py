"""Forms by which a partnership is set up: its details, its partners, its powers, and a file of partners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from partnerships.account_forms import LineField, formfield, helper, usable_address
from partnerships.importing import MOST_BYTES, Filters, ImportRefused, Option, Preview, Sheet, read
from partnerships.models import CataloguePower, Partner, Partnership, Power
from partnerships.vocabulary import PartnerType, PowerLevel
from partnerships.widgets import Affixed, Radios

# --- The partnership ----------------------------------------------------------------------------


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
            "invalid": "Enter an e-mail address in the right form, like name@council.gov.uk",
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
                "unique": "Another partnership has this short name. Choose a different one",
            },
            "place": {"required": "Enter the place it covers"},
        }
        formfield_callback = formfield

    def clean_facilitator_email(self) -> str:
        return usable_address(self.cleaned_data["facilitator_email"], example=False)


class PartnershipForm(forms.ModelForm):
    helper = helper()

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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
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


# --- A partner ----------------------------------------------------------------------------------


class PartnerForm(forms.ModelForm):
    helper = helper()

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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "It must end after the day it starts")
        return data


class SuccessorForm(forms.Form):
    """One body that follows, and what share of the partner it takes over."""

    successor = forms.ModelChoiceField(
        Partner.objects.none(), label="Followed by", required=False, empty_label="Nobody"
    )
    share = forms.IntegerField(label="Share", required=False, widget=Affixed(suffix="%", width=3))

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = partner.partnership.partners.exclude(pk=partner.pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        share = data.get("share")
        if data.get("successor") and "share" not in self.errors:
            data["share"] = 100 if share is None else share
            if not 1 <= data["share"] <= 100:
                self.add_error("share", "Share must be a whole number from 1 to 100")
        return data


class BaseSuccessors(BaseFormSet):
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


# --- A file of partners -------------------------------------------------------------------------


class UploadForm(forms.Form):
    helper = helper()

    file = forms.FileField(
        label="CSV file",
        help_text="At most 1 MB and 5,000 rows.",
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError("The file is larger than 1 MB. Split it into smaller files")
        content = upload.read()
        try:
            read(content)
        except ImportRefused as refusal:
            raise ValidationError(str(refusal)) from None
        return content


class NarrowForm(forms.Form):
    """Which rows of a public register to look at. Kinds add up."""

    counties = forms.MultipleChoiceField(label="Counties", required=False)
    combined_authorities = forms.MultipleChoiceField(label="Combined authorities", required=False)
    regions = forms.MultipleChoiceField(label="Regions", required=False)
    names = forms.CharField(
        label="Councils by name",
        help_text="One on a line, in full.",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, filters: Filters, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("counties", "combined_authorities", "regions"):
            options: tuple[Option, ...] = getattr(filters, name)
            self.fields[name].widget = forms.CheckboxSelectMultiple()
            self.fields[name].choices = [
                (option.value, option.label if option.current else f"{option.label} (ended)")
                for option in options
            ]

    def narrowed(self, sheet: Sheet) -> Sheet:
        data = self.cleaned_data
        kinds = {name: data.get(name, []) for name in ("counties", "combined_authorities", "regions")}
        return sheet.narrowed(**kinds, names=data.get("names", "").splitlines())


class RowsForm(forms.Form):
    """The ticked rows of a preview."""

    rows = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Tick at least one row",
            "invalid_choice": "Row %(value)s is not in this list",
        },
    )

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [(row.number, row.name) for row in preview.rows if row.selectable]


# --- Powers -------------------------------------------------------------------------------------


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
            "source_url": "A web address.",
        }
        widgets = {"level": Radios}
        error_messages = {"title": {"required": "Enter the power"}, "area": {"required": "Enter the area"}}
        formfield_callback = formfield


class FindPowersForm(forms.Form):
    """Which part of the catalogue to look at."""

    q = forms.CharField(label="Search", required=False, max_length=100)
    area = forms.ChoiceField(label="Area", required=False)
    level = forms.ChoiceField(
        label="Level", required=False, choices=[("", "All levels"), *PowerLevel.choices]
    )

    def __init__(self, *args: Any, areas: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "All areas"), *((area, area) for area in areas)]


class TickedPowersForm(forms.Form):
    """Which powers were ticked, whether they are in view or not."""

    powers = forms.ModelMultipleChoiceField(
        CataloguePower.objects.none(), error_messages={"required": "Tick at least one power"}
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["powers"].queryset = offered
