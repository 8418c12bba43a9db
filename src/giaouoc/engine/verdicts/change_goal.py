"""A target on a change, as evidence needs it: the ratio it asks for and the last count that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from giaouoc.engine.pacts import Comparator, Direction, Target, TargetUnit
from giaouoc.engine.verdicts.rates import Count


@dataclass(frozen=True, slots=True)
class ChangeGoal:
    """A direction and how far: by a percent of the base, by a plain count, or (neither) no number at all.

    `strict`: the amount itself is not enough ("more than 5 %").
    """

    decrease: bool
    percent: Decimal | None = None
    count: Decimal | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        if self.percent is not None and self.count is not None:
            raise ValueError("a change goal is a percent or a count, not both")

    @property
    def has_number(self) -> bool:
        """Tell whether the goal says how far."""
        return self.percent is not None or self.count is not None

    def rho(self, base: Count) -> float | None:
        """Return the rate ratio at the target; None where there is no number, or a count against a base of
        zero."""
        sign = -1 if self.decrease else 1
        if self.percent is not None:
            return float(1 + sign * Fraction(self.percent) / 100)
        if self.count is None or base == 0:
            return None
        return max(0.0, float(1 + sign * Fraction(self.count) / Fraction(base)))

    def edges(self, first_base: int, last_base: int) -> list[int]:
        """Return for each whole base the last count that keeps the goal; zero keeps every decrease.

        The most a decrease allows, the least an increase asks for: the whole-number edge of `pacts.meets`,
        which stays the place where a result is decided.
        """
        slope, offset = self._line()
        bottom = slope.denominator * offset.denominator
        by, plus = slope.numerator * offset.denominator, offset.numerator * slope.denominator
        strict = 1 if self.strict else 0
        if self.decrease:
            found = [max(0, (by * y + plus - strict) // bottom) for y in range(first_base, last_base + 1)]
        else:
            found = [-((-by * y - plus - strict) // bottom) for y in range(first_base, last_base + 1)]
        if self.percent is not None and first_base == 0:
            found[0] = 0 if self.decrease else 1  # from zero an increase is kept by any
        return found

    def _line(self) -> tuple[Fraction, Fraction]:
        sign = -1 if self.decrease else 1
        if self.percent is not None:
            return 1 + sign * Fraction(self.percent) / 100, Fraction(0)
        if self.count is not None:
            return Fraction(1), sign * Fraction(self.count)
        raise ValueError("a goal without a number has no edge")


def change_goal(target: Target) -> ChangeGoal | None:
    """Return the goal behind a target on a change; None for a level.

    "At most" and "under" bound the change itself, so the goal has a direction and no number.
    """
    if not target.is_change:
        return None
    decrease = target.direction is Direction.DECREASE
    if target.comparator in (Comparator.AT_MOST, Comparator.UNDER):
        return ChangeGoal(decrease)
    strict = target.comparator is Comparator.OVER
    if target.unit is TargetUnit.PERCENT:
        return ChangeGoal(decrease, percent=target.value, strict=strict)
    return ChangeGoal(decrease, count=target.value, strict=strict)
