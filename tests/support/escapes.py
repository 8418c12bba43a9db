"""A pact that nobody escapes from custody, and what was attested about it, beside an outsider's own troubles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from giaouoc.engine.figures import Entry
from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.indicators import Kind, RollUp
from giaouoc.engine.pacts import Commitment, CommitmentType, Part, Territory
from giaouoc.engine.periods import Window
from giaouoc.engine.units import UnitRegistry
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Verdict
from tests.support.cases import unit_ref
from tests.support.pacts import UNIT, YEAR, bodies, case, commitment, entry, indicator, month, pact

ESCAPES = "x-detainee-escape"
OUTSIDER = "outside"
CLOSED = date(2026, 1, 1)
MONTHS = [month(n) for n in range(1, 13)]
ABOUT = {"commitment": Ref(RefKind.COMMITMENT, "escape"), "unit": unit_ref(UNIT)}


def pledge(sources: tuple[str, ...] | None = ("own",)) -> Commitment:
    """Return the commitment that nobody escapes."""
    none = Part("escape", ESCAPES, None, "escape", "escape")
    return commitment(none, code="escape", type=CommitmentType.ZERO_TOLERANCE, sources=sources)


def said(
    seq: int,
    covers: Window,
    value: int | None = 0,
    on: date | str | None = None,
    *,
    unit: str = UNIT,
    **more: Any,
) -> Entry:
    """Return what a unit attested about some days: that nobody escaped, unless told otherwise."""
    return entry(seq, covers, value, on, indicator=ESCAPES, unit=unit, **more)


def monthly(unit: str, *, start: int = 1) -> list[Entry]:
    """Return twelve months in which a unit attested that nobody escaped, numbered from `start`."""
    return [said(n, m, unit=unit) for n, m in enumerate(MONTHS, start=start)]


def verdict(
    entries: Sequence[Entry],
    on: date = CLOSED,
    *,
    units: UnitRegistry | None = None,
    territory: Territory | None = None,
    unit: str = UNIT,
    signed: tuple[str, ...] = (UNIT,),
    sources: tuple[str, ...] | None = ("own",),
    kind: Kind = Kind.ATTESTATION,
) -> Verdict:
    """Return the verdict of a unit; the ledger ends with an outsider from which people escaped all year long."""
    troubles = said(len(entries) + 1, YEAR, 7, "2025-01-01", unit=OUTSIDER)
    roll_up = RollUp.RATIO if kind is Kind.RATIO else RollUp.SUM
    built = case(
        [*entries, troubles],
        of=pact(pledge(sources), signatories=signed),
        units=units or bodies(UNIT, OUTSIDER),
        counting=[indicator(ESCAPES, kind=kind, roll_up=roll_up)],
    )
    found = judge(built, as_known_on=on, territory=territory, unit=unit).verdict("escape", unit)
    assert found is not None
    return found


def shown(found: Verdict) -> list[tuple[str, object, object]]:
    """Return what is shown beside a verdict: code, unit and number of the entry."""
    return [(f.code.removeprefix("verdicts."), f["unit"], f["seq"]) for f in found.findings]


def silent(found: Verdict) -> list[tuple[object, object, object]]:
    """Return whose word is missing for which days, as the reasons of a verdict say."""
    return [(f["unit"], f["first_day"], f["last_day"]) for f in found.reasons if f.code == "verdicts.silent"]
