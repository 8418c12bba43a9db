"""Holidays as named windows: Tết moves, and it is not equally long every year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from giaouoc.engine.findings import Finding, refuse, warning
from giaouoc.engine.periods.windows import Window


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """The days off of one holiday in one year; the year is the one people name it by."""

    code: str
    year: int
    window: Window


def holiday_of(window: Window, holidays: Iterable[Holiday]) -> Holiday | None:
    """Return the holiday that has exactly these days, or None."""
    return next((holiday for holiday in holidays if holiday.window == window), None)


def same_holiday_year_before(window: Window, holidays: Iterable[Holiday], years: int = 1) -> Holiday | None:
    """Return the same holiday of the year `years` earlier.

    None where the window is no holiday or the earlier one is not declared; refused with
    `periods.holiday-twice` where it is declared with two different windows.
    """
    declared = tuple(holidays)
    holiday = holiday_of(window, declared)
    if holiday is None:
        return None
    found = {other for other in declared if (other.code, other.year) == (holiday.code, holiday.year - years)}
    if len(found) > 1:
        raise refuse("periods.holiday-twice", first_days=tuple(h.window.first_day for h in sorted(found)))
    return next(iter(found), None)


def compare_holidays(actual: Holiday, base: Holiday) -> Finding | None:
    """Warn where the two holidays have different numbers of days: the counts then measure the days too."""
    if actual.code != base.code:
        raise ValueError(f"{actual.code} and {base.code} are not the same holiday")
    if actual.window.days == base.window.days:
        return None
    return warning(
        "periods.holiday-lengths-differ",
        actual_first_day=actual.window.first_day,
        actual_last_day=actual.window.last_day,
        actual_days=actual.window.days,
        base_first_day=base.window.first_day,
        base_last_day=base.window.last_day,
        base_days=base.window.days,
    )
