"""The starting catalogue of powers, and copying from it."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnerships.catalogue import copy_powers, entries, load
from partnerships.models import CataloguePower, Partnership, Power
from partnerships.vocabulary import PowerLevel

HEADINGS = "code,title,area_of_competence,level,usual_holder_today,notes,source_url\n"
FILE = HEADINGS + (
    "BUS-01,Buses,Transport,Foundation,Councils,Since 2025. [seen],https://example.org/buses\n"
    "BUS-02,Coaches,Transport,Mayoral,Nobody,Not read. [check],https://example.org/coaches\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "powers.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def partnership(db) -> Partnership:
    return Partnership.objects.create(name="Far West", slug="far-west", place="The Far West")


@pytest.fixture
def catalogue(db, file) -> list[CataloguePower]:
    CataloguePower.objects.all().delete()
    load(file, as_at=dt.date(2026, 1, 1))
    return list(CataloguePower.objects.all())


def test_our_catalogue_is_whole():
    powers = entries()
    assert len(powers) == len({power.code for power in powers}) == 115
    assert Counter(power.level for power in powers) == {
        PowerLevel.FOUNDATION: 46,
        PowerLevel.MAYORAL: 36,
        PowerLevel.OUTSIDE: 26,
        PowerLevel.ESTABLISHED: 7,
    }
    assert sum(power.confirm_locally for power in powers) == 12
    assert [power.order for power in powers] == list(range(1, 116))
    assert [
        power.code for power in powers if "[" in power.notes or not power.source_url.startswith("http")
    ] == []


def test_marks_become_a_flag_and_leave_the_notes(file):
    assert [(power.notes, power.confirm_locally) for power in entries(file)] == [
        ("Since 2025.", False),
        ("Not read.", True),
    ]


def test_a_level_that_is_none_of_ours_stops_the_load(file):
    file.write_text(FILE.replace("Mayoral", "Royal"), encoding="utf-8")
    with pytest.raises(ValueError, match="Royal"):
        entries(file)


def test_loading_again_brings_up_to_date_and_keeps_what_left_the_file(file, catalogue):
    file.write_text(
        HEADINGS + "BUS-01,All buses,Transport,Mayoral,Councils,New. [check],\n", encoding="utf-8"
    )
    assert load(file, as_at=dt.date(2027, 1, 1)) == 1
    assert list(
        CataloguePower.objects.values_list("pk", "code", "title", "level", "confirm_locally", "as_at")
    ) == [
        (catalogue[0].pk, "BUS-01", "All buses", "Mayoral", True, dt.date(2027, 1, 1)),
        (catalogue[1].pk, "BUS-02", "Coaches", "Mayoral", True, dt.date(2026, 1, 1)),
    ]


def test_the_command_loads_our_catalogue_and_says_how_much(db, capsys):
    CataloguePower.objects.all().delete()
    call_command("load_catalogue")
    assert capsys.readouterr().out == (
        "115 powers in the catalogue, as at 1 November 2026; 12 to confirm locally.\n"
    )
    assert CataloguePower.objects.count() == 115


def test_powers_are_copied_whole_with_their_codes(partnership, catalogue):
    copied = copy_powers(partnership, catalogue)
    assert [power.code for power in copied] == ["BUS-01", "BUS-02"]
    power = partnership.powers.get(code="BUS-02")
    same = (
        "code",
        "title",
        "area",
        "level",
        "holder",
        "notes",
        "source_url",
        "confirm_locally",
        "as_at",
        "order",
    )
    assert [getattr(power, field) for field in same] == [getattr(catalogue[1], field) for field in same]
    assert power.catalogue_power == catalogue[1]


def test_copying_again_adds_nothing_and_keeps_our_words(partnership, catalogue):
    copy_powers(partnership, catalogue)
    Power.objects.filter(code="BUS-01").update(title="Our buses")
    assert copy_powers(partnership, [*catalogue, *catalogue]) == []
    assert list(partnership.powers.values_list("title", flat=True)) == ["Our buses", "Coaches"]


def test_a_power_that_was_taken_off_comes_back_as_it_was_worded_here(partnership, catalogue):
    copy_powers(partnership, catalogue)
    Power.objects.filter(code="BUS-01").update(title="Our buses", retired_at=timezone.now())
    assert [power.title for power in copy_powers(partnership, catalogue)] == ["Our buses"]
    assert partnership.powers.discussed().count() == 2


def test_another_partnerships_list_is_its_own(partnership, catalogue):
    other = Partnership.objects.create(name="Far East", slug="far-east", place="The Far East")
    copy_powers(other, catalogue)
    assert partnership.powers.count() == 0
    assert [power.code for power in copy_powers(partnership, catalogue[:1])] == ["BUS-01"]
