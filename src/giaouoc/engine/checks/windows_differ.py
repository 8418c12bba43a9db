"""Figures for nearly the same days, but not the same."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.pointers import days_of, value_of
from giaouoc.engine.figures import Entry, WindowBasis
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Ref, RefKind, note
from giaouoc.engine.periods import Window


def windows_differ(comparison: Comparison) -> Iterator[Finding]:
    """Figures are compared for equal windows only; one that shares 80 % of its days with ours is named and left out.

    The nearest window of each publisher is named, for the pact's window and for the one it is compared with; of our
    own publisher only where it gives no amount and the window reaches out of ours: what fills a part of it, the
    reasons of the verdict name.
    """
    windows = [comparison.window]
    if comparison.target.is_change:
        windows.append(comparison.base_window)
    ledger, indicator = comparison.case.ledger, comparison.part.indicator
    for window in windows:
        for publisher in ledger.publishers_of(comparison.unit, indicator):
            near = _nearest(comparison, publisher, window)
            if near is not None and not _told(comparison, near, window):
                yield note(
                    "checks.windows-differ",
                    other=Ref(RefKind.PUBLISHER, publisher),
                    other_first_day=near.window.first_day,
                    other_last_day=near.window.last_day,
                    value=value_of(near),
                    seqs=(near.seq,),
                    **days_of(window),
                    **comparison.about,
                )


def _told(comparison: Comparison, near: Entry, window: Window) -> bool:
    """Tell whether our own publisher gives an amount anyway, or the verdict says what is missing beside this one."""
    if near.publisher != comparison.publisher:
        return False
    return window.covers(near.window) or isinstance(comparison.side(window, comparison.day), Side)


def _nearest(comparison: Comparison, publisher: str, window: Window) -> Entry | None:
    """Return the newest report for the window nearest to ours; None where one is equal or none is near."""
    series = comparison.case.ledger.get(comparison.unit, comparison.part.indicator, publisher)
    near: list[tuple[int, Entry]] = []
    for other in series.windows(comparison.day):
        entry = series.latest(other, comparison.day)
        if entry is None or entry.window_basis is WindowBasis.NOT_STATED:
            continue
        if other == window:
            return None
        shared = (min(window.stop, other.stop) - max(window.start, other.start)).days
        if shared * 5 >= 4 * max(window.days, other.days):
            near.append((window.days + other.days - 2 * shared, entry))
    return min(near, key=lambda pair: pair[0])[1] if near else None
