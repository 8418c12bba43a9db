"""phi and sigma from history: worked numbers, known truth from simulation, and when nothing is said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest

from giaouoc.engine.indicators import DispersionDefault
from giaouoc.engine.verdicts.dispersion import (
    Dispersion,
    DispersionSource,
    PhiEstimate,
    Season,
    dispersion_from_default,
    estimate_phi,
    estimate_sigma,
    pool_history,
    pooled_season,
    shrink_phi,
    usual_dispersion,
)
from tests.support.near import near

FLAT = Season((1 / 12,) * 12)
# Half the months two over, half two under a mean of ten: sum of squares 48, over the mean 4.8.
BUMPY = [12, 8] * 6


def drawn(
    phi: float, sigma: float, units: int, years: int, mean: float = 600.0, seed: int = 20_250_214
) -> dict[str, dict[int, list[float]]]:
    """Draw months with a season, scatter phi, and yearly levels whose log differences swing by sigma."""
    rng = np.random.default_rng(seed)
    season = 1 + 0.3 * np.sin(np.arange(12))
    season /= season.sum()
    found: dict[str, dict[int, list[float]]] = {}
    for unit in range(units):
        levels = mean * np.exp(rng.normal(0, sigma / math.sqrt(2), years))
        means = levels[:, None] * season[None, :]
        months = rng.poisson(means) if phi == 1 else rng.negative_binomial(means / (phi - 1), 1 / phi)
        found[f"u{unit}"] = {2015 + y: [float(c) for c in row] for y, row in enumerate(months)}
    return found


def test_phi_is_pearsons_variance_over_mean() -> None:
    assert estimate_phi({2024: BUMPY}, FLAT) == PhiEstimate(near(4.8 / 11), 11)
    assert estimate_phi({2023: BUMPY, 2024: [20, 0] * 6}, FLAT) == PhiEstimate(near((4.8 + 120) / 22), 22)


def test_only_the_last_five_full_years_count() -> None:
    wild: dict[int, Sequence[int | None]] = {2018: [120, 0] * 6, 2025: [120, 0, None, *[10] * 9]}
    calm: dict[int, Sequence[int | None]] = {year: BUMPY for year in range(2019, 2024)}
    assert estimate_phi(wild | calm, FLAT) == estimate_phi(calm, FLAT)


def test_a_year_without_events_tells_nothing_about_phi() -> None:
    assert estimate_phi({2024: [0] * 12}, FLAT) is None
    assert estimate_phi({2023: [0] * 12, 2024: BUMPY}, FLAT) == estimate_phi({2024: BUMPY}, FLAT)
    assert estimate_phi({}, FLAT) is None


def test_a_month_that_never_has_events_takes_no_degree_of_freedom() -> None:
    season = Season((0.0, *(1 / 11,) * 11))
    found = estimate_phi({2024: [0, *[10] * 11]}, season)
    assert found == PhiEstimate(0, 10)


def test_a_season_learnt_from_the_same_year_has_nothing_left_to_compare() -> None:
    own = {2024: BUMPY}
    season = pooled_season([own])
    assert season is not None
    assert season.shares == near([0.1, 0.1 * 2 / 3] * 6)
    assert season.events == 120
    assert estimate_phi(own, season) is None


def test_a_season_learnt_with_others_leaves_pearsons_degrees_of_freedom() -> None:
    siblings = {"a": {2024: BUMPY}, "b": {2024: [10] * 12}, "c": {2024: [8, 12] * 6}}
    season = pooled_season(siblings.values())
    assert season is not None
    assert season.shares == near([1 / 12] * 12)
    degrees = [found.degrees for years in siblings.values() if (found := estimate_phi(years, season))]
    assert sum(degrees) == near(2 * 11)


def test_shrinking_gives_siblings_the_weight_of_two_years() -> None:
    pool = PhiEstimate(1.5, 300)
    assert shrink_phi(PhiEstimate(4.0, 22), pool) == near(2.75)
    assert shrink_phi(PhiEstimate(4.0, 55), pool) == near((55 * 4 + 22 * 1.5) / 77)
    assert shrink_phi(None, pool) == 1.5
    assert shrink_phi(PhiEstimate(0.2, 55), pool) == 1.0


def test_sigma_is_the_log_change_beyond_counting_noise() -> None:
    steady = {2020 + year: 10_000 + 2_000 * (year % 2) for year in range(7)}
    expected = math.log(12_000.5 / 10_000.5) ** 2 - (1 / 12_000.5 + 1 / 10_000.5)
    assert estimate_sigma([steady], 1.0) == near(math.sqrt(expected))


def test_sigma_is_not_below_zero() -> None:
    assert estimate_sigma([{2020 + year: 100 + year % 2 for year in range(7)}], 1.0) == 0.0


def test_sigma_needs_six_pairs_of_consecutive_years() -> None:
    years = {2010 + year: 100 + 40 * (year % 2) for year in range(6)}
    assert estimate_sigma([years], 1.0) is None
    assert estimate_sigma([years | {2017: 90}], 1.0) is None
    assert estimate_sigma([years, {2022: 50, 2023: 90}], 1.0) is not None


def test_one_break_among_many_years_is_drawn_in() -> None:
    calm = [{2020 + y: Decimal(10_000 + 500 * (y % 2)) for y in range(6)} for _ in range(20)]
    usual = estimate_sigma(calm, 1.0)
    broken = estimate_sigma([*calm, {2020: 10_000, 2021: 100}], 1.0)
    assert usual is not None
    assert broken is not None
    assert broken < 1.1 * usual


@pytest.mark.parametrize(("phi", "sigma"), [(1.0, 0.0), (2.0, 0.1), (4.0, 0.2)])
def test_known_scatter_is_found_again(phi: float, sigma: float) -> None:
    pooled = pool_history(drawn(phi, sigma, units=40, years=5))
    assert pooled is not None
    assert pooled.phi.phi == near(phi, rel=0.06)
    assert pooled.sigma == near(sigma, abs=0.025)


@pytest.mark.parametrize(("units", "years"), [(2, 1), (1, 3)])
def test_a_short_history_does_not_make_counts_look_calm(units: int, years: int) -> None:
    found = [
        pooled.phi.phi
        for seed in range(200)
        if (pooled := pool_history(drawn(2.0, 0.0, units, years, seed=seed))) is not None
    ]
    assert sum(found) / len(found) == near(2.0, rel=0.12)


def test_history_gives_each_unit_its_own_phi_and_all_one_sigma() -> None:
    months = drawn(1.0, 0.1, units=6, years=4)
    months["wild"] = {
        year: [c * (3 if m % 2 else 1) for m, c in enumerate(row)] for year, row in months["u0"].items()
    }
    pooled = pool_history(months)
    assert pooled is not None
    calm, wild = (pooled.dispersion(months[unit]) for unit in ("u1", "wild"))
    assert wild.phi > calm.phi >= 1
    assert wild.sigma == calm.sigma
    assert calm.source is DispersionSource.HISTORY


def test_a_unit_without_months_takes_its_siblings_phi() -> None:
    months = drawn(3.0, 0.1, units=6, years=3)
    pooled = pool_history(months)
    assert pooled is not None
    assert pooled.dispersion({}) == Dispersion(pooled.phi.phi, pooled.sigma, DispersionSource.HISTORY)


@pytest.mark.parametrize(
    "months",
    [
        {},
        {"a": {}},
        {"a": {2024: [*[10] * 11, None]}},
        {"a": {2024: [10] * 11}},
        {"a": {2024: BUMPY}},
        {"a": {2024: [0] * 12}},
    ],
)
def test_without_two_full_years_of_months_history_is_silent(
    months: dict[str, dict[int, list[int | None]]],
) -> None:
    assert pool_history(months) is None


def test_the_default_fills_what_history_does_not_tell() -> None:
    default = DispersionDefault(Decimal("1.3"), Decimal("0.11"), "six places")
    long = Dispersion(2.0, 0.2, DispersionSource.HISTORY)
    short = Dispersion(2.0, None, DispersionSource.HISTORY)
    assert usual_dispersion(long, default) == long
    assert usual_dispersion(short, default) == Dispersion(2.0, 0.11, DispersionSource.HISTORY_AND_DEFAULT)
    assert usual_dispersion(None, default) == Dispersion(1.3, 0.11, DispersionSource.DEFAULT)
    assert usual_dispersion(short, None) == short
    assert usual_dispersion(None, None) is None


def test_a_default_phi_is_not_below_one() -> None:
    assert dispersion_from_default(DispersionDefault(Decimal("0.8"), Decimal(0), "")).phi == 1.0


@pytest.mark.parametrize(("phi", "sigma"), [(0.9, 0.1), (math.nan, 0.1), (1.0, -0.1), (1.0, math.nan)])
def test_scatter_that_cannot_be_is_refused(phi: float, sigma: float) -> None:
    with pytest.raises(ValueError, match="phi is at least 1"):
        Dispersion(phi, sigma, DispersionSource.DEFAULT)
