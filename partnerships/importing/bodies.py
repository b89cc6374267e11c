"""The organisation a row describes, and what follows from its type when the file does not say."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.vocabulary import Capacity, PartnerType, Tier

LONGEST_NAME = 120
LONGEST_SHORT_NAME = 30
MOST_SUCCESSORS = 20

TIERS = {
    PartnerType.COUNTY: Tier.UPPER,
    PartnerType.DISTRICT: Tier.LOWER,
    PartnerType.UNITARY: Tier.SINGLE,
    PartnerType.METROPOLITAN: Tier.SINGLE,
    PartnerType.LONDON_BOROUGH: Tier.SINGLE,
    PartnerType.COMBINED_AUTHORITY: Tier.STRATEGIC,
    PartnerType.COMBINED_COUNTY_AUTHORITY: Tier.STRATEGIC,
}

# Who is put forward to sit beside the constituent councils, and who sits across the table from them.
NOMINATED = frozenset(
    (
        PartnerType.DISTRICT,
        PartnerType.HEALTH_BOARD,
        PartnerType.NHS_TRUST,
        PartnerType.POLICE_COMMISSIONER,
        PartnerType.POLICE_FORCE,
        PartnerType.FIRE,
        PartnerType.NATIONAL_PARK,
        PartnerType.PARISHES,
        PartnerType.BUSINESS_BOARD,
        PartnerType.UNIVERSITY,
        PartnerType.COLLEGE,
        PartnerType.HOUSING_ASSOCIATION,
        PartnerType.VOLUNTARY,
    )
)
GOVERNMENT = frozenset(
    (
        PartnerType.JOBCENTRE,
        PartnerType.HOMES_ENGLAND,
        PartnerType.ENVIRONMENT_AGENCY,
        PartnerType.GOVERNMENT,
    )
)


@dataclass(frozen=True)
class Body:
    """One row of the file, read. `problems` are whole sentences; while there are any, it cannot come in.

    `short_name` is empty unless the file gives one. `successors` holds the register's codes or names, as the
    file has them. `doubtful`: it may come in, but somebody should look first. The fields from `code` on are the
    public register's own; a county council counts to its own county, a combined authority to itself.
    """

    number: int
    name: str
    type: str
    tier: str
    capacity: str
    consent_required: bool
    short_name: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    successors: tuple[str, ...] = ()
    gss_code: str = ""
    population: int | None = None
    statutory_limits: str = ""
    review_triggers: str = ""
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    doubtful: bool = False
    code: str = ""
    nice_name: str = ""
    nation: str = ""
    region: str = ""
    county: str = ""
    combined_authority: str = ""
    current: bool = True


def suggested_tier(type_: str) -> str:
    return TIERS.get(PartnerType(type_), Tier.NONE).value


def suggested_capacity(type_: str) -> str:
    """Where a body of this type would sit (see `docs/method.md`): only a start, for people to correct."""
    if suggested_tier(type_) in (Tier.UPPER, Tier.SINGLE):
        return Capacity.PROSPECTIVE.value
    if type_ in NOMINATED:
        return Capacity.NON_CONSTITUENT.value
    return Capacity.COUNTERPART.value if type_ in GOVERNMENT else Capacity.OBSERVER.value


def suggested_consent(capacity: str) -> bool:
    """An authority is created with the consent of every constituent council."""
    return capacity in (Capacity.CONSTITUENT, Capacity.PROSPECTIVE)


# --- Short names ------------------------------------------------------------------------------------

STYLES = r"County|District|Borough|City|Metropolitan|Metropolitan Borough|London Borough|Unitary"
COUNCIL = re.compile(rf"(?: (?:{STYLES}))* Council$", re.IGNORECASE)
OF = re.compile(
    r"^(?:(?:Royal|London|Metropolitan) )*(?:Borough|City|District|County)(?: Council)? of (?:the )?(?!London\b)",
    re.IGNORECASE,
)
AUTHORITY = re.compile(r"(?: Mayoral)? Combined (?:County )?Authority$", re.IGNORECASE)


def derived_short_name(name: str, type_: str, nice_name: str = "") -> str:
    """East Devon, Plymouth, Devon (county), Greater Manchester CA: at most 30 characters.

    `nice_name` is the register's own short form, which for a combined authority reads like a region's.
    """
    if type_ in (PartnerType.COMBINED_AUTHORITY, PartnerType.COMBINED_COUNTY_AUTHORITY):
        return _short_authority(name, " CCA" if type_ == PartnerType.COMBINED_COUNTY_AUTHORITY else " CA")
    place = nice_name or OF.sub("", COUNCIL.sub("", name)) or name
    if type_ == PartnerType.COUNTY:
        return fitted(place.removesuffix(" County"), " (county)")
    return fitted(place)


def _short_authority(name: str, suffix: str) -> str:
    place = AUTHORITY.sub("", name)
    return fitted(place) if place.endswith("Authority") else fitted(place, suffix)


def fitted(place: str, suffix: str = "") -> str:
    """`place` and `suffix` in 30 characters: shortened at the end of a word, with a mark that says so."""
    room = LONGEST_SHORT_NAME - len(suffix)
    if len(place) > room:
        place = place.replace(" and ", " & ")
    if len(place) <= room:
        return place + suffix
    words = place[: room - 1].rsplit(" ", 1)[0] if " " in place[: room - 1] else place[: room - 1]
    return words.removesuffix(" &").rstrip(",;: ") + "…" + suffix


class ShortNames:
    """The short names that are taken, in whatever case."""

    def __init__(self, taken: Iterable[str]):
        self.taken = {name.casefold() for name in taken}
        # Where to go on counting: five thousand rows of one name must not count from two each time.
        self.counts: dict[str, int] = {}

    def claim(self, wanted: str) -> str:
        """`wanted`, or with a number after it when that is taken."""
        candidate, key = wanted, wanted.casefold()
        while candidate.casefold() in self.taken:
            self.counts[key] = self.counts.get(key, 1) + 1
            candidate = fitted(wanted, f" {self.counts[key]}")
        self.taken.add(candidate.casefold())
        return candidate
