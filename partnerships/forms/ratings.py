"""One statement of the reality check, as posted."""

from typing import Any

from django import forms

from partnerships.answering import UNSEEN, Answer, fingerprint
from partnerships.models.private import Rating
from partnerships.text import clean_text
from partnerships.vocabulary import Confidence, Level04

ANSWERS = ("now", "year_five", "confidence", "evidence", "obstacle")


class RatingForm(forms.Form):
    """Twenty-eight of these stand on one page, so the template draws their few inputs itself."""

    now = forms.TypedChoiceField(choices=Level04, coerce=int, empty_value=None, required=False)
    year_five = forms.TypedChoiceField(choices=Level04, coerce=int, empty_value=None, required=False)
    confidence = forms.ChoiceField(choices=[("", ""), *Confidence.choices], required=False)
    evidence = forms.CharField(required=False)
    obstacle = forms.CharField(required=False)
    seen = forms.CharField(required=False)

    def __init__(self, *args: Any, row: Rating | None, **kwargs: Any):
        initial = {name: getattr(row, name) for name in ANSWERS} if row else {}
        initial["seen"] = fingerprint(initial) if row else UNSEEN
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def answer(self) -> Answer:
        values = {name: self.cleaned_data[name] for name in ANSWERS}
        prose = {name: clean_text(values[name]) for name in ("evidence", "obstacle")}
        return Answer({**values, **prose}, self.cleaned_data["seen"] or UNSEEN)
