"""Freezing a row into plain content, the one spelling of a document, and reading it back as a person would."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest

from partnerships.models import Power, ScopeChoice
from partnerships.models.private import Benefit, Hope, JourneyPosition, MandateItem, Rating, Resource
from partnerships.steps import agreement_kind, contribution_kind
from partnerships.wordings import canonical, content_of, digest_of, lines, subject_of, text_of


def kind_of(key):
    return contribution_kind(key)[1]


def test_content_holds_the_title_and_exactly_the_declared_fields():
    row = Hope(what="Buses after ten", for_whom="Shift workers", sign="A timetable")
    assert content_of(kind_of("hope"), row) == {
        "title": "Buses after ten",
        "fields": {"what": "Buses after ten", "for_whom": "Shift workers", "sign": "A timetable"},
    }


def test_related_things_are_frozen_with_number_and_words():
    row = MandateItem(power=Power(pk=7, title="Bus franchising"), position="on")
    assert content_of(kind_of("position"), row)["fields"]["power"] == {"id": 7, "text": "Bus franchising"}


@pytest.mark.parametrize(
    ("kind", "row", "field", "plain"),
    [
        ("resource", Resource(amount=Decimal("1500.5")), "amount", "1500.50"),
        ("resource", Resource(amount=None), "amount", None),
        ("journey", JourneyPosition(by=dt.date(2027, 3, 1)), "by", "2027-03-01"),
        ("journey", JourneyPosition(by=None), "by", None),
        ("benefit", Benefit(size=0), "size", 0),
        ("benefit", Benefit(), "type", ""),
    ],
)
def test_values_are_frozen_plain(kind, row, field, plain):
    assert content_of(kind_of(kind), row)["fields"][field] == plain


@pytest.mark.parametrize(
    ("kind", "row", "subject"),
    [
        ("position", MandateItem(power=Power(pk=7)), "7"),
        ("rating", Rating(statement="RC-03"), "RC-03"),
        ("hope", Hope(what="Buses"), ""),
    ],
)
def test_the_subject_is_what_a_row_is_about(kind, row, subject):
    assert subject_of(kind_of(kind), row) == subject


def test_agreements_have_subjects_too():
    assert subject_of(agreement_kind("scope")[1], ScopeChoice(power=Power(pk=9))) == "9"


def test_the_same_content_has_one_spelling():
    assert (
        canonical({"b": 1, "a": "é"})
        == canonical(dict(reversed([("b", 1), ("a", "é")])))
        == '{"a":"é","b":1}'
    )


def test_a_digest_is_sha_256_of_the_digest_before_and_the_text():
    assert digest_of("words") == hashlib.sha256(b"words").hexdigest()
    assert digest_of("words", after="before") == hashlib.sha256(b"beforewords").hexdigest()


@pytest.mark.parametrize(
    ("kind", "field", "value", "text"),
    [
        ("position", "position", "on-if", "On, if…"),
        ("position", "evidence", 0, "None"),
        ("position", "power", {"id": 7, "text": "Bus franchising"}, "Bus franchising"),
        ("position", "expires_on", "2027-03-01", "1 March 2027"),
        ("position", "weight", 0, "0"),
        ("position", "reasons", "", ""),
        ("position", "reasons", None, ""),
        ("rating", "now", 4, "Proven"),
        ("rating", "statement", "RC-25", "We have finished something together in the last year."),
        ("resource", "amount", "350000.00", "350,000"),
        ("resource", "amount", "1500.50", "1,500.5"),
        ("resource", "amount", "0.00", "0"),
        ("position", "position", "a choice of long ago", "a choice of long ago"),
    ],
)
def test_frozen_values_read_as_a_person_reads_them(kind, field, value, text):
    assert text_of(kind_of(kind), field, value) == text


def test_lines_leave_out_what_says_nothing_and_keep_the_kinds_order():
    content = {"title": "", "fields": {"sign": "A timetable", "what": "Buses", "for_whom": ""}}
    assert lines(kind_of("hope"), content) == [
        ("In five years, what is different?", "Buses"),
        ("How would we know?", "A timetable"),
    ]


def test_a_tombstone_has_no_lines():
    assert lines(kind_of("hope"), {"title": "Buses", "fields": {}}) == []
