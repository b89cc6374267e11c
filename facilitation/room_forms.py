"""Forms about workshops: their plan, what comes out of them, and the note. Their pages write the form's own tag and buttons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from facilitation.models import AgendaItem, ParkedItem, Promise, Workshop
from facilitation.vocabulary import ItemClass, PromiseState, WorkshopKind
from facilitation.workshops.agendas import READY, ReadyAgenda, agenda_named
from partnerships.forms.accounts import LineField, ProseField, formfield, helper
from partnerships.models import Partnership
from partnerships.steps import CYCLE
from partnerships.widgets import Affixed, GovDateField, Prose, Radios, Segmented

TIMES = ["%H:%M", "%H.%M", "%H%M"]
DAYS = ["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
LONGEST = 600


class WorkshopForm(forms.ModelForm):
    """Where and when. A new one may begin with a ready agenda."""

    helper = helper()

    starts_at = forms.TimeField(
        label="When does it start?",
        help_text="For example 10:00. The run sheet counts from here.",
        required=False,
        input_formats=TIMES,
        widget=forms.TimeInput({"class": "govuk-input--width-5", "inputmode": "numeric"}, format="%H:%M"),
        error_messages={"invalid": "Enter a time like 10:00"},
    )

    class Meta:
        model = Workshop
        fields = (
            "title",
            "kind",
            "partner",
            "held_on",
            "starts_at",
            "place",
            "wifi_name",
            "wifi_password",
        )
        labels = {
            "title": "What is it called?",
            "kind": "What kind of meeting is it?",
            "place": "Where is it?",
            "wifi_password": "Password of the Wi-Fi",
        }
        help_texts = {
            "partner": "Only for a one-to-one or an in-house session.",
            "wifi_password": "It is shown on the wall and printed on the table cards, so that phones can get in.",
        }
        error_messages = {"title": {"required": "Say what it is called"}}
        widgets = {"kind": Radios}
        formfield_callback = formfield

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partnership.partners.seated()
        self.fields["partner"].empty_label = "With no partner in particular"
        self.fields["held_on"].label = "When is it?"
        if self.instance.pk is None:
            ready = [(one.key, f"{one.title} ({one.minutes} minutes)") for one in READY]
            hints = {one.key: one.summary for one in READY}
            self.fields["agenda"] = forms.ChoiceField(
                label="Begin with a ready agenda?",
                choices=[*ready, ("", "No, with an empty run sheet")],
                required=False,
                widget=Radios(hints=hints),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        alone = given.get("kind") in (WorkshopKind.ONE_TO_ONE, WorkshopKind.IN_HOUSE)
        if alone and not given.get("partner"):
            self.add_error("partner", "Choose with which partner")
        if given.get("kind") and not alone:
            given["partner"] = None
        return given

    @property
    def agenda(self) -> ReadyAgenda | None:
        return agenda_named(self.cleaned_data.get("agenda", ""))


class ItemForm(forms.ModelForm):
    helper = helper()

    step = forms.ChoiceField(
        label="Which step is it about?",
        help_text="The console then says which partners are unfinished with it.",
        choices=[("", "None"), *((step.key, step.name) for step in CYCLE)],
        required=False,
    )
    minutes = forms.IntegerField(
        label="How long?",
        min_value=1,
        max_value=LONGEST,
        widget=Affixed(suffix="minutes", width=3),
        error_messages={
            "required": "Say how many minutes",
            "invalid": "Enter minutes as a number",
            "min_value": "It takes at least one minute",
            "max_value": f"It ends the same day: enter at most {LONGEST} minutes",
        },
    )

    class Meta:
        model = AgendaItem
        fields = ("title", "kind", "step", "minutes", "method", "output")
        labels = {
            "title": "What is it called?",
            "kind": "What happens?",
            "method": "How we do it",
            "output": "What comes out?",
        }
        help_texts = {
            "kind": "What happens decides whether it counts as relationship, mixed or deal.",
            "method": "For facilitators only. Partners never see this.",
        }
        error_messages = {
            "title": {"required": "Say what it is called"},
            "kind": {"required": "Choose what happens"},
        }
        formfield_callback = formfield


class AgendaForm(forms.Form):
    agenda = forms.ChoiceField(
        label="Add a ready agenda",
        choices=[(one.key, f"{one.title} ({one.minutes} minutes)") for one in READY],
    )


class ClassForm(forms.Form):
    helper = helper()

    item_class = forms.ChoiceField(
        label="What does it count as?",
        choices=ItemClass.choices,
        widget=Radios(
            hints={
                ItemClass.RELATIONSHIP: "Its minutes count in full as time spent on relationships.",
                ItemClass.MIXED: "Its minutes count by half.",
                ItemClass.DEAL: "Its minutes count as time spent on the deal.",
                ItemClass.ADMIN: "Its minutes are left out, as those of breaks are.",
            }
        ),
    )
    because = LineField(
        label="Why?",
        help_text="The log keeps this, and everybody in the partnership can read it.",
        max_length=200,
        error_messages={"required": "Say why it counts as something else"},
    )


# --- What comes out -----------------------------------------------------------------------------

DECISION, PROMISE, PARKED = "decision", "promise", "parked"
OUTCOMES = ((DECISION, "Decision"), (PROMISE, "Promise"), (PARKED, "Something to park"))


class OutcomeForm(forms.Form):
    """One line from the console. A promise needs somebody and a day; what is parked needs somebody."""

    what = forms.ChoiceField(label="What is it?", choices=OUTCOMES, initial=PROMISE, widget=Segmented)
    text = LineField(
        label="Note a decision, a promise or something to park",
        max_length=300,
        error_messages={"required": "Write down what was decided, promised or parked"},
    )
    who = LineField(label="Who?", max_length=120, required=False)
    due = forms.DateField(
        label="By when?",
        required=False,
        input_formats=DAYS,
        widget=forms.DateInput({"placeholder": ""}, format="%d/%m/%Y"),
        error_messages={"invalid": "Enter a date like 3 March 2027 or 3/3/2027"},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        what = given.get("what")
        if what in (PROMISE, PARKED) and not given.get("who"):
            self.add_error(
                "who", "Say who keeps the promise" if what == PROMISE else "Say who brings it back"
            )
        if what == PROMISE and not given.get("due") and "due" not in self.errors:
            self.add_error("due", "Say by when")
        return given


class PromiseForm(forms.Form):
    """What became of a promise, or the day that it is given instead."""

    helper = helper()
    ANOTHER_DAY = "another-day"

    became = forms.ChoiceField(
        label="What became of it?",
        error_messages={"required": "Choose what became of it"},
        widget=Radios(reveals={ANOTHER_DAY: "due"}),
    )
    due = GovDateField(label="Until when?", named="New day", required=False)

    def __init__(self, *args: Any, promise: Promise, **kwargs: Any):
        super().__init__(*args, **kwargs)
        settled = [state for state in PromiseState if state != PromiseState.OPEN]
        self.fields["became"].choices = [
            *((state.value, state.label) for state in settled),
            (self.ANOTHER_DAY, "It gets another day"),
        ]
        self.promise = promise

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("became") == self.ANOTHER_DAY and "due" not in self.errors:
            if not given.get("due"):
                self.add_error("due", "Enter the new day")
            elif given["due"] == self.promise.due:
                self.add_error("due", "That is the day it has already. Enter another one")
        return given

    @property
    def another_day(self) -> dt.date | None:
        return self.cleaned_data["due"] if self.cleaned_data["became"] == self.ANOTHER_DAY else None


class ParkedForm(forms.Form):
    helper = helper()

    words = LineField(
        label="What became of it?",
        max_length=ParkedItem._meta.get_field("settled_as").max_length,
        error_messages={"required": "Say what became of it"},
    )


# --- The note -----------------------------------------------------------------------------------


class HeardForm(forms.Form):
    helper = helper()

    heard = ProseField(
        label="What we heard",
        help_text="One thing a line, without names. What was decided, promised and parked is added from the workshop.",
        required=False,
        max_length=20_000,
        widget=Prose(rows=10),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    helper = helper()

    text = ProseField(
        label="What should it say?",
        help_text="Everybody who reads the note can read this.",
        max_length=2000,
        widget=Prose(rows=3),
        error_messages={"required": "Say what the note should say"},
    )


class AnswerForm(forms.Form):
    answer = LineField(
        label="What was done about it?",
        max_length=300,
        error_messages={"required": "Say what was done about it"},
    )
