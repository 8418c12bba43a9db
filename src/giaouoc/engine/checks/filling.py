"""Filling a window with shorter ones, also from several publishers: to show what would add up, never to decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from giaouoc.engine.figures import Entry, Ledger, WindowBasis
from giaouoc.engine.figures.side import adds
from giaouoc.engine.indicators import Indicator
from giaouoc.engine.periods import Window


def cheapest_tiling(whole: Window, costs: Mapping[Window, int]) -> tuple[Window, ...] | None:
    """Return the windows that fill the whole exactly at the least cost, then with the fewest pieces; else None."""
    best: dict[date, tuple[int, int]] = {whole.start: (0, 0)}
    came_by: dict[date, Window] = {}
    inside = (w for w in costs if whole.covers(w))
    for window in sorted(inside, key=lambda w: (w.start, -w.days)):
        if window.start not in best:
            continue
        cost, pieces = best[window.start]
        reached = (cost + costs[window], pieces + 1)
        if window.stop not in best or reached < best[window.stop]:
            best[window.stop] = reached
            came_by[window.stop] = window
    if whole.stop not in came_by:
        return None
    path = [came_by[whole.stop]]
    while path[-1].start != whole.start:
        path.append(came_by[path[-1].start])
    return tuple(reversed(path))


def fill_from_others(
    ledger: Ledger, unit: str, indicator: Indicator, publisher: str, window: Window, day: date
) -> tuple[Entry, ...] | None:
    """Return entries of one publisher with the gaps filled from others, as known on a day.

    The fewest days come from others; among others the first in alphabetical order wins a window. The window as a
    whole is no filling. None where it stays open, or where one publisher alone would fill it.
    """
    others = [p for p in ledger.publishers_of(unit, indicator.code) if p != publisher]
    found: dict[Window, Entry] = {}
    for code in (publisher, *others):
        series = ledger.get(unit, indicator.code, code)
        for inside in (w for w in series.windows(day) if w != window):
            entry = series.latest(inside, day)
            if entry is not None and _may_fill(entry, indicator):
                found.setdefault(inside, entry)
    costs = {w: 0 if e.publisher == publisher else w.days for w, e in found.items()}
    path = cheapest_tiling(window, costs)
    if path is None:
        return None
    pieces = tuple(found[w] for w in path)
    from_others = [e for e in pieces if e.publisher != publisher]
    return pieces if 0 < len(from_others) < len(pieces) else None


def _may_fill(entry: Entry, indicator: Indicator) -> bool:
    return entry.window_basis is not WindowBasis.NOT_STATED and adds(entry, indicator)
