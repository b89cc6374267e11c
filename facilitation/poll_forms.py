"""Forms of the facilitator's poll pages: writing a question, reopening, hands, moderating."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator

from facilitation.models import Poll, WrittenAnswer
from facilitation.polls.about import words_to_ask_about
from facilitation.polls.kinds import KINDS, kind_named
from partnerships.forms.accounts import WHOLE_WIDTH, LineField, ProseField, helper
from partnerships.models import Agreement, Round
from partnerships.text import clean_line
from partnerships.widgets import Prose, Radios

# The wall shows seven options and no more; a list of up to twelve still fits a phone.
MOST_CHOICES = 12
LONGEST_CHOICE = 120


class PollForm(forms.Form):
    """A question of one's own, or a draft that is reworded. What it is about must stand in the round."""

    helper = helper()

    question = LineField(
        label="What do you ask?",
        max_length=200,
        widget=Prose(rows=2),
        error_messages={"required": "Enter what you ask"},
    )
    kind = forms.ChoiceField(
        label="How do people answer?",
        choices=[(kind.key, kind.name) for kind in KINDS],
        widget=Radios(hints={kind.key: kind.hint for kind in KINDS}),
        error_messages={"required": "Choose how people answer"},
    )
    choices = ProseField(
        label="Answers to choose from",
        help_text="One a line, at most 12; the wall reads best with seven or fewer. For a scale in order, from least to most. "
        "Leave it empty where people give a number, write, or use the seven points of agreement.",
        required=False,
        widget=Prose(rows=6),
    )
    about = forms.ChoiceField(
        label="About which words of the group?",
        help_text="For the seven points of agreement. Partners’ named support is then set beside what people say without names.",
        required=False,
        widget=forms.Select(WHOLE_WIDTH),
    )
    asks_body = forms.BooleanField(
        label="Ask which kind of body people come from",
        help_text="The result can then be split, where at least ten have answered on each side. Phones say so.",
        required=False,
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any):
        super().__init__(*args, **kwargs)
        words = [(str(number), Truncator(text).chars(100)) for number, text in words_to_ask_about(round_)]
        self.fields["about"].choices = [("", "None"), *words]

    def clean_choices(self) -> list[str]:
        lines = [clean_line(line) for line in self.cleaned_data["choices"].splitlines()]
        return [line for line in lines if line]

    def clean_about(self) -> Agreement | None:
        number = self.cleaned_data["about"]
        return Agreement.objects.get(pk=number) if number else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wrong = _wrong_choices(given["kind"], given["choices"]) if {"kind", "choices"} <= given.keys() else ""
        if wrong:
            self.add_error("choices", wrong)
        if given.get("about") and given.get("kind") != "gradient":
            self.add_error("about", "Words of the group are asked about with the seven points of agreement")
        return given


def _wrong_choices(kind: str, lines: list[str]) -> str:
    if not kind_named(kind).own_choices:
        return "This kind of question brings its own answers. Leave the list empty" if lines else ""
    if not 2 <= len(lines) <= MOST_CHOICES:
        return f"Enter 2 to {MOST_CHOICES} answers, one a line"
    if len({line.casefold() for line in lines}) < len(lines):
        return "Two answers are the same. Change or remove one"
    if any(len(line) > LONGEST_CHOICE for line in lines):
        return f"Shorten each answer to {LONGEST_CHOICE} characters or fewer"
    return ""


def form_of(poll: Poll, data: Any = None) -> PollForm:
    """For rewording a draft."""
    own = kind_named(poll.kind).own_choices
    initial = {
        "question": poll.question,
        "kind": poll.kind,
        "choices": "\n".join(choice.text for choice in poll.choices.all()) if own else "",
        "about": str(poll.about_id or ""),
        "asks_body": poll.asks_body,
    }
    return PollForm(data, initial=initial, round_=poll.workshop.round)


class ReopenForm(forms.Form):
    helper = helper()

    reason = LineField(
        label="Why is the vote opened again?",
        help_text="The history of the partnership keeps it. Phones that have voted cannot vote again.",
        max_length=200,
        widget=Prose(rows=2),
        error_messages={"required": "Say why the vote is opened again"},
    )


class HandsForm(forms.Form):
    """One number for every choice. The wall says that they are hands."""

    helper = helper()

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any):
        super().__init__(*args, **kwargs)
        counted = dict(poll.hand_counts.values_list("choice", "count"))
        for choice in poll.choices.all():
            self.fields[f"hands_{choice.key}"] = forms.IntegerField(
                label=choice.text,
                min_value=0,
                max_value=999,
                required=False,
                initial=counted.get(choice.key),
                widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
            )

    @property
    def counts(self) -> dict[str, int]:
        return {name.removeprefix("hands_"): count or 0 for name, count in self.cleaned_data.items()}


class DecideForm(forms.Form):
    """What becomes of a written answer."""

    helper = helper()

    decision = forms.ChoiceField(
        label="What becomes of it?",
        choices=(
            ("approve", "Show it"),
            ("park", "Do not show it"),
            ("merge", "Count it with another that says the same"),
        ),
        widget=Radios(reveals={"park": "reason", "merge": "into"}),
        error_messages={"required": "Choose what becomes of it"},
    )
    reason = LineField(
        label="Why is it not shown?",
        help_text="The room sees the reason, without the words.",
        max_length=200,
        required=False,
    )
    into = forms.ModelChoiceField(
        label="With which?",
        queryset=WrittenAnswer.objects.none(),
        required=False,
        empty_label="None",
        widget=forms.Select(WHOLE_WIDTH),
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("decision") == "park" and not given.get("reason"):
            self.add_error("reason", "Say why it is not shown")
        if given.get("decision") == "merge" and not given.get("into"):
            self.add_error("into", "Choose the answer to count it with")
        return given
