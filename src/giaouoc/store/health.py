"""What must hold of the database before an office is served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from giaouoc.store.triggers import missing


@register(Tags.database)
def every_trigger_is_there(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A database without one of its triggers would take a change that nobody recorded."""
    return [
        Error(
            f"The database lacks triggers: {', '.join(names)}.",
            hint="Run the migrations again: they write every trigger.",
            id="store.E001",
        )
        for alias in databases or ()
        if (names := missing(connections[alias]))
    ]
