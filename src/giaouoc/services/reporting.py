"""The report of a unit on a period: filled in, handed up, submitted, returned or accepted into the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from giaouoc.accounts.models import Person
from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Ledger, Precision, PublisherBasis, Status, WindowBasis
from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error, refuse
from giaouoc.engine.periods import Window
from giaouoc.exchange.template_plan import months_of, plan_template
from giaouoc.services.amounts import Amount, Read, read
from giaouoc.services.clusters import bodies_of
from giaouoc.services.pacts import newest_version
from giaouoc.services.people import who_is
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.policies import PactStep, ReportStep, ensure_pact, ensure_report
from giaouoc.store import ledgers
from giaouoc.store.acts import act
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import Act, Cell, LedgerRow, Pact, Period, Report, ReportState, Unit

OWN: Final = "own"
"""The publisher that stands in a pact for each unit about itself."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An amount typed into a cell; `seen` is the last act of the cell when the page was made."""

    cell: int
    seen: int
    amount: Amount


def open_periods(*, by: Person, on: date, pact: Pact, days_to_report: int) -> list[Period]:
    """Open every month of a signed pact for reports, due a number of days after its last day."""
    ensure(who_is(by, on), Permission.KEEP_PERIODS, of=bodies_of(pact.cluster, on))
    ensure_pact(pact.state, PactStep.OPEN_PERIODS)
    if not 0 <= days_to_report <= 366:
        raise refuse("reporting.days-out-of-range", value=days_to_report)
    case = _case(pact)
    if OWN not in case.pact.publishers:
        raise refuse("reporting.pact-without-own-figures", value=OWN)
    there = {(p.first_day, p.last_day) for p in pact.periods.all()}
    months = months_of(case, case.pact.window)
    new = [m for m in months if (m.first_day, m.last_day) not in there]
    with _acted("periods-opened", by, pact, months=len(new)) as done:
        return [
            Period.objects.create(
                pact=pact,
                first_day=month.first_day,
                last_day=month.last_day,
                due_on=month.last_day + timedelta(days=days_to_report),
                last_act=done,
            )
            for month in new
        ]


def lock_period(*, by: Person, on: date, period: Period, locked: bool = True) -> None:
    """Lock a period, after which its figures change by corrections only; or open it again."""
    ensure(who_is(by, on), Permission.KEEP_PERIODS, of=bodies_of(period.pact.cluster, on))
    with _acted("period-locked" if locked else "period-unlocked", by, period.pact, period=period.pk) as done:
        period.locked, period.last_act = locked, done
        period.save()


def open_report(*, by: Person, on: date, period: Period, unit: Unit) -> Report:
    """Return the report of a unit on a period, made with its empty cells when it is first asked for."""
    _may(Permission.REPORT_FIGURES, by, on, period.pact, unit)
    found = Report.objects.filter(period=period, unit=unit).first()
    if found is not None:
        return found
    _refuse_locked(period)
    window = Window.inclusive(period.first_day, period.last_day)
    rows = plan_template(_case(period.pact), window=window, unit=unit.code).rows
    with _acted("report-begun", by, period.pact, unit=unit.code, period=period.pk) as done:
        report = Report.objects.create(period=period, unit=unit, last_act=done)
        Cell.objects.bulk_create(
            Cell(
                report=report,
                indicator=row.indicator,
                first_day=row.window.first_day,
                last_day=row.window.last_day,
                last_act=done,
            )
            for row in rows
        )
    return report


