"""Numbers as people read them: 1.012 and −14,20 % in Vietnamese, 1,012 and −14.20 % in English."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from giaouoc.wording.lang import Lang

MINUS: Final = "\N{MINUS SIGN}"
NBSP: Final = "\N{NO-BREAK SPACE}"

_VIETNAMESE_MARKS: Final = str.maketrans(",.", ".,")


def number(value: Decimal | int, lang: Lang, *, grouping: bool = True) -> str:
    """Write a number with all the digits it has, and no others; zero has no sign."""
    exact = _finite(value)
    size = exact.copy_abs()  # abs() would round to 28 digits
    digits = f"{size:,f}" if grouping else f"{size:f}"
    if lang is Lang.VI:
        digits = digits.translate(_VIETNAMESE_MARKS)
    return MINUS + digits if exact < 0 else digits


def percent(value: Decimal | int, lang: Lang, *, signed: bool = True, places: int | None = 2) -> str:
    """Write a percent with `places` decimals, half away from zero; None keeps the digits as published.

    With `signed` a rise carries a plus; a fall always carries its minus; what rounds to zero carries neither.
    """
    exact = _finite(value)
    rounded = exact if places is None else _round(exact, places)
    plus = "+" if signed and rounded > 0 else ""
    return f"{plus}{number(rounded, lang)}{NBSP}%"


def amount(value: Decimal | int, unit_of_measure: str, lang: Lang) -> str:
    """Write a number with what it counts; no line breaks between them."""
    return f"{number(value, lang)}{NBSP}{unit_of_measure}" if unit_of_measure else number(value, lang)


def _finite(value: Decimal | int) -> Decimal:
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{value} is not a number to show")
    return exact


def _round(value: Decimal, places: int) -> Decimal:
    # The default context refuses to quantize beyond 28 digits; figures may be longer.
    room = Context(prec=max(value.adjusted(), 0) + places + 2)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=room)
