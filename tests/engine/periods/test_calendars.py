from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from giaouoc.engine.findings import Ref, RefKind, Refusal, error
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY, Calendar, Period, PeriodKind, Window
from tests.support.tiling import tiles

POLICE = Calendar("police", 12, 15, "end")
STATISTICS = Calendar("statistics-accidents", 12, 26, "end")
SCHOOL = Calendar("school-year", 9, 1, "start")
CIVIL = Calendar("calendar-year", 1, 1, "end")
CALENDARS = st.builds(
    Calendar, st.just("any"), st.integers(1, 12), st.integers(1, 31), st.sampled_from(["end", "start"])
)
YEARS = st.integers(1960, 2100)
PARTS: dict[PeriodKind, list[tuple[int, ...]]] = {
    PeriodKind.MONTH: [(n,) for n in range(1, 13)],
    PeriodKind.QUARTER: [(1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12)],
    PeriodKind.HALF: [(1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12)],
    PeriodKind.NINE_MONTHS: [(1, 2, 3, 4, 5, 6, 7, 8, 9)],
    PeriodKind.YEAR: [tuple(range(1, 13))],
}


def dates(first: str, last: str) -> Window:
    return Window.inclusive(date.fromisoformat(first), date.fromisoformat(last))


def begins_a_month(calendar: Calendar, day: date) -> bool:
    tomorrow = day + timedelta(days=1)
    is_last_of_civil_month = tomorrow.day == 1
    return day.day == calendar.first_day or (day.day < calendar.first_day and is_last_of_civil_month)


def days_by_month(calendar: Calendar, year: int) -> dict[int, list[date]]:
    """Walk day by day through the civil years around; keep the year whose end or start bears the name."""
    day = date(year - 2, 1, 1)
    found: list[dict[int, list[date]]] = []
    while day < date(year + 3, 1, 1):
        if begins_a_month(calendar, day):
            if day.month == calendar.year_month:
                found.append({})
            if found:
                found[-1][len(found[-1]) + 1] = []
        if found:
            found[-1][len(found[-1])].append(day)
        day += timedelta(days=1)
    whole_years = found[:-1]
    if calendar.named_by == "end":
        return next(months for months in whole_years if months[12][-1].year == year)
    return next(months for months in whole_years if months[1][0].year == year)


@given(CALENDARS, YEARS)
@example(Calendar("any", 1, 1, "end"), 2024)
@example(Calendar("any", 1, 1, "start"), 2024)
@example(Calendar("any", 1, 2, "end"), 2024)
@example(Calendar("any", 12, 31, "end"), 2024)
@example(Calendar("any", 2, 29, "start"), 2023)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_period_has_the_days_that_walking_finds(calendar: Calendar, year: int) -> None:
    walked = days_by_month(calendar, year)
    for kind, parts in PARTS.items():
        for number, months in enumerate(parts, start=1):
            days = [day for month in months for day in walked[month]]
            window = calendar.window(Period(kind, year, number))
            assert window == Window.inclusive(days[0], days[-1])
            assert window.days == len(days)
            assert calendar.period_of(window) == Period(kind, year, number)
            assert calendar.months_of(window) == calendar.months(year)[months[0] - 1 : months[-1]]


@given(CALENDARS, YEARS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_years_and_months_tile_without_gap_or_overlap(calendar: Calendar, year: int) -> None:
    years = [calendar.year_window(year + n) for n in range(5)]
    assert tiles(years, Window(years[0].start, years[-1].stop))
    assert tiles(calendar.months(year), years[0])
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF):
        parts = [calendar.window(Period(kind, year, n)) for n in range(1, len(PARTS[kind]) + 1)]
        assert tiles(parts, years[0])


@given(CALENDARS, st.dates(EARLIEST_DAY, LATEST_DAY), st.integers(0, 400))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_window_found_to_be_a_period_is_that_period(calendar: Calendar, first: date, more: int) -> None:
    window = Window.inclusive(first, min(first + timedelta(days=more), LATEST_DAY))
    period = calendar.period_of(window)
    assert period is None or calendar.window(period) == window
    months = calendar.months_of(window)
    assert months is None or tiles(months, window)


@given(CALENDARS, st.dates(EARLIEST_DAY, LATEST_DAY), st.integers(0, 400))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_year_that_holds_a_window_is_the_one_that_trying_every_year_finds(
    calendar: Calendar, first: date, more: int
) -> None:
    window = Window.inclusive(first, min(first + timedelta(days=more), LATEST_DAY))
    near = range(max(first.year - 2, EARLIEST_DAY.year + 1), min(first.year + 3, LATEST_DAY.year - 1))
    tried = [year for year in near if calendar.year_window(year).covers(window)]
    assume(len(near) == 5)
    assert calendar.year_containing(window) == (tried[0] if tried else None)


def test_the_police_year_2025_ends_on_14_december_2025() -> None:
    assert POLICE.year_window(2025) == dates("2024-12-15", "2025-12-14")
    assert POLICE.window(Period(PeriodKind.HALF, 2025, 1)) == dates("2024-12-15", "2025-06-14")
    assert POLICE.window(Period(PeriodKind.QUARTER, 2025, 1)) == dates("2024-12-15", "2025-03-14")
    assert POLICE.window(Period(PeriodKind.MONTH, 2025, 1)) == dates("2024-12-15", "2025-01-14")


