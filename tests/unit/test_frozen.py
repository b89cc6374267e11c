"""What is frozen may be added to, never changed or deleted: the database itself refuses, whoever asks."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import Error, IntegrityError, connection, transaction
from django.db.migrations import RunPython
from django.db.migrations.state import ProjectState

from facilitation.models import ClassChange, Issue, Record, Renegotiation
from facilitation.workshops import agendas, outcomes
from partnerships.frozen import SAYS, altering
from partnerships.models import Agreement, Endorsement, Event, TableEntry
from partnerships.models.private import Hope, MandateWording, Signature
from partnerships.steps import CYCLE
from tests import build, room

AGREEMENTS = [Agreement, *(kind.model for step in CYCLE for kind in step.together)]
FROZEN = [
    Event,
    TableEntry,
    MandateWording,
    Signature,
    Record,
    Issue,
    ClassChange,
    Renegotiation,
    *AGREEMENTS,
]


@pytest.fixture
def everything(table):
    """A row in every frozen table."""
    table.a.mandate("laid")
    for step in CYCLE:
        for kind in step.together:
            table.agree(kind.key, **({"receiver": table.b.partner} if kind.key == "offer" else {}))
    made = room.running_workshop(table, agenda=agendas.SECOND)  # one of its blocks counts otherwise
    promise = outcomes.promise(made, "Figures", owner="A", due=build.DAY, by=table.facilitator)
    outcomes.renegotiate(promise, build.DAY + dt.timedelta(days=1), by=table.facilitator)
    room.end(table, made)
    round_ = table.round
    table.close()
    Issue.objects.create(
        round=round_,
        paper="summary",
        title="Summary",
        html="<p>A-canary</p>",
        pdf=b"%PDF",
        digest="0" * 64,
        pages=1,
        issued_by=table.facilitator.person,
    )
    return table


def triggers():
    """The tables that have a trigger against UPDATE, and those that have one against DELETE."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, tgtype FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND tgenabled = 'O'"
            )
            found = cursor.fetchall()
            # Bits of pg_trigger.tgtype: 1 for each row, 2 before, 8 delete, 16 update.
            row_before = [(table, bits) for table, bits in found if bits & 1 and bits & 2]
            return {t for t, bits in row_before if bits & 16}, {t for t, bits in row_before if bits & 8}
        cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
        return {t for t, sql in found if " BEFORE update " in sql}, {
            t for t, sql in found if " BEFORE delete " in sql
        }


@pytest.mark.django_db
def test_every_frozen_table_has_its_triggers_and_no_other_table_has():
    expected = {model._meta.db_table for model in FROZEN}
    assert triggers() == (expected, expected)


def test_a_frozen_table_that_is_altered_stays_frozen_whichever_way(db):
    """SQLite loses triggers when it rebuilds a table, which the operations between stand for."""

    def lose(apps, editor):
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                editor.execute(f"DROP TRIGGER partnerships_agreement_no_{verb}")

    before = triggers()
    editor = connection.SchemaEditorClass(connection, atomic=False)
    operations = altering("partnerships_agreement", RunPython(lose, lose))
    for operation in operations:
        operation.database_forwards("partnerships", editor, ProjectState(), ProjectState())
    assert triggers() == before
    for operation in reversed(operations):
        operation.database_backwards("partnerships", editor, ProjectState(), ProjectState())
    assert triggers() == before


def test_every_agreement_there_is_belongs_to_a_step_and_is_frozen():
    there_are = {model for model in apps.get_models() if issubclass(model, Agreement)}
    assert there_are == set(AGREEMENTS)


def accepted(write):
    """Whether a write goes through; nothing of it stays."""
    try:
        with build.undone():
            write()
    except Error:
        return False
    return True


@pytest.mark.parametrize(
    "sql", ["UPDATE {table} SET {key} = {key}", "DELETE FROM {table}"], ids=["update", "delete"]
)
def test_the_database_refuses(everything, sql):
    def run(model):
        with connection.cursor() as cursor:
            cursor.execute(sql.format(table=model._meta.db_table, key=model._meta.pk.column))

    assert [model for model in FROZEN if not model.objects.exists()] == []
    assert [model for model in FROZEN if accepted(lambda model=model: run(model))] == []


def test_django_is_refused_too(everything):
    for model in FROZEN:
        row = model.objects.order_by("pk").last()
        writes = {"save": row.save, "delete": row.delete, "many": model.objects.filter(pk=row.pk).delete}
        assert (model, [name for name, write in writes.items() if accepted(write)]) == (model, [])


def test_the_refusal_says_why(table):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Event.objects.update(text="Nothing happened")
    assert SAYS in str(refusal.value)


def test_what_is_not_frozen_can_be_changed(everything):
    """The control: it is not the database that refuses everything."""
    side = everything.a
    row = side.write("hope")
    assert Hope.objects.filter(pk=row.pk).update(what="Otherwise") == 1
    line = Agreement.objects.in_round(everything.round).filter(kind="principle").get()
    assert side.endorse(line, 6).pk == side.endorse(line, 3).pk
    assert Endorsement.objects.get().delete()[0] == 1


def test_more_can_be_added_to_what_is_frozen(everything):
    before = Event.objects.count()
    build.partnership("D", slug="elsewhere")
    assert Event.objects.count() > before
