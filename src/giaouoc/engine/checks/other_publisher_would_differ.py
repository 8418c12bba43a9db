"""What another publisher's figures would say; they are never used."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import decided, ruling_reading, would_be
from giaouoc.engine.checks.pointers import amount, shown
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note, warning


def other_publisher_would_differ(comparison: Comparison) -> Iterator[Finding]:
    """Other publishers' figures for the same windows give the same result.

    For a level, the other's figure is named; for a change, the other's base with our actual, which mixes sources, and
    the other's own pair. Days that a source does not state are taken at its word. The other's base is the one known
    on the day of the reading asked for, else today's. A warning where the result would differ, else a note.
    """
    if not comparison.target.is_change:
        yield from _levels(comparison)
        return
    actual, base = comparison.actual, comparison.base(ruling_reading(comparison))
    ours = decided(comparison, base, actual)
    for publisher in _others(comparison):
        theirs = _sides(comparison, publisher)
        other_base, other_actual = theirs
        about: dict[str, Param] = {"other": Ref(RefKind.PUBLISHER, publisher), **comparison.about}
        if isinstance(other_base, NoSide):
            continue
        mixed = would_be(comparison, other_base, actual)
        if mixed is not None and isinstance(actual, Side) and _exact(base) != _exact(other_base):
            numbers = _numbers(comparison, other_base, actual) | about
            differs = ours is not None and mixed is not ours
            yield (
                warning("checks.other-base-would-differ", would_be=mixed, **numbers)
                if differs
                else note("checks.other-base", would_be=mixed, **numbers)
            )
        own = would_be(comparison, other_base, other_actual)
        same = (_exact(base), _exact(actual)) == (_exact(other_base), _exact(other_actual))
        if own is not None and isinstance(other_actual, Side) and not same:
            numbers = _numbers(comparison, other_base, other_actual) | about
            differs = ours is not None and own is not ours
            yield (
                warning("checks.other-pair-would-differ", would_be=own, **numbers)
                if differs
                else note("checks.other-pair", would_be=own, **numbers)
            )


def _levels(comparison: Comparison) -> Iterator[Finding]:
    ours = decided(comparison, NoSide(()), comparison.actual)
    for publisher in _others(comparison):
        theirs = comparison.side_of(publisher, comparison.part.indicator, comparison.window, comparison.day)
        own = would_be(comparison, NoSide(()), theirs)
        if own is None or isinstance(theirs, NoSide) or _exact(comparison.actual) == _exact(theirs):
            continue
        numbers: dict[str, Param] = {
            "other": Ref(RefKind.PUBLISHER, publisher),
            "actual": amount(theirs),
            "actual_on": theirs.known_on,
            "would_be": own,
            "seqs": theirs.seqs,
            **comparison.about,
        }
        differs = ours is not None and own is not ours
        yield (
            warning("checks.other-level-would-differ", **numbers)
            if differs
            else note("checks.other-level", **numbers)
        )


def _others(comparison: Comparison) -> list[str]:
    ledger, indicator = comparison.case.ledger, comparison.part.indicator
    found = {p for unit in comparison.units_behind for p in ledger.publishers_of(unit, indicator)}
    return sorted(found - {comparison.publisher})


def _sides(comparison: Comparison, publisher: str) -> tuple[Side | NoSide, Side | NoSide]:
    indicator, day = comparison.part.indicator, comparison.day
    then = comparison.base_day(ruling_reading(comparison)) or day
    base = comparison.side_of(publisher, indicator, comparison.base_window, then)
    if isinstance(base, NoSide) and then != day:
        base = comparison.side_of(publisher, indicator, comparison.base_window, day)
    return base, comparison.side_of(publisher, indicator, comparison.window, day)


def _exact(side: Side | NoSide) -> Fraction | None:
    return side.quantity.exact if isinstance(side, Side) else None


def _numbers(comparison: Comparison, base: Side, actual: Side) -> dict[str, Param]:
    return {
        "base": amount(base),
        "base_on": base.known_on,
        "actual": amount(actual),
        "actual_on": actual.known_on,
        "change": shown(comparison.change(base, actual)),
        "seqs": (*base.seqs, *actual.seqs),
    }
