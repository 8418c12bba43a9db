"""One side of a comparison: an amount for a window, and the entries it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from giaouoc.engine.figures.entry import Entry, Precision, WindowBasis
from giaouoc.engine.findings import Finding
from giaouoc.engine.indicators import Indicator, Quantity, RollUp
from giaouoc.engine.periods import Window


class How(StrEnum):
    """How an amount for a window came about, from the plainest to the least certain."""

    DIRECT = "direct"
    TILED = "tiled"
    DIFFERENCE = "difference"
    UNITS_SUMMED = "units_summed"
    SPLIT_ESTIMATE = "split_estimate"


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry as it goes into a sum: added or taken away, whole or by the share of a split."""

    entry: Entry
    sign: int = 1
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Side:
    """An amount for a window with its pieces; `not_applicable` where every piece says so."""

    window: Window
    quantity: Quantity
    pieces: tuple[Piece, ...]
    how: How
    not_applicable: bool = False

    @property
    def known_on(self) -> date:
        """Return the day on which the last piece became known."""
        return max(p.entry.known_on for p in self.pieces if p.entry.known_on is not None)

    @property
    def age(self) -> int:
        """Return how many days after the window's last day the amount was known.

        That a thing does not apply may be known before: then none.
        """
        return max(0, (self.known_on - self.window.last_day).days)

    @property
    def estimated(self) -> bool:
        """Tell whether a share of a split went into it."""
        return any(p.share != 1 for p in self.pieces)

    @property
    def seqs(self) -> tuple[int, ...]:
        """Return the ledger numbers of its pieces."""
        return tuple(p.entry.seq for p in self.pieces)

    @property
    def window_not_stated(self) -> bool:
        """Tell whether a source does not state the days it counts."""
        return any(p.entry.window_basis is WindowBasis.NOT_STATED for p in self.pieces)

    @property
    def window_inferred(self) -> bool:
        """Tell whether the days of a source were inferred from a neighbouring window."""
        return any(p.entry.window_basis is WindowBasis.INFERRED for p in self.pieces)

    def versions(self, indicator: Indicator) -> frozenset[str]:
        """Return the definitions its pieces were counted by: as stated, else by the days they cover."""
        found = {p.entry.definition for p in self.pieces if p.entry.definition}
        by_days = [p.entry.window for p in self.pieces if not p.entry.definition]
        found |= {d.version for d in indicator.definitions if any(d.overlaps(w) for w in by_days)}
        return frozenset(found)

    def same_publication(self, other: Side) -> bool:
        """Tell whether both amounts stand in one and the same publication."""
        mine = {(p.entry.source, p.entry.published_on) for p in self.pieces}
        return len(mine) == 1 and mine == {(p.entry.source, p.entry.published_on) for p in other.pieces}


@dataclass(frozen=True, slots=True)
class NoSide:
    """Says why there is no amount."""

    reasons: tuple[Finding, ...]


def direct(entry: Entry) -> Side:
    """Return the amount as one entry gives it."""
    return Side(entry.window, entry.quantity, (Piece(entry),), How.DIRECT)


def add_up(window: Window, sides: list[Side], how: How, shares: list[Decimal] | None = None) -> Side:
    """Return the sum of amounts; parts that are not applicable add nothing."""
    weights = shares or [Decimal(1)] * len(sides)
    pieces = tuple(
        Piece(p.entry, p.sign, p.share * w) for s, w in zip(sides, weights, strict=True) for p in s.pieces
    )
    total: Quantity | None = None
    for side, weight in zip(sides, weights, strict=True):
        if side.not_applicable:
            continue
        amount = side.quantity if weight == 1 else side.quantity.times(weight)
        total = amount if total is None else total.plus(amount)
    if total is None:
        return Side(window, Quantity(None), pieces, how, not_applicable=True)
    estimated = any(p.share != 1 for p in pieces)
    return Side(window, total, pieces, How.SPLIT_ESTIMATE if estimated else how)


def adds(entry: Entry, indicator: Indicator) -> bool:
    """Tell whether an entry may go into a sum: counts may, ratios only with their counts, an index never."""
    if indicator.roll_up is RollUp.NONE or entry.precision is not Precision.EXACT:
        return False
    return indicator.roll_up is RollUp.SUM or entry.quantity.is_ratio
