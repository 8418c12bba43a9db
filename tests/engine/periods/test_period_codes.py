from __future__ import annotations

from datetime import date

from giaouoc.engine.periods import Period, PeriodKind, Window, period_code, window_code


def test_a_window_code_shows_both_days_that_count() -> None:
    assert window_code(Window(date(2024, 12, 15), date(2025, 6, 15))) == "2024-12-15/2025-06-14"


def test_each_kind_of_period_has_its_own_code() -> None:
    periods = [
        Period(PeriodKind.MONTH, 2025, 1),
        Period(PeriodKind.MONTH, 2025, 12),
        Period(PeriodKind.QUARTER, 2025, 4),
        Period(PeriodKind.HALF, 2025, 2),
        Period(PeriodKind.NINE_MONTHS, 2025),
        Period(PeriodKind.YEAR, 2025),
    ]
    assert [period_code(p) for p in periods] == [
        "2025-M01",
        "2025-M12",
        "2025-Q4",
        "2025-H2",
        "2025-9M",
        "2025",
    ]
