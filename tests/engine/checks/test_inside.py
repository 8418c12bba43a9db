from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.checks import case_findings
from giaouoc.engine.checks.filling import cheapest_tiling
from giaouoc.engine.checks.inside import fewest_tilings, largest_inside
from giaouoc.engine.periods import Window
from tests.support.cases import MANY_DAYS_LATER, figure, make_case, under

START = date(2010, 1, 1)


def span(first: int, stop: int) -> Window:
    return Window(START + timedelta(days=first), START + timedelta(days=stop))


SPANS = st.tuples(st.integers(0, 7), st.integers(1, 8)).filter(lambda p: p[0] < p[1]).map(lambda p: span(*p))
AMOUNTS = st.dictionaries(SPANS, st.integers(0, 4).map(Decimal), max_size=16)


@given(st.sets(SPANS, max_size=16))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_fewest_tilings_are_those_found_window_by_window(windows: set[Window]) -> None:
    one_by_one = {
        whole: path
        for whole in windows
        if (path := cheapest_tiling(whole, {w: 0 for w in windows if w != whole})) is not None
    }
    assert fewest_tilings(windows) == one_by_one


@given(AMOUNTS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_largest_inside_is_the_one_found_by_looking_at_all(amounts: dict[Window, Decimal]) -> None:
    looked_at = {}
    for whole in amounts:
        larger = [w for w in sorted(amounts) if whole.covers(w) and amounts[w] > amounts[whole]]
        if larger:
            looked_at[whole] = max(larger, key=amounts.__getitem__)
    assert largest_inside(amounts) == looked_at


def days_and_years(n: int) -> Iterator[tuple[int, int, int]]:
    yield from ((i, i + 1, 1) for i in range(n // 2))
    yield from ((i, i + 365, 365) for i in range(n // 2))


def to_date(n: int) -> Iterator[tuple[int, int, int]]:
    yield from ((i, i + 1, 1) for i in range(n // 2))
    yield from ((0, i + 2, i + 2) for i in range(n // 2))


def scattered(n: int) -> Iterator[tuple[int, int, int]]:
    yield from ((i * 7919 % 5000, i * 7919 % 5000 + 1 + i * 104729 % 900, i % 97) for i in range(n))


@pytest.mark.parametrize("shape", [days_and_years, to_date, scattered])
def test_four_thousand_windows_of_one_series_take_no_long_look(shape: object) -> None:
    assert callable(shape)
    rows = [figure(v, str(span(a, b).stop), days=span(a, b)) for a, b, v in shape(4000)]
    misprint = [figure(9, "2012-01-01", days=span(0, 2), unit="outside")]
    misprint.append(figure(10, "2012-01-01", days=span(0, 1), unit="outside"))
    case = make_case(*rows, *misprint)
    began = process_time()
    findings = case_findings(case, MANY_DAYS_LATER)
    assert process_time() - began < 3  # looking at every pair of windows took seven
    assert [f.code for f in under(findings, "outside")] == ["checks.shorter-window-larger"]
