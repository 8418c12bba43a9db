"""What stands beside the cells of a report: last year's amounts, the year to date, and what the checks say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from giaouoc.accounts.models import Person
from giaouoc.engine.checks import case_findings
from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry, Ledger
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Ref, RefKind
from giaouoc.engine.indicators import Indicator, Quantity
from giaouoc.engine.periods import Window, same_period
from giaouoc.exchange.figures_file import read_figures, write_figures
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pacts import newest_version
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.reporting import OWN, row_of
from giaouoc.store.ledgers import ledger_of
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import Cell, Report, ReportState


@dataclass(frozen=True, slots=True)
class GridRow:
    """A cell with what it is compared with; an amount is None where the ledger gives none."""

    cell: Cell
    indicator: Indicator
    year_before: Quantity | None
    to_date: Quantity | None
    to_date_before: Quantity | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A report as a page shows it; `case` names its units and indicators, drafts among its figures."""

    report: Report
    case: Case
    rows: tuple[GridRow, ...]


def grid_of(*, by: Person, on: date, at: datetime, report: Report) -> Grid:
    """Return a report with its neighbours: what is typed counts in the year to date before anybody accepted it.

    A report that is not accepted is seen by its unit, its verifiers and auditors only.
    """
    cluster = report.period.pact.cluster
    accepted = report.state == ReportState.ACCEPTED
    needed = Permission.READ_CLUSTER if accepted else Permission.READ_UNVERIFIED
    ensure(who_is(by, on), needed, of=bodies_of(cluster, on), unit=report.unit.code)
    cells = list(report.cells.select_related("last_act"))
    version = newest_version(report.period.pact)
    case = case_of(version, _with_drafts(report, cells, on, at))
    day = max(on, case.default_day)
    found = case_findings(case, day)
    return Grid(report, case, tuple(_grid_row(case, report, cell, day, found) for cell in cells))


def _with_drafts(report: Report, cells: Sequence[Cell], on: date, at: datetime) -> Ledger:
    """Return the ledger of the cluster with what stands in the report, as if it were accepted today."""
    ledger = ledger_of(report.period.pact.cluster)
    if report.accepted_on is not None:
        return ledger
    rows = [row_of(cell, report, on, at) for cell in cells if cell.status]
    numbered = [row | {"seq": str(place)} for place, row in enumerate(rows, start=1)]
    _, drafts = read_figures(write_figures(numbered))
    count = len(ledger)
    return Ledger([*ledger, *(replace(entry, seq=entry.seq + count) for entry in drafts)])


def _grid_row(case: Case, report: Report, cell: Cell, day: date, found: tuple[Finding, ...]) -> GridRow:
    indicator = case.indicators.get(cell.indicator)
    assembler = Assembler(case.ledger, case.units, indicator, OWN, day)
    window = Window.inclusive(cell.first_day, cell.last_day)
    so_far = Window(min(case.pact.window.start, window.start), window.stop)

    def amount(of: Window) -> Quantity | None:
        side = assembler.of_body(report.unit.code, of)
        return side.quantity if isinstance(side, Side) and not side.not_applicable else None

    def before(of: Window) -> Quantity | None:
        return amount(same_period(of, case.pact.calendar, case.pact.holidays))

    return GridRow(
        cell=cell,
        indicator=indicator,
        year_before=before(window),
        to_date=amount(so_far) if cell.status else None,
        to_date_before=before(so_far),
        findings=tuple(f for f in found if _is_about(f, report.unit.code, cell, case.ledger)),
    )


def _is_about(finding: Finding, unit: str, cell: Cell, ledger: Ledger) -> bool:
    """Tell whether a finding speaks of a cell: of its unit and indicator, and, where it names figures, of its days."""
    if finding.get("indicator") != Ref(RefKind.INDICATOR, cell.indicator):
        return False
    if finding.get("unit") not in (None, Ref(RefKind.UNIT, unit)):
        return False
    named = finding.get("seqs") or finding.get("seq")
    numbers = named if isinstance(named, tuple) else (named,)
    entries = [ledger.entry(n) for n in numbers if isinstance(n, int)]
    return not entries or any(_same_days(entry, cell) for entry in entries)


def _same_days(entry: Entry, cell: Cell) -> bool:
    return (entry.window.first_day, entry.window.last_day) == (cell.first_day, cell.last_day)
