"""Whether windows fill a longer one: no day missing, no day twice."""

from __future__ import annotations

from collections.abc import Iterable

from giaouoc.engine.periods.windows import Window


def tiles(windows: Iterable[Window], whole: Window) -> bool:
    """Tell whether every day of `whole` lies in exactly one window, and no other day in any."""
    reached = whole.start
    for window in sorted(windows):
        if window.start != reached:
            return False
        reached = window.stop
    return reached == whole.stop


def gaps(windows: Iterable[Window], whole: Window) -> tuple[Window, ...]:
    """Return the stretches of `whole` that lie in no window, in order; overlaps do not matter here."""
    missing = []
    reached = whole.start
    for window in sorted(windows):
        if window.start > reached:
            missing.append(Window(reached, min(window.start, whole.stop)))
        reached = max(reached, window.stop)
        if reached >= whole.stop:
            return tuple(missing)
    return (*missing, Window(reached, whole.stop))


def overlaps_among(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Return the stretches of days that lie in two windows or more, in order and joined where they touch."""
    doubled: list[Window] = []
    in_order = sorted(windows)
    if not in_order:
        return ()
    reached = in_order[0].stop
    for window in in_order[1:]:
        if window.start < reached:
            _join(doubled, Window(window.start, min(window.stop, reached)))
        reached = max(reached, window.stop)
    return tuple(doubled)


def _join(stretches: list[Window], window: Window) -> None:
    if stretches and window.start <= stretches[-1].stop:
        last = stretches.pop()
        window = Window(last.start, max(last.stop, window.stop))
    stretches.append(window)
