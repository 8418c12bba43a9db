"""Whatever a ledger holds that a template can carry comes back the same, and comes back only once."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from giaouoc.engine.checks.case import Case
from giaouoc.engine.figures import Entry, Ledger, Status
from giaouoc.engine.figures.side import Side
from giaouoc.engine.indicators.quantity import ratio
from giaouoc.engine.pacts import Reading, Territory
from giaouoc.engine.units import DatedName, Succession, SuccessionKind, Unit
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Result
from giaouoc.exchange.figures_file import read_figures, write_figures
from giaouoc.exchange.template_compare import Effect
from giaouoc.exchange.template_import import preview_template
from giaouoc.exchange.template_plan import PlannedRow, plan_template
from giaouoc.exchange.template_sheet import template_workbook
from giaouoc.exchange.texts import clean
from tests.exchange.template_world import (
    COMMON,
    NORTH,
    OUTSIDE,
    PUBLISHERS,
    SOUTH,
    commitment,
    fill,
    published,
    reported,
    world,
    write,
)

ROWS = plan_template(world()).rows
VIETNAMESE = {Status.REPORTED: "đã báo cáo", Status.MISSING: "thiếu", Status.NOT_APPLICABLE: "không áp dụng"}
counts = st.integers(0, 10**9)
days = st.dates(min_value=published("2025-03-15").known_on, max_value=published("2026-12-31").known_on)
words = st.text("aâđơưXY 12=+,.'\"“–", max_size=12).map(clean)
texts = words.filter(lambda t: not t.startswith(("=", "+")))
typings = st.sampled_from(["number", "comma", "points", "spaces"])


@st.composite
def entries(draw: st.DrawFn, row: PlannedRow) -> Entry:
    """Return a figure a template can carry for one of its rows."""
    status = draw(st.sampled_from(list(VIETNAMESE)))
    made = reported(
        "0" if status is Status.REPORTED else None,
        draw(days).isoformat(),
        unit=row.unit,
        indicator=row.indicator,
        days=row.window,
        publisher=draw(st.sampled_from(sorted(PUBLISHERS))),
        source=draw(texts.filter(bool)),
        note=draw(texts) or None,
        status=status,
    )
    if status is not Status.REPORTED:
        return made
    if row.indicator == "cleared" and draw(st.booleans()):
        over, under = Decimal(draw(counts)), Decimal(draw(counts))
        return replace(made, value=ratio(over, under).value, numerator=over, denominator=under)
    places = draw(st.integers(0, 4)) if row.indicator == "cleared" else 0
    return replace(made, value=Decimal(draw(counts)).scaleb(-places))


ledgers = st.tuples(*(st.none() | entries(row) for row in ROWS))


def typed(value: Decimal | None, how: str) -> Any:
    """Return a number as one of the ways a person may type it; the plain one where another could be misread."""
    if value is None:
        return None
    whole, _, decimals = f"{value:f}".partition(".")
    if how == "number":
        return int(whole) if not decimals else float(value)
    grouped = f"{int(whole):,}".replace(",", "." if how == "points" else " ")
    told = grouped if how != "comma" and grouped.count(".") != 1 and len(decimals) != 3 else whole
    return f"{told},{decimals}" if decimals else told


def cells_of(figures: tuple[Entry | None, ...], how: str) -> Mapping[str, Any]:
    cells: dict[str, Any] = {}
    for row, entry in enumerate(figures, start=5):
        if entry is None:
            continue
        assert entry.published_on is not None
        cells[f"F{row}"] = VIETNAMESE[entry.status]
        cells[f"G{row}"] = None if entry.numerator is not None else typed(entry.value, how)
        cells[f"H{row}"], cells[f"I{row}"] = typed(entry.numerator, how), typed(entry.denominator, how)
        cells[f"J{row}"] = PUBLISHERS[entry.publisher].name
        cells[f"K{row}"], cells[f"M{row}"] = entry.source, entry.note
        cells[f"L{row}"] = entry.published_on.known_on.strftime("%d/%m/%Y")
    return cells


@settings(max_examples=25)
@given(figures=ledgers, how=typings)
def test_a_template_filled_from_a_ledger_gives_its_figures_and_a_second_time_nothing(
    figures: tuple[Entry | None, ...], how: str
) -> None:
    expected = [replace(e, seq=seq) for seq, e in enumerate((e for e in figures if e is not None), start=1)]
    empty = world()
    with tempfile.TemporaryDirectory() as folder:
        path = fill(write(Path(folder) / "a.xlsx", empty), cells_of(figures, how))
        preview = preview_template(path, empty)
        assert preview.findings == ()
        assert list(preview.entries) == expected
        again = preview_template(path, with_ledger(empty, expected))
    assert again.entries == ()
    assert again.count(Effect.SAME) == len(expected)
    _, ledger = read_figures(write_figures(preview.entries))
    assert list(ledger) == expected


def with_ledger(case: Case, figures: list[Entry]) -> Case:
    return Case(case.pact, case.units, case.indicators, Ledger(figures))


@settings(max_examples=25)
@given(old=ledgers, new=ledgers)
def test_an_import_never_touches_what_stands_and_leaves_a_sound_ledger(
    old: tuple[Entry | None, ...], new: tuple[Entry | None, ...]
) -> None:
    before = [replace(e, seq=seq) for seq, e in enumerate((e for e in old if e is not None), start=1)]
    case = with_ledger(world(), before)
    with tempfile.TemporaryDirectory() as folder:
        path = fill(write(Path(folder) / "a.xlsx", case), cells_of(new, "number"))
        preview = preview_template(path, case)
    after = Ledger([*before, *preview.entries])
    assert list(after)[: len(before)] == before
    typed_rows = sum(e is not None for e in new)
    assert len(preview.changes) + preview.refused_rows == typed_rows
    refused = {f.code for f in preview.findings}
    assert refused <= {"template.same-publication"}
    for change in preview.changes:
        if change.effect is Effect.CHANGED:
            assert change.old is not None
            assert change.old.known_on is not None
            assert change.entry.known_on is not None
            assert change.old.known_on < change.entry.known_on


def test_the_base_and_the_year_of_a_merger_filled_in_by_template_give_a_verdict_of_the_new_body(
    tmp_path: Path,
) -> None:
    whole = Unit("whole", (DatedName("Công an tỉnh mới"),))
    merger = Succession(SuccessionKind.MERGE, date(2025, 2, 1), ("south", "outside"), ("whole",))
    case = world(
        units=(NORTH, SOUTH, OUTSIDE, whole), successions=[merger], commitments=[commitment("a", "cases")]
    )
    for base, each in ((True, 100), (False, 90)):
        plan = plan_template(case, base=base)
        path = tmp_path / f"{base}.xlsx"
        path.write_bytes(template_workbook(plan, case))
        fill(path, {**COMMON, **{f"G{row}": each for row in range(5, 5 + len(plan.rows))}})
        case = with_ledger(case, [*case.ledger, *preview_template(path, case).entries])
    standing = judge(case, as_known_on=date(2025, 4, 1), territory=Territory.AS_NOW)
    found = standing.verdict("a", "whole")
    assert found is not None
    assert found.result is Result.KEPT
    (outcome,) = [o for part in found.parts for o in part.outcomes if o.reading is Reading.LATEST]
    # Three months of two bodies before; two cut months of two bodies and two of one body after.
    assert isinstance(outcome.base, Side)
    assert isinstance(outcome.actual, Side)
    assert (outcome.base.quantity.value, outcome.actual.quantity.value) == (
        Decimal(600),
        Decimal(540),
    )
