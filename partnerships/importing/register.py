"""The public register of councils as it is published: its columns, its codes, and where it is stale."""

from partnerships.importing.bodies import (
    LONGEST_NAME,
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
    Unreadable,
    quoted,
    read_gss_code,
    read_number,
    read_yes_no,
)
from partnerships.importing.files import Record
from partnerships.text import clean_line
from partnerships.vocabulary import PartnerType, Tier

ATTRIBUTION = "UK local authority names and codes, by mySociety, licensed CC BY 4.0."
RUNS_BEHIND = (
    "The public register can be behind events. Check combined authorities, GSS codes and recent "
    "reorganisations before you rely on it."
)

KNOWN = {
    "code": ("local-authority-code",),
    "name": ("official-name",),
    "nice_name": ("nice-name",),
    "type": ("local-authority-type",),
    "gss_code": ("gss-code",),
    "starts": ("start-date",),
    "ends": ("end-date",),
    "successor": ("replaced-by",),
    "nation": ("nation",),
    "region": ("region",),
    "county": ("county-la",),
    "combined_authority": ("combined-authority",),
    "other_names": ("alt-names",),
    "current": ("current-authority",),
    "population": ("pop-2020",),
}
REQUIRED = ("code", "name", "type")

TYPES = {
    "CTY": PartnerType.COUNTY,
    "NMD": PartnerType.DISTRICT,
    "UA": PartnerType.UNITARY,
    "WPA": PartnerType.UNITARY,
    "SCO": PartnerType.UNITARY,
    "NID": PartnerType.UNITARY,
    "MD": PartnerType.METROPOLITAN,
    "LBO": PartnerType.LONDON_BOROUGH,
    "CC": PartnerType.LONDON_BOROUGH,
    "COMB": PartnerType.COMBINED_AUTHORITY,
    "SRA": PartnerType.COMBINED_AUTHORITY,
}


def read_row(record: Record, columns: Columns) -> Body:
    """One row of the register. Never raises: what cannot be read is a problem of the row."""
    cells = Cells(record, columns)
    name = cells.line("name", LONGEST_NAME)
    if not name:
        cells.complain("name", "there is no name.")
    code = cells.line("code", LONGEST_NAME)
    type_ = _read_type(cells, name)
    tier = suggested_tier(type_)
    capacity = suggested_capacity(type_)
    starts, ends = cells.lifetime()
    return Body(
        number=record.number,
        name=name,
        type=type_,
        tier=tier,
        capacity=capacity,
        consent_required=suggested_consent(capacity),
        starts=starts,
        ends=ends,
        successors=cells.take("successor", _read_codes, ())[:MOST_SUCCESSORS],
        gss_code=cells.take("gss_code", read_gss_code, ""),
        population=cells.take("population", read_number, None),
        code=code,
        nice_name=cells.line("nice_name", LONGEST_NAME),
        nation=cells.line("nation", LONGEST_NAME),
        region=cells.line("region", LONGEST_NAME),
        county=cells.line("county", LONGEST_NAME) or (code if tier == Tier.UPPER else ""),
        combined_authority=cells.line("combined_authority", LONGEST_NAME)
        or (code if tier == Tier.STRATEGIC else ""),
        current=cells.take("current", read_yes_no, True),
        remarks=_remarks(cells),
        doubtful=cells.broken("name") or cells.broken("nice_name"),
        problems=tuple(cells.problems),
    )


def _read_type(cells: Cells, name: str) -> str:
    type_ = cells.take("type", _read_code_of_type, PartnerType.OTHER)
    # The register has one code for both kinds.
    if type_ == PartnerType.COMBINED_AUTHORITY and "combined county authority" in name.casefold():
        type_ = PartnerType.COMBINED_COUNTY_AUTHORITY
    return type_.value


def _read_code_of_type(text: str) -> PartnerType:
    type_ = TYPES.get(clean_line(text).upper())
    if type_ is None:
        raise Unreadable(f"{quoted(text)} is not one of the register's types, for example CTY, NMD or UA.")
    return type_


def _read_codes(text: str) -> tuple[str, ...]:
    codes = [clean_line(part) for part in text.split(",")]
    return tuple(dict.fromkeys(code for code in codes if code))


def _remarks(cells: Cells) -> tuple[str, ...]:
    remarks = [
        cells.sentence(column, BROKEN_NAME) for column in ("name", "nice_name") if cells.broken(column)
    ]
    if cells.broken("other_names"):
        remarks.append(
            cells.sentence("other_names", "one of its other names is broken. Other names are not brought in.")
        )
    return tuple(remarks)
