"""Publications that do not say which days they count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry, Status, WindowBasis
from giaouoc.engine.findings import Finding, Ref, RefKind, note


def window_not_stated(case: Case, day: date) -> Iterator[Finding]:
    """A publication states the first and the last day it counts; one note for each that does not."""
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in case.ledger.as_known_on(day):
        if entry.status is Status.REPORTED and entry.window_basis is WindowBasis.NOT_STATED:
            assert entry.published_on is not None
            publication = (entry.publisher, entry.source, entry.published_on.text)
            found.setdefault(publication, []).append(entry)
    for (publisher, source, published_on), entries in found.items():
        yield note(
            "checks.window-not-stated",
            publisher=Ref(RefKind.PUBLISHER, publisher),
            source=source,
            published_on=published_on,
            count=len(entries),
            seqs=tuple(e.seq for e in entries),
        )
