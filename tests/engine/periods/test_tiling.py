from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.periods import Window, gaps, overlaps_among, tiles

DAYS = st.dates(date(2024, 2, 20), date(2024, 3, 10))
WINDOWS = st.builds(lambda a, b: Window.inclusive(min(a, b), max(a, b)), DAYS, DAYS)
JANUARY = Window.inclusive(date(2025, 1, 1), date(2025, 1, 31))


def january(first: int, last: int) -> Window:
    return Window.inclusive(date(2025, 1, first), date(2025, 1, last))


def counted(windows: Iterable[Window]) -> Counter[date]:
    return Counter(w.first_day + timedelta(days=n) for w in windows for n in range(w.days))


def stretches(days: Iterable[date]) -> tuple[Window, ...]:
    found: list[list[date]] = []
    for day in sorted(days):
        if found and found[-1][-1] + timedelta(days=1) == day:
            found[-1].append(day)
        else:
            found.append([day])
    return tuple(Window.inclusive(run[0], run[-1]) for run in found)


def test_windows_in_any_order_tile_the_whole() -> None:
    assert tiles([january(11, 31), january(1, 10)], JANUARY)


def test_one_day_missing_or_doubled_or_outside_is_no_tiling() -> None:
    assert not tiles([january(1, 10), january(12, 31)], JANUARY)
    assert not tiles([january(1, 10), january(10, 31)], JANUARY)
    assert not tiles([january(1, 10), Window.inclusive(date(2025, 1, 11), date(2025, 2, 1))], JANUARY)
    assert not tiles([january(2, 31)], JANUARY)
    assert not tiles([], JANUARY)


def test_gaps_name_the_stretches_no_window_covers() -> None:
    assert gaps([january(20, 25), january(3, 10), january(5, 8)], JANUARY) == (
        january(1, 2),
        january(11, 19),
        january(26, 31),
    )
    assert gaps([], JANUARY) == (JANUARY,)


def test_overlaps_join_where_three_windows_meet() -> None:
    assert overlaps_among([january(1, 10), january(5, 20), january(8, 15)]) == (january(5, 15),)
    assert overlaps_among([january(1, 10), january(11, 20)]) == ()
    assert overlaps_among([]) == ()


@given(st.lists(WINDOWS, max_size=5), WINDOWS)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_gaps_overlaps_and_tiling_agree_with_counting_days(windows: list[Window], whole: Window) -> None:
    counts, wanted = counted(windows), counted([whole])
    assert gaps(windows, whole) == stretches(wanted.keys() - counts.keys())
    assert overlaps_among(windows) == stretches(day for day, times in counts.items() if times > 1)
    assert tiles(windows, whole) == (counts == wanted)


@given(st.sets(DAYS), WINDOWS)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_whole_cut_anywhere_is_tiled_by_its_pieces(cuts: set[date], whole: Window) -> None:
    bounds = sorted({whole.start, whole.stop} | {day for day in cuts if whole.contains(day)})
    pieces = [Window(a, b) for a, b in itertools.pairwise(bounds)]
    assert tiles(reversed(pieces), whole)
    assert gaps(pieces[1:], whole) == (pieces[0],)
