"""The starting catalogue of powers: loading it, and copying from it into a partnership's own list."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction

from partnerships.models import CataloguePower, Partnership, Power
from partnerships.text import clean_line, clean_text
from partnerships.vocabulary import PowerLevel

PATH = Path(__file__).parent / "data" / "powers.csv"
AS_AT = dt.date(2026, 11, 1)

# How the notes in the file end: the main fact was read in a source, or somebody has yet to check.
SEEN, CHECK = "[seen]", "[check]"


@dataclass(frozen=True)
class Entry:
    code: str
    title: str
    area: str
    level: str
    holder: str
    notes: str
    source_url: str
    confirm_locally: bool
    order: int


def entries(path: Path = PATH) -> list[Entry]:
    """The file's rows in its order. Raises ValueError for a level that is none of ours."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_entry(row, order) for order, row in enumerate(csv.DictReader(file), 1)]


def load(path: Path = PATH, *, as_at: dt.date = AS_AT, model: type[CataloguePower] = CataloguePower) -> int:
    """Bring the catalogue in, or up to date by code; how many there are in the file.

    Entries that have left the file stay: partnerships may have copied them. `model` is for migrations, which
    must use the model as it was then.
    """
    powers = [model(**asdict(entry), as_at=as_at) for entry in entries(path)]
    updated = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "code")]
    model.objects.bulk_create(powers, update_conflicts=True, unique_fields=["code"], update_fields=updated)
    return len(powers)


@transaction.atomic
def copy_powers(partnership: Partnership, catalogue_powers: Iterable[CataloguePower]) -> list[Power]:
    """Put these on the partnership's list; those that were added or came back to it.

    A power that is on the list already stays as it is. One that was taken off it comes back as it was worded here.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    present = {power.code: power for power in partnership.powers.all()}
    added = []
    for catalogue_power in catalogue_powers:
        power = present.get(catalogue_power.code) or _copy(catalogue_power, partnership)
        if power.pk is None or power.retired_at:
            power.retired_at = None
            power.save()
            present[power.code] = power
            added.append(power)
    return added


def _copy(catalogue_power: CataloguePower, partnership: Partnership) -> Power:
    copied = {field: getattr(catalogue_power, field) for field in (*Entry.__dataclass_fields__, "as_at")}
    return Power(partnership=partnership, catalogue_power=catalogue_power, **copied)


def _entry(row: dict[str, str], order: int) -> Entry:
    notes = clean_text(row["notes"])
    return Entry(
        code=clean_line(row["code"]),
        title=clean_line(row["title"]),
        area=clean_line(row["area_of_competence"]),
        level=PowerLevel(row["level"]).value,
        holder=clean_line(row["usual_holder_today"]),
        notes=notes.removesuffix(SEEN).removesuffix(CHECK).rstrip(),
        source_url=row["source_url"].strip(),
        confirm_locally=notes.endswith(CHECK),
        order=order,
    )
