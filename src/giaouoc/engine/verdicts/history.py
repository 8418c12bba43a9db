"""What a case's own ledger says about the usual scatter of a count, before the window under judgement."""

from __future__ import annotations

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.ledger import Series
from giaouoc.engine.indicators import Kind
from giaouoc.engine.periods import Window
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
    """The scatter of each indicator and publisher, learnt once for all units."""

    def __init__(self, case: Case) -> None:
        self.case = case
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
        calendar = self.case.pact.calendar
        if calendar is None or self.case.indicators.get(indicator).kind is not Kind.COUNT:
            return {}
        year = self.case.pact.year
        years = range(year - LAST_YEARS, year)
        found: dict[str, MonthsByYear] = {}
        for unit, code, who in self.case.ledger.series:
            if (code, who) != (indicator, publisher):
                continue
            series = self.case.ledger.get(unit, code, who)
            full: dict[int, list[Count | float | None]] = {}
            for y in years:
                row: list[Count | float | None] = [_value(series, w, comparison) for w in calendar.months(y)]
                if any(v is not None for v in row):
                    full[y] = row
            if full:
                found[unit] = full
        return found


def _value(series: Series, window: Window, comparison: Comparison) -> Count | None:
    entry = series.latest(window, comparison.day)
    return None if entry is None else entry.value
