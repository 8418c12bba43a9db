"""Parts that exceed what they are part of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.pointers import Key, Newest, areas, dated, days_of, refs, same_days, usable
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, warning
from giaouoc.engine.indicators import Kind, RollUp
from giaouoc.engine.periods import Window


def part_larger_than_whole(case: Case, day: date) -> Iterator[Finding]:
    """No part exceeds its whole, as one publisher gives both.

    Parts are a narrower indicator, a unit under a unit (or several, where not all are there), a shorter window inside
    a longer one, a numerator over its denominator, and a fall of more than 100 %.
    """
    newest = Newest.of(case, day)
    for key, windows in newest.by_series.items():
        if case.indicators.get(key[1]).roll_up is not RollUp.SUM:
            continue
        for window, whole in windows.items():
            yield from _narrower(case, newest, key, whole)
            yield from _units(case, newest, key, whole)
            yield from _shorter(whole, [e for w, e in windows.items() if w != window and window.covers(w)])
    for entry in usable(case, day):
        yield from _numerator(entry)
    yield from _falls(case, day)


def _narrower(case: Case, newest: Newest, key: Key, whole: Entry) -> Iterator[Finding]:
    unit, indicator, publisher = key
    codes = dict.fromkeys(i.code for i in case.indicators.narrower_than(indicator))
    codes |= dict.fromkeys(case.indicators.get(indicator).parts)
    for code in codes:
        part = newest.find((unit, code, publisher), whole.window)
        if part is not None and same_days([part, whole]) and _amount(part) > _amount(whole):
            yield warning(
                "checks.narrower-larger",
                narrower=Ref(RefKind.INDICATOR, code),
                **_numbers([part], whole),
            )


def _units(case: Case, newest: Newest, key: Key, whole: Entry) -> Iterator[Finding]:
    unit, indicator, publisher = key
    last_day = whole.window.last_day
    children = areas(case, unit, Window.inclusive(last_day, last_day))
    found = [newest.find((c, indicator, publisher), whole.window) for c in children]
    there = [e for e in found if e is not None and same_days([e, whole])]
    larger = [e for e in there if _amount(e) > _amount(whole)]
    if not larger and len(there) == len(children):
        return
    if sum(_amount(e) for e in there) > _amount(whole):
        yield warning(
            "checks.units-larger",
            units=tuple(Ref(RefKind.UNIT, e.unit) for e in there),
            **_numbers(there, whole),
        )


def _shorter(whole: Entry, inside: list[Entry]) -> Iterator[Finding]:
    if whole.window_basis is WindowBasis.NOT_STATED:
        return
    larger = [
        e for e in inside if e.window_basis is not WindowBasis.NOT_STATED and _amount(e) > _amount(whole)
    ]
    if larger:
        largest = max(larger, key=_amount)
        yield warning(
            "checks.shorter-window-larger",
            part_first_day=largest.window.first_day,
            part_last_day=largest.window.last_day,
            **_numbers([largest], whole),
        )


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


def _amount(entry: Entry) -> Decimal:
    assert entry.value is not None
    return entry.value
