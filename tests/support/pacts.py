"""Builders for pacts of any shape and ledgers with corrections, beside the one-commitment cases of `cases`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import (
    Entry,
    Ledger,
    Precision,
    PublishedOn,
    PublisherBasis,
    Status,
    WindowBasis,
)
from giaouoc.engine.findings import Ref, RefKind, Refusal
from giaouoc.engine.indicators import Better, Indicator, IndicatorSet, Kind, RollUp
from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Pact,
    Part,
    Publisher,
    Target,
    TargetUnit,
)
from giaouoc.engine.periods import Period, PeriodKind, Window
from giaouoc.engine.units import DatedName, DatedParent, Succession, Unit, UnitRegistry, build_registry
from tests.support.cases import POLICE

YEAR = POLICE.year_window(2025)
BASE_YEAR = POLICE.year_window(2024)
HALF = POLICE.window(Period(PeriodKind.HALF, 2025, 1))
BASE_HALF = POLICE.window(Period(PeriodKind.HALF, 2024, 1))
SIGNED_ON = date(2025, 2, 14)
UNIT = "an-giang"
DEATHS = "traffic-deaths"


def day(text: str) -> date:
    """Return a day from ISO form."""
    return date.fromisoformat(text)


def month(number: int, year: int = 2025) -> Window:
    """Return a month of the police year."""
    return POLICE.window(Period(PeriodKind.MONTH, year, number))


def entry(
    seq: int,
    covers: Window,
    value: int | str | None = None,
    on: date | str | None = None,
    *,
    unit: str = UNIT,
    indicator: str = DEATHS,
    publisher: str = "own",
    status: Status | None = None,
    ratio: tuple[int, int] | None = None,
    basis: WindowBasis = WindowBasis.STATED,
    precision: Precision = Precision.EXACT,
    source: str = "bulletin",
    **more: Any,
) -> Entry:
    """Return an entry; without `on` it was published on the day after its window, without a value it is missing."""
    published = covers.stop if on is None else on if isinstance(on, date) else day(on)
    numerator, denominator = (Decimal(n) for n in ratio) if ratio else (None, None)
    silent = value is None and ratio is None and precision is not Precision.PERCENT_ONLY
    fields: dict[str, Any] = {
        "published_on": PublishedOn(published.isoformat(), published),
        "definition": None,
        **more,
    }
    return Entry(
        seq=seq,
        unit=unit,
        indicator=indicator,
        window=covers,
        window_basis=basis,
        status=status or (Status.MISSING if silent else Status.REPORTED),
        value=None if value is None else Decimal(value),
        numerator=numerator,
        denominator=denominator,
        precision=precision,
        publisher=publisher,
        publisher_basis=PublisherBasis.PRINTED,
        source=source,
        **fields,
    )


def indicator(
    code: str = DEATHS,
    *,
    kind: Kind = Kind.COUNT,
    better: Better = Better.LOWER,
    roll_up: RollUp = RollUp.SUM,
    **more: Any,
) -> Indicator:
    """Return an indicator: a count that is better lower and adds up, unless told otherwise."""
    return Indicator(code, 1, code, code, kind, better, roll_up, "người", **more)


def target(
    value: int | str = 5,
    *,
    direction: Direction = Direction.DECREASE,
    comparator: Comparator = Comparator.EXACTLY,
    unit: TargetUnit = TargetUnit.PERCENT,
    high: int | str | None = None,
) -> Target:
    """Return a target: five percent fewer, unless told otherwise."""
    return Target(direction, comparator, Decimal(value), unit, None if high is None else Decimal(high))


def part(code: str = "deaths", indicator: str = DEATHS, aim: Target | None = None, **more: Any) -> Part:
    """Return a part of a commitment; five percent fewer, unless told otherwise."""
    return Part(code, indicator, aim or target(), code, code, **more)


def commitment(*parts: Part, code: str = "traffic", **more: Any) -> Commitment:
    """Return a quantified commitment whose source of record is the unit itself."""
    fields: dict[str, Any] = {"type": CommitmentType.QUANTIFIED, "sources": ("own",), **more}
    kind = fields.pop("type")
    default = (part(),) if kind is CommitmentType.QUANTIFIED else ()
    return Commitment(code, kind, code, code, code, parts or default, **fields)


def pact(*commitments: Commitment, covers: Window = YEAR, **more: Any) -> Pact:
    """Return a pact of one unit for a police year that names no baseline and no territory."""
    fields: dict[str, Any] = {
        "signatories": (UNIT,),
        "reading": NOT_STATED,
        "territory": NOT_STATED,
        "calendar": POLICE,
        "calendar_assumed": None,
        "signed_on": SIGNED_ON,
        "holidays": (),
        "publishers": publishers("own", "nso", "mps", "ntsc"),
        **more,
    }
    return Pact(
        code="pact",
        title="pact",
        title_en="pact",
        cluster="cluster",
        movement="movement",
        slogan=None,
        window=covers,
        commitments=commitments or (commitment(),),
        **fields,
    )


def publishers(*codes: str) -> Mapping[str, Publisher]:
    """Return publishers named by their codes."""
    return {code: Publisher(code, code, code) for code in codes}


def body(code: str, *parents: str) -> Unit:
    """Return a unit named by its code, under other units at all times."""
    return Unit(code, (DatedName(code, code),), tuple(DatedParent(p) for p in parents))


def bodies(*units: str | Unit, successions: Sequence[Succession] = ()) -> UnitRegistry:
    """Return a register of units, named by their codes where only a code is given."""
    built = [u if isinstance(u, Unit) else body(u) for u in units or (UNIT,)]
    return build_registry(built, successions)


def case(
    entries: Iterable[Entry],
    *,
    of: Pact | None = None,
    units: UnitRegistry | None = None,
    counting: Iterable[Indicator] | None = None,
) -> Case:
    """Return a case from its entries; one unit, one indicator, one commitment unless told otherwise."""
    return Case(
        of or pact(),
        units or bodies(),
        IndicatorSet(counting or [indicator()]),
        Ledger(entries),
    )


def codes(refusal: Refusal) -> list[str]:
    """Return the codes a refusal carries, in order."""
    return [finding.code for finding in refusal.findings]


def indicator_ref(code: str = DEATHS) -> Ref:
    """Return a pointer to an indicator."""
    return Ref(RefKind.INDICATOR, code)
