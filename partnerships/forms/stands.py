"""Where a partner stands on many agreements, said on one page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html

from partnerships.endorsing import Stand
from partnerships.forms.agreements import EndorsementForm
from partnerships.models import Agreement, Endorsement
from partnerships.steps import AgreementKind, agreement_kind
from partnerships.vocabulary import Gradient
from partnerships.wordings import content_of, lines_below

ANSWER = re.compile(r"on-(?P<lineage>[0-9a-f-]{36})-\d+-gradient")
POINTS = sorted(Gradient.choices, reverse=True)


def _points(label: str, blank: str, points: Sequence[tuple[int, str]] = POINTS) -> forms.TypedChoiceField:
    """A list to pick from: words that nobody mistakes, where seven buttons a line would not fit."""
    choices = [("", blank), *points]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=False)


class StandForm(EndorsementForm):
    """One of many on a page: where nothing is chosen, nothing is said. Its errors name what they are about."""

    gradient = _points("Where do you stand?", "Not said yet")

    def __init__(self, *args: Any, row: Agreement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.about = f" on “{row}”"
        for field in self.fields.values():
            named = '{}<span class="govuk-visually-hidden">{}</span>'
            field.label = format_html(named, field.label, self.about)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reservation") and "gradient" in data and data["gradient"] is None:
            self.add_error(
                "gradient", f"Choose where you stand{self.about}, so that what you wrote is counted."
            )
        return data


class RestForm(forms.Form):
    """One answer for all that are left blank. Who cannot accept something says so beside it, with what would change that.

    `round` is that of the page: what came along into the next round would pass for the same words.
    """

    round = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rest = _points(
        "All of these that you left blank",
        "Go on waiting for us",
        [(point, words) for point, words in POINTS if point != Gradient.CANNOT_ACCEPT],
    )


@dataclass(frozen=True)
class Asked:
    """One agreement of the step with its form.

    `given` is where the partner stands already, `before` how the same words stood when the last round closed. `shown` when
    exactly these words were on the page that was sent, `reworded` when an answer was sent to earlier ones.
    """

    row: Agreement
    kind: AgreementKind
    form: StandForm
    given: Endorsement | None = None
    before: str = ""
    shown: bool = False
    reworded: bool = False

    @property
    def lines(self) -> list[tuple[str, str]]:
        return lines_below(self.kind, content_of(self.kind, self.row))


class StandSheet:
    """The whole page, as posted or still empty. `rows` are all that stand in the step, also those answered already."""

    def __init__(
        self,
        rows: Sequence[Agreement],
        posted: Mapping[str, str] | None,
        *,
        round_number: int,
        given: Mapping[int, Endorsement],
        before: Mapping[int, str],
    ):
        self.posted, self.given, self.before = posted, given, before
        self.rest = RestForm(posted, initial={"round": round_number})
        self.round_number = round_number
        self.asked = [self._asked(row) for row in rows]

    def _asked(self, row: Agreement) -> Asked:
        """What was written to an earlier wording stays in its box, uncounted."""
        _, kind = agreement_kind(row.kind)
        known = {"given": self.given.get(row.pk), "before": self.before.get(row.pk, "")}
        prefix, posted = _prefix(row, row.version), self.posted or {}
        earlier = (_prefix(row, version) for version in range(1, row.version))
        old = next((name for name in earlier if f"{name}-gradient" in posted), "")
        if old and (posted[f"{old}-gradient"] or posted.get("rest")):
            written = {"reservation": posted.get(f"{old}-reservation", "")}
            form = StandForm(prefix=prefix, initial=written, row=row)
            return Asked(row, kind, form, **known, reworded=True)
        form, shown = StandForm(self.posted, prefix=prefix, row=row), f"{prefix}-gradient" in posted
        return Asked(row, kind, form, **known, shown=shown)

    def is_valid(self) -> bool:
        # All of them: each shows its errors beside its own fields.
        found = [one.form.is_valid() for one in self.asked if one.shown]
        return self.rest.is_valid() and all(found)

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [*(one.form for one in self.waiting), self.rest]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def waiting(self) -> list[Asked]:
        return [one for one in self.asked if not one.given]

    @property
    def is_of_this_round(self) -> bool:
        return self.rest.cleaned_data["round"] == self.round_number

    @property
    def stands(self) -> dict[Agreement, Stand]:
        """What was said, with the answer for the rest where nothing was; nothing about words that were not on the page."""
        said = {one.row: self._stand(one) for one in self.asked if one.shown}
        return {row: stand for row, stand in said.items() if stand}

    def _stand(self, one: Asked) -> Stand | None:
        point, rest = one.form.cleaned_data["gradient"], self.rest.cleaned_data["rest"]
        if point is None:
            return None if rest is None else Stand(rest)
        return one.form.stand

    # --- Once it is counted -------------------------------------------------------------------------

    @property
    def counted(self) -> list[Asked]:
        """Those that now stand as they were sent, by this or by the same page sent before."""
        return [one for one in self.asked if self._sent(one) and self._sent(one) == _as_it_stands(one)]

    @property
    def overtaken(self) -> list[Asked]:
        """Those on which a colleague has said something else meanwhile."""
        return [one for one in self.asked if one.given and self._sent(one) not in (None, _as_it_stands(one))]

    def _sent(self, one: Asked) -> Stand | None:
        return self.stands.get(one.row)

    @property
    def reworded(self) -> list[Asked]:
        return [one for one in self.asked if one.reworded]

    @property
    def dropped(self) -> int:
        """How many answers were about something that stands no more."""
        known = {str(one.row.lineage) for one in self.asked}
        sent = (ANSWER.fullmatch(name) for name, value in (self.posted or {}).items() if value)
        return len({found["lineage"] for found in sent if found} - known)

    @property
    def is_overtaken(self) -> bool:
        return bool(self.reworded or self.overtaken or self.dropped)


def _as_it_stands(one: Asked) -> Stand | None:
    return Stand(one.given.gradient, one.given.reservation) if one.given else None


def _prefix(row: Agreement, version: int) -> str:
    return f"on-{row.lineage}-{version}"
