"""Counts too small for percents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import bases
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import Finding, note
from giaouoc.engine.indicators import Kind

ENOUGH: Final = 10


def small_count(comparison: Comparison) -> Iterator[Finding]:
    """A change is shown in percent from a base of ten or more; below, and from zero, the counts speak."""
    actual = comparison.actual
    if isinstance(actual, NoSide) or comparison.indicator.kind is not Kind.COUNT:
        return
    for base in bases(comparison):
        value = base.quantity.value
        if value is None or value >= ENOUGH:
            continue
        numbers = {"base": value, "actual": actual.quantity.value, "seqs": (*base.seqs, *actual.seqs)}
        if value == 0:
            yield note("checks.base-zero", **numbers, **comparison.about)
        else:
            yield note("checks.small-count", **numbers, **comparison.about)
