"""One line of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from giaouoc.engine.findings import Finding, Param, Ref, RefKind, Refusal, error
from giaouoc.engine.indicators import Quantity, ratio
from giaouoc.engine.periods import Window

COLUMNS: Final = (
    "seq",
    "unit",
    "indicator",
    "first_day",
    "last_day",
    "window_basis",
    "status",
    "value",
    "numerator",
    "denominator",
    "precision",
    "definition",
    "publisher",
    "publisher_basis",
    "source",
    "published_on",
    "recorded_at",
    "recorded_by",
    "corrects",
    "reason",
    "claimed_base",
    "claimed_percent",
    "note",
)


IMPLIED: Final = "implied"
"""What the note of an implied base begins with; it belongs to the file format and is never translated."""

# Beyond this an exact comparison is of no use and statistics no longer end; no count of a state comes near.
LARGEST: Final = 10**15


class Status(StrEnum):
    """Missing, zero and not applicable are three things: zero is `reported` with value 0."""

    REPORTED = "reported"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    WITHDRAWN = "withdrawn"


class Precision(StrEnum):
    """Only `exact` entries decide a result; the others are shown."""

    EXACT = "exact"
    ROUNDED = "rounded"
    BOUND = "bound"
    PERCENT_ONLY = "percent_only"


class WindowBasis(StrEnum):
    """Whether the source prints the window, or it was inferred from a neighbour, or it is a placeholder."""

    STATED = "stated"
    INFERRED = "inferred"
    NOT_STATED = "not_stated"


class PublisherBasis(StrEnum):
    """Whether the page prints who counted, or a reader inferred it, or nobody knows."""

    PRINTED = "printed"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PublishedOn:
    """A day of publication as written; a month or a year alone counts as its last day."""

    text: str
    known_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as one publication gave it; `published_on` None means that the source is undated."""

    seq: int
    unit: str
    indicator: str
    window: Window
    window_basis: WindowBasis
    status: Status
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    precision: Precision
    definition: str | None
    publisher: str
    publisher_basis: PublisherBasis
    source: str
    published_on: PublishedOn | None
    recorded_at: str | None = None
    recorded_by: str | None = None
    corrects: int | None = None
    reason: str | None = None
    claimed_base: Decimal | None = None
    claimed_percent: Decimal | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise Refusal(problems)

    def __hash__(self) -> int:
        # Equal entries have equal numbers; hashing all fields would be most of the work of a large case.
        return hash(self.seq)

    @property
    def known_on(self) -> date | None:
        """Return the day from which this entry is known; None for an undated source."""
        return None if self.published_on is None else self.published_on.known_on

    @property
    def quantity(self) -> Quantity:
        """Return the amount; of a share given by its counts alone the percent is worked out."""
        if self.value is None and self.numerator is not None and self.denominator is not None:
            return ratio(self.numerator, self.denominator)
        return Quantity(self.value, self.numerator, self.denominator)

    @property
    def is_exact_report(self) -> bool:
        """Tell whether this entry is reported, exact and dated, which is enough for the word that a thing happened."""
        return (
            self.status is Status.REPORTED
            and self.precision is Precision.EXACT
            and self.published_on is not None
        )

    @property
    def decides(self) -> bool:
        """Tell whether this entry may be an amount: an exact report, not known before the last day of its window."""
        return self.is_exact_report and self.known_on is not None and self.known_on >= self.window.last_day

    @property
    def is_implied(self) -> bool:
        """Tell whether this figure is only implied: a base that a later publication subtracts from."""
        return self.note is not None and self.note.startswith(IMPLIED)

    @property
    def remark(self) -> str:
        """Return the note as people read it: without the mark of an implied figure, which is said in words."""
        note = self.note or ""
        return note.removeprefix(IMPLIED).lstrip(" :") if self.is_implied else note

    @property
    def age(self) -> int | None:
        """Return how many days after its window's last day the entry was known."""
        return None if self.known_on is None else (self.known_on - self.window.last_day).days

    @property
    def series(self) -> tuple[str, str, str]:
        """Return unit, indicator and publisher."""
        return self.unit, self.indicator, self.publisher


def _problems(entry: Entry) -> list[Finding]:
    where: dict[str, Param] = {
        "seq": entry.seq,
        "unit": Ref(RefKind.UNIT, entry.unit),
        "indicator": Ref(RefKind.INDICATOR, entry.indicator),
    }
    found: list[Finding] = []
    amounts = (entry.value, entry.numerator, entry.denominator)
    if (
        entry.status is Status.REPORTED
        and entry.precision is not Precision.PERCENT_ONLY
        and not any(a is not None for a in amounts)
    ):
        found.append(error("figures.reported-without-value", **where))
    if entry.status is not Status.REPORTED and any(a is not None for a in amounts):
        found.append(error("figures.value-without-report", status=entry.status, **where))
    if (entry.numerator is None) != (entry.denominator is None):
        found.append(error("figures.half-a-ratio", **where))
    if any(a is not None and a < 0 for a in amounts):
        found.append(error("figures.negative", **where))
    if entry.numerator and entry.denominator == 0:
        found.append(error("figures.ratio-over-zero", **where))
    written = (*amounts, entry.claimed_base, entry.claimed_percent)
    if any(a is not None and abs(a) > LARGEST for a in written):
        found.append(error("figures.too-large", limit=LARGEST, **where))
    found += _correction_problems(entry, where)
    return found


def _correction_problems(entry: Entry, where: dict[str, Param]) -> list[Finding]:
    found: list[Finding] = []
    if entry.corrects is not None and not entry.reason:
        found.append(error("figures.correction-without-reason", corrects=entry.corrects, **where))
    if entry.corrects is not None and entry.corrects >= entry.seq:
        found.append(error("figures.corrects-later-entry", corrects=entry.corrects, **where))
    return found
