from __future__ import annotations

from datetime import date

import pytest

from giaouoc.engine.findings import Refusal, error, warning
from giaouoc.engine.periods import (
    Holiday,
    Window,
    compare_holidays,
    holiday_of,
    same_holiday_year_before,
)


def holiday(code: str, year: int, first: str, last: str) -> Holiday:
    return Holiday(code, year, Window.inclusive(date.fromisoformat(first), date.fromisoformat(last)))


TET_2024 = holiday("tet", 2024, "2024-02-08", "2024-02-14")
TET_2025 = holiday("tet", 2025, "2025-01-25", "2025-02-02")
TET_2026 = holiday("tet", 2026, "2026-02-14", "2026-02-22")
NATIONAL_DAY_2024 = holiday("national-day", 2024, "2024-08-31", "2024-09-03")
HOLIDAYS = (NATIONAL_DAY_2024, TET_2026, TET_2024, TET_2025)


def test_a_holiday_is_found_by_its_exact_days_only() -> None:
    assert holiday_of(TET_2025.window, HOLIDAYS) == TET_2025
    assert holiday_of(Window.inclusive(date(2025, 1, 25), date(2025, 2, 1)), HOLIDAYS) is None


def test_tet_2025_answers_to_tet_2024_on_other_days() -> None:
    assert same_holiday_year_before(TET_2025.window, HOLIDAYS) == TET_2024
    assert same_holiday_year_before(TET_2026.window, HOLIDAYS) == TET_2025
    assert same_holiday_year_before(TET_2026.window, HOLIDAYS, years=2) == TET_2024


def test_no_earlier_holiday_is_made_up() -> None:
    assert same_holiday_year_before(TET_2024.window, HOLIDAYS) is None
    assert same_holiday_year_before(NATIONAL_DAY_2024.window, HOLIDAYS) is None
    assert same_holiday_year_before(Window.inclusive(date(2025, 1, 1), date(2025, 1, 9)), HOLIDAYS) is None


def test_an_earlier_holiday_declared_with_two_windows_is_refused() -> None:
    shorter = holiday("tet", 2024, "2024-02-09", "2024-02-14")
    with pytest.raises(Refusal) as refusal:
        same_holiday_year_before(TET_2025.window, (shorter, *HOLIDAYS))
    assert refusal.value.findings == (
        error("periods.holiday-twice", first_days=(date(2024, 2, 8), date(2024, 2, 9))),
    )
    assert same_holiday_year_before(TET_2025.window, (TET_2024, *HOLIDAYS)) == TET_2024


def test_seven_days_against_nine_is_said_with_both_counts() -> None:
    assert compare_holidays(TET_2025, TET_2024) == warning(
        "periods.holiday-lengths-differ",
        actual_first_day=date(2025, 1, 25),
        actual_last_day=date(2025, 2, 2),
        actual_days=9,
        base_first_day=date(2024, 2, 8),
        base_last_day=date(2024, 2, 14),
        base_days=7,
    )


def test_nine_days_against_nine_need_no_word() -> None:
    assert compare_holidays(TET_2026, TET_2025) is None


def test_two_different_holidays_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not the same holiday"):
        compare_holidays(TET_2024, NATIONAL_DAY_2024)
