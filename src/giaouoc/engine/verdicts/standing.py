"""The whole answer: every commitment for every body, as known on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from giaouoc.engine.checks import case_findings
from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.ledger import left_out
from giaouoc.engine.findings import Finding, Ref, RefKind, note, warning
from giaouoc.engine.pacts import NOT_STATED, Commitment, CommitmentType, Reading, Territory
from giaouoc.engine.verdicts.binding import exempt_verdict
from giaouoc.engine.verdicts.history import Histories
from giaouoc.engine.verdicts.milestones import milestone_verdict
from giaouoc.engine.verdicts.qualitative import qualitative_verdict
from giaouoc.engine.verdicts.quantified import Question, quantified_verdict
from giaouoc.engine.verdicts.verdict import Standing, Verdict
from giaouoc.engine.verdicts.zero_tolerance import zero_tolerance_verdict


def judge(
    case: Case,
    *,
    as_known_on: date | None = None,
    reading: Reading | Literal["not_stated"] | None = None,
    territory: Territory | None = None,
    unit: str | None = None,
    commitment: str | None = None,
    head: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Standing:
    """Return the standing of a case: every commitment for every body, or the ones asked for.

    The day defaults to the newest in the ledger, the reading and the territory to the pact's own. `on_progress`
    is told how many verdicts of how many are done.
    """
    day = as_known_on or case.default_day
    ground = territory or (
        Territory.AS_SIGNED if case.pact.territory == NOT_STATED else Territory(case.pact.territory)
    )
    asked = Question(case, day, reading or case.pact.reading, Histories(case, day))
    rows = rows_of(case, ground, day)
    if unit is not None:
        case.units.get(unit)
        rows = (unit,)
    commitments = case.pact.commitments if commitment is None else (case.pact.commitment(commitment),)
    verdicts: list[Verdict] = []
    for one in commitments:
        for row in rows:
            verdicts.append(verdict_of(asked, one, row))
            if on_progress is not None:
                on_progress(len(verdicts), len(rows) * len(commitments))
    return Standing(
        case=case,
        as_known_on=day,
        reading=asked.reading,
        territory=ground,
        rows=rows,
        verdicts=tuple(verdicts),
        findings=(
            *left_out(case.ledger),
            *case_findings(case, day),
            *_pact_findings(case, ground, day, territory),
        ),
        head=head,
    )


def rows_of(case: Case, territory: Territory, day: date) -> tuple[str, ...]:
    """Return the bodies judged: those that signed, or the bodies of the day that followed them."""
    if territory is Territory.AS_SIGNED:
        return case.pact.signatories
    return case.units.bodies_as_now(case.pact.signatories, day)


def verdict_of(asked: Question, commitment: Commitment, unit: str) -> Verdict:
    """Return one cell of the matrix, whatever the kind of the commitment."""
    exempt = exempt_verdict(asked.case, commitment, unit)
    if exempt is not None:
        return exempt
    match commitment.type:
        case CommitmentType.QUANTIFIED:
            return quantified_verdict(asked, commitment, unit)
        case CommitmentType.ZERO_TOLERANCE:
            return zero_tolerance_verdict(asked.case, asked.day, commitment, unit)
        case CommitmentType.MILESTONE:
            return milestone_verdict(asked.case, asked.day, commitment, unit)
        case CommitmentType.QUALITATIVE:
            return qualitative_verdict(asked.case, commitment, unit)


def _pact_findings(case: Case, ground: Territory, day: date, asked: Territory | None) -> list[Finding]:
    """Say what the pact leaves open and what was taken in its place."""
    pact = case.pact
    found: list[Finding] = []
    if pact.calendar_assumed is not None and pact.calendar is not None:
        calendar = Ref(RefKind.CALENDAR, pact.calendar.code)
        found.append(note("verdicts.calendar-assumed", calendar=calendar, why=pact.calendar_assumed.reason))
    if pact.reading == NOT_STATED and any(c.asks_for_change for c in pact.commitments):
        found.append(note("verdicts.baseline-not-stated", signed_on=pact.signed_on))
    merged = [
        u
        for u in pact.signatories
        if case.units.ended_in(case.units.names_of(u)[-1], pact.window) is not None
    ]
    if pact.territory == NOT_STATED and asked is None and merged:
        refs = tuple(Ref(RefKind.UNIT, u) for u in merged)
        found.append(note("verdicts.territory-not-stated", units=refs, taken=ground))
    if ground is Territory.AS_NOW:
        found += [
            warning("verdicts.signatory-without-successor", unit=Ref(RefKind.UNIT, u), known_on=day)
            for u in pact.signatories
            if not case.units.successor_on(u, day)
        ]
    return found
