"""Why the figures of one series give no amount for a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from giaouoc.engine.figures.entry import Entry, Status
from giaouoc.engine.figures.ledger import Series
from giaouoc.engine.figures.side import adds
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note
from giaouoc.engine.indicators import Indicator
from giaouoc.engine.periods import Window, gaps


@dataclass(frozen=True, slots=True)
class Lack:
    """The reasons, and whether the series says anything about days inside the window."""

    reasons: tuple[Finding, ...]
    heard: bool


def lack_of(series: Series, indicator: Indicator, window: Window, day: date) -> Lack:
    """Return why a series gives no amount: silent, inexact, a gap, windows that overlap or do not add."""
    about: dict[str, Param] = {
        "unit": Ref(RefKind.UNIT, series.unit),
        "indicator": Ref(RefKind.INDICATOR, series.indicator),
        "publisher": Ref(RefKind.PUBLISHER, series.publisher),
    }
    whole: dict[str, Param] = {"first_day": window.first_day, "last_day": window.last_day}
    unusable = _why_unusable(series, window, day, about)
    if unusable is not None:
        return Lack((unusable,), heard=True)
    within = sorted(w for w in series.by_window if window.covers(w))
    usable = {w: stated[0] for w in within if (stated := series.stated(w, day))}
    unusable_inside = {
        w: why
        for w in within
        if w not in usable and (why := _why_unusable(series, w, day, about)) is not None
    }
    if not usable and not unusable_inside:
        return Lack((note("figures.nothing-reported", **whole, **about),), heard=False)
    if not gaps(usable, window):
        return Lack((_do_not_join(list(usable.values()), indicator, window, {**whole, **about}),), heard=True)
    not_covered = (
        note(
            "figures.window-not-covered", gap_first_day=g.first_day, gap_last_day=g.last_day, **whole, **about
        )
        for g in gaps([*usable, *unusable_inside], window)
    )
    return Lack((*unusable_inside.values(), *not_covered), heard=True)


def _do_not_join(
    entries: Sequence[Entry], indicator: Indicator, window: Window, about: dict[str, Param]
) -> Finding:
    """Say why figures that leave no day open give no sum: some do not add, else their windows overlap."""
    stuck = [e for e in entries if not adds(e, indicator)]
    if stuck and gaps([e.window for e in entries if adds(e, indicator)], window):
        return note("figures.windows-do-not-add", seqs=tuple(e.seq for e in stuck), **about)
    return note("figures.windows-do-not-tile", **about)


def _why_unusable(series: Series, window: Window, day: date, about: dict[str, Param]) -> Finding | None:
    """Return why what was said about exactly this window is no amount: inexact, too early, or said to be missing."""
    stands = series.known(window, day)
    about = {"first_day": window.first_day, "last_day": window.last_day, **about}
    unusable = [e for e in stands if e.status is Status.REPORTED and not e.decides]
    if unusable:
        e = unusable[-1]
        if e.is_exact_report:
            return note(
                "figures.known-before-window-ended",
                seq=e.seq,
                known_on=e.known_on,
                value=e.quantity.value,
                **about,
            )
        return note(
            "figures.only-inexact",
            seq=e.seq,
            precision=e.precision,
            value=e.quantity.value,
            percent=e.claimed_percent,
            **about,
        )
    if stands and stands[-1].status is Status.MISSING:
        return note("figures.reported-missing", seq=stands[-1].seq, **about)
    return None
