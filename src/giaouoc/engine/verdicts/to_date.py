"""Where an open window stands: the amount so far against the same stretch of the base year."""

from __future__ import annotations

from datetime import date, timedelta

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.pacts import Reading, goal
from giaouoc.engine.periods import Window, holiday_of
from giaouoc.engine.verdicts.verdict import YearToDate


def year_to_date(comparison: Comparison, reading: Reading) -> YearToDate | None:
    """Return the longest stretch from the window's first day that was reported, with what the path allows.

    The allowed amount is the target applied to the same stretch of the base year, by the reading asked for; None
    where that is not known.
    """
    window = comparison.window
    for stop in _stops(comparison):
        stretch = Window(window.start, stop)
        actual = comparison.side(stretch, comparison.day)
        if isinstance(actual, NoSide) or actual.quantity.exact is None:
            continue
        if not comparison.target.is_change or _inside_holiday(comparison, stretch):
            return YearToDate(actual, None, None)
        same = comparison.case.pact.base_window(comparison.commitment, stretch)
        base = comparison.side(same, _base_day(comparison, reading, same, actual))
        known = base if isinstance(base, Side) and base.quantity.exact is not None else None
        allowed = (
            None if known is None else goal(comparison.target, known.quantity, comparison.indicator.better)
        )
        return YearToDate(actual, known, allowed)
    return None


def _base_day(comparison: Comparison, reading: Reading, same: Window, actual: Side) -> date:
    """Return the day whose knowledge of the base a reading takes; for the same age, that of the amount so far."""
    if reading is Reading.SAME_AGE:
        return min(same.last_day + timedelta(days=actual.age), comparison.day)
    return comparison.base_day(reading) or comparison.day


def _inside_holiday(comparison: Comparison, stretch: Window) -> bool:
    """Tell whether the stretch is a piece of a holiday: the same dates of another year are not its like."""
    holiday = holiday_of(comparison.window, comparison.case.pact.holidays)
    return holiday is not None and stretch != comparison.window


def _stops(comparison: Comparison) -> list[date]:
    """Return the days, latest first, at which a stretch from the start might end."""
    case, window = comparison.case, comparison.window
    units = set(case.units.bodies_behind(comparison.unit, window))
    units |= {child for body in units for child in case.units.children_throughout(body, window) or ()}
    stops = {
        w.stop
        for unit in units
        for w in case.ledger.get(unit, comparison.part.indicator, comparison.publisher).windows(
            comparison.day
        )
        if window.covers(w)
    }
    return sorted(stops, reverse=True)
