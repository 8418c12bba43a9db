"""How well the days behind the amounts of a comparison are known."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import bases
from giaouoc.engine.checks.pointers import amount, days_of
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import Finding, note, warning


def window_basis(comparison: Comparison) -> Iterator[Finding]:
    """The source states the days of both amounts.

    Where it does not but both stand in one publication, the result stands with a warning; days inferred from a
    neighbouring window are a note.
    """
    actual = comparison.actual
    found = bases(comparison)
    if isinstance(actual, NoSide):
        return
    for base in found:
        placeholder = actual.window_not_stated or base.window_not_stated
        if placeholder and actual.same_publication(base):
            yield warning(
                "checks.window-not-stated-but-together",
                value=amount(actual),
                base=amount(base),
                seqs=(*actual.seqs, *base.seqs),
                **comparison.about,
            )
    for side in (actual, *found):
        if side.window_inferred:
            yield note(
                "checks.window-inferred",
                value=amount(side),
                seqs=side.seqs,
                **days_of(side.window),
                **comparison.about,
            )
