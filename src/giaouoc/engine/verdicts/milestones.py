"""Milestones: a deadline of their own, a test and an attester for each item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.entry import Entry, WindowBasis
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, note, warning
from giaouoc.engine.pacts import Commitment, MilestoneItem
from giaouoc.engine.verdicts.attestations import pointers
from giaouoc.engine.verdicts.verdict import Attested, Result, Verdict


def milestone_verdict(case: Case, day: date, commitment: Commitment, unit: str) -> Verdict:
    """Return whether enough items were attested as reached by the deadline.

    What decides is about a day on or before the deadline, and not before the pact was signed or its window began,
    whichever is earlier; other attestations are shown.
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
        reasons = [
            *_untestable(commitment, unit),
            *_ended(case, commitment, unit),
            *(
                note("verdicts.item-not-attested", item=item.name, **about)
                for item, a in zip(commitment.items, attested, strict=True)
                if a.positive is None and item.test is not None
            ),
        ]
    findings = _shown(case, day, commitment, attested, unit)
    return Verdict(commitment, unit, result, rule, tuple(reasons), attested=attested, findings=findings)


def _untestable(commitment: Commitment, unit: str) -> list[Finding]:
    about = {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
    if not commitment.items:
        return [note("verdicts.milestone-names-no-items", needed=commitment.needed, **about)]
    return [
        note("verdicts.item-without-test", item=item.name, **about)
        for item in commitment.items
        if item.test is None
    ]


def _ended(case: Case, commitment: Commitment, unit: str) -> list[Finding]:
    """Say that a body was merged away, split or dissolved by the deadline: others cannot attest for it."""
    assert commitment.deadline is not None
    end = case.units.end(case.units.names_of(unit)[-1])
    if end is None or end.on > commitment.deadline:
        return []
    return [
        note(
            "verdicts.body-ended-before-deadline",
            commitment=commitment.ref,
            unit=Ref(RefKind.UNIT, unit),
            on=end.on,
            deadline=commitment.deadline,
        )
    ]


def _attested(case: Case, day: date, commitment: Commitment, item: MilestoneItem, unit: str) -> Attested:
    entry = None if item.test is None else _newest(case, day, commitment, item, unit)
    if entry is None or entry.value is None:
        return Attested(item.name, None, None, entry, None)
    # "Not reached" on an earlier day, or said on an earlier day, says nothing about the deadline.
    assert entry.known_on is not None
    assert commitment.deadline is not None
    late = entry.window.last_day == commitment.deadline <= entry.known_on
    positive = True if entry.value > 0 else (False if late else None)
    return Attested(item.name, None, None, entry, positive)


def _newest(case: Case, day: date, commitment: Commitment, item: MilestoneItem, unit: str) -> Entry | None:
    """Return the newest attestation that decides; it may be published after the deadline."""
    found = [
        entry
        for entry in _words(case, day, commitment, item, unit)
        if _why_not(case, commitment, entry) is None
    ]
    return max(found, key=lambda e: (e.window.last_day, e.known_on or date.min, e.seq), default=None)


def _words(case: Case, day: date, commitment: Commitment, item: MilestoneItem, unit: str) -> Iterator[Entry]:
    if item.attester is not None:
        sources: tuple[str, ...] = (item.attester,)
    elif commitment.sources is not None:
        sources = commitment.sources
    else:
        sources = case.ledger.publishers_of_indicator(item.indicator, day)
    for name, source in product(case.units.names_of(unit), sources):
        series = case.ledger.get(name, item.indicator, source)
        for window in sorted(series.by_window):
            # What was reached is reached: it may be said before the last day of its window.
            vintages = [e for e in series.known(window, day) if e.is_exact_report]
            stated = [e for e in vintages if e.window_basis is not WindowBasis.NOT_STATED]
            yield from (stated or vintages)[-1:]


def _why_not(case: Case, commitment: Commitment, entry: Entry) -> Finding | None:
    """Return why an attestation does not decide: its day is unknown, before the pact or too late."""
    assert commitment.deadline is not None
    begins = min(case.pact.signed_on, case.pact.window.first_day)
    about = pointers(commitment, entry)
    if entry.window_basis is WindowBasis.NOT_STATED:
        return warning("verdicts.attestation-window-not-stated", **about)
    if entry.window.last_day < begins:
        return warning("verdicts.attestation-too-early", begins=begins, **about)
    if entry.window.last_day > commitment.deadline:
        return warning("verdicts.attestation-too-late", deadline=commitment.deadline, **about)
    return None


def _shown(
    case: Case, day: date, commitment: Commitment, attested: Sequence[Attested], unit: str
) -> tuple[Finding, ...]:
    """Return the attestations that something was reached which do not decide, for the items not attested as reached."""
    found = (
        why.about(item=item.name)
        for item, a in zip(commitment.items, attested, strict=True)
        if a.positive is not True and item.test is not None
        for entry in _words(case, day, commitment, item, unit)
        if entry.value and (why := _why_not(case, commitment, entry)) is not None
    )
    return tuple(dict.fromkeys(found))
