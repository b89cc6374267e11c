"""The wall: what serves the group cannot reach a partner's private tables, by import, by relation or by name."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilitation.documents import document_of
from facilitation.stepping import unfinished_by_step
from partnerships import agreeing
from partnerships.models import private
from partnerships.readiness import readiness
from partnerships.steps import CYCLE
from partnerships.table import board, changes_since, last_reveal, matrix, ratings

ROOT = Path(__file__).resolve().parents[2]
HOUSE = "partnerships.models.private"


def is_private(model):
    return model.__module__.startswith(HOUSE)


OURS = [
    model for name in ("partnerships", "facilitation") for model in apps.get_app_config(name).get_models()
]
PRIVATE = [model for model in OURS if is_private(model)]
SHARED = [model for model in apps.get_models() if not is_private(model)]
named = {"ids": lambda model: model.__name__}


def sources(*apps_):
    for app in apps_:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(tree):
    """Every dotted name that a module imports, also inside functions; not what only type checkers see."""
    unseen = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if node in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# --- Imports ------------------------------------------------------------------------------------


def importers():
    return {
        module_of(path)
        for path in sources("partnerships", "facilitation")
        if any(name.startswith(HOUSE) for name in imports(ast.parse(path.read_text())))
    }


def test_only_a_partners_own_side_imports_its_tables():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [wall] = [contract for contract in contracts if contract.get("protected_modules") == [HOUSE]]
    may = (*wall["allowed_importers"], HOUSE)
    outside = {
        module
        for module in importers()
        if not any(module == name or module.startswith(f"{name}.") for name in may)
    }
    assert outside == {"partnerships.models"}  # where Django finds them


def test_what_serves_the_group_never_imports_private_tables():
    """Whatever the linter's list allows one day: these answer to everybody."""
    serves_all = re.compile(
        r"facilitation\b|partnerships\.(table|agreeing|changes|positions|spread|wordings|history|forming|joining|people"
        r"|views\.(table|agreements|people|access))$"
    )
    assert {module for module in importers() if serves_all.match(module)} == set()
    assert any(serves_all.match(module_of(path)) for path in sources("partnerships"))


def test_the_shared_models_pass_no_private_table_on():
    from partnerships import models as shared

    assert {name for name in shared.__all__ if is_private(getattr(shared, name))} == set()


# --- Names --------------------------------------------------------------------------------------


def test_the_process_never_names_a_private_table():
    names = set(private.__all__) - {"Contribution"}
    found = {
        f"{path.relative_to(ROOT)}:{node.lineno} {name}"
        for path in sources("facilitation")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in (
            [node.id]
            if isinstance(node, ast.Name)
            else [node.attr]
            if isinstance(node, ast.Attribute)
            else [alias.name.rpartition(".")[2] for alias in node.names]
            if isinstance(node, ast.Import | ast.ImportFrom)
            else []
        )
        if name in names and not _is_a_word_of_the_vocabulary(path, name)
    }
    assert found == set()


def _is_a_word_of_the_vocabulary(path, name):
    return any(
        imported == f"partnerships.vocabulary.{name}" or imported == f"partnerships.agreeing.{name}"
        for imported in imports(ast.parse(path.read_text()))
    )


def test_no_model_is_fetched_by_its_name_in_a_string():
    """`apps.get_model` and its like would pass round every import rule."""
    ways = {
        "get_model",
        "get_models",
        "get_registered_model",
        "all_models",
        "import_module",
        "import_string",
        "__import__",
    }
    found = {
        f"{path.relative_to(ROOT)}:{node.lineno} {called}"
        for path in sources("partnerships", "facilitation")
        for node in ast.walk(ast.parse(path.read_text()))
        if (called := getattr(node, "attr", getattr(node, "id", ""))) in ways
    }
    assert found == set()


def test_no_sql_of_our_own_names_a_private_table():
    tables = {model._meta.db_table for model in PRIVATE}
    found = {
        f"{path.relative_to(ROOT)} {table}"
        for path in sources("partnerships", "facilitation")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for table in tables
        if table in node.value
    }
    assert found == set()


# --- Relations ----------------------------------------------------------------------------------


