"""Figures known before the days they count were over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.pointers import days_of, refs, value_of
from giaouoc.engine.findings import Finding, warning
from giaouoc.engine.pacts import CommitmentType


def figure_before_its_window_ended(case: Case, day: date) -> Iterator[Finding]:
    """An exact figure is known on the last day of its window or later; one known before never decides an amount.

    What only zero-tolerance and milestone commitments ask for may be said at once: an event does not wait for the
    end of its month, and a word that nothing happened counts up to the day it was given.
    """
    at_once = _said_at_once(case)
    for entry in case.ledger.as_known_on(day):
        if entry.is_exact_report and not entry.decides and entry.indicator not in at_once:
            yield warning(
                "checks.figure-before-its-window-ended",
                seq=entry.seq,
                known_on=entry.known_on,
                value=value_of(entry),
                **days_of(entry.window),
                **refs(entry.series),
            )


def _said_at_once(case: Case) -> frozenset[str]:
    asked: dict[bool, set[str]] = {True: set(), False: set()}
    for commitment in case.pact.commitments:
        amounts = commitment.type is CommitmentType.QUANTIFIED
        asked[amounts] |= {p.indicator for p in commitment.parts} | {i.indicator for i in commitment.items}
    return frozenset(asked[False] - asked[True])
