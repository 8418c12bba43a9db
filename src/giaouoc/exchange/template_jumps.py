"""Figures of another size than the ledger's: most often a slip of the pen, so a preview marks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import Refusal
from giaouoc.engine.periods import Window, same_period
from giaouoc.exchange.template_compare import Against, Change, Effect, Jump, standing_of

TIMES: Final = 10
"""A figure more than so many times another, or less than one part in so many of it, is marked."""
FROM_ZERO: Final = 10
"""Beside a zero a figure below this is no jump: small counts come and go."""
MOST_DAYS_APART: Final = 3
"""Months differ in length by no more than this; the period before is one as long."""


def with_jumps(changes: Iterable[Change], case: Case) -> tuple[Change, ...]:
    """Return the changes, each with its jump where it has one.

    A figure is held against the newest one for its own days, against the same period of last year, and where
    neither is known against the period before. Of two publishers its own is taken.
    """
    beside = _Beside(case)
    return tuple(replace(change, jump=_jump_of(change, beside)) for change in changes)


def is_jump(value: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts are more than ten times apart."""
    small, large = sorted((value, other))
    return large >= FROM_ZERO if small == 0 else large > TIMES * small


def _jump_of(change: Change, beside: _Beside) -> Jump | None:
    value = change.entry.value
    if change.effect is Effect.SAME or value is None:
        return None
    for against, other in beside.figures(change):
        assert other.value is not None
        if is_jump(value, other.value):
            return Jump(against, value, other.value, other.window)
    return None


class _Beside:
    """The standing figures of a ledger by unit and indicator, to be held against new ones."""

    def __init__(self, case: Case) -> None:
        self._pact = case.pact
        self._found: dict[tuple[str, str], dict[Window, list[Entry]]] = defaultdict(dict)
        for (series, window), entries in standing_of(case.ledger).items():
            if entries[-1].value is not None:
                self._found[series[:2]].setdefault(window, []).append(entries[-1])

    def figures(self, change: Change) -> Iterator[tuple[Against, Entry]]:
        """Yield what a change is to be held against."""
        entry = change.entry
        by_window = self._found.get((entry.unit, entry.indicator), {})
        own = _newest(by_window, entry, entry.window)
        year_before = _newest(by_window, entry, self._year_before(entry.window))
        if own is not None:
            yield Against.NEWEST, own
        if year_before is not None:
            yield Against.LAST_YEAR, year_before
        if own is None and year_before is None:
            earlier = (w for w in by_window if _like(w, entry.window) and w.stop <= entry.window.start)
            before = _newest(by_window, entry, max(earlier, default=None))
            if before is not None:
                yield Against.PERIOD_BEFORE, before

    def _year_before(self, window: Window) -> Window | None:
        try:
            return same_period(window, self._pact.calendar, self._pact.holidays)
        except Refusal:
            return None


def _newest(by_window: dict[Window, list[Entry]], entry: Entry, window: Window | None) -> Entry | None:
    """Return the newest figure for a window, of the entry's own publisher where it has one."""
    found = by_window.get(window, []) if window is not None else []
    return max(
        found, key=lambda e: (e.publisher == entry.publisher, e.known_on or date.min, e.seq), default=None
    )


def _like(one: Window, other: Window) -> bool:
    return abs(one.days - other.days) <= MOST_DAYS_APART
