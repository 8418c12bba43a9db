"""Why so many cells cannot be told, in few lines: the same lack named once, with every cell it explains."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from giaouoc.engine.findings import Finding, Ref
from giaouoc.engine.verdicts.verdict import Result, Standing


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """One lack: its first finding as a sample, and the units and commitments it leaves open."""

    sample: Finding
    subject: Ref | None
    units: tuple[str, ...]
    commitments: tuple[str, ...]
    cells: int


def group_reasons(standing: Standing) -> tuple[ReasonGroup, ...]:
    """Return the reasons of every cell that cannot be told, by code and by what is lacking, most cells first."""
    groups: dict[tuple[str, Ref | None], list[tuple[Finding, str, str]]] = {}
    for verdict in standing.verdicts:
        if verdict.result is not Result.CANNOT_TELL:
            continue
        for reason in verdict.reasons:
            key = (reason.code, subject_of(reason))
            groups.setdefault(key, []).append((reason, verdict.unit, verdict.commitment.code))
    found = [
        ReasonGroup(
            sample=rows[0][0],
            subject=subject,
            units=tuple(dict.fromkeys(unit for _, unit, _ in rows)),
            commitments=tuple(dict.fromkeys(code for _, _, code in rows)),
            cells=len({(unit, code) for _, unit, code in rows}),
        )
        for (_, subject), rows in groups.items()
    ]
    return tuple(sorted(found, key=lambda g: -g.cells))


def subject_of(reason: Finding) -> Ref | None:
    """Return what a reason is about: the indicator that lacks figures, else the commitment."""
    for name in ("indicator", "commitment"):
        value = reason.get(name)
        if isinstance(value, Ref):
            return value
    return None


def count_results(standing: Standing) -> dict[Result, int]:
    """Return how many cells have each answer, every answer named."""
    counted = Counter(v.result for v in standing.verdicts)
    return {result: counted[result] for result in Result}
