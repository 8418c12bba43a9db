"""What of a window its pieces leave open."""

from __future__ import annotations

from collections.abc import Iterable

from giaouoc.engine.periods.windows import Window


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
