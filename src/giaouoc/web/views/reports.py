"""Reports of units: which are due, the grid where a month is filled in, and what the cluster does with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from giaouoc.engine.figures import Status
from giaouoc.engine.findings import Finding, Refusal
from giaouoc.engine.indicators import Kind
from giaouoc.services import reporting as services
from giaouoc.services.clusters import bodies_of
from giaouoc.services.grids import Grid, grid_of
from giaouoc.services.permissions import Permission, ensure
from giaouoc.services.policies import ReportStep, report_allows
from giaouoc.services.reporting import Typed
from giaouoc.store.models import Cluster, Period, Report, Role, Unit
from giaouoc.web.amounts import amount_from
from giaouoc.web.clock import now
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import voice
from giaouoc.web.words import told
from giaouoc.wording import Voice, say
from giaouoc.wording.cells import quantity
from giaouoc.wording.names import voice_of


@page
def reports(visit: Visit, cluster: str) -> HttpResponse:
    """List the periods of a cluster with the report of each unit: what is due, late, returned, in the ledger."""
    one = get_object_or_404(Cluster, code=cluster)
    bodies = bodies_of(one, visit.today)
    ensure(visit.who, Permission.READ_CLUSTER, of=bodies)
    periods = Period.objects.filter(pact__cluster=one, first_day__lte=visit.today).order_by("-first_day")
    found = Report.objects.filter(period__pact__cluster=one).select_related("unit")
    by_place = {(r.period_id, r.unit.code): r for r in found}
    units = Unit.objects.filter(code__in=bodies.members).prefetch_related("names").order_by("code")
    kept = set(one.ledger.values_list("unit", "first_day", "last_day").distinct())
    rows = [
        (
            period,
            [
                (
                    unit,
                    by_place.get((period.pk, unit.code)),
                    (unit.code, period.first_day, period.last_day) in kept,
                )
                for unit in units
            ],
        )
        for period in periods
    ]
    return visit.page(
        "web/reports.html",
        cluster=one,
        units=units,
        rows=rows,
        mine=visit.who.units(Role.REPORTER, Role.UNIT_LEADER),
    )


@page
def report(visit: Visit, period: int, unit: str) -> HttpResponse:
    """Show the grid of a report; what is typed into it is kept, or told cell by cell why it was not."""
    month = get_object_or_404(Period.objects.select_related("pact__cluster"), pk=period)
    body = get_object_or_404(Unit, code=unit)
    found = (
        Report.objects.filter(period=month, unit=body).select_related("period__pact__cluster", "unit").first()
    )
    if found is None:
        found = services.open_report(**visit.acts, period=month, unit=body)
    if visit.request.method != "POST":
        return _grid(visit, found)
    try:
        _do(visit, found)
    except Refusal as refusal:
        return _grid(visit, found, refusal)
    return redirect("report", period=period, unit=unit)


def _do(visit: Visit, found: Report) -> None:
    """Do what the pressed button says; whatever was typed is kept first where cells are open."""
    asked = visit.request.POST
    if report_allows(found.state, ReportStep.FILL) and "cell" in asked:
        services.fill_in(**visit.acts, report=found, typed=_typed(asked))
    steps: dict[str, Callable[[], object]] = {
        "save": lambda: None,
        "hand-up": lambda: services.hand_up(**visit.acts, report=found),
        "send-back": lambda: services.send_back(**visit.acts, report=found, reason=asked.get("reason", "")),
        "submit": lambda: services.submit(**visit.acts, report=found),
        "return": lambda: services.return_cells(**visit.acts, report=found, reasons=_reasons(asked)),
        "accept": lambda: services.accept(**visit.acts, at=now(), report=found),
    }
    steps.get(asked.get("do", "save"), steps["save"])()


def _typed(asked: Any) -> list[Typed]:
    return [
        Typed(int(number), int(asked.get(f"seen-{number}", "0")), amount_from(asked, f"-{number}"))
        for number in asked.getlist("cell")
        if number.isdecimal()
    ]


def _reasons(asked: Any) -> dict[int, str]:
    chosen = [number for number in asked.getlist("return-cell") if number.isdecimal()]
    return {int(number): asked.get(f"reason-{number}", "") for number in chosen}


def _grid(visit: Visit, found: Report, refusal: Refusal | None = None) -> HttpResponse:
    """Show a report; after a refusal with what was typed still in its cells."""
    grid = grid_of(**visit.acts, at=now(), report=found)
    speaker = voice_of(grid.case, visit.today, voice().lang)
    bodies, unit = bodies_of(found.period.pact.cluster, visit.today), found.unit.code

    def may(permission: Permission, step: ReportStep) -> bool:
        return visit.may(permission, of=bodies, unit=unit) and report_allows(found.state, step)

    open_now = not found.period.locked
    by_cell = _by_cell(refusal)
    return visit.page(
        "web/report.html",
        status=400 if refusal else 200,
        report=found,
        rows=[_shown(row, grid, speaker, visit, by_cell, typed=refusal is not None) for row in grid.rows],
        told=told(Refusal(by_cell[None])) if by_cell.get(None) else None,
        refused=refusal is not None,
        fills=may(Permission.REPORT_FIGURES, ReportStep.FILL) and open_now,
        hands_up=may(Permission.REPORT_FIGURES, ReportStep.HAND_UP) and open_now,
        submits=may(Permission.SUBMIT_FIGURES, ReportStep.SUBMIT) and open_now,
        sends_back=may(Permission.SUBMIT_FIGURES, ReportStep.SEND_BACK),
        verifies=may(Permission.VERIFY_FIGURES, ReportStep.ACCEPT),
    )


def _by_cell(refusal: Refusal | None) -> dict[object, list[Finding]]:
    found: dict[object, list[Finding]] = {}
    for finding in refusal.findings if refusal else ():
        found.setdefault(finding.get("cell"), []).append(finding)
    return found


def _shown(
    row: Any,
    grid: Grid,
    speaker: Voice,
    visit: Visit,
    refused: Mapping[object, list[Finding]],
    *,
    typed: bool,
) -> dict[str, Any]:
    """Return a row of the grid in words; `wrong` is what was refused about it."""
    cell, asked = row.cell, visit.request.POST
    kept = {
        "status": cell.status if cell.status != Status.REPORTED else "",
        "value": cell.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "note": cell.note,
    }
    shown = {name: asked.get(f"{name}-{cell.pk}", text) if typed else text for name, text in kept.items()}
    english = speaker.lang == "en" and row.indicator.name_en
    return {
        "cell": cell,
        "shown": shown,
        "name": english or row.indicator.name,
        "measure": "" if row.indicator.kind is Kind.ATTESTATION else row.indicator.unit_of_measure,
        "ratio": row.indicator.kind is Kind.RATIO,
        "attested": row.indicator.kind is Kind.ATTESTATION,
        "year_before": _amount(row.year_before, speaker),
        "to_date": _amount(row.to_date, speaker),
        "to_date_before": _amount(row.to_date_before, speaker),
        "findings": [say(f, speaker) for f in row.findings],
        "wrong": [say(f, speaker) for f in refused.get(cell.pk, ())],
        "open": grid.report.state != "returned" or cell.returned,
    }


def _amount(amount: Any, speaker: Voice) -> str:
    return "" if amount is None else quantity(amount, speaker)
