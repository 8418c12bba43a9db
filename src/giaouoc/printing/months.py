"""What a part was month by month, asked of the engine one month at a time; a month nobody reported stays a gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures.side import NoSide, Side
from giaouoc.engine.indicators import Kind, Quantity
from giaouoc.engine.pacts import Reading, goal
from giaouoc.engine.periods import Window, same_period
from giaouoc.engine.verdicts.verdict import PartVerdict, Standing, Verdict

# With fewer months a picture says less than the table beside it.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the window beside the same month of the base period, newest and as known at signing."""

    number: int
    actual: Quantity | None
    base: Quantity | None
    base_at_signing: Quantity | None


@dataclass(frozen=True, slots=True)
class Path:
    """How far the cumulated amount lies from what the target allows, month by month, until a month lacks."""

    latest: tuple[Fraction, ...]
    at_signing: tuple[Fraction, ...]


def month_numbers(standing: Standing) -> tuple[int, ...]:
    """Return the numbers of the months of the pact's window; none where its calendar cannot cut it into months."""
    calendar = standing.case.pact.calendar
    windows = () if calendar is None else calendar.months_of(standing.case.pact.window) or ()
    periods = [(calendar.period_of(w) if calendar else None) for w in windows]
    return tuple(period.number if period else place for place, period in enumerate(periods, start=1))


def months_of(standing: Standing, verdict: Verdict, part: PartVerdict) -> tuple[Month, ...]:
    """Return the months of a part from the source that was used; none where it was not reported by months."""
    calendar = standing.case.pact.calendar
    comparison = _comparison(standing, verdict, part)
    if calendar is None or comparison is None or comparison.indicator.kind is not Kind.COUNT:
        return ()
    windows = calendar.months_of(standing.case.pact.window) or ()
    if len(windows) < FEWEST or not _by_months(comparison, windows):
        return ()
    signed_on = comparison.base_day(Reading.AT_SIGNING)
    assert signed_on is not None
    found: list[Month] = []
    for number, window in zip(month_numbers(standing), windows, strict=True):
        base = _base_window(comparison, window)
        found.append(
            Month(
                number=number,
                actual=_exact(comparison.side(window, standing.as_known_on)),
                base=_exact(comparison.side(base, standing.as_known_on)),
                base_at_signing=_exact(comparison.side(base, signed_on)),
            )
        )
    both = sum(m.actual is not None and m.base is not None for m in found)
    return tuple(found) if both >= FEWEST else ()


def path_of(standing: Standing, verdict: Verdict, part: PartVerdict, months: Iterable[Month]) -> Path:
    """Return the distance from the allowed path by both baselines.

    What is allowed to the end of a month is the target applied to the base cumulated to the end of that month.
    """
    comparison = _comparison(standing, verdict, part)
    assert comparison is not None
    rows = tuple(months)
    return Path(
        latest=_distances(comparison, [(m.actual, m.base) for m in rows]),
        at_signing=_distances(comparison, [(m.actual, m.base_at_signing) for m in rows]),
    )


def _distances(
    comparison: Comparison, pairs: Iterable[tuple[Quantity | None, Quantity | None]]
) -> tuple[Fraction, ...]:
    found: list[Fraction] = []
    so_far, base_so_far = Quantity(None), Quantity(None)
    for actual, base in pairs:
        if actual is None or base is None:
            break
        so_far = actual if so_far.value is None else so_far.plus(actual)
        base_so_far = base if base_so_far.value is None else base_so_far.plus(base)
        allowed = goal(comparison.target, base_so_far, comparison.indicator.better)
        reached = so_far.exact
        if allowed is None or reached is None:
            break
        found.append(reached - allowed)
    return tuple(found)


def _comparison(standing: Standing, verdict: Verdict, part: PartVerdict) -> Comparison | None:
    if (
        part.target is None
        or not part.target.is_change
        or part.ruling is None
        or part.ruling.publisher is None
    ):
        return None
    return Comparison(
        standing.case,
        verdict.commitment,
        part.part,
        part.target,
        verdict.unit,
        part.ruling.publisher,
        standing.as_known_on,
    )


def _by_months(comparison: Comparison, windows: Iterable[Window]) -> bool:
    """Tell whether anything on the body's territory was reported for a stretch shorter than the whole."""
    case = comparison.case
    units = set(case.units.bodies_behind(comparison.unit, comparison.window))
    units |= {c for body in units for c in case.units.children_throughout(body, comparison.window) or ()}
    code, who = comparison.part.indicator, comparison.publisher
    wanted = set(windows)
    return any(wanted & set(case.ledger.get(u, code, who).by_window) for u in units)


def _base_window(comparison: Comparison, window: Window) -> Window:
    pact = comparison.case.pact
    years = pact.year - (comparison.commitment.baseline_year or pact.year - 1)
    return same_period(window, pact.calendar, (), years)


def _exact(side: Side | NoSide) -> Quantity | None:
    if isinstance(side, NoSide) or side.not_applicable or side.quantity.exact is None:
        return None
    return side.quantity
