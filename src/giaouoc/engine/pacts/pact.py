"""The pact as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from giaouoc.engine.findings import Finding, Refusal, error, refuse
from giaouoc.engine.pacts.commitment import Commitment
from giaouoc.engine.periods import (
    EARLIEST_DAY,
    LATEST_DAY,
    Calendar,
    Holiday,
    Window,
    holiday_of,
    same_period,
)


class Reading(StrEnum):
    """Which vintage of the base year rules: as restated, as known at signing, or as old as the actual is."""

    LATEST = "latest"
    AT_SIGNING = "at_signing"
    SAME_AGE = "same_age"


class Territory(StrEnum):
    """Whether the bodies that signed are judged, or today's bodies with their baseline rebuilt."""

    AS_SIGNED = "as_signed"
    AS_NOW = "as_now"


NOT_STATED: Final = "not_stated"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published figures, as the case names it."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class AssumedCalendar:
    """Says that the pact names no calendar, and why this one was taken."""

    reason: str


@dataclass(frozen=True, slots=True)
class Pact:
    """A signed pact. `reading` and `territory` say what rules, or that the pact does not state it."""

    code: str
    title: str
    title_en: str
    cluster: str
    movement: str
    slogan: str | None
    signed_on: date
    signatories: tuple[str, ...]
    calendar: Calendar | None
    calendar_assumed: AssumedCalendar | None
    window: Window
    holidays: tuple[Holiday, ...]
    reading: Reading | Literal["not_stated"]
    territory: Territory | Literal["not_stated"]
    commitments: tuple[Commitment, ...]
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    made_up: bool = False
    note: str | None = None

    def __post_init__(self) -> None:
        codes = [c.code for c in self.commitments]
        for code in sorted(set(codes)):
            if codes.count(code) > 1:
                raise refuse("pacts.commitment-code-twice", code=code)
        if not EARLIEST_DAY <= self.signed_on <= LATEST_DAY:
            raise refuse(
                "pacts.signed-out-of-range", value=self.signed_on, earliest=EARLIEST_DAY, latest=LATEST_DAY
            )
        if not self.signatories:
            raise refuse("pacts.no-signatory", code=self.code)
        if len(set(self.signatories)) != len(self.signatories):
            raise refuse("pacts.signatory-twice", code=self.code)
        too_late = list(self._baseline_years_not_earlier())
        if too_late:
            raise Refusal(too_late)

    def _baseline_years_not_earlier(self) -> Iterator[Finding]:
        for commitment in self.commitments:
            named = commitment.baseline_year
            if named is not None and named >= self.year:
                yield error(
                    "pacts.baseline-year-not-earlier", commitment=commitment.ref, value=named, year=self.year
                )

    def base_window(self, commitment: Commitment, stretch: Window | None = None) -> Window:
        """Return what a commitment compares with: the same period of the year before, or of the year it names.

        For the pact's window, or for a stretch of it.
        """
        years = 1 if commitment.baseline_year is None else self.year - commitment.baseline_year
        return same_period(stretch or self.window, self.calendar, self.holidays, years)

    @property
    def year(self) -> int:
        """Return the year the pact is for: its holiday's, else the calendar year that holds the whole window.

        The civil year of the last day where no year of the calendar does.
        """
        holiday = holiday_of(self.window, self.holidays)
        if holiday is not None:
            return holiday.year
        whole = None if self.calendar is None else self.calendar.year_containing(self.window)
        return self.window.last_day.year if whole is None else whole

    def commitment(self, code: str) -> Commitment:
        """Return the commitment with this code."""
        for commitment in self.commitments:
            if commitment.code == code:
                return commitment
        raise refuse("pacts.commitment-unknown", code=code)
