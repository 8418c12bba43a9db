"""Worked cases of `meets`: at, just under and just over every threshold, and the zero table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from giaouoc.engine.indicators import Better, Quantity
from giaouoc.engine.indicators.quantity import ratio
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
from tests.support.pacts import target

DECREASE, INCREASE, REACH = Direction.DECREASE, Direction.INCREASE, Direction.REACH
AT_LEAST, OVER = Comparator.AT_LEAST, Comparator.OVER
AT_MOST, UNDER = Comparator.AT_MOST, Comparator.UNDER
EXACTLY, BETWEEN = Comparator.EXACTLY, Comparator.BETWEEN
PERCENT, COUNT, POINTS = TargetUnit.PERCENT, TargetUnit.COUNT, TargetUnit.POINTS
LOWER, HIGHER = Better.LOWER, Better.HIGHER


def aim(direction: Direction, comparator: Comparator, unit: TargetUnit, value: int | str = 5) -> Target:
    high = 8 if comparator is BETWEEN else None
    return target(value, direction=direction, comparator=comparator, unit=unit, high=high)


def amount(value: int | str) -> Quantity:
    return Quantity(Decimal(value))


# comparator: kept a little short of the change, at it, a little beyond it
CHANGES = [
    (AT_LEAST, (False, True, True)),
    (EXACTLY, (False, True, True)),
    (BETWEEN, (False, True, True)),
    (OVER, (False, False, True)),
    (AT_MOST, (True, True, False)),
    (UNDER, (True, False, False)),
]


@pytest.mark.parametrize(("comparator", "kept"), CHANGES)
@pytest.mark.parametrize("unit", [PERCENT, COUNT, POINTS])
def test_a_decrease_short_of_at_and_beyond_its_line(
    comparator: Comparator, unit: TargetUnit, kept: tuple[bool, bool, bool]
) -> None:
    asked = aim(DECREASE, comparator, unit)
    base, line = (400, 380) if unit is PERCENT else (400, 395)
    found = tuple(meets(asked, amount(base), amount(a), LOWER) for a in (line + 1, line, line - 1))
    assert found == kept


@pytest.mark.parametrize(("comparator", "kept"), CHANGES)
@pytest.mark.parametrize("unit", [PERCENT, COUNT, POINTS])
def test_an_increase_short_of_at_and_beyond_its_line(
    comparator: Comparator, unit: TargetUnit, kept: tuple[bool, bool, bool]
) -> None:
    asked = aim(INCREASE, comparator, unit)
    base, line = (400, 420) if unit is PERCENT else (400, 405)
    found = tuple(meets(asked, amount(base), amount(a), HIGHER) for a in (line - 1, line, line + 1))
    assert found == kept


# comparator, better: kept just under the level, at it, just over it; a range is 5 to 8
LEVELS = [
    (AT_LEAST, HIGHER, (False, True, True)),
    (AT_LEAST, LOWER, (False, True, True)),
    (OVER, HIGHER, (False, False, True)),
    (OVER, LOWER, (False, False, True)),
    (AT_MOST, HIGHER, (True, True, False)),
    (AT_MOST, LOWER, (True, True, False)),
    (UNDER, HIGHER, (True, False, False)),
    (UNDER, LOWER, (True, False, False)),
    (EXACTLY, HIGHER, (False, True, True)),
    (EXACTLY, LOWER, (True, True, False)),
    (BETWEEN, HIGHER, (False, True, True)),
]


@pytest.mark.parametrize(("comparator", "better", "kept"), LEVELS)
@pytest.mark.parametrize("unit", [PERCENT, COUNT, POINTS])
def test_a_level_just_under_at_and_just_over(
    comparator: Comparator, better: Better, unit: TargetUnit, kept: tuple[bool, bool, bool]
) -> None:
    asked = aim(REACH, comparator, unit)
    found = tuple(meets(asked, None, amount(a), better) for a in ("4.99", "5", "5.01"))
    assert found == kept


@pytest.mark.parametrize(("actual", "kept"), [("7.99", True), ("8", True), ("8.01", False)])
def test_a_range_of_levels_that_are_better_lower_is_kept_up_to_its_upper_end(actual: str, kept: bool) -> None:
    assert meets(aim(REACH, BETWEEN, PERCENT), None, amount(actual), LOWER) is kept


@pytest.mark.parametrize(
    ("numerator", "denominator", "kept"),
    [(74, 100, False), (749, 1000, False), (3, 4, True), (751, 1000, True), (0, 3, False)],
)
def test_at_least_75_percent_solved_is_tested_on_the_counts(
    numerator: int, denominator: int, kept: bool
) -> None:
    asked = target(75, direction=REACH, comparator=AT_LEAST)
    assert meets(asked, None, ratio(Decimal(numerator), Decimal(denominator)), HIGHER) is kept


def test_a_ratio_that_only_rounds_to_the_level_does_not_keep_it() -> None:
    nearly = ratio(Decimal(74_999), Decimal(100_000))
    assert nearly.value == Decimal("75.00")
    assert not meets(target(75, direction=REACH, comparator=AT_LEAST), None, nearly, HIGHER)


def test_a_change_that_only_rounds_to_the_line_does_not_keep_it() -> None:
    assert not meets(target(5), amount(200_000), amount(190_001), LOWER)  # -4.9995 %, shown as -5.00 %


def test_three_to_five_percent_is_kept_by_its_lower_end() -> None:
    asked = target(3, comparator=BETWEEN, high=5)
    found = [meets(asked, amount(100), amount(a), LOWER) for a in (98, 97, 96, 95, 94)]
    assert found == [False, True, True, True, True]


@pytest.mark.parametrize(
    ("direction", "unit", "base", "actual", "kept"),
    [
        (DECREASE, PERCENT, 0, 0, True),
        (DECREASE, PERCENT, 0, 1, False),
        (DECREASE, PERCENT, 1, 0, True),
        (INCREASE, PERCENT, 0, 0, False),
        (INCREASE, PERCENT, 0, 1, True),
        (DECREASE, COUNT, 0, 0, True),
        (DECREASE, COUNT, 0, 1, False),
        (DECREASE, COUNT, 4, 0, True),
        (DECREASE, COUNT, 4, 1, False),
        (DECREASE, POINTS, 0, 0, True),
        (INCREASE, COUNT, 0, 4, False),
        (INCREASE, COUNT, 0, 5, True),
    ],
)
def test_the_zero_table(direction: Direction, unit: TargetUnit, base: int, actual: int, kept: bool) -> None:
    assert meets(aim(direction, EXACTLY, unit), amount(base), amount(actual), LOWER) is kept


# comparator, then kept from 0 by 0 and by 1: "at most" and "under" bound the change, they do not ask for one
@pytest.mark.parametrize("comparator", [AT_MOST, UNDER])
@pytest.mark.parametrize(("direction", "kept"), [(INCREASE, (True, False)), (DECREASE, (True, True))])
def test_from_zero_a_bounded_change_is_kept_by_none_that_way(
    comparator: Comparator, direction: Direction, kept: tuple[bool, bool]
) -> None:
    asked = aim(direction, comparator, PERCENT)
    assert tuple(meets(asked, amount(0), amount(a), HIGHER) for a in (0, 1)) == kept


@pytest.mark.parametrize(
    ("asked", "base", "last", "above"),
    [
        (target(5, comparator=AT_MOST), 100, 95, False),
        (target(5, comparator=UNDER), 100, 96, False),
        (target(5, direction=INCREASE, comparator=AT_MOST), 100, 105, True),
        (target(5, direction=INCREASE, comparator=UNDER), 100, 104, True),
        (target(5, direction=INCREASE, comparator=AT_MOST), 0, 0, True),
        (target(5, direction=INCREASE, comparator=UNDER), 0, 0, True),
        (target(2, unit=COUNT), 1, 0, True),
        (target(2, unit=COUNT, comparator=OVER), 2, 0, True),
        (target(2, unit=COUNT, comparator=AT_MOST), 1, 0, False),
        (target(5, direction=INCREASE), 0, None, False),
        (target(0, direction=REACH, comparator=UNDER, unit=COUNT), None, None, True),
    ],
)
def test_the_last_whole_count_is_a_ceiling_or_a_floor(
    asked: Target, base: int | None, last: int | None, above: bool
) -> None:
    found = whole_goal(asked, None if base is None else amount(base), LOWER)
    assert (found, bounds_from_above(asked, LOWER)) == (last, above)


def test_zero_of_zero_is_no_amount_to_compare() -> None:
    nothing = ratio(Decimal(0), Decimal(0))
    with pytest.raises(ValueError, match="no amount"):
        meets(target(75, direction=REACH), None, nothing, HIGHER)


def test_a_change_without_a_base_is_no_question() -> None:
    with pytest.raises(ValueError, match="needs a base"):
        meets(target(), None, amount(1), LOWER)


@pytest.mark.parametrize(
    ("base", "actual", "kept"),
    [(5473, 5203, False), (5255, 5203, False), (5494, 5203, True), (11202, 10491, True), (303, 230, True)],
)
def test_the_published_national_figures_against_five_percent(base: int, actual: int, kept: bool) -> None:
    assert meets(target(5), amount(base), amount(actual), LOWER) is kept


@pytest.mark.parametrize(
    ("asked", "base", "better", "edge"),
    [
        (target(5), 238, LOWER, Fraction(2261, 10)),
        (target(5, direction=INCREASE), 238, HIGHER, Fraction(2499, 10)),
        (target(3, unit=COUNT), 10, LOWER, Fraction(7)),
        (target(2, unit=COUNT), 1, LOWER, Fraction(0)),
        (target(3, direction=INCREASE, unit=POINTS), 10, HIGHER, Fraction(13)),
        (target(5), 0, LOWER, Fraction(0)),
        (target(5, direction=INCREASE), 0, HIGHER, None),
        (target(3, comparator=BETWEEN, high=5), 100, LOWER, Fraction(97)),
        (target(75, direction=REACH), None, HIGHER, Fraction(75)),
        (target(3, direction=REACH, comparator=BETWEEN, high=5), None, LOWER, Fraction(5)),
        (target(5), None, LOWER, None),
    ],
)
def test_the_edge_of_a_target(asked: Target, base: int | None, better: Better, edge: Fraction | None) -> None:
    assert goal(asked, None if base is None else amount(base), better) == edge
