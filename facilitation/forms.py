"""Forms of the facilitator's desk and of papers. Their pages write the form's own tag and buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from facilitation.papers import Ask
from facilitation.papers.asking import MOST_ASKS, Exemption, Parts, Purpose, Verb, asks_from
from partnerships.forms.accounts import LineField, ProseField, helper
from partnerships.vocabulary import Marking
from partnerships.widgets import GovDateField, InlineRadios, Prose, Radios

WHY = "Say why the group goes on all the same"
LONGEST_REASON = 1000
# Of one paper in one round. More than any board is sent, and few enough for the database on every machine.
MOST_ISSUES = 999


class MoveForm(forms.Form):
    """Asked only when partners are unfinished."""

    helper = helper()

    from_step = forms.CharField(widget=forms.HiddenInput)
    to_step = forms.CharField(widget=forms.HiddenInput)
    reason = ProseField(
        label="Why does the group go on all the same?",
        help_text="Everybody can read this, and the record of the round keeps it.",
        max_length=LONGEST_REASON,
        widget=Prose(rows=3),
        error_messages={"required": WHY},
    )


class RoundForm(forms.Form):
    """What a round is about, and when it is meant to close."""

    helper = helper()

    focus = LineField(
        label="What is this round about?",
        help_text="One sentence that every partner would recognise.",
        max_length=300,
        required=False,
        widget=Prose(rows=2),
    )
    closes_on = GovDateField(
        label="When do you mean to close it?",
        named="Closing date",
        help_text="Partners see this date. You can close earlier or later.",
        required=False,
    )

    def clean_closes_on(self) -> dt.date | None:
        day = self.cleaned_data["closes_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("Closing date must be in the future")
        return day


class FirstRoundForm(RoundForm):
    """Opening the first round: refused while something is `missing`; partners `without_lead` ask for a tick."""

    def __init__(self, *args: Any, missing: Sequence[str], without_lead: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.missing = missing
        if without_lead and not missing:
            self.fields["as_it_is"] = forms.BooleanField(
                label="Open the round all the same",
                help_text=f"{without_lead} Until somebody leads it, a partner can write and lay nothing.",
                error_messages={"required": "Tick the box to open the round before every partner has a lead"},
            )

    def clean(self) -> dict[str, Any]:
        if self.missing:
            raise forms.ValidationError(f"The first round cannot open yet. {' '.join(self.missing)}")
        return super().clean() or self.cleaned_data


class CloseForm(RoundForm):
    """Closing one round, and what the next is about. What is `unfinished` asks for a tick."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unfinished: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["focus"].label = "What is the next round about?"
        self.fields["closes_on"].label = "When do you mean to close the next round?"
        if unfinished:
            self.fields["as_it_is"] = forms.BooleanField(
                label="Close the round with this unfinished",
                error_messages={"required": "Tick the box to close the round with this unfinished"},
            )


class MarkedForm(forms.Form):
    """How a paper is marked. `number` is the issue that the form was made for, so that a second click adds none."""

    helper = helper()

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ISSUES)
    marking = forms.ChoiceField(label="Marking", choices=Marking, required=False, widget=InlineRadios)
    handling = LineField(
        label="Handling line",
        help_text="Who may see it, for example “Members of the board only”. It stands beside the marking on every page.",
        max_length=80,
        required=False,
    )


class IssueForm(MarkedForm):
    """What the boards are asked: up to four times a verb and the words that follow it."""

    purpose = forms.ChoiceField(label="What is it for?", choices=Purpose, widget=InlineRadios)

    field_order = ("number", "purpose")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_ASKS + 1):
            self.fields[f"verb_{place}"] = forms.ChoiceField(
                label="They are asked to", choices=[("", "Nothing more"), *Verb.choices], required=False
            )
            self.fields[f"words_{place}"] = LineField(label="What follows", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for place in range(1, MOST_ASKS + 1):
            verb, words = given.get(f"verb_{place}"), given.get(f"words_{place}")
            if verb and not words:
                self.add_error(f"words_{place}", f"Say what follows “{Verb(verb).label}”")
            if words and not verb:
                self.add_error(f"verb_{place}", "Choose what they are asked to do, or clear the words")
        return given

    def asked(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields, in turn."""
        return [(self[f"verb_{place}"], self[f"words_{place}"]) for place in range(1, MOST_ASKS + 1)]

    @property
    def asks(self) -> tuple[Ask, ...]:
        given = self.cleaned_data
        return asks_from(
            (given[f"verb_{place}"], given[f"words_{place}"]) for place in range(1, MOST_ASKS + 1)
        )


class MandateIssueForm(MarkedForm):
    """A partner's own paper. `with_part_2` asks on what ground the private half is exempt."""

    meeting = LineField(
        label="Which meeting is it for?",
        help_text="The body and the date, for example “Cabinet, 22 March 2027”.",
        max_length=80,
        required=False,
    )

    field_order = ("number", "meeting")

    def __init__(self, *args: Any, with_part_2: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if with_part_2:
            self.fields["parts"] = forms.ChoiceField(
                label="Which parts?",
                help_text="Part 2 holds what stays at home: fallbacks, limits and worries.",
                choices=Parts,
                widget=InlineRadios,
            )
            self.fields["exempt_under"] = forms.ChoiceField(
                label="Why is part 2 exempt?",
                help_text="Paragraphs of Schedule 12A to the Local Government Act 1972. None covers what is only politically sensitive.",
                choices=Exemption,
                widget=Radios,
                error_messages={"required": "Choose why part 2 is exempt"},
            )
            self.fields["interest"] = ProseField(
                label="Why is it in the public interest to keep it back?",
                help_text=(
                    "End this sentence: “The public interest in maintaining the exemption outweighs "
                    "the public interest in disclosure, because …”"
                ),
                max_length=300,
                widget=Prose(rows=2),
                error_messages={"required": "Say why it is in the public interest to keep part 2 back"},
            )
