"""Small phrases made of several values: periods, targets, chances."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from giaouoc.wording.catalogue import text
from giaouoc.wording.lang import Lang
from giaouoc.wording.numbers import amount, percent

if TYPE_CHECKING:
    from giaouoc.engine.pacts import Target
    from giaouoc.engine.periods import Period

_ROMAN: Final = ("I", "II", "III", "IV")


def period_name(period: Period, lang: Lang) -> str:
    """Write a period by its name: `tháng 3/2025`, `quý I/2025`, `6 tháng đầu năm 2025`, `năm 2025`."""
    kind = period.kind.value
    if kind == "month":
        month = text(f"words.month.{period.number}", lang)
        return text("words.period.month", lang, month=month, year=period.year)
    if kind == "quarter":
        return text("words.period.quarter", lang, quarter=_ROMAN[period.number - 1], year=period.year)
    if kind == "half":
        kind = "first_half" if period.number == 1 else "second_half"
    return text(f"words.period.{kind}", lang, year=period.year)


def first_months(count: int, year: int, lang: Lang) -> str:
    """Write the months from the start of a year: `11 tháng đầu năm 2025`."""
    return text("words.period.first_months", lang, count=count, year=year)


def target_words(target: Target, unit_of_measure: str, lang: Lang) -> str:
    """Write a target the way a pact does: `giảm ít nhất 5 %`, `giảm từ 3 % đến 5 %`, `đạt trên 75 %`.

    `unit_of_measure` is what plain counts count (`vụ`, `người`); percents and points bring their own.
    """
    value = _with_unit(target, target.value, unit_of_measure, lang)
    high = None if target.value_high is None else _with_unit(target, target.value_high, unit_of_measure, lang)
    goal = text(f"words.goal.{target.comparator.value}", lang, value=value, high=high)
    return text(f"words.target.{target.direction.value}", lang, goal=goal)


def probability_in_hundred(p: float, lang: Lang) -> str:
    """Write a chance as a count of a hundred; below 1 and above 99 it is not rounded to never or always."""
    if not 0 <= p <= 1:
        raise ValueError(f"{p} is not a probability")
    if p < 0.01:
        return text("words.chance.below_one", lang)
    if 0.99 < p < 1:
        return text("words.chance.above_99", lang)
    return text("words.chance.in_hundred", lang, number=math.floor(p * 100 + 0.5))


def _with_unit(target: Target, value: Decimal, unit_of_measure: str, lang: Lang) -> str:
    if target.unit.value == "percent":
        return percent(value, lang, signed=False, places=None)
    if target.unit.value == "points":
        return amount(value, text("words.target-unit.points", lang), lang)
    return amount(value, unit_of_measure, lang)
