"""A holiday compared with a longer or shorter one."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.findings import Finding
from giaouoc.engine.periods import compare_holidays, holiday_of


def holiday_lengths_differ(comparison: Comparison) -> Iterator[Finding]:
    """The two holidays that are compared have equally many days."""
    if not comparison.target.is_change:
        return
    holidays = comparison.case.pact.holidays
    actual = holiday_of(comparison.window, holidays)
    if actual is None:
        return
    # Another holiday may have the days of the earlier one; only the one of the same name is its like.
    base = holiday_of(comparison.base_window, (h for h in holidays if h.code == actual.code))
    found = None if base is None else compare_holidays(actual, base)
    if found is not None:
        yield found.about(**comparison.about)
