"""What a narrower or wider scope would say."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import decided, ruling_reading, would_be
from giaouoc.engine.checks.pointers import amount, shown
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, warning
from giaouoc.engine.indicators import Kind
from giaouoc.engine.pacts import Reading, Scope


def scope_left_open(comparison: Comparison) -> Iterator[Finding]:
    """The pact says how wide its indicator is, and a narrower or wider one gives the same result.

    The amounts of the other scope come from the same publisher. A wider scope is looked at only where the pact
    leaves the scope open: a pact about large fires does not mean all fires. Where it states the scope, a level that
    is counted is left alone: a part is smaller by its nature.
    """
    reading = ruling_reading(comparison)
    level, counted = not comparison.target.is_change, comparison.indicator.kind is Kind.COUNT
    ours = decided(comparison, comparison.base(reading), comparison.actual)
    for code in _other_scopes(comparison):
        actual = comparison.side_of(comparison.publisher, code, comparison.window, comparison.day)
        base = _base(comparison, code, reading)
        theirs = would_be(comparison, base, actual)
        if theirs is None or isinstance(actual, NoSide):
            continue
        numbers: dict[str, Param] = {
            "other": Ref(RefKind.INDICATOR, code),
            "actual": amount(actual),
            "would_be": theirs,
            **_against(comparison, base, actual),
            **comparison.about,
        }
        if comparison.commitment.scope is Scope.OPEN:
            yield warning("checks.scope-left-open-level" if level else "checks.scope-left-open", **numbers)
        elif ours is not None and theirs is not ours and not (level and counted):
            yield warning(
                "checks.other-scope-level-would-differ" if level else "checks.other-scope-would-differ",
                **numbers,
            )


def _base(comparison: Comparison, code: str, reading: Reading) -> Side | NoSide:
    if not comparison.target.is_change:
        return NoSide(())
    day = comparison.base_day(reading) or comparison.day
    return comparison.side_of(comparison.publisher, code, comparison.base_window, day)


def _against(comparison: Comparison, base: Side | NoSide, actual: Side) -> dict[str, Param]:
    if isinstance(base, NoSide):
        return {"seqs": actual.seqs}
    return {
        "base": amount(base),
        "change": shown(comparison.change(base, actual)),
        "seqs": (*base.seqs, *actual.seqs),
    }


def _other_scopes(comparison: Comparison) -> list[str]:
    one = comparison.indicator
    narrower = [i.code for i in comparison.case.indicators.narrower_than(one.code)]
    if one.part_of is None or comparison.commitment.scope is not Scope.OPEN:
        return narrower
    return [*narrower, one.part_of]
