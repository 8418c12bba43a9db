"""Figures of a unit for days on which it was no body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.pointers import dated
from giaouoc.engine.figures import Entry, Status
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, warning
from giaouoc.engine.periods import EARLIEST_DAY, LATEST_DAY
from giaouoc.engine.periods.windows import ONE_DAY


def figure_outside_unit_life(case: Case, day: date) -> Iterator[Finding]:
    """A unit has figures for the days on which it was a body; windows that reach into its life are left alone.

    Wholly after its end, a figure is taken for a new body's under the old code, unless the same publisher also
    has a figure of a body that followed, for some of these days: then the old territory is counted apart. Wholly
    before its beginning, a figure is a base restated on the new territory, which a publisher can print once the
    body is there: one known earlier is asked about, and so is any where no succession says who came before. A
    rename moves no border: either name may speak for all days. One finding for a unit and a publisher.
    """
    lives = {unit.code: _Life(case, unit.code) for unit in case.units}
    reported = [e for e in case.ledger.as_known_on(day) if e.status is Status.REPORTED]
    for (unit, publisher), entries in _by_series(reported, lambda e: lives[e.unit].ended_before(e)).items():
        alone = [e for e in entries if not _counted_apart(case, e, day)]
        if alone:
            last_day = lives[unit].stop - ONE_DAY
            yield warning("checks.figure-after-unit-ended", on=last_day, **_about(unit, publisher, alone))
    for (unit, publisher), entries in _by_series(reported, lambda e: lives[e.unit].began_after(e)).items():
        first_day = lives[unit].start
        yield warning("checks.figure-before-unit-began", on=first_day, **_about(unit, publisher, entries))


class _Life:
    """The days on which a unit was a body, under its own name or another one of the same territory."""

    def __init__(self, case: Case, unit: str) -> None:
        names = case.units.names_of(unit)
        first, origin, end = names[0], case.units.origin(names[0]), case.units.end(names[-1])
        self.origin = origin
        self.start = case.units.get(first).first_day or EARLIEST_DAY if origin is None else origin.on
        self.stop = LATEST_DAY if end is None else end.on

    def ended_before(self, entry: Entry) -> bool:
        """Tell whether the unit was gone on every day of an entry's window."""
        return entry.window.start >= self.stop

    def began_after(self, entry: Entry) -> bool:
        """Tell whether the unit was not there on any day of an entry's window, and it is no restated base."""
        if entry.window.stop > self.start:
            return False
        return self.origin is None or dated(entry) < self.start


def _by_series(entries: list[Entry], wanted: Callable[[Entry], bool]) -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if wanted(entry):
            found.setdefault((entry.unit, entry.publisher), []).append(entry)
    return found


def _counted_apart(case: Case, entry: Entry, day: date) -> bool:
    """Tell whether the publisher also has a figure of a body that followed, for days of the same window."""
    bodies = case.units.successor_on(entry.unit, entry.window.last_day)
    series = (case.ledger.get(b, entry.indicator, entry.publisher) for b in bodies if b != entry.unit)
    return any(w.overlaps(entry.window) and s.known(w, day) for s in series for w in s.by_window)


def _about(unit: str, publisher: str, entries: list[Entry]) -> dict[str, Param]:
    return {
        "unit": Ref(RefKind.UNIT, unit),
        "publisher": Ref(RefKind.PUBLISHER, publisher),
        "first_day": min(e.window.first_day for e in entries),
        "last_day": max(e.window.last_day for e in entries),
        "count": len(entries),
        "seqs": tuple(e.seq for e in entries),
    }
