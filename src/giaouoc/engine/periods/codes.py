"""Periods and windows as codes for machines; people's words live in the catalogues."""

from __future__ import annotations

from giaouoc.engine.periods.calendars import Period, PeriodKind
from giaouoc.engine.periods.windows import Window

SHAPES = {
    PeriodKind.MONTH: "{year:04d}-M{number:02d}",
    PeriodKind.QUARTER: "{year:04d}-Q{number}",
    PeriodKind.HALF: "{year:04d}-H{number}",
    PeriodKind.NINE_MONTHS: "{year:04d}-9M",
    PeriodKind.YEAR: "{year:04d}",
}


def window_code(window: Window) -> str:
    """Return the first and the last day, both counted: `2024-12-15/2025-06-14`."""
    return f"{window.first_day.isoformat()}/{window.last_day.isoformat()}"


def period_code(period: Period) -> str:
    """Return the year and the period in it: `2025-M01`, `2025-Q1`, `2025-H1`, `2025-9M`, `2025`."""
    return SHAPES[period.kind].format(year=period.year, number=period.number)
