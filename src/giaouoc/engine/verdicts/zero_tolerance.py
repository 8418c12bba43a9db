"""Zero tolerance: one positive breaks it at once; kept only where every day of the window was attested."""

from __future__ import annotations

from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.entry import Status
from giaouoc.engine.findings import Finding, Ref, RefKind, note
from giaouoc.engine.pacts import Commitment
from giaouoc.engine.periods import Window
from giaouoc.engine.verdicts.attestations import Witnesses, attested_days
from giaouoc.engine.verdicts.hearing import Heard, hear
from giaouoc.engine.verdicts.verdict import Attested, Result, Verdict


def zero_tolerance_verdict(case: Case, day: date, commitment: Commitment, unit: str) -> Verdict:
    """Return whether a thing that must not happen did not happen in a unit, for every day of the window.

    Kept only once the window is over, or on its last day if all of it is attested by then.
    """
    window = case.pact.window
    heard = hear(Witnesses(case, commitment, day), unit)
    about = {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
    over = day > window.last_day or (day == window.last_day and not heard.silent)
    reasons: list[Finding] = []
    if heard.positive:
        result = Result.NOT_KEPT
        rule = note("verdicts.rule-one-positive", seqs=tuple(e.seq for e in heard.positive), **about)
    elif _never_applies(heard):
        result, rule = Result.NOT_APPLICABLE, note("verdicts.rule-not-applicable-throughout", **about)
    elif not over:
        rule = note("verdicts.rule-window-open", last_day=window.last_day, **about)
        result = Result.NOT_YET
    elif heard.unplaced:
        result, rule = Result.CANNOT_TELL, note("verdicts.rule-happened-before-split", **about)
        reasons = [*(f for _, f in heard.unplaced), *_silence(heard, commitment)]
    elif heard.silent:
        result, rule = Result.CANNOT_TELL, note("verdicts.rule-silence", **about)
        reasons = _silence(heard, commitment)
    else:
        result, rule = Result.KEPT, note("verdicts.rule-attested-throughout", **about)
    shown = dict.fromkeys(f for _, f in (*heard.unplaced, *heard.asides) if f not in reasons)
    return Verdict(
        commitment,
        unit,
        result,
        rule,
        tuple(reasons),
        attested=tuple(_month(heard, month) for month in _months(case)),
        findings=tuple(shown),
    )


def _never_applies(heard: Heard) -> bool:
    words = heard.free
    unbroken = bool(words) and not heard.silent and not heard.unplaced
    return unbroken and all(e.status is Status.NOT_APPLICABLE for e in words)


def _silence(heard: Heard, commitment: Commitment) -> list[Finding]:
    return [
        note(
            "verdicts.silent",
            commitment=commitment.ref,
            unit=Ref(RefKind.UNIT, unit),
            first_day=gap.first_day,
            last_day=gap.last_day,
        )
        for unit, gap in heard.silent
    ]


def _months(case: Case) -> tuple[Window, ...]:
    calendar, window = case.pact.calendar, case.pact.window
    return (calendar.months_of(window) if calendar else None) or (window,)


def _month(heard: Heard, month: Window) -> Attested:
    """Return what was attested about one month, for the reader to see."""
    positive = next((e for e in heard.positive if e.window.overlaps(month)), None)
    quiet = [e for e in heard.free if (days := attested_days(e)) is not None and days.overlaps(month)]
    doubtful = any(gap.overlaps(month) for _, gap in heard.silent)
    doubtful |= any(e.window.overlaps(month) for e, _ in heard.unplaced)
    return Attested(
        label="",
        first_day=month.first_day,
        last_day=month.last_day,
        entry=positive or (quiet[-1] if quiet else None),
        positive=True if positive else (False if quiet and not doubtful else None),
    )
