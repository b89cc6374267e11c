"""Founding a partnership, its partners, its list of powers and its first round."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from partnerships import forming
from partnerships.models import Event, Partner, Partnership, Person, Power, Round
from partnerships.people import actor_for
from partnerships.rulings import Refused
from partnerships.vocabulary import PartnerStatus, PartnerType, Role, RoundStatus
from tests import build


def bare(name="Harbour Council", short_name="Harbour"):
    return Partner(name=name, short_name=short_name, type=PartnerType.UNITARY)


def version(table):
    return Round.objects.get(pk=table.round.pk).version


# --- Founding -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_site_administrator_founds_a_partnership_with_its_first_facilitator():
    administrator = build.person("Ad Min", is_site_administrator=True)
    host = build.person("Ho St")
    founded = forming.found(
        Partnership(name="Three Rivers", slug="three-rivers"), facilitator=host, by=administrator
    )
    assert actor_for(host, founded, "facilitator").facilitates
    assert actor_for(administrator, founded, "facilitator") is None
    line = Event.objects.get(partnership_id=founded.pk)
    assert (line.verb, line.person_name, line.group) == ("founded", "Ad Min", True)


@pytest.mark.django_db
def test_nobody_else_founds_a_partnership():
    host = build.person("Ho St")
    with pytest.raises(Refused, match="Only a site administrator"):
        forming.found(Partnership(name="Three Rivers", slug="three-rivers"), facilitator=host, by=host)
    assert not Partnership.objects.exists()


def test_only_a_facilitator_shapes_the_partnership(table):
    power = table.powers[0]
    shaping = {
        "add a partner": lambda by: forming.add_partner(bare(), by=by),
        "change a partner": lambda by: forming.change_partner(table.a.partner, by=by),
        "change the partnership": lambda by: forming.change_partnership(table.partnership, by=by),
        "add a power": lambda by: forming.add_own_power(Power(title="Ours", area="Ours"), by=by),
        "reword a power": lambda by: forming.reword_power(power, by=by),
        "retire powers": lambda by: forming.retire_powers([power], by=by),
        "open a round": lambda by: forming.open_round(table.partnership, by=by),
    }
    for actor in table.everybody:
        for shape in shaping.values():
            with build.undone():
                if actor.facilitates:
                    shape(actor)
                else:
                    before = Event.objects.count()
                    with pytest.raises(Refused, match="Only a facilitator"):
                        shape(actor)
                    assert Event.objects.count() == before


def test_a_facilitator_shapes_no_partnership_but_the_own(table):
    other = build.partnership("D", slug="elsewhere")
    theirs, power = other.side("D").partner, other.powers[0]
    theirs.name = power.title = other.partnership.name = "Renamed from outside"
    for shape in (
        lambda: forming.change_partner(theirs, by=table.facilitator),
        lambda: forming.change_partnership(other.partnership, by=table.facilitator),
        lambda: forming.reword_power(power, by=table.facilitator),
        lambda: forming.open_round(other.partnership, by=table.facilitator),
    ):
        with pytest.raises(Refused, match="another partnership"):
            shape()
    forming.retire_powers([power], by=table.facilitator)
    assert Power.objects.get(pk=power.pk).retired_at is None
    assert not Partner.objects.filter(name="Renamed from outside").exists()
    assert not Partnership.objects.filter(name="Renamed from outside").exists()


# --- Rounds -------------------------------------------------------------------------------------


def test_the_first_round_begins_at_the_first_step(table):
    round_ = table.round
    assert (round_.number, round_.step, round_.status) == (1, "mandate", RoundStatus.OPEN)


def test_opening_a_round_twice_opens_one(table):
    assert forming.open_round(table.partnership, by=table.facilitator, focus="Another") == table.round
    assert table.partnership.rounds.count() == 1


def test_two_rounds_cannot_be_open_at_once(table):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(partnership=table.partnership, number=2, step="mandate")


# --- Partners -----------------------------------------------------------------------------------


def test_a_partner_is_invited_until_its_first_lead_brings_it_in(table):
    partner = forming.add_partner(bare(), by=table.facilitator)
    assert (partner.partnership, partner.status) == (table.partnership, PartnerStatus.INVITED)
    build.actor(build.person("Co Worker"), table.partnership, partner, Role.CONTRIBUTOR)
    assert Partner.objects.get(pk=partner.pk).status == PartnerStatus.INVITED
    build.actor(build.person("Le Ad"), table.partnership, partner, Role.LEAD)
    assert Partner.objects.get(pk=partner.pk).status == PartnerStatus.IN


def test_a_lead_does_not_bring_back_a_partner_that_has_left(table):
    Partner.objects.filter(pk=table.a.partner.pk).update(status=PartnerStatus.LEFT)
    build.actor(build.person("Le Ad"), table.partnership, table.a.partner, Role.LEAD)
    assert Partner.objects.get(pk=table.a.partner.pk).status == PartnerStatus.LEFT


@pytest.mark.parametrize(
    ("short_name", "slug"),
    [
        ("Harbour", "harbour"),
        ("St Mary’s", "st-marys"),
        ("Facilitator", "facilitator-2"),  # the seat of the facilitator
        ("漢字", "partner"),
        ("a" * 80, "a" * 50),
    ],
)
def test_a_partners_slug_comes_from_its_short_name(table, short_name, slug):
    assert forming.partner_slug(table.partnership, short_name) == slug


def test_slugs_are_not_given_twice(table):
    slugs = [forming.add_partner(bare(f"Harbour {number}"), by=table.facilitator).slug for number in range(3)]
    assert slugs == ["harbour", "harbour-2", "harbour-3"]


def test_the_slug_stays_when_the_name_changes(table):
    partner = table.a.partner
    partner.name, partner.short_name = "Renamed Council", "Renamed"
    forming.change_partner(partner, by=table.facilitator)
    assert Partner.objects.get(pk=partner.pk).slug == "a"


# --- Powers -------------------------------------------------------------------------------------


def test_own_powers_are_numbered_on(table):
    added = forming.add_own_power(Power(title="Ferries", area="Transport"), by=table.facilitator)
    assert (added.code, added.partnership) == ("OWN-04", table.partnership)
    assert added.order > max(power.order for power in table.powers)


def test_a_retired_power_is_discussed_no_more(table):
    forming.retire_powers(table.powers[:1], by=table.facilitator)
    assert list(table.partnership.powers.discussed()) == table.powers[1:]


# --- News ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda table: forming.add_partner(bare(), by=table.facilitator),
        lambda table: forming.change_partner(table.a.partner, by=table.facilitator),
        lambda table: forming.change_partnership(table.partnership, by=table.facilitator),
        lambda table: forming.add_own_power(Power(title="Ferries", area="Ours"), by=table.facilitator),
        lambda table: forming.reword_power(table.powers[0], by=table.facilitator),
        lambda table: forming.retire_powers(table.powers[:1], by=table.facilitator),
    ],
)
def test_whatever_changes_what_the_group_sees_moves_the_open_rounds_version_on(table, change):
    other = build.partnership("D", slug="elsewhere")
    before = version(table), version(other)
    change(table)
    assert (version(table), version(other)) == (before[0] + 1, before[1])


def test_the_version_of_a_closed_round_stays(table):
    first = table.round
    table.close()
    before = Round.objects.get(pk=first.pk).version
    forming.add_partner(bare(), by=table.facilitator)
    assert Round.objects.get(pk=first.pk).version == before


# --- Invariants ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"horizon_years": 0},
        {"horizon_years": 31},
        {"balance_target": 101},
        {"anonymity_minimum": 4},
        {"pre_election_from": dt.date(2027, 5, 2), "pre_election_to": dt.date(2027, 5, 1)},
    ],
)
def test_the_database_refuses_a_partnership_that_cannot_be(table, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.filter(pk=table.partnership.pk).update(**wrong)


@pytest.mark.parametrize(
    ("starts", "years", "ends"),
    [
        (dt.date(2027, 4, 1), 5, dt.date(2032, 3, 31)),
        (dt.date(2028, 2, 29), 5, dt.date(2033, 2, 27)),
        (dt.date(2027, 1, 1), 1, dt.date(2027, 12, 31)),
    ],
)
def test_the_horizon_ends_with_its_last_year(starts, years, ends):
    assert Partnership(horizon_starts=starts, horizon_years=years).horizon_ends == ends


def test_nobody_signs_in_with_a_password(table):
    assert not any(person.has_usable_password() for person in Person.objects.all())