def fill_in(*, by: Person, on: date, report: Report, typed: Sequence[Typed]) -> list[Cell]:
    """Keep what was typed into cells: all of it or nothing, with every problem told at once.

    A cell that somebody else changed since it was seen is refused, and theirs stays. In a returned report only
    the returned cells change.
    """
    _may_at_unit(Permission.REPORT_FIGURES, by, on, report)
    ensure_report(report.state, ReportStep.FILL)
    _refuse_locked(report.period)
    indicators = _case(report.period.pact).indicators
    with transaction.atomic():
        cells = {c.pk: c for c in report.cells.select_for_update(of=("self",)).select_related("last_act__by")}
        problems: list[Finding] = []
        changed: list[tuple[Cell, Read]] = []
        for one in typed:
            cell = cells.get(one.cell)
            if cell is None:
                raise refuse("reporting.cell-unknown", value=str(one.cell))
            about = {"row": Ref(RefKind.INDICATOR, cell.indicator)}
            try:
                new = read(one.amount, indicators.get(cell.indicator))
            except Refusal as refusal:
                problems += [f.about(indicator=about["row"], cell=cell.pk) for f in refusal.findings]
                continue
            if new == Read.of(cell):
                continue
            problems += _why_not_changed(report, cell, one)
            changed.append((cell, new))
        if problems:
            raise Refusal(problems)
        return _keep(by, report, changed)


def hand_up(*, by: Person, on: date, report: Report) -> None:
    """Hand a whole report to the leader of the unit."""
    _may_at_unit(Permission.REPORT_FIGURES, by, on, report)
    ensure_report(report.state, ReportStep.HAND_UP)
    _refuse_incomplete(report)
    with _acted("report-handed-up", by, report.period.pact, report=report.pk) as done:
        _move(report, ReportState.WITH_LEADER, done)


def send_back(*, by: Person, on: date, report: Report, reason: str) -> None:
    """Give a report back to the reporter before it is submitted, with what is to be done."""
    _may_at_unit(Permission.SUBMIT_FIGURES, by, on, report)
    ensure_report(report.state, ReportStep.SEND_BACK)
    _need_reason(reason)
    returned = report.cells.filter(returned=True).exists()
    with _acted("report-sent-back", by, report.period.pact, report=report.pk, reason=reason) as done:
        report.reason = reason.strip()
        _move(report, ReportState.RETURNED if returned else ReportState.DRAFT, done)


def submit(*, by: Person, on: date, report: Report) -> None:
    """Submit a whole report to the cluster, as the leader of the unit."""
    _may_at_unit(Permission.SUBMIT_FIGURES, by, on, report)
    ensure_report(report.state, ReportStep.SUBMIT)
    _refuse_locked(report.period)
    _refuse_incomplete(report)
    with _acted("report-submitted", by, report.period.pact, report=report.pk) as done:
        report.submitted_on, report.reason = on, ""
        _move(report, ReportState.SUBMITTED, done)


def return_cells(*, by: Person, on: date, report: Report, reasons: Mapping[int, str]) -> None:
    """Return named cells of a submitted report, each with its reason; only those open again."""
    _may_at_unit(Permission.VERIFY_FIGURES, by, on, report)
    ensure_report(report.state, ReportStep.RETURN)
    if not reasons:
        raise refuse("reporting.nothing-returned")
    for reason in reasons.values():
        _need_reason(reason)
    cells = {c.pk: c for c in report.cells.all()}
    if unknown := sorted(set(reasons) - set(cells)):
        raise refuse("reporting.cell-unknown", value=str(unknown[0]))
    with _acted("cells-returned", by, report.period.pact, report=report.pk, cells=len(reasons)) as done:
        for number, reason in reasons.items():
            cell = cells[number]
            cell.returned, cell.reason, cell.last_act = True, reason.strip(), done
            cell.save()
        _move(report, ReportState.RETURNED, done)


def accept(*, by: Person, on: date, at: datetime, report: Report) -> list[LedgerRow]:
    """Take a submitted report into the ledger; its figures are known from this day on."""
    _may_at_unit(Permission.VERIFY_FIGURES, by, on, report)
    ensure_report(report.state, ReportStep.ACCEPT)
    cluster = report.period.pact.cluster
    with _acted("report-accepted", by, report.period.pact, report=report.pk) as done:
        report = Report.objects.select_for_update().get(pk=report.pk)
        ensure_report(report.state, ReportStep.ACCEPT)
        rows = [row_of(cell, report, on, at) for cell in report.cells.all()]
        written = ledgers.append(cluster, rows, done)
        report.cells.update(returned=False, reason="", last_act=done)
        report.accepted_on = on
        _move(report, ReportState.ACCEPTED, done)
    return written


