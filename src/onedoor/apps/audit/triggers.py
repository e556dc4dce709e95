"""The database's own refusal to rewrite the audit; the Python guard alone would stop only Python.

Where a database knows neither dialect there are no triggers, and ``verify_chain`` is what remains.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

EVENTS, HEADS = "audit_event", "audit_chainhead"

SQLITE = {
    "audit_event_no_update": f"BEFORE UPDATE ON {EVENTS} BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END",
    "audit_event_no_delete": f"BEFORE DELETE ON {EVENTS} BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END",
    "audit_head_one_step": (
        f"BEFORE UPDATE ON {HEADS} WHEN NEW.seq <> OLD.seq + 1 OR NEW.tenant_id <> OLD.tenant_id "
        "BEGIN SELECT RAISE(ABORT, 'the chain head moves by one event'); END"
    ),
    "audit_head_no_delete": f"BEFORE DELETE ON {HEADS} BEGIN SELECT RAISE(ABORT, 'the chain head is never deleted'); END",
}

POSTGRESQL_FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit is never rewritten: % on %', TG_OP, TG_TABLE_NAME; END $$
    """,
    """
    CREATE OR REPLACE FUNCTION audit_head_one_step() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.seq <> OLD.seq + 1 OR NEW.tenant_id <> OLD.tenant_id THEN
        RAISE EXCEPTION 'the chain head moves by one event';
      END IF;
      RETURN NEW;
    END $$
    """,
)
POSTGRESQL = {
    "audit_event_refuse": (EVENTS, "BEFORE UPDATE OR DELETE", "ROW", "audit_refuse"),
    "audit_event_no_truncate": (EVENTS, "BEFORE TRUNCATE", "STATEMENT", "audit_refuse"),
    "audit_head_one_step": (HEADS, "BEFORE UPDATE", "ROW", "audit_head_one_step"),
    "audit_head_refuse": (HEADS, "BEFORE DELETE", "ROW", "audit_refuse"),
    "audit_head_no_truncate": (HEADS, "BEFORE TRUNCATE", "STATEMENT", "audit_refuse"),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Events can be added and nothing else; heads can move on by one."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, body in SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")
        elif connection.vendor == "postgresql":
            for function in POSTGRESQL_FUNCTIONS:
                cursor.execute(function)
            for name, (table, when, each, function) in POSTGRESQL.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
                )


def remove(connection: BaseDatabaseWrapper) -> None:
    """The tables are as unguarded as any other."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif connection.vendor == "postgresql":
            for name, (table, *_rest) in POSTGRESQL.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


@contextmanager
def suspended(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Within the block the guard is down: for restoring a backup, and for tests that play the intruder."""
    _settle(connection)
    remove(connection)
    try:
        yield
    finally:
        _settle(connection)
        install(connection)


def _settle(connection: BaseDatabaseWrapper) -> None:
    """PostgreSQL alters no table on which deferred checks of the same transaction still wait."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        connection.check_constraints()
