"""A reading takes a base from a ledger line that was corrected or withdrawn since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.pointers import days_of, value_of
from giaouoc.engine.figures import Entry, Ledger, Status
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import Finding, warning
from giaouoc.engine.pacts import Reading


def deciding_entry_later_corrected(comparison: Comparison) -> Iterator[Finding]:
    """A base by an earlier day's knowledge has no line in it that was corrected or withdrawn by the day asked for.

    That the reading keeps such a line is right: it is the base as it was known. The actual and the latest base are
    as known on the day itself. `became` is the amount the last correction gives, or its status where it gives none.
    """
    if not comparison.target.is_change:
        return
    used: dict[Entry, dict[Reading, None]] = {}
    for reading in (Reading.AT_SIGNING, Reading.SAME_AGE):
        base = comparison.base(reading)
        for piece in () if isinstance(base, NoSide) else base.pieces:
            used.setdefault(piece.entry, {})[reading] = None
    for entry, readings in used.items():
        later = last_correction(comparison.case.ledger, entry, comparison.day)
        if later is not None:
            yield warning(
                "checks.deciding-entry-later-corrected",
                readings=tuple(readings),
                seq=entry.seq,
                value=value_of(entry),
                later=later.seq,
                later_on=later.known_on,
                became=value_of(later) if later.status is Status.REPORTED else later.status,
                reason=later.reason,
                **days_of(entry.window),
                **comparison.about,
            )


def last_correction(ledger: Ledger, entry: Entry, day: date) -> Entry | None:
    """Return the last line known by a day that corrects or withdraws an entry, also through other corrections."""
    known = ledger.get(*entry.series).by_window.get(entry.window, ())
    replaced_on = next((k.replaced_on for k in known if k.entry.seq == entry.seq), None)
    if replaced_on is None or replaced_on > day:
        return None
    corrections = {e.corrects: e for e in ledger if e.corrects is not None}
    found, later = None, corrections.get(entry.seq)
    while later is not None and later.known_on is not None and later.known_on <= day:
        found, later = later, corrections.get(later.seq)
    return found
