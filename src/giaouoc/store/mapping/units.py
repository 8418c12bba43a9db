"""The register of units and clusters, read from rows and checked by the engine."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

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
    units = models.Unit.objects.order_by("code").prefetch_related("names", "parents__parent")
    successions = models.Succession.objects.order_by("on", "pk").prefetch_related(
        "sources__unit", "results__unit"
    )
    clusters = models.Cluster.objects.order_by("code").prefetch_related("memberships__unit")
    return build_registry(map(_unit, units), map(_succession, successions), map(_cluster, clusters))


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
        mark=row.mark,
    )


def _cluster(row: models.Cluster) -> Cluster:
    members = tuple(
        Membership(m.unit.code, Role(m.role), m.first_day, m.last_day) for m in _by_key(row.memberships.all())
    )
    return Cluster(row.code, row.name, row.system, members, row.name_en or None)


def _by_key(rows: Iterable[Row]) -> list[Row]:
    """Return rows in the order they were written, from what was fetched already."""
    return sorted(rows, key=lambda row: row.pk)
