"""The same period of an earlier year; windows that do not match are never compared."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from giaouoc.engine.findings import refuse
from giaouoc.engine.periods.calendars import Calendar
from giaouoc.engine.periods.holidays import Holiday, holiday_of, same_holiday_year_before
from giaouoc.engine.periods.windows import EARLIEST_DAY, LATEST_DAY, Window

CIVIL_MONTHS = Calendar("civil-months", year_month=1, first_day=1, named_by="end")


def same_window_year_before(window: Window, calendar: Calendar | None, years: int = 1) -> Window:
    """Return the window `years` earlier.

    Whole months of the calendar stay the same whole months, and so every period stays the same period;
    else whole civil months stay whole (February 2025 answers to the 29 days of February 2024); else the
    first and the last day move by whole years, 29 February to 28 February.
    """
    for months in (calendar, CIVIL_MONTHS):
        moved = None if months is None else months.years_before(window, years)
        if moved is not None:
            return moved
    return Window.inclusive(_years_before(window.first_day, years), _years_before(window.last_day, years))


def same_period(
    window: Window, calendar: Calendar | None, holidays: Collection[Holiday], years: int = 1
) -> Window:
    """Return the same period `years` earlier: a holiday by its name, else by the calendar, else by the dates.

    A holiday whose earlier year is not declared is refused with `periods.holiday-base-unknown`: the same
    dates of the earlier year would not be the same period.
    """
    holiday = holiday_of(window, holidays)
    if holiday is None:
        return same_window_year_before(window, calendar, years)
    base = same_holiday_year_before(window, holidays, years)
    if base is None:
        raise refuse(
            "periods.holiday-base-unknown",
            first_day=window.first_day,
            last_day=window.last_day,
            year=holiday.year - years,
        )
    return base.window


def _years_before(day: date, years: int) -> date:
    year = day.year - years
    if not EARLIEST_DAY.year <= year <= LATEST_DAY.year:
        raise refuse("periods.year-out-of-range", year=year, earliest=EARLIEST_DAY, latest=LATEST_DAY)
    if (day.month, day.day) == (2, 29):
        return _last_of_february(year)
    return day.replace(year=year)


def _last_of_february(year: int) -> date:
    try:
        return date(year, 2, 29)
    except ValueError:
        return date(year, 2, 28)
