"""Ways to answer that Django has no widget for. How they look is the form pack's business (`templates/roundtable/`)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict


class Radios(forms.RadioSelect):
    """Radio buttons that may explain themselves and ask on.

    `hints` says more about a choice, by its value. `reveals` names another field of the same form, by the value under which
    it is asked; that field is drawn there and nowhere else.
    """

    def __init__(
        self,
        *args: Any,
        hints: dict[Any, str] | None = None,
        reveals: dict[Any, str] | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {str(value): name for value, name in (reveals or {}).items()}


class InlineRadios(forms.RadioSelect):
    """Two or three short choices side by side."""

    variant = "inline"


class Segmented(forms.RadioSelect):
    """Few short choices on one line, as a strip."""

    variant = "segmented"


class PositionStrip(Segmented):
    """The positions as a strip, each with its sign and, once chosen, its colour."""

    variant = "positions"


class Prose(forms.Textarea):
    """Free text. `max_words` counts words; the field's own max_length counts characters.

    Browsers send a line break as two characters; here it is one, as in the count beside the field.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 5, max_words: int | None = None):
        counted = {"data-maxwords": max_words} if max_words else {}
        super().__init__({"rows": rows, **counted, **(attrs or {})})

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class Affixed(forms.TextInput):
    """A short input with something fixed before or after it: £, %, "people". Numbers may be typed as people write them."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, prefix: str = "", suffix: str = "", width: int = 5
    ):
        self.prefix, self.suffix = prefix, suffix
        super().__init__({"inputmode": "decimal", "class": f"govuk-input--width-{width}", **(attrs or {})})

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> str | None:
        """£25,000 is 25000: the sign beside the input is often typed again."""
        value = super().value_from_datadict(data, files, name)
        if not isinstance(value, str):
            return value
        value = value.strip().removeprefix(self.prefix).removesuffix(self.suffix).strip()
        return value.replace(",", "") if value.replace(",", "").replace(".", "", 1).isdigit() else value


class Pounds(Affixed):
    """A sum of money."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, width: int = 10):
        super().__init__(attrs, prefix="£", width=width)


PARTS = ("day", "month", "year")
# Beyond them the calendar ends, and with it what can be reckoned from a date.
YEARS = range(1000, 3000)
MONTHS = {
    name: str(number)
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


class GovDateInput(forms.MultiWidget):
    """Day, month and year in three inputs: nobody has to guess an order or fight a calendar.

    It hands over year-month-day, also with parts missing, so it goes with a plain DateField too.
    """

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None):
        widths = {"day": 2, "month": 2, "year": 4}
        parts = {
            part: forms.TextInput({"inputmode": "numeric", "class": f"govuk-input--width-{widths[part]}"})
            for part in PARTS
        }
        super().__init__(parts, attrs)

    def decompress(self, value: datetime.date | str | None) -> list[str]:
        """Day, month and year of a date, or of what was typed in its place."""
        if isinstance(value, datetime.date):
            return [str(value.day), str(value.month), str(value.year)]
        return split(value or "")

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> str:
        typed = super().value_from_datadict(data, files, name)
        day, month, year = (str(part or "").replace("-", " ").strip() for part in typed)
        month = MONTHS.get(month[:3].lower(), month)
        return f"{year}-{month}-{day}" if day or month or year else ""

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class GovDateField(forms.DateField):
    """A date in three parts. Its errors name the date by what it is of, and say which part is missing.

    `named` is for errors where the label is a question: "Decision date must include a month".
    """

    widget = GovDateInput

    def __init__(self, *, named: str = "", **kwargs: Any):
        super().__init__(**kwargs)
        label = str(self.label or "")
        self.named = named or (label if label and not label.endswith("?") else "Date")
        if "required" not in (kwargs.get("error_messages") or {}):
            self.error_messages["required"] = f"Enter the {self.named[:1].lower()}{self.named[1:]}"

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, str) and value:
            if missing := missing_parts(value):
                raise ValidationError(
                    f"{self.named} must include a {' and '.join(missing)}", code="incomplete"
                )
            return self.real_date(value)
        return super().to_python(value)

    def real_date(self, value: str) -> datetime.date:
        day, month, year = split(value)
        try:
            if len(year) != 4:  # in papers that look years ahead, "27" is not clear enough to guess
                raise ValueError(year)
            if int(year) not in YEARS:
                raise ValueError(year)
            return datetime.date(int(year), int(month), int(day))
        except (ValueError, OverflowError):  # a day of forty figures
            raise ValidationError(f"{self.named} must be a real date", code="invalid") from None


def split(value: str) -> list[str]:
    """Day, month and year, in this order, of year-month-day; missing ones are empty."""
    parts = value.split("-")
    return parts[::-1] if len(parts) == len(PARTS) else ["", "", ""]


def missing_parts(value: str) -> list[str]:
    return [name for name, part in zip(PARTS, split(value), strict=True) if not part]
