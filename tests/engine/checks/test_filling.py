from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.checks.filling import cheapest_tiling
from giaouoc.engine.periods import Window
from tests.support.tiling import tiles

START = date(2025, 1, 1)


def span(first: int, stop: int) -> Window:
    return Window(START + timedelta(days=first), START + timedelta(days=stop))


WHOLE = span(0, 6)
SPANS = st.tuples(st.integers(-1, 6), st.integers(1, 7)).filter(lambda p: p[0] < p[1]).map(lambda p: span(*p))
COSTS = st.dictionaries(SPANS, st.integers(0, 3), max_size=8)


def naive(costs: Mapping[Window, int]) -> tuple[int, int] | None:
    found = [
        (sum(costs[w] for w in some), n)
        for n in range(1, len(costs) + 1)
        for some in itertools.combinations(costs, n)
        if tiles(some, WHOLE)
    ]
    return min(found, default=None)


@given(COSTS)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_cheapest_tiling_agrees_with_trying_every_set(costs: Mapping[Window, int]) -> None:
    path = cheapest_tiling(WHOLE, costs)
    assert (None if path is None else (sum(costs[w] for w in path), len(path))) == naive(costs)
    assert path is None or tiles(path, WHOLE)


def test_cost_goes_before_the_number_of_pieces_and_among_equals_the_last_piece_is_the_longest() -> None:
    halves = {span(0, 3): 0, span(3, 6): 0}
    assert cheapest_tiling(WHOLE, {**halves, span(0, 6): 1}) == (span(0, 3), span(3, 6))
    assert cheapest_tiling(WHOLE, {**halves, span(0, 6): 0}) == (span(0, 6),)
    assert cheapest_tiling(WHOLE, {**halves, span(0, 4): 0, span(4, 6): 0}) == (
        span(0, 3),
        span(3, 6),
    )
    assert cheapest_tiling(WHOLE, {span(0, 3): 0}) is None
