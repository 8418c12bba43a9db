"""What a case's own ledger says about the usual scatter of a count, before the window under judgement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.ledger import Series
from giaouoc.engine.indicators import Kind
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY, Window
from giaouoc.engine.verdicts.dispersion import (
    LAST_YEARS,
    Dispersion,
    MonthsByYear,
    PooledHistory,
    pool_history,
    usual_dispersion,
)
from giaouoc.engine.verdicts.rates import Count


class Histories:
    """The scatter of each indicator and publisher, learnt once for all units.

    Siblings are the signatories, the bodies they have become by the day, and all that those came from. Nobody else:
    a parent's months are its children's over again.
    """

    def __init__(self, case: Case, day: date) -> None:
        self.case = case
        signed = case.pact.signatories
        self._siblings = with_predecessors(case, (*signed, *case.units.bodies_as_now(signed, day)))
        self._months: dict[tuple[str, str], dict[str, MonthsByYear]] = {}
        self._pooled: dict[tuple[str, str], PooledHistory | None] = {}

    def dispersion(self, comparison: Comparison) -> Dispersion | None:
        """Return the scatter to judge a comparison by: the unit's own months and its siblings', else the default."""
        key = (comparison.indicator.code, comparison.publisher)
        if key not in self._pooled:
            months = self._months_of(*key, comparison)
            self._months[key] = months
            self._pooled[key] = pool_history(months) if months else None
        pooled = self._pooled[key]
        own = None if pooled is None else pooled.dispersion(self._months[key].get(comparison.unit, {}))
        return usual_dispersion(own, comparison.indicator.dispersion)

    def _months_of(self, indicator: str, publisher: str, comparison: Comparison) -> dict[str, MonthsByYear]:
        if self.case.indicators.get(indicator).kind is not Kind.COUNT:
            return {}
        years = self._months_by_year()
        found: dict[str, MonthsByYear] = {}
        for unit in self._siblings:
            series = self.case.ledger.get(unit, indicator, publisher)
            full: dict[int, list[Count | float | None]] = {}
            for year, months in years.items():
                row: list[Count | float | None] = [_value(series, month, comparison) for month in months]
                if any(v is not None for v in row):
                    full[year] = row
            if full:
                found[unit] = full
        return found

    def _months_by_year(self) -> dict[int, tuple[Window, ...]]:
        """Return the last years of the calendar that were over when the pact's window began."""
        calendar, start = self.case.pact.calendar, self.case.pact.window.start
        if calendar is None:
            return {}
        sayable = range(EARLIEST_DAY.year + 1, LATEST_DAY.year)
        near = (y for y in range(start.year - LAST_YEARS - 2, start.year + 1) if y in sayable)
        over = [y for y in near if calendar.year_window(y).stop <= start][-LAST_YEARS:]
        return {year: calendar.months(year) for year in over}


def with_predecessors(case: Case, rows: Iterable[str]) -> tuple[str, ...]:
    """Return bodies with all those they came from, each once."""
    found: dict[str, None] = {}
    ahead = list(rows)[::-1]
    while ahead:
        unit = ahead.pop()
        if unit not in found:
            found[unit] = None
            ahead.extend(reversed(case.units.predecessors(unit)))
    return tuple(found)


def _value(series: Series, window: Window, comparison: Comparison) -> Count | None:
    entry = series.latest(window, comparison.day)
    return None if entry is None else entry.value
