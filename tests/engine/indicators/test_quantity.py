from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaouoc.engine.indicators import Quantity, percent_change, round_half_away
from giaouoc.engine.indicators.quantity import ratio, truncate


def count(value: int | str) -> Quantity:
    return Quantity(Decimal(value))


def of(numerator: int, denominator: int) -> Quantity:
    return ratio(Decimal(numerator), Decimal(denominator))


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(-270 * 100, 5473), "-4.93"),
        (Fraction("2.345"), "2.35"),
        (Fraction("-2.345"), "-2.35"),
        (Fraction("2.344999"), "2.34"),
        (Fraction("-2.344999"), "-2.34"),
        (Fraction("0.005"), "0.01"),
        (Fraction("-0.005"), "-0.01"),
        (Fraction("-0.0049"), "0.00"),
        (Fraction(5), "5.00"),
    ],
)
def test_halves_round_away_from_zero(value: Fraction, rounded: str) -> None:
    assert round_half_away(value, 2) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "cut"),
    [("-4.933", "-4.93"), ("-4.939", "-4.93"), ("4.939", "4.93"), ("2.345", "2.34"), ("-0.009", "0.00")],
)
def test_cutting_goes_towards_zero(value: str, cut: str) -> None:
    assert truncate(Fraction(value), 2) == Decimal(cut)


def test_rounding_keeps_numbers_longer_than_the_decimal_context() -> None:
    long = 10**40 + 1
    assert round_half_away(long, 2) == Decimal(f"{long}.00")


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=5000))
def test_rounding_is_odd_and_never_off_by_more_than_a_half(value: Fraction) -> None:
    rounded = round_half_away(value, 2)
    assert rounded == -round_half_away(-value, 2)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("base", "actual", "change"),
    [(100, 95, Fraction(-5)), (3, 4, Fraction(100, 3)), (5473, 5203, Fraction(-27000, 5473)), (7, 7, 0)],
)
def test_a_change_is_exact(base: int, actual: int, change: Fraction | int) -> None:
    assert percent_change(base, actual) == change


@pytest.mark.parametrize("actual", [0, 1])
def test_from_zero_there_is_no_percent(actual: int) -> None:
    assert percent_change(0, actual) is None


def test_counts_add_and_subtract() -> None:
    assert count(7).plus(count(5)) == count(12)
    assert count(7).plus(count(5), -1) == count(2)


def test_ratios_add_above_and_below_the_line() -> None:
    assert of(1, 2).plus(of(1, 4)) == Quantity(Decimal("33.33"), Decimal(2), Decimal(6))
    assert of(3, 8).plus(of(1, 2), -1) == Quantity(Decimal("33.33"), Decimal(2), Decimal(6))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (count(1), of(1, 2)),
        (of(1, 2), count(1)),
        (Quantity(None), count(1)),
        (count(1), Quantity(None)),
    ],
)
def test_unlike_amounts_do_not_add(one: Quantity, other: Quantity) -> None:
    with pytest.raises(ValueError, match="do not add"):
        one.plus(other)


def test_the_share_of_a_split_scales_counts_and_keeps_a_ratio() -> None:
    assert count(10).times(Decimal("0.35")) == Quantity(Decimal("3.50"))
    assert of(1, 4).times(Decimal("0.5")) == Quantity(Decimal("25.00"), Decimal("0.5"), Decimal("2.0"))


def test_sums_and_shares_keep_every_digit() -> None:
    large, small = Decimal(10**15), Decimal("0.000000000000000000001")
    assert Quantity(large).plus(Quantity(small)).exact == Fraction(large) + Fraction(small)
    assert Quantity(large).plus(Quantity(small), -1).exact == Fraction(large) - Fraction(small)
    assert Quantity(large + 1).times(small).exact == Fraction(large + 1) * Fraction(small)
    ratio = of(1, 3).plus(Quantity(None, large, small))
    assert (ratio.numerator, ratio.denominator) == (large + 1, Decimal("3.000000000000000000001"))
    long = Decimal("1234567890123456789012345678901234567890")
    zero = Quantity(Decimal(0))
    assert [zero.plus(Quantity(long), sign).value for sign in (1, -1)] == [long, long.copy_negate()]
    assert Quantity(None, long, long).times(Decimal("0.1")).numerator == long.scaleb(-1, Context(prec=99))


def test_nothing_does_not_scale() -> None:
    with pytest.raises(ValueError, match="does not scale"):
        Quantity(None).times(Decimal(1))


@pytest.mark.parametrize(
    ("amount", "exact", "no_case"),
    [
        (count(0), Fraction(0), False),
        (of(2, 3), Fraction(200, 3), False),
        (of(0, 3), Fraction(0), False),
        (of(0, 0), None, True),
        (Quantity(Decimal("75.5")), Fraction(151, 2), False),
        (Quantity(None), None, False),
    ],
)
def test_zero_nothing_and_no_case_are_three_things(
    amount: Quantity, exact: Fraction | None, no_case: bool
) -> None:
    assert (amount.exact, amount.no_case_arose) == (exact, no_case)
