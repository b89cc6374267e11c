"""The cycle is declared once: the order, what belongs to each step, and nowhere a step asked for by its name."""

import ast
import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from partnerships import forming
from partnerships.checks import check_cycle
from partnerships.models import Agreement
from partnerships.models.private import Contribution, PrivateHalf
from partnerships.statements import STATEMENTS
from partnerships.steps import CYCLE, Work, agreement_kind, contribution_kind, has_reached, place, step_named
from partnerships.workbook import work_of
from tests import build

ROOT = Path(__file__).resolve().parents[2]
KEYS = ("mandate", "vision", "reality", "benefits", "principles", "leadership", "review")
ALONE = [kind for step in CYCLE for kind in step.alone]
TOGETHER = [kind for step in CYCLE for kind in step.together]
by_key = {"ids": lambda thing: thing.key}


# --- Declared once ------------------------------------------------------------------------------


def test_the_seven_steps_come_in_the_order_of_the_method():
    assert tuple(step.key for step in CYCLE) == KEYS


def test_only_the_mandate_is_signed_off_and_only_the_review_waits():
    assert [step.key for step in CYCLE if step.signed_off] == ["mandate"]
    assert [step.key for step in CYCLE if step.waits_for_group] == ["review"]


def test_steps_are_found_by_key_and_know_their_place():
    assert [step_named(key) for key in KEYS] == list(CYCLE)
    assert step_named("negotiation") is None
    assert [place(key) for key in KEYS] == [1, 2, 3, 4, 5, 6, 7]


def test_a_group_has_reached_its_step_and_those_before():
    assert [has_reached("reality", step) for step in CYCLE] == [True] * 3 + [False] * 4


def test_a_step_cannot_be_changed_while_running():
    with pytest.raises(FrozenInstanceError):
        CYCLE[0].key = "other"


def test_no_key_is_declared_twice():
    keys = [*KEYS, *(kind.key for kind in ALONE), *(kind.key for kind in TOGETHER)]
    assert sorted(keys) == sorted(set(keys))


def test_every_kind_is_found_with_its_step():
    for step in CYCLE:
        assert [contribution_kind(kind.key) for kind in step.alone] == [(step, kind) for kind in step.alone]
        assert [agreement_kind(kind.key) for kind in step.together] == [
            (step, kind) for kind in step.together
        ]


def test_the_declaration_passes_its_own_check():
    assert check_cycle() == []


@pytest.mark.parametrize("kind", [*ALONE, *TOGETHER], **by_key)
def test_every_field_of_a_kind_exists_and_has_a_label(kind):
    assert len(set(kind.fields)) == len(kind.fields) > 0
    for name in kind.fields:
        assert isinstance(kind.model._meta.get_field(name), models.Field)
        assert kind.labels[name][0].isupper()
    assert kind.subject in ("", *kind.fields)


@pytest.mark.parametrize("kind", [*ALONE, *TOGETHER], **by_key)
def test_every_kind_says_what_to_do_when_there_is_nothing(kind):
    assert kind.empty.endswith((".", "?"))
    assert kind.heading


@pytest.mark.parametrize("kind", [kind for kind in ALONE if kind.several and not kind.page], **by_key)
def test_where_several_may_be_added_the_button_says_so(kind):
    assert kind.add


def test_contributions_are_private_and_agreements_are_not():
    assert all(issubclass(kind.model, Contribution) for kind in ALONE)
    assert all(issubclass(kind.model, Agreement) for kind in TOGETHER)


def test_every_private_table_of_contributions_belongs_to_one_step_but_the_private_half():
    there_are = {model for model in apps.get_models() if issubclass(model, Contribution)}
    declared = [kind.model for kind in ALONE]
    assert there_are - set(declared) == {PrivateHalf}
    assert len(declared) == len(set(declared))


@pytest.mark.parametrize("kind", ALONE, **by_key)
def test_no_field_of_a_contribution_is_forgotten(kind):
    """What a person writes in a row is all laid: a field that is not declared would be lost on the way."""
    kept = {"id", "partner", "round", "lineage", "wording", "edited_by", "edited_at"}
    assert {field.name for field in kind.model._meta.get_fields()} - kept == set(kind.fields)


@pytest.mark.parametrize("kind", TOGETHER, **by_key)
def test_no_field_of_an_agreement_is_forgotten(kind):
    own = {field.name for field in kind.model._meta.local_fields} - {"agreement_ptr"}
    assert own == set(kind.fields)


def test_what_is_learnt_stays_in_its_round_and_all_else_carries():
    assert {kind.key for kind in ALONE if not kind.carries} == {"reflection", "promise", "lived"}


# --- Nobody asks for a step by its name ---------------------------------------------------------


def sources():
    for app in ("partnerships", "facilitation"):
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts and "example" not in path.parts:
                yield path


def keys_compared(tree):
    """Where a comparison, a `match` or a membership test spells one of the seven keys."""
    for node in ast.walk(tree):
        asked = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            asked = [node.value]
        for operand in asked:
            for part in ast.walk(operand):
                if isinstance(part, ast.Constant) and part.value in KEYS:
                    yield node.lineno, part.value


