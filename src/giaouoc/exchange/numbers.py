"""Numbers as people type them and as files carry them; what could mean two numbers is asked about."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from giaouoc.engine.findings import Param, Refusal, refuse
from giaouoc.exchange.texts import clean, shown

MOST_WHOLE_DIGITS: Final = 18
MOST_DECIMALS: Final = 6

_FULL_WIDTH = {ord(c) + 0xFEE0: c for c in "0123456789,.+-%'"}
_MINUS_SIGNS = "-−–‐‑"
_PLAIN = re.compile(r"[0-9]+")
_ONE_MARK = re.compile(r"([0-9]+)([.,])([0-9]+)")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:([ .,])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?")
_MACHINE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# A line far longer than any number is not worth matching.
_LONGEST_TEXT = 64


@dataclass(frozen=True, slots=True)
class _Reading:
    """The digits of a number without its sign, and whether a mark in them could mean thousands."""

    whole: str
    decimals: str = ""
    mark_in_doubt: str | None = None


def read_number(
    text: str, *, whole: bool | None = None, percent: bool = False, allow_negative: bool = True
) -> Decimal:
    """Read a number as Vietnamese offices write it: decimal comma, points or spaces between thousands.

    `1.234` could be 1234 or 1,234 and is refused, and so is `1,234` where a whole number is wanted; there
    only the whole number is offered.
    `whole=True` wants a whole number; `percent` lets a percent sign follow, the value stays in percents.
    """
    body = clean(text.translate(_FULL_WIDTH)).removeprefix("'").strip()
    if percent:
        body = body.removesuffix("%").rstrip()
    negative = body[:1] in _MINUS_SIGNS if body else False
    if negative or body[:1] == "+":
        body = body[1:].lstrip()
    reading = _read_digits(body) if len(body) <= _LONGEST_TEXT else None
    if reading is None:
        raise refuse("exchange.number-unreadable", value=shown(text))
    _check_mark(reading, text, negative=negative, whole=whole)
    value = Decimal(f"{reading.whole}.{reading.decimals}")
    return _within_limits(value.copy_negate() if negative else value, shown(text), whole, allow_negative)


def read_machine_number(text: str, *, whole: bool | None = None, allow_negative: bool = True) -> Decimal:
    """Read a number of a file: ASCII digits, a decimal point, a hyphen for minus, nothing else; exact."""
    if len(text) > _LONGEST_TEXT or not _MACHINE.fullmatch(text):
        raise refuse("exchange.number-not-for-files", value=shown(text))
    return _within_limits(Decimal(text), shown(text), whole, allow_negative)


def read_cell_number(
    value: object, *, whole: bool | None = None, percent: bool = False, allow_negative: bool = True
) -> Decimal:
    """Read a cell: text as people type it, a number as Excel shows it.

    Excel keeps 15 digits, so 0.30000000000000004 is 0.3.
    """
    if isinstance(value, str):
        return read_number(value, whole=whole, percent=percent, allow_negative=allow_negative)
    if isinstance(value, float) and math.isfinite(value):
        exact = Decimal(f"{value:.15g}")
    elif isinstance(value, int) and not isinstance(value, bool):
        exact = Decimal(value)
    else:
        raise refuse("exchange.number-unreadable", value=shown(value))
    return _within_limits(exact, shown(value), whole, allow_negative)


def _read_digits(body: str) -> _Reading | None:
    if _PLAIN.fullmatch(body):
        return _Reading(body)
    if match := _ONE_MARK.fullmatch(body):
        head, mark, tail = match.groups()
        could_be_thousands = len(tail) == 3 and len(head) <= 3 and head != "0"
        return _Reading(head, tail, mark if could_be_thousands else None)
    match = _GROUPED.fullmatch(body)
    if match is None:
        return None
    head, group_mark, mark, tail = match.groups()
    if mark == group_mark:
        return None
    in_doubt = mark if group_mark == " " and tail and len(tail) == 3 else None
    return _Reading(head.replace(group_mark, ""), tail or "", in_doubt)


def _check_mark(reading: _Reading, text: str, *, negative: bool, whole: bool | None) -> None:
    sign = "−" if negative else ""
    written: dict[str, Param] = {
        "value": shown(text),
        "as_whole": f"{sign}{reading.whole}{reading.decimals}",
    }
    if reading.mark_in_doubt and whole:
        raise refuse("exchange.number-ambiguous-whole", **written)
    if reading.mark_in_doubt == ".":
        as_decimal = f"{sign}{reading.whole},{reading.decimals}"
        raise refuse("exchange.number-ambiguous", as_decimal=as_decimal, **written)


def _within_limits(value: Decimal, text: str, whole: bool | None, allow_negative: bool) -> Decimal:
    """Return the value, or refuse it with every limit it breaks."""
    reasons: list[Refusal] = []
    exponent = int(value.as_tuple().exponent)
    decimals = max(0, -exponent)
    if value.adjusted() >= MOST_WHOLE_DIGITS or decimals > MOST_DECIMALS:
        reasons.append(
            refuse("exchange.number-too-long", value=text, digits=MOST_WHOLE_DIGITS, decimals=MOST_DECIMALS)
        )
    if not allow_negative and value < 0:
        reasons.append(refuse("exchange.number-negative", value=text))
    if whole and not reasons and value != int(value):
        reasons.append(refuse("exchange.number-not-whole", value=text))
    if reasons:
        raise Refusal(finding for reason in reasons for finding in reason.findings)
    if value == 0:
        value = abs(value)
    return Decimal(int(value)) if whole or exponent > 0 else value
