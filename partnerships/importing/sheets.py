"""A file that has been read, and narrowing it down to the bodies somebody wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from partnerships.importing import own, register
from partnerships.importing.bodies import Body
from partnerships.importing.cells import Columns, quoted
from partnerships.importing.files import heading_key, read_grid
from partnerships.importing.refusals import ImportRefused
from partnerships.text import clean_line
from partnerships.vocabulary import Tier

OWN, REGISTER = "own", "register"
KNOWN = frozenset(
    heading_key(name) for layout in (own, register) for names in layout.KNOWN.values() for name in names
)


@dataclass(frozen=True)
class Option:
    """One thing to narrow down by. `region` and `current` are for grouping and for saying that it has ended."""

    value: str
    label: str
    region: str = ""
    current: bool = True


@dataclass(frozen=True)
class Filters:
    """What a register offers; all empty for our own columns. The values go back into `Sheet.narrowed`.

    `single_tier` are the unitary, metropolitan and London councils by name, which no county filter reaches.
    """

    counties: tuple[Option, ...] = ()
    combined_authorities: tuple[Option, ...] = ()
    regions: tuple[Option, ...] = ()
    nations: tuple[Option, ...] = ()
    single_tier: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Narrowing:
    """Which rows were asked for. Kinds add up: a row that fits any one of them is in."""

    counties: frozenset[str] = frozenset()
    combined_authorities: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.counties or self.combined_authorities or self.regions or self.nations or self.names)

    @cached_property
    def folded_names(self) -> frozenset[str]:
        return frozenset(_folded(name) for name in self.names)

    def fits(self, body: Body) -> bool:
        return bool(
            body.county in self.counties
            or body.combined_authority in self.combined_authorities
            or body.region in self.regions
            or body.nation in self.nations
            or _names_of(body) & self.folded_names
        )


@dataclass(frozen=True)
class Sheet:
    """`kind` is "own" or "register". `everything` is the whole file, `rows` what it was narrowed down to."""

    kind: str
    everything: tuple[Body, ...]
    warnings: tuple[str, ...] = ()
    narrowing: Narrowing = Narrowing()

    @cached_property
    def rows(self) -> tuple[Body, ...]:
        if not self.narrowing:
            return self.everything
        return tuple(body for body in self.everything if self.narrowing.fits(body))

    @cached_property
    def by_code(self) -> dict[str, Body]:
        return {body.code: body for body in self.everything if body.code}

    @cached_property
    def by_name(self) -> dict[str, Body]:
        return {body.name.casefold(): body for body in self.everything if body.name}

    def narrowed(
        self,
        *,
        counties: Iterable[str] = (),
        combined_authorities: Iterable[str] = (),
        regions: Iterable[str] = (),
        nations: Iterable[str] = (),
        names: Iterable[str] = (),
    ) -> Sheet:
        """The same file with these rows only; all of them when nothing is asked for.

        A county brings its county council and its districts, a combined authority itself and its members.
        Names are compared whole, in any case. Row numbers stay, so that a choice made from one narrowing
        means the same rows in another.
        """
        narrowing = Narrowing(
            *(frozenset(values) - {""} for values in (counties, combined_authorities, regions, nations)),
            names=tuple(dict.fromkeys(name for name in map(clean_line, names) if name)),
        )
        return replace(self, narrowing=narrowing)

    @cached_property
    def unmatched_names(self) -> tuple[str, ...]:
        """Names that were asked for and are not in the file."""
        present = {name for body in self.everything for name in _names_of(body)}
        return tuple(name for name in self.narrowing.names if _folded(name) not in present)

    def filters(self) -> Filters:
        if self.kind == OWN:
            return Filters()
        return Filters(
            counties=self._councils(body.county for body in self.everything),
            combined_authorities=self._councils(body.combined_authority for body in self.everything),
            regions=_plain(body.region for body in self.everything),
            nations=_plain(body.nation for body in self.everything),
            single_tier=_sorted(
                Option(body.name, body.name, body.region, body.current)
                for body in self.everything
                if body.tier == Tier.SINGLE and body.name
            ),
        )

    def _councils(self, codes: Iterable[str]) -> tuple[Option, ...]:
        options = []
        for code in set(codes) - {""}:
            body = self.by_code.get(code)
            options.append(Option(code, body.name, body.region, body.current) if body else Option(code, code))
        return _sorted(options)


def read(upload: bytes) -> Sheet:
    """Raises `ImportRefused`, and nothing else, whatever the bytes."""
    # From a database it may come as a memoryview.
    grid = read_grid(bytes(upload), KNOWN)
    keys = {heading_key(heading) for heading in grid.headings}
    if {heading_key(register.KNOWN[column][0]) for column in register.REQUIRED} <= keys:
        columns = Columns(grid, register.KNOWN)
        bodies = tuple(register.read_row(record, columns) for record in grid.records)
        return Sheet(REGISTER, bodies, (*grid.warnings, register.RUNS_BEHIND))
    columns = Columns(grid, own.KNOWN)
    if not set(own.REQUIRED) <= set(columns.positions):
        found = ", ".join(heading for heading in grid.headings if heading)[:120] or "nothing"
        raise ImportRefused(
            "The first row must be headings, at least Name and Type, "
            f"or those of the public register of councils. It holds: {found}."
        )
    bodies = tuple(own.read_row(record, columns) for record in grid.records)
    return Sheet(OWN, bodies, (*grid.warnings, *_unused(columns)))


def _unused(columns: Columns) -> list[str]:
    unused = [quoted(heading) for heading in columns.unused if heading]
    if not unused:
        return []
    more = f" and {len(unused) - 10} more" if len(unused) > 10 else ""
    return [f"Columns that are not used: {', '.join(unused[:10])}{more}."]


def _folded(name: str) -> str:
    return clean_line(name).casefold()


def _names_of(body: Body) -> set[str]:
    return {_folded(name) for name in (body.name, body.nice_name, body.short_name) if name}


def _plain(values: Iterable[str]) -> tuple[Option, ...]:
    return _sorted(Option(value, value) for value in set(values) - {""})


def _sorted(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda option: (option.label.casefold(), option.value)))
