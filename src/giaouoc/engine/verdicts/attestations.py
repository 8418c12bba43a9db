"""Whose word stands for a stretch of days, and which words are only shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Series
from giaouoc.engine.figures.entry import Entry, Status, WindowBasis
from giaouoc.engine.findings import Finding, Param, Ref, RefKind, warning
from giaouoc.engine.pacts import Commitment
from giaouoc.engine.periods import Window


def amount_of(entry: Entry) -> Decimal | None:
    """Return how often it happened: the count, of a ratio what stands above the line; None where no amount is given."""
    if entry.status is not Status.REPORTED:
        return None
    return entry.value if entry.numerator is None else entry.numerator


def happened(entry: Entry) -> bool:
    """Tell whether an entry says that something happened, exactly or not."""
    return (amount_of(entry) or 0) > 0


def attested_days(entry: Entry) -> Window | None:
    """Return the days for which an entry breaks the silence; None where it breaks none.

    A zero speaks only of the days up to its publication; that a thing cannot arise may be said beforehand.
    """
    if entry.status is Status.NOT_APPLICABLE:
        return entry.window
    if amount_of(entry) != 0 or entry.known_on is None or entry.known_on < entry.window.first_day:
        return None
    return Window(entry.window.start, min(entry.window.stop, entry.known_on + timedelta(days=1)))


def standing_word(series: Series, window: Window, day: date) -> Entry | None:
    """Return what stands for exactly this window: the newest exact report, else the newest word that it cannot arise.

    What is missing or inexact takes nothing back; a window that the source does not state stands for nothing.
    """
    stated = [e for e in series.known(window, day) if e.window_basis is not WindowBasis.NOT_STATED]
    exact = [e for e in stated if e.is_exact_report]
    if exact:
        return exact[-1]
    return stated[-1] if stated and stated[-1].status is Status.NOT_APPLICABLE else None


@dataclass(frozen=True)
class Witnesses:
    """The reports on one indicator as known on a day; the word of the sources of record decides."""

    case: Case
    commitment: Commitment
    day: date

    @property
    def indicator(self) -> str:
        """Return the code of the indicator."""
        return self.commitment.parts[0].indicator

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the sources of record; where the pact names none, all who had published by that day."""
        if self.commitment.sources is not None:
            return self.commitment.sources
        return self.case.ledger.publishers_of_indicator(self.indicator, self.day)

    def words(self, unit: str, within: Window) -> tuple[Entry, ...]:
        """Return the words of the sources of record about a unit for windows that overlap a stretch of days."""
        found = (
            standing_word(series, window, self.day)
            for source in self.sources
            for series in (self.case.ledger.get(unit, self.indicator, source),)
            for window in sorted(w for w in series.by_window if w.overlaps(within))
        )
        return tuple(e for e in found if e is not None)

    def decides(self, entry: Entry) -> bool:
        """Tell whether a word that something happened is about days of the pact only."""
        return happened(entry) and self.case.pact.window.covers(entry.window)

    def not_deciding(self, unit: str, within: Window) -> tuple[tuple[Entry, Finding], ...]:
        """Return the reports that something happened which decide nothing, each with a warning that says why."""
        publishers = self.case.ledger.publishers_of(unit, self.indicator)
        return tuple(
            found
            for publisher in publishers
            for series in (self.case.ledger.get(unit, self.indicator, publisher),)
            for window in sorted(w for w in series.by_window if w.overlaps(within))
            if (found := self._not_deciding(series, window)) is not None
        )

    def _not_deciding(self, series: Series, window: Window) -> tuple[Entry, Finding] | None:
        positive = [e for e in series.known(window, self.day) if happened(e)]
        if not positive:
            return None
        if series.publisher in self.sources:
            word = standing_word(series, window, self.day)
            if word is not None and self.decides(word):
                return None
        return positive[-1], self._why(positive[-1])

    def _why(self, entry: Entry) -> Finding:
        about = pointers(self.commitment, entry)
        if entry.publisher not in self.sources:
            return warning("verdicts.positive-of-other-publisher", **about)
        if entry.window_basis is WindowBasis.NOT_STATED:
            return warning("verdicts.positive-window-not-stated", **about)
        if not entry.is_exact_report:
            return warning("verdicts.positive-inexact", **about)
        if not self.case.pact.window.covers(entry.window):
            return warning("verdicts.positive-straddles", **about)
        return warning("verdicts.positive-taken-back", **about)


def pointers(commitment: Commitment, entry: Entry) -> dict[str, Param]:
    """Return what a finding about one entry carries: seq, unit, publisher, days and amount."""
    return {
        "commitment": commitment.ref,
        "unit": Ref(RefKind.UNIT, entry.unit),
        "publisher": Ref(RefKind.PUBLISHER, entry.publisher),
        "seq": entry.seq,
        "first_day": entry.window.first_day,
        "last_day": entry.window.last_day,
        "value": amount_of(entry),
    }
