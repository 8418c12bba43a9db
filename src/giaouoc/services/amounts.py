"""A figure as a person enters it: an amount, that it is missing, or that it does not apply."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from giaouoc.engine.checks.case import comes_whole
from giaouoc.engine.figures import Status
from giaouoc.engine.findings import refuse
from giaouoc.engine.indicators import Indicator, Kind
from giaouoc.exchange.template_cells import read_amount
from giaouoc.store.models import Cell


@dataclass(frozen=True, slots=True)
class Amount:
    """What somebody entered, as typed. A status without an amount is one of three deliberate acts.

    Empty texts and no status say that nothing was entered yet.
    """

    status: Status | None = None
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    note: str = ""

    @property
    def is_typed(self) -> bool:
        """Tell whether an amount was typed."""
        return any(text.strip() for text in (self.value, self.numerator, self.denominator))


@dataclass(frozen=True, slots=True)
class Read:
    """An amount as the ledger keeps it: exact texts, empty where there is none."""

    status: Status | None
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    note: str = ""

    @classmethod
    def of(cls, cell: Cell) -> Read:
        """Return what a cell holds."""
        status = Status(cell.status) if cell.status else None
        return cls(status, cell.value, cell.numerator, cell.denominator, cell.note)


def read(amount: Amount, indicator: Indicator) -> Read:
    """Read what somebody typed; an amount counts as reported, and with another status it is refused."""
    note = " ".join(amount.note.split())
    if not amount.is_typed:
        if amount.status is Status.REPORTED:
            raise refuse("reporting.amount-missing", indicator=indicator.ref)
        return Read(amount.status, note=note)
    if amount.status not in (None, Status.REPORTED):
        raise refuse("reporting.amount-beside-status", indicator=indicator.ref, status=amount.status)
    if indicator.kind is Kind.RATIO:
        return _ratio(amount, indicator, note)
    if amount.numerator.strip() or amount.denominator.strip():
        raise refuse("reporting.counts-of-no-ratio", indicator=indicator.ref)
    value = read_amount(amount.value, counted=comes_whole(indicator))
    return Read(Status.REPORTED, value=f"{value:f}", note=note)


def _ratio(amount: Amount, indicator: Indicator, note: str) -> Read:
    """Read a share by the counts above and below the line; a bare percent cannot be added up and is refused."""
    if not (amount.numerator.strip() and amount.denominator.strip()):
        raise refuse("reporting.ratio-needs-counts", indicator=indicator.ref)
    above, below = (read_amount(t, counted=True) for t in (amount.numerator, amount.denominator))
    if below == 0 and above != 0:
        raise refuse("reporting.ratio-over-zero", indicator=indicator.ref)
    return Read(Status.REPORTED, numerator=_plain(above), denominator=_plain(below), note=note)


def _plain(value: Decimal) -> str:
    return f"{value:f}"
