"""Where a partner stands on many agreements, said on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from partnerships.endorsing import Stand
from partnerships.forms.agreements import EndorsementForm
from partnerships.models import Agreement
from partnerships.steps import AgreementKind, agreement_kind
from partnerships.vocabulary import Gradient
from partnerships.wordings import content_of, lines_below

POINTS = sorted(Gradient.choices, reverse=True)


def _points(label: str, blank: str, points: Sequence[tuple[int, str]] = POINTS) -> forms.TypedChoiceField:
    """A list to pick from: words that nobody mistakes, where seven buttons a line would not fit."""
    choices = [("", blank), *points]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=False)


class StandForm(EndorsementForm):
    """One of many on a page: where nothing is chosen, nothing is said."""

    gradient = _points("Where do you stand?", "Not said yet")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reservation") and data.get("gradient") is None and "gradient" not in self.errors:
            self.add_error("gradient", "Choose where you stand as well, so that what you wrote is counted.")
        return data


class RestForm(forms.Form):
    """One answer for all that are left blank. Who cannot accept something says so beside it, with what would change that."""

    rest = _points(
        "All of these that you left blank",
        "Go on waiting for us",
        [(point, words) for point, words in POINTS if point != Gradient.CANNOT_ACCEPT],
    )


@dataclass(frozen=True)
class Asked:
    """One agreement of the page with its form.

    `before` is how the same words stood when the last round closed. `shown` when exactly these words were on the page that
    was sent, `reworded` when an answer was sent to earlier ones.
    """

    row: Agreement
    kind: AgreementKind
    form: StandForm
    before: str = ""
    shown: bool = False
    reworded: bool = False

    @property
    def lines(self) -> list[tuple[str, str]]:
        return lines_below(self.kind, content_of(self.kind, self.row))


class StandSheet:
    """The whole page, as posted or still empty."""

    def __init__(
        self, rows: Sequence[Agreement], posted: Mapping[str, str] | None, *, before: Mapping[int, str]
    ):
        self.posted, self.before = posted, before
        self.rest = RestForm(posted)
        self.asked = [self._asked(row) for row in rows]

    def _asked(self, row: Agreement) -> Asked:
        """What was written to an earlier wording stays in its box, uncounted."""
        _, kind = agreement_kind(row.kind)
        prefix, posted = _prefix(row.lineage, row.version), self.posted or {}
        earlier = (_prefix(row.lineage, version) for version in range(1, row.version))
        old = next((name for name in earlier if f"{name}-gradient" in posted), "")
        if old and (posted[f"{old}-gradient"] or posted.get("rest")):
            written = {"reservation": posted.get(f"{old}-reservation", "")}
            return Asked(row, kind, StandForm(prefix=prefix, initial=written), reworded=True)
        form, shown = StandForm(self.posted, prefix=prefix), f"{prefix}-gradient" in posted
        return Asked(row, kind, form, before=self.before.get(row.pk, ""), shown=shown)

    def is_valid(self) -> bool:
        # All of them: each shows its errors beside its own fields.
        found = [one.form.is_valid() for one in self.asked if one.shown]
        return self.rest.is_valid() and all(found)

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [*(one.form for one in self.asked), self.rest]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def reworded(self) -> list[Asked]:
        return [one for one in self.asked if one.reworded]

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


def _prefix(lineage: UUID, version: int) -> str:
    return f"on-{lineage}-{version}"
