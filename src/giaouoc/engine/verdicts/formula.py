"""The test of a target with its numbers put in, so that a reader can check it by hand."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Param, note
from giaouoc.engine.indicators import Better, Quantity
from giaouoc.engine.pacts import Comparator, Direction, TargetUnit

SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.OVER: ">",
    Comparator.AT_MOST: "≤",
    Comparator.UNDER: "<",
    Comparator.EXACTLY: "≥",
    Comparator.BETWEEN: "≥",
}
TURNED = {"≥": "≤", ">": "<", "≤": "≥", "<": ">"}


class Holds(StrEnum):
    """Whether an inequality is true with the numbers put in."""

    YES = "yes"
    NO = "no"


def formula(comparison: Comparison, base: Side | None, actual: Side, kept: bool) -> Finding:
    """Return the inequality `meets` tested; both sides are whole multiples, nothing is divided."""
    target, better = comparison.target, comparison.indicator.better
    sign = SIGNS[target.comparator]
    common: dict[str, Param] = {"holds": Holds.YES if kept else Holds.NO, "actual": _shown(actual.quantity)}
    if target.direction is Direction.REACH:
        bare = target.comparator in (Comparator.EXACTLY, Comparator.BETWEEN)
        lower = bare and better is Better.LOWER
        line = target.value_high if lower and target.value_high is not None else target.value
        sign = TURNED[sign] if lower else sign
        return _level(actual.quantity, line, sign, common)
    assert base is not None
    was, became = base.quantity.exact, actual.quantity.exact
    assert was is not None
    assert became is not None
    common["base"] = _shown(base.quantity)
    decrease = target.direction is Direction.DECREASE
    if target.unit is not TargetUnit.PERCENT:
        code = "verdicts.formula-decrease-by-count" if decrease else "verdicts.formula-increase-by-count"
        change = was - became if decrease else became - was
        return note(code, left=_decimal(change), right=target.value, sign=sign, **common)
    if was == 0:
        return note(
            "verdicts.formula-base-zero" if decrease else "verdicts.formula-increase-from-zero", **common
        )
    keep = 100 - target.value if decrease else 100 + target.value
    return note(
        "verdicts.formula-percent",
        keep=keep,
        left=_decimal(became * 100),
        right=_decimal(was * Fraction(keep)),
        sign=TURNED[sign] if decrease else sign,
        **common,
    )


def _level(actual: Quantity, line: Decimal, sign: str, common: dict[str, Param]) -> Finding:
    if actual.is_ratio:
        assert actual.numerator is not None
        assert actual.denominator is not None
        return note(
            "verdicts.formula-ratio",
            numerator=actual.numerator,
            denominator=actual.denominator,
            target=line,
            left=actual.numerator * 100,
            right=actual.denominator * line,
            sign=sign,
            **common,
        )
    return note("verdicts.formula-level", target=line, sign=sign, **common)


def _shown(quantity: Quantity) -> Param:
    exact = quantity.exact
    return None if exact is None else _decimal(exact)


def _decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal; six places where it does not end (shares of a split)."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    quotient = Decimal(value.numerator) / Decimal(value.denominator)
    return quotient.quantize(Decimal("0.000001")).normalize()
