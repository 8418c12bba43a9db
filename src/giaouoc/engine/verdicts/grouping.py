"""Why so many cells cannot be told, in few lines: the same lack named once, with every cell it explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from giaouoc.engine.findings import Finding, Param
from giaouoc.engine.verdicts.verdict import Result, Standing

_MERGED: Final = ("unit", "commitment", "part", "indicator", "publisher")


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """One lack. `reason` is the finding with every unit, indicator and publisher it holds for put together."""

    reason: Finding
    units: tuple[str, ...]
    commitments: tuple[str, ...]
    cells: int


def group_reasons(standing: Standing) -> tuple[ReasonGroup, ...]:
    """Return the reasons of every cell that cannot be told, alike ones together, most cells first."""
    groups: dict[tuple[str, frozenset[tuple[str, Param]]], list[tuple[Finding, str, str]]] = {}
    for verdict in standing.verdicts:
        if verdict.result is not Result.CANNOT_TELL:
            continue
        for reason in verdict.reasons:
            own = frozenset((name, value) for name, value in reason.params if name not in _MERGED)
            groups.setdefault((reason.code, own), []).append((reason, verdict.unit, verdict.commitment.code))
    found = [
        ReasonGroup(
            reason=_merged([reason for reason, _, _ in rows]),
            units=tuple(dict.fromkeys(unit for _, unit, _ in rows)),
            commitments=tuple(dict.fromkeys(code for _, _, code in rows)),
            cells=len({(unit, code) for _, unit, code in rows}),
        )
        for rows in groups.values()
    ]
    return tuple(sorted(found, key=lambda g: -g.cells))


def _merged(reasons: Sequence[Finding]) -> Finding:
    """Return one finding for several that differ only in what they are about."""
    params = dict(reasons[0].params)
    for name in _MERGED:
        values = tuple(dict.fromkeys(v for r in reasons if (v := r.get(name)) is not None))
        if values:
            params[name] = values[0] if len(values) == 1 else values
    return Finding(reasons[0].code, reasons[0].severity, tuple(sorted(params.items())))


def count_results(standing: Standing) -> dict[Result, int]:
    """Return how many cells have each answer, every answer named."""
    counted = Counter(v.result for v in standing.verdicts)
    return {result: counted[result] for result in Result}
