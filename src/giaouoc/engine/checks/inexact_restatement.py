"""A later figure that is no exact one and does not fit the exact one in use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.pointers import amount, counted_by, days_of, decimals, shown, value_of
from giaouoc.engine.figures import Entry, Precision, Status, WindowBasis
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, warning
from giaouoc.engine.indicators import Kind
from giaouoc.engine.pacts import Reading


def inexact_restatement(comparison: Comparison) -> Iterator[Finding]:
    """What the publisher gives later as rounded, as a bound or in percent only still fits the exact amounts in use.

    It decides nothing. A rounded figure fits within half a step of its last digit that is no filling zero; a bound
    and a percent, which do not say which way they were cut, within one. Only the newest is held against an amount.
    """
    actual = comparison.actual
    base = comparison.base(Reading.LATEST) if comparison.target.is_change else NoSide(())
    for side in (actual, base):
        if isinstance(side, Side) and not side.estimated:
            yield from _amount(comparison, side)
    if isinstance(actual, Side) and isinstance(base, Side):
        yield from _percent(comparison, actual, base)


def _amount(comparison: Comparison, side: Side) -> Iterator[Finding]:
    later = _later(comparison, side, side.known_on, {Precision.ROUNDED, Precision.BOUND})
    newest = later[-1] if later else None
    used = side.quantity.exact
    said = None if newest is None else newest.quantity.exact
    if newest is None or used is None or said is None:
        return
    if abs(said - used) > _room(newest, comparison.indicator.kind):
        yield warning(
            "checks.inexact-restatement",
            value=amount(side),
            known_on=side.known_on,
            inexact=value_of(newest),
            inexact_on=newest.known_on,
            precision=newest.precision,
            seqs=(newest.seq, *side.seqs),
            **days_of(side.window),
            **comparison.about,
        )


def _percent(comparison: Comparison, actual: Side, base: Side) -> Iterator[Finding]:
    """Hold a printed change against the one in use; where the pact names a base year, they compare two things."""
    change = comparison.change(base, actual)
    if (
        change is None
        or comparison.commitment.baseline_year is not None
        or actual.estimated
        or base.estimated
    ):
        return
    known_on = max(actual.known_on, base.known_on)
    later = _later(comparison, actual, known_on, {Precision.PERCENT_ONLY})
    claimed = later[-1].claimed_percent if later else None
    if claimed is None or abs(Fraction(claimed) - change) < Fraction(1, 10 ** decimals(claimed)):
        return
    yield warning(
        "checks.inexact-restatement-percent",
        value=amount(actual),
        base=amount(base),
        known_on=known_on,
        change=shown(change),
        claimed=claimed,
        inexact_on=later[-1].known_on,
        seqs=(later[-1].seq, *actual.seqs, *base.seqs),
        **days_of(actual.window),
        **comparison.about,
    )


def _later(comparison: Comparison, side: Side, after: date, precisions: set[Precision]) -> list[Entry]:
    """Return what was published after a day for the window of an amount, the newest last, counted as it was."""
    ledger, indicator = comparison.case.ledger, comparison.indicator
    # A figure published as such may stand under the code the body had before it was renamed.
    units = {comparison.unit} | ({side.pieces[0].entry.unit} if len(side.pieces) == 1 else set())
    found = [
        entry
        for unit in units
        for entry in ledger.get(unit, indicator.code, comparison.publisher).known(side.window, comparison.day)
        if entry.status is Status.REPORTED
        and entry.precision in precisions
        and entry.known_on is not None
        and entry.known_on > after
        and (entry.window_basis is WindowBasis.NOT_STATED) == side.window_not_stated
        and counted_by(comparison.case, entry) == side.versions(indicator)
    ]
    return sorted(found, key=lambda e: (e.known_on or date.min, e.seq))


def _room(entry: Entry, kind: Kind) -> Fraction:
    """Return how far the exact amount may lie from what an inexact figure says."""
    value = value_of(entry) or Decimal(0)
    step = Fraction(1, 10 ** decimals(value))
    while kind is Kind.COUNT and value and step >= 1 and value % int(step * 10) == 0:
        step *= 10
    return step / 2 if entry.precision is Precision.ROUNDED else step
