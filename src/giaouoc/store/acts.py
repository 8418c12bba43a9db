"""Every change is part of an act: who, when, what, about what. The database refuses a change outside of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

from giaouoc.accounts.models import Person
from giaouoc.store.models import Act

_open: ContextVar[int | None] = ContextVar("giaouoc-act", default=None)


def lend_act_to_sqlite(connection: Any, **_: object) -> None:
    """Give SQLite's triggers the function that names the open act; another program has none and is refused."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("giaouoc_act", 0, _open.get)


@contextmanager
def act(
    verb: str,
    *,
    by: Person | None,
    about: str = "",
    cluster: str = "",
    details: Mapping[str, Any] | None = None,
) -> Iterator[Act]:
    """Open a transaction that records an act first and lets rows change for it; None for the office itself.

    `about` names a thing as `kind:code`. `details` hold what was before and what is after, in plain JSON.
    """
    with transaction.atomic():
        recorded = Act.objects.create(
            verb=verb,
            by=by,
            by_code="" if by is None else by.code,
            about=about,
            cluster=cluster,
            details=dict(details or {}),
        )
        before = _open.get()
        token = _open.set(recorded.pk)
        _tell(recorded.pk)
        try:
            yield recorded
            _tell(before)
        finally:
            _open.reset(token)


def _tell(number: int | None) -> None:
    """Tell PostgreSQL the open act, for this transaction only."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('giaouoc.act', %s, true)", ["" if number is None else str(number)]
            )
