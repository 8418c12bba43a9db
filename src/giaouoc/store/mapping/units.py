"""The register of units and clusters, read from rows and checked by the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Prefetch

from giaouoc.engine.units import (
    Cluster,
    DatedName,
    DatedParent,
    Membership,
    Role,
    Share,
    Succession,
    SuccessionKind,
    Unit,
    UnitRegistry,
    build_registry,
)
from giaouoc.store import models

Row = TypeVar("Row", bound=models.Recorded)


def unit_registry() -> UnitRegistry:
    """Return all units, successions and clusters of the office; raises Refusal where they do not fit together."""
    units = models.Unit.objects.order_by("code").prefetch_related(
        "names", _with("parents", models.UnitParent, "parent")
    )
    successions = models.Succession.objects.order_by("on", "pk").prefetch_related(
        _with("sources", models.SuccessionSource, "unit"), _with("results", models.SuccessionResult, "unit")
    )
    clusters = models.Cluster.objects.order_by("code").prefetch_related(
        _with("memberships", models.Membership, "unit")
    )
    return build_registry(map(_unit, units), map(_succession, successions), map(_cluster, clusters))


def _with(rows: str, model: type[models.Recorded], other: str) -> Prefetch[Any]:
    """Fetch rows and what they point to at once: as many queries for none as for many."""
    return Prefetch(rows, model._default_manager.select_related(other))


def _unit(row: models.Unit) -> Unit:
    return Unit(
        code=row.code,
        names=tuple(
            DatedName(n.name, n.name_en or None, n.first_day, n.last_day) for n in _by_key(row.names.all())
        ),
        parents=tuple(
            DatedParent(p.parent.code, p.first_day, p.last_day) for p in _by_key(row.parents.all())
        ),
        first_day=row.first_day,
        last_day=row.last_day,
        note=row.note,
    )


def _succession(row: models.Succession) -> Succession:
    results = _by_key(row.results.all())
    return Succession(
        kind=SuccessionKind(row.kind),
        on=row.on,
        sources=tuple(s.unit.code for s in _by_key(row.sources.all())),
        results=tuple(r.unit.code for r in results),
        shares=tuple(Share(r.unit.code, Decimal(r.share)) for r in results if r.share),
        key_name=row.key_name or None,
        legal_basis=row.legal_basis or None,
        mark=row.mark or None,
    )


def _cluster(row: models.Cluster) -> Cluster:
    members = tuple(
        Membership(m.unit.code, Role(m.role), m.first_day, m.last_day) for m in _by_key(row.memberships.all())
    )
    return Cluster(row.code, row.name, row.system, members, row.name_en or None)


def _by_key(rows: Iterable[Row]) -> list[Row]:
    """Return rows in the order they were written, from what was fetched already."""
    return sorted(rows, key=lambda row: row.pk)


def keep_registry(registry: UnitRegistry, done: models.Act) -> None:
    """Write a whole register into an office that has none of its units; the reverse of `unit_registry`."""
    rows = {
        unit.code: models.Unit.objects.create(
            code=unit.code, first_day=unit.first_day, last_day=unit.last_day, note=unit.note, last_act=done
        )
        for unit in registry
    }
    for unit in registry:
        _keep_names_and_parents(unit, rows, done)
    for succession in registry.successions:
        _keep_succession(succession, rows, done)
    for cluster in registry.clusters:
        _keep_cluster(cluster, rows, done)


def _keep_names_and_parents(unit: Unit, rows: Mapping[str, models.Unit], done: models.Act) -> None:
    for name in unit.names:
        models.UnitName.objects.create(
            unit=rows[unit.code],
            name=name.name,
            name_en=name.name_en or "",
            first_day=name.first_day,
            last_day=name.last_day,
            last_act=done,
        )
    for parent in unit.parents:
        models.UnitParent.objects.create(
            unit=rows[unit.code],
            parent=rows[parent.parent],
            first_day=parent.first_day,
            last_day=parent.last_day,
            last_act=done,
        )


def _keep_succession(succession: Succession, rows: Mapping[str, models.Unit], done: models.Act) -> None:
    shares = {s.unit: f"{s.share:f}" for s in succession.shares}
    row = models.Succession.objects.create(
        kind=succession.kind,
        on=succession.on,
        key_name=succession.key_name or "",
        legal_basis=succession.legal_basis or "",
        mark=succession.mark or "",
        last_act=done,
    )
    for code in succession.sources:
        models.SuccessionSource.objects.create(succession=row, unit=rows[code], last_act=done)
    for code in succession.results:
        models.SuccessionResult.objects.create(
            succession=row, unit=rows[code], share=shares.get(code, ""), last_act=done
        )


def _keep_cluster(cluster: Cluster, rows: Mapping[str, models.Unit], done: models.Act) -> None:
    row = models.Cluster.objects.create(
        code=cluster.code,
        name=cluster.name,
        name_en=cluster.name_en or "",
        system=cluster.system,
        last_act=done,
    )
    for member in cluster.memberships:
        models.Membership.objects.create(
            cluster=row,
            unit=rows[member.unit],
            role=member.role,
            first_day=member.first_day,
            last_day=member.last_day,
            last_act=done,
        )
