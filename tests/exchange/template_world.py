"""A small pact over three months, its template, and a hand that fills it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry, Ledger, PublishedOn, Status
from giaouoc.engine.indicators import Better, Indicator, IndicatorSet, Kind, RollUp
from giaouoc.engine.pacts import Commitment, CommitmentType, Exemption, MilestoneItem, Part, Publisher
from giaouoc.engine.periods import Window
from giaouoc.engine.units import DatedName, Succession, Unit
from giaouoc.exchange.template_compare import Preview
from giaouoc.exchange.template_import import preview_template
from giaouoc.exchange.template_plan import plan_template
from giaouoc.exchange.template_rows import Defaults
from giaouoc.exchange.template_sheet import template_workbook
from giaouoc.wording import Lang
from tests.support.cases import decrease, figure, make_case, window

QUARTER = window("2024-12-15", "2025-03-14")
MONTHS = (
    window("2024-12-15", "2025-01-14"),
    window("2025-01-15", "2025-02-14"),
    window("2025-02-15", "2025-03-14"),
)
FIGURES = "Số liệu"
CASES = Indicator("cases", None, "Số vụ", "Cases", Kind.COUNT, Better.LOWER, RollUp.SUM, "vụ")
CLEARED = Indicator("cleared", None, "Tỷ lệ", "Rate", Kind.RATIO, Better.LOWER, RollUp.RATIO, "%")
ATTESTED = Indicator("built", None, "Xây xong", "Built", Kind.ATTESTATION, Better.HIGHER, RollUp.SUM, "")
NORTH = Unit("north", (DatedName("Công an tỉnh Bắc", "North"),))
SOUTH = Unit("south", (DatedName("Công an tỉnh Nam", "South"),))
OUTSIDE = Unit("outside", (DatedName("Ngoài cụm"),))
PUBLISHERS = {
    "ntsc": Publisher("ntsc", "Ủy ban An toàn giao thông", "Safety Committee"),
    "own": Publisher("own", "Công an tỉnh", "Provincial police"),
}
# Row 5 is the first: north's cases by month, north's rate by month, then the same of south.
FIRST, RATE, SOUTHERN = 5, 8, 11
COMMON = {"J3": "Công an tỉnh", "K3": "Báo cáo 12", "L3": "20/03/2025"}


def commitment(code: str, *indicators: str, exempt: Sequence[str] = ()) -> Commitment:
    """Return a quantified commitment of one part for each indicator."""
    parts = tuple(Part(i, i, decrease(), i, i) for i in indicators)
    exemptions = tuple(Exemption(unit, "không giao") for unit in exempt)
    return Commitment(code, CommitmentType.QUANTIFIED, code, code, code, parts, exemptions=exemptions)


def milestone(deadline: date) -> Commitment:
    """Return a milestone with one item that can be attested and one whose test nobody stated."""
    items = (
        MilestoneItem("hall", "Nhà", "built", "có biên bản", None),
        MilestoneItem("road", "Đường", "cleared", None, None),
    )
    return Commitment("mile", CommitmentType.MILESTONE, "m", "m", "m", deadline=deadline, items=items)


def world(
    *figures: Entry,
    units: Sequence[Unit] = (NORTH, SOUTH, OUTSIDE),
    successions: Sequence[Succession] = (),
    indicators: Sequence[Indicator] = (CASES, CLEARED, ATTESTED),
    commitments: Sequence[Commitment] | None = None,
    publishers: Mapping[str, Publisher] = PUBLISHERS,
    period: Window = QUARTER,
    code: str = "pact",
) -> Case:
    """Return a case of two signatories, north and south, with these figures in its ledger."""
    base = make_case(
        units=units,
        successions=successions,
        indicators=indicators,
        indicator="cases",
        signatories=("north", "south"),
        period=period,
    )
    asked = tuple(commitments) if commitments is not None else (commitment("main", "cases", "cleared"),)
    asked = tuple(replace(c, sources=None) for c in asked)
    title = "Giao ước mẫu"
    pact = replace(base.pact, code=code, title=title, commitments=asked, publishers=publishers)
    ledger = Ledger(replace(f, seq=seq) for seq, f in enumerate(figures, start=1))
    return Case(pact, base.units, IndicatorSet(indicators), ledger)


def reported(
    value: str | None,
    on: str = "2025-03-20",
    *,
    unit: str = "north",
    indicator: str = "cases",
    days: Window = MONTHS[0],
    publisher: str = "own",
    source: str = "Báo cáo 12",
    counts: tuple[int, int] | None = None,
    status: Status = Status.REPORTED,
    note: str | None = None,
) -> Entry:
    """Return a figure as a template makes it; without a value its status says why."""
    entry = figure(
        value if status is Status.REPORTED else 0,
        on,
        unit=unit,
        indicator=indicator,
        days=days,
        publisher=publisher,
        source=source,
        counts=counts,
    )
    if status is not Status.REPORTED:
        entry = replace(entry, status=status, value=None)
    return replace(entry, note=note)


def published(text: str) -> PublishedOn:
    return PublishedOn(text, date.fromisoformat(text))


def write(path: Path, case: Case, *, lang: Lang = Lang.VI, unit: str | None = None) -> Path:
    """Write the empty template of a case."""
    path.write_bytes(template_workbook(plan_template(case, lang=lang, unit=unit), case))
    return path


def fill(path: Path, cells: Mapping[str, Any], *, sheet: str = FIGURES) -> Path:
    """Type values into cells of the sheet of figures."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(path)
    return path


def filled(folder: Path, case: Case, cells: Mapping[str, Any], common: Mapping[str, Any] = COMMON) -> Preview:
    """Return the preview of a template filled with these cells and what holds for all rows."""
    path = fill(write(folder / "bieu.xlsx", case), {**common, **cells})
    return preview_template(path, case)


def preview(path: Path, case: Case, defaults: Defaults | None = None) -> Preview:
    return preview_template(path, case, defaults)


def number(value: str) -> Decimal:
    return Decimal(value)
