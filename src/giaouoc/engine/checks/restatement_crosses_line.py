"""A restatement that turns the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import WouldBe, decided
from giaouoc.engine.checks.pointers import days_of
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, Param, warning
from giaouoc.engine.pacts import Reading
from giaouoc.engine.periods import Window


def restatement_crosses_line(comparison: Comparison) -> Iterator[Finding]:
    """Restating one side, the other as newest, does not carry it over the edge of the target."""
    if not comparison.target.is_change:
        return
    actual, base = comparison.actual, comparison.base(Reading.LATEST)
    if isinstance(actual, NoSide) or isinstance(base, NoSide):
        return
    by_base = [(v, decided(comparison, v, actual)) for v in _vintages(comparison, comparison.base_window)]
    for numbers in _crossings(by_base):
        yield warning(
            "checks.base-restatement-crosses-line",
            other_value=actual.quantity.value,
            **days_of(comparison.base_window),
            **numbers,
            **comparison.about,
        )
    by_actual = [(v, decided(comparison, base, v)) for v in _vintages(comparison, comparison.window)]
    for numbers in _crossings(by_actual):
        yield warning(
            "checks.actual-restatement-crosses-line",
            other_value=base.quantity.value,
            **days_of(comparison.window),
            **numbers,
            **comparison.about,
        )


def _vintages(comparison: Comparison, window: Window) -> list[Side]:
    """Return the amounts the window had, oldest first; none can be known before its last day."""
    days = (d for d in comparison.days_known(window) if d >= window.last_day)
    sides = (comparison.side(window, d) for d in days)
    return list(dict.fromkeys(s for s in sides if isinstance(s, Side)))


def _crossings(vintages: Sequence[tuple[Side, WouldBe | None]]) -> Iterator[dict[str, Param]]:
    told = [(side, result) for side, result in vintages if result is not None]
    for (earlier, before), (later, after) in pairwise(told):
        if before is not after:
            kept, broken = (earlier, later) if before is WouldBe.KEPT else (later, earlier)
            yield {
                "kept_value": kept.quantity.value,
                "kept_on": kept.known_on,
                "not_kept_value": broken.quantity.value,
                "not_kept_on": broken.known_on,
                "seqs": (*earlier.seqs, *later.seqs),
            }
