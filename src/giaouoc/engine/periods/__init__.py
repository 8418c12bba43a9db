"""Windows of days, statistical calendars, holidays, and the same period of an earlier year."""

from __future__ import annotations

from giaouoc.engine.periods.calendars import Calendar, Period, PeriodKind
from giaouoc.engine.periods.codes import period_code, window_code
from giaouoc.engine.periods.holidays import Holiday, compare_holidays, holiday_of, same_holiday_year_before
from giaouoc.engine.periods.same_period import comparable, is_complete, same_period, same_window_year_before
from giaouoc.engine.periods.tiling import gaps, overlaps_among, tiles
from giaouoc.engine.periods.windows import EARLIEST_DAY, LATEST_DAY, Window

__all__ = [
    "EARLIEST_DAY",
    "LATEST_DAY",
    "Calendar",
    "Holiday",
    "Period",
    "PeriodKind",
    "Window",
    "comparable",
    "compare_holidays",
    "gaps",
    "holiday_of",
    "is_complete",
    "overlaps_among",
    "period_code",
    "same_holiday_year_before",
    "same_period",
    "same_window_year_before",
    "tiles",
    "window_code",
]
