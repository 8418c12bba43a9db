"""What must hold of `meets` whatever the numbers are."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from giaouoc.engine.indicators import Better, Quantity
from giaouoc.engine.pacts import (
    Comparator,
    Direction,
    Target,
    TargetUnit,
    bounds_from_above,
    goal,
    meets,
    whole_goal,
)

MIRRORED = {Direction.DECREASE: Direction.INCREASE, Direction.INCREASE: Direction.DECREASE}
LOWER_IS_BETTER = {Direction.DECREASE: Better.LOWER, Direction.INCREASE: Better.HIGHER}
ENOUGH = (Comparator.AT_LEAST, Comparator.OVER, Comparator.EXACTLY, Comparator.BETWEEN)

counts = st.integers(0, 400)
changes = st.sampled_from([Direction.DECREASE, Direction.INCREASE])
tenths = st.integers(0, 1000).map(lambda n: Decimal(n) / 10)


@st.composite
def targets(draw: st.DrawFn, units: tuple[TargetUnit, ...] = tuple(TargetUnit)) -> Target:
    comparator = draw(st.sampled_from(list(Comparator)))
    value = draw(tenths)
    high = min(value + 2, Decimal(100)) if comparator is Comparator.BETWEEN else None
    return Target(draw(changes), comparator, value, draw(st.sampled_from(units)), high)


def amount(value: int | Fraction | Decimal) -> Quantity:
    exact = Fraction(value)
    return Quantity(Decimal(exact.numerator) / Decimal(exact.denominator))


def keeps(target: Target, base: int, actual: int) -> bool:
    return meets(target, amount(base), amount(actual), LOWER_IS_BETTER[target.direction])


@given(targets((TargetUnit.PERCENT,)), counts, counts, st.integers(1, 50))
def test_scaling_both_sides_changes_no_result(target: Target, base: int, actual: int, by: int) -> None:
    assert keeps(target, base, actual) == keeps(target, base * by, actual * by)


@given(targets(), counts, counts, st.integers(1, 50))
def test_more_events_never_turn_not_kept_into_kept_for_a_decrease(
    target: Target, base: int, actual: int, more: int
) -> None:
    assume(target.direction is Direction.DECREASE and target.comparator in ENOUGH)
    assert keeps(target, base, actual) or not keeps(target, base, actual + more)


@given(targets(), counts, counts, st.integers(1, 50))
def test_fewer_events_never_turn_not_kept_into_kept_for_an_increase(
    target: Target, base: int, actual: int, fewer: int
) -> None:
    assume(target.direction is Direction.INCREASE and target.comparator in ENOUGH and actual >= fewer)
    assert keeps(target, base, actual) or not keeps(target, base, actual - fewer)


@given(targets(), st.integers(1, 400), st.data())
def test_mirrored_numbers_with_mirrored_direction_give_the_mirrored_result(
    target: Target, base: int, data: st.DataObject
) -> None:
    # Not at zero: a decrease may end there, an increase ends nowhere.
    actual = data.draw(st.integers(1, 2 * base - 1))
    turned = Target(
        MIRRORED[target.direction], target.comparator, target.value, target.unit, target.value_high
    )
    assert keeps(target, base, actual) == keeps(turned, base, 2 * base - actual)


@given(targets(), counts, counts, st.integers(1, 50))
def test_a_bound_on_a_change_is_monotone_the_other_way(
    target: Target, base: int, actual: int, more: int
) -> None:
    assume(target.comparator not in ENOUGH)
    near, far = (actual, actual + more) if target.direction is Direction.INCREASE else (actual + more, actual)
    assert keeps(target, base, near) or not keeps(target, base, far)


@given(targets(), st.integers(1, 400))
def test_the_edge_agrees_with_the_test(target: Target, base: int) -> None:
    better = LOWER_IS_BETTER[target.direction]
    edge = goal(target, amount(base), better)
    assert edge is not None
    assume(edge >= 1)
    on_it = meets(target, amount(base), amount(edge), better)
    further = 1 if target.direction is Direction.INCREASE else -1
    beyond = meets(target, amount(base), amount(edge + further), better)
    short = meets(target, amount(base), amount(edge - further), better)
    assert on_it is (target.comparator not in (Comparator.OVER, Comparator.UNDER))
    assert (short, beyond) == ((False, True) if target.comparator in ENOUGH else (True, False))


@given(targets(), st.integers(0, 40))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_whole_goal_is_the_last_of_all_counts_that_keep_the_target(target: Target, base: int) -> None:
    better = LOWER_IS_BETTER[target.direction]
    kept = [count for count in range(300) if keeps(target, base, count)]
    found = whole_goal(target, amount(base), better)
    if base == 0 and target.unit is TargetUnit.PERCENT and target.direction is Direction.INCREASE:
        assume(target.comparator not in ENOUGH)
    last = max if bounds_from_above(target, better) else min
    assert found == last(kept, default=None)
    assert len(kept) == (found + 1 if last is max and found is not None else 300 - (found or 0))


@given(targets(), counts, counts)
def test_a_naive_second_test_by_division_agrees(target: Target, base: int, actual: int) -> None:
    assume(base > 0 or target.unit is not TargetUnit.PERCENT)
    sign = 1 if target.direction is Direction.INCREASE else -1
    change = Fraction(sign * (actual - base))
    if target.unit is TargetUnit.PERCENT:
        change = change / base * 100
    line = Fraction(target.value)
    ended = target.direction is Direction.DECREASE and actual == 0
    naive = {
        Comparator.AT_LEAST: ended or change >= line,
        Comparator.OVER: ended or change > line,
        Comparator.AT_MOST: change <= line,
        Comparator.UNDER: change < line,
        Comparator.EXACTLY: ended or change >= line,
        Comparator.BETWEEN: ended or change >= line,
    }
    assert keeps(target, base, actual) == naive[target.comparator]
