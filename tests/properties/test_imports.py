"""Whatever is uploaded: a sheet, or a refusal in plain words; and what we write we can read."""

import csv
import datetime as dt
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.importing import ImportRefused, as_csv, commit, preview, read
from partnerships.importing.bodies import (
    LONGEST_SHORT_NAME,
    Body,
    ShortNames,
    derived_short_name,
    suggested_tier,
)
from partnerships.importing.own import EXAMPLE
from partnerships.importing.proposals import propose
from partnerships.models import Actor, Partner, Partnership, Person
from partnerships.spreadsheets import csv_bytes, plain_cell, safe_cell
from partnerships.text import UNSEEN, clean_line, clean_text
from partnerships.vocabulary import Capacity, PartnerType, Role, Tier

TODAY = dt.date(2026, 11, 23)
OWN = (
    b"name,short_name,type,tier,capacity,consent_required,starts,ends,successor,gss_code,population,notes\r\n"
)
REGISTER = (
    b"local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,"
    b"local-authority-type,county-la,combined-authority,alt-names,current-authority,pop-2020\n"
)

texts = st.text(max_size=60)
# Half of the cells make sense, so that rows get past the first check.
cells = texts | st.sampled_from(
    (
        "ABC",
        "DEF",
        "ABC,DEF",
        "CTY",
        "NMD",
        "COMB",
        "UA",
        "county",
        "district",
        "E07000001",
        "1999-01-01",
        "True",
        "12.0",
    )
)
grids = st.lists(st.lists(cells, max_size=18), max_size=8)
names = texts.map(clean_line).filter(lambda name: name and name != EXAMPLE.name)
dates = st.dates(min_value=dt.date(1000, 1, 1))


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


uploads = st.one_of(
    st.binary(max_size=400),
    st.builds(bytes.__add__, st.sampled_from((OWN, REGISTER)), st.binary(max_size=300)),
    st.builds(bytes.__add__, st.sampled_from((OWN, REGISTER)), grids.map(written)),
)


@given(uploads, st.lists(texts | st.sampled_from(("ABC", "DEF")), max_size=3))
def test_any_upload_gives_a_preview_or_a_refusal_in_a_sentence(upload, asked_for):
    try:
        sheet = read(upload)
    except ImportRefused as refusal:
        assert str(refusal).endswith(".")
        return
    sheet.filters()
    sheet = sheet.narrowed(
        counties=asked_for,
        combined_authorities=asked_for,
        regions=asked_for,
        nations=asked_for,
        names=asked_for,
    )
    view = propose(sheet, [], today=TODAY)
    assert len(view.rows) == len(sheet.rows)
    for row in view.rows:
        assert all(sentence.endswith((".", "…")) or "Your note" in sentence for sentence in row.notes)
        assert all(sentence.startswith(f"Row {row.number}") for sentence in row.problems)
        assert not (row.selected and (row.problems or row.ended))
        assert len(row.short_name) <= LONGEST_SHORT_NAME
        assert row.type_label and row.tier_label and row.capacity_label


@pytest.mark.django_db
@given(st.sampled_from((OWN, REGISTER)), grids)
def test_whatever_may_be_ticked_can_be_brought_in_and_found_again(headings, grid):
    person, _ = Person.objects.get_or_create(email="fay@example.org", defaults={"name": "Fay"})
    partnership = Partnership.objects.create(name="Far West", slug=f"far-west-{Partnership.objects.count()}")
    actor = Actor(person, partnership, None, frozenset((Role.FACILITATOR,)))
    upload = headings + written(grid)
    try:
        view = preview(read(upload), partnership)
    except ImportRefused:
        return
    chosen = {row.number for row in view.rows if row.selectable}
    if not chosen:
        return
    commit(view, chosen, partnership=partnership, by=actor)
    again = {row.number for row in preview(read(upload), partnership).rows if row.already}
    assert chosen <= again
    partners = Partner.objects.filter(partnership=partnership)
    for partner in partners:
        partner.full_clean(exclude=["partnership"])
    assert len({partner.short_name.casefold() for partner in partners}) == len(chosen) == len(partners)


@st.composite
def bodies(draw) -> Body:
    starts, ends = sorted(draw(st.tuples(dates, dates).filter(lambda pair: pair[0] != pair[1])))
    name = draw(names)
    return Body(
        number=2,
        name=name,
        short_name=draw(names.map(lambda short: short[:30].strip())),
        type=draw(st.sampled_from(PartnerType.values)),
        tier=draw(st.sampled_from(Tier.values)),
        capacity=draw(st.sampled_from(Capacity.values)),
        consent_required=draw(st.booleans()),
        starts=draw(st.sampled_from((None, starts))),
        ends=draw(st.sampled_from((None, ends))),
        successors=tuple(
            draw(st.lists(names.map(lambda other: other.replace(";", ",")), max_size=3, unique=True))
        ),
        gss_code=draw(st.just("") | st.from_regex(r"[A-Z][0-9]{8}", fullmatch=True)),
        population=draw(st.none() | st.integers(0, 100_000_000)),
        statutory_limits=draw(texts.map(clean_text)),
        review_triggers=draw(texts.map(clean_line)),
    )


@given(bodies())
def test_our_own_columns_come_back_as_they_were_written(body):
    sheet = read(as_csv([body]))
    assert (sheet.kind, sheet.warnings) == ("own", ())
    kept = {
        field: value for field, value in vars(sheet.rows[0]).items() if field not in ("doubtful", "remarks")
    }
    assert kept == {
        field: value for field, value in vars(body).items() if field not in ("doubtful", "remarks")
    }


@given(st.lists(st.lists(texts, min_size=2, max_size=2)))
def test_no_written_cell_begins_like_a_formula_and_each_can_be_undone(rows):
    text = csv_bytes(["a", "b"], rows).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [cell for row in back for cell in row if cell.startswith(tuple("=+-@\t\r"))] == []
    assert [[plain_cell(cell) for cell in row] for row in back] == rows


@given(st.text())
def test_safe_cells_can_be_undone(text):
    assert plain_cell(safe_cell(text)) == text


@given(st.text())
def test_cleaning_is_done_once_and_leaves_nothing_unseen(text):
    for clean in (clean_line, clean_text):
        cleaned = clean(text)
        assert clean(cleaned) == cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert [
            c for c in cleaned if c != "\n" and (unicodedata.category(c) in ("Cc", "Cf") or c in UNSEEN)
        ] == []
    assert "\n" not in clean_line(text)


@given(st.lists(st.tuples(names, st.sampled_from(PartnerType.values)), max_size=12))
def test_short_names_fit_and_are_never_given_twice(wanted):
    claimed = ShortNames(["Harbour"])
    given_out = [claimed.claim(derived_short_name(name, type_)) for name, type_ in wanted]
    assert all(0 < len(short) <= LONGEST_SHORT_NAME for short in given_out)
    assert len({"harbour", *(short.casefold() for short in given_out)}) == len(given_out) + 1


@given(st.sampled_from(PartnerType.values))
def test_every_type_has_a_tier_of_ours(type_):
    assert suggested_tier(type_) in Tier.values
