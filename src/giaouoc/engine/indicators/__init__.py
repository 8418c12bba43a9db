"""What is counted: kind, better direction, roll-up, dated definitions and which of them compare."""

from __future__ import annotations

from giaouoc.engine.indicators.indicator import (
    Better,
    Comparability,
    Compares,
    Definition,
    DispersionDefault,
    Indicator,
    IndicatorSet,
    Kind,
    MissingPart,
    RollUp,
)
from giaouoc.engine.indicators.quantity import Quantity, percent_change, ratio, round_half_away

__all__ = [
    "Better",
    "Comparability",
    "Compares",
    "Definition",
    "DispersionDefault",
    "Indicator",
    "IndicatorSet",
    "Kind",
    "MissingPart",
    "Quantity",
    "RollUp",
    "percent_change",
    "ratio",
    "round_half_away",
]
