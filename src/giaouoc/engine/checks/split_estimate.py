"""An amount that rests on the key of a split."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import bases
from giaouoc.engine.checks.pointers import amount, days_of
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Ref, RefKind, warning
from giaouoc.engine.units import TerritoryPart


def split_estimate(comparison: Comparison) -> Iterator[Finding]:
    """An amount is counted; one that a share of a split went into is an estimate, with the key it rests on."""
    for side in (comparison.actual, *bases(comparison)):
        if not isinstance(side, Side) or not side.estimated:
            continue
        parts = _estimated_parts(comparison, side)
        yield warning(
            "checks.split-estimate",
            value=amount(side),
            units=tuple(Ref(RefKind.UNIT, p.unit) for p in parts),
            shares=tuple(p.share * 100 for p in parts),
            keys=tuple(dict.fromkeys(p.key_name for p in parts if p.key_name)),
            seqs=side.seqs,
            **days_of(side.window),
            **comparison.about,
        )


def _estimated_parts(comparison: Comparison, side: Side) -> tuple[TerritoryPart, ...]:
    """Return the units that went in by a share, each once, with the key of the share as of the days it was counted."""
    found: dict[TerritoryPart, None] = {}
    for piece in side.pieces:
        if piece.share == 1:
            continue
        entry = piece.entry
        then = comparison.case.units.territory_before(comparison.unit, entry.window.first_day) or ()
        key = next((p.key_name for p in then if p.unit == entry.unit), None)
        found[TerritoryPart(entry.unit, piece.share, True, key)] = None
    return tuple(found)
