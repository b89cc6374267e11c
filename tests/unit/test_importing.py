"""Bringing in partners from a CSV file. Every council here is invented."""

import csv
import datetime as dt
import io

import pytest

from partnerships.importing import (
    ImportRefused,
    Preview,
    Sheet,
    commit,
    preview,
    read,
    template,
)
from partnerships.importing.bodies import derived_short_name
from partnerships.importing.committing import equal_shares
from partnerships.importing.proposals import propose
from partnerships.models import Actor, Event, Partner, Partnership, Person, Succession
from partnerships.rulings import Refused
from partnerships.spreadsheets import csv_bytes, plain_cell, safe_cell
from partnerships.text import clean_line, clean_text
from partnerships.vocabulary import Role

TODAY = dt.date(2026, 11, 23)

REGISTER_HEADINGS = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,"
    "local-authority-type,local-authority-type-name,county-la,combined-authority,alt-names,former-gss-codes,notes,"
    "current-authority,area,pop-2020"
)
REGISTER = f"""{REGISTER_HEADINGS}
GRN,Greenshire County Council,Greenshire,E10000901,,,,England,Far West,CTY,County,,,Greenshire,,,True,1.0,810716.0
EGR,East Green District Council,East Green,E07000901,,,,England,Far West,NMD,District,GRN,,,,,True,1.0,148080.0
FEN,Fenwick Borough Council,Fenwick,E07000902,,,,England,Far West,NMD,District,GRN,,,,,True,1.0,98170.0
OLD,Old Mill District Council,Old Mill,E07000903,,2019-03-31,EGR,England,,NMD,District,GRN,,,,,False,1.0,
HBR,Harbour City Council,Harbour,E06000901,1998-04-01,,,England,Far West,UA,Unitary,,,,,,True,1.0,262839.0
BAY,Sandy Bay Council,Sandy Bay,E06000902,2005-06-20,,,England,Far West,UA,Unitary,,,,,,True,1.0,136218.0
STW,Stonewick Metropolitan Borough Council,Stonewick,E08000901,,,,England,Mid North,MD,Metropolitan,,SCA,,,,True,1.0,1.0
SCA,Stone Valley Combined Authority,Stone Valley,E47000901,2014-04-01,,,England,Mid North,COMB,CA,,,,,,True,1.0,
LAK,Lakeshire County Council,Lakeshire County,E10000902,2005-06-19,2023-04-01,"NLK,SLK",England,Mid North,CTY,County,,,,,,False,1,5
NLK,North Lakes Council,North Lakes,E06000903,2023-04-01,,,England,Mid North,UA,Unitary,,,,,,True,1.0,
SLK,South Lakes Council,South Lakes,E06000904,2023-04-01,,,England,Mid North,UA,Unitary,,,,,,True,1.0,
END,Ending District Council,Ending,E07000904,,2028-04-01,HBR,England,East Coast,NMD,District,ZZZ,,,,,True,1.0,1.0
STA,Stale District Council,Stale,E07000905,,2024-04-01,,England,East Coast,NMD,District,ZZZ,,,,,True,1.0,1.0
LBX,London Borough of Exley,Exley,E09000901,,,,England,Capital,LBO,London borough,,,,,,True,1.0,1.0
CYM,Cwm Hir County Council,Cwm Hir,W06000901,,,,Wales,Wales,WPA,Welsh unitary,,,,,,True,1.0,1.0
ALB,Glen Rowan Council,Glen Rowan,S12000901,,,,Scotland,Scotland,SCO,Scottish unitary,,,,,,True,1.0,1.0
ULS,Lough Mor District Council,Lough Mor,N09000901,,,,Northern Ireland,Northern Ireland,NID,NI,,,,,,True,1.0,1.0
CTY,City of Aldwark Corporation,City of Aldwark,E09000902,,,,England,Capital,CC,City,,,,,,True,1.0,1.0
CAP,Greater Capital Authority,Greater Capital,E61000901,,,,England,Capital,SRA,Regional,,,,,,True,1.0,1.0
TRI,Three Dales Combined County Authority,Three Dales,E47000902,,,,England,Mid North,COMB,CA,,,,,,True,1.0,
"""


