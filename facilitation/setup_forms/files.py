"""A file of partners: uploading it, narrowing it down, ticking its rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partnerships.forms.accounts import helper
from partnerships.importing import MOST_BYTES, Filters, ImportRefused, Option, Preview, Sheet, read


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
        help_text="One on a line, in full. Unitary, metropolitan and London councils belong to no county.",
        required=False,
        widget=forms.Textarea({"rows": 4}),
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
