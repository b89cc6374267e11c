"""The worked example is whole, says something everywhere, and touches nothing that is real."""

import datetime as dt
import importlib
import pkgutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from facilitation import example as package
from facilitation.conversations import board
from facilitation.conversations.coverage import coverage
from facilitation.example.build import build as build_example
from facilitation.example.issued import issue_papers
from facilitation.management.commands import load_example
from facilitation.models import ConversationNote, FollowUp, Issue, Poll, Promise, Renegotiation, Workshop
from facilitation.polls.pulse import pulse_document
from facilitation.polls.results import result
from facilitation.records import records_of, verify
from facilitation.workshops.effort import reading, round_effort
from facilitation.workshops.outcomes import open_parked, open_promises
from partnerships import agreeing, laying, people
from partnerships.comparing import comparison
from partnerships.models import Event, Membership, Partner, Partnership, Person, TableEntry
from partnerships.models.private import Lodging, Mandate
from partnerships.positions import State
from partnerships.readiness import readiness_of
from partnerships.spread import Agreement as Spread
from partnerships.steps import CYCLE, contribution_kind, step_named
from partnerships.table import changes_since, matrix, ratings
from partnerships.timetable import timetable
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
        built = build_example()
        # Now and once: each test's end would ask for it again, which takes PostgreSQL two seconds.
        connection.check_constraints()
        yield built, before
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
    assert [(p.slug, p.consent_required, str(p.ends or "")) for p in example.partners.at_table()] == [
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


def test_a_department_answers_for_government_across_the_table(example, rounds):
    department = example.partners.exclude(pk__in=example.partners.at_table()).get()
    assert department.get_capacity_display() == "Government counterpart"
    found = comparison(contribution_kind("readiness")[1], rounds[0])
    assert sum(bool(row.central) for row in found.rows) == 12
    assert [row.statement.code for row in found.far_from_central] == ["RCN-03", "RCN-04", "RCN-13"]


def test_the_timetable_has_slack_and_meets_elections_and_ends(rounds):
    found = timetable(rounds[1], today=dt.date(2026, 11, 2))
    assert [row.slack for row in found.rows] == [14, 14, 14, 91]
    remarks = [remark for row in found.rows for remark in row.remarks]
    assert remarks == [
        "May slip into the pre-election period",
        "May slip past the end of Vale, on 1 April 2028",
        "May slip past the end of Police, on 10 May 2028",
    ]


def test_every_role_is_filled_at_every_partner(example):
    for one in example.partners.at_table():
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
    assert {p.slug: readiness_of(p, rounds[1])["mandate"] for p in example.partners.at_table()} == {
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


# --- The room -----------------------------------------------------------------------------------


def test_round_1_has_two_workshops_that_were_held_and_round_2_one_and_one_to_come(rounds):
    told = Workshop.objects.filter(round__in=rounds, kind="workshop")
    assert [(w.round.number, str(w.held_on), w.state) for w in told] == [
        (1, "2026-07-22", "ended"),
        (1, "2026-09-23", "ended"),
        (2, "2026-11-19", "ended"),
        (2, "2027-01-21", "planned"),
    ]
    assert all(w.began_at.date() == w.held_on == w.ended_at.date() for w in told if w.is_over)


def test_its_time_is_within_the_band_in_round_1_and_deal_heavy_in_round_2(rounds):
    first, second = (reading(round_effort(one), one.partnership) for one in rounds)
    assert (first.effort.minutes, first.effort.planned, str(first.effort.share)) == (896, 480, "73.0")
    assert (first.word, second.word, second.effort.source) == ("within the band", "deal-heavy", "")


def test_support_by_name_and_without_lies_apart(rounds):
    named = Poll.objects.get(mode="named", workshop__round=rounds[0])
    assert (result(named).gap.named, result(named).gap.unnamed) == (75, 50)


def test_the_pulse_says_in_both_rounds_what_the_method_works_out(rounds):
    """Trust 60 and then 70 of 100, heard 70 in round 1: the worked example."""
    first, second = (pulse_document(one)["statements"] for one in rounds)
    assert (trust(first[:8]), trust(second[:8]), trust(first[8:9])) == (60.0, 70.0, 70.0)
    assert [one["code"] for one in first if one["agreement"] == "split"] == ["PU-07", "PU-08"]
    assert not [one for one in second if one["agreement"] == "split"]


def trust(statements):
    """The mean of the statements' means, from 1 to 5, as a figure from 0 to 100."""
    means = [
        sum(point * count for point, count in enumerate(one["counts"], start=1)) / one["answers"]
        for one in statements
    ]
    return round(25 * (sum(means) / len(means) - 1), 6)


def test_promises_went_every_way_and_what_is_open_is_in_round_2(example, rounds):
    made = Promise.objects.in_partnership(example.pk)
    states = sorted(made.filter(workshop__round=rounds[0]).values_list("state", flat=True))
    assert states == ["kept", "kept", "kept", "late", "missed", "open", "open"]
    again = Renegotiation.objects.get(promise__in=made)
    assert (again.in_time, again.promise.owner) == (True, "Vale")
    to_come = Workshop.objects.get(round=rounds[1], state="planned", kind="workshop")
    assert [one.owner for one in open_promises(to_come)] == ["Police", "Harbour", "County", "Vale"]
    assert [one.text for one in open_parked(to_come)] == [
        "What the airport road would do to the harbour",
        "Who sits in Vale’s chair on the day after",
        "A levy, and who could call it in",
    ]


def test_round_1_keeps_its_room_and_no_unshown_word(example):
    kept = records_of(example)[0].document["room"]
    assert [one["title"] for one in kept["workshops"]] == [
        "Cards on the table and destination",
        "Reality check and what is in it for us",
        "Drafting what the leads will put to their boards",
    ]
    words = next(poll for poll in kept["polls"] if poll["code"] == "POLL-27")
    assert {one["text"].casefold(): one["count"] for one in words["texts"]}["careful"] == 4
    assert "Late" not in {one["text"] for one in words["texts"]}


def test_the_notes_of_round_1_are_final_and_that_of_round_2_waits_for_an_answer(rounds):
    notes = FollowUp.objects.filter(workshop__round__in=rounds).order_by("workshop__held_on")
    assert [note.is_final for note in notes] == [True, True, False]
    assert notes[2].corrections.get().answered_at is None


# --- Conversations ------------------------------------------------------------------------------


def test_round_1_keeps_its_themes_and_none_of_its_notes(example, rounds):
    kept = records_of(example)[0].document["conversations"]
    assert [(one["text"], one["sources"]) for one in kept["themes"]] == [
        ("Buses come before roads", 5),
        ("Whether size should count when we decide", 4),
        ("What becomes of promises when a council ends", 3),
        ("Everybody fears to be the last to hear", 5),
    ]
    assert [one["group"] for one in kept["groups"]] == [
        "Apprentices at the harbour",
        "Parish clerks of the moor",
    ]
    assert not ConversationNote.objects.filter(conversation__round=rounds[0]).exists()


def test_round_2_has_heard_wider_voices_and_made_something_of_two_themes(rounds):
    assert ConversationNote.objects.filter(conversation__round=rounds[1]).count() == 4
    shown = [one for column in board.board(rounds[1]) for one in column.themes]
    assert [(one.theme.text, one.sources, one.theme.became) for one in shown] == [
        ("The last bus decides who can work", 3, "poll"),
        ("What a fair fare is depends on where one stands", 3, ""),
        ("There may be no drivers for what is promised", 3, "agenda"),
    ]
    planned = [cell.word for line in coverage(rounds[1]).lines for cell in line.cells if cell.conversation]
    assert planned == ["Planned"] * 3


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


@pytest.mark.once
def test_the_paper_for_all_its_boards_keeps_to_four_sides(example):
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    issue_papers(example)
    issued = Issue.objects.filter(round__partnership=example)
    assert {one.title: one.pages <= 4 for one in issued.filter(partner=None)} == {
        "Round 1 summary for boards": True
    }


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
            rows = kind.model._default_manager.in_round(rounds[0])
            wrote = set(
                rows.filter(partner__in=example.partners.at_table()).values_list("partner__slug", flat=True)
            )
            everybody = {p.slug for p in example.partners.at_table()}
            # Harbour's members had not met when the others rated.
            assert wrote == everybody - ({"harbour"} if kind.sheet and step.key == "reality" else set())
