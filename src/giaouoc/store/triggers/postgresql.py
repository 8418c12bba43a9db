"""The triggers in PostgreSQL's words. The open act is a setting of the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from giaouoc.store.triggers.sqlite import Statement

PRESENT: Final = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"

_ACT: Final = "nullif(current_setting('giaouoc.act', true), '')::bigint"
BEFORE: Final = (
    Statement(
        f"""
        CREATE OR REPLACE FUNCTION giaouoc_within_act() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' THEN
            IF {_ACT} IS NULL THEN
              RAISE EXCEPTION 'giaouoc: a row is taken away within an act only';
            END IF;
            RETURN OLD;
          END IF;
          IF {_ACT} IS DISTINCT FROM NEW.last_act_id THEN
            RAISE EXCEPTION 'giaouoc: a row is written within an act only';
          END IF;
          RETURN NEW;
        END $$
        """
    ),
    Statement(
        f"""
        CREATE OR REPLACE FUNCTION giaouoc_some_act() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF {_ACT} IS NULL THEN
            RAISE EXCEPTION 'giaouoc: this is changed within an act only';
          END IF;
          RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$
        """
    ),
    Statement(
        """
        CREATE OR REPLACE FUNCTION giaouoc_never() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'giaouoc: this record is never changed or taken away';
        END $$
        """
    ),
    Statement(
        """
        CREATE OR REPLACE FUNCTION giaouoc_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE expected bigint;
        BEGIN
          EXECUTE format('SELECT coalesce(max(seq), 0) + 1 FROM %I WHERE cluster_id = $1', TG_TABLE_NAME)
            INTO expected USING NEW.cluster_id;
          IF NEW.seq IS DISTINCT FROM expected THEN
            RAISE EXCEPTION 'giaouoc: ledger rows follow each other without gap';
          END IF;
          RETURN NEW;
        END $$
        """
    ),
)


def within_an_act(table: str) -> list[Statement]:
    """Return a trigger that refuses a row written outside the open act, and a deletion without one."""
    return _trigger(table, "act", "BEFORE INSERT OR UPDATE OR DELETE", "FOR EACH ROW", "giaouoc_within_act")


def within_some_act(table: str, columns: Sequence[str]) -> list[Statement]:
    """Return a trigger that refuses a new row, a deletion and a change of these columns without an open act."""
    event = f"BEFORE INSERT OR DELETE OR UPDATE OF {', '.join(columns)}"
    return _trigger(table, "act", event, "FOR EACH ROW", "giaouoc_some_act")


def never_changed(table: str) -> list[Statement]:
    """Return triggers that refuse every change, every deletion and emptying the table."""
    return [
        *_trigger(table, "kept", "BEFORE UPDATE OR DELETE", "FOR EACH ROW", "giaouoc_never"),
        *_trigger(table, "kept_whole", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "giaouoc_never"),
    ]


def in_order(table: str) -> list[Statement]:
    """Return a trigger that refuses a ledger row whose number is not the next one."""
    return _trigger(table, "order", "BEFORE INSERT", "FOR EACH ROW", "giaouoc_in_order")


def _trigger(table: str, kind: str, event: str, each: str, function: str) -> list[Statement]:
    name = f"{table}_{kind}"
    return [
        Statement(f"DROP TRIGGER IF EXISTS {name} ON {table}", table),
        Statement(
            f"CREATE TRIGGER {name} {event} ON {table} {each} EXECUTE FUNCTION {function}()", table, name
        ),
    ]
