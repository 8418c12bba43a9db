"""Corrections of figures in the ledger: asked for by the unit, decided by the cluster."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from giaouoc.engine.figures import COLUMNS
from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import Kind
from giaouoc.services import corrections as services
from giaouoc.services.clusters import bodies_of
from giaouoc.services.permissions import Permission, ensure
from giaouoc.store.mapping.pacts import case_of
from giaouoc.store.models import Cluster, Correction, CorrectionState, LedgerRow, PactVersion
from giaouoc.web.amounts import amount_from
from giaouoc.web.clock import now
from giaouoc.web.naming import Naming
from giaouoc.web.visits import Visit, page
from giaouoc.web.voice import voice


@page
def corrections(visit: Visit, cluster: str) -> HttpResponse:
    """List the corrections of a cluster; who may decide one finds its buttons here."""
    one = get_object_or_404(Cluster, code=cluster)
    bodies = bodies_of(one, visit.today)
    ensure(visit.who, Permission.READ_CLUSTER, of=bodies)
    told = _decide(visit) if visit.request.method == "POST" else None
    if visit.request.method == "POST" and told is None:
        return redirect("corrections", cluster=cluster)
    found = Correction.objects.filter(row__cluster=one).select_related(
        "row__cluster", "asked_by", "decided_by", "result"
    )
    case = _case(one)
    names = Naming(case.units, visit.today) if case else None
    rows = [
        {
            "correction": c,
            "unit": names.of(c.row.unit) if names else c.row.unit,
            "indicator": _indicator_name(case, c.row.indicator),
            "before": dict(zip(COLUMNS, c.row.cells, strict=True)),
            "decides": c.state == CorrectionState.ASKED
            and c.asked_by != visit.person
            and visit.may(Permission.VERIFY_FIGURES, of=bodies, unit=c.row.unit),
        }
        for c in found.order_by("-pk")
        if visit.may(Permission.READ_UNVERIFIED, of=bodies, unit=c.row.unit)
        or c.state == CorrectionState.APPROVED
    ]
    return visit.page("web/corrections.html", status=400 if told else 200, cluster=one, rows=rows, told=told)


def _decide(visit: Visit) -> Any:
    """Do what the pressed button says; return what was refused."""
    asked = visit.request.POST
    correction = get_object_or_404(Correction, pk=asked.get("correction") or 0)
    try:
        if asked.get("do") == "approve":
            services.approve_correction(**visit.acts, at=now(), correction=correction)
        else:
            services.refuse_correction(**visit.acts, correction=correction, answer=asked.get("answer", ""))
    except Refusal as refusal:
        if any(f.code.startswith("permissions.") for f in refusal.findings):
            raise
        return Naming.of_the_office(visit.today).told(refusal)
    return None


@page
def ask_correction(visit: Visit, cluster: str, seq: int) -> HttpResponse:
    """Ask for another amount in place of one row of the ledger."""
    row = get_object_or_404(LedgerRow.objects.select_related("cluster"), cluster__code=cluster, seq=seq)
    ensure(visit.who, Permission.REPORT_FIGURES, of=bodies_of(row.cluster, visit.today), unit=row.unit)
    version = _newest_version(row.cluster)
    case = case_of(version)
    asked, told = visit.request.POST, None
    if visit.request.method == "POST":
        amount = amount_from(asked)
        try:
            services.ask_correction(
                **visit.acts, pact=version.pact, row=row, amount=amount, reason=asked.get("reason", "")
            )
            return redirect("corrections", cluster=cluster)
        except Refusal as refusal:
            told = Naming(case.units, visit.today).told(refusal)
    return visit.page(
        "web/correction.html",
        status=400 if told else 200,
        row=row,
        cells=dict(zip(COLUMNS, row.cells, strict=True)),
        unit=Naming(case.units, visit.today).of(row.unit),
        indicator=_indicator_name(case, row.indicator),
        ratio=row.indicator in case.indicators and case.indicators.get(row.indicator).kind is Kind.RATIO,
        typed=asked,
        told=told,
    )


def _newest_version(cluster: Cluster) -> PactVersion:
    version = PactVersion.objects.filter(pact__cluster=cluster).select_related("pact__cluster").last()
    assert version is not None
    return version


def _case(cluster: Cluster) -> Any:
    """Return the case that names a cluster's units and indicators; None before its first pact."""
    if not PactVersion.objects.filter(pact__cluster=cluster).exists():
        return None
    return case_of(_newest_version(cluster))


def _indicator_name(case: Any, code: str) -> str:
    if case is None or code not in case.indicators:
        return code
    indicator = case.indicators.get(code)
    return (indicator.name_en if voice().lang == "en" else None) or str(indicator.name)
