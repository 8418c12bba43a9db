"""Does it add up: one check a file, each a question to people, never an accusation."""

from __future__ import annotations

from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.findings import Finding

CASE_CHECKS: tuple[object, ...] = ()
COMPARISON_CHECKS: tuple[object, ...] = ()


def case_findings(case: Case, day: date) -> tuple[Finding, ...]:
    """Return what the ledger as known on a day says against itself."""
    return ()


def comparison_findings(comparison: Comparison) -> tuple[Finding, ...]:
    """Return what bears on one comparison."""
    return ()
