"""One part by every reading of the baseline, from the first source of record that can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding import clash, days_unknown, is_open
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.findings import Finding, note
from giaouoc.engine.indicators import Kind
from giaouoc.engine.pacts import Reading, goal, whole_goal
from giaouoc.engine.verdicts.formula import formula
from giaouoc.engine.verdicts.to_date import year_to_date
from giaouoc.engine.verdicts.verdict import Outcome, Result


def outcome_of(comparison: Comparison, reading: Reading) -> Outcome:
    """Return what one reading of the baseline says about one part, from one source."""
    actual, base = comparison.actual, comparison.base(reading)
    if is_open(comparison):
        return _open_window(comparison, reading, base)
    if isinstance(actual, NoSide):
        return _cannot(comparison, reading, actual, base, actual.reasons)
    if actual.not_applicable or actual.quantity.no_case_arose:
        reason = note("verdicts.no-case-arose", **comparison.about)
        return replace(_cannot(comparison, reading, actual, base, (reason,)), result=Result.NOT_APPLICABLE)
    if actual.quantity.exact is None:
        return _cannot(comparison, reading, actual, base, (_no_denominator(comparison, actual),))
    if comparison.target.is_change:
        return _change(comparison, reading, actual, base)
    reasons = _definition_reasons(comparison, actual, actual)
    if actual.window_not_stated:
        reasons.append(note("verdicts.window-not-stated", seqs=actual.seqs, **comparison.about))
    if reasons:
        return _cannot(comparison, reading, actual, base, tuple(reasons))
    return _decided(comparison, reading, actual, None)


def _change(comparison: Comparison, reading: Reading, actual: Side, base: Side | NoSide) -> Outcome:
    if isinstance(base, NoSide):
        return _cannot(comparison, reading, actual, base, _no_base(comparison, reading, actual, base))
    if base.not_applicable or base.quantity.exact is None:
        none_arose = base.not_applicable or base.quantity.no_case_arose
        nothing = note("verdicts.no-base-case-arose", **comparison.about)
        reason = nothing if none_arose else _no_denominator(comparison, base)
        return _cannot(comparison, reading, actual, base, (reason,))
    reasons = [*_window_reasons(comparison, actual, base), *_definition_reasons(comparison, actual, base)]
    if reasons:
        return _cannot(comparison, reading, actual, base, tuple(reasons))
    return _decided(comparison, reading, actual, base)


def _no_denominator(comparison: Comparison, side: Side) -> Finding:
    """Say that cases are counted out of none: no share can be told from that."""
    return note(
        "verdicts.denominator-is-zero",
        numerator=side.quantity.numerator,
        seqs=side.seqs,
        first_day=side.window.first_day,
        last_day=side.window.last_day,
        **comparison.about,
    )


def _decided(comparison: Comparison, reading: Reading, actual: Side, base: Side | None) -> Outcome:
    kept = comparison.keeps(base, actual)
    return Outcome(
        reading=reading,
        result=Result.KEPT if kept else Result.NOT_KEPT,
        publisher=comparison.publisher,
        actual=actual,
        base=NoSide(()) if base is None else base,
        change=None if base is None else comparison.change(base, actual),
        goal=_goal(comparison, base),
        formula=formula(comparison, base, actual, kept),
        reasons=(),
        whole_goal=_whole_goal(comparison, base),
    )


def _cannot(
    comparison: Comparison,
    reading: Reading,
    actual: Side | NoSide,
    base: Side | NoSide,
    reasons: tuple[Finding, ...],
) -> Outcome:
    return Outcome(
        reading=reading,
        result=Result.CANNOT_TELL,
        publisher=comparison.publisher,
        actual=actual,
        base=base,
        change=None,
        goal=_goal(comparison, base if isinstance(base, Side) else None),
        formula=None,
        reasons=tuple(dict.fromkeys(reasons)),
        whole_goal=_whole_goal(comparison, base if isinstance(base, Side) else None),
    )


def _open_window(comparison: Comparison, reading: Reading, base: Side | NoSide) -> Outcome:
    outcome = _cannot(comparison, reading, comparison.actual, base, ())
    return replace(outcome, result=Result.NOT_YET, to_date=year_to_date(comparison, reading))


def _goal(comparison: Comparison, base: Side | None) -> Fraction | None:
    if comparison.target.is_change and (base is None or base.quantity.exact is None):
        return None
    return goal(comparison.target, None if base is None else base.quantity, comparison.indicator.better)


def _whole_goal(comparison: Comparison, base: Side | None) -> int | None:
    if comparison.indicator.kind is not Kind.COUNT or _goal(comparison, base) is None:
        return None
    return whole_goal(comparison.target, None if base is None else base.quantity, comparison.indicator.better)


def _window_reasons(comparison: Comparison, actual: Side, base: Side) -> list[Finding]:
    """Refuse windows no source states, unless value and base stand in one publication."""
    if not days_unknown(actual, base):
        return []
    return [note("verdicts.window-not-stated", seqs=(*actual.seqs, *base.seqs), **comparison.about)]


def _definition_reasons(comparison: Comparison, actual: Side, base: Side) -> list[Finding]:
    pair = clash(comparison, actual, base)
    if pair is None:
        return []
    return [
        note(
            "verdicts.definitions-do-not-compare",
            one=pair.one,
            other=pair.other,
            why=pair.reason,
            **comparison.about,
        )
    ]


def _no_base(comparison: Comparison, reading: Reading, actual: Side, base: NoSide) -> tuple[Finding, ...]:
    """Say why a reading has no base, and name the first later vintage without using it."""
    day = comparison.base_day(reading)
    if reading is Reading.LATEST or day is None:
        return base.reasons
    later = next(
        (
            (d, side)
            for d in comparison.days_base_known()
            if d > day and isinstance(side := comparison.side(comparison.base_window, d), Side)
        ),
        None,
    )
    about = comparison.about
    if reading is Reading.AT_SIGNING:
        signed_on = comparison.case.pact.signed_on
        if later is None:
            none = note("verdicts.no-base-at-signing", signed_on=signed_on, known_on=comparison.day, **about)
            return (none, *base.reasons)
        named = note(
            "verdicts.base-first-known-after-signing",
            signed_on=signed_on,
            first_known_on=later[0],
            value=later[1].quantity.value,
            seqs=later[1].seqs,
            **about,
        )
        return (named, *base.reasons)
    if later is None:
        return (note("verdicts.no-base-at-age", age=actual.age, **about), *base.reasons)
    age = (later[0] - comparison.base_window.last_day) // timedelta(days=1)
    return (
        note(
            "verdicts.base-first-known-older",
            age=actual.age,
            first_age=age,
            value=later[1].quantity.value,
            seqs=later[1].seqs,
            **about,
        ),
    )