def register() -> Sheet:
    return read(REGISTER.encode())


def own(*rows: str, headings: str = "name,type") -> Sheet:
    return read("\n".join((headings, *rows)).encode())


def proposed(sheet: Sheet, partners: list[Partner] | None = None) -> Preview:
    return propose(sheet, partners or [], today=TODAY)


def names(sheet: Sheet) -> list[str]:
    return [body.name for body in sheet.rows]


def only(sheet: Sheet):
    """The one proposed row of a sheet with one row."""
    (row,) = proposed(sheet).rows
    return row


# --- What is read at all ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (
            b"PK\x03\x04rest",
            "This is an Excel or other packed file. In the spreadsheet, choose Save As, then CSV UTF-8.",
        ),
        (b"a\x00b", "The file is not plain text. In the spreadsheet, choose Save As, then CSV UTF-8."),
        (
            b"name,type\n\x81",
            "The file holds characters that cannot be read. In the spreadsheet, choose Save As, then CSV UTF-8.",
        ),
        (b"x" * 1_000_001, "The file is larger than 1 MB. Split it into smaller files."),
        (
            b"name,type\n" + b"a,b\n" * 5_001,
            "The file has more than 5,000 rows. Split it into smaller files.",
        ),
        (
            b'name,type\nA,county\n"B,county',
            "Row 3 cannot be read. Look for a quotation mark that is not closed, or a very long cell.",
        ),
        (b"name,Name,type", "Two columns are headed “Name” or mean the same. Keep one of them."),
        (
            b"colour,size",
            "The first row must be headings, at least Name and Type, or those of the public register of councils. "
            "It holds: colour, size.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_plain_sentence(upload, sentence):
    with pytest.raises(ImportRefused) as refusal:
        read(upload)
    assert str(refusal.value) == sentence


def test_five_thousand_rows_are_read():
    assert len(read(b"name,type\n" + b"a,county\n" * 5_000).rows) == 5_000


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_commas_semicolons_and_tabs_and_every_line_ending_are_understood(delimiter, newline, mark):
    text = newline.join((f"Name{delimiter}Type", f"Harbour City Council{delimiter}Unitary council"))
    assert names(read(mark + text.encode())) == ["Harbour City Council"]


def test_windows_text_is_read_with_a_warning():
    sheet = read("name,type\nSiân’s Council,district".encode("cp1252"))
    assert (names(sheet), sheet.warnings) == (
        ["Siân’s Council"],
        (
            "The file is not saved as UTF-8, so it was read as Windows text. "
            "Check names with accents, or save it again as CSV UTF-8.",
        ),
    )


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_blank_lines_and_all():
    sheet = own("Fenwick,district", "", ",", '"Two\nlines",district', "Last,district")
    assert [(body.number, body.name) for body in sheet.rows] == [
        (2, "Fenwick"),
        (5, "Two lines"),
        (6, "Last"),
    ]


def test_columns_that_are_not_used_are_named():
    sheet = own("Fenwick,district,red,5", headings="name,type,Colour,Size")
    assert sheet.warnings == ("Columns that are not used: “Colour”, “Size”.",)


# --- Our own columns --------------------------------------------------------------------------------


def test_headings_and_choices_are_understood_as_people_write_them():
    sheet = own(
        "Fenwick Borough Council,Fen,District or Borough Council,lower tier,non-constituent,no,1/4/1974,"
        '1 April 2028,Harbour City Council; Sandy Bay Council,e07000902,"98,170",May not borrow,After an election',
        headings=(
            "NAME,Short Name,type,Tier,Membership capacity,Its consent is needed to go ahead,Exists from,"
            "Will end on,Succeeded by,GSS code,Population,Statutory_Limits,review-triggers"
        ),
    )
    body = sheet.rows[0]
    assert vars(body) | {"number": 0} == {
        "number": 0,
        "name": "Fenwick Borough Council",
        "short_name": "Fen",
        "type": "district",
        "tier": "lower",
        "capacity": "non-constituent",
        "consent_required": False,
        "starts": dt.date(1974, 4, 1),
        "ends": dt.date(2028, 4, 1),
        "successors": ("Harbour City Council", "Sandy Bay Council"),
        "gss_code": "E07000902",
        "population": 98_170,
        "statutory_limits": "May not borrow",
        "review_triggers": "After an election",
        "remarks": (),
        "problems": (),
        "doubtful": False,
        "code": "",
        "nice_name": "",
        "nation": "",
        "region": "",
        "county": "",
        "combined_authority": "",
        "current": True,
    }


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("type", "Counsil", "“Counsil” is not a choice here. Use for example County council, Unitary council, "
         "Metropolitan district council or District or borough council."),
        ("tier", "middle", "“middle” is not a choice here. Use Upper tier, Lower tier, Single tier, Strategic authority "
         "or Does not apply."),
        ("consent", "perhaps", "“perhaps” is neither yes nor no."),
        ("ends", "31/02/2028", "“31/02/2028” is not a date. Write it as 1 April 2028 or 2028-04-01."),
        ("ends", "1973-01-01", "it ends before it starts."),
        ("gss code", "E1", "“E1” is not a GSS code. It is one letter and eight figures."),
        ("population", "many", "“many” is not a number of people. Write it in figures, for example 148,080."),
        ("population", "-5", "“-5” is not a number of people. Write it in figures, for example 148,080."),
        ("short name", "S" * 31, f"“{'S' * 31}” is longer than 30 characters."),
        ("name", "N" * 121, f"“{'N' * 39}…” is longer than 120 characters."),
        ("name", "", "there is no name."),
        ("type", "", "there is no type, for example district or borough council."),
        ("successor", "; ".join(f"C{n}" for n in range(21)), "there are more than 20 successors."),
    ],
)  # fmt: skip
def test_a_problem_names_its_row_and_column_and_keeps_the_row_out(column, cell, sentence):
    cells = {"name": "Fenwick", "type": "district", "starts": "1974-04-01"} | {column: cell}
    row = only(read(csv_bytes(list(cells), [list(cells.values())])))
    assert (row.problems, row.selectable, row.selected) == ((f"Row 2, {column}: {sentence}",), False, False)


