"""The form pack draws GOV.UK's patterns: every answer has its label, every error its field."""

import datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Button, Fieldset, Layout, Submit
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual

from partnerships.templatetags.form_pack import problems
from partnerships.vocabulary import Position
from partnerships.widgets import (
    Affixed,
    GovDateField,
    GovDateInput,
    InlineRadios,
    PositionStrip,
    Pounds,
    Prose,
    Radios,
    Segmented,
)

pytestmark = pytest.mark.once


class Words(forms.Form):
    """One field of each kind that takes text."""

    name = forms.CharField(label="Name", help_text="As on your letters")
    why = forms.CharField(label="Why?", widget=Prose(rows=3), max_length=20, required=False)
    statement = forms.CharField(label="Statement", widget=Prose(max_words=60), required=False)
    cost = forms.DecimalField(label="Cost", widget=Pounds, required=False)
    share = forms.IntegerField(
        label="Share", widget=Affixed(suffix="%", width=3), required=False, max_value=100
    )
    paper = forms.FileField(label="Paper", required=False)


class Choices(forms.Form):
    """One field of each kind that offers answers."""

    direction = forms.ChoiceField(
        label="Direction",
        choices=[("down", "Asked of government"), ("keep", "Kept by us")],
        widget=Radios(hints={"keep": "Nothing changes"}, reveals={"down": "department"}),
    )
    department = forms.CharField(label="Department", required=False)
    done = forms.ChoiceField(label="Done?", choices=[("yes", "Yes"), ("no", "No")], widget=InlineRadios)
    level = forms.ChoiceField(label="Level", choices=[("0", "None"), ("1", "Some")], widget=Segmented)
    position = forms.ChoiceField(label="Position", choices=Position.choices[:2], widget=PositionStrip)
    roles = forms.MultipleChoiceField(
        label="Roles", choices=[("a", "Lead"), ("b", "Reader")], widget=forms.CheckboxSelectMultiple
    )
    tier = forms.ChoiceField(label="Tier", choices=[("u", "Upper")])
    sure = forms.BooleanField(label="I am sure", help_text="Your name is kept")


class Dated(forms.Form):
    due = GovDateField(label="Due date")


class Strict(forms.Form):
    name = forms.CharField(label="Name")

    def clean(self):
        raise forms.ValidationError("Nobody speaks for you")


def drawn(form: forms.Form, name: str) -> str:
    return as_crispy_field(form[name])


def date(day: str, month: str, year: str, **options) -> Dated:
    return Dated({"due_day": day, "due_month": month, "due_year": year}, **options)


# --- Text ---------------------------------------------------------------------------------------


def test_an_input_has_its_label_and_its_hint():
    assertHTMLEqual(
        drawn(Words(), "name"),
        """
        <div class="govuk-form-group">
        <label class="govuk-label govuk-label--s" for="id_name">Name</label>
        <div class="govuk-hint" id="id_name_helptext">As on your letters</div>
        <input type="text" name="name" class="govuk-input" aria-describedby="id_name_helptext" id="id_name">
        </div>
        """,
    )


def test_an_error_stands_beside_its_input_and_is_tied_to_it():
    assertHTMLEqual(
        drawn(Words({}), "name"),
        """
        <div class="govuk-form-group govuk-form-group--error">
        <label class="govuk-label govuk-label--s" for="id_name">Name</label>
        <div class="govuk-hint" id="id_name_helptext">As on your letters</div>
        <p class="govuk-error-message" id="id_name_error">
        <span class="govuk-visually-hidden">Error:</span> Enter an answer for “Name”</p>
        <input type="text" name="name" class="govuk-input govuk-input--error" aria-invalid="true"
          aria-describedby="id_name_helptext id_name_error" id="id_name">
        </div>
        """,
    )


def test_a_text_area_counts_down_from_its_length():
    assertHTMLEqual(
        drawn(Words(), "why"),
        """
        <div class="govuk-form-group govuk-character-count" data-module="govuk-character-count" data-maxlength="20"
          data-count-type="characters">
        <label class="govuk-label govuk-label--s" for="id_why">Why?</label>
        <textarea name="why" rows="3" cols="40" maxlength="20" class="govuk-textarea govuk-js-character-count"
          aria-describedby="id_why-info" id="id_why"></textarea>
        <div id="id_why-info" class="govuk-hint govuk-character-count__message">You can enter up to 20 characters</div>
        </div>
        """,
    )


def test_a_text_area_can_count_words():
    html = drawn(Words(), "statement")
    assert 'data-maxlength="60" data-count-type="words"' in html
    assert "You can enter up to 60 words" in html


