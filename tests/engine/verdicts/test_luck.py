"""Luck: the printed table, a naive double loop, and the same edge as the place where results are decided."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from giaouoc.engine.indicators import Better, Quantity
from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit, meets
from giaouoc.engine.verdicts.change_goal import ChangeGoal, change_goal
from giaouoc.engine.verdicts.luck import level_edge, luck, luck_level

few = settings(max_examples=50, deadline=None, derandomize=True)
CASES = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
# An exact sum and ten million draws both give .305 for 200 cases and -5 %.
TABLE = [
    (5, 1.0, (0.44, 0.46, 0.44, 0.40, 0.36, 0.30, 0.21, 0.13, 0.05, 0.005)),
    (10, 1.0, (0.44, 0.42, 0.37, 0.30, 0.23, 0.15, 0.05, 0.009, 0.0, 0.0)),
    (5, 4.0, (0.47, 0.47, 0.47, 0.45, 0.43, 0.40, 0.34, 0.28, 0.21, 0.10)),
]
PRINTED = [(p, phi, m, v) for p, phi, row in TABLE for m, v in zip(CASES, row, strict=True)]

percents = st.sampled_from([Decimal(v) for v in ("0", "3", "5", "7.5", "10", "100")])
goals = st.one_of(
    st.builds(ChangeGoal, st.booleans(), percents, st.none(), st.booleans()),
    st.builds(ChangeGoal, st.booleans(), st.none(), st.sampled_from([Decimal(0), Decimal(3)]), st.booleans()),
)


def fall(percent: int | str) -> ChangeGoal:
    return ChangeGoal(True, percent=Decimal(percent))


def rise(percent: int | str) -> ChangeGoal:
    return ChangeGoal(False, percent=Decimal(percent))


def target_of(goal: ChangeGoal) -> Target:
    unit = TargetUnit.COUNT if goal.percent is None else TargetUnit.PERCENT
    value = goal.count if goal.percent is None else goal.percent
    assert value is not None
    comparator = Comparator.OVER if goal.strict else Comparator.EXACTLY
    return Target(Direction.DECREASE if goal.decrease else Direction.INCREASE, comparator, value, unit)


def kept(goal: ChangeGoal, actual: int, base: int) -> bool:
    return meets(target_of(goal), Quantity(Decimal(base)), Quantity(Decimal(actual)), Better.LOWER)


@pytest.mark.parametrize(("percent", "phi", "mean", "printed"), PRINTED)
def test_the_printed_luck_table(percent: int, phi: float, mean: int, printed: float) -> None:
    places = 3 if 0 < printed < 0.01 else 2
    assert luck(mean, fall(percent), phi) == pytest.approx(printed, abs=0.5 * 10**-places)


@few
@given(st.integers(1, 12), goals, st.sampled_from([1.0, 1.5, 4.0]), st.sampled_from([1.0, 0.5]))
def test_luck_is_the_sum_over_every_pair_of_counts_that_keeps_the_target(
    mean: int, goal: ChangeGoal, phi: float, exposure_ratio: float
) -> None:
    def chances(mean: float) -> list[tuple[int, float]]:
        law = stats.poisson(mean) if phi == 1 else stats.nbinom(mean / (phi - 1), 1 / phi)
        return [(y, float(p)) for y, p in enumerate(law.pmf(range(150))) if p > 1e-7]

    pairs = product(chances(mean * exposure_ratio), chances(mean))
    by_hand = math.fsum(p1 * p0 for (y1, p1), (y0, p0) in pairs if kept(goal, y1, y0))
    assert luck(mean, goal, phi, exposure_ratio) == pytest.approx(by_hand, abs=1e-5)


@few
@given(goals, st.integers(0, 60))
def test_the_edge_is_the_last_count_that_the_pact_keeps(goal: ChangeGoal, base: int) -> None:
    edge = goal.edges(0, base)[base]
    assert goal.edges(base, base) == [edge]
    outside = edge + 1 if goal.decrease else edge - 1
    if edge >= 0:
        assert kept(goal, edge, base)
    if outside >= 0:
        assert not kept(goal, outside, base)


def test_none_and_none_keeps_a_decrease_and_any_rise_from_none_an_increase() -> None:
    assert fall(5).edges(0, 1) == [0, 0]
    assert rise(5).edges(0, 1) == [1, 2]


@few
@given(st.integers(0, 30_000), goals, st.sampled_from([1.0, 2.5]))
def test_luck_is_a_probability(mean: int, goal: ChangeGoal, phi: float) -> None:
    assert 0 <= luck(mean, goal, phi) <= 1


@pytest.mark.parametrize("phi", [1.0, 4.0])
@pytest.mark.parametrize("goal", [fall(5), fall(10), rise(5), rise(10)])
def test_luck_falls_as_cases_grow(goal: ChangeGoal, phi: float) -> None:
    by_size = [luck(mean, goal, phi) for mean in (20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 20_000)]
    assert by_size == sorted(by_size, reverse=True)
    assert by_size[-1] < 0.01


@pytest.mark.parametrize("mean", [10**8, 12 * 10**7, 13 * 10**7, 10**12, 10**19])
@pytest.mark.parametrize("phi", [1.0, 4.0])
@pytest.mark.parametrize(
    "goal", [fall("0.01"), rise("0.01"), fall(0), ChangeGoal(True, count=Decimal(20_000))]
)
def test_luck_of_huge_counts_is_that_of_the_normal_distribution(
    mean: int, phi: float, goal: ChangeGoal
) -> None:
    slope = 1.0 if goal.percent is None else float(goal.rho(mean) or 0)
    short = slope * mean - mean - float(goal.count or 0)
    below = float(stats.norm.cdf(short / math.sqrt(phi * mean * (1 + slope**2))))
    assert luck(mean, goal, phi) == pytest.approx(below if goal.decrease else 1 - below, abs=2e-4)


def test_a_decrease_by_more_than_there_is_is_kept_by_none() -> None:
    assert ChangeGoal(True, count=Decimal(3)).edges(0, 4) == [0, 0, 0, 0, 1]
    assert ChangeGoal(True, count=Decimal(3), strict=True).edges(3, 4) == [0, 0]


def test_a_target_of_no_change_is_kept_half_the_time_and_a_little_more() -> None:
    assert luck(1_000, fall(0)) == pytest.approx(luck(1_000, rise(0)))
    assert luck(1_000, fall(0)) + luck(
        1_000, ChangeGoal(False, percent=Decimal(0), strict=True)
    ) == pytest.approx(1)


def test_half_the_exposure_makes_a_fall_of_the_plain_count_near_certain() -> None:
    assert luck(500, fall(5), 1.0, 0.5) > 0.999


def test_barely_scattered_counts_are_as_lucky_as_poisson_counts() -> None:
    assert luck(200, fall(5), 1.002) == pytest.approx(luck(200, fall(5)), abs=1e-3)
    assert luck(200, fall(5), 1 + 1e-12) == luck(200, fall(5))


def test_a_goal_without_a_number_has_no_luck() -> None:
    with pytest.raises(ValueError, match="without a number"):
        luck(5, ChangeGoal(True))


def test_a_goal_is_a_percent_or_a_count() -> None:
    with pytest.raises(ValueError, match="not both"):
        ChangeGoal(True, Decimal(5), Decimal(3))


def test_the_ratio_at_the_target() -> None:
    assert fall("7.5").rho(40) == pytest.approx(0.925)
    assert rise(5).rho(0) == pytest.approx(1.05)
    assert ChangeGoal(True, count=Decimal(3)).rho(12) == pytest.approx(0.75)
    assert ChangeGoal(False, count=Decimal(3)).rho(12) == pytest.approx(1.25)
    assert ChangeGoal(True, count=Decimal(3)).rho(2) == 0
    assert ChangeGoal(True, count=Decimal(3)).rho(0) is None
    assert ChangeGoal(True).rho(12) is None


def test_a_target_becomes_a_goal_with_its_lower_end_and_its_comparator() -> None:
    five, seven, percent = Decimal(5), Decimal(7), TargetUnit.PERCENT
    between = Target(Direction.DECREASE, Comparator.BETWEEN, five, percent, seven)
    assert change_goal(between) == fall(5)
    over = Target(Direction.INCREASE, Comparator.OVER, five, TargetUnit.COUNT)
    assert change_goal(over) == ChangeGoal(False, count=five, strict=True)
    at_most = Target(Direction.DECREASE, Comparator.AT_MOST, five, percent)
    assert change_goal(at_most) == ChangeGoal(True)
    assert change_goal(Target(Direction.REACH, Comparator.AT_LEAST, five, percent)) is None


@pytest.mark.parametrize(("n", "printed"), [(8, 0.55), (20, 0.42), (40, 0.31), (100, 0.16), (400, 0.02)])
def test_a_share_of_seventy_looks_like_seventy_five_this_often(n: int, printed: float) -> None:
    assert luck_level(n, Decimal(75), true_percent=Decimal(70)) == pytest.approx(printed, abs=0.005)


@pytest.mark.parametrize(("n", "printed"), [(20, 0.62), (100, 0.55)])
def test_a_share_exactly_at_the_target_meets_it_this_often(n: int, printed: float) -> None:
    assert luck_level(n, Decimal(75)) == pytest.approx(printed, abs=0.005)


@few
@given(st.integers(1, 60), st.sampled_from([Decimal(v) for v in ("0", "12.5", "75", "100")]), st.booleans())
def test_luck_of_a_level_is_the_binomial_sum(n: int, target: Decimal, strict: bool) -> None:
    def chance(x: int) -> float:
        return float(stats.binom.pmf(x, n, float(target) / 100))

    line = n * target / 100
    above = math.fsum(chance(x) for x in range(n + 1) if (x > line if strict else x >= line))
    below = math.fsum(chance(x) for x in range(n + 1) if (x < line if strict else x <= line))
    assert luck_level(n, target, strict=strict) == pytest.approx(above, abs=1e-9)
    assert luck_level(n, target, Better.LOWER, strict=strict) == pytest.approx(below, abs=1e-9)


def test_the_whole_number_that_keeps_a_level() -> None:
    assert level_edge(8, Decimal(75)) == 6
    assert level_edge(8, Decimal(75), strict=True) == 7
    assert level_edge(9, Decimal(75)) == 7
    assert level_edge(9, Decimal(75), Better.LOWER) == 6
    assert level_edge(8, Decimal(75), Better.LOWER, strict=True) == 5
