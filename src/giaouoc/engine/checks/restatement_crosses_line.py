"""A restatement that turns the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import WouldBe, decided, ruling_reading, turned_after_signing
from giaouoc.engine.checks.pointers import amount, days_of
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, Param, warning
from giaouoc.engine.pacts import Reading
from giaouoc.engine.periods import Window


@dataclass(frozen=True, slots=True)
class Vintage:
    """An amount, the day it became known, and what a verdict says with it, where one can."""

    side: Side
    on: date
    result: WouldBe | None


def restatement_crosses_line(comparison: Comparison) -> Iterator[Finding]:
    """Restating one side does not carry it over the edge of the target.

    The base is tried with the newest actual, the actual with the base of the reading asked for, a level alone. A base
    that went over once since signing and stayed there is left to `base_moved_after_signing`.
    """
    actual = comparison.actual
    if isinstance(actual, NoSide):
        return
    if comparison.target.is_change:
        yield from _of_base(comparison, actual)
    base = comparison.base(ruling_reading(comparison))
    by_actual = [
        Vintage(side, on, decided(comparison, base, side))
        for side, on in _sides(comparison, comparison.window)
    ]
    for earlier, later in _crossings(by_actual):
        yield warning(
            "checks.actual-restatement-crosses-line",
            other_value=None if isinstance(base, NoSide) else amount(base),
            **days_of(comparison.window),
            **_numbers(earlier, later),
            **comparison.about,
        )


def _of_base(comparison: Comparison, actual: Side) -> Iterator[Finding]:
    if isinstance(comparison.base(Reading.LATEST), NoSide):
        return
    by_base = [
        Vintage(side, on, decided(comparison, side, actual))
        for side, on in _sides(comparison, comparison.base_window)
    ]
    for earlier, later in _left_to_tell(comparison, _crossings(by_base)):
        yield warning(
            "checks.base-restatement-crosses-line",
            other_value=amount(actual),
            **days_of(comparison.base_window),
            **_numbers(earlier, later),
            **comparison.about,
        )


def _sides(comparison: Comparison, window: Window) -> list[tuple[Side, date]]:
    """Return the amounts the window had, oldest first; none can be known before its last day."""
    found: dict[Side, date] = {}
    for day in comparison.days_known(window):
        side = comparison.side(window, day) if day >= window.last_day else None
        if isinstance(side, Side):
            found.setdefault(side, day)
    return list(found.items())


def _crossings(vintages: list[Vintage]) -> list[tuple[Vintage, Vintage]]:
    told = [v for v in vintages if v.result is not None]
    return [(one, two) for one, two in pairwise(told) if one.result is not two.result]


def _left_to_tell(
    comparison: Comparison, crossings: list[tuple[Vintage, Vintage]]
) -> list[tuple[Vintage, Vintage]]:
    """Return the crossings without the one since signing, where it is the only one and the result turned by it."""
    before = [c for c in crossings if c[1].on <= comparison.case.pact.signed_on]
    since = crossings[len(before) :]
    return before if len(since) == 1 and turned_after_signing(comparison) else crossings


def _numbers(earlier: Vintage, later: Vintage) -> dict[str, Param]:
    kept, broken = (earlier, later) if earlier.result is WouldBe.KEPT else (later, earlier)
    return {
        "kept_value": amount(kept.side),
        "kept_on": kept.side.known_on,
        "not_kept_value": amount(broken.side),
        "not_kept_on": broken.side.known_on,
        "seqs": (*earlier.side.seqs, *later.side.seqs),
    }
