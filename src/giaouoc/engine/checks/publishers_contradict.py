"""Different values for one and the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.pointers import (
    Likeness,
    Newest,
    dated,
    days_of,
    likeness,
    refs,
    same_amount,
    value_of,
)
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, warning
from giaouoc.engine.periods import Window


def publishers_contradict(case: Case, day: date) -> Iterator[Finding]:
    """Publishers agree on the exact amount of one unit, indicator and window; so does one publisher within a day.

    Windows are the same where no source's days are a placeholder, or where all are the same placeholder; amounts
    counted by different definitions are two things. One finding for a window and a way of counting, with the newest
    value of every publisher.
    """
    found: dict[tuple[str, str, Window, Likeness], list[Entry]] = {}
    for (unit, indicator, _), windows in Newest.of(case, day).by_series.items():
        for window, entry in windows.items():
            found.setdefault((unit, indicator, window, likeness(case, entry)), []).append(entry)
    for (unit, indicator, window, _), entries in found.items():
        if _differ(entries):
            yield warning(
                "checks.publishers-contradict",
                unit=Ref(RefKind.UNIT, unit),
                indicator=Ref(RefKind.INDICATOR, indicator),
                publishers=tuple(Ref(RefKind.PUBLISHER, e.publisher) for e in entries),
                values=tuple(value_of(e) for e in entries),
                values_on=tuple(dated(e) for e in entries),
                seqs=tuple(e.seq for e in entries),
                **_counts(entries),
                **days_of(window),
            )
    yield from _on_one_day(case, day)


def _on_one_day(case: Case, day: date) -> Iterator[Finding]:
    for key, series in sorted(case.ledger.series.items()):
        for window in sorted(series.by_window):
            found: dict[tuple[date, Likeness], list[Entry]] = {}
            for entry in sorted(series.vintages(window, day), key=lambda e: (dated(e), e.seq)):
                found.setdefault((dated(entry), likeness(case, entry)), []).append(entry)
            for (known_on, _), entries in found.items():
                if _differ(entries):
                    yield warning(
                        "checks.publisher-contradicts-itself",
                        values=tuple(value_of(e) for e in entries),
                        known_on=known_on,
                        seqs=tuple(e.seq for e in entries),
                        **_counts(entries),
                        **days_of(window),
                        **refs(key),
                    )


def _counts(entries: list[Entry]) -> dict[str, Param]:
    """Return the counts behind shares: two of them may differ where the percents look alike."""
    if all(e.numerator is None for e in entries):
        return {}
    return {
        "numerators": tuple(e.numerator for e in entries),
        "denominators": tuple(e.denominator for e in entries),
    }


def _differ(entries: list[Entry]) -> bool:
    return any(not same_amount(entries[0], e) for e in entries[1:])
