"""Sums that must hold: shorter windows, units, and the parts of an indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.inside import fewest_tilings
from giaouoc.engine.checks.pointers import (
    Key,
    Newest,
    areas,
    counted_by,
    dated,
    days_of,
    of_one_day,
    refs,
    same_days,
)
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note, warning
from giaouoc.engine.indicators import RollUp
from giaouoc.engine.periods import Window


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and all its parts, each a series and a window."""

    whole: tuple[Key, Window]
    parts: tuple[tuple[Key, Window], ...]


def parts_do_not_add_up(case: Case, day: date) -> Iterator[Finding]:
    """Where all parts of a whole are published by its publisher, they add up to it.

    Parts are shorter windows that tile a longer one (the fewest that do), all units under a unit, and all parts an
    indicator names. Windows and units are added where whole and parts were counted by the same definitions. Where a
    part alone exceeds the whole, `part_larger_than_whole` speaks. Where the sum held on an earlier day and something
    was restated since, it is a note.
    """
    newest = Newest.of(case, day)
    for key, windows in newest.by_series.items():
        if case.indicators.get(key[1]).roll_up is not RollUp.SUM:
            continue
        tilings = fewest_tilings(
            w for w, e in windows.items() if e.window_basis is not WindowBasis.NOT_STATED
        )
        for window in windows:
            yield from _held(case, newest, _by_window(key, window, tilings), _windows_finding)
            yield from _held(case, newest, _by_unit(case, key, window), _units_finding)
            yield from _held(case, newest, _by_indicator(case, key, window), _indicators_finding)


def _by_window(key: Key, window: Window, tilings: Mapping[Window, tuple[Window, ...]]) -> Sum | None:
    path = tilings.get(window)
    return None if path is None else Sum((key, window), tuple((key, w) for w in path))


def _by_unit(case: Case, key: Key, window: Window) -> Sum | None:
    unit, indicator, publisher = key
    children = areas(case, unit, window)
    if not children:
        return None
    return Sum((key, window), tuple(((c, indicator, publisher), window) for c in children))


def _by_indicator(case: Case, key: Key, window: Window) -> Sum | None:
    unit, indicator, publisher = key
    parts = case.indicators.get(indicator).parts
    if not parts:
        return None
    return Sum((key, window), tuple(((unit, p, publisher), window) for p in parts))


def _held(
    case: Case,
    newest: Newest,
    held: Sum | None,
    say: Callable[[Sum, dict[str, Param]], Finding],
) -> Iterator[Finding]:
    if held is None:
        return
    whole = newest.find(*held.whole)
    parts = [newest.find(*p) for p in held.parts]
    there = [p for p in parts if p is not None]
    if whole is None or len(there) < len(parts) or not same_days([whole, *there]):
        return
    target, values = _amount(whole), [_amount(p) for p in there]
    if target == sum(values) or any(_exceeds(case, p, whole, newest.day) for p in there):
        return
    if not _counted_alike(case, whole, there):
        return
    numbers: dict[str, Param] = {
        "whole": target,
        "whole_on": dated(whole),
        "values": tuple(values),
        "values_on": tuple(dated(p) for p in there),
        "sum": sum(values, Decimal(0)),
        "difference": target - sum(values, Decimal(0)),
        "seqs": (whole.seq, *(p.seq for p in there)),
        **days_of(held.whole[1]),
        **refs(held.whole[0]),
    }
    agreed = _last_agreed(case, held, newest.day)
    yield (
        say(held, numbers)
        if agreed is None
        else note("checks.parts-restated-since", agreed_on=agreed, **numbers)
    )


def _counted_alike(case: Case, whole: Entry, parts: list[Entry]) -> bool:
    """Tell whether whole and parts go by the same definitions; another indicator has others, which say nothing here."""
    if any(p.indicator != whole.indicator for p in parts):
        return True
    return counted_by(case, whole) == frozenset[str]().union(*(counted_by(case, p) for p in parts))


def _exceeds(case: Case, part: Entry, whole: Entry, day: date) -> bool:
    """Tell whether a part alone is more than the whole, also as the two were published together."""
    if _amount(part) <= _amount(whole):
        return False
    then, alone = of_one_day(case, [whole, part], day)
    return _amount(alone) > _amount(then)


def _last_agreed(case: Case, held: Sum, day: date) -> date | None:
    """Return the newest day on which the parts, as then known, did add up."""
    changes: dict[date, dict[int, Entry | None]] = {}
    for place, (key, window) in enumerate((held.whole, *held.parts)):
        series = case.ledger.get(*key)
        for known in series.by_window.get(window, ()):
            for then in (known.from_day, known.replaced_on):
                if then is not None and then <= day:
                    changes.setdefault(then, {})[place] = series.latest(window, then)
    amounts: dict[int, Decimal] = {}
    rest, agreed = Decimal(0), None
    for then, entries in sorted(changes.items()):
        for place, entry in entries.items():
            rest -= amounts.pop(place, Decimal(0)) * _sign(place)
            if entry is not None:
                amounts[place] = _amount(entry)
                rest += amounts[place] * _sign(place)
        if len(amounts) == 1 + len(held.parts) and rest == 0:
            agreed = then
    return agreed


def _sign(place: int) -> int:
    return -1 if place else 1


def _amount(entry: Entry) -> Decimal:
    assert entry.value is not None
    return entry.value


def _windows_finding(held: Sum, numbers: dict[str, Param]) -> Finding:
    first_days = tuple(w.first_day for _, w in held.parts)
    return warning("checks.windows-do-not-add-up", part_first_days=first_days, **numbers)


def _units_finding(held: Sum, numbers: dict[str, Param]) -> Finding:
    units = tuple(Ref(RefKind.UNIT, key[0]) for key, _ in held.parts)
    return warning("checks.units-do-not-add-up", units=units, **numbers)


def _indicators_finding(held: Sum, numbers: dict[str, Param]) -> Finding:
    parts = tuple(Ref(RefKind.INDICATOR, key[1]) for key, _ in held.parts)
    return warning("checks.indicator-parts-do-not-add-up", indicators=parts, **numbers)