def test_a_row_with_more_cells_than_headings_is_a_problem():
    assert only(own("Fenwick,district,Old Town")).problems == (
        "Row 2: it has 3 cells under 2 headings. A text with commas in it needs quotation marks around it.",
    )


def test_the_second_of_two_like_rows_is_a_problem_of_its_own():
    sheet = own(
        "Fenwick,district,E07000902",
        "FENWICK,district,",
        "Other,district,E07000902",
        headings="name,type,gss code",
    )
    assert [row.problems for row in proposed(sheet).rows] == [
        (),
        ("Row 3, name: the same as in row 2.",),
        ("Row 4, GSS code: the same as in row 2.",),
    ]


def test_what_the_file_leaves_open_follows_from_the_type():
    sheet = own(
        "A,county", "B,unitary", "C,district", "D,combined authority", "E,ICB", "F,government", "G,university"
    )
    assert [(body.tier, body.capacity, body.consent_required) for body in sheet.rows] == [
        ("upper", "prospective", True),
        ("single", "prospective", True),
        ("lower", "non-constituent", False),
        ("strategic", "observer", False),
        ("", "non-constituent", False),
        ("", "counterpart", False),
        ("", "non-constituent", False),
    ]


def test_what_cannot_be_seen_is_taken_out_of_names():
    assert names(own("Fen\u202ewick\u200b\u00a0 Borough,district")) == ["Fenwick Borough"]


def test_a_name_with_broken_characters_is_said_and_not_ticked():
    row = only(own("Bryn MÃ´r Council,unitary"))
    assert (row.selectable, row.selected, row.notes) == (
        True,
        False,
        (
            "Row 2, name: some characters of the name are broken. Mend them in the file, or correct the name once it is in.",
        ),
    )


