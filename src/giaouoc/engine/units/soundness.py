"""What units, their parents and their clusters must hold before anything is asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import TypeAlias, TypeVar

from giaouoc.engine.findings import Finding, Ref, RefKind, error
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY, Window
from giaouoc.engine.units.lineage import cycles_among
from giaouoc.engine.units.values import Cluster, DatedName, DatedParent, Membership, Role, Unit, span_of


def unit_problems(units: Sequence[Unit]) -> Iterator[Finding]:
    """Every code is used once, dated names leave no gap, and a unit has one known parent a day."""
    for code, times in Counter(u.code for u in units).items():
        if times > 1:
            yield error("units.code-twice", unit=_ref(code), times=times)
    known = {u.code for u in units}
    for unit in units:
        yield from bad_days(unit.ref, (unit.first_day, unit.last_day))
        yield from _name_problems(unit)
        yield from _parent_problems(unit, known)
    yield from _parent_cycles(units)


def cluster_problems(clusters: Sequence[Cluster], known: set[str]) -> Iterator[Finding]:
    """Every member is a known unit, and a cluster has at most one lead a day."""
    for code, times in Counter(c.code for c in clusters).items():
        if times > 1:
            yield error("units.cluster-twice", cluster=code, times=times)
    for cluster in clusters:
        for unit in dict.fromkeys(m.unit for m in cluster.memberships if m.unit not in known):
            yield error("units.unknown-member", unit=_ref(unit), cluster=cluster.code)
        for m in cluster.memberships:
            yield from bad_days(_ref(m.unit), (m.first_day, m.last_day))
            if _upside_down(m):
                yield error(
                    "units.membership-upside-down",
                    unit=_ref(m.unit),
                    cluster=cluster.code,
                    first_day=m.first_day,
                    last_day=m.last_day,
                )
        leads = [m for m in cluster.memberships if m.role is Role.LEAD]
        for one, other, on in _overlaps(leads):
            if one.unit != other.unit:
                both = (_ref(one.unit), _ref(other.unit))
                yield error("units.two-leads", cluster=cluster.code, units=both, on=on)


def bad_days(unit: Ref, days: Iterable[date | None]) -> Iterator[Finding]:
    """Days outside the range of `periods` are slips of the pen."""
    for day in dict.fromkeys(days):
        if day is not None and not EARLIEST_DAY <= day <= LATEST_DAY:
            yield error(
                "units.day-out-of-range", unit=unit, day=day, earliest=EARLIEST_DAY, latest=LATEST_DAY
            )


def _name_problems(unit: Unit) -> Iterator[Finding]:
    if not any(n.name.strip() for n in unit.names):
        yield error("units.no-name", unit=unit.ref)
    for name in unit.names:
        yield from bad_days(unit.ref, (name.first_day, name.last_day))
        if _upside_down(name):
            yield error(
                "units.name-upside-down",
                unit=unit.ref,
                name=name.name,
                first_day=name.first_day,
                last_day=name.last_day,
            )
    for one, other, on in _overlaps(unit.names):
        yield error("units.names-overlap", unit=unit.ref, name=one.name, other=other.name, on=on)
    yield from _name_gaps(unit)


def _name_gaps(unit: Unit) -> Iterator[Finding]:
    spans = [(w, n) for n in unit.names if (w := span_of(n.first_day, n.last_day)) is not None]
    in_order = sorted(spans, key=lambda pair: pair[0])
    for (before, name), (after, other) in pairwise(in_order):
        if before.stop < after.start:
            gap = Window(before.stop, after.start)
            yield error(
                "units.names-gap",
                unit=unit.ref,
                name=name.name,
                other=other.name,
                first_day=gap.first_day,
                last_day=gap.last_day,
            )


def _parent_problems(unit: Unit, known: set[str]) -> Iterator[Finding]:
    for parent in dict.fromkeys(p.parent for p in unit.parents if p.parent not in known):
        yield error("units.unknown-parent", unit=unit.ref, parent=_ref(parent))
    for p in unit.parents:
        yield from bad_days(unit.ref, (p.first_day, p.last_day))
        if _upside_down(p):
            yield error(
                "units.parent-upside-down",
                unit=unit.ref,
                parent=_ref(p.parent),
                first_day=p.first_day,
                last_day=p.last_day,
            )
    for one, other, on in _overlaps(unit.parents):
        yield error(
            "units.parents-overlap", unit=unit.ref, parent=_ref(one.parent), other=_ref(other.parent), on=on
        )


def _parent_cycles(units: Sequence[Unit]) -> Iterator[Finding]:
    """No unit stands above itself on any day; rings can only close on a day on which some link begins."""
    links = [
        (w, u.code, p.parent)
        for u in units
        for p in u.parents
        if (w := span_of(p.first_day, p.last_day)) is not None
    ]
    seen: set[tuple[str, ...]] = set()
    for day in sorted({w.start for w, _, _ in links}):
        edges: dict[str, set[str]] = {}
        for window, child, parent in links:
            if window.contains(day):
                edges.setdefault(child, set()).add(parent)
        for ring in cycles_among(edges):
            if ring not in seen:
                seen.add(ring)
                yield error("units.parent-cycle", units=tuple(_ref(u) for u in ring), on=day)


_Dated: TypeAlias = DatedName | DatedParent | Membership
_T = TypeVar("_T", DatedName, DatedParent, Membership)


def _upside_down(dated: _Dated) -> bool:
    first, last = dated.first_day, dated.last_day
    return first is not None and last is not None and last < first


def _overlaps(dated: Iterable[_T]) -> Iterator[tuple[_T, _T, date]]:
    """Yield pairs that hold on one day, with the first such day."""
    spans = [(w, d) for d in dated if (w := span_of(d.first_day, d.last_day)) is not None]
    for (one, a), (other, b) in combinations(sorted(spans, key=lambda pair: pair[0]), 2):
        if one.overlaps(other):
            yield a, b, max(one.start, other.start)


def _ref(code: str) -> Ref:
    return Ref(RefKind.UNIT, code)
