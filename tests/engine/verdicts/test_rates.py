"""The closed form, its interval and the exact audit trail, against tables and published values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betainc

from giaouoc.engine.verdicts.rates import (
    exact_conditional_p,
    prob_ratio_below,
    ratio_interval,
    upper_rate_after_zero,
)

few = settings(max_examples=50, deadline=None, derandomize=True)
counts = st.integers(0, 3_000)
ratios = st.sampled_from([0.5, 0.9, 0.95, 1.0, 1.05, 2.0])
phis = st.sampled_from([1.0, 1.3, 4.0])
sigmas = st.sampled_from([0.0, 0.1, 0.3])

# How often "met beyond noise" is said at the boundary of a -5 % target, nominal one-sided 5 %.
SIZE_AT_BOUNDARY = {1: 0.031, 2: 0.053, 3: 0.051, 5: 0.050, 10: 0.051, 20: 0.051, 50: 0.050, 100: 0.050}
SIZE_AT_BOUNDARY |= {300: 0.050}


@pytest.mark.parametrize(("mean", "size"), SIZE_AT_BOUNDARY.items())
def test_at_the_boundary_five_in_a_hundred_look_beyond_noise(mean: int, size: float) -> None:
    seen = np.arange(math.ceil(mean + 10 * math.sqrt(mean) + 15))
    chance = np.outer(stats.poisson.pmf(seen, 0.95 * mean), stats.poisson.pmf(seen, mean))
    chance[chance < 1e-12] = 0
    y1, y0 = np.nonzero(chance)
    clear = betainc(y1 + 0.5, y0 + 0.5, 0.95 / 1.95) >= 0.95
    assert chance[y1[clear], y0[clear]].sum() == pytest.approx(size, abs=0.0015)
    sample = slice(None, None, max(1, len(y1) // 200))
    ours = [
        prob_ratio_below(int(a), int(b), 0.95) >= 0.95 for a, b in zip(y1[sample], y0[sample], strict=True)
    ]
    assert ours == clear[sample].tolist()


def test_five_fires_then_four_could_be_anything() -> None:
    assert prob_ratio_below(4, 5, 0.9) == pytest.approx(0.57, abs=0.005)
    low, high = ratio_interval(4, 5)
    assert low == pytest.approx(0.21, abs=0.005)
    assert high == pytest.approx(2.9, abs=0.05)


def test_none_then_two_is_a_rise_with_ninety_two_in_a_hundred_only() -> None:
    assert 1 - prob_ratio_below(2, 0, 1.0) == pytest.approx(0.92, abs=0.005)


def test_none_and_none_says_nothing_about_a_change() -> None:
    assert prob_ratio_below(0, 0, 1.0) == pytest.approx(0.5)


def test_no_true_ratio_lies_below_zero() -> None:
    assert prob_ratio_below(0, 5, 0.0) == 0.0
    assert prob_ratio_below(0, 5, -0.2) == 0.0


def test_scatter_draws_the_answer_towards_do_not_know() -> None:
    plain, monthly, yearly = (prob_ratio_below(800, 1000, 0.95, 1, 1, *s) for s in ((1, 0), (2, 0), (2, 0.1)))
    assert plain > 0.999 > monthly > 0.98 > yearly > 0.9


@few
@given(counts, counts, ratios, phis, sigmas)
def test_more_events_never_make_a_fall_likelier(
    y1: int, y0: int, rho: float, phi: float, sigma: float
) -> None:
    fewer = prob_ratio_below(y1, y0, rho, 1, 1, phi, sigma)
    assert prob_ratio_below(y1 + 1, y0, rho, 1, 1, phi, sigma) <= fewer + 1e-12


@few
@given(counts, counts, ratios, phis, sigmas)
def test_the_two_counts_exchanged_give_the_mirrored_probability(
    y1: int, y0: int, rho: float, phi: float, sigma: float
) -> None:
    below = prob_ratio_below(y1, y0, rho, 3, 2, phi, sigma)
    assert prob_ratio_below(y0, y1, 1 / rho, 2, 3, phi, sigma) == pytest.approx(1 - below, abs=1e-9)


@few
@given(counts, counts, ratios, st.integers(1, 400), st.integers(1, 400), st.integers(2, 9))
def test_scaling_both_exposures_changes_nothing(
    y1: int, y0: int, rho: float, t1: int, t0: int, times: int
) -> None:
    scaled = (t1 * times, t0 * times)
    assert prob_ratio_below(y1, y0, rho, *scaled) == pytest.approx(prob_ratio_below(y1, y0, rho, t1, t0))
    assert ratio_interval(y1, y0, *scaled) == pytest.approx(ratio_interval(y1, y0, t1, t0))
    assert exact_conditional_p(y1, y0, rho, *scaled) == pytest.approx(
        exact_conditional_p(y1, y0, rho, t1, t0)
    )


@few
@given(counts, counts, phis, sigmas)
def test_the_ends_of_the_interval_leave_two_and_a_half_percent_on_each_side(
    y1: int, y0: int, phi: float, sigma: float
) -> None:
    low, high = ratio_interval(y1, y0, 366, 365, phi, sigma)
    assert prob_ratio_below(y1, y0, low, 366, 365, phi, sigma) == pytest.approx(0.025, abs=1e-6)
    assert prob_ratio_below(y1, y0, high, 366, 365, phi, sigma) == pytest.approx(0.975, abs=1e-6)


def test_published_two_sample_example_of_r_poisson_test() -> None:
    exposures = (800, 1083 + 1050 + 878)
    assert exact_conditional_p(11, 6 + 8 + 7, 1, *exposures) == pytest.approx(0.07967, abs=5e-6)


def test_none_against_three_is_no_proof() -> None:
    assert exact_conditional_p(0, 3, 1, 100, 100) == pytest.approx(0.25)


def test_five_then_four_is_the_likeliest_outcome_of_no_change() -> None:
    assert exact_conditional_p(4, 5) == 1.0
    assert exact_conditional_p(0, 0) == 1.0


@few
@given(st.integers(0, 400), st.integers(1, 400), ratios, st.sampled_from([(1, 1), (366, 365), (800, 3011)]))
def test_the_exact_p_is_that_of_scipys_binomial_test(
    y1: int, y0: int, rho: float, exposures: tuple[int, int]
) -> None:
    t1, t0 = exposures
    expected = stats.binomtest(y1, y1 + y0, rho * t1 / (t0 + rho * t1)).pvalue
    assert exact_conditional_p(y1, y0, rho, t1, t0) == pytest.approx(expected, rel=1e-6)


def test_after_zero_a_true_rate_up_to_three_still_fits() -> None:
    assert upper_rate_after_zero() == pytest.approx(2.996, abs=0.0005)
    assert upper_rate_after_zero(windows=3) == pytest.approx(1.0, abs=0.005)
