"""The baseline at signing rests on ledger lines that were written after the signing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.pointers import amount, days_of
from giaouoc.engine.figures import Entry
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import Finding, note
from giaouoc.engine.pacts import Reading

VIETNAM = timezone(timedelta(hours=7))


def backdated_base(comparison: Comparison) -> Iterator[Finding]:
    """The base at signing was in the ledger by the end of the day of signing, in Viet Nam.

    Lines that say no time of recording say nothing here: a folder of published figures has none. `recorded_on` are
    the days of recording; the sentence leaves them to the lines it names.
    """
    if not comparison.target.is_change:
        return
    base = comparison.base(Reading.AT_SIGNING)
    if isinstance(base, NoSide):
        return
    signed_on = comparison.case.pact.signed_on
    recorded = {p.entry.seq: _recorded_on(p.entry) for p in base.pieces}
    late = {seq: on for seq, on in recorded.items() if on is not None and on > signed_on}
    if late:
        yield note(
            "checks.backdated-base",
            count=len(late),
            seqs=tuple(late),
            base=amount(base),
            signed_on=signed_on,
            recorded_on=tuple(dict.fromkeys(sorted(late.values()))),
            **days_of(comparison.base_window),
            **comparison.about,
        )


def _recorded_on(entry: Entry) -> date | None:
    """Return the day of recording in Viet Nam; a time without an offset is one of Viet Nam."""
    if entry.recorded_at is None:
        return None
    at = datetime.fromisoformat(entry.recorded_at)
    return at.date() if at.tzinfo is None else at.astimezone(VIETNAM).date()
