"""Statistical calendars: years and months that may begin on any day of the civil month."""

from __future__ import annotations

import itertools
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from giaouoc.engine.findings import Finding, Ref, RefKind, Refusal, error
from giaouoc.engine.periods.windows import EARLIEST_DAY, LATEST_DAY, Window


class PeriodKind(StrEnum):
    """The kinds of period that reports are made for."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


MONTHS_IN = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
KIND_OF_LENGTH = {length: kind for kind, length in MONTHS_IN.items()}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period by name: its kind, the year it belongs to, and which one of that year, counted from 1.

    Nine months and the year have the number 1. Refused with `periods.period-number` or
    `periods.year-out-of-range`.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        problems: list[Finding] = []
        largest = 12 // MONTHS_IN[self.kind]
        if not 1 <= self.number <= largest:
            problems.append(error("periods.period-number", number=self.number, largest=largest))
        if not EARLIEST_DAY.year - 1 <= self.year <= LATEST_DAY.year + 1:
            problems.append(_year_out_of_range(self.year))
        if problems:
            raise Refusal(problems)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A way to cut time into years and months.

    The year begins on `first_day` of the civil month `year_month`, and every month on `first_day`; where a
    civil month is too short for it (29 to 31), on its last day. Month 1 is the first month of this year,
    whatever the civil month is called. A year is named by the civil year in which it ends or starts
    (`named_by`): the police year from 15 December 2024 to 14 December 2025 is 2025 by its end.

    Refused with `periods.calendar-month`, `periods.calendar-day` or `periods.calendar-naming`.
    """

    code: str
    year_month: int
    first_day: int
    named_by: Literal["end", "start"]

    def __post_init__(self) -> None:
        problems: list[Finding] = []
        me = Ref(RefKind.CALENDAR, self.code)
        if not 1 <= self.year_month <= 12:
            problems.append(error("periods.calendar-month", calendar=me, value=self.year_month))
        if not 1 <= self.first_day <= 31:
            problems.append(error("periods.calendar-day", calendar=me, value=self.first_day))
        if self.named_by not in ("end", "start"):
            problems.append(error("periods.calendar-naming", calendar=me, value=self.named_by))
        if problems:
            raise Refusal(problems)

    def window(self, period: Period) -> Window:
        """Return the days of a period; refused where they reach out of the days that can be used."""
        length = MONTHS_IN[period.kind]
        first = self._first_month_of(period.year) + (period.number - 1) * length
        return Window(self._boundary(first), self._boundary(first + length))

    def year_window(self, year: int) -> Window:
        """Return the days of a year."""
        return self.window(Period(PeriodKind.YEAR, year))

    def months(self, year: int) -> tuple[Window, ...]:
        """Return the twelve months of a year in order."""
        return tuple(self.window(Period(PeriodKind.MONTH, year, number)) for number in range(1, 13))

    def period_of(self, window: Window) -> Period | None:
        """Return the period that has exactly these days, or None where no period has."""
        span = self._span(window)
        if span is None:
            return None
        first, length = span
        kind = KIND_OF_LENGTH.get(length)
        years, offset = divmod(first - (self.year_month - 1), 12)
        if kind is None or offset % length or offset + length > 12:
            return None
        return Period(kind, years + self._years_ahead, offset // length + 1)

    def months_of(self, window: Window) -> tuple[Window, ...] | None:
        """Return the months of this calendar that tile the window exactly, or None where none do."""
        span = self._span(window)
        if span is None:
            return None
        first, length = span
        bounds = [self._boundary(month) for month in range(first, first + length + 1)]
        return tuple(Window(start, stop) for start, stop in itertools.pairwise(bounds))

    def years_before(self, window: Window, years: int) -> Window | None:
        """Return the same months `years` earlier, or None where the window is not whole months."""
        span = self._span(window)
        if span is None:
            return None
        first, length = span
        first -= 12 * years
        return Window(self._boundary(first), self._boundary(first + length))

    def year_containing(self, window: Window) -> int | None:
        """Return the year that has every day of the window, or None where the window reaches out of one year."""
        month = _civil_month(window.start)
        if window.start < self._boundary(month):
            month -= 1
        years = (month - (self.year_month - 1)) // 12
        ends = self._boundary((years + 1) * 12 + self.year_month - 1)
        return years + self._years_ahead if window.stop <= ends else None

    @property
    def _years_ahead(self) -> int:
        """How far the name of a year runs ahead of the civil year in which it begins."""
        starts_on_new_year = (self.year_month, self.first_day) == (1, 1)
        return 1 if self.named_by == "end" and not starts_on_new_year else 0

    def _first_month_of(self, year: int) -> int:
        return (year - self._years_ahead) * 12 + self.year_month - 1

    def _boundary(self, month: int) -> date:
        """Return the day on which a month begins; civil months are counted through, year * 12 + month - 1."""
        year, month_before = divmod(month, 12)
        if not date.min.year <= year <= date.max.year:
            raise Refusal([_year_out_of_range(year)])
        longest = monthrange(year, month_before + 1)[1]
        return date(year, month_before + 1, min(self.first_day, longest))

    def _span(self, window: Window) -> tuple[int, int] | None:
        """Return the first month and the number of months where both bounds begin a month, else None."""
        first, after = _civil_month(window.start), _civil_month(window.stop)
        if self._boundary(first) != window.start or self._boundary(after) != window.stop:
            return None
        return first, after - first


def _civil_month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _year_out_of_range(year: int) -> Finding:
    return error("periods.year-out-of-range", year=year, earliest=EARLIEST_DAY, latest=LATEST_DAY)
