"""The smallest change a count of this size could show."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from giaouoc.engine.indicators import round_half_away
from giaouoc.engine.verdicts.rates import Count, Exposure, prob_ratio_below

# A change that needs more than this many times the base says nothing to anyone.
_MOST_TIMES_BASE = 1_000


def smallest_clear_change(
    base: Count,
    rho: float = 1.0,
    *,
    decrease: bool = True,
    phi: float = 1.0,
    sigma: float = 0.0,
    level: float = 0.95,
    exposure_actual: Exposure = 1,
    exposure_base: Exposure = 1,
) -> Decimal | None:
    """Return the smallest observed change, in percent of the base, that is clearly beyond the ratio `rho`.

    Clearly: the true ratio lies on the far side of `rho` with probability `level`. rho 1 asks for a real
    change, the target's ratio for one beyond the target. A fall for a decrease, a rise otherwise, both as
    positive percents with two decimals. None where no count of this base could show it.
    """
    if base == 0:
        return None

    def clear(actual: int) -> bool:
        below = prob_ratio_below(actual, base, rho, exposure_actual, exposure_base, phi, sigma)
        return (below if decrease else 1 - below) >= level

    # The probability falls with the actual count, so the edge of "clear" is found by halving.
    start = Fraction(base)
    if decrease:
        last = _first(range(math.floor(start) + 1), lambda y: not clear(y)) - 1
        return None if last < 0 else _percent(start - last, start)
    highest = math.ceil(start * _MOST_TIMES_BASE)
    first = _first(range(math.ceil(start), highest), clear)
    return None if first == highest else _percent(first - start, start)


def _first(counts: range, holds: Callable[[int], bool]) -> int:
    """Return the first count for which a condition holds that then holds for all; the range's end if none."""
    return counts.start + bisect_left(counts, True, key=holds)


def _percent(change: Fraction, base: Fraction) -> Decimal:
    return round_half_away(change * 100 / base, 2)
