"""Days and windows as people read them: 14/02/2025 in Vietnamese, 14 Feb 2025 in English."""

from __future__ import annotations

from datetime import date
from typing import Final

from giaouoc.wording.lang import Lang

EN_DASH: Final = "\N{EN DASH}"

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, lang: Lang) -> str:
    """Write a day."""
    if lang is Lang.VI:
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def window(first_day: date | None, last_day: date | None, lang: Lang) -> str:
    """Write the days from the first to the last, both counted; None is an open end."""
    if first_day is None or last_day is None:
        return _open_window(first_day, last_day, lang)
    if first_day == last_day:
        return day(first_day, lang)
    dash = EN_DASH if lang is Lang.VI else f" {EN_DASH} "
    return f"{day(first_day, lang)}{dash}{day(last_day, lang)}"


def partial(text: str, lang: Lang) -> str:
    """Write an ISO day, month or year (`2025-06-20`, `2025-06`, `2025`) as far as it is known."""
    pieces = [int(piece) for piece in text.split("-")]
    match pieces:
        case [year, month, number]:
            return day(date(year, month, number), lang)
        case [year, month] if 1 <= month <= 12:
            return f"tháng {month}/{year}" if lang is Lang.VI else f"{_MONTHS[month - 1]} {year}"
        case [year]:
            return f"năm {year}" if lang is Lang.VI else str(year)
    raise ValueError(f"{text!r} is not a day, a month or a year")


def _open_window(first_day: date | None, last_day: date | None, lang: Lang) -> str:
    vietnamese = lang is Lang.VI
    if first_day is not None:
        return f"{'từ' if vietnamese else 'from'} {day(first_day, lang)}"
    if last_day is not None:
        return f"{'đến hết' if vietnamese else 'until'} {day(last_day, lang)}"
    return "không giới hạn" if vietnamese else "without limit"
