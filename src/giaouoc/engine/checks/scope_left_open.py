"""What a narrower or wider scope would say."""

from __future__ import annotations

from collections.abc import Iterator

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import decided, ruling_reading, would_be
from giaouoc.engine.checks.pointers import shown
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, warning
from giaouoc.engine.pacts import Scope


def scope_left_open(comparison: Comparison) -> Iterator[Finding]:
    """The pact says how wide its indicator is, and a narrower or wider one gives the same result.

    Both amounts of the other scope come from the same publisher. A wider scope is looked at only where the pact
    leaves the scope open: a pact about large fires does not mean all fires.
    """
    reading = ruling_reading(comparison)
    ours = decided(comparison, comparison.base(reading), comparison.actual)
    base_day = comparison.base_day(reading) or comparison.day
    for code in _other_scopes(comparison):
        base = comparison.side_of(comparison.publisher, code, comparison.base_window, base_day)
        actual = comparison.side_of(comparison.publisher, code, comparison.window, comparison.day)
        theirs = would_be(comparison, base, actual)
        if theirs is None or isinstance(base, NoSide) or isinstance(actual, NoSide):
            continue
        numbers: dict[str, Param] = {
            "other": Ref(RefKind.INDICATOR, code),
            "base": base.quantity.value,
            "actual": actual.quantity.value,
            "change": shown(comparison.change(base, actual)),
            "would_be": theirs,
            "seqs": (*base.seqs, *actual.seqs),
            **comparison.about,
        }
        if comparison.commitment.scope is Scope.OPEN:
            yield warning("checks.scope-left-open", **numbers)
        elif ours is not None and theirs is not ours:
            yield warning("checks.other-scope-would-differ", **numbers)


def _other_scopes(comparison: Comparison) -> list[str]:
    one = comparison.indicator
    narrower = [i.code for i in comparison.case.indicators.narrower_than(one.code)]
    if one.part_of is None or comparison.commitment.scope is not Scope.OPEN:
        return narrower
    return [*narrower, one.part_of]
