"""Tables whose rows never change: the database itself refuses, whatever code or person asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

SAYS = "this row is frozen: it may be added to, never changed or deleted"

_POSTGRES = """
CREATE OR REPLACE FUNCTION {table}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE OR REPLACE TRIGGER {table}_is_frozen BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_frozen();
"""
_POSTGRES_BACK = "DROP TRIGGER {table}_is_frozen ON {table}; DROP FUNCTION {table}_is_frozen();"
_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{says}'); END"
)
_SQLITE_BACK = "DROP TRIGGER {table}_no_{verb}"


def freeze(*tables: str) -> migrations.RunPython:
    """A migration operation that makes tables append-only, on SQLite and PostgreSQL.

    A later migration that alters such a table says so with `altering`. A test reads the triggers from the
    database and fails when one is missing.
    """

    def forwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor, tables, _POSTGRES, _SQLITE)

    def backwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor, tables, _POSTGRES_BACK, _SQLITE_BACK)

    return migrations.RunPython(forwards, backwards)


def altering(table: str, *operations: Operation) -> list[Operation]:
    """Operations on a table that is frozen already and stays so, whichever way they are run.

    SQLite rebuilds a table to alter it, and loses its triggers. They are made again where they are missing: at
    the end going forwards, and at the beginning, which comes last going backwards.
    """

    def again(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor, (table,), _POSTGRES, _SQLITE)

    made_again = migrations.RunPython(again, again)
    return [made_again, *operations, made_again]


def _run(editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...], postgres: str, sqlite: str) -> None:
    for table in tables:
        if editor.connection.vendor == "postgresql":
            editor.execute(postgres.format(table=table, says=SAYS))
        else:
            for verb in ("update", "delete"):
                editor.execute(sqlite.format(table=table, verb=verb, says=SAYS))
