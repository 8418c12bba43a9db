"""An amount that rests on the key of a split."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import bases
from giaouoc.engine.checks.pointers import days_of
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Ref, RefKind, warning
from giaouoc.engine.units import TerritoryPart


def split_estimate(comparison: Comparison) -> Iterator[Finding]:
    """An amount is counted; one that a share of a split went into is an estimate, with the key it rests on."""
    for side in (comparison.actual, *bases(comparison)):
        if not isinstance(side, Side) or not side.estimated:
            continue
        stretches = comparison.case.units.frontier(comparison.unit, side.window)
        parts: dict[TerritoryPart, None] = {p: None for _, ps in stretches for p in ps if p.estimated}
        yield warning(
            "checks.split-estimate",
            value=side.quantity.value,
            units=tuple(Ref(RefKind.UNIT, p.unit) for p in parts),
            shares=tuple(p.share * 100 for p in parts),
            keys=tuple(dict.fromkeys(p.key_name for p in parts if p.key_name)),
            seqs=side.seqs,
            **days_of(side.window),
            **comparison.about,
        )
