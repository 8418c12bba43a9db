"""A published percent against the published counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.pointers import days_of, decimals, refs, shown, usable
from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import Finding, Param, note, warning
from giaouoc.engine.indicators import Kind, percent_change, round_half_away
from giaouoc.engine.indicators.quantity import truncate

Claim: TypeAlias = tuple[object, ...]


def percent_does_not_follow(case: Case, day: date) -> Iterator[Finding]:
    """A published percent follows from the counts published with it, at the decimals it was printed with.

    Rounding half away from zero fits, and so does 0 % for 0 after 0; cutting the decimals off is a note; all else is
    a warning that says what the counts give. A ratio is held against its own numerator and denominator in the same
    way. Copies of one claim by one publisher make one finding.
    """
    claims: dict[Claim, list[Entry]] = {}
    for entry in usable(case, day):
        what = (entry.quantity, entry.claimed_base, entry.claimed_percent)
        claims.setdefault((*entry.series, entry.window, *what), []).append(entry)
    for copies in claims.values():
        entry, seqs = copies[0], tuple(e.seq for e in copies)
        where = {"seqs": seqs, **days_of(entry.window), **refs(entry.series)}
        if case.indicators.get(entry.indicator).kind is Kind.RATIO:
            yield from _share(entry, where)
        else:
            yield from _change(entry, where)


def _change(entry: Entry, where: dict[str, Param]) -> Iterator[Finding]:
    value, base, claimed = entry.value, entry.claimed_base, entry.claimed_percent
    if value is None or base is None or claimed is None:
        return
    numbers: dict[str, Param] = {"value": value, "base": base, "claimed": claimed, **where}
    exact = percent_change(base, value)
    if exact is None:
        if value != 0 or claimed != 0:
            yield warning("checks.percent-from-zero", **numbers)
    elif not _rounds_to(exact, claimed):
        numbers["follows"] = shown(exact)
        if _cut_to(exact, claimed):
            yield note("checks.percent-truncated", **numbers)
        else:
            yield warning("checks.percent-does-not-follow", **numbers)


def _share(entry: Entry, where: dict[str, Param]) -> Iterator[Finding]:
    quantity = entry.quantity
    exact = quantity.exact if quantity.is_ratio else None
    claimed = entry.value
    if exact is None or claimed is None or _rounds_to(exact, claimed):
        return
    numbers: dict[str, Param] = {
        "numerator": quantity.numerator,
        "denominator": quantity.denominator,
        "claimed": claimed,
        "follows": shown(exact),
        **where,
    }
    if _cut_to(exact, claimed):
        yield note("checks.share-truncated", **numbers)
    else:
        yield warning("checks.share-does-not-follow", **numbers)


def _rounds_to(exact: Fraction, claimed: Decimal) -> bool:
    return round_half_away(exact, decimals(claimed)) == claimed


def _cut_to(exact: Fraction, claimed: Decimal) -> bool:
    return truncate(exact, decimals(claimed)) == claimed