def test_the_template_can_be_read_back_and_its_example_stays_out():
    sheet = read(template())
    row = only(sheet)
    assert (sheet.kind, sheet.warnings, row.selectable, row.problems) == (
        "own",
        (),
        False,
        ("Row 2, Name: this is the example row of the template.",),
    )


# --- The public register ----------------------------------------------------------------------------


def test_every_type_of_the_register_has_a_place():
    assert [
        (body.code, body.type, body.tier) for body in register().rows if body.code not in ("FEN", "OLD")
    ] == [
        ("GRN", "county", "upper"),
        ("EGR", "district", "lower"),
        ("HBR", "unitary", "single"),
        ("BAY", "unitary", "single"),
        ("STW", "metropolitan", "single"),
        ("SCA", "combined-authority", "strategic"),
        ("LAK", "county", "upper"),
        ("NLK", "unitary", "single"),
        ("SLK", "unitary", "single"),
        ("END", "district", "lower"),
        ("STA", "district", "lower"),
        ("LBX", "london-borough", "single"),
        ("CYM", "unitary", "single"),
        ("ALB", "unitary", "single"),
        ("ULS", "unitary", "single"),
        ("CTY", "london-borough", "single"),
        ("CAP", "combined-authority", "strategic"),
        ("TRI", "combined-county-authority", "strategic"),
    ]


def test_a_type_the_register_does_not_know_is_a_problem():
    text = REGISTER.replace(",CTY,County,", ",XYZ,County,", 1).encode()
    assert proposed(read(text)).rows[0].problems == (
        "Row 2, local-authority-type: “XYZ” is not one of the register's types, for example CTY, NMD or UA.",
    )


def test_a_county_brings_its_council_and_its_districts_and_names_add_to_them():
    sheet = register().narrowed(counties=["GRN"], names=["Harbour", " sandy bay council ", "Atlantis"])
    view = proposed(sheet)
    assert [row.name for row in view.rows if row.selected] == [
        "Greenshire County Council",
        "East Green District Council",
        "Fenwick Borough Council",
        "Harbour City Council",
        "Sandy Bay Council",
    ]
    assert "“Atlantis” is not in the file." in view.warnings


def test_other_filters_choose_by_combined_authority_region_and_nation():
    sheet = register()
    assert names(sheet.narrowed(combined_authorities=["SCA"])) == [
        "Stonewick Metropolitan Borough Council",
        "Stone Valley Combined Authority",
    ]
    assert names(sheet.narrowed(regions=["East Coast"])) == [
        "Ending District Council",
        "Stale District Council",
    ]
    assert names(sheet.narrowed(nations=["Wales", "Scotland"])) == [
        "Cwm Hir County Council",
        "Glen Rowan Council",
    ]
    assert names(sheet.narrowed(counties=["", "nowhere"], regions=["East Coast"])) == names(
        sheet.narrowed(regions=["East Coast"])
    )
    assert names(sheet.narrowed()) == names(sheet)


def test_the_register_offers_its_counties_authorities_regions_and_single_tier_councils_by_name():
    filters = register().filters()
    assert [(option.value, option.label, option.current) for option in filters.counties] == [
        ("GRN", "Greenshire County Council", True),
        ("LAK", "Lakeshire County Council", False),
        ("ZZZ", "ZZZ", True),
    ]
    assert [(option.value, option.label) for option in filters.combined_authorities] == [
        ("CAP", "Greater Capital Authority"),
        ("SCA", "Stone Valley Combined Authority"),
        ("TRI", "Three Dales Combined County Authority"),
    ]
    assert [option.value for option in filters.nations] == [
        "England",
        "Northern Ireland",
        "Scotland",
        "Wales",
    ]
    assert [option.value for option in filters.single_tier if option.region == "Far West"] == [
        "Harbour City Council",
        "Sandy Bay Council",
    ]


