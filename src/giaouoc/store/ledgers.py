"""The ledger of a cluster in the database: rows are put at its end, and the chain of hashes goes on with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection

from giaouoc.engine.figures import COLUMNS, Ledger
from giaouoc.engine.figures.seal import EMPTY, chain
from giaouoc.exchange.figures_file import RawRow, cells_of, read_figures, read_rows, write_figures
from giaouoc.store.models import Act, Cluster, LedgerRow


@dataclass(frozen=True, slots=True)
class Head:
    """How many rows a ledger has, and the head of the chain after the last one."""

    length: int
    digest: str

    def __str__(self) -> str:
        return f"{self.length}:{self.digest}"


def head_of(cluster: Cluster) -> Head:
    """Return the head of a ledger; of one without rows the head before the first."""
    last = cluster.ledger.order_by("-seq").values_list("seq", "head").first()
    return Head(*last) if last is not None else Head(0, EMPTY.hex())


def append(cluster: Cluster, rows: Sequence[Mapping[str, str]], done: Act) -> list[LedgerRow]:
    """Put rows at the end of a ledger, numbered here; raises Refusal with everything that is wrong with them.

    The ledger is held from here to the end of the transaction, so that no other writer takes the same numbers.
    """
    _hold(cluster)
    head = head_of(cluster)
    numbered = read_rows(
        write_figures(
            dict(row) | {"seq": str(head.length + place)} for place, row in enumerate(rows, start=1)
        )
    )
    _check(cluster, head.length, numbered)
    heads = chain(cells_of(numbered), head.digest)[1:]
    return LedgerRow.objects.bulk_create(
        LedgerRow(
            cluster=cluster,
            seq=int(row["seq"]),
            unit=row["unit"],
            indicator=row["indicator"],
            first_day=date.fromisoformat(row["first_day"]),
            last_day=date.fromisoformat(row["last_day"]),
            cells=[row[name] for name in COLUMNS],
            head=after,
            last_act=done,
        )
        for row, after in zip(numbered, heads, strict=True)
    )


def rows_of(cluster: Cluster) -> list[RawRow]:
    """Return the rows of a ledger as figures.csv has them, in order."""
    cells = cluster.ledger.order_by("seq").values_list("cells", flat=True)
    return [dict(zip(COLUMNS, row, strict=True)) for row in cells]


def ledger_of(cluster: Cluster) -> Ledger:
    """Return the ledger as the engine reads it; the same head is read once."""
    return _ledger_at(cluster.pk, head_of(cluster))


@lru_cache(maxsize=8)
def _ledger_at(cluster: int, head: Head) -> Ledger:
    """Read the rows up to a head; more may have come since they were asked for."""
    cells = LedgerRow.objects.filter(cluster=cluster, seq__lte=head.length).order_by("seq")
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in cells.values_list("cells", flat=True)]
    _, ledger = read_figures(write_figures(rows))
    return ledger


def broken_from(cluster: Cluster) -> int | None:
    """Return the number of the first row whose head does not follow from the rows before it; None where all do."""
    stored = cluster.ledger.order_by("seq").values_list("seq", "cells", "head")
    rows = list(stored)
    heads = chain([tuple(cells) for _, cells, _ in rows])[1:]
    for place, ((seq, _, head), expected) in enumerate(zip(rows, heads, strict=True), start=1):
        if seq != place or head != expected:
            return place
    return None


def _check(cluster: Cluster, length: int, numbered: Sequence[RawRow]) -> None:
    """Read new rows as the engine would: with the whole ledger where one of them corrects an older one."""
    if any(row["corrects"] for row in numbered):
        read_figures(write_figures([*rows_of(cluster), *numbered]))
        return
    read_figures(write_figures([row | {"seq": str(int(row["seq"]) - length)} for row in numbered]))


def _hold(cluster: Cluster) -> None:
    """Let no other writer into this ledger until the transaction ends; SQLite lets in one at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LEDGERS, cluster.pk])


# The first half of the key of PostgreSQL's advisory locks on ledgers; any number that no other lock uses.
_LEDGERS = 0x61E0
