"""Rows a filled template has lost, said together: whole units in one sentence, else unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from giaouoc.engine.findings import Finding, Ref, RefKind, error
from giaouoc.engine.periods import Window
from giaouoc.exchange.template_plan import PlannedRow

Params = dict[str, date | int | Ref | tuple[Ref, ...]]


def lost_rows(planned: Sequence[PlannedRow], lost: Collection[tuple[str, str, Window]]) -> Iterator[Finding]:
    """Yield one finding for the units without any row left, and one for each unit that lacks some of its rows."""
    by_unit: dict[str, list[PlannedRow]] = defaultdict(list)
    for row in planned:
        by_unit[row.unit].append(row)
    gone = {unit: rows for unit, rows in by_unit.items() if all(row.key in lost for row in rows)}
    if gone:
        rows = [row for found in gone.values() for row in found]
        yield error("template.units-lost", units=tuple(Ref(RefKind.UNIT, u) for u in gone), **_about(rows))
    for unit, found in by_unit.items():
        left_out = [row for row in found if row.key in lost]
        if unit in gone or not left_out:
            continue
        about: Params = _about(left_out) | {"unit": Ref(RefKind.UNIT, unit)}
        indicators = tuple(
            Ref(RefKind.INDICATOR, code) for code in dict.fromkeys(r.indicator for r in left_out)
        )
        yield error("template.rows-lost", indicators=indicators, **about)


def _about(rows: Sequence[PlannedRow]) -> Params:
    return {
        "count": len(rows),
        "first_day": min(row.window.first_day for row in rows),
        "last_day": max(row.window.last_day for row in rows),
    }
