"""What the findings of this room have in common: what they point to, and which entries may be set side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry, Precision, Series, Status, WindowBasis
from giaouoc.engine.figures.side import Side, direct
from giaouoc.engine.findings import Param, Ref, RefKind
from giaouoc.engine.indicators import Quantity, round_half_away
from giaouoc.engine.periods import Window

Key: TypeAlias = tuple[str, str, str]
Likeness: TypeAlias = tuple[bool, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest exact reports as known on a day, by series (unit, indicator, publisher) and window."""

    day: date
    by_series: Mapping[Key, Mapping[Window, Entry]]

    @classmethod
    def of(cls, case: Case, day: date) -> Newest:
        """Return the newest exact reports of a case as known on a day, in the order of their codes."""
        ordered = sorted(case.ledger.series.items())
        return cls(day, {key: found for key, series in ordered if (found := _newest(series, day))})

    def find(self, key: Key, window: Window) -> Entry | None:
        """Return the newest exact report of a series for a window."""
        return self.by_series.get(key, {}).get(window)


def _newest(series: Series, day: date) -> dict[Window, Entry]:
    latest = ((window, series.latest(window, day)) for window in sorted(series.by_window))
    return {window: entry for window, entry in latest if entry is not None}


def usable(case: Case, day: date) -> tuple[Entry, ...]:
    """Return the exact reports that stand on a day, older vintages too, in the order of the ledger."""
    return tuple(
        e
        for e in case.ledger.as_known_on(day)
        if e.status is Status.REPORTED and e.precision is Precision.EXACT
    )


def refs(key: Key) -> dict[str, Param]:
    """Return the pointers to unit, indicator and publisher."""
    unit, indicator, publisher = key
    return {
        "unit": Ref(RefKind.UNIT, unit),
        "indicator": Ref(RefKind.INDICATOR, indicator),
        "publisher": Ref(RefKind.PUBLISHER, publisher),
    }


def days_of(window: Window) -> dict[str, Param]:
    """Return the bounds of a window as parameters, both days counted."""
    return {"first_day": window.first_day, "last_day": window.last_day}


def dated(entry: Entry) -> date:
    """Return the day a usable entry is known from; only dated entries stand in a series."""
    assert entry.known_on is not None
    return entry.known_on


def same_days(entries: Iterable[Entry]) -> bool:
    """Tell whether entries for one window count the same days: none is a placeholder, or all are the same one."""
    return len({e.window_basis is WindowBasis.NOT_STATED for e in entries}) == 1


def counted_by(case: Case, entry: Entry) -> frozenset[str]:
    """Return the definitions an entry was counted by: as stated, else by the days it covers."""
    return direct(entry).versions(case.indicators.get(entry.indicator))


def likeness(case: Case, entry: Entry) -> Likeness:
    """Return what entries for one window share if they count one thing: placeholder days or not, the definitions."""
    return entry.window_basis is WindowBasis.NOT_STATED, counted_by(case, entry)


def of_one_day(case: Case, entries: Sequence[Entry], day: date) -> list[Entry]:
    """Return the vintages of entries that were published together last, so that a later restatement of one is no slip.

    Where no day has all of them, those known on the earliest day among the newest ones, or, if one was not known
    then, as soon as all were. Vintages that were corrected by `day` do not count.
    """
    published: list[dict[date, Entry]] = []
    for entry in entries:
        alike = likeness(case, entry)
        vintages = case.ledger.get(*entry.series).vintages(entry.window, day)
        published.append({dated(v): v for v in vintages if likeness(case, v) == alike})
    together = set.intersection(*(set(days) for days in published))
    if together:
        return [days[max(together)] for days in published]
    then = max(min(max(days) for days in published), max(min(days) for days in published))
    return [days[max(d for d in days if d <= then)] for days in published]


def areas(case: Case, unit: str, window: Window) -> tuple[str, ...]:
    """Return the units that make up a unit: those under it in the whole window, else those it was merged from.

    After a merger its publisher often goes on counting the earlier bodies as areas of the new one.
    """
    children = case.units.children_throughout(unit, window)
    if children:
        return children
    merged = (s for s in case.units.successions if s.results == (unit,) and len(s.sources) > 1)
    return next((s.sources for s in merged), ())


def same_amount(one: Entry, other: Entry) -> bool:
    """Tell whether two entries give one amount; a percent without counts fits counts that round to it."""
    mine, theirs = one.quantity, other.quantity
    if mine.is_ratio == theirs.is_ratio:
        return mine.exact == theirs.exact if not mine.is_ratio else _counts(mine) == _counts(theirs)
    counted, plain = (mine, theirs) if mine.is_ratio else (theirs, mine)
    if counted.exact is None or plain.value is None:
        return False
    return round_half_away(counted.exact, decimals(plain.value)) == plain.value


def _counts(ratio: Quantity) -> tuple[Decimal | None, Decimal | None]:
    return ratio.numerator, ratio.denominator


def decimals(number: Decimal) -> int:
    """Return how many decimals a number was written with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def value_of(entry: Entry) -> Decimal | None:
    """Return the amount of an entry as it is shown."""
    return _shown_amount(entry.quantity)


def amount(side: Side) -> Decimal | None:
    """Return the amount of a side as it is shown."""
    return _shown_amount(side.quantity)


def _shown_amount(quantity: Quantity) -> Decimal | None:
    """Return the value, or the percent of a ratio that gives only counts; None for 0 of 0."""
    return shown(quantity.exact) if quantity.value is None else quantity.value


def shown(percent: Fraction | None) -> Decimal | None:
    """Return a percent as it is shown: two decimals, half away from zero."""
    return None if percent is None else round_half_away(percent, 2)
