"""Whether windows fill a longer one, by walking its days: slow and plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from giaouoc.engine.periods import Window


def days_counted(windows: Iterable[Window]) -> Counter[date]:
    """Return how many of the windows have each day."""
    return Counter(w.first_day + timedelta(days=n) for w in windows for n in range(w.days))


def tiles(windows: Iterable[Window], whole: Window) -> bool:
    """Tell whether every day of `whole` lies in exactly one window, and no other day in any."""
    return days_counted(windows) == days_counted([whole])
