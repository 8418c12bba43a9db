"""The ledger of a cluster, and the reports that lead to it: periods, reports of units, cells, corrections."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models

from giaouoc.accounts.models import Person
from giaouoc.engine.figures import Status
from giaouoc.store.models.acts import Recorded
from giaouoc.store.models.choices import of_enum
from giaouoc.store.models.pacts import Pact
from giaouoc.store.models.units import Cluster, Unit


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


class Period(Recorded):
    """A stretch of days that the units of a pact report on, until a day; locked, only corrections are left."""

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="periods")
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField()
    locked = models.BooleanField(default=False)

    class Meta:
        """A pact has each period once."""

        ordering: ClassVar[list[str]] = ["first_day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pact", "first_day", "last_day"], name="one_period_per_stretch"),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="period_ends_after_it_began"
            ),
        ]


class ReportState(StrEnum):
    """With the reporter, with the unit's leader, with the cluster, back with named cells, in the ledger."""

    DRAFT = "draft"
    WITH_LEADER = "with_leader"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Report(Recorded):
    """What a unit reports on a period; `reason` says why its leader or the cluster gave it back."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=16, choices=of_enum(ReportState), default=ReportState.DRAFT)
    submitted_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        """A unit has one report on a period."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["period", "unit"], name="one_report_per_unit_and_period")
        ]


class Cell(Recorded):
    """One figure of a report: reported, missing or not applicable; empty until somebody said which.

    Its last act is what a page shows it as of: who saves a cell names that act, and is told where another came between.
    The window is the period's, or the part of it in which the unit was a body, or up to a milestone's deadline.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="cells")
    indicator = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    status = models.CharField(max_length=16, choices=of_enum(Status), blank=True)
    value = models.CharField(max_length=40, blank=True)
    numerator = models.CharField(max_length=40, blank=True)
    denominator = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    returned = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        """A report has each figure once."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "indicator", "first_day", "last_day"], name="one_cell_per_figure"
            )
        ]


class CorrectionState(StrEnum):
    """Waiting for the cluster, in the ledger, or refused."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Correction(Recorded):
    """A change of a figure in the ledger that a unit asks for; approved, it becomes a row of its own."""

    row = models.ForeignKey(LedgerRow, on_delete=models.PROTECT, related_name="corrections")
    cells = models.JSONField()
    reason = models.TextField()
    state = models.CharField(max_length=16, choices=of_enum(CorrectionState), default=CorrectionState.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    result = models.ForeignKey(LedgerRow, null=True, on_delete=models.PROTECT, related_name="+")