def test_money_has_its_sign_before_it():
    assertHTMLEqual(
        drawn(Words(), "cost"),
        """
        <div class="govuk-form-group">
        <label class="govuk-label govuk-label--s" for="id_cost">Cost</label>
        <div class="govuk-input__wrapper"><div class="govuk-input__prefix" aria-hidden="true">£</div>
        <input type="text" name="cost" inputmode="decimal" class="govuk-input govuk-input--width-10" id="id_cost"></div>
        </div>
        """,
    )


def test_a_share_has_its_sign_after_it():
    assert '<div class="govuk-input__suffix" aria-hidden="true">%</div>' in drawn(Words(), "share")


@pytest.mark.parametrize("typed", ["25000", "£25,000", " £ 25,000 ", "25000.00"])
def test_money_may_be_typed_as_people_write_it(typed):
    form = Words({"name": "x", "cost": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["cost"] == Decimal("25000")


def test_what_is_no_sum_of_money_stays_as_it_was_typed():
    form = Words({"name": "x", "cost": "about 5,000"})
    assert form["cost"].value() == "about 5,000"
    assert [problem.message for problem in problems(form)] == ["“Cost” must be a number"]


def test_a_line_break_is_one_character_as_in_the_count():
    form = Words({"name": "x", "why": "1234567890\r\n123456789"})
    assert form.is_valid(), form.errors


def test_a_label_can_be_hidden_from_the_eye_only():
    form = Words()
    form.helper = FormHelper()
    form.helper.form_show_labels = False
    assert '<label class="govuk-label govuk-visually-hidden" for="id_name">Name</label>' in drawn(
        form, "name"
    )


def test_a_file_is_chosen_with_govuk_s_input():
    assert 'class="govuk-file-upload"' in drawn(Words(), "paper")


# --- Choices ------------------------------------------------------------------------------------


def test_radios_are_a_group_with_hints_and_may_ask_on():
    assertHTMLEqual(
        drawn(Choices(initial={"direction": "down"}), "direction"),
        """
        <div class="govuk-form-group"><fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Direction</legend>
        <div class="govuk-radios">
        <div class="govuk-radios__item">
        <input class="govuk-radios__input" id="id_direction_0" name="direction" type="radio" value="down" checked
          data-reveals="id_direction_0_reveals">
        <label class="govuk-label govuk-radios__label" for="id_direction_0">Asked of government</label></div>
        <div class="govuk-radios__conditional" id="id_direction_0_reveals">
          <div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="id_department">Department</label>
          <input type="text" name="department" class="govuk-input" id="id_department"></div></div>
        <div class="govuk-radios__item">
        <input class="govuk-radios__input" id="id_direction_1" name="direction" type="radio" value="keep"
          aria-describedby="id_direction_1_hint">
        <label class="govuk-label govuk-radios__label" for="id_direction_1">Kept by us</label>
        <div id="id_direction_1_hint" class="govuk-hint govuk-radios__hint">Nothing changes</div></div>
        </div></fieldset></div>
        """,
    )


def test_a_field_that_a_choice_reveals_is_drawn_once():
    assert as_crispy_form(Choices()).count('id="id_department"') == 1


def test_the_errors_of_radios_describe_the_group():
    html = drawn(Choices({}), "done")
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_done_error">' in html
    assert "aria-invalid" not in html
    assert "Choose an answer for “Done?”" in html


def test_inline_radios_say_so():
    assert "govuk-radios govuk-radios--inline" in drawn(Choices(), "done")


def test_a_strip_is_made_of_ordinary_radio_buttons():
    assertHTMLEqual(
        drawn(Choices(initial={"level": "1"}), "level"),
        """
        <div class="govuk-form-group"><fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Level</legend>
        <div class="rt-seg">
        <div class="rt-seg__item"><input class="rt-seg__input" id="id_level_0" name="level" type="radio" value="0">
        <label class="rt-seg__label" for="id_level_0"><span class="rt-seg__word" data-word="None">None</span></label></div>
        <div class="rt-seg__item"><input class="rt-seg__input" id="id_level_1" name="level" type="radio" value="1" checked>
        <label class="rt-seg__label" for="id_level_1"><span class="rt-seg__word" data-word="Some">Some</span></label></div>
        </div></fieldset></div>
        """,
    )


def test_positions_carry_their_signs():
    html = drawn(Choices(), "position")
    assert 'class="rt-seg__item pos--on"' in html
    assert '<span class="rt-sign" aria-hidden="true">◐</span>' in html


def test_checkboxes_are_a_group():
    html = drawn(Choices(initial={"roles": ["b"]}), "roles")
    assert html.count("govuk-checkboxes__item") == 2
    assert 'id="id_roles_1" name="roles" type="checkbox" value="b" checked' in html


def test_one_checkbox_has_its_hint_below_its_label():
    assertHTMLEqual(
        drawn(Choices({}), "sure"),
        """
        <div class="govuk-form-group govuk-form-group--error">
        <p class="govuk-error-message" id="id_sure_error"><span class="govuk-visually-hidden">Error:</span>
        Tick “I am sure”</p>
        <div class="govuk-checkboxes"><div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" id="id_sure" name="sure" type="checkbox" aria-invalid="true"
          aria-describedby="id_sure_helptext id_sure_error">
        <label class="govuk-label govuk-checkboxes__label" for="id_sure">I am sure</label>
        <div class="govuk-hint govuk-checkboxes__hint" id="id_sure_helptext">Your name is kept</div>
        </div></div></div>
        """,
    )


def test_a_select_has_govuk_s_class():
    assert '<select name="tier" class="govuk-select" id="id_tier">' in drawn(Choices(), "tier")


# --- Dates --------------------------------------------------------------------------------------


def test_a_date_is_asked_in_three_parts():
    assertHTMLEqual(
        drawn(Dated(initial={"due": datetime.date(2027, 3, 12)}), "due"),
        """
        <div class="govuk-form-group"><fieldset class="govuk-fieldset" role="group">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Due date</legend>
        <div class="govuk-date-input" id="id_due">
        <div class="govuk-date-input__item"><div class="govuk-form-group">
          <label class="govuk-label govuk-date-input__label" for="id_due_day">Day</label>
          <input class="govuk-input govuk-input--width-2 govuk-date-input__input" id="id_due_day" name="due_day"
            type="text" inputmode="numeric" value="12"></div></div>
        <div class="govuk-date-input__item"><div class="govuk-form-group">
          <label class="govuk-label govuk-date-input__label" for="id_due_month">Month</label>
          <input class="govuk-input govuk-input--width-2 govuk-date-input__input" id="id_due_month" name="due_month"
            type="text" inputmode="numeric" value="3"></div></div>
        <div class="govuk-date-input__item"><div class="govuk-form-group">
          <label class="govuk-label govuk-date-input__label" for="id_due_year">Year</label>
          <input class="govuk-input govuk-input--width-4 govuk-date-input__input" id="id_due_year" name="due_year"
            type="text" inputmode="numeric" value="2027"></div></div>
        </div></fieldset></div>
        """,
    )


@pytest.mark.parametrize("month", ["3", "03", "Mar", "march"])
def test_a_month_may_be_a_number_or_a_name(month):
    form = date("12", month, "2027")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"due": datetime.date(2027, 3, 12)}


@pytest.mark.parametrize(
    ("parts", "message", "marked"),
    [
        (("", "", ""), "Enter the due date", "day"),
        (("12", "", "2027"), "Due date must include a month", "month"),
        (("", "", "2027"), "Due date must include a day and month", "day"),
        (("31", "2", "2027"), "Due date must be a real date", "day"),
        (("12", "3", "27"), "Due date must be a real date", "day"),
        (("12", "3", "²027"), "Due date must be a real date", "day"),
        (("1-2", "3", "2027"), "Due date must be a real date", "day"),
        (("31", "12", "9999"), "Due date must be a real date", "day"),
        (("1", "1", "0001"), "Due date must be a real date", "day"),
        (("x", "y", "z"), "Due date must be a real date", "day"),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_the_summary_leads_there(parts, message, marked):
    form = date(*parts)
    assert [(problem.message, problem.target) for problem in problems(form)] == [
        (message, f"id_due_{marked}")
    ]
    assert f'id="id_due_{marked}"' in drawn(form, "due")


def test_what_was_typed_comes_back_with_only_the_missing_part_marked():
    html = drawn(date("12", "", "2027"), "due")
    assert 'name="due_day" type="text" inputmode="numeric" value="12"' in html
    assert html.count("govuk-input--error") == 1


def test_a_date_whose_label_is_a_question_is_named_apart():
    class Asked(forms.Form):
        when = GovDateField(label="When was it decided?", named="Decision date")

    assert Asked({"when_day": "1"}).errors["when"] == ["Decision date must include a month and year"]


def test_the_three_parts_go_with_a_plain_date_field_too():
    class Plain(forms.Form):
        due = forms.DateField(widget=GovDateInput)

    form = Plain({"due_day": "2", "due_month": "11", "due_year": "2026"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"due": datetime.date(2026, 11, 2)}
    assert not Plain({"due_day": "2"}).is_valid()


def test_an_unchanged_date_is_no_change():
    assert not date("12", "3", "2027", initial={"due": datetime.date(2027, 3, 12)}).has_changed()
    assert date("12", "3", "", initial={"due": datetime.date(2027, 3, 12)}).has_changed()


# --- Whole forms --------------------------------------------------------------------------------


def test_a_form_with_a_helper_has_one_primary_button_first():
    form = Strict()
    form.helper = FormHelper()
    form.helper.form_id = "strict"
    form.helper.add_input(Submit("save", "Save"))
    form.helper.add_input(Submit("later", "Come back later"))
    form.helper.add_input(Button("help", "Help", css_class="rt-js"))
    assertHTMLEqual(
        render_crispy_form(form),
        """
        <form id="strict" method="post" novalidate>
        <div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="id_name">Name</label>
        <input type="text" name="name" class="govuk-input" id="id_name"></div>
        <div class="govuk-button-group">
        <button type="submit" class="govuk-button" data-module="govuk-button" data-prevent-double-click="true"
          id="submit-id-save" name="save" value="Save">Save</button>
        <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button"
          data-prevent-double-click="true" id="submit-id-later" name="later" value="Come back later">Come back later</button>
        <button type="button" class="govuk-button govuk-button--secondary rt-js" data-module="govuk-button"
          data-prevent-double-click="true" id="button-id-help" name="help" value="Help">Help</button>
        </div></form>
        """,
    )


def test_a_layout_may_group_fields_under_a_legend():
    form = Strict()
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(Fieldset("Who", "name"))
    assertHTMLEqual(
        render_crispy_form(form),
        """
        <fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Who</legend>
        <div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="id_name">Name</label>
        <input type="text" name="name" class="govuk-input" id="id_name"></div></fieldset>
        """,
    )


def test_a_form_set_keeps_its_management_form_and_its_order():
    forms_ = forms.formset_factory(Strict, extra=2)()
    html = as_crispy_form(forms_)
    assert html.count('class="rt-form"') == 2
    assert 'name="form-TOTAL_FORMS" value="2"' in html


# --- The error summary --------------------------------------------------------------------------


class Ids(HTMLParser):
    """The ids of a page, and which of them can take the cursor."""

    def __init__(self, html: str):
        super().__init__()
        self.ids: list[str] = []
        self.controls: set[str] = set()
        self.described: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
            if tag in ("input", "select", "textarea"):
                self.controls.add(found["id"])
        self.described.update((found.get("aria-describedby") or "").split())


def every_broken_form() -> list[forms.Form]:
    return [
        Words({}),
        Choices({}),
        date("12", "", "2027"),
        Strict({}),
        Words({"why": "x" * 30, "share": "101"}, prefix="p"),
    ]


@pytest.mark.parametrize("form", every_broken_form(), ids=lambda form: type(form).__name__)
def test_every_line_of_the_summary_leads_to_a_control_and_every_description_exists(form):
    page = Ids(as_crispy_form(form))
    targets = {problem.target for problem in problems(form)} - {""}
    assert targets <= page.controls
    assert page.described <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_summary_leads_to_the_first_radio_and_names_the_form_s_own_errors_first():
    form = Strict({})
    summary = Template("{% error_summary form %}").render(Context({"form": form}))
    assertHTMLEqual(
        summary,
        """
        <div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">
        <li>Nobody speaks for you</li>
        <li><a href="#id_name">Enter an answer for “Name”</a></li>
        </ul></div></div></div>
        """,
    )
    assert problems(Choices({}))[0].target == "id_direction_0"


def test_without_a_problem_there_is_no_summary():
    assert Template("{% error_summary form nothing %}").render(Context({"form": Words()})).strip() == ""


def test_a_form_s_own_sentence_is_kept():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Say who speaks for you"})

    assert [problem.message for problem in problems(Own({}))] == ["Say who speaks for you"]


def test_stock_messages_name_the_field():
    form = Words({"name": "x", "why": "x" * 21, "share": "101"})
    assert [problem.message for problem in problems(form)] == [
        "“Why?” must have 20 characters or fewer; it has 21",
        "“Share” must be 100 or less",
    ]


def test_what_is_typed_is_escaped_wherever_it_is_shown():
    html = drawn(Words({"name": '"><script>'}), "name")
    assert "<script>" not in html
