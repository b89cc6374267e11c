"""Who acts in the example: the partnership, its partners, its people, and the seat each acts from."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.example import partners, powers
from partnerships import catalogue, forming, people
from partnerships.models import Actor, CataloguePower, Partner, Partnership, Person, Power
from partnerships.vocabulary import Role


@dataclass(frozen=True)
class Cast:
    """`actors` holds one actor a partner and role; `powers` and `partners` are found by code and by slug."""

    partnership: Partnership
    facilitator: Actor
    partners: dict[str, Partner]
    actors: dict[tuple[str, str], Actor]
    powers: dict[str, Power]

    def lead(self, slug: str) -> Actor:
        return self.actors[slug, Role.LEAD]

    def contributor(self, slug: str) -> Actor:
        return self.actors[slug, Role.CONTRIBUTOR]

    def approver(self, slug: str) -> Actor:
        return self.actors[slug, Role.APPROVER]

    def speaker(self, slug: str) -> Actor:
        """The lead of a partner; a facilitator for whatever nobody's partner proposes."""
        return self.facilitator if slug == Role.FACILITATOR else self.lead(slug)


def gather() -> Cast:
    persons = _persons()
    partnership = _found(persons)
    facilitator = _actor(persons[partners.FACILITATORS[0][0]], partnership, Role.FACILITATOR)
    _seat_facilitators(persons, facilitator)
    joined = {partner.slug: partner for partner in _add_partners(facilitator)}
    actors = {}
    for slug, partner in joined.items():
        actors |= _seat_people(slug, partner, persons, facilitator)
    return Cast(partnership, facilitator, joined, actors, add_powers(partnership, facilitator))


def _persons() -> dict[str, Person]:
    """Everybody once, also those who sit in two bodies."""
    seats = [seat for held in partners.PEOPLE.values() for seat in held]
    names = dict.fromkeys([name for name, *_ in (*partners.FACILITATORS, *seats)])
    return {
        name: Person.objects.create_person(partners.email_of(name), name, is_example=True) for name in names
    }


def _found(persons: dict[str, Person]) -> Partnership:
    # Only a site administrator may found a partnership, and no person of the example may ever be one: this one
    # is never saved.
    founder = Person(name="The worked example", is_site_administrator=True)
    partnership = Partnership(is_example=True, **partners.PARTNERSHIP)
    return forming.found(partnership, facilitator=persons[partners.FACILITATORS[0][0]], by=founder)


def _actor(person: Person, partnership: Partnership, seat: str) -> Actor:
    actor = people.actor_for(person, partnership, seat)
    if actor is None:
        raise LookupError(f"{person} does not sit at {seat}")
    return actor


def _seat_facilitators(persons: dict[str, Person], facilitator: Actor) -> None:
    for name, title in partners.FACILITATORS[1:]:
        _seat(persons[name], Role.FACILITATOR, title, partner=None, by=facilitator)


def _seat(person: Person, role: str, title: str, *, partner: Partner | None, by: Actor) -> None:
    invitation, _ = people.invite(
        email=person.email, name=person.name, role=role, title=title, partner=partner, by=by
    )
    people.take_up(invitation, person=person)


def _add_partners(facilitator: Actor) -> list[Partner]:
    return [forming.add_partner(Partner(**described), by=facilitator) for described in partners.PARTNERS]


def _seat_people(
    slug: str, partner: Partner, persons: dict[str, Person], facilitator: Actor
) -> dict[tuple[str, str], Actor]:
    """The facilitator invites the lead, and the lead everybody else. The first of a role acts for it."""
    actors: dict[tuple[str, str], Actor] = {}
    by = facilitator
    for name, role, title in partners.PEOPLE[slug]:
        _seat(persons[name], role, title, partner=partner, by=by)
        actors.setdefault((slug, role), _actor(persons[name], partner.partnership, slug))
        by = actors[slug, Role.LEAD]
    return actors


def add_powers(partnership: Partnership, facilitator: Actor) -> dict[str, Power]:
    copy_from_catalogue(partnership, powers.FROM_CATALOGUE)
    for described in powers.OWN:
        forming.add_own_power(Power(**described), by=facilitator)
    return powers_by_code(partnership)


def copy_from_catalogue(partnership: Partnership, codes: tuple[str, ...]) -> None:
    found = CataloguePower.objects.filter(code__in=codes)
    if len(found) != len(codes):
        raise LookupError("The catalogue lacks a power that the example copies.")
    catalogue.copy_powers(partnership, found)


def powers_by_code(partnership: Partnership) -> dict[str, Power]:
    return {power.code: power for power in partnership.powers.all()}