def row_of(cell: Cell, report: Report, on: date, at: datetime) -> dict[str, str]:
    """Return a cell as a row of figures.csv: published by the unit itself, known from the day it was accepted."""
    submitted_on = report.submitted_on or on
    return {
        "unit": report.unit.code,
        "indicator": cell.indicator,
        "first_day": cell.first_day.isoformat(),
        "last_day": cell.last_day.isoformat(),
        "window_basis": WindowBasis.STATED.value,
        "status": cell.status,
        "value": cell.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "precision": Precision.EXACT.value,
        "publisher": OWN,
        "publisher_basis": PublisherBasis.PRINTED.value,
        "source": f"report {report.pk} submitted {submitted_on.isoformat()}",
        "published_on": on.isoformat(),
        "recorded_at": at.isoformat(timespec="seconds"),
        "recorded_by": report.last_act.by_code,
        "note": cell.note,
    }


def _why_not_changed(report: Report, cell: Cell, typed: Typed) -> list[Finding]:
    about = Ref(RefKind.INDICATOR, cell.indicator)
    if cell.last_act_id != typed.seen:
        other = cell.last_act.by
        name = other.full_name if other is not None else ""
        return [error("reporting.changed-meanwhile", indicator=about, cell=cell.pk, name=name)]
    if report.state == ReportState.RETURNED and not cell.returned:
        return [error("reporting.cell-not-returned", indicator=about, cell=cell.pk)]
    return []


def _keep(by: Person, report: Report, changed: Sequence[tuple[Cell, Read]]) -> list[Cell]:
    if not changed:
        return []
    details = {str(cell.pk): [_told(Read.of(cell)), _told(new)] for cell, new in changed}
    with _acted("cells-filled", by, report.period.pact, report=report.pk, cells=details) as done:
        for cell, new in changed:
            cell.status = "" if new.status is None else new.status.value
            cell.value, cell.numerator, cell.denominator = new.value, new.numerator, new.denominator
            cell.note, cell.last_act = new.note, done
            cell.save()
    return [cell for cell, _ in changed]


def _told(amount: Read) -> list[str]:
    status = "" if amount.status is None else amount.status.value
    return [status, amount.value, amount.numerator, amount.denominator, amount.note]


def _refuse_incomplete(report: Report) -> None:
    """Refuse a report with cells about which nobody said anything: missing is said, not left out."""
    empty = report.cells.filter(status="")
    problems = [
        error("reporting.cell-empty", indicator=Ref(RefKind.INDICATOR, c.indicator), cell=c.pk) for c in empty
    ]
    problems += [
        error("reporting.missing-without-note", indicator=Ref(RefKind.INDICATOR, c.indicator), cell=c.pk)
        for c in report.cells.filter(status=Status.MISSING, note="")
    ]
    if problems:
        raise Refusal(problems)


def _refuse_locked(period: Period) -> None:
    if period.locked:
        raise refuse("reporting.period-locked", first_day=period.first_day, last_day=period.last_day)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise refuse("reporting.reason-missing")


def _may(permission: Permission, by: Person, on: date, pact: Pact, unit: Unit) -> None:
    ensure(who_is(by, on), permission, of=bodies_of(pact.cluster, on), unit=unit.code)


def _may_at_unit(permission: Permission, by: Person, on: date, report: Report) -> None:
    _may(permission, by, on, report.period.pact, report.unit)


def _case(pact: Pact) -> Case:
    """Return the case of a pact without its figures, which are not needed to ask for more."""
    return case_of(newest_version(pact), Ledger([]))


def _move(report: Report, state: ReportState, done: Act) -> None:
    report.state, report.last_act = state, done
    report.save()


def _acted(verb: str, by: Person, pact: Pact, **details: object) -> AbstractContextManager[Act]:
    return act(verb, by=by, about=f"pact:{pact.code}", cluster=pact.cluster.code, details=details)
