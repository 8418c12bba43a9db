"""Triggers that refuse what no service may do: a change outside an act, and any change of a record.

They are written again after every migration: Django drops them in silence where it remakes a table on SQLite.
"""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from giaouoc.store.triggers import postgresql, sqlite

PERSON_COLUMNS: Final = ("code", "sign_in", "full_name", "email", "is_active", "password")
"""What an act must stand behind; signing in changes `last_login`, which is no such thing."""


def install(using: str, **_: Any) -> None:
    """Write every trigger of the office into a database."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in statements(connection):
            if statement.table is None or statement.table in present:
                cursor.execute(statement.sql)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers a database lacks."""
    dialect = _dialect(connection)
    with connection.cursor() as cursor:
        cursor.execute(dialect.PRESENT)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(s.name for s in statements(connection) if s.name and s.name not in present)


def statements(connection: BaseDatabaseWrapper) -> list[sqlite.Statement]:
    """Return what writes the triggers, in order."""
    from giaouoc.accounts.models import Person
    from giaouoc.store.models import Act, LedgerRow, PactVersion, Recorded, Signature

    dialect = _dialect(connection)
    recorded = [m for m in apps.get_app_config("store").get_models() if issubclass(m, Recorded)]
    found = list(dialect.BEFORE)
    for model in recorded:
        found += dialect.within_an_act(model._meta.db_table)
    found += dialect.within_some_act(Person._meta.db_table, PERSON_COLUMNS)
    for record in (Act, LedgerRow, PactVersion, Signature):
        found += dialect.never_changed(record._meta.db_table)
    return [*found, *dialect.in_order(LedgerRow._meta.db_table)]


def _dialect(connection: BaseDatabaseWrapper) -> Any:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
