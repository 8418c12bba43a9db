"""How much counts scatter by themselves: phi from month to month, sigma from year to year.

Both are estimated from history, pooled over sibling units. The caller gives history that ends before the
window under judgement: a year must not say how unusual it is itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from giaouoc.engine.indicators import DispersionDefault
from giaouoc.engine.verdicts.rates import Count

MonthsByYear: TypeAlias = Mapping[int, Sequence[Count | float | None]]
TotalsByYear: TypeAlias = Mapping[int, Count | float]

MONTHS = 12
LAST_YEARS = 5
# The siblings' phi weighs as much as two years of the unit's own months.
SIBLINGS_WEIGHT = 22.0
WINSORISED = 0.02
# With two pairs the estimate is under half the truth in one case of four, with six in one of ten.
LEAST_PAIRS = 6
# The swing assumed only to weigh the pairs: small counts less, but a large unit not without limit.
_WEIGHING_SWING = 0.1


class DispersionSource(StrEnum):
    """Where phi and sigma come from."""

    HISTORY = "history"
    DEFAULT = "default"
    HISTORY_AND_DEFAULT = "history_and_default"


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The usual scatter of a count: phi from month to month, sigma from year to year.

    phi is variance over mean, at least 1; sigma the standard deviation of the log ratio of two years, None
    where the history is too short to tell it: then only counting noise can be spoken of.
    """

    phi: float
    sigma: float | None
    source: DispersionSource

    def __post_init__(self) -> None:
        if not self.phi >= 1 or (self.sigma is not None and not self.sigma >= 0):
            raise ValueError("phi is at least 1 and sigma at least 0")


@dataclass(frozen=True, slots=True)
class Season:
    """The share of each month in the year, and the events it was learnt from (infinite: from elsewhere)."""

    shares: tuple[float, ...]
    events: float = math.inf


@dataclass(frozen=True, slots=True)
class PhiEstimate:
    """Variance over mean, with the degrees of freedom it rests on."""

    phi: float
    degrees: float


@dataclass(frozen=True, slots=True)
class PooledHistory:
    """What all siblings together say: season, phi before any shrinking, sigma (None: too few years)."""

    season: Season
    phi: PhiEstimate
    sigma: float | None

    def dispersion(self, months_by_year: MonthsByYear) -> Dispersion:
        """Return the scatter of one unit with these months of its own."""
        phi = shrink_phi(estimate_phi(months_by_year, self.season), self.phi)
        return Dispersion(phi, self.sigma, DispersionSource.HISTORY)


def dispersion_from_default(default: DispersionDefault) -> Dispersion:
    """Return an indicator's declared scatter, phi not below 1."""
    return Dispersion(max(1.0, float(default.phi)), float(default.sigma), DispersionSource.DEFAULT)


def usual_dispersion(history: Dispersion | None, default: DispersionDefault | None) -> Dispersion | None:
    """Return the scatter to judge by: history first, the default for what history does not tell."""
    if history is None:
        return None if default is None else dispersion_from_default(default)
    if history.sigma is None and default is not None:
        return Dispersion(history.phi, float(default.sigma), DispersionSource.HISTORY_AND_DEFAULT)
    return history


def pool_history(months: Mapping[str, MonthsByYear]) -> PooledHistory | None:
    """Return what the history of all siblings says about season, phi and sigma.

    `months` holds the months of each year by unit; a year with a missing month is left out. None where phi cannot
    be told: no full year, or a single one, whose season would be judged by itself. sigma is None with fewer than
    six pairs of consecutive years.
    """
    full = {name: _full_years(years) for name, years in months.items()}
    season = pooled_season(full.values())
    if season is None:
        return None
    pool = _pooled([estimate_phi(years, season) for years in full.values()])
    if pool is None:
        return None
    sums = [{year: sum(row) for year, row in years.items()} for years in full.values()]
    return PooledHistory(season, pool, estimate_sigma(sums, max(1.0, pool.phi)))


def pooled_season(siblings: Iterable[MonthsByYear]) -> Season | None:
    """Return the share of each month over all full years of all siblings; None where nothing happened."""
    rows = [row for years in siblings for row in _full_years(years).values()]
    by_month = [sum(month) for month in zip(*rows, strict=True)]
    events = float(sum(by_month))
    return None if events == 0 else Season(tuple(c / events for c in by_month), events)


def estimate_phi(months_by_year: MonthsByYear, season: Season) -> PhiEstimate | None:
    """Return Pearson's variance over mean of the months about the season, over the last five full years.

    Eleven degrees of freedom a year, less the year's own part in the season. None where no year had events of
    its own to compare.
    """
    rows = [row for _, row in sorted(_full_years(months_by_year).items())][-LAST_YEARS:]
    squares = degrees = 0.0
    for row in rows:
        total = sum(row)
        if total == 0:
            continue
        expected = [(c, total * s) for c, s in zip(row, season.shares, strict=True) if s > 0]
        squares += sum((c - e) ** 2 / e for c, e in expected)
        degrees += (len(expected) - 1) * (1 - total / season.events)
    return None if degrees <= 1e-9 else PhiEstimate(squares / degrees, degrees)


def shrink_phi(own: PhiEstimate | None, pool: PhiEstimate) -> float:
    """Return the unit's phi drawn towards its siblings', at least 1; theirs alone where it has none."""
    degrees, phi = (0.0, 0.0) if own is None else (own.degrees, own.phi)
    return max(1.0, (degrees * phi + SIBLINGS_WEIGHT * pool.phi) / (degrees + SIBLINGS_WEIGHT))


def estimate_sigma(year_totals_of_siblings: Iterable[TotalsByYear], phi: float) -> float | None:
    """Return the usual swing from year to year beyond counting noise, as standard deviation of the log ratio.

    Squared log changes of consecutive years less their counting variance, two percent at each end drawn in,
    averaged with less weight on small counts, at least 0. None with fewer than six pairs.
    """
    import numpy as np

    excess: list[float] = []
    weights: list[float] = []
    for totals in year_totals_of_siblings:
        for before, after in pairwise(sorted(totals)):
            if after != before + 1:
                continue
            y0, y1 = float(totals[before]) + 0.5, float(totals[after]) + 0.5
            counting = phi * (1 / y0 + 1 / y1)
            excess.append(math.log(y1 / y0) ** 2 - counting)
            weights.append(1 / (counting + _WEIGHING_SWING**2))
    if len(excess) < LEAST_PAIRS:
        return None
    low, high = np.quantile(excess, [WINSORISED, 1 - WINSORISED])
    return math.sqrt(max(0.0, float(np.average(np.clip(excess, low, high), weights=weights))))


def _pooled(estimates: Iterable[PhiEstimate | None]) -> PhiEstimate | None:
    known = [e for e in estimates if e is not None]
    degrees = sum(e.degrees for e in known)
    return PhiEstimate(sum(e.phi * e.degrees for e in known) / degrees, degrees) if known else None


def _full_years(months_by_year: MonthsByYear) -> dict[int, list[float]]:
    rows = {year: [float(c) for c in row if c is not None] for year, row in months_by_year.items()}
    return {year: row for year, row in rows.items() if len(row) == MONTHS}