def test_the_statistics_office_counts_august_from_26_july() -> None:
    assert STATISTICS.window(Period(PeriodKind.MONTH, 2025, 8)) == dates("2025-07-26", "2025-08-25")


def test_the_calendar_year_has_one_name_by_end_and_by_start() -> None:
    assert CIVIL.year_window(2025) == dates("2025-01-01", "2025-12-31")
    assert Calendar("c", 1, 1, "start").year_window(2025) == CIVIL.year_window(2025)


def test_the_school_year_is_named_as_declared() -> None:
    assert SCHOOL.year_window(2024) == dates("2024-09-01", "2025-08-31")
    assert Calendar("s", 9, 1, "end").year_window(2025) == SCHOOL.year_window(2024)


def test_months_from_the_31st_begin_on_the_last_day_of_short_months() -> None:
    assert Calendar("late", 12, 31, "end").months(2024)[:4] == (
        dates("2023-12-31", "2024-01-30"),
        dates("2024-01-31", "2024-02-28"),
        dates("2024-02-29", "2024-03-30"),
        dates("2024-03-31", "2024-04-29"),
    )


def test_months_from_the_29th_of_february_follow_the_leap_year() -> None:
    calendar = Calendar("leap", 2, 29, "start")
    assert calendar.year_window(2023) == dates("2023-02-28", "2024-02-28")
    assert calendar.year_window(2024) == dates("2024-02-29", "2025-02-27")


def test_two_publishers_do_not_share_periods() -> None:
    assert STATISTICS.period_of(POLICE.year_window(2025)) is None
    assert STATISTICS.months_of(POLICE.year_window(2025)) is None


def test_eight_months_are_months_but_no_period() -> None:
    window = dates("2024-12-15", "2025-08-14")
    assert POLICE.period_of(window) is None
    assert POLICE.months_of(window) == POLICE.months(2025)[:8]


def test_three_months_across_two_quarters_are_no_quarter() -> None:
    assert POLICE.period_of(dates("2025-01-15", "2025-04-14")) is None
    assert POLICE.period_of(dates("2025-06-15", "2026-06-14")) is None
    assert POLICE.period_of(dates("2024-12-15", "2025-06-13")) is None


def test_a_window_at_the_edge_of_time_is_answered_not_refused() -> None:
    assert POLICE.period_of(dates("1945-01-01", "1945-01-14")) is None
    december = Calendar("d", 12, 1, "end")
    assert december.period_of(dates("2199-12-01", "2199-12-31")) == Period(PeriodKind.MONTH, 2200, 1)
    assert SCHOOL.period_of(dates("1945-01-01", "1945-01-31")) == Period(PeriodKind.MONTH, 1944, 5)


@pytest.mark.parametrize("year", [9999, 0, -1, 1943, 2201, 10**9])
def test_a_year_out_of_range_is_refused(year: int) -> None:
    with pytest.raises(Refusal) as refusal:
        POLICE.year_window(year)
    assert refusal.value.findings == (
        error("periods.year-out-of-range", year=year, earliest=EARLIEST_DAY, latest=LATEST_DAY),
    )


@pytest.mark.parametrize(("calendar", "year"), [(POLICE, 1945), (POLICE, 2200), (SCHOOL, 2199)])
def test_a_year_that_reaches_out_of_range_is_refused(calendar: Calendar, year: int) -> None:
    with pytest.raises(Refusal, match=r"periods\.day-out-of-range"):
        calendar.year_window(year)


@pytest.mark.parametrize(
    ("kind", "largest"),
    [
        (PeriodKind.MONTH, 12),
        (PeriodKind.QUARTER, 4),
        (PeriodKind.HALF, 2),
        (PeriodKind.NINE_MONTHS, 1),
        (PeriodKind.YEAR, 1),
    ],
)
def test_a_period_number_must_exist_in_the_year(kind: PeriodKind, largest: int) -> None:
    assert [Period(kind, 2025, 1).number, Period(kind, 2025, largest).number] == [1, largest]
    for number in (0, -1, largest + 1):
        with pytest.raises(Refusal) as refusal:
            Period(kind, 2025, number)
        assert refusal.value.findings == (error("periods.period-number", number=number, largest=largest),)


def test_all_problems_of_a_calendar_come_at_once() -> None:
    with pytest.raises(Refusal) as refusal:
        Calendar("odd", 13, 32, "middle")  # type: ignore[arg-type]
    odd = Ref(RefKind.CALENDAR, "odd")
    assert refusal.value.findings == (
        error("periods.calendar-month", calendar=odd, value=13),
        error("periods.calendar-day", calendar=odd, value=32),
        error("periods.calendar-naming", calendar=odd, value="middle"),
    )


@pytest.mark.parametrize(("month", "day"), [(0, 1), (1, 0), (12, 32), (13, 31)])
def test_a_calendar_one_step_over_the_edge_is_refused(month: int, day: int) -> None:
    with pytest.raises(Refusal):
        Calendar("edge", month, day, "end")
    assert Calendar("edge", 12, 31, "end").year_window(2025) == dates("2024-12-31", "2025-12-30")
