from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.findings import Refusal, error
from giaouoc.engine.periods import (
    LATEST_DAY,
    Calendar,
    Holiday,
    Period,
    PeriodKind,
    Window,
    same_period,
    same_window_year_before,
)

POLICE = Calendar("police", 12, 15, "end")


def dates(first: str, last: str) -> Window:
    return Window.inclusive(date.fromisoformat(first), date.fromisoformat(last))


TET_2024 = Holiday("tet", 2024, dates("2024-02-08", "2024-02-14"))
TET_2025 = Holiday("tet", 2025, dates("2025-01-25", "2025-02-02"))
NEW_YEAR_2026 = Holiday("new-year", 2026, dates("2026-01-01", "2026-01-04"))
HOLIDAYS = (TET_2024, TET_2025, NEW_YEAR_2026)


def test_the_police_half_year_answers_to_the_police_half_year() -> None:
    assert same_period(dates("2024-12-15", "2025-06-14"), POLICE, ()) == dates("2023-12-15", "2024-06-14")


def test_whole_months_stay_whole_though_they_are_no_named_period() -> None:
    late = Calendar("late", 1, 31, "start")
    assert late.months_of(dates("2025-01-31", "2025-02-27")) is not None
    assert same_window_year_before(dates("2025-01-31", "2025-02-27"), late) == dates(
        "2024-01-31", "2024-02-28"
    )
    eight_months = dates("2024-12-15", "2025-08-14")
    assert same_window_year_before(eight_months, POLICE) == dates("2023-12-15", "2024-08-14")


@pytest.mark.parametrize("calendar", [None, POLICE])
def test_whole_civil_months_end_with_february_in_leap_years_too(calendar: Calendar | None) -> None:
    assert same_window_year_before(dates("2025-01-01", "2025-02-28"), calendar) == dates(
        "2024-01-01", "2024-02-29"
    )
    assert same_window_year_before(dates("2024-02-01", "2024-02-29"), calendar) == dates(
        "2023-02-01", "2023-02-28"
    )


def test_other_windows_move_day_by_day_and_29_february_falls_on_the_28th() -> None:
    assert same_window_year_before(dates("2025-02-10", "2025-02-28"), None) == dates(
        "2024-02-10", "2024-02-28"
    )
    assert same_window_year_before(dates("2024-02-29", "2024-02-29"), None) == dates(
        "2023-02-28", "2023-02-28"
    )
    assert same_window_year_before(dates("2024-02-10", "2024-02-29"), None) == dates(
        "2023-02-10", "2023-02-28"
    )
    assert same_window_year_before(dates("2024-02-29", "2024-03-06"), None, years=4) == dates(
        "2020-02-29", "2020-03-06"
    )


def test_tet_2025_answers_to_the_seven_days_of_tet_2024() -> None:
    assert same_period(TET_2025.window, POLICE, HOLIDAYS) == TET_2024.window


def test_a_holiday_comes_before_the_calendar() -> None:
    may = Holiday("may", 2025, dates("2025-05-01", "2025-05-31"))
    earlier = Holiday("may", 2024, dates("2024-05-02", "2024-05-31"))
    civil = Calendar("calendar-year", 1, 1, "end")
    assert same_period(may.window, civil, (may, earlier)) == earlier.window
    assert same_period(may.window, civil, ()) == dates("2024-05-01", "2024-05-31")


def test_a_holiday_without_its_earlier_year_is_refused_not_shifted() -> None:
    with pytest.raises(Refusal) as refusal:
        same_period(NEW_YEAR_2026.window, POLICE, HOLIDAYS)
    assert refusal.value.findings == (
        error(
            "periods.holiday-base-unknown",
            first_day=date(2026, 1, 1),
            last_day=date(2026, 1, 4),
            year=2025,
        ),
    )


@pytest.mark.parametrize("window", [dates("1945-03-01", "1945-03-31"), dates("1945-03-02", "1945-03-05")])
def test_the_year_before_the_earliest_is_refused(window: Window) -> None:
    for years in (1, 5000):
        with pytest.raises(Refusal):
            same_window_year_before(window, POLICE, years)


@given(
    st.builds(
        Calendar, st.just("any"), st.integers(1, 12), st.integers(1, 31), st.sampled_from(["end", "start"])
    ),
    st.integers(1960, 2100),
    st.sampled_from(PeriodKind),
    st.integers(1, 4),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_period_answers_to_the_period_of_the_same_name(
    calendar: Calendar, year: int, kind: PeriodKind, years: int
) -> None:
    window = calendar.window(Period(kind, year, 1))
    assert same_period(window, calendar, (), years) == calendar.window(Period(kind, year - years, 1))


@given(st.dates(date(1950, 1, 1), LATEST_DAY), st.integers(0, 500))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_shifted_window_keeps_its_days_of_the_year(first: date, more: int) -> None:
    window = Window.inclusive(first, min(first + timedelta(days=more), LATEST_DAY))
    moved = same_window_year_before(window, None)
    assert abs(moved.days - window.days) <= 1
    if (window.first_day.month, window.first_day.day) != (2, 29):
        assert moved.first_day == window.first_day.replace(year=window.first_day.year - 1)
    if window.last_day.month != 2:
        assert moved.last_day == window.last_day.replace(year=window.last_day.year - 1)
