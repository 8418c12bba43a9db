"""Windows of days, statistical calendars, holidays, and the same period of an earlier year."""

from __future__ import annotations

from giaouoc.engine.periods.calendars import Calendar, Period, PeriodKind
from giaouoc.engine.periods.holidays import Holiday, compare_holidays, holiday_of, same_holiday_year_before
from giaouoc.engine.periods.same_period import same_period, same_window_year_before
from giaouoc.engine.periods.tiling import gaps
from giaouoc.engine.periods.windows import EARLIEST_DAY, LATEST_DAY, Window

__all__ = [
    "EARLIEST_DAY",
    "LATEST_DAY",
    "Calendar",
    "Holiday",
    "Period",
    "PeriodKind",
    "Window",
    "compare_holidays",
    "gaps",
    "holiday_of",
    "same_holiday_year_before",
    "same_period",
    "same_window_year_before",
]