def test_our_own_columns_offer_nothing_to_narrow_down_by():
    filters = own("Fenwick,district").filters()
    assert (filters.counties, filters.regions, filters.single_tier) == ((), (), ())


def test_nothing_of_a_register_is_ticked_before_it_is_narrowed_down():
    assert proposed(register()).selected == frozenset()
    assert proposed(own("Fenwick,district")).selected == {2}


def notes_about(name: str) -> tuple[str, ...]:
    (row,) = (row for row in proposed(register()).rows if row.body.nice_name == name)
    return row.notes


def test_the_preview_says_what_became_of_a_council_and_what_will():
    assert notes_about("Lakeshire County") == (
        "Ended on 1 April 2023; replaced by North Lakes Council and South Lakes Council. "
        "Each is put down for an equal share; correct that afterwards.",
    )
    assert notes_about("Ending") == ("Will end on 1 April 2028; replaced by Harbour City Council.",)
    assert notes_about("Stale") == (
        "Ended on 1 April 2024.",
        "The register still calls it current although that day has passed.",
    )
    assert notes_about("East Green") == (
        "Its county is two-tier: Greenshire County Council is the upper tier.",
    )
    assert notes_about("Greenshire") == ("Its county is two-tier: 2 district councils below it.",)
    assert notes_about("Stonewick") == ("It is in the area of Stone Valley Combined Authority.",)
    assert notes_about("Cwm Hir") == ("It is in Wales; the catalogue of powers is about England.",)
    assert notes_about("Harbour") == ()


def test_a_council_the_register_has_dropped_without_a_date_is_said_and_not_ticked():
    text = REGISTER.replace(
        "Fenwick,E07000902,,,,England,Far West,NMD,District,GRN,,,,,True",
        "Fenwick,E07000902,,,HBR,England,Far West,NMD,District,GRN,,Fen\ufffd,,,False",
    )
    (row,) = proposed(read(text.encode()).narrowed(names=["Fenwick"])).rows
    assert (row.notes, row.ended, row.selected) == (
        (
            "Row 4, alt-names: one of its other names is broken. Other names are not brought in.",
            "Replaced by Harbour City Council.",
            "The register no longer calls it current.",
        ),
        True,
        False,
    )


def test_a_council_that_will_exist_later_says_from_when():
    row = only(
        own("New Fenwick Council,unitary,1 April 2028,,For us only", headings="name,type,starts,ends,notes")
    )
    assert row.notes == ("Your note, which is not kept: For us only", "Will exist from 1 April 2028.")


def test_a_council_that_has_ended_is_shown_and_not_ticked():
    rows = proposed(register().narrowed(counties=["GRN"], regions=["East Coast"])).rows
    assert [(row.name, row.ended, row.selectable, row.selected) for row in rows if row.ended] == [
        ("Old Mill District Council", True, True, False),
        ("Stale District Council", True, True, False),
    ]


def test_the_register_is_said_to_run_behind():
    assert register().warnings == (
        "The public register can be behind events. Check combined authorities, GSS codes and recent reorganisations "
        "before you rely on it.",
    )


@pytest.mark.parametrize(
    ("name", "type_", "nice_name", "short"),
    [
        ("East Green District Council", "district", "", "East Green"),
        ("Harbour City Council", "unitary", "", "Harbour"),
        ("Greenshire County Council", "county", "", "Greenshire (county)"),
        ("Lakeshire County Council", "county", "Lakeshire County", "Lakeshire (county)"),
        ("City of Aldwark Council", "unitary", "", "Aldwark"),
        ("London Borough of Exley", "london-borough", "", "Exley"),
        ("Stone Valley Combined Authority", "combined-authority", "Stone", "Stone Valley CA"),
        ("Three Dales Combined County Authority", "combined-county-authority", "", "Three Dales CCA"),
        ("Greater Capital Authority", "combined-authority", "", "Greater Capital Authority"),
        ("Kirkwick and Lower Longmoorland District Council", "district", "", "Kirkwick & Lower Longmoorland"),
        ("Aldwark, Stonewick and Lower Longmoorland Council", "unitary", "", "Aldwark, Stonewick & Lower…"),
        ("Council", "other", "", "Council"),
    ],
)
def test_short_names_are_the_place_and_fit_a_table_heading(name, type_, nice_name, short):
    assert derived_short_name(name, type_, nice_name) == short