@pytest.mark.parametrize(
    "source",
    [
        'if step.key == "mandate": pass',
        'x = key in ("vision", "reality")',
        'match key:\n    case "review": pass',
    ],
)
def test_the_search_for_keys_finds_them(source):
    assert list(keys_compared(ast.parse(source)))


def test_no_code_asks_for_a_step_by_spelling_its_key():
    found = [
        f"{path.relative_to(ROOT)}:{line} compares with “{key}”"
        for path in sources()
        for line, key in keys_compared(ast.parse(path.read_text()))
    ]
    assert found == []


def test_no_template_asks_for_a_step_by_spelling_its_key():
    asks = re.compile(r"{%\s*(?:if|elif)\b[^%]*?[\"'](" + "|".join(KEYS) + r")[\"']")
    assert asks.search('{% if step.key == "mandate" %}')
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "templates").rglob("*.html")
        for match in asks.finditer(path.read_text())
    ]
    assert found == []


# --- What is missing ----------------------------------------------------------------------------


def missing(side, step):
    declared = step_named(step)
    return [gap.sentence for gap in declared.missing(work_of(declared, side.lead, side.round))]


@pytest.mark.parametrize("step", CYCLE, **by_key)
def test_an_untouched_step_says_what_is_missing_in_sentences(step):
    gaps = step.missing(Work({kind.key: [] for kind in step.alone}))
    assert gaps
    assert all(gap.sentence[0].isupper() and gap.sentence.endswith(".") for gap in gaps)
    assert {gap.kind for gap in gaps} <= {"", *(kind.key for kind in step.alone)}


@pytest.mark.parametrize("step", [step.key for step in CYCLE if step.key != "reality"])
def test_a_filled_step_lacks_only_what_it_needs_of_each_type(table, step):
    table.move("review")
    table.a.fill(step)
    still = {
        "principles": [
            "You have not said what you expect of the others.",
            "You have not said what voice you want.",
        ]
    }
    assert missing(table.a, step) == still.get(step, [])


def test_a_mandate_names_each_gap_with_the_thing_to_mend(table):
    one, two, three = table.powers
    on_if = table.a.write("position", power=one, position="on-if", conditions=" ")
    on = table.a.write("position", power=two, position="on", resident_outcome="")
    declared = step_named("mandate")
    gaps = declared.missing(work_of(declared, table.a.lead, table.round))
    assert [(gap.sentence, gap.lineage) for gap in gaps] == [
        ("1 power has no position yet.", None),
        ("Power 1 is “On, if…” but says no condition.", on_if.lineage),
        ("Power 2 is wanted but names no outcome for residents.", on.lineage),
        ("Nobody is named to speak for you.", None),
    ]


def test_a_position_left_blank_is_no_position(table):
    for power in table.powers:
        table.a.write("position", power=power, position="")
    assert missing(table.a, "mandate")[0] == "3 powers have no position yet."


def test_many_gaps_of_one_sort_are_counted_in_one_sentence(db):
    table = build.partnership("A", powers=5)
    for power in table.powers:
        table.a.write("position", power=power, position="on", resident_outcome="")
    assert "5 powers are wanted but name no outcome for residents." in missing(table.a, "mandate")


def test_a_retired_power_is_missed_no_more(table):
    table.a.write("terms")
    forming.retire_powers(table.powers, by=table.facilitator)
    assert missing(table.a, "mandate") == []


def test_reality_names_groups_not_rated_and_rated_in_part(table):
    table.a.write("rating", statement="RC-01", now=0, year_five=0)
    table.a.write("rating", statement="RC-04", now=2, year_five=None)
    sentences = missing(table.a, "reality")
    assert sentences[:2] == ["“Purpose” is rated in part.", "Nobody has rated “Place” yet."]
    assert len(sentences) == len({statement.group for statement in STATEMENTS}) + 4


def test_reality_lacks_nothing_when_all_is_rated(table):
    for statement in STATEMENTS:
        table.a.write("rating", statement=statement.code, now=0, year_five=4)
    for kind in ("journey", "readiness", "citizens"):
        table.a.write(kind)
    assert missing(table.a, "reality") == []


def test_what_one_partner_lacks_does_not_depend_on_the_others(table):
    before = missing(table.a, "vision")
    table.b.fill("vision")
    assert missing(table.a, "vision") == before


@pytest.mark.parametrize(
    ("step", "kinds", "words"),
    [
        ("mandate", ["position"], "1 of 3 powers have a position"),
        ("vision", ["hope", "hope"], "2 hopes"),
        ("vision", ["ambition"], "Ambition 3 of 10 · no hopes"),
        ("reality", ["rating"], "1 of 28 statements rated"),
        ("benefits", ["benefit"], "1 benefit, no costs"),
        ("principles", ["expectation"], "No expectations, 1 promise"),
        ("leadership", ["resource", "resource"], "2 things to put in"),
        ("review", ["reflection"], "1 reflection"),
    ],
)
def test_progress_is_said_in_words(table, step, kinds, words):
    table.move("review")
    for kind in kinds:
        table.a.write(kind)
    declared = step_named(step)
    assert declared.progress(work_of(declared, table.a.lead, table.round)) == words
