"""Forms about conversations: planning one, a group that was heard, a note, a theme."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from facilitation.conversations.noting import AT_MOST_KEPT, usual_day
from facilitation.models import ConversationNote, Theme, Workshop
from facilitation.models.conversations import VOICES
from facilitation.vocabulary import Attribution, Strength, ThemeKind
from partnerships.forms.accounts import LineField, ProseField, formfield, helper
from partnerships.models import Actor, Partner, Partnership, Round
from partnerships.steps import CYCLE
from partnerships.widgets import GovDateField, Prose, Radios, Segmented

WHOM = "Choose in which role they speak"
MOST_FIGURES = 18


class ArrangeForm(forms.Form):
    """A one-to-one that is to come or has been held."""

    helper = helper()

    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="With which partner?",
        empty_label="Choose a partner",
        error_messages={"required": "Choose with which partner"},
    )
    role = forms.ChoiceField(
        label="In which role do they speak?",
        help_text="No name is asked for.",
        choices=VOICES,
        widget=Radios,
        error_messages={"required": WHOM},
    )
    held_on = GovDateField(
        label="When is it?",
        named="Day of the conversation",
        help_text="On a day that has passed, it is recorded as held. Leave it empty if there is no day yet.",
        required=False,
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partnership.partners.at_table()


class WithForm(forms.Form):
    """Whom a one-to-one that was planned as a workshop is with."""

    workshop = forms.ModelChoiceField(Workshop.objects.none())
    role = forms.ChoiceField(choices=VOICES)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = Workshop.objects.in_round(round_).real()


class GroupForm(forms.Form):
    helper = helper()

    group = LineField(
        label="Which group did you hear?",
        help_text="A group, never a person’s name: everybody in the partnership can read it. For example: "
        "apprentices at the harbour.",
        max_length=120,
        error_messages={"required": "Say which group you heard"},
    )
    heard_on = GovDateField(label="When?", named="Day of the conversation")

    def clean_heard_on(self) -> dt.date:
        day = self.cleaned_data["heard_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Enter the day on which you heard them, not one to come")
        return day


class ThemesField(forms.ModelMultipleChoiceField):
    def clean(self, value: list[str] | None) -> QuerySet[Theme]:
        """What is longer than any number a database holds is no theme; Django itself would ask for it."""
        for number in value or ():
            if len(number) > MOST_FIGURES:
                invalid = self.error_messages["invalid_choice"]
                raise forms.ValidationError(invalid, code="invalid_choice", params={"value": number[:9]})
        return super().clean(value)


class NoteForm(forms.Form):
    """The facilitator's own note. A day to delete it is set, and can be changed within half a year."""

    helper = helper()

    text = ProseField(
        label="What was said",
        help_text="What helps you to prepare, not a transcript. Nothing about party matters or anybody’s health.",
        max_length=20_000,
        widget=Prose(rows=10),
        error_messages={"required": "Write down what was said, or leave the page"},
    )
    attribution = forms.ChoiceField(
        label="How far may you say who it was?",
        help_text="As they chose when you read them the promise.",
        choices=Attribution.choices,
        initial=Attribution.NONE,
        widget=Radios(
            hints={
                Attribution.OPEN: "You may say that it was them.",
                Attribution.ROLE: "You may say what sort of person said it.",
                Attribution.NONE: "You may use it, and name nobody.",
            }
        ),
    )
    themes = ThemesField(
        Theme.objects.none(),
        label="Which themes does it speak to?",
        help_text="The conversation then counts once for each. Which ones it counts for is deleted with the note.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    delete_on = GovDateField(label="Delete it on", named="Day of deletion")
    is_shared = forms.BooleanField(
        label="Let my fellow facilitators read it",
        help_text="Only if the person agreed. Partners never read it.",
        required=False,
    )

    def __init__(
        self, *args: Any, actor: Actor, round_: Round, note: ConversationNote | None = None, **kwargs: Any
    ):
        kwargs["initial"] = (
            _as_it_is(note) if note else {"delete_on": usual_day(), "attribution": Attribution.NONE}
        )
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.in_round(round_).visible_to(actor)
        self.latest = note.delete_by if note else timezone.localdate() + AT_MOST_KEPT
        self.fields[
            "delete_on"
        ].help_text = f"At the latest {self.latest:%-d %B %Y}. You can delete it at any time before."

    def clean_delete_on(self) -> dt.date:
        day = self.cleaned_data["delete_on"]
        if not timezone.localdate() < day <= self.latest:
            raise forms.ValidationError(f"Enter a day after today, and at the latest {self.latest:%-d %B %Y}")
        return day


def _as_it_is(note: ConversationNote) -> dict[str, Any]:
    names = ("text", "attribution", "is_shared", "delete_on")
    return {name: getattr(note, name) for name in names} | {"themes": list(note.themes.all())}


class ThemeForm(forms.ModelForm):
    helper = helper()

    step = forms.ChoiceField(
        label="Which step is it about?",
        choices=[("", "None in particular"), *((step.key, step.name) for step in CYCLE)],
        required=False,
    )
    strength = forms.TypedChoiceField(
        label="How strongly was it put?",
        coerce=int,
        choices=Strength.choices,
        initial=Strength.CLEAR,
        widget=Segmented,
    )

    class Meta:
        model = Theme
        fields = ("text", "kind", "step", "strength", "is_shared")
        labels = {
            "text": "What is the theme?",
            "kind": "What sort of theme is it?",
            "is_shared": "Let my fellow facilitators work with it",
        }
        help_texts = {
            "text": "One sentence in your own words, so that nobody hears their own or anybody else’s.",
            "is_shared": "Until at least three conversations have come to it and you put it on the board, it is yours alone.",
        }
        error_messages = {
            "text": {"required": "Say what the theme is"},
            "kind": {"required": "Choose what sort of theme it is"},
        }
        widgets = {
            "text": Prose(rows=2),
            "kind": Radios(
                hints={
                    ThemeKind.COMMON: "People say it alike, whomever they speak for.",
                    ThemeKind.DIFFERENCE: "Views differ.",
                    ThemeKind.EXPLORE: "Nobody knows enough about it yet.",
                    ThemeKind.SURPRISE: "Nobody had expected it.",
                }
            ),
        }
        formfield_callback = formfield

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ThemeKind.choices
