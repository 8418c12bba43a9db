"""Quantified commitments: each part by every reading, then the commitment as the pact rules it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from giaouoc.engine.checks import comparison_findings
from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import is_open
from giaouoc.engine.figures.side import Side
from giaouoc.engine.findings import Finding, Ref, RefKind, note, warning
from giaouoc.engine.indicators import Better, Kind
from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    Comparator,
    Direction,
    Part,
    Reading,
    TargetUnit,
    bounds_from_above,
)
from giaouoc.engine.verdicts.binding import targets_of
from giaouoc.engine.verdicts.change_goal import change_goal
from giaouoc.engine.verdicts.dispersion import Dispersion
from giaouoc.engine.verdicts.evidence import CountEvidence, LevelEvidence, count_evidence, proportion_evidence
from giaouoc.engine.verdicts.history import Histories
from giaouoc.engine.verdicts.outcomes import outcome_of
from giaouoc.engine.verdicts.ruling import combine, shown_first, stands
from giaouoc.engine.verdicts.verdict import Outcome, PartVerdict, Result, Verdict

Ruling = Reading | Literal["not_stated"]


@dataclass(frozen=True, slots=True)
class Question:
    """How a case is asked: as known on which day, by which reading."""

    case: Case
    day: date
    reading: Ruling
    histories: Histories


def quantified_verdict(asked: Question, commitment: Commitment, unit: str) -> Verdict:
    """Return whether a unit kept a commitment of one or several parts."""
    parts = tuple(_part_verdict(asked, commitment, part, unit) for part in commitment.parts)
    by_reading = tuple((r, combine(_result(p, r) for p in parts)) for r in Reading)
    result, rule = stands(by_reading, asked.reading)
    if result.tells and not any(p.target is not None and p.target.is_change for p in parts):
        rule = note("verdicts.rule-level-needs-no-base")
    reasons = _reasons(asked, commitment, unit, parts, by_reading) if result is Result.CANNOT_TELL else []
    return Verdict(
        commitment=commitment,
        unit=unit,
        result=result,
        rule=rule,
        reasons=tuple(dict.fromkeys(reasons)),
        parts=parts,
        by_reading=by_reading,
        findings=_hanging(commitment, unit, by_reading),
    )


def _reasons(
    asked: Question,
    commitment: Commitment,
    unit: str,
    parts: Sequence[PartVerdict],
    by_reading: Sequence[tuple[Reading, Result]],
) -> list[Finding]:
    """Say why nobody can tell: there is always a reason, if only that no one reading tells for all parts."""
    reasons: list[Finding] = []
    if asked.reading == NOT_STATED and any(r.tells for _, r in by_reading):
        reasons.append(note("verdicts.pact-names-no-baseline", **_about(commitment, unit)))
    reasons += [reason for p in parts if p.ruling is not None for reason in p.ruling.reasons]
    reasons += [reason for p in parts if p.ruling is None for reason in p.findings]
    if not reasons:
        reasons.append(note("verdicts.no-reading-tells-for-all-parts", **_about(commitment, unit)))
        reasons += [reason for p in parts for o in p.outcomes for reason in o.reasons]
    return reasons


def _part_verdict(asked: Question, commitment: Commitment, part: Part, unit: str) -> PartVerdict:
    targets = targets_of(asked.case, part, unit)
    better = asked.case.indicators.get(part.indicator).better
    target = next(iter(targets), None)
    if target is None or len(targets) > 1:
        about = _about(commitment, unit)
        differ = note("verdicts.targets-differ-after-merger", **about)
        reason = differ if len(targets) > 1 else note("verdicts.no-target-for-unit", **about)
        return PartVerdict(part, None, better, Result.CANNOT_TELL, (), None, None, (reason,))
    comparisons = [
        Comparison(asked.case, commitment, part, target, unit, source, asked.day, asked.reading)
        for source in sources_of(asked.case, commitment, part, asked.day)
    ]
    if not comparisons:
        nobody = Comparison(asked.case, commitment, part, target, unit, "", asked.day)
        reason = note("verdicts.nobody-published", indicator=_indicator(part), **_about(commitment, unit))
        result = Result.NOT_YET if is_open(nobody) else Result.CANNOT_TELL
        return PartVerdict(part, target, better, result, (), None, None, (reason,))
    outcomes = _outcomes(comparisons, asked.reading)
    result, _ = stands([(o.reading, o.result) for o in outcomes], asked.reading)
    ruling = shown_first(outcomes, asked.reading)
    used = next((c for c in comparisons if ruling and c.publisher == ruling.publisher), comparisons[0])
    findings = [*comparison_findings(used), *_second_source(commitment, used), *_no_longer(used, outcomes)]
    return PartVerdict(
        part=part,
        target=target,
        better=better,
        result=result,
        outcomes=outcomes,
        ruling=ruling,
        evidence=None if ruling is None else evidence_of(used, ruling, asked.histories.dispersion(used)),
        findings=tuple(dict.fromkeys(findings)),
    )


def sources_of(case: Case, commitment: Commitment, part: Part, day: date) -> tuple[str, ...]:
    """Return the sources of record in order; where the pact names none, all who had published by that day."""
    if commitment.sources is not None:
        return commitment.sources
    return case.ledger.publishers_of_indicator(part.indicator, day)


def evidence_of(
    comparison: Comparison, outcome: Outcome, dispersion: Dispersion | None
) -> CountEvidence | LevelEvidence | None:
    """Return how far the numbers of an outcome can be trusted; None where nothing was decided by counts."""
    if not outcome.result.tells or not isinstance(outcome.actual, Side):
        return None
    actual, kept = outcome.actual.quantity, outcome.result is Result.KEPT
    target, indicator = comparison.target, comparison.indicator
    if actual.is_ratio:
        if target.direction is not Direction.REACH or target.unit is TargetUnit.COUNT:
            return None
        assert actual.numerator is not None
        assert actual.denominator is not None
        ceiling = bounds_from_above(target, indicator.better)
        return proportion_evidence(
            actual.numerator,
            actual.denominator,
            target.value_high if ceiling and target.value_high is not None else target.value,
            kept=kept,
            better=Better.LOWER if ceiling else Better.HIGHER,
            strict=target.comparator in (Comparator.OVER, Comparator.UNDER),
        )
    goal = change_goal(target)
    countable = indicator.kind is Kind.COUNT and actual.value is not None
    if (
        goal is None
        or not countable
        or not isinstance(outcome.base, Side)
        or outcome.base.quantity.value is None
    ):
        return None
    assert actual.value is not None
    return count_evidence(
        actual.value,
        outcome.base.quantity.value,
        kept=kept,
        goal=goal,
        dispersion=dispersion,
        exposure_actual=outcome.actual.window.days,
        exposure_base=outcome.base.window.days,
    )


def _outcomes(comparisons: Sequence[Comparison], ruling: Ruling) -> tuple[Outcome, ...]:
    """Return the outcome by every reading, all of them from the first source of record that can tell."""
    if comparisons[0].commitment.sources is None:
        return tuple(_of_any_source(comparisons, reading) for reading in Reading)
    by_source = [tuple(outcome_of(c, reading) for reading in Reading) for c in comparisons]
    for outcomes in by_source:
        asked = [o for o in outcomes if ruling in (NOT_STATED, o.reading)]
        if any(o.result.tells or o.result is Result.NOT_APPLICABLE for o in asked):
            return outcomes
    first = _most_told([outcomes[0] for outcomes in by_source])
    return next(outcomes for outcomes in by_source if outcomes[0] is first)


def _of_any_source(comparisons: Sequence[Comparison], reading: Reading) -> Outcome:
    """Return one outcome where the pact names no source and every publisher counts alike.

    If they give different answers, nobody can tell.
    """
    outcomes = [outcome_of(c, reading) for c in comparisons]
    telling = [o for o in outcomes if o.result.tells]
    if len({o.result for o in telling}) > 1:
        about = comparisons[0].about
        publishers = tuple(Ref(RefKind.PUBLISHER, o.publisher) for o in telling if o.publisher)
        reason = note(
            "verdicts.pact-names-no-source", **{**about, "publisher": None, "publishers": publishers}
        )
        return replace(telling[0], result=Result.CANNOT_TELL, reasons=(reason,))
    settled = [o for o in outcomes if o.result.tells or o.result is Result.NOT_APPLICABLE]
    return (settled or [_most_told(outcomes)])[0]


def _most_told(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the first outcome that has at least one amount, else the first."""
    return next((o for o in outcomes if isinstance(o.actual, Side) or o.to_date is not None), outcomes[0])


