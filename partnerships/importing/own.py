"""Our own columns: the template people fill in, and reading it back."""

import datetime as dt
from collections.abc import Iterable

from partnerships.importing.bodies import (
    LONGEST_NAME,
    LONGEST_SHORT_NAME,
    MOST_SUCCESSORS,
    Body,
    suggested_capacity,
    suggested_consent,
    suggested_tier,
)
from partnerships.importing.cells import (
    BROKEN_NAME,
    Cells,
    Columns,
    read_choice,
    read_gss_code,
    read_names,
    read_number,
    read_yes_no,
)
from partnerships.importing.files import Record
from partnerships.spreadsheets import csv_bytes
from partnerships.vocabulary import Capacity, PartnerType, Tier

# Column, heading in the template, and the other headings people write.
COLUMNS = (
    ("name", "Name", ("partner", "organisation", "official name")),
    ("short_name", "Short name", ()),
    ("type", "Type", ("kind", "type of organisation")),
    ("tier", "Tier", ()),
    ("capacity", "Capacity", ("membership capacity",)),
    ("consent_required", "Consent required", ("its consent is needed to go ahead", "consent")),
    ("starts", "Starts", ("exists from", "start", "start date")),
    ("ends", "Ends", ("will end on", "end", "end date")),
    ("successor", "Successor", ("successors", "succeeded by", "replaced by")),
    ("gss_code", "GSS code", ("gss",)),
    ("population", "Population", ()),
    ("statutory_limits", "Statutory limits", ("what its statutory duties rule out",)),
    ("review_triggers", "Review triggers", ("when its mandate must be looked at again",)),
    ("notes", "Notes", ("note", "remarks")),
)
KNOWN = {column: (column, heading, *others) for column, heading, others in COLUMNS}
REQUIRED = ("name", "type")

TYPE_ALIASES = {
    "county": "county",
    "unitary authority": "unitary",
    "metropolitan borough council": "metropolitan",
    "district council": "district",
    "borough council": "district",
    "ICB": "health-board",
    "PCC": "police-commissioner",
    "NHS foundation trust": "nhs-trust",
}
read_type = read_choice(PartnerType, TYPE_ALIASES)
read_tier = read_choice(Tier)
read_capacity = read_choice(Capacity)

EXAMPLE = Body(
    number=2,
    name="Example Borough Council",
    short_name="Example",
    type=PartnerType.DISTRICT.value,
    tier=Tier.LOWER.value,
    capacity=Capacity.NON_CONSTITUENT.value,
    consent_required=False,
    starts=dt.date(1974, 4, 1),
    ends=dt.date(2028, 4, 1),
    successors=("New Example Council",),
    population=100_000,
)


def template() -> bytes:
    """A CSV file to fill in: the headings and one row, which the preview knows as the example and leaves out."""
    return as_csv([EXAMPLE])


def as_csv(bodies: Iterable[Body]) -> bytes:
    """The rows in our own columns; `read` gives the same rows back."""
    return csv_bytes([heading for _column, heading, _others in COLUMNS], map(_cells_of, bodies))


def _cells_of(body: Body) -> list[object]:
    return [
        body.name,
        body.short_name,
        PartnerType(body.type).label,
        Tier(body.tier).label,
        Capacity(body.capacity).label,
        "Yes" if body.consent_required else "No",
        body.starts,
        body.ends,
        "; ".join(body.successors),
        body.gss_code,
        body.population,
        body.statutory_limits,
        body.review_triggers,
        "",
    ]


def read_row(record: Record, columns: Columns) -> Body:
    """One row of our own columns. Never raises: what cannot be read is a problem of the row."""
    cells = Cells(record, columns)
    name = _read_name(cells)
    type_ = _read_type(cells)
    capacity = cells.take("capacity", read_capacity, None) or suggested_capacity(type_)
    tier = cells.take("tier", read_tier, None)
    starts, ends = cells.lifetime()
    return Body(
        number=record.number,
        name=name,
        short_name=cells.line("short_name", LONGEST_SHORT_NAME),
        type=type_,
        tier=suggested_tier(type_) if tier is None else tier,
        capacity=capacity,
        consent_required=cells.take("consent_required", read_yes_no, suggested_consent(capacity)),
        starts=starts,
        ends=ends,
        successors=_read_successors(cells),
        gss_code=cells.take("gss_code", read_gss_code, ""),
        population=cells.take("population", read_number, None),
        statutory_limits=cells.text("statutory_limits", 2_000),
        review_triggers=cells.line("review_triggers", 200),
        remarks=_remarks(cells),
        problems=tuple(cells.problems),
        doubtful=cells.broken("name"),
    )


def _read_name(cells: Cells) -> str:
    before = len(cells.problems)
    name = cells.line("name", LONGEST_NAME)
    if not name and len(cells.problems) == before:
        cells.complain("name", "there is no name.")
    if name == EXAMPLE.name:
        cells.complain("name", "this is the example row of the template.")
    return name


def _read_type(cells: Cells) -> str:
    before = len(cells.problems)
    type_ = cells.take("type", read_type, "")
    if not type_ and len(cells.problems) == before:
        cells.complain("type", "there is no type, for example district or borough council.")
    return type_ or PartnerType.OTHER.value


def _read_successors(cells: Cells) -> tuple[str, ...]:
    successors = cells.take("successor", read_names, ())
    if len(successors) > MOST_SUCCESSORS:
        cells.complain("successor", f"there are more than {MOST_SUCCESSORS} successors.")
    return successors[:MOST_SUCCESSORS]


def _remarks(cells: Cells) -> tuple[str, ...]:
    note = cells.line("notes", 300)
    remarks = [f"Your note, which is not kept: {note}"] if note else []
    if cells.broken("name"):
        remarks.append(cells.sentence("name", BROKEN_NAME))
    return tuple(remarks)
