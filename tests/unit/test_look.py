"""The components say in words whatever they show in colour."""

import pytest
from django.contrib import messages
from django.template import Context, Template
from django.template.loader import render_to_string
from pytest_django.asserts import assertHTMLEqual

from partnerships.templatetags.look import as_position, shade, spread
from partnerships.vocabulary import Position, Readiness

pytestmark = pytest.mark.once


def show(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("level", [messages.INFO, messages.SUCCESS, messages.WARNING, messages.ERROR])
def test_whatever_an_answer_says_is_read_out(level):
    said = [messages.storage.base.Message(level, "It has moved on.")]
    assert render_to_string("components/messages.html", {"messages": said}).count('role="alert"') == 1


# --- The mark -----------------------------------------------------------------------------------


def test_the_mark_fills_seat_by_seat_and_marks_the_present_one():
    html = show("{% mark done=2 here=3 %}")
    kinds = [part.split('"')[0] for part in html.split("rt-mark__seat--")[1:]]
    assert kinds == ["done", "done", "here", "free", "free", "free", "free"]
    assert 'aria-hidden="true"' in html


def test_a_mark_with_a_label_is_a_picture_with_that_name():
    assert 'role="img" aria-label="Step 3 of 7"' in show('{% mark done=2 here=3 label="Step 3 of 7" %}')


def test_without_progress_all_seats_are_free():
    assert show("{% mark done=nothing.done here=nothing.here %}").count("rt-mark__seat--free") == 7


# --- Words with a look --------------------------------------------------------------------------


@pytest.mark.parametrize("readiness", Readiness)
def test_every_readiness_has_its_own_word(readiness):
    assert f">{readiness.label}</span>" in show("{% status key %}", key=readiness)


def test_a_status_may_bring_its_word_and_an_unknown_one_is_quiet():
    assertHTMLEqual(
        show('{% status "half_way" %}'), '<span class="rt-status rt-status--todo">Half way</span>'
    )
    assertHTMLEqual(
        show('{% status "drafting" "Writing" %}'), '<span class="rt-status rt-status--going">Writing</span>'
    )


@pytest.mark.parametrize("spelling", ["on-if", "ON_IF", "on_if", Position.ON_IF])
def test_a_position_may_be_spelt_as_code_spells_it(spelling):
    assert as_position(spelling) == {"key": "on-if", "sign": "◐", "word": "On, if…"}


def test_nothing_said_is_no_view():
    assert as_position("")["word"] == as_position(None)["word"] == "No view"


def test_the_signs_differ():
    assert len({as_position(position)["sign"] for position in Position}) == len(Position)


def test_a_square_has_its_word_for_those_who_do_not_see_it():
    assertHTMLEqual(
        show('{% position_square "never" whose="Harbour" %}'),
        """
        <span class="rt-square pos--never" title="Harbour: Never"><span aria-hidden="true">✕</span>
        <span class="govuk-visually-hidden">Never</span></span>
        """,
    )


def test_a_long_word_that_heads_a_column_may_break_between_syllables_only():
    html = show("{% load matrix %}{{ name|hyphenated }}", name="<Exeter> & Teignbridge")
    assert html == "&lt;Exeter&gt; &amp; Teign\u00adbridge"


def test_a_state_may_name_names():
    html = show('{% state "blocked" "Blocked by Harbour" %}')
    assert "⊘" in html
    assert "Blocked by Harbour" in html
    assert "Common ground" in show('{% state "COMMON_GROUND" %}')


def test_a_change_is_a_word_and_no_change_is_nothing():
    assert "As before" in show('{% change "as-before" %}')
    assert show('{% change "" %}').strip() == ""


def test_a_caption_joins_what_there_is():
    assertHTMLEqual(
        show('{% page_caption "alone" "" number=1 %}'),
        '<span class="govuk-caption-l">Step 1 of 7 · alone</span>',
    )


def test_the_strip_names_the_body_that_can_see_the_page():
    html = show("{% private_strip body %}", body="Harbour <District> Council")
    assert "Only people from Harbour &lt;District&gt; Council can see this." in html
    assert "until you lay something on the table" in html


# --- Scales -------------------------------------------------------------------------------------


def test_a_spread_says_how_many_gave_each_value():
    shown = spread([0, 1, 2, 5, 0])
    assert shown["title"] == "Talking: 1 partner, Agreed in principle: 2 partners, Working: 5 partners"
    assert [cell["shade"] for cell in shown["cells"]] == [0, 1, 2, 3, 0]


def test_a_spread_of_seven_is_the_gradient():
    assert spread([0, 0, 0, 0, 0, 0, 1])["title"] == "Fully behind it: 1 partner"


def test_nobody_has_answered():
    assert spread([0] * 5)["title"] == "No answers yet"


def test_a_spread_has_no_style_of_its_own():
    assert "style=" not in show("{% spread counts %}", counts=[1, 2, 3, 4, 5])


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3)])
def test_the_fullest_cell_is_the_darkest(count, expected):
    assert shade(count, 6) == expected


def test_a_gradient_shows_the_place_and_says_the_word():
    html = show("{% gradient 5 %}")
    assert html.count("rt-gradient__dot--here") == 1
    assert "Support with small changes" in html
    assert "rt-gradient--low" not in html
    assert "rt-gradient--low" in show("{% gradient 2 %}")
    assert "No answer yet" in show("{% gradient nothing %}", nothing=None)


# --- Boxes and lists ----------------------------------------------------------------------------


def test_a_card_keeps_its_content_as_written():
    assertHTMLEqual(
        show('{% card "Since round 1" %}<p>{{ text }}</p>{% endcard %}', text="a < b"),
        '<div class="rt-card"><h2 class="govuk-heading-s">Since round 1</h2><p>a &lt; b</p></div>',
    )


def test_an_empty_list_says_how_to_begin():
    html = show('{% empty "No hopes yet" url="/add/" action="Add a hope" %}They appear here.{% endempty %}')
    assert '<a class="govuk-link" href="/add/">Add a hope</a>' in html


def test_an_answer_that_was_not_given_reads_not_provided():
    assert "Not provided" in show('{% summary_row "Reasons" %} <p></p> {% endsummary_row %}')


def test_zero_is_an_answer():
    assert "Not provided" not in show("{% summary_list rows %}", rows=[{"key": "Weight", "value": 0}])


def test_the_link_of_a_row_says_what_it_changes():
    html = show('{% summary_row "Position" url="/x/" %}On{% endsummary_row %}')
    assert 'Change<span class="govuk-visually-hidden"> position</span>' in html


# --- The frame ----------------------------------------------------------------------------------


def test_a_public_page_has_the_plain_bar():
    html = render_to_string("components/header.html", {})
    assert "Roundtable" in html
    assert "Your seat" not in html
    assert "Sign out" not in html


def test_an_example_says_so_on_every_page():
    partnership = {"name": "Three Rivers", "is_example": True}
    html = render_to_string("components/header.html", {"actor": {"partnership": partnership}})
    assert "This is an example. Everything here is fictitious." in html
