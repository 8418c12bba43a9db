"""The ledger of a cluster: rows of figures in their order, each with the head of the chain after it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from giaouoc.store.models.acts import Recorded
from giaouoc.store.models.units import Cluster


class LedgerRow(Recorded):
    """One row of figures.csv, cell by cell as `engine.figures.COLUMNS` has them; it never changes.

    Amounts stay the text they are: SQLite would keep a decimal as a float. `unit`, `indicator` and the days stand
    apart from `cells` only to be looked up by.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="ledger")
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=64)
    indicator = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    cells = models.JSONField()
    head = models.CharField(max_length=64)

    class Meta:
        """Numbers run without gap in each cluster."""

        ordering: ClassVar[list[str]] = ["cluster", "seq"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cluster", "seq"], name="one_row_per_number")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cluster", "unit", "indicator"])]
