"""Small cases built in memory, after the first half of 2025; every one has an outsider with troubles of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.figures import Entry, Ledger, Precision, PublishedOn, PublisherBasis, Status, WindowBasis
from giaouoc.engine.findings import Finding, Param, Ref, RefKind
from giaouoc.engine.indicators import (
    Better,
    Comparability,
    Definition,
    Indicator,
    IndicatorSet,
    Kind,
    RollUp,
)
from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    CommitmentType,
    Comparator,
    Direction,
    Pact,
    Part,
    Publisher,
    Reading,
    Scope,
    Target,
    TargetUnit,
)
from giaouoc.engine.periods import Calendar, Holiday, Window
from giaouoc.engine.units import DatedName, DatedParent, Succession, Unit, build_registry

POLICE = Calendar("police", year_month=12, first_day=15, named_by="end")
MANY_DAYS_LATER = date(2027, 1, 1)


def window(first_day: str, last_day: str) -> Window:
    """Return a window by its first and last day, both counted."""
    return Window.inclusive(date.fromisoformat(first_day), date.fromisoformat(last_day))


H1_2025 = window("2024-12-15", "2025-06-14")
H1_2024 = window("2023-12-15", "2024-06-14")


def number(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def figure(
    value: str | int | None,
    on: str,
    *,
    unit: str = "vietnam",
    indicator: str = "deaths",
    days: Window = H1_2025,
    publisher: str = "ntsc",
    source: str = "page",
    basis: WindowBasis = WindowBasis.STATED,
    base: str | int | None = None,
    percent: str | None = None,
    counts: tuple[int, int] | None = None,
    precision: Precision = Precision.EXACT,
    definition: str | None = None,
) -> Entry:
    """Return a figure without its place in the ledger; `on` is the day of its publication."""
    return Entry(
        seq=1,
        unit=unit,
        indicator=indicator,
        window=days,
        window_basis=basis,
        status=Status.REPORTED,
        value=number(value),
        numerator=number(counts[0]) if counts else None,
        denominator=number(counts[1]) if counts else None,
        precision=precision,
        definition=definition,
        publisher=publisher,
        publisher_basis=PublisherBasis.PRINTED,
        source=source,
        published_on=PublishedOn(on, date.fromisoformat(on)),
        claimed_base=number(base),
        claimed_percent=number(percent),
    )


def ledger(figures: Iterable[Entry]) -> Ledger:
    """Return a ledger of figures in this order, numbered from 1."""
    return Ledger(replace(f, seq=seq) for seq, f in enumerate(figures, start=1))


def count(
    code: str,
    *,
    part_of: str | None = None,
    parts: tuple[str, ...] = (),
    definitions: tuple[Definition, ...] = (),
    comparabilities: tuple[Comparability, ...] = (),
) -> Indicator:
    """Return an indicator that counts, better when lower."""
    return Indicator(
        code,
        None,
        code,
        code,
        Kind.COUNT,
        Better.LOWER,
        RollUp.SUM,
        "",
        part_of=part_of,
        parts=parts,
        definitions=definitions,
        comparabilities=comparabilities,
    )


def share(code: str) -> Indicator:
    """Return an indicator that is a ratio, better when higher."""
    return Indicator(code, None, code, code, Kind.RATIO, Better.HIGHER, RollUp.RATIO, "%")


INDICATORS = (
    count("cases"),
    count("deaths"),
    count("injured"),
    count("road-deaths", part_of="deaths"),
    share("clearance"),
)
UNITS = (
    Unit("vietnam", (DatedName("Việt Nam"),)),
    Unit("outside", (DatedName("Ngoài cụm"),)),
)


def part_unit(code: str, parent: str, *, from_day: str | None = None) -> Unit:
    """Return a unit under another one, from a day on where given."""
    first_day = None if from_day is None else date.fromisoformat(from_day)
    return Unit(code, (DatedName(code),), (DatedParent(parent, first_day),))


def decrease(percent: str = "5") -> Target:
    """Return the target of a bare percent less."""
    return Target(Direction.DECREASE, Comparator.EXACTLY, Decimal(percent), TargetUnit.PERCENT)


def make_case(
    *figures: Entry,
    units: Sequence[Unit] = UNITS,
    successions: Sequence[Succession] = (),
    indicators: Sequence[Indicator] = INDICATORS,
    indicator: str = "deaths",
    target: Target | None = None,
    signatories: tuple[str, ...] = ("vietnam",),
    signed_on: date = date(2025, 2, 14),
    period: Window = H1_2025,
    holidays: tuple[Holiday, ...] = (),
    reading: Reading | None = None,
    scope: Scope = Scope.STATED,
) -> Case:
    """Return a case with one commitment of one part, `traffic/one`, on the indicator given."""
    part = Part("one", indicator, target or decrease(), "Phần một", "Part one")
    commitment = Commitment(
        "traffic", CommitmentType.QUANTIFIED, "giảm 5 %", "Giao thông", "Traffic", (part,), ("ntsc",), scope
    )
    pact = Pact(
        code="pact",
        title="Giao ước",
        title_en="Pact",
        cluster="cluster",
        movement="movement",
        slogan=None,
        signed_on=signed_on,
        signatories=signatories,
        calendar=POLICE,
        calendar_assumed=None,
        window=period,
        holidays=holidays,
        reading=reading or NOT_STATED,
        territory=NOT_STATED,
        commitments=(commitment,),
        publishers={code: Publisher(code, code, code) for code in ("ntsc", "mps", "nso", "own")},
    )
    return Case(pact, build_registry(units, successions), IndicatorSet(indicators), ledger(figures))


def compare(
    case: Case,
    *,
    unit: str = "vietnam",
    publisher: str = "ntsc",
    day: date = MANY_DAYS_LATER,
) -> Comparison:
    """Return the one comparison of a case, as known long after unless a day is given."""
    commitment = case.pact.commitments[0]
    part = commitment.parts[0]
    target = part.target_for(unit)
    assert target is not None
    return Comparison(case, commitment, part, target, unit, publisher, day)


def about(indicator: str = "deaths", *, unit: str = "vietnam", publisher: str = "ntsc") -> dict[str, Param]:
    """Return the pointers of a finding about the one comparison."""
    return {
        "commitment": Ref(RefKind.COMMITMENT, "traffic"),
        "part": Ref(RefKind.PART, "traffic/one"),
        **series(indicator, unit=unit, publisher=publisher),
    }


def series(indicator: str = "deaths", *, unit: str = "vietnam", publisher: str = "ntsc") -> dict[str, Param]:
    """Return the pointers of a finding about one series."""
    return {
        "unit": unit_ref(unit),
        "indicator": indicator_ref(indicator),
        "publisher": publisher_ref(publisher),
    }


def within(days: Window = H1_2025) -> dict[str, Param]:
    """Return the bounds a finding carries."""
    return {"first_day": days.first_day, "last_day": days.last_day}


def unit_ref(code: str) -> Ref:
    return Ref(RefKind.UNIT, code)


def indicator_ref(code: str) -> Ref:
    return Ref(RefKind.INDICATOR, code)


def publisher_ref(code: str) -> Ref:
    return Ref(RefKind.PUBLISHER, code)


def under(findings: Iterable[Finding], unit: str) -> tuple[Finding, ...]:
    """Return the findings that point to a unit."""
    return tuple(f for f in findings if f.get("unit") == unit_ref(unit))


def amounts(*values: str | int) -> tuple[Decimal, ...]:
    return tuple(Decimal(v) for v in values)
