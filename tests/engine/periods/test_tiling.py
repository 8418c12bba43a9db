from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.periods import Window, gaps
from tests.support.tiling import days_counted

DAYS = st.dates(date(2024, 2, 20), date(2024, 3, 10))
WINDOWS = st.builds(lambda a, b: Window.inclusive(min(a, b), max(a, b)), DAYS, DAYS)
JANUARY = Window.inclusive(date(2025, 1, 1), date(2025, 1, 31))


def january(first: int, last: int) -> Window:
    return Window.inclusive(date(2025, 1, first), date(2025, 1, last))


def stretches(days: Iterable[date]) -> tuple[Window, ...]:
    found: list[list[date]] = []
    for day in sorted(days):
        if found and found[-1][-1] + timedelta(days=1) == day:
            found[-1].append(day)
        else:
            found.append([day])
    return tuple(Window.inclusive(run[0], run[-1]) for run in found)


def test_gaps_name_the_stretches_no_window_covers() -> None:
    assert gaps([january(20, 25), january(3, 10), january(5, 8)], JANUARY) == (
        january(1, 2),
        january(11, 19),
        january(26, 31),
    )
    assert gaps([], JANUARY) == (JANUARY,)


@given(st.lists(WINDOWS, max_size=5), WINDOWS)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_gaps_agree_with_counting_days(windows: list[Window], whole: Window) -> None:
    counts, wanted = days_counted(windows), days_counted([whole])
    assert gaps(windows, whole) == stretches(wanted.keys() - counts.keys())


@given(st.sets(DAYS), WINDOWS)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_whole_cut_anywhere_lacks_the_piece_that_is_left_out(cuts: set[date], whole: Window) -> None:
    bounds = sorted({whole.start, whole.stop} | {day for day in cuts if whole.contains(day)})
    pieces = [Window(a, b) for a, b in itertools.pairwise(bounds)]
    assert gaps(reversed(pieces), whole) == ()
    assert gaps(pieces[1:], whole) == (pieces[0],)
