"""How sure a verdict on counts is. Evidence never changes the result.

Three questions stay apart: was the target met (arithmetic, in `pacts.meets`), would the same verdict be
expected if the window were run again (certainty), and did anything change at all (change, against a ratio of
1). The methods and how often they are wrong on real series stand in docs/explanation/evidence.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from giaouoc.engine.indicators import Better, round_half_away
from giaouoc.engine.verdicts.change_goal import ChangeGoal
from giaouoc.engine.verdicts.dispersion import Dispersion
from giaouoc.engine.verdicts.luck import level_edge, luck, luck_level
from giaouoc.engine.verdicts.rates import (
    Count,
    Exposure,
    exact_conditional_p,
    prob_ratio_below,
    ratio_interval,
    upper_rate_after_zero,
)
from giaouoc.engine.verdicts.smallest import first_where, smallest_clear_change

CLEARLY = 0.95
# Stricter than the usual .975: this leaves 5 % false alarms in years in which nothing was promised.
CLEAR_CHANGE = 0.9875
# Beyond these the logarithms of the binomial differ by less than they are rounded.
MOST_ENUMERATED = 10_000_000


class Certainty(StrEnum):
    """Whether the same verdict would be expected if the window were run again."""

    BEYOND = "beyond"
    WITHIN = "within"


class Change(StrEnum):
    """Whether anything changed, whatever the target."""

    FALL = "fall"
    RISE = "rise"
    NO_CLEAR_CHANGE = "no_clear_change"


class Noise(StrEnum):
    """What the numbers were reckoned with.

    The indicator's usual yearly swing, its monthly scatter alone, or, where nothing is known of it, the least
    noise any count has.
    """

    USUAL_SWING = "usual_swing"
    COUNTING = "counting"
    PLAIN_COUNTING = "plain_counting"


@dataclass(frozen=True, slots=True)
class CountEvidence:
    """What two counts can say about a change: rate ratios and probabilities as floats, percents as Decimals.

    `noise` says what interval, p_target and the smallest changes were reckoned with. Words are given only
    where their noise is known: `certainty` and `change` need the usual swing, `certainty_counting` the
    monthly scatter. `interval` is None where it has no finite end. `exact_p` is the audit trail: the two-sided exact
    p of "nothing changed" by plain counting noise, None for counts that are not whole or too many to enumerate.
    """

    ratio: float | None
    interval: tuple[float, float] | None
    noise: Noise
    p_target: float | None
    certainty: Certainty | None
    certainty_counting: Certainty | None
    change: Change | None
    luck: float | None
    smallest_change_real: Decimal | None
    smallest_change_target: Decimal | None
    zero_upper: float | None
    rounded_base: int
    exact_p: float | None


@dataclass(frozen=True, slots=True)
class LevelEvidence:
    """What a share can say about its target, by binomial noise alone.

    `edge`: the least numerator that keeps the target (the most, where lower is better). `clearly_above_from`
    and `clearly_below_to`: the numerators from which, and up to which, the true share is clearly on one side.
    """

    p_target: float
    certainty_counting: Certainty
    edge: int
    luck: float
    clearly_above_from: int | None
    clearly_below_to: int | None


def certainty(kept: bool, p_target: float) -> Certainty:
    """Return "beyond" where a kept target is truly met with .95, or one not kept is truly missed with .95."""
    beyond = p_target >= CLEARLY if kept else p_target <= 1 - CLEARLY
    return Certainty.BEYOND if beyond else Certainty.WITHIN


def count_evidence(
    actual: Count,
    base: Count,
    *,
    kept: bool,
    goal: ChangeGoal,
    dispersion: Dispersion | None,
    exposure_actual: Exposure = 1,
    exposure_base: Exposure = 1,
) -> CountEvidence:
    """Return what two counts can say about a goal on their change.

    The ratio, its interval and the smallest changes need a base above zero; luck needs that and a number in
    the goal. Raises ValueError for negative counts.
    """
    if actual < 0 or base < 0:
        raise ValueError("counts are not negative")
    pair = _Pair(actual, base, exposure_actual, exposure_base)
    phi, sigma, noise = _scatter(dispersion)
    rho = goal.rho(base)
    p_target = None if rho is None else pair.meets(rho, goal.decrease, phi, sigma)
    p_counting = None if rho is None else pair.meets(rho, goal.decrease, phi, 0.0)
    swing_known, phi_known = noise is Noise.USUAL_SWING, dispersion is not None
    from_zero = base == 0
    return CountEvidence(
        ratio=None if from_zero else pair.ratio,
        interval=None if from_zero else pair.interval(phi, sigma),
        noise=noise,
        p_target=p_target,
        certainty=certainty(kept, p_target) if swing_known and p_target is not None else None,
        certainty_counting=certainty(kept, p_counting) if phi_known and p_counting is not None else None,
        change=_change(pair.meets(1.0, True, phi, sigma)) if swing_known else None,
        luck=None if from_zero or not goal.has_number else luck(base, goal, phi, pair.exposure_ratio),
        smallest_change_real=pair.smallest(1.0, goal.decrease, phi, sigma),
        smallest_change_target=None if rho is None else pair.smallest(rho, goal.decrease, phi, sigma),
        zero_upper=upper_rate_after_zero() if actual == 0 else None,
        rounded_base=int(round_half_away(base, 0)),
        exact_p=pair.exact_p,
    )


def proportion_evidence(
    numerator: Count,
    denominator: Count,
    target_percent: Decimal,
    *,
    kept: bool,
    better: Better = Better.HIGHER,
    strict: bool = False,
) -> LevelEvidence | None:
    """Return what a share of cases can say about its target.

    None where it is no share of the same cases: none arose, or more were solved than arose (cases of earlier
    years among them); and for a target outside 0 to 100.
    """
    if not (0 <= numerator <= denominator and denominator > 0 and 0 <= target_percent <= 100):
        return None
    above = prob_share_above(numerator, denominator, target_percent)
    p_target = above if better is Better.HIGHER else 1 - above
    whole = int(denominator)
    above_from, below_to = _clear_bounds(whole, target_percent)
    return LevelEvidence(
        p_target=p_target,
        certainty_counting=certainty(kept, p_target),
        edge=level_edge(denominator, target_percent, better, strict),
        luck=luck_level(whole, target_percent, better, strict=strict),
        clearly_above_from=above_from,
        clearly_below_to=below_to,
    )


def prob_share_above(numerator: Count, denominator: Count, target_percent: Decimal) -> float:
    """Return the probability that the true share is at least the target, with the Jeffreys prior."""
    from scipy.special import betainc

    hits, misses = float(numerator), float(denominator) - float(numerator)
    return 1 - float(betainc(hits + 0.5, misses + 0.5, float(target_percent) / 100))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two counts with their exposures, so that no formula is handed them in another order."""

    actual: Count
    base: Count
    exposure_actual: Exposure
    exposure_base: Exposure

    @property
    def exposure_ratio(self) -> float:
        return float(self.exposure_actual) / float(self.exposure_base)

    @property
    def ratio(self) -> float:
        return float(self.actual) / float(self.base) / self.exposure_ratio

    def meets(self, rho: float, decrease: bool, phi: float, sigma: float) -> float:
        """Return the probability that the true ratio lies on the promised side of `rho`."""
        below = prob_ratio_below(
            self.actual, self.base, rho, self.exposure_actual, self.exposure_base, phi, sigma
        )
        return below if decrease else 1 - below

    def interval(self, phi: float, sigma: float) -> tuple[float, float] | None:
        ends = ratio_interval(self.actual, self.base, self.exposure_actual, self.exposure_base, phi, sigma)
        return ends if all(math.isfinite(end) for end in ends) else None

    @property
    def exact_p(self) -> float | None:
        actual, base = int(self.actual), int(self.base)
        if (actual, base) != (self.actual, self.base) or actual + base > MOST_ENUMERATED:
            return None
        return exact_conditional_p(actual, base, 1.0, self.exposure_actual, self.exposure_base)

    def smallest(self, rho: float, decrease: bool, phi: float, sigma: float) -> Decimal | None:
        return smallest_clear_change(
            self.base,
            rho,
            decrease=decrease,
            phi=phi,
            sigma=sigma,
            level=CLEARLY,
            exposure_actual=self.exposure_actual,
            exposure_base=self.exposure_base,
        )


def _scatter(dispersion: Dispersion | None) -> tuple[float, float, Noise]:
    if dispersion is None:
        return 1.0, 0.0, Noise.PLAIN_COUNTING
    if dispersion.sigma is None:
        return dispersion.phi, 0.0, Noise.COUNTING
    return dispersion.phi, dispersion.sigma, Noise.USUAL_SWING


def _change(p_fall: float) -> Change:
    if p_fall >= CLEAR_CHANGE:
        return Change.FALL
    return Change.RISE if p_fall <= 1 - CLEAR_CHANGE else Change.NO_CLEAR_CHANGE


def _clear_bounds(n: int, target_percent: Decimal) -> tuple[int | None, int | None]:
    def above(numerator: int) -> float:
        return prob_share_above(numerator, n, target_percent)

    first = first_where(0, n + 1, lambda x: above(x) >= CLEARLY)
    last = first_where(0, n + 1, lambda x: above(x) > 1 - CLEARLY) - 1
    return (None if first > n else first), (None if last < 0 else last)
