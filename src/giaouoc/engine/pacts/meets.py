"""The one place where a target is tested: plain arithmetic on the counts, as the pact's words say."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final

from giaouoc.engine.indicators import Better, Quantity
from giaouoc.engine.pacts.target import Comparator, Direction, Target, TargetUnit

CAPS: Final = (Comparator.AT_MOST, Comparator.UNDER)
"""The comparators that bound a change itself: "falls by at most 5 %" allows any rise."""


def meets(target: Target, base: Quantity | None, actual: Quantity, better: Better) -> bool:
    """Tell whether the actual amount keeps the target; no rounding, no division.

    A bare "5 %" is kept at 5 or more, "3 to 5 %" by its lower end. A change is measured in the target's own
    direction. A decrease to zero is kept whatever it asks for: nothing is left. From a base of zero a decrease is
    kept only by zero and an increase by any increase; "at most" and "under" a percent there allow no change that way.
    Raises ValueError where an amount that the target needs is not there.
    """
    reached = _exact(actual)
    if target.direction is Direction.REACH:
        return _compare(target, reached, Fraction(target.value), higher=better is Better.HIGHER)
    if base is None:
        raise ValueError("a change needs a base")
    return _change_meets(target, _exact(base), reached)


def goal(target: Target, base: Quantity | None, better: Better) -> Fraction | None:
    """Return the amount at the edge of the target, never below zero: a ceiling or a floor, as `bounds_from_above` says.

    None where the target sets no edge (an increase from zero by a percent). Whether the edge itself keeps the
    target is `meets`'s to say.
    """
    if target.direction is Direction.REACH:
        low_end = target.value
        if target.value_high is not None and better is Better.LOWER:
            low_end = target.value_high
        return Fraction(low_end)
    if base is None:
        return None
    start = _exact(base)
    sign = -1 if target.direction is Direction.DECREASE else 1
    if target.unit is not TargetUnit.PERCENT:
        return max(Fraction(0), start + sign * Fraction(target.value))
    if start == 0 and target.direction is Direction.INCREASE and target.comparator not in CAPS:
        return None
    return start * (100 + sign * Fraction(target.value)) / 100


def whole_goal(target: Target, base: Quantity | None, better: Better) -> int | None:
    """Return the last whole count that keeps the target: the most a ceiling allows, the least a floor asks for.

    None where there is no edge, or where no count keeps it ("under 0").
    """
    edge = goal(target, base, better)
    if edge is None:
        return None
    downwards = bounds_from_above(target, better)
    count = floor(edge) if downwards else ceil(edge)
    step = -1 if downwards else 1
    last = count if meets(target, base, Quantity(Decimal(count)), better) else count + step
    return last if last >= 0 else None


def bounds_from_above(target: Target, better: Better) -> bool:
    """Tell whether the target is a ceiling for the amount: a fall asked for, a rise or a level not to be passed."""
    if target.is_change:
        return (target.direction is Direction.DECREASE) is not (target.comparator in CAPS)
    if target.comparator in CAPS:
        return True
    return better is Better.LOWER and target.comparator in (Comparator.EXACTLY, Comparator.BETWEEN)


def _change_meets(target: Target, base: Fraction, actual: Fraction) -> bool:
    decrease, caps = target.direction is Direction.DECREASE, target.comparator in CAPS
    change = base - actual if decrease else actual - base
    if decrease and not caps and actual == 0:
        return True
    if target.unit is not TargetUnit.PERCENT:
        return _compare(target, change, Fraction(target.value), higher=True)
    if base == 0:
        return change <= 0 if caps else change > 0
    return _compare(target, change * 100, Fraction(target.value) * base, higher=True)


def _compare(target: Target, amount: Fraction, line: Fraction, *, higher: bool) -> bool:
    """Compare an amount with the line; `higher` says which way a bare number or a range is meant."""
    match target.comparator:
        case Comparator.AT_LEAST:
            return amount >= line
        case Comparator.OVER:
            return amount > line
        case Comparator.AT_MOST:
            return amount <= line
        case Comparator.UNDER:
            return amount < line
        case Comparator.EXACTLY:
            return amount >= line if higher else amount <= line
        case Comparator.BETWEEN:
            assert target.value_high is not None
            return amount >= line if higher else amount <= Fraction(target.value_high)


def _exact(quantity: Quantity) -> Fraction:
    exact = quantity.exact
    if exact is None:
        raise ValueError("no amount to compare")
    return exact
