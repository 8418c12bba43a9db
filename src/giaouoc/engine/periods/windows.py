"""A stretch of days: inclusive in files and on screen, half-open in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from giaouoc.engine.findings import Finding, Refusal, error

EARLIEST_DAY = date(1945, 1, 1)
LATEST_DAY = date(2199, 12, 31)
"""Days outside these are taken for slips of the pen: no pact, unit or figure can lie there."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days from `start` up to, not including, `stop`; at least one day.

    Refused with `periods.window-upside-down` or `periods.day-out-of-range`.
    """

    start: date
    stop: date

    def __post_init__(self) -> None:
        last_day = self.stop - ONE_DAY if self.stop > date.min else self.stop
        _refuse_bad_bounds(self.start, last_day)

    @classmethod
    def inclusive(cls, first_day: date, last_day: date) -> Window:
        """Return the window from the first to the last day, both counted: the one conversion of bounds."""
        _refuse_bad_bounds(first_day, last_day)
        return cls(first_day, last_day + ONE_DAY)

    @property
    def first_day(self) -> date:
        """Return the first day that counts."""
        return self.start

    @property
    def last_day(self) -> date:
        """Return the last day that counts."""
        return self.stop - ONE_DAY

    @property
    def days(self) -> int:
        """Return how many days count."""
        return (self.stop - self.start).days

    def contains(self, day: date) -> bool:
        """Tell whether the day counts."""
        return self.start <= day < self.stop

    def covers(self, other: Window) -> bool:
        """Tell whether every day of the other window counts here too."""
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: Window) -> bool:
        """Tell whether at least one day counts in both."""
        return self.start < other.stop and other.start < self.stop


def _refuse_bad_bounds(first_day: date, last_day: date) -> None:
    problems: list[Finding] = [
        error("periods.day-out-of-range", day=day, earliest=EARLIEST_DAY, latest=LATEST_DAY)
        for day in dict.fromkeys((first_day, last_day))
        if not EARLIEST_DAY <= day <= LATEST_DAY
    ]
    if last_day < first_day:
        problems.append(error("periods.window-upside-down", first_day=first_day, last_day=last_day))
    if problems:
        raise Refusal(problems)
