"""Tables whose rows never change: the database itself refuses, whatever code or person asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAYS = "this row is frozen: it may be added to, never changed or deleted"

_POSTGRES = """
CREATE FUNCTION {table}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER {table}_is_frozen BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_frozen();
"""
_POSTGRES_BACK = "DROP TRIGGER {table}_is_frozen ON {table}; DROP FUNCTION {table}_is_frozen();"
_SQLITE = "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{says}'); END"
_SQLITE_BACK = "DROP TRIGGER {table}_no_{verb}"


def freeze(*tables: str) -> migrations.RunPython:
    """A migration operation that makes tables append-only, on SQLite and PostgreSQL.

    A later migration that alters such a table on SQLite rebuilds it and so loses the trigger: repeat this
    operation after it. A test reads the triggers from the database and fails when one is missing.
    """

    def forwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor, tables, _POSTGRES, _SQLITE)

    def backwards(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor, tables, _POSTGRES_BACK, _SQLITE_BACK)

    return migrations.RunPython(forwards, backwards)


def _run(editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...], postgres: str, sqlite: str) -> None:
    for table in tables:
        if editor.connection.vendor == "postgresql":
            editor.execute(postgres.format(table=table, says=SAYS))
        else:
            for verb in ("update", "delete"):
                editor.execute(sqlite.format(table=table, verb=verb, says=SAYS))
