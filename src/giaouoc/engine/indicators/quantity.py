"""Exact numbers: a count, or a ratio that travels as numerator and denominator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

WIDE: Final = Context(prec=9_999)
"""Sums and shares keep every digit; the usual context would round at 28 of them."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A reported amount.

    A count has only `value`. A ratio has `numerator` and `denominator`, and `value` is their percent where the
    denominator is not zero; a percent published without counts has only `value` and never rolls up.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_ratio(self) -> bool:
        """Tell whether the counts behind a ratio are known."""
        return self.numerator is not None and self.denominator is not None

    @property
    def no_case_arose(self) -> bool:
        """Tell whether this is 0 of 0."""
        return self.is_ratio and self.numerator == 0 and self.denominator == 0

    @property
    def exact(self) -> Fraction | None:
        """Return the amount without rounding: the count, or the ratio in percent; None for 0 of 0."""
        if self.is_ratio:
            assert self.numerator is not None
            assert self.denominator is not None
            if self.denominator == 0:
                return None
            return Fraction(self.numerator) * 100 / Fraction(self.denominator)
        return None if self.value is None else Fraction(self.value)

    def plus(self, other: Quantity, sign: int = 1) -> Quantity:
        """Return the sum (or difference, sign -1): counts add, ratios add above and below the line."""
        if self.is_ratio and other.is_ratio:
            assert self.numerator is not None
            assert self.denominator is not None
            assert other.numerator is not None
            assert other.denominator is not None
            return ratio(
                _sum(self.numerator, other.numerator, sign), _sum(self.denominator, other.denominator, sign)
            )
        if self.value is None or other.value is None or self.is_ratio or other.is_ratio:
            raise ValueError("a count and a ratio do not add")
        return Quantity(_sum(self.value, other.value, sign))

    def times(self, share: Decimal) -> Quantity:
        """Return the share of a split: counts scale, a ratio keeps its value with scaled counts."""
        if self.is_ratio:
            assert self.numerator is not None
            assert self.denominator is not None
            return ratio(WIDE.multiply(self.numerator, share), WIDE.multiply(self.denominator, share))
        if self.value is None:
            raise ValueError("an empty quantity does not scale")
        return Quantity(WIDE.multiply(self.value, share))


def _sum(one: Decimal, other: Decimal, sign: int) -> Decimal:
    return WIDE.add(one, other) if sign > 0 else WIDE.subtract(one, other)


def ratio(numerator: Decimal, denominator: Decimal) -> Quantity:
    """Return a ratio; its value is the percent rounded to two decimals for show, the counts stay exact."""
    shown = (
        None if denominator == 0 else round_half_away(Fraction(numerator) * 100 / Fraction(denominator), 2)
    )
    return Quantity(shown, numerator, denominator)


def percent_change(base: Fraction | Decimal | int, actual: Fraction | Decimal | int) -> Fraction | None:
    """Return (actual - base) / base in percent, without rounding; None where the base is zero."""
    base, actual = Fraction(base), Fraction(actual)
    return None if base == 0 else (actual - base) * 100 / base


def round_half_away(value: Fraction | Decimal | int, places: int) -> Decimal:
    """Round to `places` decimals, half away from zero, the way pacts and newspapers do."""
    return _round(value, places, ROUND_HALF_UP)


def truncate(value: Fraction | Decimal | int, places: int) -> Decimal:
    """Cut after `places` decimals towards zero, the way some publishers do."""
    return _round(value, places, ROUND_DOWN)


def _round(value: Fraction | Decimal | int, places: int, how: str) -> Decimal:
    exact = Fraction(value)
    scaled = exact * 10**places
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    up = how == ROUND_HALF_UP and 2 * rest >= scaled.denominator
    digits = whole + (1 if up else 0)
    # Put together digit by digit: arithmetic would round to the precision of the context.
    sign = 1 if exact < 0 and digits else 0
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -places))
