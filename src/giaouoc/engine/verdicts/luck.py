"""Luck: how often a target would look kept although nothing changed. Exact sums, no simulation.

Counts too large to be summed one by one (some 10^8 cases) are drawn from the gamma distribution with the same mean
and variance; that changes no digit anyone prints.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from giaouoc.engine.indicators import Better
from giaouoc.engine.verdicts.change_goal import ChangeGoal
from giaouoc.engine.verdicts.rates import Count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.int64]

# Below this excess the negative binomial is the Poisson to more digits than anyone prints, and its gamma
# functions cancel.
_POISSON_ENOUGH = 1e-3
# Outside nine standard deviations (and forty exponential tails) nothing is left that a printed digit could
# show.
_DEVIATIONS, _TAILS = 9, 40
# More counts than this are not summed one by one; as many slices as below stand for them.
_MOST_COUNTS, _SLICES = 200_000, 4_000


def luck(base_count: Count, goal: ChangeGoal, phi: float = 1.0, exposure_ratio: float = 1.0) -> float:
    """Return the probability that the goal is kept when both windows are drawn from one and the same rate.

    Both counts are Poisson with mean `base_count`, or negative binomial with variance phi times the mean
    where phi > 1; `exposure_ratio` is the actual window's exposure over the base's. None and none keeps a
    decrease by a percent. Raises ValueError for a goal without a number.
    """
    import numpy as np

    mean = float(base_count)
    low, high = _reach(mean, phi)
    if high - low > _MOST_COUNTS:
        return _luck_of_slices(mean, goal, phi, exposure_ratio)
    edges = np.array(goal.edges(low, high), dtype=np.int64)
    weights = _pmf(np.arange(low, high + 1), mean, phi)
    up_to = _cdf(edges if goal.decrease else edges - 1, mean * exposure_ratio, phi)
    kept = float(np.dot(weights, up_to if goal.decrease else 1 - up_to))
    return min(1.0, max(0.0, kept))


def _luck_of_slices(mean: float, goal: ChangeGoal, phi: float, exposure_ratio: float) -> float:
    """Return luck from slices of equal probability of the base, each standing at its middle."""
    import numpy as np
    from scipy.special import gammainc, gammaincinv

    shape, middles = mean / phi, (np.arange(_SLICES) + 0.5) / _SLICES
    bases = [round(base) for base in (gammaincinv(shape, middles) * phi).tolist()]
    edges = np.array([float(goal.edges(base, base)[0]) for base in bases])
    # Half a count further: the last count that keeps the goal keeps it whole.
    halves = np.maximum(edges + (0.5 if goal.decrease else -0.5), 0)
    up_to = gammainc(shape * exposure_ratio, halves / phi)
    kept = float(np.mean(up_to if goal.decrease else 1 - up_to))
    return min(1.0, max(0.0, kept))


def luck_level(
    n: int,
    target_percent: Decimal,
    better: Better = Better.HIGHER,
    true_percent: Decimal | None = None,
    strict: bool = False,
) -> float:
    """Return the probability that a share of `n` cases reaches the target when the true rate is the target.

    Another true rate may be given. `strict`: the target itself is not enough.
    """
    from scipy.special import betainc

    rate = float(target_percent if true_percent is None else true_percent) / 100
    edge = level_edge(n, target_percent, better, strict)
    least = edge if better is Better.HIGHER else edge + 1
    at_least = 1.0 if least <= 0 else 0.0 if least > n else float(betainc(least, n - least + 1, rate))
    return at_least if better is Better.HIGHER else 1 - at_least


def level_edge(
    n: Count, target_percent: Decimal, better: Better = Better.HIGHER, strict: bool = False
) -> int:
    """Return how many of `n` cases just keep a target: the least, or the most where lower is better."""
    line = Fraction(n) * Fraction(target_percent) / 100
    if better is Better.HIGHER:
        return math.floor(line) + 1 if strict else math.ceil(line)
    return math.ceil(line) - 1 if strict else math.floor(line)


def _reach(mean: float, phi: float) -> tuple[int, int]:
    spread = _DEVIATIONS * math.sqrt(phi * mean)
    return max(0, math.floor(mean - spread)), math.ceil(mean + spread + _TAILS * phi)


def _pmf(counts: Ints, mean: float, phi: float) -> Floats:
    import numpy as np
    from scipy.special import gammaln, xlogy

    if phi - 1 < _POISSON_ENOUGH or mean == 0:
        logs = xlogy(counts, mean) - mean - gammaln(counts + 1)
    else:
        size = mean / (phi - 1)
        ways = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
        logs = ways - size * math.log(phi) + counts * math.log1p(-1 / phi)
    likely: Floats = np.exp(logs)
    return likely


def _cdf(counts: Ints, mean: float, phi: float) -> Floats:
    import numpy as np
    from scipy.special import betainc, gammaincc

    upwards = np.maximum(counts, 0) + 1.0
    if phi - 1 < _POISSON_ENOUGH or mean == 0:
        up_to = gammaincc(upwards, mean)
    else:
        up_to = betainc(mean / (phi - 1), upwards, 1 / phi)
    found: Floats = np.where(counts < 0, 0.0, up_to)
    return found