def _result(part: PartVerdict, reading: Reading) -> Result:
    outcome = part.outcome(reading)
    return part.result if outcome is None else outcome.result


def _hanging(
    commitment: Commitment, unit: str, by_reading: tuple[tuple[Reading, Result], ...]
) -> tuple[Finding, ...]:
    if len({r for _, r in by_reading if r.tells}) < 2:
        return ()
    kept = tuple(reading for reading, r in by_reading if r is Result.KEPT)
    broken = tuple(reading for reading, r in by_reading if r is Result.NOT_KEPT)
    return (warning("verdicts.hangs-on-baseline", kept=kept, not_kept=broken, **_about(commitment, unit)),)


def _second_source(commitment: Commitment, used: Comparison) -> list[Finding]:
    if not commitment.sources or used.publisher == commitment.sources[0]:
        return []
    first = Ref(RefKind.PUBLISHER, commitment.sources[0])
    return [note("verdicts.second-source-used", first=first, **used.about)]


def _no_longer(used: Comparison, outcomes: Sequence[Outcome]) -> list[Finding]:
    """Say once that an open window can no longer be kept: so far already beyond the edge for the whole of it.

    `readings` are those by which it is so, `goal` the most any of them allows.
    """
    if not _broken_for_good(used):
        return []
    lost: dict[Reading, tuple[Side, int]] = {}
    for outcome in outcomes:
        if outcome.to_date is None or outcome.whole_goal is None:
            continue
        base = outcome.base if isinstance(outcome.base, Side) else None
        if not used.keeps(base, outcome.to_date.actual):
            lost[outcome.reading] = (outcome.to_date.actual, outcome.whole_goal)
    if not lost:
        return []
    so_far = next(iter(lost.values()))[0]
    return [
        warning(
            "verdicts.can-no-longer-be-kept",
            readings=tuple(lost),
            so_far=so_far.quantity.value,
            goal=max(goal for _, goal in lost.values()),
            last_day=so_far.window.last_day,
            **used.about,
        )
    ]


def _broken_for_good(used: Comparison) -> bool:
    """Tell whether a count that only grows, once it breaks the target, stays beyond it."""
    grows = used.indicator.kind is Kind.COUNT
    return grows and bounds_from_above(used.target, used.indicator.better)


def _indicator(part: Part) -> Ref:
    return Ref(RefKind.INDICATOR, part.indicator)


def _about(commitment: Commitment, unit: str) -> dict[str, Ref]:
    return {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
