"""Milestones: a deadline of their own, a test and an attester for each item."""

from __future__ import annotations

from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.entry import Entry
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note
from giaouoc.engine.pacts import Commitment, MilestoneItem
from giaouoc.engine.verdicts.verdict import Attested, Result, Verdict


def milestone_verdict(case: Case, day: date, commitment: Commitment, unit: str) -> Verdict:
    """Return whether enough items were attested as reached by the deadline.

    An item without a stated test cannot be attested: nobody could say what was attested. Not kept only where so
    many items are attested as not reached that the rest is not enough.
    """
    about = {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
    assert commitment.deadline is not None
    attested = tuple(_attested(case, day, commitment, item, unit) for item in commitment.items)
    needed = commitment.needed or len(commitment.items)
    reached = sum(a.positive is True for a in attested)
    failed = sum(a.positive is False for a in attested)
    numbers: dict[str, Param] = {"reached": reached, "needed": needed, "deadline": commitment.deadline}
    reasons: list[Finding] = []
    if commitment.items and reached >= needed:
        result, rule = Result.KEPT, note("verdicts.rule-milestone-reached", **numbers, **about)
    elif day <= commitment.deadline:
        result, rule = Result.NOT_YET, note("verdicts.rule-deadline-open", **numbers, **about)
        reasons = _untestable(commitment, unit)
    elif commitment.items and len(commitment.items) - failed < needed:
        result, rule = Result.NOT_KEPT, note("verdicts.rule-milestone-missed", **numbers, **about)
    else:
        result, rule = Result.CANNOT_TELL, note("verdicts.rule-milestone-silence", **numbers, **about)
        reasons = _untestable(commitment, unit) + [
            note("verdicts.item-not-attested", item=item.name, **about)
            for item, a in zip(commitment.items, attested, strict=True)
            if a.positive is None and item.test is not None
        ]
    return Verdict(commitment, unit, result, rule, tuple(reasons), attested=attested)


def _untestable(commitment: Commitment, unit: str) -> list[Finding]:
    about = {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
    if not commitment.items:
        return [note("verdicts.milestone-names-no-items", needed=commitment.needed, **about)]
    return [
        note("verdicts.item-without-test", item=item.name, **about)
        for item in commitment.items
        if item.test is None
    ]


def _attested(case: Case, day: date, commitment: Commitment, item: MilestoneItem, unit: str) -> Attested:
    entry = None if item.test is None else _newest(case, day, commitment, item, unit)
    if entry is None or entry.value is None:
        return Attested(item.name, None, None, entry, None)
    # "Not reached" on an earlier day says nothing about the deadline.
    late = entry.window.last_day == commitment.deadline
    positive = True if entry.value > 0 else (False if late else None)
    return Attested(item.name, None, None, entry, positive)


def _newest(case: Case, day: date, commitment: Commitment, item: MilestoneItem, unit: str) -> Entry | None:
    """Return the newest attestation about a state on or before the deadline; it may be published later."""
    assert commitment.deadline is not None
    if item.attester is not None:
        sources: tuple[str, ...] = (item.attester,)
    else:
        sources = commitment.sources or case.ledger.publishers_of_indicator(item.indicator)
    found = [
        entry
        for source in sources
        for window in case.ledger.get(unit, item.indicator, source).windows(day)
        if window.last_day <= commitment.deadline
        and (entry := case.ledger.get(unit, item.indicator, source).latest(window, day)) is not None
    ]
    return max(found, key=lambda e: (e.window.last_day, e.known_on or date.min, e.seq), default=None)
