"""Days as people type them, day before month before year, and days known to the month or year only."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Final

from giaouoc.engine.findings import Refusal, refuse
from giaouoc.exchange.texts import clean, shown

FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2199

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ t]00:00(?::00(?:\.0+)?)?)?")
_NUMERIC = re.compile(r"(?:ngày )?([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]+)")
_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}),? năm ([0-9]+)")
_NO_YEAR = re.compile(r"(?:ngày )?[0-9]{1,2}(?: ?[-/.] ?| tháng )[0-9]{1,2}")
_YEAR = re.compile(r"(?:năm )?([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_MONTH = re.compile(r"(?:tháng )?([0-9]{1,2})(?: ?[-/.] ?|,? năm )([0-9]{4})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.0+)?")
_SERIAL_ZERO = date(1899, 12, 30)


def read_day(value: object) -> date:
    """Read a day: `2025-02-14`, `14/2/2025`, `14-02-2025`, `14.2.2025`, `ngày 14 tháng 2 năm 2025`.

    A date cell is a day too. Bare numbers, two-digit years, days without a year, days the calendar lacks
    and years outside 1945 to 2199 are refused.
    """
    if isinstance(value, date):
        return _in_range(value.date() if isinstance(value, datetime) else value)
    text = clean("" if value is None else str(value)).casefold()
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _NUMERIC.fullmatch(text):
        day, _, month, year = match.groups()
    elif match := _WORDS.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise _why_not(value, text)
    return _build(year, month, day, shown(value))


def read_partial_day(value: object) -> tuple[str, date, date] | None:
    """Read a day, a month or a year; answer its canonical text, its first and its last day; empty is None.

    `2025`, `2025-07`, `7/2025`, `tháng 7 năm 2025`, and every writing of a day.
    """
    text = clean("" if value is None else str(value)).casefold()
    if not text:
        return None
    if not isinstance(value, date):
        if match := _YEAR.fullmatch(text):
            year = _build(match[1], "1", "1", shown(value)).year
            return f"{year:04}", date(year, 1, 1), date(year, 12, 31)
        month = _ISO_MONTH.fullmatch(text)
        pair = (month[1], month[2]) if month else None
        if pair is None and (month := _MONTH.fullmatch(text)):
            pair = (month[2], month[1])
        if pair is not None:
            first = _build(pair[0], pair[1], "1", shown(value))
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            return f"{first:%Y-%m}", first, last
    day = read_day(value)
    return day.isoformat(), day, day


def _build(year: str, month: str, day: str, seen: str) -> date:
    if len(year) == 2:
        raise refuse("exchange.day-two-digit-year", value=seen)
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise _out_of_range(seen)
    if not 1 <= int(month) <= 12:
        raise refuse("exchange.day-unreadable", value=seen)
    last = calendar.monthrange(int(year), int(month))[1]
    if not 1 <= int(day) <= last:
        raise refuse("exchange.day-not-in-calendar", value=seen, month=int(month), year=int(year), last=last)
    return date(int(year), int(month), int(day))


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _out_of_range(day.isoformat())
    return day


def _out_of_range(seen: str) -> Refusal:
    return refuse("exchange.day-out-of-range", value=seen, first=FIRST_YEAR, last=LAST_YEAR)


def _why_not(value: object, text: str) -> Refusal:
    if _SERIAL.fullmatch(text):
        day = _SERIAL_ZERO + timedelta(days=int(float(text)))
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return refuse("exchange.day-serial-number", value=shown(value), would_be=day)
    if _NO_YEAR.fullmatch(text):
        return refuse("exchange.day-without-year", value=shown(value))
    return refuse("exchange.day-unreadable", value=shown(value))
