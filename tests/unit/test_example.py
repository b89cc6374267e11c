"""The worked example is whole, says something everywhere, and touches nothing that is real."""

import importlib
import pkgutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from facilitation import example as package
from facilitation.example.build import build as build_example
from facilitation.management.commands import load_example
from facilitation.records import records_of, verify
from partnerships import agreeing, laying, people
from partnerships.models import Event, Membership, Partner, Partnership, Person, TableEntry
from partnerships.models.private import Lodging, Mandate
from partnerships.positions import State
from partnerships.readiness import readiness_of
from partnerships.spread import Agreement as Spread
from partnerships.steps import CYCLE, contribution_kind, step_named
from partnerships.table import changes_since, matrix, ratings
from partnerships.vocabulary import Gradient, Position, Readiness, Role
from partnerships.workbook import work_of
from tests import build

# Without the mark no database is set up; each test then lies within the transaction of `loaded`.
pytestmark = pytest.mark.django_db

REAL = {"partnership": Partnership, "partner": Partner, "person": Person, "event": Event, "entry": TableEntry}


def real_rows():
    """Everything of a real partnership that the example could have touched."""
    return {name: list(model.objects.order_by("pk").values()) for name, model in REAL.items()}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Built once beside a real partnership: the example, and the real rows before it."""
    with django_db_blocker.unblock(), transaction.atomic():
        build.partnership("AB", slug="elsewhere")
        before = real_rows()
        yield build_example(), before
        transaction.set_rollback(True)


@pytest.fixture
def example(loaded):
    return loaded[0]


@pytest.fixture
def rounds(example):
    return list(example.rounds.order_by("number"))


def partner(example, slug):
    return example.partners.get(slug=slug)


# --- Who takes part -----------------------------------------------------------------------------


def test_eight_partners_of_different_kinds(example):
    assert [(p.slug, p.consent_required, str(p.ends or "")) for p in example.partners.all()] == [
        ("county", True, ""),
        ("harbour", True, ""),
        ("moor", True, ""),
        ("vale", True, "2028-04-01"),
        ("city", True, ""),
        ("health-board", False, ""),
        ("police", False, "2028-05-10"),
        ("fire", False, ""),
    ]
    assert all(p.successor_note for p in example.partners.exclude(ends=None))


def test_every_role_is_filled_at_every_partner(example):
    for one in example.partners.all():
        roles = set(one.memberships.current().values_list("role", flat=True))
        assert roles == {Role.LEAD, Role.CONTRIBUTOR, Role.APPROVER, Role.READER}


def test_two_facilitators_and_one_person_in_two_bodies(example):
    seats = Membership.objects.current().filter(partnership=example)
    assert seats.filter(role=Role.FACILITATOR).count() == 2
    held = {}
    for person, slug in seats.values_list("person__name", "partner__slug"):
        held.setdefault(person, set()).add(slug)
    assert {name: slugs for name, slugs in held.items() if len(slugs) > 1} == {
        "Imelda Foyle": {"county", "fire"}
    }


# --- The real world -----------------------------------------------------------------------------


def test_it_leaves_real_rows_as_they_were(loaded):
    _, before = loaded
    after = real_rows()
    for name, rows in before.items():
        known = {row["id"] for row in rows}
        assert [row for row in after[name] if row["id"] in known] == rows


def test_its_people_are_its_own(example):
    persons = Person.objects.filter(memberships__partnership=example).distinct()
    assert all(person.is_example and not person.is_site_administrator for person in persons)
    assert all(person.email.endswith(".example") for person in persons)
    assert not Membership.objects.filter(person__is_example=True).exclude(partnership=example).exists()


def test_a_second_load_does_nothing(example):
    counts = {name: model.objects.count() for name, model in REAL.items()}
    said = StringIO()
    call_command("load_example", stdout=said)
    assert said.getvalue() == "The worked example is there already.\n"
    assert {name: model.objects.count() for name, model in REAL.items()} == counts


def test_it_never_takes_a_real_partnerships_address(example, monkeypatch):
    monkeypatch.setattr(load_example, "exists", lambda: False)
    with pytest.raises(CommandError, match="There is a partnership at “three-rivers” already"):
        call_command("load_example")


# --- Round 1 ------------------------------------------------------------------------------------


def test_round_1_is_closed_and_recorded_and_round_2_is_at_step_3(example, rounds):
    assert [(r.number, r.status, r.step) for r in rounds] == [(1, "closed", "review"), (2, "open", "reality")]
    assert str(rounds[1].closes_on) == "2027-03-12"
    assert [record.round for record in records_of(example)] == [rounds[0]]
    assert verify(example) == []


def test_all_but_the_fire_authority_signed_off_in_round_1(rounds):
    signed = Mandate.objects.in_round(rounds[0]).exclude(signed=None).values_list("partner__slug", flat=True)
    assert sorted(signed) == ["city", "county", "harbour", "health-board", "moor", "police", "vale"]
    assert rounds[0].reveals.get().step == "mandate"


def test_the_charter_has_seven_principles_and_scrutiny_five_strands(example, rounds):
    voiced = list(example.partners.voiced())
    agreed = {
        kind.key: found for step in CYCLE for kind, found in agreeing.agreements(step, rounds[0], voiced)
    }
    assert len(agreed["principle"]) == 7
    topics = [one.agreement.topic for one in agreed["arrangement"]]
    assert len([topic for topic in topics if topic.startswith("scrutiny-")]) == 5
    assert agreed["destination"][0].agreement.version == 2
    homes = next(one for one in agreed["outcome"] if "homes are built" in one.agreement.statement)
    assert (homes.support.words, homes.support.dissent[0].gradient) == (
        "Harbour cannot accept",
        Gradient.CANNOT_ACCEPT,
    )


def test_views_on_fairness_and_money_are_split(rounds):
    split = [rated.statement.code for rated in ratings(rounds[0]) if rated.now.agreement == Spread.SPLIT]
    assert split == ["RC-06", "RC-19"]


# --- Round 2 ------------------------------------------------------------------------------------


def test_every_state_of_a_power_is_on_the_table(rounds):
    assert matrix(rounds[1]).counts == [
        (State.COMMON_GROUND, 10),
        (State.CLOSE, 10),
        (State.DISCUSS, 4),
        (State.WANTED_BY_ONE, 1),
        (State.STAND_OFF, 1),
        (State.BLOCKED, 6),
        (State.NO_MANDATE, 1),
    ]


def test_buses_have_become_common_ground(rounds):
    earlier, later = ({row.power.code: row for row in matrix(r).rows}["TRN-03"] for r in rounds)
    assert (earlier.standing.state, later.standing.state) == (State.DISCUSS, State.COMMON_GROUND)
    assert later.change == "changed"
    on, on_if, none = Position.ON, Position.ON_IF, Position.NO_VIEW
    assert later.positions == (on, on_if, on_if, on, on, none, none, "")


def test_mandates_are_in_every_state(example, rounds):
    assert {p.slug: readiness_of(p, rounds[1])["mandate"] for p in example.partners.all()} == {
        "county": Readiness.LAID,
        "harbour": Readiness.WITH_APPROVER,
        "moor": Readiness.DRAFTING,
        "vale": Readiness.LAID,
        "city": Readiness.LAID,
        "health-board": Readiness.LAID,
        "police": Readiness.LAID,
        "fire": Readiness.SIGNED_OFF,
    }
    assert Mandate.objects.get(round=rounds[1], partner__slug="moor").lapsed_at


def test_where_harbour_is(example, rounds):
    assert readiness_of(partner(example, "harbour"), rounds[1]) == {
        "mandate": Readiness.WITH_APPROVER,
        "vision": Readiness.LAID,
        "reality": Readiness.DRAFTING,
        "benefits": Readiness.LAID,
        "principles": Readiness.LAID,
        "leadership": Readiness.LAID,
        "review": Readiness.NOT_STARTED,
    }
    reality = step_named("reality")
    harbour = people.actor_for(Person.objects.get(name="Nadia Quayle"), example, "harbour")
    assert reality.progress(work_of(reality, harbour, rounds[1])) == "12 of 28 statements rated"


def test_three_partners_have_lodged_for_a_reveal(rounds):
    reality = step_named("reality")
    assert laying.pending_reveal(reality, rounds[1])
    lodged = Lodging.objects.in_round(rounds[1]).values_list("partner__slug", "step")
    assert sorted(lodged) == [("city", "reality"), ("county", "reality"), ("vale", "reality")]


def test_every_readiness_word_is_to_be_seen(example, rounds):
    seen = {word for p in example.partners.all() for word in readiness_of(p, rounds[1]).values()}
    assert seen == set(Readiness)


def test_what_changed_since_round_1(rounds):
    changes = {step.key: found for step, found in changes_since(*rounds)}
    assert [
        (len(c.new), len(c.reworded), len(c.dropped)) for c in map(changes.get, ("vision", "reality"))
    ] == [
        (3, 4, 1),
        (1, 0, 1),
    ]
    tombstone = TableEntry.objects.in_round(rounds[1]).get(withdrawn=True)
    assert (tombstone.partner.slug, tombstone.step) == ("vale", "vision")


# --- The words ----------------------------------------------------------------------------------


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_in(key)
            yield from texts_in(inner)
    elif isinstance(value, list | tuple | set):
        for inner in value:
            yield from texts_in(inner)
    elif hasattr(value, "__dataclass_fields__"):
        # A dataclass says nothing in a field that was left at its default.
        yield from texts_in([inner for inner in vars(value).values() if inner not in ("", None)])


def content():
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    for module in (importlib.import_module(name) for _, name, _ in found):
        for name, value in vars(module).items():
            if name.lstrip("_").isupper():
                yield f"{module.__name__}.{name}", value


def test_every_text_says_something():
    assert not [name for name, value in content() if not all(text.strip() for text in texts_in(value))]


def test_no_text_names_a_path_or_an_address_outside(example):
    texts = [text for _, value in content() for text in texts_in(value)]
    assert len(texts) > 2000
    assert not [text for text in texts if "@" in text or "http" in text]


def test_limits_on_words_are_kept(rounds):
    for step in CYCLE:
        for kind in step.together:
            rows = kind.model._default_manager.in_round(rounds[1])
            for name, most in kind.most_words:
                assert all(len(getattr(row, name).split()) <= most for row in rows)


def test_every_contribution_is_in_every_partners_words(example, rounds):
    for step in CYCLE:
        for kind in step.alone:
            wrote = set(
                kind.model._default_manager.in_round(rounds[0]).values_list("partner__slug", flat=True)
            )
            everybody = {p.slug for p in example.partners.all()}
            # Harbour's members had not met when the others rated.
            assert wrote == everybody - (
                {"harbour"} if kind.key == contribution_kind("rating")[1].key else set()
            )
