"""Parts that exceed what they are part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.inside import largest_inside
from giaouoc.engine.checks.pointers import (
    Key,
    Newest,
    areas,
    counted_by,
    dated,
    days_of,
    likeness,
    of_one_day,
    refs,
    same_days,
    usable,
)
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, warning
from giaouoc.engine.indicators import Kind, RollUp
from giaouoc.engine.periods import Window


def part_larger_than_whole(case: Case, day: date) -> Iterator[Finding]:
    """No part exceeds its whole, as one publisher gives both.

    Parts are a narrower indicator, a unit under a unit (or several, where not all are there), a shorter window inside
    a longer one, a numerator over its denominator, and a fall of more than 100 %. Amounts published together are
    compared, so that restating one of them is no slip; units and windows only where counted by the same definitions.
    """
    newest = Newest.of(case, day)
    for key, windows in newest.by_series.items():
        if case.indicators.get(key[1]).roll_up is not RollUp.SUM:
            continue
        largest = _largest_inside(case, windows)
        for window, whole in windows.items():
            yield from _narrower(case, newest, key, whole)
            yield from _units(case, newest, key, whole)
            if window in largest:
                yield from _shorter(case, newest, windows, whole, largest[window])
    for entry in usable(case, day):
        yield from _numerator(entry)
    yield from _falls(case, day)


def _narrower(case: Case, newest: Newest, key: Key, whole: Entry) -> Iterator[Finding]:
    unit, indicator, publisher = key
    codes = dict.fromkeys(i.code for i in case.indicators.narrower_than(indicator))
    codes |= dict.fromkeys(case.indicators.get(indicator).parts)
    for code in codes:
        part = newest.find((unit, code, publisher), whole.window)
        if part is None or not same_days([part, whole]) or _amount(part) <= _amount(whole):
            continue
        then, narrower = of_one_day(case, [whole, part], newest.day)
        if _amount(narrower) > _amount(then):
            yield warning(
                "checks.narrower-larger",
                narrower=Ref(RefKind.INDICATOR, code),
                **_numbers([narrower], then),
            )


def _units(case: Case, newest: Newest, key: Key, whole: Entry) -> Iterator[Finding]:
    unit, indicator, publisher = key
    last_day = whole.window.last_day
    children = areas(case, unit, Window.inclusive(last_day, last_day))
    found = [newest.find((c, indicator, publisher), whole.window) for c in children]
    there = [e for e in found if e is not None and _like(case, e, whole)]
    larger = [e for e in there if _amount(e) > _amount(whole)]
    if not larger and len(there) == len(children):
        return
    if sum(_amount(e) for e in there) <= _amount(whole):
        return
    whole, *there = of_one_day(case, [whole, *there], newest.day)
    if sum(_amount(e) for e in there) > _amount(whole):
        yield warning(
            "checks.units-larger",
            units=tuple(Ref(RefKind.UNIT, e.unit) for e in there),
            **_numbers(there, whole),
        )


def _largest_inside(case: Case, windows: Mapping[Window, Entry]) -> dict[Window, Window]:
    """Return, for each window around a larger amount, the window with the largest; placeholders count nowhere."""
    by = {w: counted_by(case, e) for w, e in windows.items() if e.window_basis is not WindowBasis.NOT_STATED}
    found: dict[Window, Window] = {}
    for versions in set(by.values()):
        # What is wholly counted by some of a window's definitions may be held against it.
        inside = largest_inside({w: _amount(windows[w]) for w, its in by.items() if its <= versions})
        found |= {w: inner for w, inner in inside.items() if by[w] == versions}
    return found


def _shorter(
    case: Case, newest: Newest, windows: Mapping[Window, Entry], whole: Entry, largest: Window
) -> Iterator[Finding]:
    for inner in _candidates(case, windows, whole, largest):
        then, part = of_one_day(case, [whole, inner], newest.day)
        if _amount(part) > _amount(then):
            yield warning(
                "checks.shorter-window-larger",
                part_first_day=part.window.first_day,
                part_last_day=part.window.last_day,
                **_numbers([part], then),
            )
            return


def _candidates(
    case: Case, windows: Mapping[Window, Entry], whole: Entry, largest: Window
) -> Iterator[Entry]:
    """Return the larger amounts inside a window, the largest first; the others are looked for only if asked."""
    yield windows[largest]
    versions = counted_by(case, whole)
    rest = [
        e
        for w, e in windows.items()
        if w != largest
        and whole.window.covers(w)
        and e.window_basis is not WindowBasis.NOT_STATED
        and _amount(e) > _amount(whole)
        and counted_by(case, e) <= versions
    ]
    yield from sorted(rest, key=_amount, reverse=True)


def _numerator(entry: Entry) -> Iterator[Finding]:
    if entry.numerator is not None and entry.denominator is not None and entry.numerator > entry.denominator:
        yield warning(
            "checks.numerator-larger",
            numerator=entry.numerator,
            denominator=entry.denominator,
            seqs=(entry.seq,),
            **days_of(entry.window),
            **refs(entry.series),
        )


def _falls(case: Case, day: date) -> Iterator[Finding]:
    for entry in case.ledger.as_known_on(day):
        counted = case.indicators.get(entry.indicator).kind is Kind.COUNT
        if counted and entry.claimed_percent is not None and entry.claimed_percent < -100:
            yield warning(
                "checks.fall-over-100",
                claimed=entry.claimed_percent,
                seqs=(entry.seq,),
                **days_of(entry.window),
                **refs(entry.series),
            )


def _numbers(parts: list[Entry], whole: Entry) -> dict[str, Param]:
    return {
        "part": sum((_amount(p) for p in parts), Decimal(0)),
        "values": tuple(_amount(p) for p in parts),
        "parts_on": tuple(dated(p) for p in parts),
        "whole": _amount(whole),
        "whole_on": dated(whole),
        "seqs": (whole.seq, *(p.seq for p in parts)),
        **days_of(whole.window),
        **refs(whole.series),
    }


def _like(case: Case, part: Entry, whole: Entry) -> bool:
    """Tell whether a unit's figure may be held against the whole: the same days, by the same definitions."""
    return likeness(case, part) == likeness(case, whole)


def _amount(entry: Entry) -> Decimal:
    assert entry.value is not None
    return entry.value
