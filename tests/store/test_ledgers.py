"""The ledger in the database is the ledger of a case folder: same rows, same chain, and it only grows."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from giaouoc.engine.figures.seal import EMPTY, chain
from giaouoc.exchange.figures_file import RawRow, cells_of, read_figures, read_rows
from giaouoc.store.acts import act
from giaouoc.store.ledgers import Head, append, broken_from, head_of, ledger_of, rows_of
from giaouoc.store.models import Cluster, LedgerRow
from tests.support.office import refusal_of

pytestmark = pytest.mark.django_db
TEXT = Path("examples/synthetic-cluster/figures.csv").read_text(encoding="utf-8")
ROWS = read_rows(TEXT)


def cluster(code: str) -> Cluster:
    with act("cluster-added", by=None) as done:
        return Cluster.objects.create(code=code, name=code, last_act=done)


@pytest.fixture
def ours() -> Cluster:
    outsider = cluster("outsider")
    put(outsider, ROWS[:3])
    return cluster("ours")


def put(where: Cluster, rows: list[RawRow]) -> list[LedgerRow]:
    with act("figures-accepted", by=None, cluster=where.code) as done:
        return append(where, rows, done)


def refused(statement: str, *values: int) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value)


def test_rows_put_in_piece_by_piece_give_the_ledger_and_the_head_of_the_file(ours: Cluster) -> None:
    assert head_of(ours) == Head(0, EMPTY.hex())
    for start in range(0, len(ROWS), 50):
        put(ours, ROWS[start : start + 50])
    _, expected = read_figures(TEXT)
    assert tuple(ledger_of(ours)) == tuple(expected)
    assert head_of(ours) == Head(len(ROWS), chain(cells_of(rows_of(ours)))[-1])
    assert broken_from(ours) is None


def test_ledgers_of_two_clusters_are_counted_apart(ours: Cluster) -> None:
    put(ours, ROWS[:2])
    assert [r.seq for r in LedgerRow.objects.filter(cluster=ours)] == [1, 2]
    assert head_of(Cluster.objects.get(code="outsider")).length == 3


def test_wrong_rows_are_all_told_and_none_is_written(ours: Cluster) -> None:
    put(ours, ROWS[:2])
    wrong = [ROWS[2] | {"value": "-3"}, ROWS[3] | {"first_day": "yesterday"}]
    codes = refusal_of(lambda: put(ours, [ROWS[2], *wrong]))
    assert len(codes) == 2
    assert head_of(ours).length == 2


def test_a_correction_must_name_a_row_of_its_own_kind(ours: Cluster) -> None:
    put(ours, ROWS[:2])
    assert refusal_of(lambda: put(ours, [ROWS[0] | {"corrects": "9", "reason": "typing"}])) == [
        "figures.corrects-later-entry"
    ]
    assert refusal_of(lambda: put(ours, [ROWS[0] | {"corrects": "2", "reason": "typing"}])) == [
        "figures.corrects-another-thing"
    ]
    put(ours, [ROWS[0] | {"corrects": "1", "reason": "typing"}])
    assert head_of(ours).length == 3


@pytest.mark.parametrize("verb", ["UPDATE store_ledgerrow SET seq = 9", "DELETE FROM store_ledgerrow"])
def test_the_database_refuses_to_change_or_take_away_a_row(ours: Cluster, verb: str) -> None:
    put(ours, ROWS[:2])
    assert "giaouoc:" in refused(verb)
    with act("something", by=None):
        assert "giaouoc:" in refused(verb)
    assert broken_from(ours) is None


@pytest.mark.parametrize("seq", [0, 2, 4, 17])
def test_the_database_refuses_a_row_out_of_order(ours: Cluster, seq: int) -> None:
    put(ours, ROWS[:2])
    with act("something", by=None) as done, pytest.raises(DatabaseError), transaction.atomic():
        LedgerRow.objects.create(
            cluster=ours,
            seq=seq,
            unit="a",
            indicator="b",
            first_day="2025-01-01",
            last_day="2025-01-31",
            cells=[],
            head="0" * 64,
            last_act=done,
        )
    assert head_of(ours).length == 2


def test_a_row_replaced_by_an_insert_is_refused_too(ours: Cluster) -> None:
    put(ours, ROWS[:2])
    columns = "id, cluster_id, seq, unit, indicator, first_day, last_day, cells, head, last_act_id"
    changed = columns.replace("unit", "'other'").replace("last_act_id", "%s")
    copied = f"({columns}) SELECT {changed} FROM store_ledgerrow WHERE cluster_id = %s AND seq = 1"
    replaced = {
        "sqlite": f"INSERT OR REPLACE INTO store_ledgerrow {copied}",
        "postgresql": f"INSERT INTO store_ledgerrow {copied} ON CONFLICT (id) DO UPDATE SET unit = 'other'",
    }
    with act("something", by=None) as done:
        assert "giaouoc:" in refused(replaced[connection.vendor], done.pk, ours.pk)
    assert broken_from(ours) is None


def test_a_head_that_does_not_follow_is_found(ours: Cluster) -> None:
    put(ours, ROWS[:3])
    last = head_of(ours)
    with act("forged", by=None) as done:
        LedgerRow.objects.create(
            cluster=ours,
            seq=4,
            unit="a",
            indicator="b",
            first_day="2025-01-01",
            last_day="2025-01-31",
            cells=["4"],
            head=last.digest,
            last_act=done,
        )
    assert broken_from(ours) == 4


def test_cells_stay_the_text_they_are(ours: Cluster) -> None:
    exact = ROWS[0] | {"value": "12345678901234", "note": "“quotes”, dòng mới, 1+1"}
    put(ours, [exact])
    (kept,) = rows_of(ours)
    assert kept == exact | {"seq": "1"}
