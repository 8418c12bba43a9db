"""The smallest change a count of this size could show."""

from __future__ import annotations

import math
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
    positive percents with two decimals. None where no count of this base could show it, and where windows of
    different lengths show one without any change of the count.
    """
    if base == 0:
        return None

    def clear(actual: int) -> bool:
        below = prob_ratio_below(actual, base, rho, exposure_actual, exposure_base, phi, sigma)
        return (below if decrease else 1 - below) >= level

    # The probability falls with the actual count, so the edge of "clear" is found by halving.
    start = Fraction(base)
    if decrease:
        last = first_where(0, math.floor(start) + 1, lambda y: not clear(y)) - 1
        return None if last < 0 else _percent(start - last, start)
    highest = math.ceil(start * _MOST_TIMES_BASE)
    first = first_where(math.ceil(start), highest, clear)
    return None if first == highest else _percent(first - start, start)


def first_where(start: int, stop: int, holds: Callable[[int], bool]) -> int:
    """Return the first count from `start` for which a condition holds that then holds for all; `stop` if none.

    `bisect` would do, but a range longer than a machine word has no length.
    """
    while start < stop:
        middle = (start + stop) // 2
        if holds(middle):
            stop = middle
        else:
            start = middle + 1
    return start


def _percent(change: Fraction, base: Fraction) -> Decimal | None:
    return round_half_away(change * 100 / base, 2) if change > 0 else None
