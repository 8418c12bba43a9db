"""What lies inside a window: shorter ones that fill it, the largest amount; for all windows of a series at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from giaouoc.engine.periods import Window


def fewest_tilings(windows: Iterable[Window]) -> dict[Window, tuple[Window, ...]]:
    """Return, for each window that others fill exactly, the fewest that do; among equals the last is the longest."""
    leaving = {start: list(group) for start, group in groupby(sorted(set(windows)), key=attrgetter("start"))}
    last_start: dict[date, date] = {}
    for start, group in leaving.items():
        last_start |= {window.stop: start for window in group}
    found: dict[Window, tuple[Window, ...]] = {}
    for group in leaving.values():
        # A window that no later one ends with cannot be filled: nothing else need be tried for it.
        wholes = [w for w in group if last_start[w.stop] > w.start]
        if wholes:
            found |= _tilings_from(wholes, leaving)
    return found


def _tilings_from(
    wholes: list[Window], leaving: Mapping[date, list[Window]]
) -> dict[Window, tuple[Window, ...]]:
    """Return the fewest pieces for windows with one start: step by step from there, until all have been reached."""
    start = wholes[0].start
    came_by: dict[date, Window] = {}
    closed_by: dict[date, Window] = {}
    waiting = {w.stop for w in wholes}
    days = [start]
    while days and waiting:
        furthest = max(waiting)
        reached: list[date] = []
        for day in sorted(days):
            for window in leaving.get(day, ()):
                if window.stop > furthest:
                    break
                if day != start and window.stop in waiting:
                    waiting.remove(window.stop)
                    closed_by[window.stop] = window
                if window.stop not in came_by:
                    came_by[window.stop] = window
                    reached.append(window.stop)
        days = reached
    return {w: _path(closed_by[w.stop], came_by, start) for w in wholes if w.stop in closed_by}


def _path(last: Window, came_by: Mapping[date, Window], start: date) -> tuple[Window, ...]:
    path = [last]
    while path[-1].start != start:
        path.append(came_by[path[-1].start])
    return tuple(reversed(path))


def largest_inside(amounts: Mapping[Window, Decimal]) -> dict[Window, Window]:
    """Return, for each window around a shorter one that has more, the first that has most."""
    order = sorted(amounts)
    place = {stop: i for i, stop in enumerate(sorted({w.stop for w in order}), start=1)}
    most: list[tuple[Decimal, int] | None] = [None] * (len(place) + 1)
    found: dict[Window, Window] = {}
    numbered = list(enumerate(order))
    # From the last start back, so that all seen so far start inside; `most` is a prefix maximum over the stops.
    for _, group in groupby(reversed(numbered), key=lambda pair: pair[1].start):
        together = list(group)
        for number, window in together:
            at = place[window.stop]
            while at < len(most):
                here = most[at]
                most[at] = max(here or (amounts[window], -number), (amounts[window], -number))
                at += at & -at
        for _, window in together:
            best = _up_to(most, place[window.stop])
            if best[0] > amounts[window]:
                found[window] = order[-best[1]]
    return found


def _up_to(most: list[tuple[Decimal, int] | None], at: int) -> tuple[Decimal, int]:
    seen: list[tuple[Decimal, int]] = []
    while at:
        here = most[at]
        if here is not None:
            seen.append(here)
        at -= at & -at
    return max(seen)
