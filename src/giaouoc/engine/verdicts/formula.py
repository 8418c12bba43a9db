"""The test of a target with its numbers put in, so that a reader can check it by hand."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Param, note
from giaouoc.engine.indicators import Better, Quantity, round_half_away
from giaouoc.engine.pacts import CAPS, Comparator, Direction, Target, TargetUnit

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
    target = comparison.target
    common: dict[str, Param] = {"holds": Holds.YES if kept else Holds.NO, "actual": _shown(actual.quantity)}
    if target.direction is Direction.REACH:
        return _level(target, actual.quantity, comparison.indicator.better, common)
    assert base is not None
    was, became = base.quantity.exact, actual.quantity.exact
    assert was is not None
    assert became is not None
    common["base"] = _decimal(was)
    plain = _at_zero(target, was, became)
    if plain is not None:
        return note(plain, **common)
    sign, decrease = SIGNS[target.comparator], target.direction is Direction.DECREASE
    if target.unit is not TargetUnit.PERCENT:
        code = "verdicts.formula-decrease-by-count" if decrease else "verdicts.formula-increase-by-count"
        change = was - became if decrease else became - was
        return note(code, left=_decimal(change), right=target.value, sign=sign, **common)
    keep = 100 + Fraction(target.value) * (-1 if decrease else 1)
    return note(
        "verdicts.formula-percent",
        keep=_decimal(keep),
        left=_decimal(became * 100),
        right=_decimal(was * keep),
        sign=TURNED[sign] if decrease else sign,
        **common,
    )


def _at_zero(target: Target, was: Fraction, became: Fraction) -> str | None:
    """Return the code where zero decides and not the number in the target: the cases `meets` names apart."""
    decrease, caps = target.direction is Direction.DECREASE, target.comparator in CAPS
    if decrease and not caps and 0 in (was, became):
        return "verdicts.formula-base-zero" if was == 0 else "verdicts.formula-decrease-to-zero"
    if was != 0 or target.unit is not TargetUnit.PERCENT:
        return None
    if caps:
        return "verdicts.formula-no-fall-from-zero" if decrease else "verdicts.formula-no-rise-from-zero"
    return "verdicts.formula-increase-from-zero"


def _level(target: Target, actual: Quantity, better: Better, common: dict[str, Param]) -> Finding:
    sign, line = SIGNS[target.comparator], target.value
    if target.comparator in (Comparator.EXACTLY, Comparator.BETWEEN) and better is Better.LOWER:
        sign, line = TURNED[sign], line if target.value_high is None else target.value_high
    if actual.is_ratio:
        assert actual.numerator is not None
        assert actual.denominator is not None
        return note(
            "verdicts.formula-ratio",
            numerator=actual.numerator,
            denominator=actual.denominator,
            target=line,
            left=_decimal(Fraction(actual.numerator) * 100),
            right=_decimal(Fraction(actual.denominator) * Fraction(line)),
            sign=sign,
            **common,
        )
    return note("verdicts.formula-level", target=line, sign=sign, **common)


def _shown(quantity: Quantity) -> Param:
    exact = quantity.exact
    return None if exact is None else _decimal(exact)


def _decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal with all its places, or with six where it does not end (shares of a split)."""
    places = _places(value.denominator)
    if places is not None:
        return round_half_away(value, places)
    shown = round_half_away(value, 6)
    return next(short for n in range(7) if (short := round_half_away(value, n)) == shown)


def _places(denominator: int) -> int | None:
    """Return how many decimals a fraction with this denominator has; None where they never end."""
    counted = {}
    for prime in (2, 5):
        counted[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counted[prime] += 1
    return max(counted.values()) if denominator == 1 else None
