"""Filling a window exactly with shorter ones of one series: no gap, no overlap, one definition where there is a way."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator, Mapping
from datetime import date
from itertools import repeat
from operator import attrgetter

from giaouoc.engine.figures.entry import Entry, WindowBasis
from giaouoc.engine.figures.ledger import Series
from giaouoc.engine.figures.side import How, Piece, Side, adds
from giaouoc.engine.indicators import Compares, Indicator, Quantity
from giaouoc.engine.periods import Window

Versions = frozenset[str]

ORDER = {Compares.NO: 0, Compares.UNKNOWN: 1, Compares.YES: 2}

_Step = tuple[date, Window, Window | None]
_stop = attrgetter("stop")


class Tiling:
    """Exact tilings of a window by shorter ones, or by differences of cumulative figures with one start."""

    def __init__(self, series: Series, indicator: Indicator, day: date, window: Window) -> None:
        self.series = series
        self.indicator = indicator
        self.day = day
        self.window = window
        # A piece, or a cumulative figure of a difference, ends inside the window or where it starts.
        self.near = [w for w in series.by_window if window.start <= w.stop <= window.stop]

    def side(self) -> Side | None:
        """Return the tiling with the fewest pieces; by one definition before several, plain before differences.

        Several definitions are taken in the order in which they compare: yes, unknown, no. The last two do not
        pass in silence: the amount carries all its versions, a finding names what is unknown, and a verdict
        refuses what does not compare and says why.
        """
        if len(self.indicator.definitions) < 2:
            return self._of(None)
        for group, least in self._groups():
            found = self._of(group)
            if found is not None and self._compare(found.versions(self.indicator)) >= least:
                return found
        return None

    def _newest(self, window: Window, group: Versions | None = None) -> Entry | None:
        """Return the newest figure whose days are stated, of those counted by a group of definitions."""
        if group is None:
            latest = self.series.latest(window, self.day)
            return None if latest is None or latest.window_basis is WindowBasis.NOT_STATED else latest
        return next((e for e in self.series.stated(window, self.day) if self._versions(e) <= group), None)

    def _versions(self, entry: Entry) -> Versions:
        return frozenset({entry.definition}) if entry.definition else self.indicator.versions_in(entry.window)

    def _groups(self) -> Iterator[tuple[Versions, int]]:
        """Yield groups of definitions to be tried, newest first, with how well they must compare."""
        used = {v for w in self.near for e in self.series.stated(w, self.day) for v in self._versions(e)}
        begins = {d.version: d.first_day or date.min for d in self.indicator.definitions}
        versions = sorted(used, key=lambda v: (begins[v], v), reverse=True)
        tried: dict[tuple[Versions, int], None] = {
            (frozenset({v}), ORDER[Compares.YES]): None for v in versions
        }
        for least in (ORDER[Compares.YES], ORDER[Compares.UNKNOWN]):
            for one in versions:
                group = frozenset(v for v in versions if self._compare({one, v}) >= least)
                tried[group, least] = None
        tried[frozenset(versions), ORDER[Compares.NO]] = None
        yield from tried

    def _compare(self, versions: Versions | set[str]) -> int:
        worst = self.indicator.compare_all(versions)
        return ORDER[Compares.YES if worst is None else worst.compares]

    def _of(self, group: Versions | None) -> Side | None:
        newest = ((w, self._newest(w, group)) for w in self.near)
        entries = {w: e for w, e in newest if e is not None and adds(e, self.indicator)}
        for how in (How.TILED, How.DIFFERENCE):
            path = _Steps(entries, differences=how is How.DIFFERENCE).fewest(self.window)
            if path is not None:
                return Side(self.window, _total(path), path, how)
        return None


class _Steps:
    """The steps from one day to a later one: a figure, or a cumulative figure less an earlier one of its start.

    Differences are worked out for the days that are reached, among windows with one start: no pair of others matters.
    """

    def __init__(self, entries: Mapping[Window, Entry], *, differences: bool) -> None:
        self.entries = entries
        self.from_day: dict[date, list[Window]] = {}
        self.up_to_day: dict[date, list[Window]] = {}
        # The longest leave first.
        for window in sorted(entries, key=_stop, reverse=True):
            self.from_day.setdefault(window.start, []).append(window)
            if differences:
                self.up_to_day.setdefault(window.stop, []).append(window)

    def fewest(self, whole: Window) -> tuple[Piece, ...] | None:
        """Return the pieces of the fewest steps that lead from the start of a window to its end."""
        came_by: dict[date, _Step] = {}
        queue = deque([whole.start])
        while queue and whole.stop not in came_by:
            here = queue.popleft()
            plain = self.from_day.get(here, ())
            for long, short in (*zip(plain, repeat(None)), *self._differences(here, came_by)):
                if long.stop not in came_by:
                    came_by[long.stop] = (here, long, short)
                    queue.append(long.stop)
        pieces: list[Piece] = []
        at = whole.stop
        while at != whole.start:
            if at not in came_by:
                return None
            at, long, short = came_by[at]
            if short is not None:
                pieces.append(Piece(self.entries[short], -1))
            pieces.append(Piece(self.entries[long]))
        return tuple(reversed(pieces))

    def _differences(self, day: date, reached: Container[date]) -> Iterator[tuple[Window, Window]]:
        """Yield cumulative figures with what to take away, from a day to days not reached, where they did not fall."""
        for short in self.up_to_day.get(day, ()):
            for long in self.from_day[short.start]:
                later = long.stop > day and long.stop not in reached
                if later and _not_falling(self.entries[long], self.entries[short]):
                    yield long, short


def _total(path: tuple[Piece, ...]) -> Quantity:
    first, *rest = path
    total = first.entry.quantity
    for piece in rest:
        total = total.plus(piece.entry.quantity, piece.sign)
    return total


def _not_falling(whole: Entry, part: Entry) -> bool:
    """Tell whether a cumulative figure did not fall: a difference below zero is no count of anything."""
    counts = (
        [(whole.numerator, part.numerator), (whole.denominator, part.denominator)]
        if whole.quantity.is_ratio
        else [(whole.value, part.value)]
    )
    return all(late is not None and early is not None and late >= early for late, early in counts)
