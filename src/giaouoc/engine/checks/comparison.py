"""One comparison: a part of a commitment, for one unit, from one source, as known on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Literal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures.assembly import Assembler
from giaouoc.engine.figures.side import NoSide, Side, direct
from giaouoc.engine.findings import Param, Ref, RefKind
from giaouoc.engine.indicators import Indicator, percent_change
from giaouoc.engine.pacts import Commitment, Part, Reading, Target, meets
from giaouoc.engine.periods import Window


@dataclass(frozen=True)
class Comparison:
    """What is compared with what. `target` binds this unit; `reading` is the one asked for, None the pact's own."""

    case: Case
    commitment: Commitment
    part: Part
    target: Target
    unit: str
    publisher: str
    day: date
    reading: Reading | Literal["not_stated"] | None = None
    _sides: dict[tuple[Window, date], Side | NoSide] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def indicator(self) -> Indicator:
        """Return the indicator that is compared."""
        return self.case.indicators.get(self.part.indicator)

    @property
    def window(self) -> Window:
        """Return the pact's window."""
        return self.case.pact.window

    @cached_property
    def base_window(self) -> Window:
        """Return the same period of the year the commitment compares with; a level has none to ask for."""
        return self.case.pact.base_window(self.commitment)

    @cached_property
    def about(self) -> dict[str, Param]:
        """Return the pointers every finding about this comparison carries."""
        return {
            "commitment": self.commitment.ref,
            "part": Ref(RefKind.PART, f"{self.commitment.code}/{self.part.code}"),
            "unit": Ref(RefKind.UNIT, self.unit),
            "indicator": self.indicator.ref,
            "publisher": Ref(RefKind.PUBLISHER, self.publisher),
        }

    def side(self, window: Window, day: date) -> Side | NoSide:
        """Return the amount for a window as known on a day, on the territory of the unit."""
        key = (window, day)
        if key not in self._sides:
            self._sides[key] = self.side_of(self.publisher, self.part.indicator, window, day)
        return self._sides[key]

    def side_of(self, publisher: str, indicator: str, window: Window, day: date) -> Side | NoSide:
        """Return the amount another publisher or another indicator gives for the same unit."""
        case = self.case
        assembler = Assembler(case.ledger, case.units, case.indicators.get(indicator), publisher, day)
        return assembler.of_body(self.unit, window)

    @property
    def actual(self) -> Side | NoSide:
        """Return the amount of the pact's window as known on the day asked for."""
        return self.side(self.window, self.day)

    def base_day(self, reading: Reading) -> date | None:
        """Return the day whose knowledge of the base a reading takes; None where the actual has no age."""
        match reading:
            case Reading.LATEST:
                return self.day
            case Reading.AT_SIGNING:
                return min(self.case.pact.signed_on, self.day)
            case Reading.SAME_AGE:
                actual = self.actual
                if isinstance(actual, NoSide):
                    return None
                return min(self.base_window.last_day + timedelta(days=actual.age), self.day)

    def base(self, reading: Reading) -> Side | NoSide:
        """Return the base by a reading; a level has none, without a reason."""
        day = self.base_day(reading) if self.target.is_change else None
        if day is None:
            return NoSide(())
        return self._printed_together(day) or self.side(self.base_window, day)

    def _printed_together(self, day: date) -> Side | None:
        """Return the newest base where it stands in one publication with an actual of the same unstated days.

        Such a pair is compared as it was printed; a base whose days are stated would be no match for it.
        """
        actual = self.actual
        if isinstance(actual, NoSide) or not actual.window_not_stated:
            return None
        series = self.case.ledger.get(self.unit, self.part.indicator, self.publisher)
        newest = [direct(e) for e in series.vintages(self.base_window, day)[-1:]]
        return next((base for base in newest if base.same_publication(actual)), None)

    @cached_property
    def units_behind(self) -> tuple[str, ...]:
        """Return the unit and all whose figures may stand for it in a window compared, in alphabetical order.

        Units below are not among them.
        """
        windows = (self.base_window, self.window) if self.target.is_change else (self.window,)
        return tuple(sorted({u for w in windows for u in self.case.units.bodies_behind(self.unit, w)}))

    @cached_property
    def _heard(self) -> tuple[str, ...]:
        """Return the units behind and every unit below them."""
        below = (child for unit in self.units_behind for child in self.case.units.ever_under(unit))
        return tuple(dict.fromkeys((*self.units_behind, *below)))

    def days_known(self, window: Window) -> tuple[date, ...]:
        """Return the days up to today on which anything bearing on a window became known, in order."""
        ledger, indicator = self.case.ledger, self.part.indicator
        days = {
            known
            for unit in self._heard
            for known in ledger.get(unit, indicator, self.publisher).days_known(window)
        }
        return tuple(sorted(d for d in days if d <= self.day))

    def days_base_known(self) -> tuple[date, ...]:
        """Return the days up to today on which anything bearing on the base became known, in order."""
        return self.days_known(self.base_window)

    def keeps(self, base: Side | None, actual: Side) -> bool:
        """Tell whether the target is kept on these two amounts."""
        return meets(
            self.target, None if base is None else base.quantity, actual.quantity, self.indicator.better
        )

    @staticmethod
    def change(base: Side, actual: Side) -> Fraction | None:
        """Return the change in percent; None from zero or where an amount is not there."""
        was, became = base.quantity.exact, actual.quantity.exact
        return None if was is None or became is None else percent_change(was, became)