def test_short_names_are_told_apart_from_each_other_and_from_the_partners_here():
    sheet = own("Harbour Council,unitary", "Harbour City Council,unitary")
    rows = proposed(sheet, [Partner(name="Harbour Port", short_name="HARBOUR")]).rows
    assert [row.short_name for row in rows] == ["Harbour 2", "Harbour 3"]
    assert rows[0].notes == ("The short name “Harbour” is taken, so it is put down as “Harbour 2”.",)


# --- Bringing in ------------------------------------------------------------------------------------


@pytest.fixture
def actor(db) -> Actor:
    partnership = Partnership.objects.create(name="Far West", slug="far-west", place="The Far West")
    person = Person.objects.create_person("fay@example.org", "Fay Sillitoe")
    return Actor(person, partnership, None, frozenset((Role.FACILITATOR,)))


def bring_in(sheet: Sheet, actor: Actor, chosen=None):
    view = preview(sheet, actor.partnership, today=TODAY)
    return commit(view, view.selected if chosen is None else chosen, partnership=actor.partnership, by=actor)


def test_ticked_rows_become_partners_with_everything_the_file_says(actor):
    imported = bring_in(register().narrowed(counties=["GRN"], names=["Harbour", "Sandy Bay"]), actor)
    assert imported.left_alone == []
    assert list(
        actor.partnership.partners.values_list(
            "name", "short_name", "slug", "type", "capacity", "consent_required"
        )
    ) == [
        (
            "Greenshire County Council",
            "Greenshire (county)",
            "greenshire-county",
            "county",
            "prospective",
            True,
        ),
        ("East Green District Council", "East Green", "east-green", "district", "non-constituent", False),
        ("Fenwick Borough Council", "Fenwick", "fenwick", "district", "non-constituent", False),
        ("Harbour City Council", "Harbour", "harbour", "unitary", "prospective", True),
        ("Sandy Bay Council", "Sandy Bay", "sandy-bay", "unitary", "prospective", True),
    ]
    harbour = Partner.objects.get(slug="harbour")
    assert (harbour.gss_code, harbour.population, harbour.starts, harbour.ends, harbour.tier) == (
        "E06000901",
        262_839,
        dt.date(1998, 4, 1),
        None,
        "single",
    )
    assert Event.objects.filter(verb="partner added", partnership_id=actor.partnership.pk).count() == 5


def test_a_second_time_everything_is_left_alone(actor):
    sheet = register().narrowed(counties=["GRN"])
    first = bring_in(sheet, actor)
    Partner.objects.filter(slug="fenwick").update(short_name="The Fen", name="Fenwick and District")
    numbers = [row.number for row in preview(sheet, actor.partnership, today=TODAY).rows if row.already]
    second = bring_in(sheet, actor, numbers)
    assert (len(first.created), second.created, len(second.left_alone)) == (3, [], 3)
    assert Partner.objects.get(slug="fenwick").short_name == "The Fen"
    assert actor.partnership.partners.count() == 3


def test_a_partner_that_is_here_is_said_and_cannot_be_ticked(actor):
    bring_in(own("Fenwick Borough Council,district"), actor)
    view = preview(register().narrowed(names=["fenwick"]), actor.partnership, today=TODAY)
    assert [(row.already, row.selectable, row.notes[0]) for row in view.rows] == [
        (True, False, "Already a partner here.")
    ]


