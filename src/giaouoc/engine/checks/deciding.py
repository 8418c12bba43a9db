"""What a target would say to two amounts: by plain arithmetic, or only where a verdict could say it too."""

from __future__ import annotations

from enum import StrEnum

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.indicators import Comparability, Compares
from giaouoc.engine.pacts import NOT_STATED, Reading


class WouldBe(StrEnum):
    """What the result would be on amounts that do not decide it."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"


def would_be(comparison: Comparison, base: Side | NoSide, actual: Side | NoSide) -> WouldBe | None:
    """Return what plain arithmetic says; None where an amount is not there. A level asks for no base."""
    against = _amount(base) if comparison.target.is_change else None
    reached = _amount(actual)
    if reached is None or (against is None and comparison.target.is_change):
        return None
    return WouldBe.KEPT if comparison.keeps(against, reached) else WouldBe.NOT_KEPT


def _amount(side: Side | NoSide) -> Side | None:
    if isinstance(side, NoSide) or side.not_applicable or side.quantity.exact is None:
        return None
    return side


def is_open(comparison: Comparison) -> bool:
    """Tell whether the window is still open; on its last day a figure for all of it may already be out."""
    last_day = comparison.window.last_day
    return comparison.day < last_day or (comparison.day == last_day and isinstance(comparison.actual, NoSide))


def days_unknown(actual: Side, base: Side) -> bool:
    """Tell whether a source does not state its days, and value and base stand in two publications."""
    return (actual.window_not_stated or base.window_not_stated) and not actual.same_publication(base)


def clash(comparison: Comparison, actual: Side, base: Side) -> Comparability | None:
    """Return the two definitions that do not compare, where two amounts were counted by such."""
    indicator = comparison.indicator
    worst = indicator.compare_all(actual.versions(indicator) | base.versions(indicator))
    return worst if worst is not None and worst.compares is Compares.NO else None


def decided(comparison: Comparison, base: Side | NoSide, actual: Side | NoSide) -> WouldBe | None:
    """Return what a verdict can say: the window is over, its days are known, the definitions compare."""
    beside = base if comparison.target.is_change else actual
    if isinstance(beside, NoSide) or isinstance(actual, NoSide) or is_open(comparison):
        return None
    # A level stands alone: no other figure of its publication vouches for its days.
    unknown = actual.window_not_stated if beside is actual else days_unknown(actual, beside)
    if unknown or clash(comparison, actual, beside) is not None:
        return None
    return would_be(comparison, base, actual)


def ruling_reading(comparison: Comparison) -> Reading:
    """Return the reading asked for, else the pact's own; the latest where neither chose one."""
    reading = comparison.reading or comparison.case.pact.reading
    return Reading.LATEST if reading == NOT_STATED else Reading(reading)


def turned_after_signing(comparison: Comparison) -> bool:
    """Tell whether the base known at signing and the newest give two different results."""
    signed, latest = (
        decided(comparison, comparison.base(reading), comparison.actual)
        for reading in (Reading.AT_SIGNING, Reading.LATEST)
    )
    return signed is not None and latest is not None and signed is not latest


def bases(comparison: Comparison) -> tuple[Side, ...]:
    """Return the different bases the readings give, in the order of the readings; none for a level."""
    if not comparison.target.is_change:
        return ()
    found = (comparison.base(reading) for reading in Reading)
    return tuple(dict.fromkeys(side for side in found if isinstance(side, Side)))
