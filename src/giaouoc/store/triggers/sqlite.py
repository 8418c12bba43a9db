"""The triggers in SQLite's words. `giaouoc_act()` is lent by the office's own connections only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PRESENT: Final = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `name` is that of the trigger it makes, `table` the one it needs."""

    sql: str
    table: str | None = None
    name: str | None = None


BEFORE: Final[tuple[Statement, ...]] = ()


def within_an_act(table: str) -> list[Statement]:
    """Return triggers that refuse a row written outside the open act, and a deletion without one."""
    other = "NEW.last_act_id IS NOT giaouoc_act()"
    return [
        *_trigger(table, "insert", other, "giaouoc: a row is written within an act only"),
        *_trigger(table, "update", other, "giaouoc: a row is changed within an act only"),
        *_trigger(
            table, "delete", "giaouoc_act() IS NULL", "giaouoc: a row is taken away within an act only"
        ),
    ]


def within_some_act(table: str, columns: Sequence[str]) -> list[Statement]:
    """Return triggers that refuse a new row, a deletion and a change of these columns without an open act."""
    says, none = "giaouoc: this is changed within an act only", "giaouoc_act() IS NULL"
    return [
        *_trigger(table, "insert", none, says),
        *_trigger(table, "delete", none, says),
        *_trigger(table, "update", none, says, of=f" OF {', '.join(columns)}"),
    ]


def never_changed(table: str) -> list[Statement]:
    """Return triggers that refuse every change and every deletion."""
    return [
        *_trigger(table, "update", "1", "giaouoc: this record is never changed", "kept"),
        *_trigger(table, "delete", "1", "giaouoc: this record is never taken away", "kept"),
    ]


def in_order(table: str) -> list[Statement]:
    """Return a trigger that refuses a ledger row whose number is not the next one."""
    rows = f"FROM {table} WHERE cluster_id = NEW.cluster_id"
    other = f"NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 {rows})"
    return _trigger(table, "insert", other, "giaouoc: ledger rows follow each other without gap", "order")


def _trigger(
    table: str, event: str, when: str, says: str, kind: str = "act", of: str = ""
) -> list[Statement]:
    name = f"{table}_{kind}_{event}"
    body = (
        f"CREATE TRIGGER {name} BEFORE {event.upper()}{of} ON {table} FOR EACH ROW WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    )
    return [Statement(f"DROP TRIGGER IF EXISTS {name}", table), Statement(body, table, name)]
