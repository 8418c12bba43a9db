"""With which status a command that judges a case ends."""

from __future__ import annotations

from typing import Final

from giaouoc.engine.findings import Finding, Severity
from giaouoc.engine.verdicts.verdict import Standing

DATA_NOT_USED: Final = 1


def unusable(standing: Standing) -> tuple[Finding, ...]:
    """Return what of the case could not be used: undated rows, and what no longer fits the seal."""
    return tuple(f for f in standing.findings if f.severity is Severity.ERROR)


def status_of(standing: Standing) -> int:
    """Return 1 where some data could not be used, else 0; whether anything was kept does not count."""
    return DATA_NOT_USED if unusable(standing) else 0
