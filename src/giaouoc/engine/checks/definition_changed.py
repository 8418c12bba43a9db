"""The way of counting changed inside the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import bases
from giaouoc.engine.figures.side import NoSide
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note, warning
from giaouoc.engine.indicators import Comparability, Compares, Indicator


def definition_changed(comparison: Comparison) -> Iterator[Finding]:
    """Both amounts are counted by one definition, or by definitions that somebody has found to compare."""
    actual, indicator = comparison.actual, comparison.indicator
    if isinstance(actual, NoSide):
        return
    mine = actual.versions(indicator)
    used = [mine | base.versions(indicator) for base in bases(comparison)]
    if not comparison.target.is_change:
        used = [mine]
    for versions in dict.fromkeys(used):
        worst = indicator.compare_all(versions)
        if worst is not None:
            numbers = _numbers(indicator, versions, worst) | comparison.about
            match worst.compares:
                case Compares.NO:
                    yield warning("checks.definition-changed-no", **numbers)
                case Compares.UNKNOWN:
                    yield warning("checks.definition-changed-unknown", **numbers)
                case Compares.YES:
                    yield note("checks.definition-changed-yes", **numbers)


def _numbers(indicator: Indicator, versions: frozenset[str], worst: Comparability) -> dict[str, Param]:
    pair = [d for d in indicator.definitions if d.version in (worst.one, worst.other)]
    pair.sort(key=lambda d: d.first_day or date.min)
    newer = pair[-1]
    older = pair[0]
    citation = newer.citation or older.citation
    return {
        "versions": tuple(sorted(versions)),
        "older": older.version,
        "older_says": older.says,
        "newer": newer.version,
        "newer_says": newer.says,
        "changed_on": newer.first_day,
        "why": worst.reason or None,
        "act": Ref(RefKind.ACT, citation.act) if citation else None,
        "article": citation.article if citation else None,
        "mark": citation.mark if citation else None,
    }
