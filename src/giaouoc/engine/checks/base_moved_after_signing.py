"""The baseline that was known when the pact was signed is not the one known now."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import decided
from giaouoc.engine.checks.pointers import amount, days_of, shown
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, Param, warning
from giaouoc.engine.indicators import percent_change
from giaouoc.engine.pacts import Reading


def base_moved_after_signing(comparison: Comparison) -> Iterator[Finding]:
    """The base known on the day of signing stays the base; where it moved, both are named, and what hangs on it."""
    if not comparison.target.is_change:
        return
    signed, latest = comparison.base(Reading.AT_SIGNING), comparison.base(Reading.LATEST)
    if isinstance(signed, NoSide) or isinstance(latest, NoSide):
        return
    was, now = signed.quantity.exact, latest.quantity.exact
    if was is None or now is None or was == now:
        return
    numbers: dict[str, Param] = {
        "base_at_signing": amount(signed),
        "at_signing_on": signed.known_on,
        "base_now": amount(latest),
        "now_on": latest.known_on,
        "moved": _difference(signed, latest),
        "moved_percent": shown(percent_change(was, now)),
        "seqs": (*signed.seqs, *latest.seqs),
        **days_of(comparison.base_window),
        **comparison.about,
    }
    by_signed = decided(comparison, signed, comparison.actual)
    by_latest = decided(comparison, latest, comparison.actual)
    if by_signed is None or by_latest is None:
        yield warning("checks.base-moved", **numbers)
    elif by_signed is by_latest:
        yield warning("checks.base-moved-result-stands", result=by_latest, **numbers)
    else:
        yield warning("checks.base-moved-result-turns", by_signing=by_signed, by_latest=by_latest, **numbers)


def _difference(signed: Side, latest: Side) -> Decimal | None:
    was, now = amount(signed), amount(latest)
    return None if was is None or now is None else now - was
