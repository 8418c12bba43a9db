"""Counts too small for percents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import bases
from giaouoc.engine.checks.pointers import amount
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, note
from giaouoc.engine.indicators import Kind

ENOUGH: Final = 10


def small_count(comparison: Comparison) -> Iterator[Finding]:
    """A change is shown in percent from a base of ten or more; below, and from zero, the counts speak."""
    actual = comparison.actual
    if isinstance(actual, NoSide) or comparison.indicator.kind is not Kind.COUNT:
        return
    for base in bases(comparison):
        value = amount(base)
        if value is None or value >= ENOUGH:
            continue
        numbers = {"base": value, "actual": amount(actual), "seqs": (*base.seqs, *actual.seqs)}
        if value == 0:
            yield note("checks.base-zero", **numbers, **comparison.about)
        elif _whole(base) and _whole(actual):
            yield note("checks.small-count", **numbers, **comparison.about)


def _whole(side: Side) -> bool:
    """Tell whether an amount can be a count of things; money and areas are counts too, but one more is no event."""
    exact = side.quantity.exact
    return side.estimated or exact is None or exact.denominator == 1
