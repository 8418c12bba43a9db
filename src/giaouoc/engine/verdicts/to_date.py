"""Where an open window stands: the amount so far against the same stretch of the base year."""

from __future__ import annotations

from datetime import date

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.pacts import goal
from giaouoc.engine.periods import Window, holiday_of, same_period
from giaouoc.engine.verdicts.verdict import YearToDate


def year_to_date(comparison: Comparison, base_day: date) -> YearToDate | None:
    """Return the longest stretch from the window's first day that was reported, with what the path allows.

    The allowed amount is the target applied to the same stretch of the base year; None where that is not known.
    """
    pact = comparison.case.pact
    window = comparison.window
    for stop in _stops(comparison):
        stretch = Window(window.start, stop)
        actual = comparison.side(stretch, comparison.day)
        if isinstance(actual, NoSide) or actual.quantity.exact is None:
            continue
        if not comparison.target.is_change or _inside_holiday(comparison, stretch):
            return YearToDate(actual, None, None)
        years = pact.year - (comparison.commitment.baseline_year or pact.year - 1)
        base = comparison.side(same_period(stretch, pact.calendar, pact.holidays, years), base_day)
        known = base if isinstance(base, Side) and base.quantity.exact is not None else None
        allowed = (
            None if known is None else goal(comparison.target, known.quantity, comparison.indicator.better)
        )
        return YearToDate(actual, known, allowed)
    return None


def _inside_holiday(comparison: Comparison, stretch: Window) -> bool:
    """Tell whether the stretch is a piece of a holiday: the same dates of another year are not its like."""
    holiday = holiday_of(comparison.window, comparison.case.pact.holidays)
    return holiday is not None and stretch != comparison.window


def _stops(comparison: Comparison) -> list[date]:
    """Return the days, latest first, at which a stretch from the start might end."""
    case, window = comparison.case, comparison.window
    units = {comparison.unit} | {
        p.unit for _, parts in case.units.frontier(comparison.unit, window) for p in parts
    }
    units |= set(case.units.children_throughout(comparison.unit, window) or ())
    stops = {
        w.stop
        for unit in units
        for w in case.ledger.get(unit, comparison.part.indicator, comparison.publisher).windows(
            comparison.day
        )
        if window.covers(w)
    }
    return sorted(stops, reverse=True)
