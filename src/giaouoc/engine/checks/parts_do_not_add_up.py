"""Sums that must hold: shorter windows, units, and the parts of an indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.filling import cheapest_tiling
from giaouoc.engine.checks.pointers import Key, Newest, areas, dated, days_of, refs, same_days
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
    indicator names. Where a part alone exceeds the whole, `part_larger_than_whole` speaks. Where the sum held on an
    earlier day and something was restated since, it is a note.
    """
    newest = Newest.of(case, day)
    for key, windows in newest.by_series.items():
        if case.indicators.get(key[1]).roll_up is not RollUp.SUM:
            continue
        for window in windows:
            yield from _held(case, newest, _by_window(key, window, windows), _windows_finding)
            yield from _held(case, newest, _by_unit(case, key, window), _units_finding)
            yield from _held(case, newest, _by_indicator(case, key, window), _indicators_finding)


def _by_window(key: Key, window: Window, windows: Mapping[Window, Entry]) -> Sum | None:
    if windows[window].window_basis is WindowBasis.NOT_STATED:
        return None
    inside = {
        w: 0
        for w, e in windows.items()
        if w != window and window.covers(w) and e.window_basis is not WindowBasis.NOT_STATED
    }
    path = cheapest_tiling(window, inside) if len(inside) > 1 else None
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
    if target == sum(values) or any(v > target for v in values):
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


def _last_agreed(case: Case, held: Sum, day: date) -> date | None:
    """Return the newest day on which the parts, as then known, did add up."""
    places = (held.whole, *held.parts)
    known = {
        k.from_day
        for key, window in places
        for k in case.ledger.get(*key).by_window.get(window, ())
        if k.from_day <= day
    }
    for then in sorted(known, reverse=True):
        entries = [case.ledger.get(*key).latest(window, then) for key, window in places]
        amounts = [_amount(e) for e in entries if e is not None]
        if len(amounts) == len(entries) and amounts[0] == sum(amounts[1:]):
            return then
    return None


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
