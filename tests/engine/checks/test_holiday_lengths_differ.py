from __future__ import annotations

from datetime import date

from giaouoc.engine.checks.holiday_lengths_differ import holiday_lengths_differ
from giaouoc.engine.findings import warning
from giaouoc.engine.periods import Holiday
from tests.support.cases import about, compare, make_case, window

TET_2024 = Holiday("tet", 2024, window("2024-02-08", "2024-02-14"))
TET_2025 = Holiday("tet", 2025, window("2025-01-25", "2025-02-02"))
TET_2026 = Holiday("tet", 2026, window("2026-02-14", "2026-02-22"))
ALL = (TET_2024, TET_2025, TET_2026)


def test_seven_days_against_nine_are_said() -> None:
    case = make_case(period=TET_2025.window, holidays=ALL)
    assert tuple(holiday_lengths_differ(compare(case))) == (
        warning(
            "periods.holiday-lengths-differ",
            actual_first_day=date(2025, 1, 25),
            actual_last_day=date(2025, 2, 2),
            actual_days=9,
            base_first_day=date(2024, 2, 8),
            base_last_day=date(2024, 2, 14),
            base_days=7,
            **about(),
        ),
    )


def test_nine_days_against_nine_and_ordinary_periods_are_silent() -> None:
    assert tuple(holiday_lengths_differ(compare(make_case(period=TET_2026.window, holidays=ALL)))) == ()
    assert tuple(holiday_lengths_differ(compare(make_case(holidays=ALL)))) == ()


def test_another_holiday_on_the_days_of_the_earlier_one_is_not_taken_for_it() -> None:
    rest = Holiday("rest-days", 2024, TET_2024.window)
    case = make_case(period=TET_2025.window, holidays=(rest, *ALL))
    assert [f["base_days"] for f in holiday_lengths_differ(compare(case))] == [7]