def test_there_are_private_tables_and_they_point_at_shared_ones():
    """The control: there is something that could leak."""
    assert len(PRIVATE) > 15
    assert all(any(field.is_relation for field in model._meta.get_fields()) for model in PRIVATE)


@pytest.mark.parametrize("model", PRIVATE, **named)
def test_no_relation_leads_back_from_a_shared_table(model):
    for field in model._meta.concrete_fields:
        if field.is_relation and not is_private(field.related_model):
            assert field.remote_field.hidden, f"{field} can be followed from {field.related_model.__name__}"


@pytest.mark.parametrize("model", SHARED, **named)
def test_no_shared_table_knows_a_private_one(model):
    visible = [relation.name for relation in model._meta.get_fields() if relation.is_relation]
    theirs = [
        relation.name
        for relation in model._meta.get_fields()
        if relation.is_relation and relation.related_model and is_private(relation.related_model)
    ]
    assert theirs == [], visible


@pytest.mark.parametrize("model", PRIVATE, **named)
def test_no_query_on_a_shared_table_joins_a_private_one(model):
    for field in model._meta.concrete_fields:
        if field.is_relation and not is_private(field.related_model):
            for name in (model._meta.model_name, f"{model._meta.model_name}_set"):
                with pytest.raises(FieldError):
                    field.related_model._default_manager.filter(**{f"{name}__isnull": False})


def test_shared_tables_hold_no_key_to_private_ones():
    held = {
        f"{model.__name__}.{field.name}"
        for model in SHARED
        for field in model._meta.concrete_fields
        if field.is_relation and is_private(field.related_model)
    }
    assert held == set()


def test_no_private_table_has_a_manager_without_scopes():
    assert {model.__name__ for model in PRIVATE if not hasattr(model._default_manager, "visible_to")} == set()


# --- Queries ------------------------------------------------------------------------------------


def tables_in(queries):
    sql = " ".join(query["sql"] for query in queries.captured_queries)
    return {model for model in OURS if re.search(rf'"{model._meta.db_table}"', sql)}


@pytest.fixture
def busy(table):
    """A table with something in every private table and something laid, in its second round."""
    table.move("review")
    for side in table.sides.values():
        side.write_private_half()
        side.mandate("laid")
        for step in CYCLE:
            side.fill(step.key)
            if not step.signed_off:
                side.lay(step.key)
    table.agree("principle")
    table.close()
    return table


def test_what_the_group_reads_asks_no_private_table(busy):
    first = busy.partnership.rounds.first()
    with CaptureQueriesContext(connection) as queries:
        for round_ in (first, busy.round):
            matrix(round_)
            ratings(round_)
            for step in CYCLE:
                board(step, round_)
                last_reveal(step, round_)
                agreeing.agreements(step, round_, busy.partners)
        changes_since(first, busy.round)
    assert len(queries) > 20
    assert {model for model in tables_in(queries) if is_private(model)} == set()


def columns_of(queries, model):
    """Which columns of a table are selected."""
    sql = " ".join(query["sql"] for query in queries.captured_queries)
    return set(re.findall(rf'"{model._meta.db_table}"\."(\w+)"', sql))


def test_readiness_asks_private_tables_for_nothing_but_whose_and_how_far(busy):
    with CaptureQueriesContext(connection) as queries:
        readiness(busy.round, busy.partners)
    marks = {"id", "partner_id", "round_id", "step", "laid", "state", "signed_id", "laid_id"}
    texts = {
        f"{model.__name__}.{column}"
        for model in tables_in(queries)
        if is_private(model)
        for column in columns_of(queries, model) - marks
    }
    assert texts == set()


def test_a_record_knows_of_private_tables_only_through_readiness(busy):
    with CaptureQueriesContext(connection) as word:
        readiness(busy.round, busy.partners)
    with CaptureQueriesContext(connection) as queries:
        document_of(busy.round)
        unfinished_by_step(busy.round)
    asked = {query["sql"] for query in queries.captured_queries}
    known = {query["sql"] for query in word.captured_queries}
    tables = {model._meta.db_table for model in PRIVATE}
    assert {sql for sql in asked - known if any(f'"{table}"' in sql for table in tables)} == set()
