"""Two counts compared as rates: one closed form for every size, zeros included, and the exact test beside it.

Everything here is a float, because it is evidence; no result of a commitment is read from it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Count: TypeAlias = int | Decimal | Fraction
Exposure: TypeAlias = int | float | Decimal

# Two outcomes count as equally likely when their probabilities differ by less than rounding does.
_EQUALLY_LIKELY = 1e-7


def prob_ratio_below(
    actual: Count,
    base: Count,
    rho: float,
    exposure_actual: Exposure = 1,
    exposure_base: Exposure = 1,
    phi: float = 1.0,
    sigma: float = 0.0,
) -> float:
    """Return the probability that the true rate ratio, actual over base, lies below `rho`.

    phi is the scatter from month to month (1: Poisson), sigma the usual swing from year to year (standard
    deviation of the log ratio). phi 1 and sigma 0 give the conditional test of two Poisson counts with the
    Jeffreys prior. Source: the conditional test is Przyborowski and Wilenski (1940); phi and sigma divide the
    information in the counts, which docs/explanation/evidence.md explains and measures.
    """
    from scipy.special import betainc

    if rho <= 0:
        return 0.0
    above, below = _shapes(actual, base, phi, sigma)
    return float(betainc(above, below, _share(rho, exposure_actual, exposure_base)))


def ratio_interval(
    actual: Count,
    base: Count,
    exposure_actual: Exposure = 1,
    exposure_base: Exposure = 1,
    phi: float = 1.0,
    sigma: float = 0.0,
    level: float = 0.95,
) -> tuple[float, float]:
    """Return the two-sided interval of the true rate ratio, from the same distribution as
    `prob_ratio_below`."""
    from scipy.special import betaincinv

    above, below = _shapes(actual, base, phi, sigma)
    tail = (1 - level) / 2
    ends = [float(betaincinv(above, below, q)) for q in (tail, 1 - tail)]
    low, high = (_ratio(end, exposure_actual, exposure_base) for end in ends)
    return low, high


def exact_conditional_p(
    actual: int, base: int, rho: float = 1.0, exposure_actual: Exposure = 1, exposure_base: Exposure = 1
) -> float:
    """Return the exact two-sided p of two Poisson counts having the rate ratio `rho`.

    Given their sum the first count is binomial; every outcome no likelier than the one seen counts against
    it. Source: Przyborowski and Wilenski (1940); the E-test of Krishnamoorthy and Thomson (2004) is another
    test.
    """
    total = actual + base
    if total == 0:
        return 1.0
    share = _share(rho, exposure_actual, exposure_base)
    if actual > total * share:  # the upper tail is the lower tail of the other count
        return _lower_and_as_unlikely(base, total, 1 - share)
    return _lower_and_as_unlikely(actual, total, share)


def upper_rate_after_zero(windows: int = 1, level: float = 0.95) -> float:
    """Return the largest true rate per window that still fits none seen in `windows` windows (one-sided)."""
    return -math.log(1 - level) / windows


def _shapes(actual: Count, base: Count, phi: float, sigma: float) -> tuple[float, float]:
    y1, y0 = float(actual), float(base)
    information = 1 / (phi + sigma**2 * (y1 + y0) / 4)
    return information * y1 + 0.5, information * y0 + 0.5


def _share(rho: float, exposure_actual: Exposure, exposure_base: Exposure) -> float:
    t1, t0 = float(exposure_actual), float(exposure_base)
    return rho * t1 / (t0 + rho * t1)


def _ratio(share: float, exposure_actual: Exposure, exposure_base: Exposure) -> float:
    if share >= 1:
        return math.inf
    return share / (1 - share) * float(exposure_base) / float(exposure_actual)


def _lower_and_as_unlikely(seen: int, total: int, share: float) -> float:
    from scipy.special import betainc

    def minus_likelihood(k: int) -> float:
        return -_log_binomial(k, total, share)

    lower = 1.0 if seen == total else float(betainc(total - seen, seen + 1, 1 - share))
    # From the mean upwards the likelihood only falls, so the first outcome as unlikely as the one seen is
    # found by halving.
    others = range(max(math.ceil(total * share), seen + 1), total + 1)
    limit = minus_likelihood(seen) - _EQUALLY_LIKELY
    first = others.start + bisect_left(others, limit, key=minus_likelihood)
    upper = 0.0 if first > total else float(betainc(first, total - first + 1, share))
    return min(1.0, lower + upper)


def _log_binomial(k: int, n: int, share: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return ways + k * math.log(share) + (n - k) * math.log1p(-share)
