"""Forms about people: inviting them, and one's own account."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from partnerships.models import Actor, Partner, Person
from partnerships.officials import may_answer_here
from partnerships.text import clean_line, clean_text
from partnerships.vocabulary import Capacity, Role
from partnerships.widgets import GovDateField, Prose, Radios

# What may be typed as an address inside the worked example: nobody can own one, so nobody is ever written to.
EXAMPLE_ENDING = ".example"
BAD_ADDRESS = "Enter an e-mail address in the right form, like name@council.gov.uk"
WHOLE_WIDTH = {"class": "govuk-!-width-full"}


class LineField(forms.CharField):
    """One line of text, cleaned before it is looked at: what cannot be seen does not count as an answer."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(clean_line(str(value)) if value else value)


class ProseField(forms.CharField):
    """Text of several lines, cleaned in the same way."""

    widget = Prose

    def to_python(self, value: Any) -> str | None:
        return super().to_python(clean_text(str(value)) if value else value)


def formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Django's form field for a model field, with the class that suits how people answer it."""
    if isinstance(field, models.TextField):
        kwargs["form_class"] = ProseField
        kwargs["widget"] = Prose(rows=4)
    elif isinstance(field, models.DateField):
        kwargs["form_class"] = GovDateField
    elif isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    elif type(field) is models.CharField and not field.choices:
        kwargs["form_class"] = LineField
    return field.formfield(**kwargs)


def helper(*layout: Any, csrf: bool = True) -> FormHelper:
    """For a form whose page writes the form's own tag and buttons. Without a layout, every field in turn."""
    made = FormHelper()
    made.form_tag, made.mark_optional, made.disable_csrf = False, True, not csrf
    if layout:
        made.layout = Layout(*layout)
    return made


class AccountForm(forms.ModelForm):
    helper = helper()

    class Meta:
        model = Person
        fields = ("name",)
        labels = {"name": "Your name"}
        help_texts = {"name": "As colleagues and partners know you. History and papers show it."}
        error_messages = {"name": {"required": "Enter your name"}}
        formfield_callback = formfield


class InvitationForm(forms.Form):
    """What every invitation asks. `partner` and `role` say what is offered once the form is valid."""

    name = LineField(label="Their name", max_length=120, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="Their own, not a shared mailbox: whoever reads it can take up the place.",
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": BAD_ADDRESS,
        },
    )
    title = LineField(
        label="Their job title",
        help_text="For example: director of place",
        max_length=120,
        required=False,
    )

    helper = helper()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_email(self) -> str:
        return usable_address(self.cleaned_data["email"], example=self.actor.partnership.is_example)


def usable_address(email: str, *, example: bool) -> str:
    """An address that may belong to a person of the worked example, or to a real one, as the case asks."""
    email = email.lower()
    if example and not email.endswith(EXAMPLE_ENDING):
        raise ValidationError(
            f"In the worked example, use an address that ends in {EXAMPLE_ENDING}: no mail is sent"
        )
    if Person.objects.filter(email=email, is_example=not example).exists():
        raise ValidationError("This address cannot be used here. Enter another one")
    return email


# What each role does, as whoever invites and whoever is invited reads it.
WHAT_ROLES_DO = {
    Role.CONTRIBUTOR: "Drafts the organisation’s work. Cannot send it for sign-off or lay it on the table.",
    Role.APPROVER: "Signs off for the board what the lead sends, and may lay it on the table.",
    Role.READER: "Reads the table and the papers. Does not see drafts.",
    Role.LEAD: "Drafts, sends for sign-off, lays on the table, and invites the other people of the organisation.",
    Role.FACILITATOR: "Sets up the rounds and leads through them. Sees what partners lay on the table, and nothing before.",
}
# The same for officials, who sit across the table.
WHAT_OFFICIALS_DO = {
    Role.CONTRIBUTOR: "Answers what the partners ask of government. Cannot send the answers.",
    Role.LEAD: "Answers what the partners ask of government, sends the answers, and invites colleagues. "
    "Sees nothing of what the partners lay on the table or agree.",
}
OFFERED_ROLES = (Role.CONTRIBUTOR, Role.APPROVER, Role.READER, Role.LEAD)


def what_it_means(role: str, partner: Partner | None) -> str:
    officials = partner is not None and partner.capacity == Capacity.COUNTERPART
    return (WHAT_OFFICIALS_DO if officials else WHAT_ROLES_DO)[Role(role)]


class ColleagueForm(InvitationForm):
    """A lead invites somebody of their own organisation."""

    role = forms.ChoiceField(
        label="What will they do?",
        choices=[(role.value, role.label) for role in OFFERED_ROLES],
        widget=Radios(hints={role.value: WHAT_ROLES_DO[role] for role in OFFERED_ROLES}),
        error_messages={"required": "Choose what they will do"},
    )
    field_order = ("role", "name", "email", "title")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.actor.is_counterpart:
            hints = {role.value: words for role, words in WHAT_OFFICIALS_DO.items()}
            self.fields["role"].widget = Radios(hints=hints)
            self.fields["role"].choices = [(role.value, role.label) for role in WHAT_OFFICIALS_DO]

    @property
    def partner(self) -> Partner | None:
        return self.actor.partner

    @property
    def offered_role(self) -> str:
        return self.cleaned_data["role"]


class FirstLeadForm(InvitationForm):
    """A facilitator invites the first lead of a partner, or a fellow facilitator."""

    place = forms.ChoiceField(
        label="What are you inviting them to be?", error_messages={"required": "Choose what they will be"}
    )
    field_order = ("place", "name", "email", "title")

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.partners = {partner.slug: partner for partner in partners}
        leads = [(slug, f"First lead of {partner.name}") for slug, partner in self.partners.items()]
        self.fields["place"].choices = [
            ("", "Choose"),
            *leads,
            (Role.FACILITATOR.value, "Fellow facilitator"),
        ]

    @property
    def partner(self) -> Partner | None:
        return self.partners.get(self.cleaned_data["place"])

    @property
    def offered_role(self) -> str:
        return Role.LEAD.value if self.partner else Role.FACILITATOR.value


class OfficialForm(InvitationForm):
    """A facilitator invites a named official to answer for a government department."""

    department = LineField(
        label="Which department, or which body of government?",
        help_text="In full, for example: Department for Transport",
        max_length=120,
        error_messages={"required": "Enter the department"},
    )
    short_name = LineField(
        label="Short name",
        help_text="For headings, at most 30 characters. For example: Transport",
        max_length=30,
        error_messages={"required": "Enter a short name"},
    )
    field_order = ("department", "short_name", "name", "email", "title")

    def clean_department(self) -> str:
        name = self.cleaned_data["department"]
        ruling = may_answer_here(self.actor.partnership.partners.filter(name__iexact=name).first())
        if not ruling:
            raise ValidationError(ruling.reason)
        return name
