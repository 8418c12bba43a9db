"""A target as the pact words it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from giaouoc.engine.findings import refuse


class Direction(StrEnum):
    """Decrease and increase set a change; reach sets a level; none belongs to zero tolerance."""

    DECREASE = "decrease"
    INCREASE = "increase"
    REACH = "reach"
    NONE = "none"


class Comparator(StrEnum):
    """The words around the number; a bare number is `exactly`."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    OVER = "over"
    UNDER = "under"
    EXACTLY = "exactly"
    BETWEEN = "between"


class TargetUnit(StrEnum):
    """What the number counts: percent, plain counts, or points (of an index, or percentage points)."""

    PERCENT = "percent"
    COUNT = "count"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Target:
    """A direction, a comparator and a number; `value_high` only with `between`."""

    direction: Direction
    comparator: Comparator
    value: Decimal
    unit: TargetUnit
    value_high: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.value_high is not None) != (self.comparator is Comparator.BETWEEN):
            raise refuse("pacts.high-value-without-between", comparator=self.comparator, value=self.value)
        if self.value_high is not None and self.value_high < self.value:
            raise refuse("pacts.range-upside-down", value=self.value, value_high=self.value_high)
        if self.value < 0:
            raise refuse("pacts.target-negative", value=self.value)
        too_much = (
            self.direction is Direction.DECREASE and self.unit is TargetUnit.PERCENT and self.value > 100
        )
        if too_much:
            raise refuse("pacts.decrease-over-100", value=self.value)

    @property
    def is_change(self) -> bool:
        """Tell whether the number is a change against a base, not a level."""
        return self.direction in (Direction.DECREASE, Direction.INCREASE)
