"""An amount that is the sum of several units."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import bases
from giaouoc.engine.checks.pointers import amount, days_of
from giaouoc.engine.figures.side import How, Side
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note


def units_summed(comparison: Comparison) -> Iterator[Finding]:
    """An amount that nobody published for the unit itself is named with the units it was summed from."""
    for side in (comparison.actual, *bases(comparison)):
        if not isinstance(side, Side) or side.how not in (How.UNITS_SUMMED, How.SPLIT_ESTIMATE):
            continue
        units = tuple(dict.fromkeys(p.entry.unit for p in side.pieces))
        if units == (comparison.unit,) or (side.estimated and len(units) == 1):
            continue
        numbers: dict[str, Param] = {
            "value": amount(side),
            "units": _refs(units),
            "seqs": side.seqs,
            **days_of(side.window),
            **comparison.about,
        }
        if set(units) <= set(comparison.units_behind):
            yield _predecessors(comparison, units, numbers)
        else:
            yield note("checks.children-summed", **numbers)


def _predecessors(comparison: Comparison, units: tuple[str, ...], numbers: dict[str, Param]) -> Finding:
    signed = {*comparison.case.pact.signatories, comparison.unit}
    others = tuple(u for u in units if u not in signed)
    if not others:
        return note("checks.predecessors-summed", **numbers)
    return note("checks.predecessors-summed-with-others", not_signatories=_refs(others), **numbers)


def _refs(units: tuple[str, ...]) -> tuple[Ref, ...]:
    return tuple(Ref(RefKind.UNIT, u) for u in units)