def test_successors_are_linked_when_both_are_here_and_noted_when_not(actor):
    bring_in(register(), actor, [10, 11])  # Lakeshire and North Lakes, without South Lakes
    lakeshire = Partner.objects.get(name="Lakeshire County Council")
    assert lakeshire.successor_note == "South Lakes Council"
    assert list(Succession.objects.values_list("predecessor__name", "successor__name", "share")) == [
        ("Lakeshire County Council", "North Lakes Council", 50)
    ]
    bring_in(register(), actor, [12])  # South Lakes comes later
    assert set(lakeshire.successors.values_list("name", flat=True)) == {
        "North Lakes Council",
        "South Lakes Council",
    }


def test_successors_are_linked_by_name_in_our_own_columns(actor):
    sheet = own("A,district,b; c", "B,unitary,B", "C,unitary,", headings="name,type,successor")
    bring_in(sheet, actor)
    assert sorted(Succession.objects.values_list("predecessor__name", "successor__name", "share")) == [
        ("A", "B", 50),
        ("A", "C", 50),
    ]


def test_shares_add_up_to_a_hundred():
    assert [equal_shares(count) for count in (0, 1, 3)] == [[], [100], [34, 33, 33]]


def test_one_bad_row_keeps_every_row_out(actor):
    sheet = own("Fenwick,district", "Harbour,castle")
    with pytest.raises(ImportRefused) as refusal:
        bring_in(sheet, actor, [2, 3])
    assert str(refusal.value).startswith("Row 3, type: “castle” is not a choice here.")
    with pytest.raises(ImportRefused) as refusal:
        bring_in(sheet, actor, [2, 99])
    assert str(refusal.value) == "Row 99 is not in this list. Look through the list and tick again."
    with pytest.raises(ImportRefused) as refusal:
        bring_in(sheet, actor, [])
    assert str(refusal.value) == "Tick at least one row."
    assert (Partner.objects.count(), Event.objects.count()) == (0, 0)


def test_a_failure_half_way_leaves_nothing_behind(actor, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("the power went")

    monkeypatch.setattr("partnerships.importing.committing._link", fail)
    with pytest.raises(RuntimeError):
        bring_in(register().narrowed(counties=["GRN"]), actor)
    assert (Partner.objects.count(), Event.objects.count()) == (0, 0)


def test_only_a_facilitator_of_this_partnership_brings_partners_in(actor):
    other = Partnership.objects.create(name="Elsewhere", slug="elsewhere", place="Elsewhere")
    lead = Actor(actor.person, actor.partnership, None, frozenset((Role.READER,)))
    view = proposed(own("Fenwick,district"))
    with pytest.raises(Refused):
        commit(view, [2], partnership=actor.partnership, by=lead)
    with pytest.raises(Refused):
        commit(view, [2], partnership=other, by=actor)
    assert Partner.objects.count() == 0


def test_no_partner_takes_the_facilitators_address(actor):
    bring_in(own("Facilitator,other", "Facilitator Council,other"), actor)
    assert sorted(actor.partnership.partners.values_list("slug", flat=True)) == [
        "facilitator-2",
        "facilitator-2-2",
    ]


# --- Text and cells ---------------------------------------------------------------------------------


def test_lines_are_cleaned_to_one_form_without_anything_unseen():
    planted = "Cafe\u0301\u200b \u202eof\u0007\tthe\u3164  \ufeffBay\n"
    assert clean_line(planted) == "Café of the Bay"


def test_longer_text_keeps_its_lines():
    assert clean_text("\r\nOne\u202e\r\n\r\n Two\u0000  \rThree\t3\n") == "One\n\n Two\nThree 3"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert plain_cell(safe_cell(f"{start}1+1")) == f"{start}1+1"


def test_other_cells_are_written_as_they_are():
    assert [safe_cell(value) for value in ("Fenwick", "1-2", "'quoted'", -5, None, dt.date(2028, 4, 1))] == [
        "Fenwick",
        "1-2",
        "'quoted'",
        "-5",
        "",
        "2028-04-01",
    ]


def test_written_files_open_in_a_spreadsheet_with_their_accents():
    text = csv_bytes(["Name"], [["Siân, =x"], ["=x"]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["Name"], ["Siân, =x"], ["'=x"]]
