"""Zero tolerance: one positive breaks it at once; kept only where every day of the window was attested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.entry import Entry, Status
from giaouoc.engine.findings import Ref, RefKind, note
from giaouoc.engine.pacts import Commitment
from giaouoc.engine.periods import Window, gaps
from giaouoc.engine.verdicts.verdict import Attested, Result, Verdict


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was attested for one unit about the pact's window, from the sources of record."""

    within: Window
    entries: tuple[Entry, ...]

    @property
    def positive(self) -> tuple[Entry, ...]:
        """Return what happened inside the window; of a longer stretch nobody knows on which side it fell."""
        return tuple(e for e in self.entries if e.decides and e.value and self.within.covers(e.window))

    @property
    def not_applicable(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.status is Status.NOT_APPLICABLE)

    @property
    def silent_free(self) -> tuple[Entry, ...]:
        """Return the entries that break the silence: a zero, or a word that the thing cannot arise."""
        return tuple(e for e in self.entries if e.decides and e.value == 0) + self.not_applicable


def zero_tolerance_verdict(case: Case, day: date, commitment: Commitment, unit: str) -> Verdict:
    """Return whether a thing that must not happen did not happen in a unit, for every day of the window."""
    window = case.pact.window
    units = _bodies(case, unit, window)
    heard = {u: _Heard(window, _entries(case, day, commitment, u, window)) for u, _ in units}
    silent = _silence(units, heard)
    about = {"commitment": commitment.ref, "unit": Ref(RefKind.UNIT, unit)}
    positive = [e for h in heard.values() for e in h.positive]
    attested = tuple(_stretches(case, heard, silent))
    if positive:
        rule = note("verdicts.rule-one-positive", seqs=tuple(e.seq for e in positive), **about)
        return Verdict(commitment, unit, Result.NOT_KEPT, rule, (), attested=attested)
    if not silent:
        if all(h.entries and len(h.not_applicable) == len(h.entries) for h in heard.values()):
            rule = note("verdicts.rule-not-applicable-throughout", **about)
            return Verdict(commitment, unit, Result.NOT_APPLICABLE, rule, (), attested=attested)
        return Verdict(
            commitment,
            unit,
            Result.KEPT,
            note("verdicts.rule-attested-throughout", **about),
            (),
            attested=attested,
        )
    if day <= window.last_day:
        return Verdict(
            commitment,
            unit,
            Result.NOT_YET,
            note("verdicts.rule-window-open", last_day=window.last_day, **about),
            (),
            attested=attested,
        )
    reasons = tuple(
        note(
            "verdicts.silent",
            first_day=g.first_day,
            last_day=g.last_day,
            **(about | {"unit": Ref(RefKind.UNIT, u)}),
        )
        for u, g in silent
    )
    return Verdict(
        commitment,
        unit,
        Result.CANNOT_TELL,
        note("verdicts.rule-silence", **about),
        reasons,
        attested=attested,
    )


def _bodies(case: Case, unit: str, window: Window) -> list[tuple[str, Window]]:
    """Return who must attest which stretch: the body itself, or its predecessors before a merger."""
    return [(p.unit, stretch) for stretch, parts in case.units.frontier(unit, window) for p in parts] or [
        (unit, window)
    ]


def _entries(case: Case, day: date, commitment: Commitment, unit: str, within: Window) -> tuple[Entry, ...]:
    indicator = commitment.parts[0].indicator
    sources = commitment.sources or case.ledger.publishers_of_indicator(indicator)
    found: list[Entry] = []
    for source in sources:
        series = case.ledger.get(unit, indicator, source)
        for window in sorted(series.by_window):
            stands = series.known(window, day)
            if window.overlaps(within) and stands:
                found.append(stands[-1])
    return tuple(found)


def _silence(units: list[tuple[str, Window]], heard: dict[str, _Heard]) -> list[tuple[str, Window]]:
    return [
        (unit, gap)
        for unit, within in units
        for gap in gaps([e.window for e in heard[unit].silent_free], within)
    ]


def _stretches(case: Case, heard: dict[str, _Heard], silent: list[tuple[str, Window]]) -> list[Attested]:
    """Return month by month what was attested, for the reader to see."""
    calendar, window = case.pact.calendar, case.pact.window
    months = (calendar.months_of(window) if calendar else None) or (window,)
    return [_month(heard, silent, month) for month in months]


def _month(heard: dict[str, _Heard], silent: list[tuple[str, Window]], month: Window) -> Attested:
    covering = [e for h in heard.values() for e in h.silent_free if e.window.overlaps(month)]
    positive = next((e for h in heard.values() for e in h.positive if e.window.overlaps(month)), None)
    quiet = False if covering and not any(gap.overlaps(month) for _, gap in silent) else None
    return Attested(
        label="",
        first_day=month.first_day,
        last_day=month.last_day,
        entry=positive or (covering[-1] if covering else None),
        positive=True if positive else quiet,
    )
