from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.findings import Refusal, error
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY, Window

DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 31))
WINDOWS = st.builds(lambda a, b: Window.inclusive(min(a, b), max(a, b)), DAYS, DAYS)


def days_of(window: Window) -> set[date]:
    return {window.first_day + timedelta(days=n) for n in range(window.days)}


def test_inclusive_counts_the_first_and_the_last_day() -> None:
    window = Window.inclusive(date(2024, 12, 15), date(2025, 6, 14))
    assert window == Window(date(2024, 12, 15), date(2025, 6, 15))
    assert (window.first_day, window.last_day, window.days) == (date(2024, 12, 15), date(2025, 6, 14), 182)


def test_a_window_of_one_day_has_one_day() -> None:
    window = Window.inclusive(date(2024, 2, 29), date(2024, 2, 29))
    assert window.days == 1
    assert [window.contains(date(2024, 2, 28)), window.contains(date(2024, 2, 29))] == [False, True]
    assert not window.contains(date(2024, 3, 1))


def test_a_last_day_before_the_first_is_refused_with_both_days() -> None:
    with pytest.raises(Refusal) as refusal:
        Window.inclusive(date(2025, 2, 14), date(2025, 2, 13))
    assert refusal.value.findings == (
        error("periods.window-upside-down", first_day=date(2025, 2, 14), last_day=date(2025, 2, 13)),
    )


def test_a_half_open_window_without_a_day_is_refused() -> None:
    for stop in (date(2025, 2, 14), date(2025, 2, 13), date.min):
        with pytest.raises(Refusal) as refusal:
            Window(date(2025, 2, 14), stop)
        assert "periods.window-upside-down" in {finding.code for finding in refusal.value.findings}


def test_the_earliest_and_the_latest_day_can_be_used() -> None:
    assert Window.inclusive(EARLIEST_DAY, LATEST_DAY).last_day == date(2199, 12, 31)


@pytest.mark.parametrize("day", [date(1944, 12, 31), date(2200, 1, 1), date(9999, 12, 31), date.min])
def test_a_day_outside_the_range_is_refused_once(day: date) -> None:
    with pytest.raises(Refusal) as refusal:
        Window.inclusive(day, day)
    assert refusal.value.findings == (
        error("periods.day-out-of-range", day=day, earliest=date(1945, 1, 1), latest=date(2199, 12, 31)),
    )


def test_all_problems_of_a_window_come_at_once() -> None:
    with pytest.raises(Refusal) as refusal:
        Window.inclusive(date(9999, 1, 1), date(1, 1, 1))
    assert [finding.code for finding in refusal.value.findings] == [
        "periods.day-out-of-range",
        "periods.day-out-of-range",
        "periods.window-upside-down",
    ]


def test_a_window_does_not_change() -> None:
    window = Window.inclusive(date(2025, 1, 1), date(2025, 1, 2))
    with pytest.raises(FrozenInstanceError):
        window.start = date(2024, 1, 1)  # type: ignore[misc]


@given(WINDOWS, WINDOWS, DAYS)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_windows_relate_as_their_sets_of_days_do(one: Window, other: Window, day: date) -> None:
    assert one.contains(day) == (day in days_of(one))
    assert one.covers(other) == (days_of(other) <= days_of(one))
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))
    assert other.overlaps(one) == one.overlaps(other)


@given(st.lists(WINDOWS, max_size=5))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_windows_sort_by_first_then_last_day(windows: list[Window]) -> None:
    assert sorted(windows) == sorted(windows, key=lambda w: (w.first_day, w.last_day))
