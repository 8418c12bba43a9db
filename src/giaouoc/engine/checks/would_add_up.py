"""What the baseline would be if other publishers filled its gaps; it is never used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import would_be
from giaouoc.engine.checks.filling import fill_from_others
from giaouoc.engine.checks.pointers import amount, dated, days_of, shown
from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.side import How, NoSide, Side, add_up, direct
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note
from giaouoc.engine.pacts import Reading


@dataclass(frozen=True, slots=True)
class Filled:
    """The entries that would fill the base, and whether they were known on the day the reading asks for."""

    entries: tuple[Entry, ...]
    in_time: bool


def would_add_up(comparison: Comparison) -> Iterator[Finding]:
    """A base that its publisher did not publish whole is named with what the gaps would add up to from others.

    First as known on the day of the reading, else as known today, which is said.
    """
    actual = comparison.actual
    if not comparison.target.is_change or isinstance(actual, NoSide):
        return
    found: dict[Filled, list[Reading]] = {}
    for reading in (Reading.LATEST, Reading.AT_SIGNING):
        day = comparison.base_day(reading)
        if day is not None and isinstance(comparison.base(reading), NoSide):
            filled = _fill(comparison, day)
            if filled is not None:
                found.setdefault(filled, []).append(reading)
    for filled, readings in found.items():
        yield from _finding(comparison, actual, filled, tuple(readings))


def _fill(comparison: Comparison, base_day: date) -> Filled | None:
    for day in dict.fromkeys((base_day, comparison.day)):
        entries = fill_from_others(
            comparison.case.ledger,
            comparison.unit,
            comparison.indicator,
            comparison.publisher,
            comparison.base_window,
            day,
        )
        if entries is not None:
            return Filled(entries, day == base_day)
    return None


def _finding(
    comparison: Comparison, actual: Side, filled: Filled, readings: tuple[Reading, ...]
) -> Iterator[Finding]:
    base = add_up(comparison.base_window, [direct(e) for e in filled.entries], How.TILED)
    result = would_be(comparison, base, actual)
    if result is None:
        return
    numbers: dict[str, Param] = {
        "readings": readings,
        "values": tuple(e.value for e in filled.entries),
        "values_on": tuple(dated(e) for e in filled.entries),
        "publishers": tuple(Ref(RefKind.PUBLISHER, e.publisher) for e in filled.entries),
        "sum": amount(base),
        "known_on": base.known_on,
        "actual": amount(actual),
        "change": shown(comparison.change(base, actual)),
        "would_be": result,
        "seqs": base.seqs,
        **days_of(comparison.base_window),
        **comparison.about,
    }
    yield (
        note("checks.would-add-up", **numbers)
        if filled.in_time
        else note("checks.would-add-up-later", **numbers)
    )
